import type { ContactField } from '../contact-fields.ts'
import { cutText } from '../text/cut-text.ts'
import { csvMark, quotedCell } from './csv-line.ts'
import type { HandedOver } from './ldif-file.ts'
import { guardFormula } from './user-file-formulas.ts'

/** The parameters of New-ADUser by which `Import-Csv … | New-ADUser` finds them, and where each comes from. */
const contactColumns: readonly (readonly [parameter: string, field: ContactField])[] = [
  ['GivenName', 'firstName'],
  ['Surname', 'lastName'],
  ['Title', 'jobTitle'],
  ['Department', 'department'],
  ['Office', 'officeNumber'],
  ['OfficePhone', 'officePhone'],
  ['MobilePhone', 'mobilePhone'],
  ['Fax', 'fax'],
  ['EmailAddress', 'alternateEmail'],
  ['StreetAddress', 'address'],
  ['City', 'city'],
  ['State', 'state'],
  ['PostalCode', 'postalCode'],
  ['Country', 'country'],
]
const columns = ['Name', 'SamAccountName', 'UserPrincipalName', 'DisplayName', ...contactColumns.map(([name]) => name)]

/**
 * The first line. Import-Csv splits at commas in every country, and Windows PowerShell reads UTF-8 only where the file says so. `base` is where
 * the people shall be; without one the domain decides, and there is no column that could be empty.
 */
export function newAdUserHead(base: string): string {
  return `${csvMark}${(base === '' ? columns : [...columns, 'Path']).join(',')}\r\n`
}

/** The longest name of Windows NT that New-ADUser takes for a user (MS-SAMR, sAMAccountName). */
const longestSamName = 20
/** The longest common name of Active Directory (MS-ADTS, ub-common-name). */
const longestCommonName = 64

/** Numbers of telephones begin like a formula, and no formula is made of these characters alone that does more than reckon. */
const isTelephone = (value: string) => /^\+?[\d ()./-]+$/.test(value)
const cell = (value: string) => quotedCell(isTelephone(value) ? value : guardFormula(value))

/** The name, or the name with the first number that makes it another one than those taken before, whatever their case. */
function unique(name: string, longest: number, taken: Set<string>, between: string): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `${between}${number}`
    const one = `${cutText(name, longest - end.length)}${end}`
    if (taken.has(one.toLowerCase())) continue
    taken.add(one.toLowerCase())
    return one
  }
}

/** What is left of a user name without the characters that a name of Windows NT can't have (MS-SAMR 3.1.1.6). */
function samOf(username: string): string {
  const [local = ''] = username.split('@')
  const kept = local.replace(/[\p{Cc}"/\\[\]:;|=,+*?<>@]/gu, '').replace(/^[^\p{L}\p{N}]+/u, '')
  const name = cutText(kept, longestSamName).replace(/[. ]+$/, '')
  return name === '' ? 'user' : name
}

/**
 * Writes one person after another as lines of one file. A country that is no code of two letters is left out, because New-ADUser refuses the
 * person for it.
 */
export function newAdUserLines(base: string): (person: HandedOver) => string {
  const commonNames = new Set<string>()
  const samNames = new Set<string>()
  return ({ username, displayName, contact }) => {
    const name = displayName.trim() === '' ? username : displayName
    const values = contactColumns.map(([, field]) => {
      if (field === 'country' && !/^[a-z]{2}$/i.test(contact.country)) return ''
      return contact[field]
    })
    // Two people of one name can't stand in one container.
    const common = unique(name, longestCommonName, commonNames, ' ')
    const sam = unique(samOf(username), longestSamName, samNames, '')
    const cells = [common, sam, username, name, ...values]
    return `${(base === '' ? cells : [...cells, base]).map(cell).join(',')}\r\n`
  }
}
