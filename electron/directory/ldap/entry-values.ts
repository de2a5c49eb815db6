import type { Entry } from 'ldapts'
import { foreignText } from '../../../shared/rules/text/foreign-text.ts'
import { type Contact, type ContactField, contactFields, contactLimits } from '../../../shared/users.ts'

/** The first value of an attribute as text; null where it is missing, empty or no text. Attribute names are compared without case (RFC 4512, 2.5). */
export function textOf(entry: Entry, name: string): string | null {
  return textsOf(entry, name)[0] ?? null
}

/** All values of an attribute that are text. */
export function textsOf(entry: Entry, name: string): readonly string[] {
  return valuesOf(entry, name).filter((one) => typeof one === 'string')
}

/** All values of an attribute, as bytes where they are no text. */
export function valuesOf(entry: Entry, name: string): readonly (string | Buffer)[] {
  const value = attributeOf(entry, name)
  const values = Array.isArray(value) ? value : [value]
  return values.filter((one) => one !== undefined && one.length > 0) as (string | Buffer)[]
}

/** The first value as the library read it: it gives bytes where they are no UTF-8, and where bytes were asked for. */
export function bytesOf(entry: Entry, name: string): Buffer | null {
  const value = attributeOf(entry, name)
  const first = Array.isArray(value) ? value[0] : value
  if (first === undefined || first.length === 0) return null
  return typeof first === 'string' ? Buffer.from(first) : first
}

function attributeOf(entry: Entry, name: string): Entry[string] | undefined {
  const key = name in entry ? name : Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : entry[key]
}

/**
 * The values of an attribute that a server gives in ranges (MS-ADTS 3.1.1.3.1.3.3), and where the next range begins; null at the end, and
 * where the server gives all values at once.
 */
export function rangeOf(
  entry: Entry,
  name: string,
): { readonly values: readonly string[]; readonly next: number | null } {
  const ranged = new RegExp(`^${name};range=\\d+-(\\d+|\\*)$`, 'i')
  const found = Object.keys(entry).find((key) => ranged.test(key))
  if (found === undefined) return { values: textsOf(entry, name), next: null }
  const values = textsOf(entry, found)
  const end = ranged.exec(found)?.[1] ?? '*'
  // Of nobody at all Samba says that they are up to the highest number there is.
  return { values, next: end === '*' || values.length === 0 ? null : Number(end) + 1 }
}

/** Milliseconds UTC of a GeneralizedTime (RFC 4517, 3.3.13); null for anything else. */
export function instantOf(text: string | null): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,](\d+))?Z$/.exec(text ?? '')
  if (parts === null) return null
  const [, year, month, day, hour, minute, second = '0', fraction = '0'] = parts
  const start = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  return Number.isNaN(start) ? null : start + Math.trunc(Number(`0.${fraction}`) * 1000)
}

/** A GeneralizedTime of whole seconds, for filters. */
export function generalizedTime(instant: number): string {
  return `${new Date(instant).toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`
}

/** Contact information from the attributes that hold it, cut to what Keydesk stores. */
export function contactOf(entry: Entry, attributes: Readonly<Record<ContactField, readonly string[]>>): Contact {
  const valueOfField = (field: ContactField): string => {
    const [text = ''] = attributes[field].flatMap((name) => textOf(entry, name) ?? [])
    return foreignText(text, contactLimits[field])
  }
  return Object.fromEntries(contactFields.map((field) => [field, valueOfField(field)])) as Contact
}
