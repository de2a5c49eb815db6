import { useCallback, useState } from 'react'
import type { Selection } from '../../shared/users.ts'
import { client, errorCodeOf } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { saveFile } from '../base/save-file.ts'
import { useWords } from '../base/words/words.ts'

/** Saves people as an import file that Excel opens in the reader's language; it never holds a password. */
export function useExport() {
  const { t, language, formatNumber } = useWords()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const exportUsers = useCallback(
    async (selection: Selection) => {
      setIsBusy(true)
      setError(null)
      try {
        const { fileName, csv, count } = await withConfirmation(() => client.users.exportFile({ selection, language }))
        saveFile(fileName, csv)
        notify(t('users.exported', { count, number: formatNumber(count) }))
      } catch (failure) {
        // Who closes the question for the password has changed their mind.
        if (errorCodeOf(failure) !== 'CONFIRMATION_NEEDED') setError(failure)
      } finally {
        setIsBusy(false)
      }
    },
    [t, language, formatNumber, notify, withConfirmation],
  )
  return { exportUsers, isBusy, error }
}
