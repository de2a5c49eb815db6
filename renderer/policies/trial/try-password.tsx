import { Body1, Field, MessageBar, MessageBarBody, makeStyles, Select, tokens } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import { passwordRuleName } from '../../../shared/errors.ts'
import type { PasswordTrial } from '../../../shared/policies.ts'
import { protectionUnder } from '../../../shared/rules/group-rules.ts'
import type { GroupRule, Policies } from '../../../shared/rules/policy.ts'
import { uniqueWords } from '../../base/words/unique-words.ts'
import { useWords } from '../../base/words/words.ts'
import { RuleList } from '../../own/password/rule-list.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Heading } from '../fields.tsx'
import { StrengthAdvice } from './strength-advice.tsx'
import { useTrial } from './use-trial.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  answer: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
})

function breachText({ t }: ReturnType<typeof useWords>, breaches: PasswordTrial['breaches']): string {
  switch (breaches.state) {
    case 'none':
      return t('policies.try.noBreachFile')
    case 'found':
      return t('policies.try.breachedTimes', { count: breaches.count })
    case 'notFound':
      return t('policies.try.notBreached')
    case 'notChecked': {
      const known = (['missing', 'notAFile', 'unsorted', 'truncated'] as const).find((one) => one === breaches.reason)
      return t('policies.try.notChecked', { reason: t(`policies.breach.reasons.${known ?? 'unreadable'}`) })
    }
  }
}

function Answer({ trial, policies }: { readonly trial: PasswordTrial; readonly policies: Policies }) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const verdicts = trial.verdicts.flatMap(({ rule, ...rest }) => {
    const known = passwordRuleName.safeParse(rule)
    return known.success ? [{ ...rest, rule: known.data }] : []
  })
  const isGood = verdicts.every((verdict) => verdict.isKept) && trial.breaches.state !== 'found'
  const found = uniqueWords(trial.found.map((finding) => finding.term))
  return (
    <div className={styles.answer}>
      <MessageBar intent={isGood ? 'success' : 'warning'} layout="multiline">
        <MessageBarBody>{isGood ? t('policies.try.accepted') : t('policies.try.refused')}</MessageBarBody>
      </MessageBar>
      <RuleList verdicts={verdicts} policy={policies.protection} isTyped />
      <Body1>{t('policies.try.score', { count: trial.score })}</Body1>
      <Body1>
        {found.length === 0 ? t('policies.try.nothingFound') : t('policies.try.found', { words: found.join(', ') })}
      </Body1>
      <Body1>{breachText(words, trial.breaches)}</Body1>
      {trial.strength !== null && <StrengthAdvice strength={trial.strength} />}
    </div>
  )
}

/** The policies as they apply to people of a group; everybody's for a group that is no longer in the list. */
function policiesFor(policies: Policies, groupId: number | null): Policies {
  const rule = policies.groupRules.find((one) => one.groupId === groupId) ?? null
  return { ...policies, protection: protectionUnder(policies, rule) }
}

type RulesChoiceProps = {
  readonly rules: readonly GroupRule[]
  readonly groupId: number | null
  readonly onChange: (groupId: number | null) => void
}

function RulesChoice({ rules, groupId, onChange }: RulesChoiceProps) {
  const { t } = useWords()
  return (
    <Field label={t('policies.try.as')}>
      <Select value={groupId ?? ''} onChange={(_, { value }) => onChange(value === '' ? null : Number(value))}>
        <option value="">{t('policies.try.everybody')}</option>
        {rules.map((rule) => (
          <option key={rule.groupId} value={rule.groupId}>
            {rule.name}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** Checks any password by the rules on the page, before they are saved. */
export function TryPassword({ policies: typed }: { readonly policies: Policies | null }) {
  const { t } = useWords()
  const styles = useStyles()
  const [password, setPassword] = useState('')
  const [groupId, setGroupId] = useState<number | null>(null)
  const policies = useMemo(() => typed && policiesFor(typed, groupId), [typed, groupId])
  const { trial, error } = useTrial(password, policies)
  return (
    <section className={styles.root} aria-label={t('policies.try.title')}>
      <Heading>{t('policies.try.title')}</Heading>
      <Body1>{policies === null ? t('policies.try.mend') : t('policies.try.text')}</Body1>
      {policies !== null && policies.groupRules.length > 0 && (
        <RulesChoice rules={policies.groupRules} groupId={groupId} onChange={setGroupId} />
      )}
      <PasswordField
        label={t('policies.try.field')}
        value={password}
        onChange={setPassword}
        autoComplete="off"
        isDisabled={policies === null}
      />
      <ErrorBar error={error} />
      <div role="status">{trial !== null && policies !== null && <Answer trial={trial} policies={policies} />}</div>
    </section>
  )
}
