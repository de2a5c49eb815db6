import { expect, it } from 'vitest'
import { languages } from '../../../shared/languages.ts'
import { mapHeadings, userFileFields, userFileHeadings } from '../../../shared/rules/user-file-headings.ts'
import { contactFields } from '../../../shared/users.ts'

const exact =
  'User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region'.split(
    ',',
  )
const german =
  'Benutzername,Vorname,Nachname,Anzeigename,Berufsbezeichnung,Abteilung,Büronummer,Bürotelefon,Handy,Fax,Alternative E-Mail-Adresse,Anschrift,Stadt,Bundesland,Postleitzahl,Staat'.split(
    ',',
  )
const without = <T>(list: readonly T[], at: number) => list.filter((_, index) => index !== at)

function fields(headings: readonly string[]) {
  const mapped = mapHeadings(headings)
  return mapped === 'columns' ? mapped : mapped.columns.map(({ field }) => field)
}

it('has each field of a user once', () => {
  expect(new Set(userFileFields)).toEqual(new Set(['username', 'displayName', ...contactFields]))
  expect(userFileFields).toHaveLength(16)
})

it("knows Microsoft's 16 columns", () => {
  expect(Object.values(userFileHeadings.en)).toEqual(exact)
  expect(mapHeadings(exact)).toEqual({
    columns: exact.map((heading, at) => ({ heading, field: userFileFields[at] })),
    isByPosition: false,
  })
})

it.each(languages)('knows the headings of our own exports in %s', (language) => {
  const headings = userFileFields.map((field) => userFileHeadings[language][field])
  expect(fields(headings)).toEqual(userFileFields)
  expect(mapHeadings(headings)).toMatchObject({ isByPosition: false })
})

it('knows the 15 columns of the older file', () => {
  expect(fields(without(exact, 10))).toEqual(without(userFileFields, 10))
})

it('takes known columns in any order and ignores others among them', () => {
  expect(fields(['Display name', 'Licenses', 'user principal name', 'Object Id', 'Postal code'])).toEqual([
    'displayName',
    null,
    'username',
    null,
    'postalCode',
  ])
})

it('recognises headings whatever their capitals, spaces, punctuation and decomposed letters', () => {
  expect(fields(['  USERNAME ', 'display-name', 'E_fter navn', 'Fo\u0308rnamn', 'Country / Region', ''])).toEqual([
    'username',
    'displayName',
    'lastName',
    'firstName',
    'country',
  ])
})

it('ignores the second of two equal columns', () => {
  expect(fields(['User Name', 'Display Name', 'Phone', 'Office Phone'])).toEqual([
    'username',
    'displayName',
    'officePhone',
    null,
  ])
})

it('reads headings of another language by position', () => {
  expect(fields(german)).toEqual(userFileFields)
  expect(mapHeadings(german)).toMatchObject({ isByPosition: true })
  expect(fields(without(german, 10))).toEqual(without(userFileFields, 10))
})

it.each([
  ['nothing known', ['a', 'b', 'c']],
  ['no headings at all', []],
  ['no display name', ['User Name', 'First Name']],
  ['no user name', ['Display Name', 'First Name']],
  ['14 unknown columns', german.slice(2)],
  ['17 unknown columns', [...german, 'Notiz']],
  ['a known column in the wrong place', ['Fax', ...german.slice(1)]],
  ['16 columns of which the user name is missing', ['Licence', ...exact.slice(1, 15), 'Fax 2'].toReversed()],
  ['a person instead of headings', ['ida@nordwind.test', ...german.slice(1)]],
])('refuses %s', (_, headings) => {
  expect(mapHeadings(headings)).toBe('columns')
})
