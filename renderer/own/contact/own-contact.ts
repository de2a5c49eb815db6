import type { Language } from '../../../shared/ids.ts'
import { contactLimits } from '../../../shared/rules/contact-fields.ts'
import { checkEmail, checkPersonText } from '../../../shared/rules/username.ts'
import type { UserDetails } from '../../../shared/users.ts'

/** What people may keep up themselves. */
export type OwnContact = {
  readonly alternateEmail: string
  readonly mobilePhone: string
  readonly language: Language | null
}
export const ownContactFields = ['alternateEmail', 'mobilePhone'] as const
export type OwnContactField = (typeof ownContactFields)[number]
export type OwnContactFault = 'tooLong' | 'controlCharacter' | 'emailInvalid'
export type OwnContactFaults = Partial<Record<OwnContactField, OwnContactFault>>

export function ownContactOf({ contact, language }: UserDetails): OwnContact {
  return { alternateEmail: contact.alternateEmail, mobilePhone: contact.mobilePhone, language }
}

/** The same values, spaces around them aside: there is nothing to save. */
export function isSameContact(a: OwnContact, b: OwnContact): boolean {
  return a.language === b.language && ownContactFields.every((field) => a[field].trim() === b[field].trim())
}

/** Everything that the service would refuse, found before it is asked. */
export function ownContactFaults(contact: OwnContact): OwnContactFaults {
  const faults: OwnContactFaults = {}
  for (const field of ownContactFields) {
    const value = contact[field].trim()
    const fault = checkPersonText(value, contactLimits[field])
    if (fault !== null) faults[field] = fault
    else if (field === 'alternateEmail' && value !== '' && !checkEmail(value)) faults[field] = 'emailInvalid'
  }
  return faults
}

/** Where the cache keeps what somebody has registered: it changes with the contact information. */
export const registrationKey = 'registration'
