import { Dropdown, Field, MessageBar, MessageBarBody, makeStyles, Option, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type MailState, mailState, type OutboxMail } from '../../shared/mail.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWork } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { OutboxTable } from './outbox-table.tsx'

const limit = 50
/** How often the states are read anew, in milliseconds. */
const refresh = 5_000
const every = 'every'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  filter: { maxWidth: '260px' },
  control: { minWidth: 0, width: '100%' },
})

function useOutbox(start: MailState | null) {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const { error, isBusy, run } = useWork()
  const [state, setState] = useState(start)
  const [offset, setOffset] = useState(0)
  const input = { state, offset, limit }
  const found = useQuery(
    api.mail.outbox.queryOptions({ input, refetchInterval: refresh, placeholderData: keepPreviousData }),
  )
  const after = (work: () => Promise<unknown>, notice: string) =>
    void run(async () => {
      try {
        await work()
        notify(notice)
      } finally {
        void queries.invalidateQueries({ queryKey: api.mail.outbox.key() })
      }
    })
  return {
    found,
    state,
    choose: (next: MailState | null) => {
      setState(next)
      setOffset(0)
    },
    offset,
    setOffset,
    isBusy,
    error: error ?? found.error,
    retry: ({ id }: OutboxMail) => after(() => client.mail.retry({ id }), t('mail.outbox.retried')),
    remove: ({ id }: OutboxMail) => after(() => client.mail.remove({ id }), t('mail.outbox.removed')),
  }
}

/** The outbox: mails that wait, were sent, or are stuck, with the reason. */
export function OutboxTab({ isOn, start }: { readonly isOn: boolean; readonly start: MailState | null }) {
  const { t } = useWords()
  const styles = useStyles()
  const outbox = useOutbox(start)
  const { found, state, choose } = outbox
  const stuck = found.data?.counts.stuck ?? 0
  const waiting = found.data?.counts.waiting ?? 0
  return (
    <div className={styles.root}>
      <ErrorBar error={outbox.error} />
      {!isOn && waiting > 0 && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('mail.outbox.off')}</MessageBarBody>
        </MessageBar>
      )}
      {stuck > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('mail.outbox.stuck', { count: stuck })}</MessageBarBody>
        </MessageBar>
      )}
      <Field label={t('mail.outbox.show')} className={styles.filter}>
        <Dropdown
          className={styles.control}
          value={state === null ? t('mail.outbox.all') : t(`mail.outbox.states.${state}`)}
          selectedOptions={[state ?? every]}
          onOptionSelect={(_, data) => choose(mailState.options.find((one) => one === data.optionValue) ?? null)}
        >
          <Option value={every}>{t('mail.outbox.all')}</Option>
          {mailState.options.map((one) => (
            <Option key={one} value={one}>
              {t(`mail.outbox.states.${one}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Mails outbox={outbox} />
    </div>
  )
}

function Mails({ outbox }: { readonly outbox: ReturnType<typeof useOutbox> }) {
  const { t } = useWords()
  const { found, state, offset, setOffset, isBusy, retry, remove } = outbox
  const text = state === null ? t('mail.outbox.emptyText') : t('mail.outbox.emptyState')
  const total = found.data?.total ?? 0
  return (
    <OutboxTable
      mails={found.data?.mails}
      isLoading={found.error === null}
      empty={<EmptyState title={t('mail.outbox.emptyTitle')} text={text} />}
      pager={{ label: t('mail.outbox.pages'), offset, limit, total, onTurn: setOffset }}
      isBusy={isBusy}
      onRetry={retry}
      onRemove={remove}
    />
  )
}
