import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportId, UserId } from '../../shared/ids.ts'
import { maximumImportBytes } from '../../shared/imports.ts'
import { errorCodeOf } from '../base/api.ts'
import { type UploadPort, uploadFile } from './upload-file.ts'

/** How many people a file brought in or changed, and the id of the first new one; null where it brings nobody in. */
export type Imported = { readonly count: number; readonly first: UserId | null }

/** The operations for one kind of file: upload, preview, import and cancel. */
export type ImportPort<Preview> = UploadPort & {
  readonly preview: (importId: ImportId, signal: AbortSignal) => Promise<Preview>
  readonly confirm: (importId: ImportId) => Promise<Imported>
  readonly cancel: (importId: ImportId) => Promise<unknown>
  readonly onDone: () => Promise<unknown>
}

export type ImportStep<Preview> =
  | { readonly kind: 'choose'; readonly tooLarge: File | null; readonly error: unknown }
  | { readonly kind: 'uploading'; readonly file: File; readonly bytes: number }
  | { readonly kind: 'checking'; readonly file: File }
  | { readonly kind: 'preview'; readonly file: File; readonly preview: Preview; readonly error: unknown }
  | { readonly kind: 'importing'; readonly file: File; readonly preview: Preview }
  | { readonly kind: 'done'; readonly imported: Imported; readonly preview: Preview }

export type Import<Preview> = {
  readonly step: ImportStep<Preview>
  readonly choose: (file: File) => void
  readonly check: () => void
  readonly confirm: () => void
  /** Drops the file, here and in the service. */
  readonly restart: () => void
}

const start: ImportStep<never> = { kind: 'choose', tooLarge: null, error: null }

/** Closing the question for the password cancels the import and is no error. */
const isChangeOfMind = (error: unknown) => errorCodeOf(error) === 'CONFIRMATION_NEEDED'

/** One import, from choosing the file to the result; leaving the panel at any time cancels it. */
export function useImport<Preview>(port: ImportPort<Preview>): Import<Preview> {
  const [step, setStep] = useState<ImportStep<Preview>>(start)
  const running = useRef<AbortController | null>(null)
  const pending = useRef<ImportId | null>(null)
  const { cancel } = port

  const stop = useCallback(() => {
    running.current?.abort()
    // The service keeps the uploaded rows until they are used or cancelled. If this call fails, the session is over, and the rows are gone
    // anyway.
    if (pending.current !== null) cancel(pending.current).catch(() => {})
    pending.current = null
  }, [cancel])
  useEffect(() => stop, [stop])

  const check = async (file: File, importId: ImportId, signal: AbortSignal) => {
    setStep({ kind: 'checking', file })
    const preview = await port.preview(importId, signal)
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
    // The service drops an unreadable file by itself.
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
        port,
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
        const imported = await port.confirm(importId)
        pending.current = null
        setStep({ kind: 'done', imported, preview })
        await port.onDone()
      },
      (error) => setStep({ kind: 'preview', file, preview, error: isChangeOfMind(error) ? null : error }),
    )
  }
  const restart = () => {
    stop()
    setStep(start)
  }
  return { step, choose, check: again, confirm, restart }
}
