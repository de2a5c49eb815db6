import { type ContactField, contactLimits } from '../../shared/rules/contact-fields.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import { checkEmail, checkPersonText } from '../../shared/rules/username.ts'

/** What is wrong with a field: the rule's name and, for a limit, its number of characters. */
export type FieldFault = { readonly reason: string; readonly detail: number | null }

/** What the service would refuse in one contact field, null if nothing. */
export function contactFault(field: ContactField, raw: string): FieldFault | null {
  const value = cleanText(raw)
  const fault = checkPersonText(value, contactLimits[field], { allowNewline: field === 'address' })
  if (fault !== null) return { reason: fault, detail: contactLimits[field] }
  if (field === 'alternateEmail' && value !== '' && !checkEmail(value)) return { reason: 'emailInvalid', detail: null }
  return null
}
