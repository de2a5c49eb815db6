import { z } from 'zod'
import { type Language, languageFacts } from '../../languages.ts'
import { guardFormula } from './user-file-formulas.ts'

/** What stands first in a file that Excel shall read as UTF-8. */
export const csvMark = '\ufeff'

/** What stands between two cells. */
export const csvSeparator = z.enum([',', ';'])
export type CsvSeparator = z.infer<typeof csvSeparator>
/** How a file is written: headings in the language; the separator of the reader's region, or where none is known the language's. */
export type FileWords = { readonly language: Language; readonly separator?: CsvSeparator | undefined }

export function separatorOf({ language, separator }: FileWords): CsvSeparator {
  return separator ?? languageFacts[language].separator
}

/** What Excel splits at where numbers are written like this: a decimal comma leaves it the semicolon. */
export function separatorIn(locale: string): CsvSeparator {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5)
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ';' : ','
}

// Both separators are quoted everywhere, since the file may be opened in the Excel of another region.
const needsQuotes = /[",;\t\r\n]/

/** A value as one cell (RFC 4180), with no guard against formulas. */
export function quotedCell(value: string): string {
  return needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** One line of a CSV file (RFC 4180), with no cell that Excel would run as a formula. */
export function csvLine(cells: readonly string[], separator: CsvSeparator): string {
  return `${cells.map((cell) => quotedCell(guardFormula(cell))).join(separator)}\r\n`
}
