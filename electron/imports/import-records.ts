import { Parser } from 'csv-parse'
import { DomainError } from '../../shared/errors.ts'
import type { ImportPreview } from '../../shared/imports.ts'

export type Delimiter = ImportPreview['delimiter']

/** Bytes of UTF-8 that one record may take: many times the 2,600 characters or so that all columns may hold together. */
export const maximumRecordBytes = 64 * 1024

/** What stands between two cells. */
export const signs = { comma: ',', semicolon: ';', tab: '\t' } as const
type Sign = (typeof signs)[Delimiter]
const cr = 0x0d
const lf = 0x0a
const delimiters = Object.keys(signs) as Delimiter[]

export type Opening = {
  readonly delimiter: Delimiter
  /** Where the headings start, and on which line. */
  readonly offset: number
  readonly line: number
}

/** Line breaks in a text; CRLF is one. */
export function countBreaks(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0
}

// Lines that programs write above the headings: Excel's separator, PowerShell's type of the objects, the version of Entra's templates. A second mark of
// the encoding, of files that were put together, stands before a line.
const blankLine = /^[^\S\r\n]*(?:\r\n?|\n)/
const separatorLine = /^"?sep=([,;\t])"?[,;\t]*[^\S\r\n]*(?:\r\n?|\n|$)/i
const programLine = /^"?(?:#TYPE\b|version:[^\S\r\n]*v?\d)[^\r\n]*(?:\r\n?|\n|$)/i
const secondMark = /^\ufeff+/
const lineEnd = /\r\n?|\n|$/

/** How many lines of a title may stand above the headings: the name of a table, a date, a comment. */
const mostTitleLines = 10

/** Where the headings may begin after `from`, and the signs that may stand between their cells, the likeliest first. */
function openingFrom(text: string, from: number): { readonly offset: number; readonly likely: readonly Delimiter[] } {
  let offset = from
  let said: string | undefined
  for (;;) {
    const rest = text.slice(offset)
    const separator = separatorLine.exec(rest)
    const line = separator ?? programLine.exec(rest) ?? blankLine.exec(rest) ?? secondMark.exec(rest)
    if (line === null || line[0] === '') break
    said = separator?.[1] ?? said
    offset += line[0].length
  }
  const named = delimiters.find((name) => signs[name] === said)
  if (named !== undefined) return { offset, likely: [named] }
  const headings = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.slice(offset))?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (name: Delimiter) => headings.split(signs[name]).length
  return { offset, likely: delimiters.toSorted((a, b) => count(b) - count(a)) }
}

/**
 * Finds the headings at the start of a file and what stands between its cells: Excel's `sep=` line, else the sign by which the headings are known, else the
 * one that they hold most of. Lines of a title above known headings are passed over, unless one might name somebody.
 */
export function readOpening(text: string, areHeadings: (cells: readonly string[]) => boolean = () => false): Opening {
  const first = openingFrom(text, 0)
  const lineAt = (offset: number) => 1 + countBreaks(text.slice(0, offset))
  for (let [at, passed] = [first, 0]; passed <= mostTitleLines; passed += 1) {
    const { offset, likely } = at
    const known = likely.find((name) => areHeadings(readRecord(text.slice(offset), signs[name]).cells))
    if (known !== undefined) return { delimiter: known, offset, line: lineAt(offset) }
    const end = lineEnd.exec(text.slice(offset))
    const title = text.slice(offset, offset + (end?.index ?? 0))
    if (title === '' || title.includes('@')) break
    at = openingFrom(text, offset + title.length + (end?.[0].length ?? 0))
  }
  return { delimiter: first.likely[0] ?? 'comma', offset: first.offset, line: lineAt(first.offset) }
}

const isBlank = (character: string, sign: Sign) => character !== sign && /[^\S\r\n]/.test(character)

function afterBlanks(text: string, from: number, sign: Sign): number {
  let at = from
  while (isBlank(text.charAt(at), sign)) at += 1
  return at
}

/** The quote that closes a cell which a quote opens at `open`; -1 for none. Two quotes are one of the text. */
function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2))
    if (text.charAt(at + 1) !== '"') return at
  return -1
}

const cellsEnd = { ',': /[,\r\n]|$/g, ';': /[;\r\n]|$/g, '\t': /[\t\r\n]|$/g } as const

function cellEnd(text: string, from: number, sign: Sign): number {
  const end = cellsEnd[sign]
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}

/**
 * The first record of a text, and where it ends. A quote opens a cell only where one closes it too; others are signs of the text. `isUnclear` where they
 * might as well hold cells together: an odd number of them, in a cell that begins with one.
 */
function readRecord(text: string, sign: Sign): { cells: readonly string[]; end: number; isUnclear: boolean } {
  const cells: string[] = []
  let isUnclear = false
  for (let at = 0; ; ) {
    const start = afterBlanks(text, at, sign)
    const close = text.charAt(start) === '"' ? closingQuote(text, start) : -1
    const after = close < 0 ? -1 : afterBlanks(text, close + 1, sign)
    const isQuoted = after >= 0 && cellEnd(text, after, sign) === after
    const end = isQuoted ? after : cellEnd(text, at, sign)
    const cell = isQuoted ? text.slice(start + 1, close).replaceAll('""', '"') : text.slice(start, end)
    if (!isQuoted && cell.startsWith('"') && cell.split('"').length % 2 === 0) isUnclear = true
    cells.push(cell)
    if (text.charAt(end) !== sign) return { cells, end, isUnclear }
    at = end + 1
  }
}

