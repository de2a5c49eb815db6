import { Body1, Caption1 } from '@fluentui/react-components'
import type { Strength } from '../../../shared/policies.ts'
import { estimatedLength } from '../../../shared/rules/strength.ts'
import { localeOf, useWords } from '../../base/words/words.ts'
import { guessingTime } from './guessing-time.ts'

const scores = ['0', '1', '2', '3', '4'] as const

function useGuessingText(): (guesses: number) => string {
  const { t, language } = useWords()
  return (guesses) => {
    const time = guessingTime(guesses)
    if (time.kind === 'atOnce') return t('policies.try.guessingAtOnce')
    if (time.kind === 'forEver') return t('policies.try.guessingForEver')
    const format = { style: 'unit', unit: time.unit, unitDisplay: 'long' } as const
    const text = new Intl.NumberFormat(localeOf(language), format).format(time.value)
    return t('policies.try.guessing', { time: text })
  }
}

/** How hard a password is to guess, marked as an estimate and kept apart from the verdicts of the rules. */
export function StrengthAdvice({ strength: { score, guesses, isCut } }: { readonly strength: Strength }) {
  const { t } = useWords()
  const guessingText = useGuessingText()
  const word = t(`policies.try.strengths.${scores[score] ?? '0'}`)
  return (
    <div>
      <Body1 block>
        <strong>{t('policies.try.strength', { word, score })}</strong>
      </Body1>
      <Body1 block>{guessingText(guesses)}</Body1>
      <Caption1 block>
        {t('policies.try.advice')}
        {isCut && ` ${t('policies.try.cut', { count: estimatedLength })}`}
      </Caption1>
    </div>
  )
}
