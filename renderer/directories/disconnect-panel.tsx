import { Button, Field, makeStyles, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DirectoryRow } from '../../shared/directories.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useConfirmedAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { DangerButton } from '../ui/danger-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'

const useStyles = makeStyles({ text: { overflowWrap: 'anywhere' } })

type DisconnectPanelProps = { readonly directory: DirectoryRow; readonly onClose: () => void }

/** Asks before a directory is disconnected what becomes of its people, and says for how many and for which admins. */
export function DisconnectPanel({ directory: { id, connection, people, admins }, onClose }: DisconnectPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const queries = useQueryClient()
  const notify = useNotify()
  const [choice, setChoice] = useState<'remove' | 'keep'>('remove')
  const { run, error, isBusy } = useConfirmedAction(() => {
    for (const slice of [api.directories, api.users, api.deleted])
      void queries.invalidateQueries({ queryKey: slice.key() })
  })
  const matched = useQuery(api.directories.matched.queryOptions({ input: { id, offset: 0, limit: 1 }, staleTime: 0 }))
  const undoable = matched.data?.undoable ?? 0
  const { name } = connection
  const title = t('directories.disconnectTitle', { name })
  const disconnect = () =>
    run(
      () => client.directories.remove({ id, people: choice }),
      () => {
        notify(t('directories.disconnected', { name }))
        onClose()
      },
    )
  const footer = (
    <>
      <DangerButton isBusy={isBusy} onClick={() => void disconnect()}>
        {title}
      </DangerButton>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  const text = choice === 'keep' ? 'directories.disconnectKeepText' : 'directories.disconnectText'
  return (
    <Panel isOpen size="small" title={title} onClose={onClose} footer={footer}>
      <ErrorBar error={error} />
      <Field label={t('directories.disconnectChoice')}>
        <RadioGroup value={choice} onChange={(_, { value }) => setChoice(value === 'keep' ? 'keep' : 'remove')}>
          <Radio value="remove" label={t('directories.disconnectRemove')} />
          <Radio value="keep" label={t('directories.disconnectKeep')} />
        </RadioGroup>
      </Field>
      <Text className={styles.text}>{t(text, { name, count: people })}</Text>
      {admins > 0 && <Text className={styles.text}>{t('directories.disconnectAdmins', { count: admins })}</Text>}
      {undoable > 0 && <Text className={styles.text}>{t('directories.disconnectMatches', { count: undoable })}</Text>}
    </Panel>
  )
}
