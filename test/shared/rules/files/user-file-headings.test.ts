import { expect, it } from 'vitest'
import { languages } from '../../../../shared/languages.ts'
import {
  mapHeadings,
  mapNameHeadings,
  userFileFields,
  userFileHeadings,
} from '../../../../shared/rules/files/user-file-headings.ts'
import { contactFields } from '../../../../shared/users.ts'

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
  expect(fields(['User Name', 'Display Name', 'Phone', 'phone'])).toEqual([
    ...['username', 'displayName', 'officePhone'],
    null,
  ])
})

it('takes the more exact of two headings for the same, wherever it stands', () => {
  expect(fields(['Name', 'DisplayName', 'UserPrincipalName'])).toEqual([null, 'displayName', 'username'])
  expect(fields(['Login', 'Display name', 'User principal name'])).toEqual([null, 'displayName', 'username'])
  expect(fields(['mail', 'Phone', 'telephoneNumber', 'User name', 'userPrincipalName', 'Navn', 'Vist navn'])).toEqual([
    ...[null, null, 'officePhone', null, 'username', null, 'displayName'],
  ])
})

it.each([
  [
    'Download users of Entra',
    'userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobile,alternateEmailAddress',
    'username,displayName,lastName,,firstName,,,jobTitle,department,isEnabled,,address,state,country,officeNumber,city,postalCode,officePhone,mobilePhone,alternateEmail',
  ],
  [
    'the bulk template of Entra',
    'Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],Department [department],Usage location [usageLocation],Street address [streetAddress],State or province [state],Country or region [country],Office [physicalDeliveryOfficeName],City [city],ZIP or postal code [postalCode],Office phone [telephoneNumber],Mobile phone [mobile]',
    'displayName,username,,isBlocked,firstName,lastName,jobTitle,department,,address,state,country,officeNumber,city,postalCode,officePhone,mobilePhone',
  ],
  [
    'Get-MsolUser',
    'AlternateEmailAddresses,BlockCredential,City,Country,Department,DisplayName,Fax,FirstName,LastName,MobilePhone,Office,PhoneNumber,PostalCode,PreferredLanguage,SignInName,State,StreetAddress,Title,UserPrincipalName',
    'alternateEmail,isBlocked,city,country,department,displayName,fax,firstName,lastName,mobilePhone,officeNumber,officePhone,postalCode,language,,state,address,jobTitle,username',
  ],
  [
    'Get-MgUser',
    'AccountEnabled,BusinessPhones,City,DisplayName,GivenName,Id,JobTitle,Mail,MobilePhone,OfficeLocation,PreferredLanguage,Surname,UserPrincipalName',
    'isEnabled,officePhone,city,displayName,firstName,,jobTitle,,mobilePhone,officeNumber,language,lastName,username',
  ],
  [
    'Get-ADUser',
    'DistinguishedName,Enabled,GivenName,Name,ObjectClass,ObjectGUID,SamAccountName,SID,Surname,UserPrincipalName',
    ',isEnabled,firstName,displayName,,,,,lastName,username',
  ],
  [
    'Google Workspace',
    'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Employee ID,Employee Title,Department',
    'firstName,lastName,username,,,,,isEnabled,,alternateEmail,,officePhone,,mobilePhone,address,,jobTitle,department',
  ],
])('reads the headings of %s', (_, headings, read) => {
  expect(fields(headings.split(','))).toEqual(read.split(',').map((field) => (field === '' ? null : field)))
})

it('finds the one column of user names among any others, or by its address where no heading says so', () => {
  const names = (headings: readonly string[]) => {
    const mapped = mapNameHeadings(headings)
    return mapped === 'columns'
      ? mapped
      : [mapped.columns.findIndex(({ field }) => field === 'username'), mapped.isHeadless === true]
  }
  expect(names(['Department', 'UserPrincipalName', 'Note'])).toEqual([1, false])
  expect(names(['Email', 'Login'])).toEqual([1, false])
  expect(names(['Eva Lund', 'eva@nordwind.test'])).toEqual([1, true])
  expect(names(['eva@nordwind.test'])).toEqual([0, true])
  expect(names(['Kolleger'])).toEqual([0, false])
  expect(names(['Department', 'Note'])).toBe('columns')
  expect(names([])).toBe('columns')
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
