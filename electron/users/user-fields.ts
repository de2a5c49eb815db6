import { DomainError } from '../../shared/errors.ts'
import type { Language } from '../../shared/ids.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import { checkEmail, checkPersonText, checkUsername } from '../../shared/rules/username.ts'
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
  const displayName = checkField('displayName', typed.displayName, 256, false)
  if (displayName === '') throw new DomainError('FIELD_INVALID', { field: 'displayName', reason: 'missing' })
  const contact = { ...emptyContact }
  for (const field of contactFields) {
    contact[field] = checkField(field, typed.contact[field] ?? '', contactLimits[field], field === 'address')
  }
  if (contact.alternateEmail !== '' && !checkEmail(contact.alternateEmail)) {
    throw new DomainError('FIELD_INVALID', { field: 'alternateEmail', reason: 'emailInvalid' })
  }
  return { username: name.username, displayName, contact, language: typed.language }
}

function checkField(field: ContactField | 'displayName', raw: string, maximum: number, allowNewline: boolean): string {
  const text = cleanText(raw)
  const fault = checkPersonText(text, maximum, { allowNewline })
  if (fault !== null) throw new DomainError('FIELD_INVALID', { field, reason: fault })
  return text
}
