import type { PositionedField, UserFileField } from '../rules/files/user-file-headings.ts'

/** What each character is called on the phone in one language; letters without a name are missing. */
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
  /** The letters after z, at most three. */
  readonly afterZ: string
  /** Letters that sort like others, as in ` ä:æ`. */
  readonly like: string
  readonly isUpperFirst: boolean
  /** True where aa, Aa and AA (but not aA) are an old spelling of å. */
  readonly isAaLetter: boolean
}

/** The facts of one language that the screens and the main process need; its texts are in the JSON file beside it. */
export type LanguageFacts = {
  /** The name of the language in the language itself. */
  readonly ownName: string
  /** The locale whose dates and numbers are shown where the reader's region is unknown. */
  readonly locale: string
  /** The separator of cells that Excel expects where this language is set. */
  readonly separator: ',' | ';'
  /** The country code that people leave out of their phone numbers; null for a language of many countries. */
  readonly callingCode: string | null
  readonly order: LetterOrder
  /** The alphabet and the rows of the keyboard: a run of neighbours makes a password easy to guess. */
  readonly sequences: readonly string[]
  /** The headings of our own exports: Microsoft's words. */
  readonly headings: Readonly<Record<PositionedField, string>>
  /** Other headings with the same meaning, such as those of Microsoft's own Export users. */
  readonly otherHeadings: Readonly<Partial<Record<UserFileField, readonly string[]>>>
  /**
   * How a cell answers the heading of its column with yes or no, Excel's own words among them, and which words say by themselves, whatever the heading asks,
   * that somebody is allowed to sign in or blocked.
   */
  readonly answers: Readonly<Record<'yes' | 'no' | 'allowed' | 'blocked', readonly string[]>>
  readonly spelling: SpellingAlphabet
  /** Words of this language that people choose for passwords; English ones are in the common list. */
  readonly terms: readonly string[]
}

/** The printable ASCII symbols in code order: every language names them in this order. */
export const symbolOrder = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'

/** Assigns names, separated by `|`, to characters in order. */
export function named(characters: string, names: string): Readonly<Record<string, string>> {
  const list = names.split('|')
  return Object.fromEntries([...characters].map((character, index) => [character, list[index] ?? character]))
}

/** The words of a text, for lists that would otherwise take a line a word. */
export function listed(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
