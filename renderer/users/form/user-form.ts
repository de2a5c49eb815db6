import type { Language } from '../../../shared/ids.ts'
import { displayNameLimit } from '../../../shared/rules/contact-fields.ts'
import { rebase, rebaseSet } from '../../../shared/rules/rebase.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { checkPersonText, checkUsername } from '../../../shared/rules/username.ts'
import { type Contact, type ContactField, contactFields, type UserDetails } from '../../../shared/users.ts'
import { contactFault, type FieldFault } from '../../base/contact-fault.ts'

export type FormField = 'username' | 'displayName' | ContactField
export type UserForm = {
  readonly username: string
  readonly displayName: string
  readonly language: Language | null
  readonly contact: Readonly<Contact>
}
/** The values of the form; the roles are saved by another operation. */
export type UserDraft = UserForm & { readonly roles: readonly RoleName[] }
export type FormFaults = Partial<Record<FormField, FieldFault>>

const emptyContact = Object.fromEntries(contactFields.map((field) => [field, ''])) as Contact

export const emptyDraft: UserDraft = { username: '', displayName: '', language: null, contact: emptyContact, roles: [] }

export function formOf({ username, displayName, language, contact }: UserDetails): UserForm {
  return { username, displayName, language, contact }
}

/** The typed values merged into the person as stored now; roles are merged one by one. */
export function rebaseDraft(typed: UserDraft, before: UserDraft, after: UserDraft): UserDraft {
  return { ...rebase(typed, before, after), roles: rebaseSet(typed.roles, before.roles, after.roles) }
}

export function fieldValue(form: UserForm, field: FormField): string {
  return field === 'username' || field === 'displayName' ? form[field] : form.contact[field]
}

/** The form with one field changed; the display name follows first and last name until somebody types another. */
export function withValue<T extends UserForm>(form: T, field: FormField, value: string): T {
  if (field === 'username' || field === 'displayName') return { ...form, [field]: value }
  const contact = { ...form.contact, [field]: value }
  const isFollowing = form.displayName === fullName(form.contact)
  return { ...form, contact, displayName: isFollowing ? fullName(contact) : form.displayName }
}

function fullName({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`.trim()
}

function displayNameFault(raw: string): FieldFault | null {
  const value = raw.trim()
  if (value === '') return { reason: 'missing', detail: null }
  const fault = checkPersonText(value, displayNameLimit)
  return fault === null ? null : { reason: fault, detail: displayNameLimit }
}

/** The faults for which the service would refuse the values. `kept` is what a directory holds, which is not judged as long as it stays. */
export function formFaults(form: UserForm, kept: UserForm | null = null): FormFaults {
  const faults: FormFaults = {}
  const isJudged = (field: FormField) => kept === null || fieldValue(form, field) !== fieldValue(kept, field)
  const name = checkUsername(form.username)
  if ('fault' in name && isJudged('username')) faults.username = { reason: name.fault, detail: null }
  const displayName = displayNameFault(form.displayName)
  if (displayName !== null && isJudged('displayName')) faults.displayName = displayName
  for (const field of contactFields) {
    const fault = contactFault(field, form.contact[field])
    if (fault !== null && isJudged(field)) faults[field] = fault
  }
  return faults
}
