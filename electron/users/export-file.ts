import { type CsvSeparator, csvLine, csvMark, type FileWords, separatorOf } from '../../shared/rules/files/csv-line.ts'
import type { ImportedUser } from '../../shared/rules/files/user-file.ts'
import { userFileFields, userFileHeadings } from '../../shared/rules/files/user-file-headings.ts'

/** Any table as a CSV file (RFC 4180) for Excel: marked as UTF-8, and with no cell that Excel would run as a formula. */
export function csvText(
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
  separator: CsvSeparator,
): string {
  let text = csvMark + csvLine(headings, separator)
  for (const row of rows) text += csvLine(row, separator)
  return text
}

export type CsvText = typeof csvText

/** The heading line of a file that import can read; it never holds a password. */
export function usersFileHead(words: FileWords): string {
  const headings = userFileHeadings[words.language]
  const names = userFileFields.map((field) => headings[field])
  return csvMark + csvLine(names, separatorOf(words))
}

type ExportedUser = Pick<ImportedUser, 'username' | 'displayName' | 'contact'>

/** One person as a line of that file. */
export function usersFileLine({ username, displayName, contact }: ExportedUser, separator: CsvSeparator): string {
  const values = { ...contact, username, displayName }
  const cells = userFileFields.map((field) => values[field])
  return csvLine(cells, separator)
}
