import {
  Body1,
  Button,
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalL },
  text: { maxWidth: '640px' },
  heading: { margin: 0 },
})

function Slots() {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const id = useId()
  const slots = useQuery(api.vault.slots.queryOptions({ input: {} }))
  return (
    <>
      <ErrorBar error={slots.error} />
      <Subtitle2 as="h2" id={id} className={styles.heading}>
        {t('vault.slots')}
      </Subtitle2>
      <Table size="small" aria-labelledby={id}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('vault.slotKind')}</TableHeaderCell>
            <TableHeaderCell>{t('vault.slotCreated')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {slots.data?.slots.map(({ kind, username, createdAt }) => (
            <TableRow key={`${kind} ${username ?? ''}`}>
              <TableCell>{t(`vault.kinds.${kind}`, { username: username ?? '' })}</TableCell>
              <TableCell>{formatDateTime(createdAt)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  )
}

export type RecoveryKeySectionProps = {
  /** Takes the new key to a screen of its own, which survives the lock: the old key is worth nothing any more. */
  readonly onCreated: (recoveryKey: string) => void
}

/** What opens the vault, and a new printed key instead of one that was lost or seen. */
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
