// Copies, seals and opens stores in a thread of its own, because each takes seconds for a large one. Started by backup-thread.ts.
import { parentPort } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { isDomainError } from '../../shared/errors.ts'
import { takeName } from './backup-place.ts'
import type { CopyFacts, ThreadAnswer, ThreadQuestion } from './backup-thread.ts'
import { openChunks, openIntoFile, sealFile } from './sealed-file.ts'

const tell = (told: ThreadAnswer) => parentPort?.postMessage(told)
/** Bytes between two reports, so that messages cost nothing. */
const reportEvery = 16 << 20

function reporter(): (bytes: number) => void {
  let told = 0
  return (bytes) => {
    if (bytes - told < reportEvery) return
    told = bytes
    tell({ kind: 'progress', bytes })
  }
}

/**
 * SQLite's online backup in one step: the copy is the store of one moment, and whoever writes meanwhile waits for nothing (WAL). The copy
 * keeps no log beside it, so that the one file is everything.
 */
async function copy(store: string, to: string): Promise<CopyFacts> {
  const source = new Sqlite(store, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    await source.backup(to, { progress: () => 0x7fff_ffff })
  } finally {
    source.close()
  }
  const made = new Sqlite(to, { fileMustExist: true })
  try {
    made.pragma('journal_mode = DELETE')
    return factsOf(made)
  } finally {
    made.close()
  }
}

function factsOf(sql: Sqlite.Database): CopyFacts {
  const one = (text: string) => sql.prepare(text).pluck().get()
  const pages = sql.pragma('page_count', { simple: true }) as number
  return {
    storeVersion: sql.pragma('user_version', { simple: true }) as number,
    bytes: pages * (sql.pragma('page_size', { simple: true }) as number),
    people: one('SELECT count(*) FROM users WHERE deleted_at IS NULL') as number,
    entries: one('SELECT entries FROM audit_head') as number,
    lastEntryAt: (one('SELECT at FROM audit ORDER BY id DESC LIMIT 1') as number | undefined) ?? null,
  }
}

async function answer(ask: ThreadQuestion): Promise<ThreadAnswer> {
  switch (ask.kind) {
    case 'copy':
      return { kind: 'copied', facts: await copy(ask.store, ask.to) }
    case 'seal':
      sealFile(ask.sealing, reporter())
      return { kind: 'done' }
    case 'check':
      openChunks(ask.file, ask.key, ask.digest, () => {}, reporter())
      return { kind: 'done' }
    case 'name':
      takeName(ask.place)
      return { kind: 'done' }
    case 'open':
      openIntoFile(ask.file, ask.key, ask.digest, ask.to, reporter())
      return { kind: 'done' }
  }
}

parentPort?.on('message', (ask: ThreadQuestion) => {
  answer(ask).then(tell, (error: unknown) => {
    const known = isDomainError(error) ? { code: error.code, data: error.data as object } : null
    tell({ kind: 'failed', known, code: String((error as { code?: unknown }).code ?? ''), name: (error as Error).name })
  })
})
