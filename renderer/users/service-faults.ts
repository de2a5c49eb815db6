import { contactFields } from '../../shared/users.ts'
import { errorDataOf } from '../base/api.ts'
import type { FormFaults } from './user-form.ts'

/** The field that the service complains about, null if the failure is about no field. */
export function serviceFaults(error: unknown): FormFaults | null {
  const username = errorDataOf(error, 'USERNAME_INVALID')
  if (username !== null) return { username: { reason: username.reason, detail: null } }
  if (errorDataOf(error, 'USERNAME_TAKEN') !== null) return { username: { reason: 'existsAlready', detail: null } }
  const field = errorDataOf(error, 'FIELD_INVALID')
  if (field === null) return null
  const isKnown = field.field === 'displayName' || contactFields.some((name) => name === field.field)
  return isKnown ? { [field.field]: { reason: field.reason, detail: null } } : null
}
