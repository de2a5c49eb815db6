import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { AuditFilter } from '../../shared/audit.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Language } from '../../shared/ids.ts'
import { asStoreError } from '../db/store-errors.ts'
import type { ChainFault, ChainPart } from './chain.ts'

/** What a reading thread is asked, one thing at a time. */
export type Ask =
  | ({ readonly kind: 'check' } & ChainPart)
  | { readonly kind: 'count'; readonly filter: AuditFilter; readonly until: number }
  | {
      readonly kind: 'piece'
      readonly filter: AuditFilter
      readonly after: number
      readonly until: number
      readonly language: Language
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
/** What it answers; `progress` counts entries since it was last told. */
export type Told =
  | { readonly kind: 'progress'; readonly entries: number }
  | { readonly kind: 'failed'; readonly code: string; readonly name: string }
  | Checked
  | Counted
  | Piece

export type AuditReader = ReturnType<typeof openReader>

// Beside this file there is the source; beside the bundle of the desktop door, the worker's own bundle.
const program = new URL(`./audit-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A thread that reads the log with a connection of its own, which can only read, so that the program stays awake meanwhile. */
export function openReader(file: string) {
  const worker = new Worker(program, { workerData: { file } })
  let settle: ((told: Told | Error) => void) | null = null
  let onProgress: (entries: number) => void = () => {}
  const end = (told: Told | Error) => {
    const waiting = settle
    settle = null
    waiting?.(told)
  }
  worker.on('message', (told: Told) => (told.kind === 'progress' ? onProgress(told.entries) : end(told)))
  worker.on('error', end)
  worker.on('exit', () => end(new DomainError('STOPPED')))

  async function ask<T extends Told>(question: Ask): Promise<T> {
    const told = await new Promise<Told | Error>((resolve) => {
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
    piece: (question: Omit<Extract<Ask, { kind: 'piece' }>, 'kind'>): Promise<Piece> =>
      ask<Piece>({ kind: 'piece', ...question }),
    /** Whoever waits for an answer is told STOPPED. */
    close: async (): Promise<void> => void (await worker.terminate()),
  }
}

/** Threads that check one log together: an entry's hash needs only the hash kept in the one before, so that parts can be checked at once. */
export const checkers = Math.min(2, availableParallelism())
