import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { AuditFilter } from '../../shared/audit.ts'
import { DomainError } from '../../shared/errors.ts'
import type { CsvSeparator } from '../../shared/rules/files/csv-line.ts'
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
/** An answer of the thread; `progress` counts the entries since the last one. */
export type ReaderAnswer =
  | { readonly kind: 'progress'; readonly entries: number }
  | { readonly kind: 'failed'; readonly code: string; readonly name: string }
  | Checked
  | Counted
  | Piece

export type AuditReader = ReturnType<typeof openReader>

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./audit-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A thread that reads the log with a connection of its own, which can only read, so that the main thread stays free meanwhile. */
export function openReader(file: string) {
  const worker = new Worker(program, { workerData: { file } })
  let settle: ((told: ReaderAnswer | Error) => void) | null = null
  let onProgress: (entries: number) => void = () => {}
  const end = (told: ReaderAnswer | Error) => {
    const waiting = settle
    settle = null
    waiting?.(told)
  }
  worker.on('message', (told: ReaderAnswer) => (told.kind === 'progress' ? onProgress(told.entries) : end(told)))
  worker.on('error', end)
  worker.on('exit', () => end(new DomainError('STOPPED')))

  async function ask<T extends ReaderAnswer>(question: ReaderQuestion): Promise<T> {
    const told = await new Promise<ReaderAnswer | Error>((resolve) => {
      settle = resolve
      worker.postMessage(question)
    })
    if (told instanceof Error) throw told
    if (told.kind === 'failed') throw asStoreError(Object.assign(new Error(told.name), { code: told.code }))
    return told as T
  }

  return {
    check: (part: ChainPart, report: (entries: number) => void): Promise<Checked> => {
      onProgress = report
      return ask<Checked>({ kind: 'check', ...part })
    },
    count: async (filter: AuditFilter, until: number): Promise<number> =>
      (await ask<Counted>({ kind: 'count', filter, until })).entries,
    piece: (question: Omit<Extract<ReaderQuestion, { kind: 'piece' }>, 'kind'>): Promise<Piece> =>
      ask<Piece>({ kind: 'piece', ...question }),
    /** Ends the thread; a question that has no answer yet is rejected with STOPPED. */
    close: async (): Promise<void> => void (await worker.terminate()),
  }
}

/**
 * How many threads check one log together. An entry's hash needs only the hash stored in the entry before, so that parts can be checked at
 * the same time.
 */
export const checkers = Math.min(2, availableParallelism())
