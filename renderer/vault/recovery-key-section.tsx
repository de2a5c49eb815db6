import { Body1, Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalL },
  text: { maxWidth: '640px' },
  heading: { margin: 0 },
})

type Slot = Awaited<ReturnType<typeof client.vault.slots>>['slots'][number]

function Slots() {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const slots = useQuery(api.vault.slots.queryOptions({ input: {} }))
  const columns: readonly Column<Slot>[] = [
    {
      key: 'kind',
      title: t('vault.slotKind'),
      cell: ({ kind, username }) => t(`vault.kinds.${kind}`, { username: username ?? '' }),
    },
    { key: 'created', title: t('vault.slotCreated'), cell: ({ createdAt }) => formatDateTime(createdAt) },
  ]
  return (
    <>
      <ErrorBar error={slots.error} />
      <Subtitle2 as="h2" className={styles.heading}>
        {t('vault.slots')}
      </Subtitle2>
      <DataTable
        label={t('vault.slots')}
        columns={columns}
        rows={slots.data?.slots}
        isLoading={slots.isPending}
        keyOf={({ kind, username }) => `${kind} ${username ?? ''}`}
        size="small"
        widths="even"
        scroller="none"
      />
    </>
  )
}

export type RecoveryKeySectionProps = {
  /** Shows the new key on a screen of its own, which a lock does not remove, because the old key no longer works. */
  readonly onCreated: (recoveryKey: string) => void
}

/** The slots that open the vault, and a button for a new printed key in place of one that was lost or seen. */
export function RecoveryKeySection({ onCreated }: RecoveryKeySectionProps) {
  const { t } = useWords()
  const styles = useStyles()
  const withConfirmation = useConfirmation()
  const { run, isBusy, error } = useAction(async () => {
    const { recoveryKey } = await withConfirmation(() => client.vault.createRecoveryKey({}))
    onCreated(recoveryKey)
  })

  return (
    <div className={styles.root}>
      <Body1 className={styles.text}>{t('vault.createText')}</Body1>
      <ErrorBar error={error} />
      <Button disabledFocusable={isBusy} onClick={() => void run()}>
        {t('vault.createKey')}
      </Button>
      <Slots />
    </div>
  )
}
