import type { ImportProblem } from '../imports.ts'
import { type Contact, contactLimits } from '../users.ts'
import { unguardFormula } from './user-file-formulas.ts'
import type { UserFileColumn, UserFileField } from './user-file-headings.ts'
import { checkEmail, checkPersonText, checkUsername } from './username.ts'

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
  return checkEmail(value) ? null : plain('emailInvalid')
}

const cellValue = (cell: string) => unguardFormula(cell.trim()).replace(/\r\n?/g, '\n')

function widthFault(cells: readonly string[], width: number): Reason | null {
  if (cells.length < width) return plain('tooFewColumns')
  // Spreadsheets leave empty cells behind the last column.
  return cells.slice(width).some((cell) => cell.trim() !== '') ? plain('tooManyColumns') : null
}

/** One row of a user file as a person, or everything that the admin has to mend in it; duplicates are the caller's to find. */
export function checkRow(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
  line: number,
): { readonly user: ImportedUser } | { readonly problems: readonly ImportProblem[] } {
  const width = widthFault(cells, columns.length)
  if (width !== null) return { problems: [{ line, column: '', ...width }] }
  const problems: ImportProblem[] = []
  const contact = { ...emptyContact }
  const names = { username: '', displayName: '' }
  for (const [at, { field, heading }] of columns.entries()) {
    if (field === null) continue
    const value = cellValue(cells[at] ?? '')
    const fault = cellFault(field, value)
    if (fault !== null) problems.push({ line, column: heading, ...fault })
    else if (field === 'username' || field === 'displayName') names[field] = value
    else contact[field] = value
  }
  return problems.length > 0 ? { problems } : { user: { ...names, contact } }
}
