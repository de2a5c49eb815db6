import type { Language } from '../ids.ts'
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

type Headings = Readonly<Record<UserFileField, string>>

/** What our own exports call the columns; Microsoft's words in each language. */
export const userFileHeadings: Readonly<Record<Language, Headings>> = {
  en: {
    username: 'User Name',
    firstName: 'First Name',
    lastName: 'Last Name',
    displayName: 'Display Name',
    jobTitle: 'Job Title',
    department: 'Department',
    officeNumber: 'Office Number',
    officePhone: 'Office Phone',
    mobilePhone: 'Mobile Phone',
    fax: 'Fax',
    alternateEmail: 'Alternate email address',
    address: 'Address',
    city: 'City',
    state: 'State or Province',
    postalCode: 'ZIP or Postal Code',
    country: 'Country or Region',
  },
  da: {
    username: 'Brugernavn',
    firstName: 'Fornavn',
    lastName: 'Efternavn',
    displayName: 'Vist navn',
    jobTitle: 'Stilling',
    department: 'Afdeling',
    officeNumber: 'Kontornummer',
    officePhone: 'Arbejdstelefon',
    mobilePhone: 'Mobiltelefon',
    fax: 'Fax',
    alternateEmail: 'Alternativ mailadresse',
    address: 'Adresse',
    city: 'By',
    state: 'Stat eller provins',
    postalCode: 'Postnummer',
    country: 'Land eller område',
  },
  sv: {
    username: 'Användarnamn',
    firstName: 'Förnamn',
    lastName: 'Efternamn',
    displayName: 'Visningsnamn',
    jobTitle: 'Befattning',
    department: 'Avdelning',
    officeNumber: 'Kontorsnummer',
    officePhone: 'Arbetstelefon',
    mobilePhone: 'Mobiltelefon',
    fax: 'Fax',
    alternateEmail: 'Alternativ e-postadress',
    address: 'Adress',
    city: 'Ort',
    state: 'Delstat eller provins',
    postalCode: 'Postnummer',
    country: 'Land eller region',
  },
}

// Other words for the same, among them those of the file that Microsoft's own Export users writes.
const otherHeadings: Readonly<Record<UserFileField, readonly string[]>> = {
  username: [
    ...['User principal name', 'UPN', 'Sign-in name', 'Login', 'Logonnavn', 'Brugerens hovednavn'],
    ...['Brugerhovednavn', 'Inloggningsnamn', 'Användarens huvudnamn', 'Användarhuvudnamn'],
  ],
  firstName: ['Given name', 'Forename'],
  lastName: ['Surname', 'Family name'],
  displayName: ['Name', 'Full name', 'Visningsnavn', 'Fulde navn', 'Navn', 'Fullständigt namn', 'Namn'],
  jobTitle: ['Title', 'Position', 'Titel', 'Jobtitel', 'Stillingsbetegnelse', 'Jobbtitel'],
  department: [],
  officeNumber: ['Office', 'Office location', 'Kontor', 'Kontorlokale'],
  officePhone: [
    ...['Phone', 'Phone number', 'Telephone', 'Telephone number', 'Business phone', 'Work phone'],
    ...['Kontortelefon', 'Kontorstelefon', 'Telefon', 'Telefonnummer'],
  ],
  mobilePhone: ['Mobile', 'Mobile number', 'Cell phone', 'Mobil', 'Mobilnummer'],
  fax: ['Fax number', 'Faxnummer', 'Telefax'],
  alternateEmail: [
    ...['Alternate email', 'Alternative email', 'Alternative email address', 'Alternativ mail', 'Alternativ e-mail'],
    ...['Alternativ e-mailadresse', 'Alternativ e-post', 'Alternativ e-postadresse'],
  ],
  address: ['Street', 'Street address', 'Gade', 'Gadeadresse', 'Vejadresse', 'Gata', 'Gatuadress', 'Postadress'],
  city: ['Town', 'Bynavn', 'Stad', 'Postort'],
  state: ['State', 'Province', 'State/Province', 'Region', 'Stat', 'Provins', 'Delstat', 'Län', 'Region eller provins'],
  postalCode: ['Postal code', 'ZIP', 'ZIP code', 'Postcode', 'Postnr'],
  country: ['Country', 'Country/Region', 'Land', 'Land/område', 'Land/region'],
}

// Capitals, spaces and punctuation say nothing about which column is meant.
const keyOf = (heading: string) =>
  heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const known: ReadonlyMap<string, UserFileField> = new Map(
  userFileFields.flatMap((field) =>
    [...Object.values(userFileHeadings).map((headings) => headings[field]), ...otherHeadings[field]].map(
      (heading) => [keyOf(heading), field] as const,
    ),
  ),
)

/** No heading is this long; a longer one would be repeated in every problem of its column. */
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
  // A first line that holds a person has no headings, and taking it for them would lose that person silently.
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
 * Which field stands in which column: by known headings in any order, or by position in a file of 16 (older: 15) columns in another
 * language, as Microsoft allows; `columns` when neither gives a user name and a display name. The first of two equal columns counts.
 */
export function mapHeadings(raw: readonly string[]): UserFileColumns | 'columns' {
  const headed = readHeadings(raw)
  if (headed === 'columns') return headed
  const { headings, found } = headed
  if (!found.includes('username') || !found.includes('displayName')) return byPosition(headings, found)
  return byName(headed, userFileFields)
}

/** What a file of contact information can change; codes go to the first two. */
export const contactFileValues = ['alternateEmail', 'mobilePhone', 'officePhone'] as const
export type ContactFileValue = (typeof contactFileValues)[number]
/** All that is read of such a file. */
export const contactFileFields = ['username', ...contactFileValues] as const satisfies readonly UserFileField[]

/** The same for a file of contact information: the user name and one value at least, by known headings; other columns are not read. */
export function mapContactHeadings(raw: readonly string[]): UserFileColumns | 'columns' {
  const headed = readHeadings(raw)
  if (headed === 'columns') return headed
  const { found } = headed
  const hasValue = contactFileValues.some((field) => found.includes(field))
  return found.includes('username') && hasValue ? byName(headed, contactFileFields) : 'columns'
}
