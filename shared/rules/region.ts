import { type Language, languageFacts } from '../languages.ts'

/** The region that a BCP 47 tag names, such as `DK`; null for a tag without one, and for a text that is no tag. */
export function regionOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag).region ?? null
  } catch {
    return null
  }
}

/** The locale for dates and numbers: words of the language, in the form of the region; the language's own region where none is known. */
export function localeIn(language: Language, region: string | null): string {
  return region === null ? languageFacts[language].locale : `${language}-${region}`
}
