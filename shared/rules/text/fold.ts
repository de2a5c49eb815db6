import { forEachLanguage, type Language, languageFacts, languages } from '../../languages.ts'
import { lookAlike } from './look-alikes.ts'
import { phoneNumber } from './phone-number.ts'

/** Letters that have no Unicode decomposition into plain ones, and what people type on a keyboard without them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  ø: 'o',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ς: 'σ',
}

/** The two-letter spellings of Nordic and German letters, as people write them in mail addresses. */
const longLetters: Readonly<Record<string, string>> = { å: 'aa', ä: 'ae', ö: 'oe', ø: 'oe', æ: 'ae', ü: 'ue' }

const beyondAscii = /[\u0080-\uffff]/
const eachBeyondAscii = /[\u{80}-\u{10ffff}]/gu
const eachLong = /[åäöøæü]/g
const combiningMarks = /\p{M}/gu
const folds = new Map<string, string>()

function foldCharacter(character: string): string {
  const known = folds.get(character)
  if (known !== undefined) return known
  const bare = lookAlike(character).normalize('NFKD').replace(combiningMarks, '').toLowerCase()
  const fold = bare.replace(eachBeyondAscii, (letter) => plainLetters[letter] ?? lookAlike(letter))
  folds.set(character, fold)
  return fold
}

/** Text without case, accents and what only looks different (Åse → ase, Łódź → lodz, O’Brien → o'brien), so that people are found however their name is typed. */
export function foldText(text: string): string {
  const lower = text.toLowerCase().replaceAll('`', "'")
  if (!beyondAscii.test(lower)) return lower
  const fold = lower.normalize('NFC').replace(eachBeyondAscii, foldCharacter)
  return beyondAscii.test(fold) ? fold.normalize('NFC') : fold
}

/** Like foldText, but with the Nordic and German letters in their two-letter spelling (Åse → aase, Søren → soeren). */
export function foldLong(text: string): string {
  const lower = text.toLowerCase()
  if (!beyondAscii.test(lower)) return lower
  return foldText(lower.normalize('NFC').replace(eachLong, (letter) => longLetters[letter] ?? letter))
}

/** Text as it is heard in the North, where a Dane writes æ, ø and k for a Swede's ä, ö and ck: bækström is Bäckström. */
function foldHeard(text: string): string {
  return foldText(text.toLowerCase().normalize('NFC').replaceAll('æ', 'ä').replaceAll('ø', 'ö')).replaceAll('ck', 'k')
}

function isPhone(text: string, minimumDigits: number): boolean {
  return (phoneNumber(text)?.replace('+', '').length ?? 0) >= minimumDigits
}

/** A phone number as it is searched: `+46701234567`, or its digits where it names no country; of what is no number as well. */
export function foldPhone(text: string): string {
  return phoneNumber(text) ?? text.replace(/\D/g, '')
}

const fieldEnd = '\u0001'
const hasCk = /ck/i

/** The text in which matches() searches: all fields of a person, folded in each spelling. */
export function searchText(fields: readonly string[]): string {
  let text = ''
  for (const field of fields) {
    if (field === '') continue
    const plain = foldText(field)
    text += text === '' ? plain : fieldEnd + plain
    if (beyondAscii.test(field)) {
      const long = foldLong(field)
      if (long !== plain) text += fieldEnd + long
    }
    if (beyondAscii.test(field) || hasCk.test(field)) {
      const heard = foldHeard(field)
      if (heard !== plain) text += fieldEnd + heard
    }
    if (isPhone(field, 5)) {
      const phone = foldPhone(field)
      if (phone !== plain) text += fieldEnd + phone
    }
  }
  return text
}

const ownCountry = new RegExp(
  `^(${languages.flatMap((language) => languageFacts[language].callingCode?.replace('+', '\\+') ?? []).join('|')}|0)`,
)

/** The forms in which a number may have been stored: without the trunk 0 or the country code, because people leave out their own country. */
function phoneVariants(text: string): readonly string[] {
  const phone = foldPhone(text)
  return [phone, phone.replace(ownCountry, '')]
}

/** The words of a query, each with its spellings; a query that is a phone number of at least 7 digits is one word. */
export function searchNeedles(query: string): readonly (readonly string[])[] {
  const trimmed = query.trim()
  if (trimmed === '') return []
  if (isPhone(trimmed, 7)) return [[...new Set([foldText(trimmed), ...phoneVariants(trimmed)])]]
  return trimmed.split(/\s+/u).map((word) => {
    const phones = isPhone(word, 5) ? phoneVariants(word) : []
    return [...new Set([foldText(word), foldLong(word), foldHeard(word), ...phones])]
  })
}

/** True if the text made by searchText has every word of the query in one of its spellings. */
export function matches(text: string, needles: readonly (readonly string[])[]): boolean {
  return needles.every((variants) => variants.some((variant) => text.includes(variant)))
}

/** White space, punctuation and symbols in the order of CLDR's root collation, as units from 2 on, below the digits. */
const beforeDigits: readonly string[] = [
  ...['\t\n\r', ' \u00a0\u2009\u202f', '_', '-', '\u2010\u2011', '–', '—', ',', ';', ':', '!', '¡', '?', '¿'],
  ...['.', '·', "'‘’", '"“”', '«', '»', ...'()[]{}@*/\\&#%`^+<=>|~$€'],
]

// Letters that sort like others in every language (CLDR 48).
const likeEverywhere = '…:... æ:ae œ:oe ß:ss ø:o ð:d đ:d ħ:h ł:l ŀ:l ĳ:ij ſ:s ª:a º:o ¹:1 ²:2 ³:3'

