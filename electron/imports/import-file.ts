import { DomainError, type FileFault } from '../../shared/errors.ts'
import type { ImportProblem } from '../../shared/imports.ts'
import {
  checkContactRow,
  checkNameRow,
  checkRow,
  type ImportedContact,
  type ImportedUser,
  type NamedPeople,
  type RowShape,
} from '../../shared/rules/files/user-file.ts'
import {
  mapContactHeadings,
  mapHeadings,
  mapNameHeadings,
  type UserFileColumn,
  type UserFileColumns,
} from '../../shared/rules/files/user-file-headings.ts'
import { checkUsername } from '../../shared/rules/username.ts'
import { createTextDecoding, type FileEncoding } from './import-encoding.ts'
import { countBreaks, createRecords, type Delimiter, type Records, readOpening, signs } from './import-records.ts'

export type FileFacts = {
  readonly encoding: FileEncoding
  readonly delimiter: Delimiter
  /** Empty until the headings are read. */
  readonly columns: readonly UserFileColumn[]
  readonly isByPosition: boolean
  /** Rows that hold anything, good and bad, headings not counted. */
  readonly rows: number
}

export type FileReader = {
  push(bytes: Uint8Array): void
  end(): void
  facts(): FileFacts
}

type RowChecked<Row> = { readonly user: Row } | { readonly problems: readonly ImportProblem[] }

/** What the rows of one kind of file mean. */
export type FileFormat<Row> = {
  readonly mapHeadings: (headings: readonly string[]) => UserFileColumns | 'columns'
  /** The fault for headings that can't be used. */
  readonly headingFault: FileFault
  readonly checkRow: (
    cells: readonly string[],
    columns: readonly UserFileColumn[],
    line: number,
    shape: RowShape,
  ) => RowChecked<Row>
}
export const usersFormat: FileFormat<ImportedUser> = {
  mapHeadings,
  headingFault: 'columns',
  checkRow,
}
export const contactsFormat: FileFormat<ImportedContact> = {
  mapHeadings: mapContactHeadings,
  headingFault: 'contactColumns',
  checkRow: checkContactRow,
}
export const namesFormat: FileFormat<NamedPeople> = {
  mapHeadings: mapNameHeadings,
  headingFault: 'nameColumn',
  checkRow: checkNameRow,
}

type FileReaderDeps<Row> = {
  readonly onRow: (row: Row, line: number) => void
  readonly onProblem: (problem: ImportProblem) => void
}

// The file is processed in blocks of this size, whatever the size of the pieces that arrive, so that the result does not depend on the pieces.
const blockBytes = 64 * 1024

const unreadable = (fault: FileFault, line?: number) =>
  new DomainError('FILE_UNREADABLE', line === undefined ? { fault } : { fault, line })

/** Where a text stops being text: at its first NUL, or from its start where control characters abound; -1 for text. */
function binaryAt(text: string): number {
  let controls = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isControl = code < 0x20 ? code !== 9 && code !== 10 && code !== 13 : code >= 0x7f && code < 0xa0
    if (isControl) controls += 1
  }
  return controls > 8 && controls > text.length / 50 ? 0 : text.indexOf('\0')
}

/** Nothing, or the sign with which `copy` of DOS ends what it puts together. */
const isEmpty = (cell: string) => cell.trim() === '' || cell.trim() === '\x1a'
/** What PowerShell draws under the headings of a table. */
const isUnderline = (cell: string) => /^\s*(?:-{3,})?\s*$/.test(cell)

const linesBelow = (cell: string) => cell.split(/[\r\n]+/).slice(1)

