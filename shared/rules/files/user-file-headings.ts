import { forEachLanguage, languageFacts, languages } from '../../languages.ts'
import type { ContactField } from '../../users.ts'
import { cutText } from '../text/cut-text.ts'

/**
 * What can be read of a person. Files say who may sign in one way or another, so `isBlocked`, `isEnabled` and the bits of Active Directory are columns of
 * their own.
 */
export type UserFileField = PositionedField | 'language' | 'isBlocked' | 'isEnabled' | 'accountControl'
export type PositionedField = 'username' | 'displayName' | ContactField

/** The columns of Microsoft's import file in its order (Microsoft 365: add several users at the same time). */
export const userFileFields = [
  'username',
  'firstName',
  'lastName',
  'displayName',
  'jobTitle',
  'department',
  'officeNumber',
  'officePhone',
  'mobilePhone',
  'fax',
  'alternateEmail',
  'address',
  'city',
  'state',
  'postalCode',
  'country',
] as const satisfies readonly PositionedField[]

/** Everything that is read of a users file. */
export const allUserFileFields = [...userFileFields, 'language', 'isBlocked', 'isEnabled', 'accountControl'] as const

/** What our own exports call the columns; Microsoft's words in each language. */
export const userFileHeadings = forEachLanguage((language) => languageFacts[language].headings)

// Capitals, spaces and punctuation are ignored, because they do not tell which column is meant.
const keyOf = (heading: string) =>
  heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * What other programs call the columns: first the attributes of Entra and Active Directory, then the columns of Get-MsolUser, Get-MgUser, Get-ADUser and
 * the exports of Microsoft 365 and Google Workspace, the attributes of other directories; at the end words that also mean something else.
 */
const otherNames: Readonly<Record<UserFileField, readonly string[]>> = {
  username: ['userPrincipalName', 'Email address', 'Primary email', 'Email', 'Mail'],
  displayName: ['displayName', 'cn', 'commonName'],
  firstName: ['givenName'],
  lastName: ['surname', 'sn'],
  jobTitle: ['jobTitle', 'Employee title'],
  department: ['department'],
  officeNumber: ['physicalDeliveryOfficeName', 'officeLocation'],
  officePhone: ['telephoneNumber', 'businessPhones', 'Work phone'],
  mobilePhone: ['mobile', 'mobilePhone', 'Recovery phone'],
  fax: ['facsimileTelephoneNumber', 'faxNumber'],
  alternateEmail: [
    ...['alternateEmailAddress', 'alternateEmailAddresses', 'otherMails', 'Recovery email'],
    ...['Home secondary email', 'Work secondary email'],
  ],
  address: ['streetAddress', 'Work address'],
  city: ['city', 'l'],
  state: ['state', 'st'],
  postalCode: ['postalCode'],
  country: ['country', 'countryOrRegion', 'co'],
  language: ['preferredLanguage'],
  isBlocked: ['blockCredential', 'nsAccountLock', 'pwdAccountLockedTime'],
  isEnabled: ['accountEnabled', 'Enabled', 'Status [READ ONLY]'],
  accountControl: ['userAccountControl'],
}

/** How exact the other words are at most: less than every word of a language. */
const leastExact = 100

type Named = { readonly field: UserFileField; readonly rank: number }

/** Each word with its field, and how exact it is, from 0: an attribute's name, Microsoft's heading, then other words in their order. */
const known: ReadonlyMap<string, Named> = namesOfColumns()

function namesOfColumns(): ReadonlyMap<string, Named> {
  const names = new Map<string, Named>()
  const add = (heading: string, field: UserFileField, rank: number) => {
    const before = names.get(keyOf(heading))
    if (before === undefined || rank < before.rank) names.set(keyOf(heading), { field, rank })
  }
  for (const language of languages) {
    const { headings, otherHeadings } = languageFacts[language]
    for (const field of userFileFields) add(headings[field], field, 1)
    for (const field of allUserFileFields)
      for (const [at, heading] of (otherHeadings[field] ?? []).entries()) add(heading, field, 2 + at)
  }
  for (const field of allUserFileFields)
    for (const [at, name] of otherNames[field].entries()) add(name, field, at === 0 ? 0 : leastExact + at)
  return names
}

/**
 * What a heading names. Entra's templates write `User name [userPrincipalName] Required`, Google's `Email Address [Required]`: what people read comes
 * before the attribute, because `Block sign in (Yes/No) [accountEnabled]` is answered by the words.
 */
function namedBy(heading: string): Named | null {
  const attribute = /\[([^\]]*)\]/.exec(heading)?.[1] ?? ''
  const words = heading
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\brequired\s*$/i, '')
  const found = [heading, words, attribute].flatMap((part) => known.get(keyOf(part)) ?? [])
  const [first] = found
  if (first === undefined) return null
  const rank = Math.min(...found.filter(({ field }) => field === first.field).map((one) => one.rank))
  return { field: first.field, rank }
}

/** The longest text that can name a column, in units of UTF-16; a longer one, such as a question of a form, is the heading of a column that is not read. */
const longestHeading = 100
/** Far more columns than any program writes: what is looked up for each of them in each row must stay little. */
const mostColumns = 2000

