import type { Language } from '../../../shared/ids.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { contactFault, type FieldFault } from '../../base/contact-fault.ts'

/** What people may keep up themselves. */
export type OwnContact = {
  readonly alternateEmail: string
  readonly mobilePhone: string
  readonly language: Language | null
}
export const ownContactFields = ['alternateEmail', 'mobilePhone'] as const
export type OwnContactField = (typeof ownContactFields)[number]
export type OwnContactFaults = Partial<Record<OwnContactField, FieldFault>>

export function ownContactOf({ contact, language }: UserDetails): OwnContact {
  return { alternateEmail: contact.alternateEmail, mobilePhone: contact.mobilePhone, language }
}

/** Everything that the service would refuse, found before it is asked. */
export function ownContactFaults(contact: OwnContact): OwnContactFaults {
  const faults: OwnContactFaults = {}
  for (const field of ownContactFields) {
    const fault = contactFault(field, contact[field])
    if (fault !== null) faults[field] = fault
  }
  return faults
}

/** Where the cache keeps what somebody has registered: it changes with the contact information. */
export const registrationKey = 'registration'
