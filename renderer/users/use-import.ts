import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportId } from '../../shared/ids.ts'
import { type ImportPreview, maximumImportBytes } from '../../shared/imports.ts'
import { api, client, errorCodeOf } from '../app/api.ts'
import { uploadFile } from './upload-file.ts'

export type ImportStep =
  | { readonly kind: 'choose'; readonly tooLarge: File | null; readonly error: unknown }
  | { readonly kind: 'uploading'; readonly file: File; readonly bytes: number }
  | { readonly kind: 'checking'; readonly file: File }
  | { readonly kind: 'preview'; readonly file: File; readonly preview: ImportPreview; readonly error: unknown }
  | { readonly kind: 'importing'; readonly file: File; readonly preview: ImportPreview }
  | { readonly kind: 'done'; readonly imported: number; readonly preview: ImportPreview }

export type Import = {
  readonly step: ImportStep
  readonly choose: (file: File) => void
  readonly check: () => void
  readonly confirm: () => void
  /** Forgets the file, here and in the service. */
  readonly restart: () => void
}

const start: ImportStep = { kind: 'choose', tooLarge: null, error: null }

/** The service keeps the uploaded rows until they are imported or given up. */
function giveUp(importId: ImportId | null): void {
  // It is gone on the other side too if this fails: the connection or the session is over.
  if (importId !== null) client.users.cancelImport({ importId }).catch(() => {})
}

/** One import from choosing the file to the result; leaving the panel at any time cancels it. */
export function useImport(): Import {
  const [step, setStep] = useState<ImportStep>(start)
  const running = useRef<AbortController | null>(null)
  const pending = useRef<ImportId | null>(null)
  const queries = useQueryClient()

  const stop = useCallback(() => {
    running.current?.abort()
    giveUp(pending.current)
    pending.current = null
  }, [])
  useEffect(() => stop, [stop])

  const check = async (file: File, importId: ImportId, signal: AbortSignal) => {
    setStep({ kind: 'checking', file })
    const preview = await client.users.previewImport({ importId }, { signal })
    if (!signal.aborted) setStep({ kind: 'preview', file, preview, error: null })
  }
  const run = (work: (signal: AbortSignal) => Promise<void>, onFailure: (error: unknown) => void) => {
    const task = new AbortController()
    running.current = task
    work(task.signal).catch((error: unknown) => {
      if (!task.signal.aborted) onFailure(error)
    })
  }
  const fail = (error: unknown) => {
    // An unreadable file is given up by the service itself.
    if (errorCodeOf(error) === 'FILE_UNREADABLE') pending.current = null
    stop()
    setStep({ kind: 'choose', tooLarge: null, error })
  }
  const choose = (file: File) => {
    stop()
    if (file.size > maximumImportBytes) return setStep({ kind: 'choose', tooLarge: file, error: null })
    setStep({ kind: 'uploading', file, bytes: 0 })
    run(async (signal) => {
      const importId = await uploadFile({
        file,
        signal,
        onStarted: (id) => {
          pending.current = id
        },
        onProgress: (bytes) => !signal.aborted && setStep({ kind: 'uploading', file, bytes }),
      })
      await check(file, importId, signal)
    }, fail)
  }
  const again = () => {
    const importId = pending.current
    if (step.kind === 'preview' && importId !== null) run((signal) => check(step.file, importId, signal), fail)
  }
  const confirm = () => {
    const importId = pending.current
    if (step.kind !== 'preview' || importId === null) return
    const { file, preview } = step
    setStep({ kind: 'importing', file, preview })
    run(
      async () => {
        const { imported } = await client.users.confirmImport({ importId })
        pending.current = null
        setStep({ kind: 'done', imported, preview })
        await queries.invalidateQueries({ queryKey: api.users.key() })
      },
      (error) => setStep({ kind: 'preview', file, preview, error }),
    )
  }
  const restart = () => {
    stop()
    setStep(start)
  }
  return { step, choose, check: again, confirm, restart }
}
