/** The digits of a number in international form, `+45 12 34 56 78`; null for a text that is not certainly one. */
export function smsNumber(typed: string): string | null {
  const digits = typed.replace(/[\s().-]/g, '')
  return /^\+\d{7,15}$/.test(digits) ? digits : null
}
