import { randomInt } from 'node:crypto'
import { generate } from 'generate-password'
import { DomainError, type PasswordRuleName } from '../../shared/errors.ts'
import { type Language, languages } from '../../shared/languages.ts'
import type { PasswordStyle } from '../../shared/passwords.ts'
import { type NeededKinds, noNeededKinds } from '../../shared/rules/directory/directory-rules.ts'
import { brokenRules, type PasswordOwner, type PasswordPolicy } from '../../shared/rules/password-rules.ts'
import { languageWords } from '../language/language.ts'

const lookAlikes = '0Oo1lI'
// Symbols that need at most one key with Shift or AltGr on Nordic and English keyboards, and have a name that people know on the phone.
const symbols = '!#%+=?@*-'
const strongLength = 16
const classicLength = 8
const minimumBits = 45
const digitBits = 3
const maximumTries = 1000

/**
 * Random strings by generate-password, without its `strict` and `excludeSimilarCharacters`. It takes bytes of crypto.randomBytes and rejects
 * those from 256 - 256 % n on, so that each of n characters is equally likely. `strict` would also be fair, because it starts again from the
 * beginning, but it puts symbols into a regular expression unescaped; the other option removes i and keeps 1.
 */
function random(length: number, pool: 'lower' | 'upper' | 'digits' | 'all', exclude = ''): string {
  const isAll = pool === 'all'
  return generate({
    length,
    lowercase: isAll || pool === 'lower',
    uppercase: isAll || pool === 'upper',
    numbers: isAll || pool === 'digits',
    symbols: isAll ? symbols : false,
    exclude: lookAlikes + exclude,
  })
}

/**
 * A random string that starts with a letter and has all four classes. Strings that do not are rejected as a whole, so that all others are
 * equally likely.
 */
function strong(policy: PasswordPolicy, kinds: NeededKinds): string | null {
  const length = Math.max(strongLength, policy.minimumLength)
  const isUsual = Object.values(kinds).every((count) => count <= 1)
  const password = isUsual ? random(length, 'all') : mixed(length, kinds)
  const isMixed = /[a-z]/.test(password) && /\d/.test(password) && /[^\dA-Za-z]/.test(password)
  return isMixed && /^[A-Za-z]/.test(password) && /[A-Z]/.test(password) ? password : null
}

/** A directory may want more of one kind than chance gives: these are drawn first, the rest from all, and everything is shuffled. */
function mixed(length: number, kinds: NeededKinds): string {
  const cases = kinds.uppercase + kinds.lowercase
  const drawn = [
    random(kinds.digits, 'digits'),
    random(kinds.uppercase, 'upper'),
    random(kinds.lowercase + Math.max(0, kinds.letters - cases), 'lower'),
    randomSymbols(kinds.symbols),
  ].join('')
  // Room for all four kinds, and for a letter at the beginning.
  const rest = Math.max(length - drawn.length, freeRoom)
  return shuffled(drawn + random(rest, 'all'))
}
const freeRoom = 4

const randomSymbols = (count: number) =>
  Array.from({ length: count }, () => symbols[randomInt(symbols.length)] as string).join('')

/** Fisher and Yates' shuffle, with the system's random numbers. */
function shuffled(text: string): string {
  const characters = [...text]
  for (let at = characters.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1)
    const character = characters[at] as string
    characters[at] = characters[other] as string
    characters[other] = character
  }
  return characters.join('')
}

const usable = new Map<string, readonly string[]>()

/** The words without longer runs of one letter than allowed, so that under a strict policy not every try fails. */
function wordsFor(language: Language, maximumRepeats: number): readonly string[] {
  const key = `${language} ${maximumRepeats}`
  const known = usable.get(key)
  if (known !== undefined) return known
  const run = new RegExp(`(.)\\1{${maximumRepeats}}`)
  const words = languageWords[language].passphraseWords
  const list = maximumRepeats === 0 ? words : words.filter((word) => !run.test(word))
  usable.set(key, list)
  return list
}

/**
 * Like Kaffe-lampe-skov-cykel7: at least 45 bits, more words where the policy wants a longer one, and more capitals, digits and symbols where a
 * directory does.
 */
