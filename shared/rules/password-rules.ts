import { z } from 'zod'
import type { PasswordRuleName } from '../errors.ts'
import { foldLong, foldText } from './text/fold.ts'
import { trimInvisible } from './text/look-alikes.ts'

/** The rules for the composition of a password. Lengths count Unicode code points (NIST SP 800-63B-4). */
export const passwordPolicy = z.strictObject({
  minimumLength: z.number().int().min(8).max(64),
  maximumLength: z.number().int().min(64).max(256),
  /** How many of lower case, upper case, digits and symbols must appear; 0 or 1 asks for nothing. */
  minimumClasses: z.number().int().min(0).max(4),
  /** The longest allowed run of one repeated character; 0 switches the rule off. */
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
  /** Further texts that a directory may keep out of passwords, such as the mail address. */
  readonly others?: readonly string[]
}

export type PasswordVerdict = { readonly rule: PasswordRuleName; readonly isKept: boolean }

/** Microsoft's rules for cloud accounts: 8 to 256 characters, 3 of 4 classes, no names (Entra: password policies). */
export const microsoft365Policy: PasswordPolicy = {
  minimumLength: 8,
  maximumLength: 256,
  minimumClasses: 3,
  maximumRepeats: 0,
  isNameRefused: true,
}

/** Length instead of composition, as NIST SP 800-63B-4 asks for where the password is the only factor. */
export const recommendedPolicy: PasswordPolicy = { ...microsoft365Policy, minimumLength: 15, minimumClasses: 0 }

/** The minimum length beside a second factor (NIST SP 800-63B-4). */
export const lengthBesideFactor = 8

/** The rules of a fresh installation: what an admin of Microsoft 365 expects. */
export const defaultPolicy: PasswordPolicy = microsoft365Policy

/**
 * The form in which a password is checked and hashed (RFC 8265 section 4.2.2): every kind of space is the ASCII one, and é is one code point, because
 * keyboards differ in both.
 */
export function normalisePassword(password: string): string {
  return password.replace(/\p{Zs}/gu, ' ').normalize('NFC')
}

/**
 * The passwords that somebody may mean who types this, most likely first: the one that is there, then the one that an earlier version of Keydesk hashed
 * with its other spaces, then the one without the blanks that were pasted along. What is typed decides how many there are, never what is stored.
 */
export function passwordForms(typed: string): readonly [string, ...string[]] {
  const first = normalisePassword(typed)
  const others = [typed.normalize('NFC'), normalisePassword(trimInvisible(typed))]
  return [first, ...new Set(others.filter((other) => other !== first && other !== ''))]
}

const emoji = /\p{RGI_Emoji}/gv
const hidden = /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u

/** True for characters that nobody sees or types on purpose; a joiner or selector inside an emoji belongs to the emoji. */
function hasHiddenCharacter(password: string): boolean {
  return hidden.test(password) && hidden.test(password.replace(emoji, ' '))
}

const classes = [/\p{Ll}/u, /[\p{Lu}\p{Lt}]/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Lt}\p{Nd}\p{M}]/u]

function countClasses(password: string): number {
  return classes.filter((members) => members.test(password)).length
}

function longestRun(characters: readonly string[]): number {
  let longest = 0
  let run = 0
  let previous = ''
  for (const character of characters) {
    run = character === previous ? run + 1 : 1
    previous = character
    if (run > longest) longest = run
  }
  return longest
}

// Microsoft's table of substitutions (Entra: password protection, normalization).
const substitutes: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', $: 's', '@': 'a' }

function spellings(text: string): readonly string[] {
  return [...new Set([foldText(text), foldLong(text)])]
}

/** Parts of names with at least four letters, because shorter ones occur in too many good passwords (Entra: password protection). */
function nameParts(owner: PasswordOwner): readonly string[] {
  const names = [owner.username.split('@', 1)[0] ?? '', owner.displayName, owner.firstName, owner.lastName]
  const parts = names.flatMap((name) => name.normalize('NFC').split(/[^\p{L}\p{M}]+/u))
  return [...new Set(parts.filter((part) => foldText(part).length >= 4).flatMap(spellings))]
}

function hasName(password: string, owner: PasswordOwner): boolean {
  const substituted = password.replace(/[01$@]/g, (character) => substitutes[character] ?? character)
  const texts = [...spellings(password), ...spellings(substituted)]
  return nameParts(owner).some((part) => texts.some((text) => text.includes(part)))
}

/** One verdict for each rule that is switched on, always in the same order, for the screen while somebody types and for the service. */
export function checkPassword(
  password: string,
  policy: PasswordPolicy,
  owner: PasswordOwner,
): readonly PasswordVerdict[] {
  const normalised = normalisePassword(password)
  const characters = [...normalised]
  const verdicts: PasswordVerdict[] = [
    { rule: 'length', isKept: characters.length >= policy.minimumLength },
    { rule: 'maximumLength', isKept: characters.length <= policy.maximumLength },
    { rule: 'characters', isKept: !hasHiddenCharacter(normalised) },
  ]
  if (policy.minimumClasses > 1)
    verdicts.push({ rule: 'classes', isKept: countClasses(normalised) >= policy.minimumClasses })
  if (policy.maximumRepeats > 0)
    verdicts.push({ rule: 'repeats', isKept: longestRun(characters) <= policy.maximumRepeats })
  if (policy.isNameRefused) verdicts.push({ rule: 'name', isKept: !hasName(normalised, owner) })
  return verdicts
}

/** The rules that a password breaks; empty for a good one. */
export function brokenRules(
  password: string,
  policy: PasswordPolicy,
  owner: PasswordOwner,
): readonly PasswordRuleName[] {
  return checkPassword(password, policy, owner)
    .filter((verdict) => !verdict.isKept)
    .map((verdict) => verdict.rule)
}