/** A quote that is not closed properly: the line of the text on which it opens, and whether it swallows later lines. */
function openQuote(text: string, sign: Sign): { readonly breaks: number; readonly isSpanning: boolean } | null {
  let isInside = false
  let isCellStart = true
  let breaks = 0
  let openedAt = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    const following = isInside && character === '"' ? text.charAt(afterBlanks(text, at + 1, sign)) : next
    const isBreak = character === '\n' || character === '\r'
    if (character === '\n' || (character === '\r' && next !== '\n')) breaks += 1
    if (isInside && character === '"') {
      if (next === '"') at += 1
      else if (following === '' || following === sign || following === '\n' || following === '\r') isInside = false
      else if (breaks > openedAt) return { breaks: openedAt, isSpanning: true }
      else isInside = false
    } else if (isCellStart && character === '"') {
      isInside = true
      openedAt = breaks
    }
    isCellStart = !isInside && (character === sign || isBreak || (isCellStart && isBlank(character, sign)))
  }
  return isInside ? { breaks: openedAt, isSpanning: breaks > openedAt } : null
}

/** `isCut` where the file ends without the end of this line. */
export type OnRecord = (cells: readonly string[], line: number, isCut: boolean) => void

/** True for a byte of visible ASCII, with which no blank begins. */
const isVisible = (byte = 0) => byte > 0x20 && byte < 0x7f

const hasBreak = (cell: string) => cell.includes('\n') || cell.includes('\r')

export type Records = {
  push(text: string): void
  end(): void
  /** The line, from 1, that the text pushed so far ends on. */
  line(): number
}

/**
 * Splits text into records and passes each on with the line on which it starts; memory stays bounded by one record. Throws FILE_UNREADABLE
 * (`unclosedQuote`, `lineTooLong`): a quote that swallows the next lines must stop the import, because their people would be missing
 * unnoticed, and one that leaves open where a cell ends, because values would move to other columns.
 */
export function createRecords({ delimiter, line: firstLine }: Opening, onRecord: OnRecord): Records {
  const sign = signs[delimiter]
  let line = firstLine
  let isEnding = false
  // Positions in bytes of UTF-8 since the first push: where the bytes kept start, and where the next record does.
  let pending: Buffer = Buffer.alloc(0)
  let pendingFrom = 0
  let recordFrom = 0

  const keptText = (to = Number.POSITIVE_INFINITY) =>
    pending.toString('utf8', recordFrom - pendingFrom, to - pendingFrom)

  function checkQuotes(text: string): void {
    const quote = openQuote(text, sign)
    if (quote?.isSpanning)
      throw new DomainError('FILE_UNREADABLE', { fault: 'unclosedQuote', line: line + quote.breaks })
  }

  function checkSize(to: number): void {
    if (to - recordFrom <= maximumRecordBytes) return
    checkQuotes(keptText(to))
    throw new DomainError('FILE_UNREADABLE', { fault: 'lineTooLong', line })
  }

  /** Counts lines of nothing but blanks, which the parser does not report; a last CR is left, because it may be half of a CRLF. */
  function passBlankLines(): void {
    for (;;) {
      const from = recordFrom - pendingFrom
      let at = from
      if (isVisible(pending[at])) return
      while (at < pending.length && pending[at] !== lf && pending[at] !== cr) at += 1
      if (at >= pending.length || (pending[at] === cr && at + 1 >= pending.length)) return
      if (![...pending.toString('utf8', from, at)].every((character) => isBlank(character, sign))) return
      at += pending[at] === cr && pending[at + 1] === lf ? 2 : 1
      recordFrom = pendingFrom + at
      line += 1
    }
  }

  /** The cells as they are written: the parser keeps the quotes of a cell in which they are not closed properly, and the blanks behind. */
  function cellsOf(parsed: readonly string[], to: number): readonly string[] {
    if (!parsed.some((cell) => cell.startsWith('"'))) return parsed
    const text = keptText(to)
    checkQuotes(text)
    const { cells, end, isUnclear } = readRecord(text, sign)
    if (isUnclear || cells.length !== parsed.length || !/^(?:\r\n?|\n)?$/.test(text.slice(end)))
      throw new DomainError('FILE_UNREADABLE', { fault: 'unclosedQuote', line })
    return cells
  }

  function take(parsed: readonly string[], to: number): null {
    passBlankLines()
    checkSize(to)
    const cells = cellsOf(parsed, to)
    onRecord(cells, line, isEnding && !/[\r\n]$/.test(keptText(to)))
    line += 1 + cells.reduce((breaks, cell) => breaks + (hasBreak(cell) ? countBreaks(cell) : 0), 0)
    recordFrom = to
    return null
  }

  // The parser is a stream, but its transform works at once and every record leaves through on_record: nothing is ever queued.
  const parser = new Parser({
    delimiter: sign,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    // Blanks before a cell: `a, "b, c"` has two cells.
    ltrim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    on_record: (cells: readonly string[], { bytes }) => take(cells, bytes),
  })
  const rethrow = (error?: Error | null) => {
    if (error) throw error
  }

  return {
    push(text) {
      const bytes = Buffer.from(text)
      pending = Buffer.concat([pending.subarray(recordFrom - pendingFrom), bytes])
      pendingFrom = recordFrom
      parser._transform(bytes, 'utf8', rethrow)
      passBlankLines()
      checkSize(pendingFrom + pending.length)
    },
    end() {
      const quote = openQuote(keptText(), sign)
      if (quote) throw new DomainError('FILE_UNREADABLE', { fault: 'unclosedQuote', line: line + quote.breaks })
      isEnding = true
      parser._flush(rethrow)
    },
    line: () => line + countBreaks(keptText()),
  }
}
