import type { Contact } from '../../users.ts'
import type { ContactField } from '../contact-fields.ts'
import { nameValue } from '../directory/distinguished-name.ts'
import { base64Of } from './base64.ts'

/** What other systems get of a person: no password, no state, no role. */
export type HandedOver = { readonly username: string; readonly displayName: string; readonly contact: Contact }

/** The longest line, in characters (RFC 2849, note 10). */
const longest = 76
// RFC 2849: SAFE-STRING without a space at the end, which editors take away.
const isSafe = (value: string) => /^(?![ :<])[^\P{ASCII}\p{Cc}]*$/u.test(value) && !value.endsWith(' ')

/** One attribute as a line, folded where it is too long; whatever the value holds, it can't end the line or begin another. */
function ldifLine(attribute: string, value: string): string {
  const line = isSafe(value) ? `${attribute}: ${value}` : `${attribute}:: ${base64Of(value)}`
  const lines = [line.slice(0, longest)]
  for (let at = longest; at < line.length; at += longest - 1) lines.push(` ${line.slice(at, at + longest - 1)}`)
  return `${lines.join('\n')}\n`
}

/** The first line of a file (RFC 2849). */
export const ldifHead = 'version: 1\n'

/** Where inetOrgPerson and its parents keep contact information (RFC 2798, 4519); they have no place for a country. */
const attributes: readonly (readonly [ContactField, string])[] = [
  ['firstName', 'givenName'],
  ['jobTitle', 'title'],
  ['department', 'departmentNumber'],
  ['officeNumber', 'physicalDeliveryOfficeName'],
  ['officePhone', 'telephoneNumber'],
  ['mobilePhone', 'mobile'],
  ['fax', 'facsimileTelephoneNumber'],
  ['alternateEmail', 'mail'],
  ['address', 'street'],
  ['city', 'l'],
  ['state', 'st'],
  ['postalCode', 'postalCode'],
]

/** What a server refuses in an attribute, and with it the whole person: telephone numbers are printable strings (RFC 4517, 3.2), addresses of mail ASCII. */
const syntaxes: Partial<Record<ContactField, RegExp>> = {
  officePhone: /^[A-Za-z0-9'()+,\-./:=? ]+$/,
  mobilePhone: /^[A-Za-z0-9'()+,\-./:=? ]+$/,
  fax: /^[A-Za-z0-9'()+,\-./:=? ]+$/,
  alternateEmail: /^\p{ASCII}+$/u,
}

/**
 * A person as an entry of inetOrgPerson below a base, which must be a distinguished name. A value that no server takes in its attribute is left
 * out, so that the person still comes across.
 */
export function ldifEntry({ username, displayName, contact }: HandedOver, base: string): string {
  const name = displayName.trim() === '' ? username : displayName
  const values = attributes.flatMap(([field, attribute]) => {
    const value = contact[field]
    const fits = value.trim() !== '' && (syntaxes[field]?.test(value) ?? true)
    return fits ? [[attribute, value] as const] : []
  })
  const lines: readonly (readonly [attribute: string, value: string])[] = [
    ['dn', `uid=${nameValue(username)},${base}`],
    ['objectClass', 'inetOrgPerson'],
    ['uid', username],
    ['cn', name],
    // A person must have a last name (RFC 4519, 3.12).
    ['sn', contact.lastName.trim() === '' ? (name.trim().split(/\s+/).at(-1) ?? name) : contact.lastName],
    ['displayName', name],
    ...values,
  ]
  return `\n${lines.map(([attribute, value]) => ldifLine(attribute, value)).join('')}`
}
