import type { Policies } from '../../../shared/rules/policy.ts'
import { useWords } from '../../base/words/words.ts'
import { Fields, type FoundPolicies, Heading, type TabProps } from '../fields.tsx'
import { BannedWordsFields } from './banned-words-fields.tsx'
import { BreachFileField } from './breach-file-field.tsx'
import { GroupRules } from './group-rules.tsx'
import { PasswordDemands } from './password-demands.tsx'

export type ProtectionTabProps = TabProps & {
  readonly found: FoundPolicies
  /** The policies that the page would save; null while a field is wrong. */
  readonly next: Policies | null
}

/** The rules for passwords: a preset or own rules, earlier passwords, banned words, known breaches, and rules of groups. */
export function ProtectionTab(props: ProtectionTabProps) {
  const { t } = useWords()
  const { found, next, form, draft, isDisabled } = props
  const fields = { form, draft, isDisabled }
  const savedPath = found.policies.protection.breachFile ?? ''
  return (
    <Fields>
      <PasswordDemands {...fields} />
      <Heading>{t('policies.headings.banned')}</Heading>
      <BannedWordsFields {...fields} />
      <Heading>{t('policies.headings.breaches')}</Heading>
      <BreachFileField {...fields} state={found.breachFile} savedPath={savedPath} />
      <GroupRules {...fields} policies={next ?? found.policies} />
    </Fields>
  )
}
