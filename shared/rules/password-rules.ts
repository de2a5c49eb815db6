import { z } from 'zod'
import type { PasswordRuleName } from '../errors.ts'

/** What a good password is. Lengths count Unicode code points (NIST SP 800-63B-4). */
export const passwordPolicy = z.strictObject({
  minimumLength: z.number().int().min(8).max(64),
  maximumLength: z.number().int().min(64).max(256),
  /** How many of lower case, upper case, digits and symbols must appear; 0 or 1 asks for nothing. */
  minimumClasses: z.number().int().min(0).max(4),
  /** Longest allowed run of one repeated character; 0 switches the rule off. */
  maximumRepeats: z.number().int().min(0).max(10),
  /** Refuse parts of the person's names and user name of 4 letters or more. */
  isNameRefused: z.boolean(),
})
export type PasswordPolicy = z.infer<typeof passwordPolicy>

export type PasswordOwner = {
  readonly username: string
  readonly displayName: string
  readonly firstName: string
  readonly lastName: string
}

export type PasswordVerdict = { readonly rule: PasswordRuleName; readonly isKept: boolean }
// INTERIM: replaced by the full version.
export const microsoft365Policy: PasswordPolicy = {
  minimumLength: 8,
  maximumLength: 256,
  minimumClasses: 3,
  maximumRepeats: 0,
  isNameRefused: true,
}
export const recommendedPolicy: PasswordPolicy = {
  minimumLength: 15,
  maximumLength: 256,
  minimumClasses: 0,
  maximumRepeats: 0,
  isNameRefused: true,
}
export const defaultPolicy = microsoft365Policy
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}
export function checkPassword(
  password: string,
  policy: PasswordPolicy,
  _owner: PasswordOwner,
): readonly PasswordVerdict[] {
  const n = [...password].length
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((c) => c.test(password)).length
  return [
    { rule: 'length', isKept: n >= policy.minimumLength },
    { rule: 'maximumLength', isKept: n <= policy.maximumLength },
    { rule: 'characters', isKept: !/[\p{Cc}\p{Cs}\u202a-\u202e]/u.test(password) },
    { rule: 'classes', isKept: classes >= policy.minimumClasses },
  ]
}
export function brokenRules(
  password: string,
  policy: PasswordPolicy,
  owner: PasswordOwner,
): readonly PasswordRuleName[] {
  return checkPassword(password, policy, owner)
    .filter((v) => !v.isKept)
    .map((v) => v.rule)
}
