import type { Language } from '../../../shared/ids.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { contactFault, type FieldFault } from '../../base/contact-fault.ts'

/** The contact information that people change themselves. */
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

/** The faults for which the service would refuse the values. */
export function ownContactFaults(contact: OwnContact): OwnContactFaults {
  const faults: OwnContactFaults = {}
  for (const field of ownContactFields) {
    const fault = contactFault(field, contact[field])
    if (fault !== null) faults[field] = fault
  }
  return faults
}

/** The cache key of the registered methods, which change with the contact information. */
export const registrationKey = 'registration'
