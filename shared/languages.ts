import da from './i18n/da.json' with { type: 'json' }
import { danish } from './i18n/da.ts'
import en from './i18n/en.json' with { type: 'json' }
import { english } from './i18n/en.ts'
import type { LanguageFacts } from './i18n/language-facts.ts'
import nb from './i18n/nb.json' with { type: 'json' }
import { norwegian } from './i18n/nb.ts'
import sv from './i18n/sv.json' with { type: 'json' }
import { swedish } from './i18n/sv.ts'

/**
 * Every language that Keydesk speaks, in the order in which they are offered. A new one is named here and in electron/language/language.ts,
 * and consists of shared/i18n/CODE.json and CODE.ts, electron/language/CODE.ts, build/package/installer/texts/CODE.nsh and
 * test/language/CODE.ts; nothing else names it.
 */
export const languages = ['en', 'da', 'sv', 'nb'] as const
export type Language = (typeof languages)[number]

/** The language for people whose language is unknown, and for scripts. */
export const defaultLanguage: Language = 'en'

/** The best substitute for languages that Keydesk does not speak, by the first part of a BCP 47 tag. */
export const nearestLanguages: Readonly<Record<string, Language>> = { nn: 'nb', no: 'nb' }

export const languageFacts: Readonly<Record<Language, LanguageFacts>> = {
  en: english,
  da: danish,
  sv: swedish,
  nb: norwegian,
}

/** The texts of the screens. The type is that of the English texts, so that a missing text in another language does not compile. */
export const languageTexts: Readonly<Record<Language, typeof en>> = { en, da, sv, nb }

/** An object with one value for each language. */
export function forEachLanguage<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(languages.map((language) => [language, make(language)])) as Record<Language, T>
}

/** A stored language as one that this version speaks: another version may have stored a further one. */
export function knownLanguage(stored: string): Language {
  return languages.find((language) => language === stored) ?? defaultLanguage
}
