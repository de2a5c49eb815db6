import { type CsvSeparator, csvLine, csvMark, type FileWords, separatorOf } from '../../shared/rules/files/csv-line.ts'
import { type HandedOver, ldifEntry, ldifHead } from '../../shared/rules/files/ldif-file.ts'
import { newAdUserHead, newAdUserLines } from '../../shared/rules/files/new-ad-user-file.ts'
import type { ImportedUser } from '../../shared/rules/files/user-file.ts'
import { userFileFields, userFileHeadings } from '../../shared/rules/files/user-file-headings.ts'
import type { ExportAs } from '../../shared/users.ts'

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

type UserWriter = {
  readonly head: string
  readonly line: (user: HandedOver) => string
  /** What the name of the file ends with. */
  readonly ending: 'csv' | 'ldif'
}

/** Writes people one after another into one file, which never holds a password. */
export function userWriter(as: ExportAs, words: FileWords): UserWriter {
  if (as.format === 'ldif') {
    const { base } = as
    return { head: ldifHead, line: (user) => ldifEntry(user, base), ending: 'ldif' }
  }
  if (as.format === 'newAdUser') {
    const base = as.base ?? ''
    return { head: newAdUserHead(base), line: newAdUserLines(base), ending: 'csv' }
  }
  const separator = separatorOf(words)
  return { head: usersFileHead(words), line: (user) => usersFileLine(user, separator), ending: 'csv' }
}
