import type { JobId } from '../../shared/ids.ts'
import { client } from '../app/api.ts'
import { useConfirmation } from '../app/confirmation.tsx'
import { useWords } from '../app/words.ts'
import { saveFile } from '../ui/save-file.ts'
import { useAction } from '../ui/use-action.ts'

/** Writes a job's passwords into a CSV file, after the admin's own password; a cancelled confirmation is no error. */
export function useExportResults(jobId: JobId) {
  const { language } = useWords()
  const confirmed = useConfirmation()
  return useAction(async () => {
    const file = await confirmed(() => client.passwords.exportResults({ jobId, language }))
    saveFile(file.fileName, file.csv)
    return file.count
  })
}
