import { useRef, useState } from 'react'
import type { AuditFilter } from '../../shared/audit.ts'
import { client, errorCodeOf } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { savePieces } from '../base/save-file.ts'
import { fileWordsIn } from '../base/words/file-words.ts'
import { useWords } from '../base/words/words.ts'

type Progress = { readonly done: number; readonly total: number }

/** Exports what the filter shows, fetched piece by piece into blobs, so that the browser holds them and not this page's memory. */
export function useExport(filter: AuditFilter) {
  const { language } = useWords()
  const withConfirmation = useConfirmation()
  const [progress, setProgress] = useState<Progress | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [exported, setExported] = useState<number | null>(null)
  const isStopped = useRef(false)

  async function fetchAll(): Promise<void> {
    const { exportId, fileName, count } = await withConfirmation(() =>
      client.audit.startExport({ filter, ...fileWordsIn(language) }),
    )
    setProgress({ done: 0, total: count })
    const pieces: Blob[] = []
    for (;;) {
      const { csv, done, isLast } = await client.audit.readExport({ exportId })
      pieces.push(new Blob([csv]))
      if (isStopped.current) return void (await client.audit.endExport({ exportId }))
      if (isLast) break
      setProgress({ done, total: count })
    }
    savePieces(fileName, pieces, 'text/csv')
    setExported(count)
  }

  async function start(): Promise<void> {
    isStopped.current = false
    setError(null)
    setExported(null)
    setProgress({ done: 0, total: 0 })
    try {
      await fetchAll()
    } catch (fault) {
      // Closing the question for the password cancels the export and is no error.
      setError(errorCodeOf(fault) === 'CONFIRMATION_NEEDED' ? null : fault)
    } finally {
      setProgress(null)
    }
  }

  return {
    progress,
    error,
    /** The number of entries in the file that was just saved. */
    exported,
    start: () => void start(),
    stop: () => {
      isStopped.current = true
    },
  }
}
