import { type Language, languageFacts } from '../languages.ts'
import { guardFormula } from './user-file-formulas.ts'

/** The byte order mark, by which Excel recognises UTF-8. */
export const csvMark = '\ufeff'

// Cells with either separator are quoted, because a file may be opened by an Excel of the other language.
const needsQuotes = /[",;\t\r\n]/

function cellText(value: string): string {
  const safe = guardFormula(value)
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a CSV file (RFC 4180) for Excel in that language, with no cell that Excel would run as a formula. */
export function csvLine(cells: readonly string[], language: Language): string {
  return `${cells.map(cellText).join(languageFacts[language].separator)}\r\n`
}