// The characters after z at which the Nordic 7-bit alphabets placed their own letters.
const placesAfterZ = '{|}'
// Letters that sort right after n, t and i: \u007f is beyond every letter that can follow.
const placesBetween = { ŋ: 'n\u007f', ŧ: 't\u007f', ı: 'i\u007f' }
const accentOrder = '\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0327\u0328\u0304'

/** What one character adds to a sort key: its place in the alphabet, and its differences from other characters of that place. */
type Weight = { readonly place: string; readonly accent: string; readonly isUpper: boolean }

const noAccent = ' '

// Private-use characters that stand for aa and Aa where these sort as å.
const smallAa = '\ue000'
const capitalAa = '\ue001'

function alphabetOf(language: Language): Map<string, Weight> {
  const { afterZ, like, isAaLetter } = languageFacts[language].order
  const alphabet = new Map<string, Weight>()
  const put = (letter: string, place: string, accent: string) =>
    alphabet.set(letter, { place, accent, isUpper: letter === capitalAa })
  beforeDigits.forEach((same, index) => {
    for (const character of same) put(character, String.fromCharCode(2 + index), noAccent)
  })
  for (const character of '0123456789abcdefghijklmnopqrstuvwxyz') put(character, character, noAccent)
  for (const [letter, place] of Object.entries(placesBetween)) put(letter, place, noAccent)
  const addLike = (pairs: string) => {
    for (const pair of pairs.split(' ').filter(Boolean)) {
      const [letter = '', model = ''] = pair.split(':')
      const place = [...model].map((character) => alphabet.get(character)?.place).join('')
      put(letter, place, noAccent.repeat(place.length) + (letter === capitalAa ? smallAa : letter))
    }
  }
  addLike(likeEverywhere)
  for (const [index, letter] of [...afterZ].entries()) put(letter, placesAfterZ.charAt(index), noAccent)
  addLike(like)
  if (isAaLetter) addLike(`${smallAa}:å ${capitalAa}:å`)
  return alphabet
}

const weights = forEachLanguage(alphabetOf)

/** The weight of a character that the table lacks: that of its letter with an accent; any other character stands for itself. */
function derive(character: string, known: Map<string, Weight>): Weight {
  const lower = character.toLowerCase()
  const isUpper = lower !== character
  const same = known.get(lower)
  if (same !== undefined) return { ...same, isUpper }
  const parts = [...lower.normalize('NFD')]
  const last = parts.pop() ?? ''
  if (/[\p{Cc}\p{Cf}]/u.test(last)) return { place: '', accent: '', isUpper }
  if (!/\p{M}/u.test(last)) return { place: lower, accent: noAccent, isUpper }
  const rank = accentOrder.indexOf(last)
  const accent = rank < 0 ? last : String.fromCharCode(0x21 + rank)
  if (parts.length === 0) return { place: '', accent, isUpper }
  const bare = weigh(parts.join('').normalize('NFC'), known)
  return { place: bare.place, accent: bare.accent + accent, isUpper }
}

function weigh(character: string, known: Map<string, Weight>): Weight {
  const cached = known.get(character)
  if (cached !== undefined) return cached
  const weight = derive(character, known)
  known.set(character, weight)
  return weight
}

const doubleA = /a[a\u00c0-\uffff]|A[aA\u00c0-\uffff]/

/** Replaces aa, Aa and AA (but not aA), which Danes and Norwegians read as an old spelling of å, by a stand-in for å; accents on the second a stay. */
function joinAa(text: string): string {
  if (!doubleA.test(text)) return text
  return text.normalize('NFD').replace(/aa|A[aA]/g, (pair) => (pair === 'aa' ? smallAa : capitalAa))
}

const caseEnd = 0xd7ff

/** One unit for each capital letter, by its position: smaller where the language puts capitals first, otherwise greater. */
function caseUnit(position: number, isUpperFirst: boolean): string {
  return String.fromCharCode(isUpperFirst ? 0x100 + position : caseEnd - 1 - position)
}

/** The key of ASCII text, which has no accents; three times as fast, and enough for most names and nearly all user names. */
function plainKey(text: string, known: Map<string, Weight>, isUpperFirst: boolean): string {
  const places = text.toLowerCase().replace(/[^a-z0-9]/g, (character) => weigh(character, known).place)
  let cases = ''
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0x41 && unit <= 0x5a) cases += caseUnit(index, isUpperFirst)
  }
  return `${places}\u0001\u0001${cases}`
}

function accentedKey(text: string, known: Map<string, Weight>, isUpperFirst: boolean): string {
  let places = ''
  let accents = ''
  let cases = ''
  for (const character of text.normalize('NFC')) {
    const { place, accent, isUpper } = weigh(character, known)
    if (isUpper) cases += caseUnit(places.length, isUpperFirst)
    if (accent !== noAccent) accents = accents.padEnd(places.length, noAccent) + accent
    places += place
  }
  return `${places}\u0001${accents}\u0001${cases}`
}

/**
 * A key whose plain < comparison sorts as the language does: letters first, then accents, then case (CLDR 48), because Intl compares slowly
 * and a database has no such comparison. Letters sort as by Intl.Collator, and so do all but rare accents.
 */
export function sortKey(text: string, language: Language): string {
  const known = weights[language]
  const { isUpperFirst, isAaLetter } = languageFacts[language].order
  const spelled = isAaLetter ? joinAa(text) : text
  const keyOf = beyondAscii.test(spelled) ? accentedKey : plainKey
  return keyOf(spelled, known, isUpperFirst) + (isUpperFirst ? String.fromCharCode(caseEnd) : '')
}

/** The same for names that hold numbers, such as departments: 2 comes before 10, as it does in lists that `Intl.Collator` sorts with `numeric`. */
export function numberedSortKey(text: string, language: Language): string {
  return sortKey(
    text.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(20, '0')),
    language,
  )
}
