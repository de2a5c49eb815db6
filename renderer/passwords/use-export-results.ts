import type { JobId } from '../../shared/ids.ts'
import { client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { saveFile } from '../base/save-file.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'

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
