/** The digits of a number in international form, `+45 12 34 56 78`; null for one that can't be told to be one. */
export function smsNumber(typed: string): string | null {
  const digits = typed.replace(/[\s().-]/g, '')
  return /^\+\d{7,15}$/.test(digits) ? digits : null
}
