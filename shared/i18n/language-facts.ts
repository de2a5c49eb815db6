import type { PositionedField, UserFileField } from '../rules/user-file-headings.ts'

/** What each character is called on the phone in one language; letters without a name of their own are missing. */
export type SpellingAlphabet = {
  readonly letters: Readonly<Record<string, string>>
  readonly digits: readonly string[]
  readonly symbols: Readonly<Record<string, string>>
  /** Said before a capital letter. */
  readonly capital: string
  /** Said before a character that the language has no name for. */
  readonly character: string
}

/** How names are sorted (CLDR 48). */
export type LetterOrder = {
  /** The letters after z, three at most. */
  readonly afterZ: string
  /** Letters that sort as others do, as ` ä:æ`. */
  readonly like: string
  readonly isUpperFirst: boolean
  /** True where aa, Aa and AA (not aA) are an old spelling of å. */
  readonly isAaLetter: boolean
}

/** The facts of one language that the screens and the main process need; its texts are in the JSON file beside it. */
export type LanguageFacts = {
  /** What its own people call it. */
  readonly ownName: string
  /** Whose dates and numbers are shown where the reader has no region of this language. */
  readonly locale: string
  /** What Excel takes for the next cell where this language is set. */
  readonly separator: ',' | ';'
  /** The code of the country whose people leave it out of their phone numbers; null for a language of many countries. */
  readonly callingCode: string | null
  readonly order: LetterOrder
  /** The alphabet and the rows of the keyboard, whose neighbours make a password easy to guess. */
  readonly sequences: readonly string[]
  /** What our own exports call the columns: Microsoft's words. */
  readonly headings: Readonly<Record<PositionedField, string>>
  /** Other words for the same, among them those of the file that Microsoft's own Export users writes. */
  readonly otherHeadings: Readonly<Partial<Record<UserFileField, readonly string[]>>>
  /** How a cell says yes or no, Excel's own words among them. */
  readonly answers: Readonly<Record<'yes' | 'no', readonly string[]>>
  readonly spelling: SpellingAlphabet
  /** Words that its people choose for passwords; the English ones are among those that everybody chooses. */
  readonly terms: readonly string[]
}

/** The printable ASCII symbols in code order: every language names them in this order. */
export const symbolOrder = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'

/** The names of characters, in their order and separated by `|`. */
export function named(characters: string, names: string): Readonly<Record<string, string>> {
  const list = names.split('|')
  return Object.fromEntries([...characters].map((character, index) => [character, list[index] ?? character]))
}

/** The words of a text, for lists that would be one word a line otherwise. */
export function listed(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
