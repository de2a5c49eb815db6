import { useMutation } from '@tanstack/react-query'
import { client, errorCodeOf } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { saveFile } from '../base/save-file.ts'
import { fileWordsIn } from '../base/words/file-words.ts'
import { useWords } from '../base/words/words.ts'
import type { Choice } from './use-report.ts'

/** Saves what the report shows as a file for Excel in the reader's language. */
export function useExportReport(choice: Choice) {
  const { t, language } = useWords()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const { isPending, error, mutate } = useMutation({
    mutationFn: () => withConfirmation(() => client.registration.exportReport({ ...choice, ...fileWordsIn(language) })),
    onSuccess: ({ fileName, csv, count }) => {
      saveFile(fileName, csv)
      notify(t('registration.report.exported', { count }))
    },
  })
  // Closing the question for the password cancels the export and is no error.
  return { isPending, error: errorCodeOf(error) === 'CONFIRMATION_NEEDED' ? null : error, start: () => mutate() }
}
