import { z } from 'zod'
import type { PasswordRuleName } from '../../errors.ts'
import type { PasswordOwner, PasswordPolicy, PasswordVerdict } from '../password-rules.ts'

const unknown = z.literal('unknown')
const count = z.number().int().min(0)
const countFact = count.or(unknown)
/** One fact about a directory's rules, or that Keydesk's account can't find it out. */
export type Fact<T> = T | 'unknown'

/** How many characters of each kind 389 Directory Server asks for (its passwordMin… attributes); 0 for none. */
const countedKinds = z.strictObject({
  digits: count,
  /** ASCII letters, as are uppercase and lowercase. */
  letters: count,
  uppercase: count,
  lowercase: count,
  symbols: count,
  beyondAscii: count,
  /** How many of the kinds digits, uppercase, lowercase, symbols and beyond ASCII must appear. */
  categories: count,
  /** The longest run of one character; 0 for any. */
  repeats: count,
  /** No run of so many characters from the person's names, user name or mail address; 0 for any. */
  nameParts: count,
})
export type CountedKinds = z.infer<typeof countedKinds>

/** Which kinds of characters a directory asks for. `threeOfFive`: as Windows does ("Password must meet complexity requirements"). */
const composition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('threeOfFive') }),
  countedKinds.extend({ kind: z.literal('counted') }),
])
export type Composition = z.infer<typeof composition>

/** When a directory locks somebody after wrong passwords. */
export const lockRules = z.strictObject({
  /** With so many wrong passwords it locks; 0 for never. */
  threshold: countFact,
  /** Milliseconds after which a wrong password no longer counts; 0 where it counts until a right one. */
  window: countFact,
  /** Milliseconds that a lock lasts; 0 for one that only an admin ends. */
  duration: countFact,
})
export type LockRules = z.infer<typeof lockRules>

/** The password rules of a directory, or of one person in it, as far as Keydesk's account can read them. */
export const directoryRules = z.strictObject({
  /** 0 for none. */
  minimumLength: countFact,
  /** 0 for none. */
  maximumLength: countFact,
  /** What lengths count: Unicode characters, UTF-16 code units (Active Directory), or bytes of UTF-8 (OpenLDAP). */
  unit: z.enum(['characters', 'utf16', 'bytes']),
  composition: composition.or(unknown),
  /** True where the directory may refuse passwords for reasons beside these, such as a dictionary of its own. */
  mayAskForMore: z.boolean(),
  /** How many earlier passwords it refuses; 0 for none. */
  historyCount: countFact,
  /** Milliseconds before a person may change a password again; 0 for none. */
  minimumAge: countFact,
  /** Milliseconds after which a password expires; 0 for never. */
  maximumAge: countFact,
  lock: lockRules,
})
export type DirectoryRules = z.infer<typeof directoryRules>

/** What is known of the directory that a person lives in while a password is chosen. */
export const personsDirectory = z.strictObject({
  rules: directoryRules.or(unknown),
  /** True where it did not answer in time, so that its rules are unknown for now. */
  isAway: z.boolean(),
})
export type PersonsDirectory = z.infer<typeof personsDirectory>

/** The largest numbers that rules can mean; anything beyond is a damaged or hostile value. */
const mostCharacters = 1024
const mostCounted = 65_535
const longestDuration = 100 * 365 * 86_400_000

function factIn(value: number | null, most: number): Fact<number> {
  return value !== null && Number.isSafeInteger(value) && value >= 0 && value <= most ? value : 'unknown'
}

/** A length that a server says. */
export const lengthFact = (value: number | null): Fact<number> => factIn(value, mostCharacters)
/** A number of passwords or tries that a server says. */
export const numberFact = (value: number | null): Fact<number> => factIn(value, mostCounted)
/** A duration that a server says, milliseconds. */
export const durationFact = (value: number | null): Fact<number> => factIn(value, longestDuration)

/** The rules of a directory that has none. */
export const noDirectoryRules: DirectoryRules = {
  minimumLength: 0,
  maximumLength: 0,
  unit: 'bytes',
  composition: { kind: 'none' },
  mayAskForMore: false,
  historyCount: 0,
  minimumAge: 0,
  maximumAge: 0,
  lock: { threshold: 0, window: 0, duration: 0 },
}

