import { phoneNumber } from './phone-number.ts'

/** A number that a text message can be sent to, `+4512345678`; null for one that names no country or is none. */
export function smsNumber(typed: string): string | null {
  const number = phoneNumber(typed)
  return number !== null && /^\+\d{7,15}$/.test(number) ? number : null
}
