import type { Policies } from '../../../shared/rules/policy.ts'
import { useWords } from '../../base/words/words.ts'
import { Fields, Heading, type TabProps } from '../fields.tsx'
import { BannedWordsFields } from './banned-words-fields.tsx'
import { BreachFileField, type BreachFileState } from './breach-file-field.tsx'
import { GroupRules } from './group-rules.tsx'
import { PasswordDemands } from './password-demands.tsx'

export type ProtectionTabProps = TabProps & {
  readonly breachFile: BreachFileState
  readonly savedPath: string
  /** What new rules of a group begin with. */
  readonly policies: Policies
}

/** What a good password is: a preset or own rules, what may not come back, banned words, known breaches, and rules of groups. */
export function ProtectionTab(props: ProtectionTabProps) {
  const { t } = useWords()
  const { breachFile, savedPath, policies, ...fields } = props
  return (
    <Fields>
      <PasswordDemands {...fields} />
      <Heading>{t('policies.headings.banned')}</Heading>
      <BannedWordsFields {...fields} />
      <Heading>{t('policies.headings.breaches')}</Heading>
      <BreachFileField {...fields} state={breachFile} savedPath={savedPath} />
      <GroupRules {...fields} policies={policies} />
    </Fields>
  )
}
