import type { Language } from '../../shared/ids.ts'
import type { ImportedUser } from '../../shared/rules/user-file.ts'
import { guardFormula } from '../../shared/rules/user-file-formulas.ts'
import { userFileFields, userFileHeadings } from '../../shared/rules/user-file-headings.ts'

// What Excel takes for the next cell where that language is set.
const separators = { en: ',', da: ';', sv: ';' } as const satisfies Record<Language, string>

function cellText(value: string): string {
  const safe = guardFormula(value)
  // Both separators are quoted everywhere, since the file may be opened in the other language's Excel.
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Any table as a CSV file (RFC 4180) that Excel opens right in that language, marked as UTF-8, with no cell that it would run as a formula. */
export function csvText(headings: readonly string[], rows: Iterable<readonly string[]>, language: Language): string {
  const separator = separators[language]
  const lineOf = (cells: readonly string[]) => `${cells.map(cellText).join(separator)}\r\n`
  let text = `\ufeff${lineOf(headings)}`
  for (const row of rows) text += lineOf(row)
  return text
}

export type CsvText = typeof csvText

function* cellsOf(users: Iterable<ImportedUser>): Generator<readonly string[]> {
  for (const { username, displayName, contact } of users) {
    const values = { ...contact, username, displayName }
    yield userFileFields.map((field) => values[field])
  }
}

/** The people as the file that import reads back unchanged; it never holds a password. */
export function writeUsersFile(users: Iterable<ImportedUser>, language: Language): string {
  const headings = userFileHeadings[language]
  return csvText(
    userFileFields.map((field) => headings[field]),
    cellsOf(users),
    language,
  )
}
