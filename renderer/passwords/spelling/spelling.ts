import { type Language, languageFacts } from '../../../shared/languages.ts'

export type SpelledCharacter = {
  readonly character: string
  readonly kind: 'letter' | 'capital' | 'digit' | 'symbol'
  /** What is said on the phone: "capital Alfa", "three", "hyphen". */
  readonly name: string
}

function spellOne(character: string, language: Language): SpelledCharacter {
  const alphabet = languageFacts[language].spelling
  const digit = /^[0-9]$/.test(character) ? alphabet.digits[Number(character)] : undefined
  if (digit !== undefined) return { character, kind: 'digit', name: digit }
  const symbol = alphabet.symbols[character]
  if (symbol !== undefined) return { character, kind: 'symbol', name: symbol }
  const lower = character.toLowerCase()
  const isCapital = lower !== character
  const letter = alphabet.letters[lower]
  const name = letter ?? `${alphabet.character} ${isCapital ? lower : character}`
  return { character, kind: isCapital ? 'capital' : 'letter', name: isCapital ? `${alphabet.capital} ${name}` : name }
}

/** A password character by character, with the names to say on the phone in that language; composed first, so that å is one letter. */
export function spell(password: string, language: Language): readonly SpelledCharacter[] {
  return [...password.normalize('NFC')].map((character) => spellOne(character, language))
}
