import { forEachLanguage, type Language, languages } from '../../shared/languages.ts'

/** What the tests must know of one language: the file of each is test/language/CODE.ts. */
export type LanguageSamples = {
  /** Words that are written the same in English: any other text that is the same was forgotten. */
  readonly sameAsEnglish: readonly string[]
  /** Labels of the menu on macOS that are the same in English. */
  readonly sameInMenu: readonly string[]
  /** Every fault at the start of Keydesk says this. */
  readonly nothingChanged: RegExp
  /** Every fault of the store says this, or what is kept. */
  readonly nothingLost: RegExp
  /** How an environment names the language, and parts of what the command line says of a file for a folder and of an empty store. */
  readonly commandLine: { readonly locale: string; readonly isFile: string; readonly isEmpty: string }
  /** One day; ten minutes, and 20 November 2026. */
  readonly mail: readonly [days: string, minutesAndDate: string]
  /** `aB3-` in the alphabet of the phone. */
  readonly spelled: readonly string[]
}

const found = await Promise.all(
  languages.map(async (language) => {
    const { samples } = (await import(`../language/${language}.ts`)) as { readonly samples: LanguageSamples }
    return [language, samples] as const
  }),
)
const byLanguage = new Map<Language, LanguageSamples>(found)

export const samplesOf = forEachLanguage((language) => byLanguage.get(language) as LanguageSamples)
