import { randomUUID } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import type { ImportId } from '../../shared/ids.ts'
import { type ImportPreview, type ImportProblem, importChunkBytes, maximumImportBytes } from '../../shared/imports.ts'
import type { usersContract } from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import { createFileReader, type FileReader } from './import-file.ts'
import { createImportsStore } from './imports-store.ts'

type Import = {
  readonly id: ImportId
  readonly actorId: number
  readonly fileName: string
  readonly size: number
  readonly reader: FileReader
  received: number
  chunks: number
  problemCount: number
  touchedAt: number
  isRead: boolean
  preview: ImportPreview | null
}
export type ImportsDeps = { readonly db: Database; readonly audit: Audit; readonly now: () => number }
type Operations = 'startImport' | 'uploadChunk' | 'previewImport' | 'confirmImport' | 'cancelImport'

const maximumOpen = 4
/** How many problems are listed one by one; all are counted. */
const maximumProblems = 10_000
/** People in one file: each start loads them all, so a file of millions would slow everybody down for good. */
const maximumRows = 500_000
const idleMilliseconds = 3_600_000

/** Bringing people in from a file: it is checked as it arrives and staged on disk, then its good rows become users all at once or not at all. */
export function createImports(deps: ImportsDeps): Pick<Implements<typeof usersContract>, Operations> {
  const store = createImportsStore(deps.db.sql)
  const open = new Map<string, Import>()

  function must(id: ImportId, call: Call): Import {
    const found = open.get(id)
    if (found === undefined || found.actorId !== call.actor?.id) throw new DomainError('NOT_FOUND', { what: 'import' })
    found.touchedAt = deps.now()
    return found
  }

  function drop(id: string): void {
    open.delete(id)
    store.drop(id)
  }

  function complain(current: { id: ImportId; problemCount: number }, problem: ImportProblem): void {
    current.problemCount += 1
    if (current.problemCount <= maximumProblems) store.addProblem(current.id, problem)
  }

  function readerOf(id: ImportId): FileReader {
    const current = () => open.get(id) as Import
    return createFileReader({
      onProblem: (problem) => complain(current(), problem),
      onRow: (user, line) => {
        const first = store.addRow(id, user, line)
        if (first !== null)
          complain(current(), { line, column: usernameHeading(current()), reason: 'duplicateInFile', detail: first })
      },
    })
  }

  /** Drops what nobody came back for, so that abandoned files do not pile up. */
  function tidy(): void {
    for (const [id, { touchedAt }] of open) if (deps.now() - touchedAt > idleMilliseconds) drop(id)
    const oldest = [...open.values()].sort((a, b) => a.touchedAt - b.touchedAt)
    for (const { id } of oldest.slice(0, Math.max(0, open.size - maximumOpen + 1))) drop(id)
  }

  /** An unreadable file is dropped at once; its error says why. */
  function read(current: Import, work: () => void): void {
    try {
      deps.db.transaction(work)
    } catch (error) {
      drop(current.id)
      throw error
    }
  }

  function preview(current: Import): ImportPreview {
    if (current.preview !== null) return current.preview
    if (current.received !== current.size) throw new DomainError('IMPORT_CHANGED')
    read(current, () => {
      if (!current.isRead) current.reader.end()
      current.isRead = true
      dropExisting(current)
    })
    const facts = current.reader.facts()
    current.preview = {
      importId: current.id,
      ...facts,
      good: store.count(current.id),
      problems: store.problems(current.id, maximumProblems),
      problemCount: current.problemCount,
      sample: store.sample(current.id),
    }
    return current.preview
  }

  function dropExisting(current: Import): void {
    for (const { line, username } of store.existing(current.id)) {
      store.dropRow(current.id, username)
      complain(current, { line, column: usernameHeading(current), reason: 'existsAlready', detail: null })
    }
  }

  function confirm(current: Import, call: Call): { imported: number } {
    const { good } = preview(current)
    const imported = deps.db.transaction(() => {
      // Somebody else added one of these people since the preview: show it again rather than import something else.
      if (store.existing(current.id).length > 0) throw new DomainError('IMPORT_CHANGED')
      if (good === 0) throw new DomainError('NOTHING_SELECTED')
      const { changes, lastInsertRowid } = store.copy(current.id, deps.now())
      const last = Number(lastInsertRowid)
      const detail = {
        users: String(changes),
        leftOut: String(current.problemCount),
        ids: `${last - changes + 1}–${last}`,
      }
      deps.audit.append({ action: 'Import users.', target: { id: null, name: current.fileName }, detail }, call)
      return changes
    })
    drop(current.id)
    return { imported }
  }

  return {
    startImport: ({ fileName, size }, call) => {
      if (size > maximumImportBytes) throw new DomainError('FILE_UNREADABLE', { fault: 'tooLarge' })
      tidy()
      const id = randomUUID() as ImportId
      const counters = { received: 0, chunks: 0, problemCount: 0, touchedAt: deps.now(), isRead: false, preview: null }
      const actorId = call.actor?.id ?? 0
      open.set(id, { id, actorId, fileName: fileName.replace(/^.*[\\/]/, ''), size, reader: readerOf(id), ...counters })
      return { importId: id, chunkBytes: importChunkBytes }
    },
    uploadChunk: ({ importId, index, bytes }, call) => {
      const current = must(importId, call)
      if (index !== current.chunks || current.preview !== null) throw new DomainError('IMPORT_CHANGED')
      const chunk = Buffer.from(bytes, 'base64')
      if (current.received + chunk.length > current.size) throw new DomainError('IMPORT_CHANGED')
      read(current, () => {
        current.reader.push(chunk)
        if (current.reader.facts().rows > maximumRows) throw new DomainError('FILE_UNREADABLE', { fault: 'tooLarge' })
      })
      current.chunks += 1
      current.received += chunk.length
      return { receivedBytes: current.received }
    },
    previewImport: ({ importId }, call) => preview(must(importId, call)),
    confirmImport: ({ importId }, call) => {
      const current = must(importId, call)
      try {
        return confirm(current, call)
      } catch (error) {
        if (error instanceof DomainError && error.code === 'IMPORT_CHANGED') {
          current.preview = null
        }
        throw error
      }
    },
    cancelImport: ({ importId }, call) => {
      drop(must(importId, call).id)
      return {}
    },
  }
}

function usernameHeading(current: Import): string {
  return current.reader.facts().columns.find((column) => column.field === 'username')?.heading ?? ''
}
