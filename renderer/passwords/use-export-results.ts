import type { JobId } from '../../shared/ids.ts'
import { client, errorCodeOf } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'
import { useWords } from '../app/words.ts'
import { saveFile } from '../ui/save-file.ts'
import { useAction } from './use-action.ts'

/** Writes a job's passwords into a CSV file, after the admin's own password; a cancelled confirmation is no error. */
export function useExportResults(jobId: JobId) {
  const { language } = useWords()
  const confirmed = useConfirmation()
  const exporting = useAction(async () => {
    const file = await confirmed(() => client.passwords.exportResults({ jobId, language }))
    saveFile(file.fileName, file.csv)
    return file.count
  })
  const isCancelled = errorCodeOf(exporting.error) === 'CONFIRMATION_NEEDED'
  return { run: exporting.run, isBusy: exporting.isBusy, error: isCancelled ? null : exporting.error }
}
