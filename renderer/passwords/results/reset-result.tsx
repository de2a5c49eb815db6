import { Body1, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useRef } from 'react'
import { useSettings } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { useInitialFocus } from '../../ui/use-initial-focus.ts'
import type { ResetDone } from '../reset/use-reset-one.ts'
import { SlipWarning } from '../slips/slip-warning.tsx'
import type { usePrintSlips } from '../slips/use-print-slips.tsx'
import type { useCopying } from '../use-copying.ts'
import { PasswordCard } from './password-card.tsx'

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle1, margin: 0, ':focus': { outlineStyle: 'none' } },
  name: { overflowWrap: 'anywhere' },
  facts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
})

export type ResetResultProps = {
  /** The title; that of a reset by default. */
  readonly title?: string
  readonly done: ResetDone
  readonly copying: ReturnType<typeof useCopying>
  readonly printing: ReturnType<typeof usePrintSlips>
}

/** The new password of one person, hidden at first, and what happens next. */
export function ResetResult({ title, done: { ticket, mustChange }, copying, printing }: ResetResultProps) {
  const { t } = useWords()
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useInitialFocus(heading)
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        {title ?? t('passwords.resetDone')}
      </h3>
      <Body1 className={styles.name}>
        <strong>{ticket.displayName}</strong> ({ticket.username})
      </Body1>
      <PasswordCard
        secretId={ticket.secretId}
        labels={{ show: t('passwords.show'), print: t('common.print') }}
        copying={copying}
        printing={printing}
      />
      <ResetFacts lapsesAt={ticket.lapsesAt} mustChange={mustChange} />
    </>
  )
}

type ResetFactsProps = {
  readonly lapsesAt: number | null
  readonly mustChange: boolean
}

function ResetFacts({ lapsesAt, mustChange }: ResetFactsProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { temporaryKeep } = useSettings()
  return (
    <div className={styles.facts}>
      <Body1>
        {lapsesAt === null ? t('passwords.validAlways') : t('passwords.validUntil', { time: formatDateTime(lapsesAt) })}
      </Body1>
      {temporaryKeep === 'once' && <Body1>{t('passwords.shownOnce')}</Body1>}
      <Body1>{mustChange ? t('passwords.nextChange') : t('passwords.nextKeep')}</Body1>
      <Caption1>{t('passwords.slipHolds')}</Caption1>
      <SlipWarning />
    </div>
  )
}
