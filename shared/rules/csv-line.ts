import { type Language, languageFacts } from '../languages.ts'
import { guardFormula } from './user-file-formulas.ts'

/** What stands first in a file that Excel shall read as UTF-8. */
export const csvMark = '\ufeff'

// Both separators are quoted everywhere, since the file may be opened in the other language's Excel.
const needsQuotes = /[",;\t\r\n]/

function cellText(value: string): string {
  const safe = guardFormula(value)
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a CSV file (RFC 4180) that Excel opens right in that language, with no cell that it would run as a formula. */
export function csvLine(cells: readonly string[], language: Language): string {
  return `${cells.map(cellText).join(languageFacts[language].separator)}\r\n`
}
