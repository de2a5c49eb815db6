import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DirectoryRow } from '../../shared/directories.ts'
import { lookedText } from '../../shared/i18n/looked-text.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { RemovePanel } from '../ui/remove-panel.tsx'

type HideMissingPanelProps = { readonly directory: DirectoryRow; readonly onClose: () => void }

/** Asks before people are taken off the list whom their directory does not have any more. */
export function HideMissingPanel({ directory: { id, connection, missing }, onClose }: HideMissingPanelProps) {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const { name } = connection
  // What was shown when the panel opened is what the admin agrees to.
  const [most] = useState(missing)
  return (
    <RemovePanel
      title={t('directories.hideMissingTitle')}
      text={t('directories.hideMissingText', { name, count: most })}
      remove={async () => notify(lookedText(t, name, await client.directories.hideMissing({ id, most })))}
      onRemoved={onClose}
      onSettled={() => {
        for (const slice of [api.directories, api.users]) void queries.invalidateQueries({ queryKey: slice.key() })
      }}
      onClose={onClose}
    />
  )
}
