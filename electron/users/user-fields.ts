import { DomainError } from '../../shared/errors.ts'
import type { Language } from '../../shared/ids.ts'
import { displayNameLimit } from '../../shared/rules/contact-fields.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import { checkEmail, checkPersonText, checkUsername, usernameKey } from '../../shared/rules/username.ts'
import { type Contact, type ContactField, contactFields, contactLimits } from '../../shared/users.ts'
import { emptyContact, type UserFields } from './users-store.ts'

export type TypedUser = {
  readonly username: string
  readonly displayName: string
  readonly contact: Partial<Contact>
  readonly language: Language | null
}

/** Checks what somebody typed about a user, trims it, and says which field is wrong and why. */
export function checkUserFields(typed: TypedUser): UserFields {
  const name = checkUsername(typed.username)
  if ('fault' in name) throw new DomainError('USERNAME_INVALID', { reason: name.fault })
  const displayName = checkDisplayName(typed.displayName)
  const contact = { ...emptyContact }
  for (const field of contactFields) contact[field] = checkContact(field, typed.contact[field] ?? '')
  return { username: name.username, displayName, contact, language: typed.language }
}

/**
 * The same for somebody of a directory, which keeps the user name: only what was changed is checked, because a directory may hold what nobody could
 * type here.
 */
export function checkKeptFields(before: UserFields, typed: TypedUser): UserFields {
  const { username } = before
  if (usernameKey(typed.username) !== usernameKey(username))
    throw new DomainError('FIELD_INVALID', { field: 'username', reason: 'username' })
  const isKept = (raw: string, stored: string) => raw === stored || cleanText(raw) === stored
  const hasKeptName = isKept(typed.displayName, before.displayName)
  const displayName = hasKeptName ? before.displayName : checkDisplayName(typed.displayName)
  const contact = { ...before.contact }
  for (const field of contactFields) {
    const raw = typed.contact[field] ?? ''
    if (!isKept(raw, before.contact[field])) contact[field] = checkContact(field, raw)
  }
  return { username, displayName, contact, language: typed.language }
}

function checkDisplayName(raw: string): string {
  const displayName = checkField('displayName', raw, displayNameLimit, false)
  if (displayName === '') throw new DomainError('FIELD_INVALID', { field: 'displayName', reason: 'missing' })
  return displayName
}

function checkContact(field: ContactField, raw: string): string {
  const text = checkField(field, raw, contactLimits[field], field === 'address')
  if (field === 'alternateEmail' && text !== '' && !checkEmail(text))
    throw new DomainError('FIELD_INVALID', { field, reason: 'emailInvalid' })
  return text
}

function checkField(field: ContactField | 'displayName', raw: string, maximum: number, allowNewline: boolean): string {
  const text = cleanText(raw)
  const fault = checkPersonText(text, maximum, { allowNewline })
  if (fault !== null) throw new DomainError('FIELD_INVALID', { field, reason: fault })
  return text
}
