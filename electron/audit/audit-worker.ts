// Reads the whole log in a thread of its own: checks its chain, counts what a filter shows, and writes it as a file. Started by audit-reader.ts.
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { csvLine } from '../../shared/rules/files/csv-line.ts'
import type { ReaderAnswer, ReaderQuestion } from './audit-reader.ts'
import { asCells, createAuditStore } from './audit-store.ts'
import { createChainCheck } from './chain.ts'

const { file } = workerData as { readonly file: string }
const sql = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 })
const store = createAuditStore(sql)
const tell = (told: ReaderAnswer) => parentPort?.postMessage(told)

/** The approximate number of characters in one piece of a file. */
const pieceLength = 1_000_000

function check({ after, until, previous }: Extract<ReaderQuestion, { kind: 'check' }>): ReaderAnswer {
  const chain = createChainCheck(sql)
  let part = { after, until, previous }
  let toldAt = after
  for (;;) {
    const found = chain.next(part)
    if (found === null) return { kind: 'checked', last: part.after, hash: part.previous, broken: null }
    if ('fault' in found) return { kind: 'checked', last: part.after, hash: part.previous, broken: found }
    if (found.after - toldAt >= 20_000) {
      tell({ kind: 'progress', entries: found.after - toldAt })
      toldAt = found.after
    }
    part = found
  }
}

function piece({ filter, after, until, separator }: Extract<ReaderQuestion, { kind: 'piece' }>): ReaderAnswer {
  let text = ''
  let last = after
  let entries = 0
  for (const row of store.matching(filter, after, until)) {
    text += csvLine(asCells(row), separator)
    last = row.id
    entries += 1
    if (text.length >= pieceLength) return { kind: 'piece', text, last, entries, isLast: false }
  }
  return { kind: 'piece', text, last: until, entries, isLast: true }
}

parentPort?.on('message', (ask: ReaderQuestion) => {
  try {
    if (ask.kind === 'check') tell(check(ask))
    else if (ask.kind === 'piece') tell(piece(ask))
    else tell({ kind: 'counted', entries: store.count(ask.filter, ask.until) })
  } catch (error) {
    tell({ kind: 'failed', code: String((error as { code?: unknown }).code ?? ''), name: (error as Error).name })
  }
})
