import { randomUUID } from 'node:crypto'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { ImportId } from '../../shared/ids.ts'
import {
  type FilePreview,
  type ImportProblem,
  importChunkBytes,
  maximumImportBytes,
  maximumImportRows,
} from '../../shared/imports.ts'
import type { Database } from '../db/database.ts'
import type { SignedInCall } from '../rpc/call.ts'
import { createFileReader, type FileFormat, type FileReader } from './import-file.ts'
import { createProblemsStore } from './problems-store.ts'

type FileRow = { readonly username: string }
/** What becomes of the rows of one kind of file. */
export type Staging<Row extends FileRow, Preview> = {
  readonly format: FileFormat<Row>
  /** Stages a row; answers the line of the row that already has this user name, or null. */
  readonly addRow: (id: ImportId, row: Row, line: number) => number | null
  /** Takes out the staged rows that can't become anything as things stand, each with its reason; inside a transaction. */
  readonly settle: (id: ImportId, call: SignedInCall) => Iterable<UnfitRow>
  readonly previewOf: (id: ImportId, facts: FilePreview) => Preview
  readonly drop: (id: ImportId) => void
}
type UnfitRow = { readonly line: number; readonly username: string; readonly reason: Unfit }
type Unfit = Extract<
  ImportProblem['reason'],
  'existsAlready' | 'unknownUser' | 'inDirectory' | 'notAllowed' | 'departmentDecides'
>

export type StagedFile = { readonly id: ImportId; readonly fileName: string; readonly problemCount: number }
type Open<Preview> = StagedFile & {
  readonly actorId: number
  readonly size: number
  readonly reader: FileReader
  received: number
  chunks: number
  problemCount: number
  touchedAt: number
  isRead: boolean
  preview: Preview | null
}
/** `monotonic` is monotonic time of this process, in milliseconds. */
export type StagedFilesDeps = { readonly db: Database; readonly now: () => number; readonly monotonic: () => number }

const maximumOpen = 4
/** How many problems are listed one by one; all are counted. */
const maximumProblems = 10_000
const idleMilliseconds = 3_600_000

