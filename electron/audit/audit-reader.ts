import { availableParallelism } from 'node:os'
import type { AuditFilter } from '../../shared/audit.ts'
import type { CsvSeparator } from '../../shared/rules/files/csv-line.ts'
import { askedWorker } from '../db/asked-worker.ts'
import { asStoreError } from '../db/store-errors.ts'
import type { ChainFault, ChainPart } from './chain.ts'

/** A question to a reading thread, which answers one at a time. */
export type ReaderQuestion =
  | ({ readonly kind: 'check' } & ChainPart)
  | { readonly kind: 'count'; readonly filter: AuditFilter; readonly until: number }
  | {
      readonly kind: 'piece'
      readonly filter: AuditFilter
      readonly after: number
      readonly until: number
      readonly separator: CsvSeparator
    }
type Checked = {
  readonly kind: 'checked'
  readonly last: number
  readonly hash: Uint8Array
  readonly broken: ChainFault | null
}
type Piece = {
  readonly kind: 'piece'
  readonly text: string
  readonly last: number
  readonly entries: number
  readonly isLast: boolean
}
type Counted = { readonly kind: 'counted'; readonly entries: number }
/** The entries since the last report. */
type Progress = { readonly kind: 'progress'; readonly entries: number }
export type ReaderAnswer =
  | Progress
  | { readonly kind: 'failed'; readonly code: string; readonly name: string }
  | Checked
  | Counted
  | Piece

export type AuditReader = ReturnType<typeof openReader>

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./audit-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A thread that reads the log with a connection of its own, which can only read, so that the main thread stays free meanwhile. */
export function openReader(file: string) {
  const worker = askedWorker<ReaderQuestion, Progress, Exclude<ReaderAnswer, Progress>>(program, {
    workerData: { file },
  })

  async function ask<T extends ReaderAnswer>(
    question: ReaderQuestion,
    report?: (progress: Progress) => void,
  ): Promise<T> {
    const told = await worker.ask(question, report)
    if (told.kind === 'failed') throw asStoreError(Object.assign(new Error(told.name), { code: told.code }))
    return told as T
  }

  return {
    check: (part: ChainPart, report: (entries: number) => void): Promise<Checked> =>
      ask<Checked>({ kind: 'check', ...part }, ({ entries }) => report(entries)),
    count: async (filter: AuditFilter, until: number): Promise<number> =>
      (await ask<Counted>({ kind: 'count', filter, until })).entries,
    piece: (question: Omit<Extract<ReaderQuestion, { kind: 'piece' }>, 'kind'>): Promise<Piece> =>
      ask<Piece>({ kind: 'piece', ...question }),
    /** Ends the thread; a question that has no answer yet is rejected with STOPPED. */
    close: worker.close,
  }
}

/**
 * How many threads check one log together. An entry's hash needs only the hash stored in the entry before, so that parts can be checked at
 * the same time.
 */
export const checkers = Math.min(2, availableParallelism())
