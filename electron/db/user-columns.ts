import type { ContactField } from '../../shared/users.ts'

/** The column of the users table that holds a field of contact information. */
export const columnOf = (field: ContactField): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * The columns that say who entered an address or a number. An unchanged value keeps its author; a new value gets the admin or person who
 * writes it.
 */
export const writersOfUnchanged = [
  'alternate_email_writer = iif(alternate_email IS @alternateEmail, alternate_email_writer, @writer)',
  'alternate_email_proved = iif(alternate_email IS @alternateEmail, alternate_email_proved, 0)',
  'mobile_phone_writer = iif(mobile_phone IS @mobilePhone, mobile_phone_writer, @writer)',
] as const
export const writerColumns = ['alternate_email_writer', 'mobile_phone_writer'] as const

/** Until when somebody is locked, milliseconds UTC: by Keydesk or by their directory; null for not at all. */
export const lockedUntil = 'nullif(max(ifnull(locked_until, 0), ifnull(locked_there, 0)), 0)'
