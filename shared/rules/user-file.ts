import type { ImportProblem } from '../imports.ts'
import { type Contact, contactLimits } from '../users.ts'
import { mailAddressFault } from './mail-address.ts'
import { unguardFormula } from './user-file-formulas.ts'
import type { ContactFileValue, UserFileColumn, UserFileField } from './user-file-headings.ts'
import { checkPersonText, checkUsername, usernameKey } from './username.ts'

/** Microsoft's limit for display names in characters. */
export const displayNameLimit = 256

/** One person of a user file; fields that the file lacks are empty. */
export type ImportedUser = {
  readonly username: string
  readonly displayName: string
  readonly contact: Readonly<Contact>
}

type Reason = Pick<ImportProblem, 'reason' | 'detail'>

const emptyContact = Object.fromEntries(Object.keys(contactLimits).map((field) => [field, ''])) as Contact

const plain = (reason: ImportProblem['reason']): Reason => ({ reason, detail: null })

function textFault(value: string, max: number, allowNewline: boolean): Reason | null {
  const fault = checkPersonText(value, max, { allowNewline })
  return fault === 'tooLong' ? { reason: fault, detail: max } : fault && plain(fault)
}

function cellFault(field: UserFileField, value: string): Reason | null {
  if (field === 'username') {
    const checked = checkUsername(value, 'import')
    return 'fault' in checked ? plain(checked.fault) : null
  }
  if (field === 'displayName') return value === '' ? plain('missing') : textFault(value, displayNameLimit, false)
  if (value === '') return null
  const fault = textFault(value, contactLimits[field], field === 'address')
  if (fault !== null || field !== 'alternateEmail') return fault
  return mailAddressFault(value) === null ? null : plain('emailInvalid')
}

const cellValue = (cell: string) => unguardFormula(cell.trim()).replace(/\r\n?/g, '\n')

function widthFault(cells: readonly string[], width: number): Reason | null {
  if (cells.length < width) return plain('tooFewColumns')
  // Spreadsheets add empty cells behind the last column.
  return cells.slice(width).some((cell) => cell.trim() !== '') ? plain('tooManyColumns') : null
}

type Problems = { readonly problems: readonly ImportProblem[] }
type Values = ReadonlyMap<UserFileField, string>
type CellFault = (field: UserFileField, value: string) => Reason | null

/** The cells of a row, or everything that is wrong with them. */
function readCells(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
  line: number,
  faultOf: CellFault,
): { readonly values: Values } | Problems {
  const width = widthFault(cells, columns.length)
  if (width !== null) return { problems: [{ line, column: '', ...width }] }
  const problems: ImportProblem[] = []
  const values = new Map<UserFileField, string>()
  for (const [at, { field, heading }] of columns.entries()) {
    if (field === null) continue
    const value = cellValue(cells[at] ?? '')
    const fault = faultOf(field, value)
    if (fault !== null) problems.push({ line, column: heading, ...fault })
    else values.set(field, value)
  }
  return problems.length > 0 ? { problems } : { values }
}

/** One row of a user file as a person, or everything that the admin has to correct in it; the caller looks for duplicates. */
export function checkRow(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
  line: number,
): { readonly user: ImportedUser } | Problems {
  const read = readCells(cells, columns, line, cellFault)
  if ('problems' in read) return read
  const { username = '', displayName = '', ...contact } = Object.fromEntries(read.values)
  return { user: { username, displayName, contact: { ...emptyContact, ...contact } } }
}

/** Somebody's new contact information; null leaves a value as it is, an empty one clears it. */
export type ImportedContact = { readonly username: string } & Readonly<Record<ContactFileValue, string | null>>

/** A cell with only this text clears the value; an empty cell changes nothing, so that a column that is filled in partly loses nothing. */
export const clearingCell = '-'

/** True where an alternate address is the sign-in mailbox, which somebody can't read without the password (Entra: alternate email). */
export function isOwnMailbox(username: string, address: string): boolean {
  return usernameKey(address) === usernameKey(username)
}

function contactFault(field: UserFileField, value: string): Reason | null {
  if (field === 'username') {
    const checked = checkUsername(value)
    return 'fault' in checked ? plain(checked.fault) : null
  }
  return value === clearingCell ? null : cellFault(field, value)
}

const newValue = (cell = '') => (cell === '' ? null : cell === clearingCell ? '' : cell)

/** One row of a file of contact information, or everything that is wrong with it. */
export function checkContactRow(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
  line: number,
): { readonly user: ImportedContact } | Problems {
  const read = readCells(cells, columns, line, contactFault)
  if ('problems' in read) return read
  const { username = '', ...typed } = Object.fromEntries(read.values)
  const alternateEmail = newValue(typed.alternateEmail)
  if (alternateEmail !== null && isOwnMailbox(username, alternateEmail)) {
    const column = columns.find(({ field }) => field === 'alternateEmail')?.heading ?? ''
    return { problems: [{ line, column, ...plain('ownMailbox') }] }
  }
  const [mobilePhone, officePhone] = [newValue(typed.mobilePhone), newValue(typed.officePhone)]
  return { user: { username, alternateEmail, mobilePhone, officePhone } }
}
