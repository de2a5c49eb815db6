import { useQueryClient } from '@tanstack/react-query'
import type { DirectoryRow } from '../../shared/directories.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { RemovePanel } from '../ui/remove-panel.tsx'

type DisconnectPanelProps = { readonly directory: DirectoryRow; readonly onClose: () => void }

/** Asks before a directory is disconnected, and says who leaves the list. */
export function DisconnectPanel({ directory: { id, connection, people }, onClose }: DisconnectPanelProps) {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const { name } = connection
  return (
    <RemovePanel
      title={t('directories.disconnectTitle', { name })}
      text={t('directories.disconnectText', { name, count: people })}
      remove={() => client.directories.remove({ id })}
      onRemoved={() => {
        notify(t('directories.disconnected', { name }))
        onClose()
      }}
      onSettled={() => {
        for (const slice of [api.directories, api.users, api.deleted])
          void queries.invalidateQueries({ queryKey: slice.key() })
      }}
      onClose={onClose}
    />
  )
}
