import { guardFormula } from '../../../shared/rules/files/user-file-formulas.ts'
import type { UserRow } from '../../../shared/users.ts'

/** The most people that are copied at once; more are exported to a file. */
export const maximumCopied = 1000

export type CopiedPerson = Pick<UserRow, 'displayName' | 'username'>

/** A value that a spreadsheet takes for one cell, and not for a formula. */
function cell(text: string): string {
  return guardFormula(text.replaceAll(/[\t\r\n]+/g, ' '))
}

/** People as lines of two columns, which a spreadsheet takes apart: the display name and the user name. */
export function copiedText(people: readonly CopiedPerson[]): string {
  return people.map(({ displayName, username }) => `${cell(displayName)}\t${cell(username)}`).join('\r\n')
}
