import { Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
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
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  icon: { display: 'inline-flex', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  plain: { color: tokens.colorNeutralForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  detail: { display: 'block', color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

const stateIcons = {
  waiting: [Clock16Regular, 'warning'],
  sending: [Send16Regular, 'plain'],
  sent: [CheckmarkCircle16Regular, 'good'],
  stuck: [ErrorCircle16Regular, 'bad'],
  expired: [SubtractCircle16Regular, 'plain'],
} as const satisfies Record<MailState, unknown>

type OutboxTableProps = Pick<DataTableProps<OutboxMail>, 'isLoading' | 'empty' | 'pager'> & {
  /** Undefined until they have been read. */
  readonly mails: readonly OutboxMail[] | undefined
  readonly isBusy: boolean
  readonly onRetry: (mail: OutboxMail) => void
  readonly onRemove: (mail: OutboxMail) => void
}

/** The mails of one page: the recipient, the state with its reason, and the actions. */
export function OutboxTable({ mails, isBusy, onRetry, onRemove, isLoading, empty, pager }: OutboxTableProps) {
  const { t, formatDateTime } = useWords()
  const title = (column: 'to' | 'what' | 'state' | 'created' | 'actions') => t(`mail.outbox.${column}`)
  const columns: readonly Column<OutboxMail>[] = [
    { key: 'to', title: title('to'), text: 'breaks', cell: ({ to }) => to },
    { key: 'what', title: title('what'), cell: (mail) => <What mail={mail} /> },
    { key: 'state', title: title('state'), cell: (mail) => <StateOf mail={mail} /> },
    { key: 'created', title: title('created'), cell: ({ createdAt }) => formatDateTime(createdAt) },
    {
      key: 'actions',
      title: title('actions'),
      cell: (mail) => (
        <Actions mail={mail} isBusy={isBusy} onRetry={() => onRetry(mail)} onRemove={() => onRemove(mail)} />
      ),
    },
  ]
  return (
    <DataTable
      label={t('mail.outbox.caption')}
      rows={mails}
      keyOf={({ id }) => id}
      size="small"
      widths="even"
      isTopAligned
      minWidth="720px"
      {...{ columns, isLoading, empty, pager }}
    />
  )
}

function What({ mail: { template, language } }: { readonly mail: OutboxMail }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <>
      {t(`mail.templates.${template}`)}
      <Caption1 className={styles.detail}>{languageFacts[language].ownName}</Caption1>
    </>
  )
}

type ActionsProps = {
  readonly mail: OutboxMail
  readonly isBusy: boolean
  readonly onRetry: () => void
  readonly onRemove: () => void
}

function Actions({ mail: { to, state, reason }, isBusy, onRetry, onRemove }: ActionsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const canRetry = (state === 'waiting' || state === 'stuck') && reason !== 'addressInvalid'
  return (
    <span className={styles.actions}>
      {canRetry && (
        <Button size="small" aria-label={t('mail.outbox.retry', { to })} disabledFocusable={isBusy} onClick={onRetry}>
          {t('mail.outbox.retryShort')}
        </Button>
      )}
      {state !== 'sending' && (
        <Button size="small" aria-label={t('mail.outbox.remove', { to })} disabledFocusable={isBusy} onClick={onRemove}>
          {t('mail.outbox.removeShort')}
        </Button>
      )}
    </span>
  )
}

function StateOf({ mail }: { readonly mail: OutboxMail }) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { state, reason, replyCode, attempts, nextTryAt } = mail
  const [Icon, tone] = stateIcons[state]
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
