import { DomainError, type ErrorCode } from '../../shared/errors.ts'
import { askedWorker } from '../db/asked-worker.ts'
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
type Progress = { readonly kind: 'progress'; readonly bytes: number }
export type ThreadAnswer =
  | Progress
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

/** A thread that copies, seals and opens stores, so that the main thread stays free meanwhile. */
export function openBackupThread() {
  const worker = askedWorker<ThreadQuestion, Progress, Exclude<ThreadAnswer, Progress>>(program)
  return {
    ask: async (question: ThreadQuestion, report: (bytes: number) => void = () => {}) => {
      const told = await worker.ask(question, ({ bytes }) => report(bytes))
      if (told.kind === 'failed') throw asError(told)
      return told
    },
    close: worker.close,
  }
}

/** The thread's error as it was thrown there: one of the contract, or one with the system's code. */
function asError({ known, code, name }: Extract<ThreadAnswer, { kind: 'failed' }>): Error {
  if (known !== null) return new DomainError(known.code, known.data as never)
  return Object.assign(new Error(name), { code })
}
