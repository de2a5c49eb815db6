import { Body1 } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'
import { Fields, NumberField, type TabProps } from './fields.tsx'
import { isNumberGood } from './policy-draft.ts'

/** When wrong passwords lock an account, and for how long; in numbers and in a sentence. */
export function LockoutTab(props: TabProps) {
  const { t, formatDuration } = useWords()
  const { draft } = props
  const isGood = (['lockout.threshold', 'lockout.seconds', 'lockout.capSeconds'] as const).every((path) =>
    isNumberGood(draft, path),
  )
  const { threshold, seconds, capSeconds } = draft.lockout
  const cap = Number(capSeconds)
  const first = Math.min(Number(seconds), cap)
  return (
    <Fields>
      <NumberField {...props} path="lockout.threshold" note={t('policies.notes.threshold')} />
      <NumberField {...props} path="lockout.seconds" note={t('policies.notes.seconds')} />
      <NumberField {...props} path="lockout.capSeconds" />
      {isGood && (
        <Body1>
          {t('policies.locked.inWords', {
            threshold: Number(threshold),
            first: formatDuration(first),
            cap: formatDuration(cap),
          })}
        </Body1>
      )}
    </Fields>
  )
}
