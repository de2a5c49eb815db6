import { Worker } from 'node:worker_threads'
import { DomainError, type ErrorCode } from '../../shared/errors.ts'
import type { BackupPlace } from './backup-place.ts'
import type { Sealing } from './sealed-file.ts'

/** What the thread finds in a copy of the store. */
export type CopyFacts = {
  readonly storeVersion: number
  readonly bytes: number
  readonly people: number
  readonly entries: number
  readonly lastEntryAt: number | null
}
/** A question to the thread, which answers one at a time. */
export type ThreadQuestion =
  | { readonly kind: 'copy'; readonly store: string; readonly to: string }
  | { readonly kind: 'seal'; readonly sealing: Sealing }
  | { readonly kind: 'check'; readonly file: string; readonly key: Uint8Array; readonly digest: Uint8Array }
  | { readonly kind: 'name'; readonly place: BackupPlace }
  | {
      readonly kind: 'open'
      readonly file: string
      readonly key: Uint8Array
      readonly digest: Uint8Array
      readonly to: string
    }
export type ThreadAnswer =
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'copied'; readonly facts: CopyFacts }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed'
      readonly known: { readonly code: ErrorCode; readonly data: object } | null
      readonly code: string
      readonly name: string
    }

export type BackupThread = ReturnType<typeof openBackupThread>

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./backup-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A thread that copies, seals and opens stores, so that the main thread stays free meanwhile. A question it has no answer to is rejected with STOPPED on `close`. */
export function openBackupThread() {
  const worker = new Worker(program)
  let settle: ((told: ThreadAnswer | Error) => void) | null = null
  let onProgress: (bytes: number) => void = () => {}
  const end = (told: ThreadAnswer | Error) => {
    const waiting = settle
    settle = null
    waiting?.(told)
  }
  worker.on('message', (told: ThreadAnswer) => (told.kind === 'progress' ? onProgress(told.bytes) : end(told)))
  worker.on('error', end)
  worker.on('exit', () => end(new DomainError('STOPPED')))

  return {
    ask: async (question: ThreadQuestion, report: (bytes: number) => void = () => {}): Promise<ThreadAnswer> => {
      onProgress = report
      const told = await new Promise<ThreadAnswer | Error>((resolve) => {
        settle = resolve
        worker.postMessage(question)
      })
      if (told instanceof Error) throw told
      if (told.kind === 'failed') throw asError(told)
      return told
    },
    close: async (): Promise<void> => void (await worker.terminate()),
  }
}

/** The thread's error as it was thrown there: one of the contract, or one with the system's code. */
function asError({ known, code, name }: Extract<ThreadAnswer, { kind: 'failed' }>): Error {
  if (known !== null) return new DomainError(known.code, known.data as never)
  return Object.assign(new Error(name), { code })
}
