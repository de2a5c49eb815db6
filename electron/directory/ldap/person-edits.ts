import { Attribute, Change, type Entry as LdapEntry, ResultCodeError } from 'ldapts'
import { DomainError } from '../../../shared/errors.ts'
import {
  type Editable,
  type EditBar,
  type EditedField,
  editedFields,
  type FieldEdit,
  shownOf,
  shownValue,
} from '../../../shared/rules/directory/directory-fields.ts'
import type { ContactField } from '../../../shared/users.ts'
import type { Entry } from '../directory.ts'
import { valuesOf } from './entry-values.ts'
import { isResult } from './refusal.ts'

/** The attributes in which a kind of directory keeps contact information. */
type AttributeMap = Readonly<Record<ContactField, readonly string[]>>

/** What a server says of one person's entry. */
export type Ground = {
  readonly map: AttributeMap
  /** Why Keydesk's account can't write an attribute, whatever value it has; null where it can, and where that is not known. */
  readonly barOf: (attribute: string) => EditBar | null
  /** Whether the entry must have a value of the attribute (RFC 4512, 2.4). */
  readonly needs: (attribute: string) => boolean
  /** Whether the syntax of the attribute takes a value (RFC 4517, 3.3). */
  readonly takes: (attribute: string, value: string) => boolean
  /** The value as the directory keeps it. */
  readonly kept: (attribute: string, value: string) => string
}

/** Where a field is kept, and the value as it stands there; null for none. */
type Place = { readonly attribute: string; readonly value: string | null }

/** Attributes that keep a value in a form of their own: a code of two letters, and lines with signs between them (RFC 4517, 3.3.28). */
const ownForms: readonly string[] = ['c', 'postalAddress']

/** The attributes that a field can be written to; a display name is shown from others, too, which name the entry. */
const homesOf = (field: EditedField, map: AttributeMap): readonly string[] =>
  field === 'displayName' ? ['displayName'] : map[field]

function placeOf(entry: LdapEntry, field: EditedField, { map, barOf }: Ground): Place | EditBar {
  const homes = homesOf(field, map)
  const held = homes.flatMap((attribute) => valuesOf(entry, attribute).map((value) => ({ attribute, value })))
  const [only, ...others] = held
  if (only === undefined) {
    const free = homes.filter((attribute) => !ownForms.includes(attribute))
    const bars = free.map((attribute) => ({ attribute, bar: barOf(attribute) }))
    const open = bars.find(({ bar }) => bar === null)
    if (open !== undefined) return { attribute: open.attribute, value: null }
    // A missing right can be given, so that it is told rather than an attribute that this entry can't have.
    return bars.some(({ bar }) => bar === 'noRight') ? 'noRight' : 'noPlace'
  }
  if (others.length > 0 || typeof only.value !== 'string' || ownForms.includes(only.attribute)) return 'otherForm'
  if (isInName(entry.dn, only.attribute)) return 'inName'
  return barOf(only.attribute) ?? { attribute: only.attribute, value: only.value }
}

/** Whether an attribute is part of the entry's own name, which only a rename changes (RFC 4511, 4.6). */
function isInName(dn: string, attribute: string): boolean {
  const [first = ''] = dn.split(/(?<!\\),/)
  return first.split(/(?<!\\)\+/).some((pair) => pair.trim().toLowerCase().startsWith(`${attribute.toLowerCase()}=`))
}

/** The attributes of which a server must tell whether they can be written. */
export const editedAttributes = (map: AttributeMap): readonly string[] => [
  ...new Set(editedFields.flatMap((field) => homesOf(field, map)).filter((attribute) => !ownForms.includes(attribute))),
]

/** The same for some fields only. */
export const attributesFor = (edits: readonly FieldEdit[], map: AttributeMap): readonly string[] =>
  edits.flatMap(({ field }) => homesOf(field, map)).filter((attribute) => !ownForms.includes(attribute))

/** For each field why it can't be changed; null for those that can. */
export function barsOf(entry: LdapEntry, ground: Ground): Editable['fields'] {
  const bars = editedFields.map((field) => {
    const place = placeOf(entry, field, ground)
    return [field, typeof place === 'string' ? place : null]
  })
  return Object.fromEntries(bars)
}