export type UserFileColumn = { readonly heading: string; readonly field: UserFileField | null }
export type UserFileColumns = {
  readonly columns: readonly UserFileColumn[]
  readonly isByPosition: boolean
  /** True where the first line has no headings but is a row itself. */
  readonly isHeadless?: boolean
}

function byPosition(headings: readonly string[], found: readonly (Named | null)[]): UserFileColumns | 'columns' {
  // Microsoft's older file lacks the alternate email address.
  const order = headings.length === 15 ? userFileFields.filter((field) => field !== 'alternateEmail') : userFileFields
  if (headings.length !== order.length) return 'columns'
  // A first line that holds a person is not taken for headings, because that person would be lost unnoticed.
  if (headings.some((heading) => heading.includes('@'))) return 'columns'
  if (found.some((named, at) => named !== null && named.field !== order[at])) return 'columns'
  return { columns: headings.map((heading, at) => ({ heading, field: order[at] ?? null })), isByPosition: true }
}

type Headed = { readonly headings: readonly string[]; readonly found: readonly (Named | null)[] }

function readHeadings(raw: readonly string[]): Headed | 'columns' {
  if (raw.length > mostColumns) return 'columns'
  const whole = raw.map((heading) => heading.trim())
  while (whole.length > 0 && whole.at(-1) === '') whole.pop()
  const found = whole.map((heading) => (heading.length > longestHeading ? null : namedBy(heading)))
  return { headings: whole.map((heading) => cutText(heading, longestHeading)), found }
}

/** The column whose heading names the field most exactly; the first of two equal ones. -1 for none. */
function bestColumn(found: readonly (Named | null)[], field: UserFileField): number {
  const ranks = found.map((named) => (named?.field === field ? named.rank : Number.POSITIVE_INFINITY))
  const best = Math.min(...ranks)
  return best === Number.POSITIVE_INFINITY ? -1 : ranks.indexOf(best)
}

function byName({ headings, found }: Headed, wanted: readonly UserFileField[]): UserFileColumns {
  const fields = new Map(wanted.map((field) => [bestColumn(found, field), field]))
  return { columns: headings.map((heading, at) => ({ heading, field: fields.get(at) ?? null })), isByPosition: false }
}

const hasColumn = ({ found }: Headed, field: UserFileField) => bestColumn(found, field) >= 0

/** Google's files have no display name: it is put together from both names. */
const canNamePeople = (headed: Headed) =>
  hasColumn(headed, 'displayName') || (hasColumn(headed, 'firstName') && hasColumn(headed, 'lastName'))

/**
 * The field of each column: by known headings in any order, or by position in a file of 16 (older: 15) columns in another language, as
 * Microsoft allows. Answers `columns` when neither gives a user name and a display name. Of two columns with the same heading the first
 * counts.
 */
export function mapHeadings(raw: readonly string[]): UserFileColumns | 'columns' {
  const headed = readHeadings(raw)
  if (headed === 'columns') return headed
  if (hasColumn(headed, 'username') && canNamePeople(headed)) return byName(headed, allUserFileFields)
  return byPosition(headed.headings, headed.found)
}

/** The values that a file of contact information can change; codes are sent to the first two. */
export const contactFileValues = ['alternateEmail', 'mobilePhone', 'officePhone'] as const
export type ContactFileValue = (typeof contactFileValues)[number]
/** All that is read of such a file. */
export const contactFileFields = ['username', ...contactFileValues] as const satisfies readonly PositionedField[]

/** The same for a file of contact information: the user name and at least one value, by known headings; other columns are ignored. */
export function mapContactHeadings(raw: readonly string[]): UserFileColumns | 'columns' {
  const headed = readHeadings(raw)
  if (headed === 'columns') return headed
  const hasValue = contactFileValues.some((field) => hasColumn(headed, field))
  return hasColumn(headed, 'username') && hasValue ? byName(headed, contactFileFields) : 'columns'
}

/**
 * The one column of user names among any others: by its heading, or in a file without headings the only column, or the one that holds an address in the
 * first line. A first line of nothing but addresses is a list, in which every cell is a user name. `columns` when there is none, or when nothing tells which
 * of several addresses is meant.
 */
export function mapNameHeadings(raw: readonly string[]): UserFileColumns | 'columns' {
  const headed = readHeadings(raw)
  if (headed === 'columns') return headed
  if (hasColumn(headed, 'username')) return byName(headed, ['username'])
  const isAddress = headed.headings.map((cell) => cell.includes('@'))
  const addresses = isAddress.filter(Boolean).length
  const isList = headed.headings.every((cell, at) => cell === '' || isAddress[at])
  const isOnlyColumn = headed.headings.length === 1
  if (!isOnlyColumn && addresses !== 1 && !(isList && addresses > 1)) return 'columns'
  const columns = isAddress.map((is) => ({ heading: '', field: is || isOnlyColumn ? ('username' as const) : null }))
  // A single word without @ is taken for a heading that nobody knows.
  return { columns, isByPosition: true, isHeadless: addresses > 0 }
}
