import type { ImportProblem } from '../../imports.ts'
import { type Language, languageFacts, languages, nearestLanguages } from '../../languages.ts'
import { type Contact, contactLimits } from '../../users.ts'
import { mailAddressFault } from '../mail-address.ts'
import { cutText } from '../text/cut-text.ts'
import { cleanText } from '../text/look-alikes.ts'
import { checkPersonText, checkUsername, usernameKey } from '../username.ts'
import { cellDamage } from './broken-cell.ts'
import { unguardFormula } from './user-file-formulas.ts'
import type { ContactFileValue, PositionedField, UserFileColumn, UserFileField } from './user-file-headings.ts'

/** Microsoft's limit for display names in characters. */
export const displayNameLimit = 256

/** One person of a user file; fields that the file lacks are empty. */
export type ImportedUser = {
  readonly username: string
  readonly displayName: string
  readonly contact: Readonly<Contact>
  /** Null where the file names none that Keydesk speaks. */
  readonly language: Language | null
  readonly isBlocked: boolean
}

type Reason = Pick<ImportProblem, 'reason' | 'detail'>

const emptyContact = Object.fromEntries(Object.keys(contactLimits).map((field) => [field, ''])) as Contact

const plain = (reason: ImportProblem['reason']): Reason => ({ reason, detail: null })

function textFault(value: string, max: number, allowNewline: boolean): Reason | null {
  const fault = checkPersonText(value, max, { allowNewline })
  return fault === 'tooLong' ? { reason: fault, detail: max } : fault && plain(fault)
}

const answers = (which: 'yes' | 'no') =>
  new Set(languages.flatMap((language) => languageFacts[language].answers[which].map((word) => word.toLowerCase())))
const [yes, no] = [answers('yes'), answers('no')]

/** What a cell about signing in says; null for a word that says neither. An empty one says that somebody may, as everybody does. */
function saysYes(cell: string): boolean | null {
  const word = cell.toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : null
}

/** The language of a cell: a BCP 47 tag, or a language's own or English name. */
function languageOf(cell: string): Language | null {
  const word = cell.toLowerCase()
  const first = word.split(/[-_ (]/)[0] ?? ''
  const isNamed = (one: Language) =>
    [languageFacts[one].ownName, ...englishNames.map((names) => names.of(one) ?? '')].some(
      (name) => name.toLowerCase() === word,
    )
  return languages.find((one) => one === first || isNamed(one)) ?? nearestLanguages[first] ?? null
}
const englishNames = languages.map((language) => new Intl.DisplayNames(language, { type: 'language' }))

function positionedFault(field: PositionedField, value: string): Reason | null {
  if (field === 'username') {
    const checked = checkUsername(value)
    return 'fault' in checked ? plain(checked.fault) : null
  }
  if (field === 'displayName') return value === '' ? plain('missing') : textFault(value, displayNameLimit, false)
  if (value === '') return null
  const fault = textFault(value, contactLimits[field], field === 'address')
  if (fault !== null || field !== 'alternateEmail') return fault
  return mailAddressFault(value) === null ? null : plain('emailInvalid')
}

function cellFault(field: UserFileField, value: string): Reason | null {
  if (field === 'language') return null
  if (field === 'isBlocked' || field === 'isEnabled')
    return value === '' || saysYes(value) !== null ? null : plain('signInUnclear')
  return positionedFault(field, value)
}

// What PowerShell writes in place of a list: the value is not in the file.
const listType = /^System\.[\w.]+(?:\[\]|`\d.*)$/
// What keeps digits text in Excel: ="0045123".
const quotedText = /^="([^"]*)"$/

function cellValue(cell: string): string {
  const trimmed = cleanText(cell)
  if (listType.test(trimmed)) return ''
  return cleanText(unguardFormula(quotedText.exec(trimmed)?.[1] ?? trimmed).replace(/\r\n?/g, '\n'))
}

/** The damage is looked for in the cell as it stands, because an apostrophe before a formula says that it is meant as text. */
const damageOf = (cell: string) => cellDamage(quotedText.test(cell.trim()) ? '' : cell.trim())

type Problems = { readonly problems: readonly ImportProblem[] }
type Values = ReadonlyMap<UserFileField, string>
type CellFault = (field: UserFileField, value: string) => Reason | null

/** How much of a value is repeated in a complaint, in units of UTF-16. */
const shownLength = 80

const shown = (text: string) => {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length <= shownLength ? line : `${cutText(line, shownLength - 1)}…`
}

/**
 * The cells that are read, each without fault, or everything that is wrong with the row. Excel leaves out empty cells at the end of rows: those that are
 * missing are empty.
 */
function readCells(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
  line: number,
  faultOf: CellFault,
): { readonly values: Values } | Problems {
  const person = shown(cells[columns.findIndex(({ field }) => field === 'username')] ?? '')
  const extra = cells.slice(columns.length).find((cell) => cell.trim() !== '')
  if (extra !== undefined)
    return { problems: [{ line, column: '', person, value: shown(extra), ...plain('tooManyColumns') }] }
  const problems: ImportProblem[] = []
  const values = new Map<UserFileField, string>()
  for (const [at, { field, heading }] of columns.entries()) {
    if (field === null) continue
    const cell = cells[at] ?? ''
    const value = cellValue(cell)
    const damage = value === '' ? null : damageOf(cell)
    const fault = damage === null ? faultOf(field, value) : plain(damage)
    if (fault !== null) problems.push({ line, column: heading, person, value: shown(cell), ...fault })
    else values.set(field, value)
  }
  return problems.length > 0 ? { problems } : { values }
}

/** A file without display names has nobody's name where both parts of it are empty. */
function nameless(columns: readonly UserFileColumn[], line: number, username: string): ImportProblem {
  const column = columns.find(({ field }) => field === 'firstName')?.heading ?? ''
  return { line, column, person: shown(username), value: '', ...plain('missing') }
}

/** One row of a user file as a person, or everything that the admin has to mend in it; duplicates are the caller's to find. */
export function checkRow(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
  line: number,
): { readonly user: ImportedUser } | Problems {
  const read = readCells(cells, columns, line, cellFault)
  if ('problems' in read) return read
  const { username = '', displayName, language = '', isBlocked, isEnabled, ...typed } = Object.fromEntries(read.values)
  const contact = { ...emptyContact, ...typed }
  const name = displayName ?? `${contact.firstName} ${contact.lastName}`.trim()
  if (name === '') return { problems: [nameless(columns, line, username)] }
  const mayNot = saysYes(isBlocked ?? '') === true || saysYes(isEnabled ?? '') === false
  return { user: { username, displayName: name, contact, language: languageOf(language), isBlocked: mayNot } }
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
    return { problems: [{ line, column, person: username, value: shown(alternateEmail), ...plain('ownMailbox') }] }
  }
  const [mobilePhone, officePhone] = [newValue(typed.mobilePhone), newValue(typed.officePhone)]
  return { user: { username, alternateEmail, mobilePhone, officePhone } }
}

/** A row of a file that only names people: its user name, whatever it looks like, because the people are looked up by it. */
export function checkNameRow(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
): { readonly user: { readonly username: string } } {
  return { user: { username: cellValue(cells[columns.findIndex(({ field }) => field === 'username')] ?? '') } }
}
