import { Button, Caption1, makeStyles, mergeClasses, TableCell, TableRow, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle16Regular,
  Clock16Regular,
  ErrorCircle16Regular,
  Send16Regular,
  SubtractCircle16Regular,
} from '@fluentui/react-icons'
import { languageFacts } from '../../shared/languages.ts'
import type { MailState, OutboxMail } from '../../shared/mail.ts'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  cell: {
    height: 'auto',
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
  },
  address: { overflowWrap: 'anywhere' },
  state: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  icon: { display: 'inline-flex', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  plain: { color: tokens.colorNeutralForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  detail: { display: 'block', color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

const looks = {
  waiting: [Clock16Regular, 'warning'],
  sending: [Send16Regular, 'plain'],
  sent: [CheckmarkCircle16Regular, 'good'],
  stuck: [ErrorCircle16Regular, 'bad'],
  expired: [SubtractCircle16Regular, 'plain'],
} as const satisfies Record<MailState, unknown>

export type OutboxRowProps = {
  readonly mail: OutboxMail
  readonly isBusy: boolean
  readonly onRetry: () => void
  readonly onRemove: () => void
}

/** One mail: to whom, what became of it and why, and what can be done. */
export function OutboxRow({ mail, isBusy, onRetry, onRemove }: OutboxRowProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { to, state, reason } = mail
  const canRetry = (state === 'waiting' || state === 'stuck') && reason !== 'addressInvalid'
  return (
    <TableRow>
      <TableCell className={mergeClasses(styles.cell, styles.address)}>{to}</TableCell>
      <TableCell className={styles.cell}>
        {t(`mail.templates.${mail.template}`)}
        <Caption1 className={styles.detail}>{languageFacts[mail.language].ownName}</Caption1>
      </TableCell>
      <TableCell className={styles.cell}>
        <StateOf mail={mail} />
      </TableCell>
      <TableCell className={styles.cell}>{formatDateTime(mail.createdAt)}</TableCell>
      <TableCell className={styles.cell}>
        <span className={styles.actions}>
          {canRetry && (
            <Button
              size="small"
              aria-label={t('mail.outbox.retry', { to })}
              disabledFocusable={isBusy}
              onClick={onRetry}
            >
              {t('mail.outbox.retryShort')}
            </Button>
          )}
          {state !== 'sending' && (
            <Button
              size="small"
              aria-label={t('mail.outbox.remove', { to })}
              disabledFocusable={isBusy}
              onClick={onRemove}
            >
              {t('mail.outbox.removeShort')}
            </Button>
          )}
        </span>
      </TableCell>
    </TableRow>
  )
}

function StateOf({ mail }: { readonly mail: OutboxMail }) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { state, reason, replyCode, attempts, nextTryAt } = mail
  const [Icon, tone] = looks[state]
  const tries = [
    attempts > 0 ? t('mail.outbox.attempts', { count: attempts }) : '',
    nextTryAt !== null && attempts > 0 ? t('mail.outbox.nextTry', { time: formatDateTime(nextTryAt) }) : '',
    replyCode === '' ? '' : t('mail.outbox.reply', { code: replyCode }),
  ].filter((part) => part !== '')
  return (
    <>
      <span className={styles.state}>
        <span className={mergeClasses(styles.icon, styles[tone])}>
          <Icon />
        </span>
        {t(`mail.outbox.states.${state}`)}
      </span>
      {reason !== null && <Caption1 className={styles.detail}>{t(`mail.reasons.${reason}`)}</Caption1>}
      {tries.length > 0 && state !== 'sent' && <Caption1 className={styles.detail}>{tries.join(' · ')}</Caption1>}
    </>
  )
}
