import { useCallback, useState } from 'react'
import type { Selection } from '../../shared/users.ts'
import { client } from '../app/api.ts'
import { useNotify } from '../app/notify.tsx'
import { useWords } from '../app/words.ts'
import { saveFile } from '../ui/save-file.ts'

/** Saves people as an import file that Excel opens in the reader's language; it never holds a password. */
export function useExport() {
  const { t, language, formatNumber } = useWords()
  const notify = useNotify()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const exportUsers = useCallback(
    async (selection: Selection) => {
      setIsBusy(true)
      setError(null)
      try {
        const { fileName, csv, count } = await client.users.exportFile({ selection, language })
        saveFile(fileName, csv)
        notify(t('users.exported', { count, number: formatNumber(count) }))
      } catch (failure) {
        setError(failure)
      } finally {
        setIsBusy(false)
      }
    },
    [t, language, formatNumber, notify],
  )
  return { exportUsers, isBusy, error }
}
