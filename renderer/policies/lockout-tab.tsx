import { Body1, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { DirectoryLock } from '../../shared/policies.ts'
import { lockoutBelow } from '../../shared/rules/lockout.ts'
import { useWords } from '../base/words/words.ts'
import { Fields, type FoundPolicies, NumberField, type TabProps } from './fields.tsx'
import { isNumberGood } from './policy-draft.ts'

/** When wrong passwords lock an account, and for how long; in numbers and in a sentence. */
export function LockoutTab(props: TabProps & { readonly found: FoundPolicies }) {
  const { t, formatDuration } = useWords()
  const { draft, found } = props
  const isGood = (['lockout.threshold', 'lockout.seconds', 'lockout.capSeconds'] as const).every((path) =>
    isNumberGood(draft, path),
  )
  const { threshold, seconds, capSeconds } = draft.lockout
  const typed = { threshold: Number(threshold), seconds: Number(seconds), capSeconds: Number(capSeconds) }
  const enforced = lockoutBelow(
    typed,
    found.directoryLocks.map(({ limit }) => limit),
  )
  const first = Math.min(enforced.seconds, enforced.capSeconds)
  return (
    <Fields>
      <NumberField {...props} path="lockout.threshold" note={t('policies.notes.threshold')} />
      <NumberField {...props} path="lockout.seconds" note={t('policies.notes.seconds')} />
      <NumberField {...props} path="lockout.capSeconds" />
      {found.directoryLocks.map((lock) => (
        <BelowDirectory key={lock.directory} {...lock} />
      ))}
      {isGood && (
        <Body1>
          {t('policies.locked.inWords', {
            threshold: enforced.threshold,
            first: formatDuration(first),
            cap: formatDuration(enforced.capSeconds),
          })}
        </Body1>
      )}
    </Fields>
  )
}

/** Why Keydesk locks sooner, or for longer, than the policy says. */
function BelowDirectory({ directory, threshold, limit }: DirectoryLock) {
  const { t, formatDuration } = useWords()
  if (limit === null) return null
  const text =
    threshold === 'unknown'
      ? t('policies.locked.belowUnknown', {
          directory,
          count: limit.tries,
          wait: formatDuration(limit.seconds),
        })
      : t(limit.tries < threshold ? 'policies.locked.below' : 'policies.locked.notBelow', {
          directory,
          threshold,
          count: limit.tries,
          wait: formatDuration(limit.seconds),
        })
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  )
}