/** Files about people: each is checked as it arrives and staged on disk, then used all at once or not at all. */
export function createStagedFiles<Row extends FileRow, Preview>(deps: StagedFilesDeps, staging: Staging<Row, Preview>) {
  const problems = createProblemsStore(deps.db.sql)
  const open = new Map<string, Open<Preview>>()

  function must(id: ImportId, call: SignedInCall): Open<Preview> {
    const found = open.get(id)
    if (found === undefined || found.actorId !== call.actor?.id) throw new DomainError('NOT_FOUND', { what: 'import' })
    found.touchedAt = deps.monotonic()
    return found
  }

  function drop(id: ImportId): void {
    open.delete(id)
    staging.drop(id)
    problems.drop(id)
  }

  function complain(current: { id: ImportId; problemCount: number }, problem: ImportProblem): void {
    current.problemCount += 1
    if (current.problemCount <= maximumProblems) problems.add(current.id, problem)
  }

  function readerOf(id: ImportId): FileReader {
    const current = () => open.get(id) as Open<Preview>
    return createFileReader(staging.format, {
      onProblem: (problem) => complain(current(), problem),
      onRow: (row, line) => {
        const first = staging.addRow(id, row, line)
        if (first === null) return
        const { username } = row
        const column = usernameHeading(current())
        complain(current(), {
          line,
          column,
          person: username,
          value: username,
          reason: 'duplicateInFile',
          detail: first,
        })
      },
    })
  }

  /** Removes abandoned files, so that they do not pile up. */
  function tidy(): void {
    for (const [id, { touchedAt }] of open) if (deps.monotonic() - touchedAt > idleMilliseconds) drop(id as ImportId)
    const oldest = [...open.values()].sort((a, b) => a.touchedAt - b.touchedAt)
    for (const { id } of oldest.slice(0, Math.max(0, open.size - maximumOpen + 1))) drop(id)
  }

  /** An unreadable file is dropped at once; its error says why. */
  function read(current: StagedFile, work: () => void): void {
    try {
      deps.db.transaction(work)
    } catch (error) {
      dropQuietly(current.id)
      throw error
    }
  }

  /**
   * Drops a file and ignores errors: on a full disk its rows can't be removed, but they go when the process ends, and the first error is the
   * one to report.
   */
  function dropQuietly(id: ImportId): void {
    try {
      drop(id)
    } catch {
      open.delete(id)
    }
  }

  function previewOf(current: Open<Preview>, call: SignedInCall): Preview {
    if (current.preview !== null) return current.preview
    if (current.received !== current.size) throw new DomainError('IMPORT_CHANGED')
    read(current, () => {
      if (!current.isRead) current.reader.end()
      current.isRead = true
      for (const { line, username, reason } of staging.settle(current.id, call))
        complain(current, {
          line,
          column: headingOf(current, reason),
          person: username,
          value: '',
          reason,
          detail: null,
        })
    })
    current.preview = staging.previewOf(current.id, {
      importId: current.id,
      ...current.reader.facts(),
      problems: problems.list(current.id, maximumProblems),
      problemCount: current.problemCount,
    })
    return current.preview
  }

  /** Uses a file in one transaction; where something has changed since the preview, throws and makes the preview anew. */
  function look<T>({ importId }: { readonly importId: ImportId }, call: SignedInCall, work: Use<Preview, T>): T {
    const current = must(importId, call)
    try {
      const preview = previewOf(current, call)
      return deps.db.transaction(() => work(current, preview))
    } catch (error) {
      if (isDomainError(error, 'IMPORT_CHANGED')) current.preview = null
      throw error
    }
  }

  return {
    start: ({ fileName, size }: { readonly fileName: string; readonly size: number }, call: SignedInCall) => {
      if (size > maximumImportBytes) throw new DomainError('FILE_UNREADABLE', { fault: 'tooLarge' })
      tidy()
      const id = randomUUID() as ImportId
      const counters = {
        received: 0,
        chunks: 0,
        problemCount: 0,
        touchedAt: deps.monotonic(),
        isRead: false,
        preview: null,
      }
      const actorId = call.actor?.id ?? 0
      open.set(id, { id, actorId, fileName: fileName.replace(/^.*[\\/]/, ''), size, reader: readerOf(id), ...counters })
      return { importId: id, chunkBytes: importChunkBytes }
    },
    upload: ({ importId, index, bytes }: { importId: ImportId; index: number; bytes: string }, call: SignedInCall) => {
      const current = must(importId, call)
      if (index !== current.chunks || current.preview !== null) throw new DomainError('IMPORT_CHANGED')
      const chunk = Buffer.from(bytes, 'base64')
      if (current.received + chunk.length > current.size) throw new DomainError('IMPORT_CHANGED')
      read(current, () => {
        current.reader.push(chunk)
        if (current.reader.facts().rows > maximumImportRows)
          throw new DomainError('FILE_UNREADABLE', { fault: 'tooLarge' })
      })
      current.chunks += 1
      current.received += chunk.length
      return { receivedBytes: current.received }
    },
    preview: ({ importId }: { readonly importId: ImportId }, call: SignedInCall) =>
      previewOf(must(importId, call), call),
    look,
    /** Uses a file, once. */
    use: <T>(input: { readonly importId: ImportId }, call: SignedInCall, work: Use<Preview, T>): T => {
      const result = look(input, call, work)
      // The people are stored, so that the staged rows are not needed any more.
      dropQuietly(input.importId)
      return result
    },
    cancel: ({ importId }: { readonly importId: ImportId }, call: SignedInCall) => {
      drop(must(importId, call).id)
      return {}
    },
  }
}

type Use<Preview, T> = (file: StagedFile, preview: Preview) => T

function usernameHeading({ reader }: { readonly reader: FileReader }): string {
  return reader.facts().columns.find((column) => column.field === 'username')?.heading ?? ''
}

/** The heading of the column because of which a row is left out. */
function headingOf(file: { readonly reader: FileReader }, reason: Unfit): string {
  if (reason !== 'departmentDecides') return usernameHeading(file)
  return file.reader.facts().columns.find((column) => column.field === 'department')?.heading ?? ''
}