function passphrase(language: Language, policy: PasswordPolicy, kinds: NeededKinds): string {
  const list = wordsFor(language, policy.maximumRepeats)
  const count = Math.ceil((minimumBits - digitBits) / Math.log2(list.length))
  const chosen: string[] = []
  const isShort = () => {
    const letters = chosen.join('').match(/[a-z]/g)?.length ?? 0
    const cases = kinds.uppercase + kinds.lowercase
    return (
      chosen.length < Math.max(count, kinds.uppercase) ||
      letters < Math.max(kinds.letters, cases) ||
      chosen.join('-').length + 1 < policy.minimumLength
    )
  }
  while (isShort()) chosen.push(list[randomInt(list.length)] as string)
  const capitals = Math.max(1, kinds.uppercase)
  const words = chosen.map((word, at) => (at < capitals ? word.charAt(0).toUpperCase() + word.slice(1) : word))
  const end = random(Math.max(1, kinds.digits), 'digits')
  return words.join('-') + randomSymbols(Math.max(0, kinds.symbols - (words.length - 1))) + end
}

const vowels = 'aeiouy'
const notConsonants = `${vowels}${vowels.toUpperCase()}qQxX`
const notVowels = 'bcdfghjklmnpqrstvwxz'
// Rude word parts are avoided in every language, because the reader of the slip may speak another one.
const rude = new RegExp(languages.map((language) => languageWords[language].rude).join('|'), 'i')

/** Like Cuye5459, Microsoft's own pattern: one or two syllables and four digits, about 25 bits, so that it is only for a short life. */
function classic(): string | null {
  const letters =
    random(1, 'upper', notConsonants) +
    random(1, 'lower', notVowels) +
    random(1, 'lower', notConsonants) +
    random(1, 'lower', notVowels)
  return rude.test(letters) ? null : letters + random(4, 'digits')
}

function candidate(
  style: PasswordStyle,
  language: Language,
  policy: PasswordPolicy,
  kinds: NeededKinds,
): string | null {
  if (style === 'strong') return strong(policy, kinds)
  return style === 'passphrase' ? passphrase(language, policy, kinds) : classic()
}

/** What Aaaa0000 has of each kind. */
const classicCounts: NeededKinds = { digits: 4, letters: 4, uppercase: 1, lowercase: 3, symbols: 0 }
const classicKinds = Object.keys(classicCounts) as (keyof NeededKinds)[]

/** The rules that no password of this style can keep, so that the dialog can say so beforehand. */
export function impossibleRules(
  style: PasswordStyle,
  policy: PasswordPolicy,
  kinds: NeededKinds = noNeededKinds,
): readonly PasswordRuleName[] {
  const impossible: PasswordRuleName[] = []
  if (style === 'classic' && policy.minimumLength > classicLength) impossible.push('length')
  if (Math.max(policy.minimumLength, style === 'classic' ? classicLength : strongLength) > policy.maximumLength)
    impossible.push('maximumLength')
  if (style === 'classic' && policy.minimumClasses > 3) impossible.push('classes')
  if (style === 'classic') impossible.push(...classicKinds.filter((kind) => kinds[kind] > classicCounts[kind]))
  return impossible
}

/**
 * A new password that keeps the policy and starts with a letter, so that no spreadsheet takes it for a formula (CWE-1236). `brokenBy` checks
 * further rules, such as banned words; `kinds` is what a directory asks for. Throws POLICY_IMPOSSIBLE with the broken rules if the style can't keep them or 1,000 tries fail.
 */
export function generatePassword(
  style: PasswordStyle,
  language: Language,
  policy: PasswordPolicy,
  owner: PasswordOwner,
  brokenBy: (password: string) => readonly PasswordRuleName[] = (password) => brokenRules(password, policy, owner),
  kinds: NeededKinds = noNeededKinds,
): string {
  const impossible = impossibleRules(style, policy, kinds)
  if (impossible.length > 0) throw new DomainError('POLICY_IMPOSSIBLE', { rules: impossible })
  let last: readonly PasswordRuleName[] = []
  let always: readonly PasswordRuleName[] | undefined
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const password = candidate(style, language, policy, kinds)
    if (password === null) continue
    const broken = brokenBy(password)
    if (broken.length === 0) return password
    always = always?.filter((rule) => broken.includes(rule)) ?? broken
    last = broken
  }
  throw new DomainError('POLICY_IMPOSSIBLE', { rules: always && always.length > 0 ? always : last })
}