function createSheet<Row>(format: FileFormat<Row>, { onRow, onProblem }: FileReaderDeps<Row>) {
  let columns: readonly UserFileColumn[] = []
  let isByPosition = false
  let rows = 0
  let widest = 0
  let hasWholeRow = false

  function readHeadings(cells: readonly string[], line: number): UserFileColumns {
    const mapped = format.mapHeadings(cells)
    if (mapped === 'columns') throw unreadable(format.headingFault, line)
    if (cells.some((cell) => linesBelow(cell).some((below) => below.includes('@'))))
      throw unreadable('unclosedQuote', line)
    columns = mapped.columns
    isByPosition = mapped.isByPosition
    widest = cells.length
    return mapped
  }

  /** A cell that holds a whole line about somebody lacks its quote: that person would be missing unnoticed. */
  function hasSwallowed(cells: readonly string[], sign: string): boolean {
    if (!cells.some((cell) => cell.includes('\n') || cell.includes('\r'))) return false
    const at = columns.findIndex(({ field }) => field === 'username')
    const rowsBelow = cells.flatMap(linesBelow).map((below) => below.split(sign))
    return rowsBelow.some((row) => row.length > 1 && 'username' in checkUsername((row[at] ?? '').replaceAll('"', '')))
  }

  function onRecord(cells: readonly string[], line: number, isCut: boolean, sign: string): void {
    if (cells.every(isEmpty)) return
    if (columns.length === 0) {
      if (readHeadings(cells, line).isHeadless !== true) return
    } else if (rows === 0 && cells.every(isUnderline)) return
    if (hasSwallowed(cells, sign)) throw unreadable('unclosedQuote', line)
    rows += 1
    // Some programs end each row with a separator and the headings without one.
    if (rows === 1) widest = Math.max(widest, cells.length)
    // Whoever leaves out empty cells in every row may leave out the last line break too.
    const checked = format.checkRow(cells, columns, line, { widest, isCut: isCut && hasWholeRow })
    hasWholeRow ||= cells.length >= columns.length
    if ('user' in checked) onRow(checked.user, line)
    else for (const problem of checked.problems) onProblem(problem)
  }
  return { onRecord, facts: () => ({ columns, isByPosition, rows }) }
}

/** Cuts what is pushed into blocks of one size and remembers the first error, so that a failed file stays failed. */
function createBlocks(onBlock: (block: Uint8Array, isLast: boolean) => void) {
  const block = new Uint8Array(blockBytes)
  let filled = 0
  let failure: { readonly error: unknown } | null = null

  function guarded(work: () => void): void {
    if (failure !== null) throw failure.error
    try {
      work()
    } catch (error) {
      failure = { error }
      throw error
    }
  }

  function fill(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0; ) {
      const part = rest.subarray(0, blockBytes - filled)
      block.set(part, filled)
      filled += part.length
      rest = rest.subarray(part.length)
      if (filled < blockBytes) continue
      filled = 0
      onBlock(block, false)
    }
  }
  return {
    push: (bytes: Uint8Array) => guarded(() => fill(bytes)),
    end: () => guarded(() => onBlock(block.subarray(0, filled), true)),
  }
}

/**
 * Reads a file about people of any size as it arrives, in bounded memory, and hands over each row or its problems in order. Throws
 * FILE_UNREADABLE where the whole file can't be used. `facts` are final after `end`.
 */
export function createFileReader<Row>(format: FileFormat<Row>, deps: FileReaderDeps<Row>): FileReader {
  const decoding = createTextDecoding()
  const sheet = createSheet(format, deps)
  let delimiter: Delimiter = 'comma'
  let records: Records | null = null

  function open(text: string): Records {
    if (text.trim() === '') throw unreadable('empty')
    const opening = readOpening(text, (cells) => {
      const mapped = format.mapHeadings(cells)
      return mapped !== 'columns' && !mapped.isByPosition
    })
    delimiter = opening.delimiter
    const sign = signs[delimiter]
    const opened = createRecords(opening, (cells, line, isCut) => sheet.onRecord(cells, line, isCut, sign))
    opened.push(text.slice(opening.offset))
    return opened
  }

  /** Names the line only where the file began as text, because a picture or a workbook has no useful line. */
  function refuse(fault: FileFault, textBefore: string): never {
    if (textBefore === '' && records === null) throw unreadable(fault)
    records?.push(textBefore)
    throw unreadable(fault, records?.line() ?? 1 + countBreaks(textBefore))
  }

  function onBlock(block: Uint8Array, isLast: boolean): void {
    const { text, isBroken } = decoding.decode(block, isLast)
    const binary = binaryAt(text)
    if (binary >= 0) refuse('binary', text.slice(0, binary))
    if (isBroken) refuse('encoding', text)
    if (records === null) records = open(text)
    else records.push(text)
    if (!isLast) return
    records.end()
    if (sheet.facts().columns.length === 0) throw unreadable('empty')
  }

  const blocks = createBlocks(onBlock)
  return {
    push: blocks.push,
    end: blocks.end,
    facts: () => ({ encoding: decoding.encoding(), delimiter, ...sheet.facts() }),
  }
}
