import { Parser } from 'csv-parse'
import { DomainError } from '../../shared/errors.ts'
import type { ImportPreview } from '../../shared/imports.ts'

export type Delimiter = ImportPreview['delimiter']

/** Bytes of UTF-8 that one record may take: many times the 2,600 characters or so that all columns may hold together. */
export const maximumRecordBytes = 64 * 1024

const signs = { comma: ',', semicolon: ';', tab: '\t' } as const
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

// Lines that programs write above the headings: Excel's separator, PowerShell's type of the objects, the version of Entra's templates.
const blankLine = /^[^\S\r\n]*(?:\r\n?|\n)/
const separatorLine = /^"?sep=([,;\t])"?[^\S\r\n]*(?:\r\n?|\n|$)/i
const programLine = /^"?(?:#TYPE\b|version:\s*v?\d)[^\r\n]*(?:\r\n?|\n|$)/i

/** Finds the headings at the start of a file and what stands between its cells: Excel's `sep=` line, else the sign that the headings hold most of. */
export function readOpening(text: string): Opening {
  let offset = 0
  let said: string | undefined
  for (;;) {
    const rest = text.slice(offset)
    const separator = separatorLine.exec(rest)
    const line = separator ?? programLine.exec(rest) ?? blankLine.exec(rest)
    if (line === null || line[0] === '') break
    said = separator?.[1] ?? said
    offset += line[0].length
  }
  const line = 1 + countBreaks(text.slice(0, offset))
  const named = delimiters.find((name) => signs[name] === said)
  if (named !== undefined) return { delimiter: named, offset, line }
  const headings = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.slice(offset))?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (name: Delimiter) => headings.split(signs[name]).length
  const delimiter = delimiters.reduce((best, name) => (count(name) > count(best) ? name : best))
  return { delimiter, offset, line }
}

/** A quote that is not closed properly: the line of the text on which it opens, and whether it swallows later lines. */
function openQuote(text: string, sign: string): { readonly breaks: number; readonly isSpanning: boolean } | null {
  let isInside = false
  let isCellStart = true
  let breaks = 0
  let openedAt = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    const isBreak = character === '\n' || character === '\r'
    if (character === '\n' || (character === '\r' && next !== '\n')) breaks += 1
    if (isInside && character === '"') {
      if (next === '"') at += 1
      else if (next === '' || next === sign || next === '\n' || next === '\r') isInside = false
      else if (breaks > openedAt) return { breaks: openedAt, isSpanning: true }
      else isInside = false
    } else if (isCellStart && character === '"') {
      isInside = true
      openedAt = breaks
    }
    isCellStart = !isInside && (character === sign || isBreak)
  }
  return isInside ? { breaks: openedAt, isSpanning: breaks > openedAt } : null
}

export type Records = {
  push(text: string): void
  end(): void
  /** The line, from 1, that the text pushed so far ends on. */
  line(): number
}

/**
 * Splits text into records and passes each on with the line on which it starts; memory stays bounded by one record. Throws FILE_UNREADABLE
 * (`unclosedQuote`, `lineTooLong`): a quote that swallows the next lines must stop the import, because their people would be missing
 * unnoticed.
 */
export function createRecords(
  { delimiter, line: firstLine }: Opening,
  onRecord: (cells: readonly string[], line: number) => void,
): Records {
  let line = firstLine
  // Positions in bytes of UTF-8 since the first push: where the bytes kept start, and where the next record does.
  let pending: Buffer = Buffer.alloc(0)
  let pendingFrom = 0
  let recordFrom = 0

  const keptText = (to = Number.POSITIVE_INFINITY) =>
    pending.toString('utf8', recordFrom - pendingFrom, to - pendingFrom)

  function checkQuotes(text: string): void {
    const quote = openQuote(text, signs[delimiter])
    if (quote?.isSpanning)
      throw new DomainError('FILE_UNREADABLE', { fault: 'unclosedQuote', line: line + quote.breaks })
  }

  function checkSize(to: number): void {
    if (to - recordFrom <= maximumRecordBytes) return
    checkQuotes(keptText(to))
    throw new DomainError('FILE_UNREADABLE', { fault: 'lineTooLong', line })
  }

  /** Counts empty lines, which the parser does not report; a last CR is left, because it may be half of a CRLF. */
  function passBlankLines(): void {
    for (let at = recordFrom - pendingFrom; pending[at] === lf || (pending[at] === cr && at + 1 < pending.length); ) {
      const length = pending[at] === cr && pending[at + 1] === lf ? 2 : 1
      at += length
      recordFrom += length
      line += 1
    }
  }

  function take(cells: readonly string[], to: number): null {
    passBlankLines()
    checkSize(to)
    const multiline = cells.filter((cell) => cell.includes('\n') || cell.includes('\r'))
    if (multiline.some((cell) => cell.startsWith('"'))) checkQuotes(keptText(to))
    onRecord(cells, line)
    line += 1 + multiline.reduce((breaks, cell) => breaks + countBreaks(cell), 0)
    recordFrom = to
    return null
  }

  // The parser is a stream, but its transform works at once and every record leaves through on_record: nothing is ever queued.
  const parser = new Parser({
    delimiter: signs[delimiter],
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
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
      const quote = openQuote(keptText(), signs[delimiter])
      if (quote) throw new DomainError('FILE_UNREADABLE', { fault: 'unclosedQuote', line: line + quote.breaks })
      parser._flush(rethrow)
    },
    line: () => line + countBreaks(keptText()),
  }
}