/** How long a password is, as a directory counts. */
export function lengthIn(unit: DirectoryRules['unit'], password: string): number {
  if (unit === 'utf16') return password.length
  return [...password].reduce((sum, character) => sum + (unit === 'bytes' ? bytesOf(character) : 1), 0)
}

/** How many bytes a character has in UTF-8 (RFC 3629). */
function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return 1 + [0x80, 0x800, 0x10000].filter((first) => code >= first).length
}

const windowsKinds = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\p{Nd}]/u, /[\p{Lo}\p{Lt}\p{Lm}]/u]
/** How many of the five a password needs. */
export const windowsKindsNeeded = 3

/** How many of Windows' five kinds of characters a password has: uppercase, lowercase, digits, symbols, and letters without case. */
export function windowsKindsOf(password: string): number {
  return windowsKinds.filter((kind) => kind.test(password)).length
}

/** Windows refuses user names and parts of the display name from this length on. */
export const windowsNameLength = 3

/** Windows looks for the whole user name and for each part of the display name (Password must meet complexity requirements). */
function hasWindowsName(password: string, { username, displayName }: PasswordOwner): boolean {
  const names = [username, ...displayName.split(/[,.\-_ #\t]+/)]
  const text = password.toLowerCase()
  return names.some((name) => name.length >= windowsNameLength && text.includes(name.toLowerCase()))
}

/** 389 Directory Server looks for every run of so many characters of these values. */
function hasRunOf(password: string, owner: PasswordOwner, length: number): boolean {
  if (length === 0) return false
  const text = password.toLowerCase()
  const values = [owner.username, owner.displayName, owner.firstName, owner.lastName, ...(owner.others ?? [])]
  return values.some((value) => {
    const characters = [...value.toLowerCase()]
    return characters.some((_, at) => {
      const run = characters.slice(at, at + length)
      return run.length === length && text.includes(run.join(''))
    })
  })
}

type Counts = Record<'digits' | 'letters' | 'uppercase' | 'lowercase' | 'symbols' | 'beyondAscii', number>

/** How 389 Directory Server counts: letters are those of ASCII. */
function countsOf(password: string): Counts {
  const many = (members: RegExp) => (password.match(members) ?? []).length
  const [uppercase, lowercase] = [many(/[A-Z]/g), many(/[a-z]/g)]
  return {
    digits: many(/\d/g),
    letters: uppercase + lowercase,
    uppercase,
    lowercase,
    symbols: many(/[\0-/:-@[-`{-\x7f]/g),
    beyondAscii: many(/[\u{80}-\u{10ffff}]/gu),
  }
}

function longestRun(password: string): number {
  const runs = password.match(/(.)\1*/gsu) ?? []
  return Math.max(0, ...runs.map((run) => [...run].length))
}

const countedRules = ['digits', 'letters', 'uppercase', 'lowercase', 'symbols', 'beyondAscii'] as const
const categories = ['digits', 'uppercase', 'lowercase', 'symbols', 'beyondAscii'] as const

function checkCounted(password: string, wanted: CountedKinds, owner: PasswordOwner): readonly PasswordVerdict[] {
  const counts = countsOf(password)
  const verdicts: PasswordVerdict[] = countedRules
    .filter((rule) => wanted[rule] > 0)
    .map((rule) => ({ rule, isKept: counts[rule] >= wanted[rule] }))
  const kinds = categories.filter((rule) => counts[rule] > 0).length
  if (wanted.categories > 1) verdicts.push({ rule: 'categories', isKept: kinds >= wanted.categories })
  if (wanted.repeats > 0) verdicts.push({ rule: 'repeats', isKept: longestRun(password) <= wanted.repeats })
  if (wanted.nameParts > 0) verdicts.push({ rule: 'nameParts', isKept: !hasRunOf(password, owner, wanted.nameParts) })
  return verdicts
}

function checkComposition(password: string, wanted: Composition, owner: PasswordOwner): readonly PasswordVerdict[] {
  if (wanted.kind === 'none') return []
  if (wanted.kind === 'counted') return checkCounted(password, wanted, owner)
  return [
    { rule: 'kinds', isKept: windowsKindsOf(password) >= windowsKindsNeeded },
    { rule: 'nameParts', isKept: !hasWindowsName(password, owner) },
  ]
}

/** True for a rule that is known and asks for something. */
const asks = (fact: Fact<number>): fact is number => fact !== 'unknown' && fact > 0
const asksForKinds = (fact: DirectoryRules['composition']): fact is Composition =>
  fact !== 'unknown' && fact.kind !== 'none'

/** One verdict for each rule of a directory that a password shows by itself; nothing is said of unknown rules. */
export function checkThere(
  password: string,
  { minimumLength, maximumLength, unit, composition: kinds }: DirectoryRules,
  owner: PasswordOwner,
): readonly PasswordVerdict[] {
  const length = lengthIn(unit, password)
  const verdicts: PasswordVerdict[] = []
  if (asks(minimumLength))
    verdicts.push({ rule: unit === 'bytes' ? 'bytes' : 'length', isKept: length >= minimumLength })
  if (asks(maximumLength)) verdicts.push({ rule: 'maximumLength', isKept: length <= maximumLength })
  return kinds === 'unknown' ? verdicts : [...verdicts, ...checkComposition(password, kinds, owner)]
}

const ownLength: readonly PasswordRuleName[] = ['length']
const ownComposition: readonly PasswordRuleName[] = ['classes', 'repeats', 'name', 'sequence']

/**
 * Keydesk's own rules that give way to those of the directory: its length where it has one, its composition where it has one. A rule that the
 * directory does not have, or of which nothing is known, leaves Keydesk's own in force.
 */
export function replacedBy({ minimumLength, composition: kinds }: DirectoryRules): readonly PasswordRuleName[] {
  return [...(asks(minimumLength) ? ownLength : []), ...(asksForKinds(kinds) ? ownComposition : [])]
}

/** The number in the text of a directory's rule; null for a rule that is not one of them. */
export function countThere(rule: PasswordRuleName, rules: DirectoryRules): number | null {
  const { minimumLength, maximumLength, composition: kinds } = rules
  if (rule === 'bytes' || (rule === 'length' && asks(minimumLength)))
    return minimumLength === 'unknown' ? 0 : minimumLength
  if (rule === 'maximumLength' && asks(maximumLength)) return maximumLength
  if (!asksForKinds(kinds)) return null
  if (kinds.kind === 'threeOfFive') {
    if (rule === 'kinds') return windowsKindsNeeded
    return rule === 'nameParts' ? windowsNameLength : null
  }
  return kinds.kind === 'counted' && rule in kinds ? kinds[rule as keyof CountedKinds] : null
}

/** How many characters of each kind a generated password must have at least. */
export type NeededKinds = Pick<CountedKinds, 'digits' | 'letters' | 'uppercase' | 'lowercase' | 'symbols'>
export const noNeededKinds: NeededKinds = { digits: 0, letters: 0, uppercase: 0, lowercase: 0, symbols: 0 }

/** What a generator goes by to keep a directory's rules beside Keydesk's own; `impossible` are rules that no generated password keeps. */
export function generationUnder(
  own: PasswordPolicy,
  rules: DirectoryRules,
): { readonly policy: PasswordPolicy; readonly kinds: NeededKinds; readonly impossible: readonly PasswordRuleName[] } {
  const { minimumLength, maximumLength, composition: wanted } = rules
  const isOurs = !asksForKinds(wanted)
  const counted = !isOurs && wanted.kind === 'counted' ? wanted : null
  const policy: PasswordPolicy = {
    ...own,
    // Generated passwords have no characters beyond the first 65,536, and never fewer bytes than characters.
    minimumLength: asks(minimumLength) ? minimumLength : own.minimumLength,
    maximumLength: asks(maximumLength) ? Math.min(maximumLength, own.maximumLength) : own.maximumLength,
    ...(isOurs ? {} : { minimumClasses: 0, maximumRepeats: counted?.repeats ?? 0, isNameRefused: false }),
  }
  const impossible: PasswordRuleName[] = []
  if (counted !== null && counted.beyondAscii > 0) impossible.push('beyondAscii')
  if (counted !== null && counted.categories > categories.length - 1) impossible.push('categories')
  return { policy, kinds: counted ?? noNeededKinds, impossible }
}