/** Whether Keydesk's account may edit somebody, and the attributes that it would have to be allowed to write besides. */
export function editRight(
  entry: LdapEntry,
  ground: Ground,
): { state: 'yes' | 'some' | 'no'; missing: readonly string[] } {
  const bars = Object.values(barsOf(entry, ground))
  const missing = editedFields.flatMap((field) => {
    if (placeOf(entry, field, ground) !== 'noRight') return []
    return homesOf(field, ground.map)
      .filter((attribute) => ground.barOf(attribute) === 'noRight')
      .slice(0, 1)
  })
  if (missing.length === 0) return { state: 'yes', missing }
  return { state: bars.includes(null) ? 'some' : 'no', missing: [...new Set(missing)] }
}

export type Step = { readonly field: EditedField; readonly place: Place; readonly to: string }

/** What is to be written. Throws DIRECTORY_CONFLICT and FIELD_INVALID for the first field that can't be. */
export function stepsOf(entry: LdapEntry, shown: Entry, edits: readonly FieldEdit[], ground: Ground): readonly Step[] {
  return edits.flatMap(({ field, seen, to }) => {
    const now = shownOf(shown, field)
    // Somebody else has written the very same.
    if (now === shownValue(field, to)) return []
    if (now !== seen) throw new DomainError('DIRECTORY_CONFLICT', { field, now })
    const place = placeOf(entry, field, ground)
    if (typeof place === 'string') throw new DomainError('FIELD_INVALID', { field, reason: place })
    const { attribute } = place
    if (to === '' && place.value === null) return []
    if (to === '' && ground.needs(attribute))
      throw new DomainError('FIELD_INVALID', { field, reason: 'directoryNeeds' })
    if (!ground.takes(attribute, to)) throw new DomainError('FIELD_INVALID', { field, reason: 'directoryForm' })
    return [{ field, place, to: ground.kept(attribute, to) }]
  })
}

/** Takes the value away that was read and puts the new one in its place, which a server refuses once it has another value. */
export function changesOf(steps: readonly Step[]): readonly Change[] {
  return steps.flatMap(({ place: { attribute, value }, to }) => [
    ...(value === null ? [] : [new Change({ operation: 'delete', modification: one(attribute, value) })]),
    ...(to === '' ? [] : [new Change({ operation: 'add', modification: one(attribute, to) })]),
  ])
}

const one = (type: string, value: string) => new Attribute({ type, values: [value] })

/** Takes a value away again that was added beside one that somebody else has added at the same moment. */
export const takeBack = ({ place: { attribute }, to }: Step): Change =>
  new Change({ operation: 'delete', modification: one(attribute, to) })

/** The field that was added to an attribute which has several values now, because somebody else has added one, too. */
export const doubledOf = (entry: LdapEntry, steps: readonly Step[]): Step | undefined =>
  steps.find(({ place, to }) => place.value === null && to !== '' && valuesOf(entry, place.attribute).length > 1)

/** What a refused edit means. `now` is the entry as it is after the refusal, null where it can't be read. */
export function editRefusal(error: unknown, steps: readonly Step[], now: { entry: LdapEntry; shown: Entry } | null) {
  if (!(error instanceof ResultCodeError)) return error
  const changed = now && steps.find(({ place }) => !isAsRead(now.entry, place))
  if (now && changed) {
    const { field } = changed
    return new DomainError('DIRECTORY_CONFLICT', { field, now: shownOf(now.shown, field) })
  }
  const named = steps.find(({ place }) => new RegExp(`\\b${place.attribute}\\b`, 'i').test(error.message))
  const step = named ?? (steps.length === 1 ? steps[0] : undefined)
  const reason = step && reasonOf(error, step)
  return step && reason ? new DomainError('FIELD_INVALID', { field: step.field, reason }) : error
}

function reasonOf(error: ResultCodeError, { to }: Step): string | null {
  if (isResult(error, 'insufficientAccessRights')) return 'noRight'
  if (isResult(error, 'namingViolation') || isResult(error, 'notAllowedOnName')) return 'inName'
  if (isResult(error, 'objectClassViolation')) return to === '' ? 'directoryNeeds' : 'noPlace'
  if (isResult(error, 'undefinedAttributeType')) return 'noPlace'
  return isResult(error, 'invalidAttributeSyntax') || isResult(error, 'constraintViolation') ? 'directoryForm' : null
}

function isAsRead(entry: LdapEntry, { attribute, value }: Place): boolean {
  const values = valuesOf(entry, attribute)
  return value === null ? values.length === 0 : values.includes(value)
}
