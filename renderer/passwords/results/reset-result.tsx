import {
  Body1,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { CallRegular, CopyRegular, EyeOffRegular, EyeRegular, PrintRegular } from '@fluentui/react-icons'
import { useRef } from 'react'
import { useSettings } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { useInitialFocus } from '../../ui/use-initial-focus.ts'
import type { ResetDone } from '../reset/use-reset-one.ts'
import type { usePrintSlips } from '../slips/use-print-slips.tsx'
import { SpellingView } from '../spelling/spelling-view.tsx'
import type { useCopying } from '../use-copying.ts'
import { CopyError } from './copy-error.tsx'
import { PasswordText } from './password-text.tsx'
import { usePasswordView } from './use-password-view.ts'

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle1, margin: 0, ':focus': { outlineStyle: 'none' } },
  name: { overflowWrap: 'anywhere' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
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
  const view = usePasswordView(ticket.secretId)
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        {title ?? t('passwords.resetDone')}
      </h3>
      <Body1 className={styles.name}>
        <strong>{ticket.displayName}</strong> ({ticket.username})
      </Body1>
      <div className={styles.card}>
        <PasswordText password={view.plain} isLarge />
        <div className={styles.buttons}>
          <Button icon={view.plain ? <EyeOffRegular /> : <EyeRegular />} onClick={view.togglePlain}>
            {view.plain ? t('passwords.hide') : t('passwords.show')}
          </Button>
          <Button icon={<CopyRegular />} onClick={() => void copying.copy(ticket.secretId)}>
            {t('passwords.copy')}
          </Button>
          <Button icon={<CallRegular />} aria-expanded={view.spelled !== undefined} onClick={view.toggleSpelled}>
            {t('passwords.spell')}
          </Button>
          <Button
            icon={<PrintRegular />}
            disabledFocusable={printing.isBusy}
            onClick={() => void printing.print([ticket.secretId])}
          >
            {t('common.print')}
          </Button>
        </div>
        {view.spelled !== undefined && <SpellingView password={view.spelled} />}
      </div>
      <ErrorBar error={view.error} />
      <CopyError error={copying.error} />
      <ErrorBar error={printing.error} />
      <ResetFacts
        lapsesAt={ticket.lapsesAt}
        mustChange={mustChange}
        copiedFor={copying.copiedId === null ? null : copying.seconds}
      />
    </>
  )
}

type ResetFactsProps = {
  readonly lapsesAt: number | null
  readonly mustChange: boolean
  /** Seconds until the clipboard is cleared; null if the password is not on it. */
  readonly copiedFor: number | null
}

function ResetFacts({ lapsesAt, mustChange, copiedFor }: ResetFactsProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { temporaryKeep } = useSettings()
  return (
    <div className={styles.facts}>
      <div role="status">
        {copiedFor !== null && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{t('passwords.copied', { count: copiedFor })}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <Body1>
        {lapsesAt === null ? t('passwords.validAlways') : t('passwords.validUntil', { time: formatDateTime(lapsesAt) })}
      </Body1>
      {temporaryKeep === 'once' && <Body1>{t('passwords.shownOnce')}</Body1>}
      <Body1>{mustChange ? t('passwords.nextChange') : t('passwords.nextKeep')}</Body1>
      <Caption1>{t('passwords.slipHolds')}</Caption1>
    </div>
  )
}
