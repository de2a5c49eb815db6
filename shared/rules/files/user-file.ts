import type { ImportProblem } from '../../imports.ts'
import { type Language, languageFacts, languages, nearestLanguages } from '../../languages.ts'
import { type Contact, contactLimits } from '../../users.ts'
import { displayNameLimit } from '../contact-fields.ts'
import { mailAddressFault } from '../mail-address.ts'
import { cutText } from '../text/cut-text.ts'
import { cleanText, foldLookAlikes } from '../text/look-alikes.ts'
import { checkPersonText, checkUsername, usernameKey } from '../username.ts'
import { type CellDamage, cellDamage } from './broken-cell.ts'
import { unguardFormula } from './user-file-formulas.ts'
import type { ContactFileValue, PositionedField, UserFileColumn, UserFileField } from './user-file-headings.ts'

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

const answers = (which: 'yes' | 'no' | 'allowed' | 'blocked') =>
  new Set(languages.flatMap((language) => languageFacts[language].answers[which].map((word) => word.toLowerCase())))
const [yes, no, allowed, blocked] = [answers('yes'), answers('no'), answers('allowed'), answers('blocked')]

/** The bit of a disabled account in Active Directory's userAccountControl (MS-ADTS 2.2.16). */
const disabledBit = 2

type SignInField = 'isBlocked' | 'isEnabled' | 'accountControl'
const isSignInField = (field: UserFileField): field is SignInField =>
  field === 'isBlocked' || field === 'isEnabled' || field === 'accountControl'

/**
 * Whether a cell about signing in blocks somebody; null for a word that says neither. Yes and no answer the heading, other words speak for themselves. An
 * empty cell says that somebody may, as everybody does.
 */
function blocks(field: SignInField, cell: string): boolean | null {
  const word = foldLookAlikes(cell).toLowerCase()
  if (word === '') return false
  if (blocked.has(word)) return true
  if (allowed.has(word)) return false
  if (field === 'accountControl')
    return /^\d{1,10}$/.test(word) ? Math.floor(Number(word) / disabledBit) % 2 === 1 : null
  // The time of a lock that nobody but an admin lifts (OpenLDAP password policy).
  if (field === 'isBlocked' && word === '000001010000z') return true
  if (yes.has(word)) return field === 'isBlocked'
  return no.has(word) ? field !== 'isBlocked' : null
}

/** The languages by their own names and their names in each other. */
const languagesByName: ReadonlyMap<string, Language> = namesOfLanguages()

function namesOfLanguages(): ReadonlyMap<string, Language> {
  const inEach = languages.map((language) => new Intl.DisplayNames(language, { type: 'language' }))
  const namesOf = (tag: string) => inEach.flatMap((names) => names.of(tag)?.toLowerCase() ?? [])
  return new Map([
    ...Object.entries(nearestLanguages).flatMap(([tag, language]) =>
      namesOf(tag).map((name) => [name, language] as const),
    ),
    ...languages.flatMap((one) =>
      [...namesOf(one), languageFacts[one].ownName.toLowerCase()].map((name) => [name, one] as const),
    ),
  ])
}

/** The language of a cell: a BCP 47 tag, or a language's own name or its name in another one. */
function languageOf(cell: string): Language | null {
  const word = cell.toLowerCase()
  const tag = word.split(/[-_ (]/)[0] ?? ''
  return languages.find((one) => one === tag) ?? languagesByName.get(word) ?? nearestLanguages[tag] ?? null
}

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
  if (isSignInField(field)) return blocks(field, value) !== null ? null : plain('signInUnclear')
  return positionedFault(field, value)
}

