import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import type { StoredUser } from '../users/users-store.ts'

/** What a password of somebody must not be made of; a directory may also refuse the mail address and the department. */
export function ownerOf({ username, displayName, contact }: StoredUser): PasswordOwner {
  const { firstName, lastName, alternateEmail, department } = contact
  return { username, displayName, firstName, lastName, others: [alternateEmail, department] }
}
