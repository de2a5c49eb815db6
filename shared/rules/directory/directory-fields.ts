import { type ContactField, contactFields, contactLimits, displayNameLimit } from '../contact-fields.ts'
import { foreignText } from '../text/foreign-text.ts'

/** What Keydesk can change of somebody in a connected directory; user names, and the names of entries, are changed there. */
export type EditedField = 'displayName' | ContactField
export const editedFields = ['displayName', ...contactFields] as const satisfies readonly EditedField[]

/**
 * Why a field of somebody can't be changed in their directory. `noRight`: Keydesk's account may not. `noPlace`: this kind of entry has no place
 * for it. `otherForm`: the directory keeps several values, or one in a form that only it knows. `inName`: the value is part of the entry's own
 * name.
 */
export const editBars = ['noRight', 'noPlace', 'otherForm', 'inName'] as const
export type EditBar = (typeof editBars)[number]

/** Why a directory can't hold a value: it wants another form, or it must not be without one. */
export const valueBars = ['directoryForm', 'directoryNeeds'] as const
export type ValueBar = (typeof valueBars)[number]

/** What of somebody can be changed in their directory; null for what can. */
export type Editable = {
  readonly fields: Readonly<Record<EditedField, EditBar | null>>
  /** `impossible`: the directory knows no password of one person that never expires. */
  readonly neverExpires: 'noRight' | 'impossible' | null
}

/** A new value of a field, in place of the one that was seen; empty for none. */
export type FieldEdit = { readonly field: EditedField; readonly seen: string; readonly to: string }

/** A value of a directory as Keydesk's list shows it. */
export const shownValue = (field: EditedField, value: string): string =>
  foreignText(value, field === 'displayName' ? displayNameLimit : contactLimits[field])

type Shown = { readonly displayName: string; readonly contact: Readonly<Record<ContactField, string>> }

export const shownOf = ({ displayName, contact }: Shown, field: EditedField): string =>
  field === 'displayName' ? shownValue(field, displayName) : contact[field]

/** Whether somebody has all new values, as far as the list shows them. */
export const hasEdits = (shown: Shown, edits: readonly FieldEdit[]): boolean =>
  edits.every(({ field, to }) => shownOf(shown, field) === shownValue(field, to))