// What PowerShell writes in place of a list or an object: the value is not in the file.
const typeName = /^(?:System\.[\w.]+(?:\[\]|`\d.*)|(?:System|Microsoft)(?:\.\w+){2,})$/
// What keeps digits text in Excel: ="0045123".
const quotedText = /^="([^"]*)"$/
// How csvde writes text beyond ASCII: the bytes of UTF-8 in hexadecimal digits.
const hexText = /^X'((?:[0-9a-f]{2})+)'$/i

function unhex(cell: string): string {
  const digits = hexText.exec(cell)?.[1]
  if (digits === undefined) return cell
  try {
    return decodeURIComponent(digits.replace(/../g, '%$&'))
  } catch {
    return cell
  }
}

/** No cell of this length is the value of any field, however it is cleaned, in units of UTF-16; it is not looked into any further. */
const longestCell = 4000

function cellValue(cell: string): string {
  if (cell.length > longestCell) return cell
  const trimmed = unhex(cleanText(cell))
  if (typeName.test(trimmed)) return ''
  return cleanText(unguardFormula(quotedText.exec(trimmed)?.[1] ?? trimmed).replace(/\r\n?/g, '\n'))
}

const isListed = (field: UserFileField) =>
  field === 'alternateEmail' || field === 'mobilePhone' || field === 'officePhone' || field === 'fax'

/** The one value of a list as Graph and PowerShell write it (`["+45 33"]`, `{+45 33}`); empty for an empty list, and the cell itself for several values. */
function onlyValue(value: string): string {
  const inside = (/^\[(.*)\]$/.exec(value) ?? /^\{(.*)\}$/.exec(value))?.[1]?.trim()
  if (inside === undefined) return value
  const bare = /^(["']?)([^"',;]*)\1$/.exec(inside)?.[2]
  return bare === undefined ? value : cleanText(bare)
}

/** The damage is looked for in the cell as it stands, because an apostrophe before a formula says that it is meant as text. */
function damageOf(cell: string): CellDamage | null {
  const trimmed = cell.trim()
  if (hexText.test(trimmed) && unhex(trimmed) === trimmed) return 'lostCharacter'
  return cellDamage(quotedText.test(trimmed) ? '' : trimmed)
}

type Problems = { readonly problems: readonly ImportProblem[] }
type Values = ReadonlyMap<UserFileField, string>
/** How a row lies in its file: the most cells that a row may have there, empty ones at its end included, and whether the file ends within it. */
export type RowShape = { readonly widest: number; readonly isCut: boolean }
const anyShape: RowShape = { widest: Number.POSITIVE_INFINITY, isCut: false }
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
  { widest, isCut }: RowShape,
  faultOf: CellFault,
): { readonly values: Values } | Problems {
  const person = shown(cells[columns.findIndex(({ field }) => field === 'username')] ?? '')
  const beyond = cells.slice(columns.length).find((cell) => cell.trim() !== '')
  // A row with one cell more than all others, though an empty one, has a separator inside a value: all values behind it would be in the wrong column.
  const extra = beyond ?? (cells.length > widest ? '' : undefined)
  if (extra !== undefined)
    return { problems: [{ line, column: '', person, value: shown(extra), ...plain('tooManyColumns') }] }
  if (isCut && cells.length < columns.length)
    return { problems: [{ line, column: '', person, value: '', ...plain('cutShort') }] }
  const problems: ImportProblem[] = []
  const values = new Map<UserFileField, string>()
  for (const [at, { field, heading }] of columns.entries()) {
    if (field === null) continue
    const cell = cells[at] ?? ''
    const value = isListed(field) ? onlyValue(cellValue(cell)) : cellValue(cell)
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
  shape = anyShape,
): { readonly user: ImportedUser } | Problems {
  const read = readCells(cells, columns, line, shape, cellFault)
  if ('problems' in read) return read
  const { username = '', displayName, language = '', ...others } = Object.fromEntries(read.values)
  const { isBlocked = '', isEnabled = '', accountControl = '', ...typed } = others
  const contact = { ...emptyContact, ...typed }
  const name = displayName ?? `${contact.firstName} ${contact.lastName}`.trim()
  if (name === '') return { problems: [nameless(columns, line, username)] }
  const mayNot =
    blocks('isBlocked', isBlocked) || blocks('isEnabled', isEnabled) || blocks('accountControl', accountControl)
  return { user: { username, displayName: name, contact, language: languageOf(language), isBlocked: mayNot === true } }
}

/** Somebody's new contact information; null leaves a value as it is, an empty one clears it. */
export type ImportedContact = { readonly username: string } & Readonly<Record<ContactFileValue, string | null>>

/** A cell with only a dash clears the value, whichever dash a word processor made of it; an empty cell changes nothing, so that a column that is filled in partly loses nothing. */
const isClearing = (cell: string) => foldLookAlikes(cell) === '-'

/** True where an alternate address is the sign-in mailbox, which somebody can't read without the password (Entra: alternate email). */
export function isOwnMailbox(username: string, address: string): boolean {
  return usernameKey(address) === usernameKey(username)
}

function contactFault(field: UserFileField, value: string): Reason | null {
  return isClearing(value) ? null : cellFault(field, value)
}

const newValue = (cell = '') => (cell === '' ? null : isClearing(cell) ? '' : cell)

/** One row of a file of contact information, or everything that is wrong with it. */
export function checkContactRow(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
  line: number,
  shape = anyShape,
): { readonly user: ImportedContact } | Problems {
  const read = readCells(cells, columns, line, shape, contactFault)
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

/** Whom a row of a file names: mostly one user name, and of a row that names nobody what it says, so that it can be shown. */
export type NamedPeople = { readonly usernames: readonly string[]; readonly text: string }

/**
 * A row of a file that only names people: its user name, whatever it looks like, because the people are looked up by it. Addresses behind the last column
 * are user names too where every column is one: somebody has written several in a line.
 */
export function checkNameRow(
  cells: readonly string[],
  columns: readonly UserFileColumn[],
): { readonly user: NamedPeople } {
  const isList = columns.every(({ field }) => field === 'username')
  const named = cells.filter((cell, at) => columns[at]?.field === 'username' || (isList && cell.includes('@')))
  const usernames = named.map(cellValue).filter((username) => username !== '')
  return { user: { usernames, text: shown(cells.filter((cell) => cell.trim() !== '').join(', ')) } }
}
