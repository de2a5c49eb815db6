import { forEachLanguage, languageFacts, languages } from '../languages.ts'
import type { ContactField } from '../users.ts'

export type UserFileField = 'username' | 'displayName' | ContactField

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
] as const satisfies readonly UserFileField[]

/** What our own exports call the columns; Microsoft's words in each language. */
export const userFileHeadings = forEachLanguage((language) => languageFacts[language].headings)

// Capitals, spaces and punctuation are ignored, because they do not tell which column is meant.
const keyOf = (heading: string) =>
  heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const known: ReadonlyMap<string, UserFileField> = new Map(
  languages.flatMap((language) => {
    const { headings, otherHeadings } = languageFacts[language]
    return userFileFields.flatMap((field) =>
      [headings[field], ...(otherHeadings[field] ?? [])].map((heading) => [keyOf(heading), field] as const),
    )
  }),
)

/** The longest text that is taken for a heading, because a heading is repeated in every problem of its column. */
const longestHeading = 100

export type UserFileColumn = { readonly heading: string; readonly field: UserFileField | null }
export type UserFileColumns = { readonly columns: readonly UserFileColumn[]; readonly isByPosition: boolean }

function byPosition(
  headings: readonly string[],
  found: readonly (UserFileField | null)[],
): UserFileColumns | 'columns' {
  // Microsoft's older file lacks the alternate email address.
  const order = headings.length === 15 ? userFileFields.filter((field) => field !== 'alternateEmail') : userFileFields
  if (headings.length !== order.length) return 'columns'
  // A first line that holds a person is not taken for headings, because that person would be lost unnoticed.
  if (headings.some((heading) => heading.includes('@'))) return 'columns'
  if (found.some((field, at) => field !== null && field !== order[at])) return 'columns'
  return { columns: headings.map((heading, at) => ({ heading, field: order[at] ?? null })), isByPosition: true }
}

type Headed = { readonly headings: readonly string[]; readonly found: readonly (UserFileField | null)[] }

function readHeadings(raw: readonly string[]): Headed | 'columns' {
  const headings = raw.map((heading) => heading.trim())
  if (headings.some((heading) => heading.length > longestHeading)) return 'columns'
  while (headings.length > 0 && headings.at(-1) === '') headings.pop()
  return { headings, found: headings.map((heading) => known.get(keyOf(heading)) ?? null) }
}

function byName({ headings, found }: Headed, wanted: readonly UserFileField[]): UserFileColumns {
  const columns = headings.map((heading, at) => {
    const field = found[at] ?? null
    const isRead = field !== null && wanted.includes(field) && found.indexOf(field) === at
    return { heading, field: isRead ? field : null }
  })
  return { columns, isByPosition: false }
}

/**
 * The field of each column: by known headings in any order, or by position in a file of 16 (older: 15) columns in another language, as
 * Microsoft allows. Answers `columns` when neither gives a user name and a display name. Of two columns with the same heading the first
 * counts.
 */
export function mapHeadings(raw: readonly string[]): UserFileColumns | 'columns' {
  const headed = readHeadings(raw)
  if (headed === 'columns') return headed
  const { headings, found } = headed
  if (!found.includes('username') || !found.includes('displayName')) return byPosition(headings, found)
  return byName(headed, userFileFields)
}

/** The values that a file of contact information can change; codes are sent to the first two. */
export const contactFileValues = ['alternateEmail', 'mobilePhone', 'officePhone'] as const
export type ContactFileValue = (typeof contactFileValues)[number]
/** All fields that are read of such a file. */
export const contactFileFields = ['username', ...contactFileValues] as const satisfies readonly UserFileField[]

/** The same for a file of contact information: the user name and at least one value, by known headings; other columns are ignored. */
export function mapContactHeadings(raw: readonly string[]): UserFileColumns | 'columns' {
  const headed = readHeadings(raw)
  if (headed === 'columns') return headed
  const { found } = headed
  const hasValue = contactFileValues.some((field) => found.includes(field))
  return found.includes('username') && hasValue ? byName(headed, contactFileFields) : 'columns'
}
