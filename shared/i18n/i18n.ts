import { createInstance, type i18n, type TFunction } from 'i18next'
import type { Language } from '../ids.ts'
import da from './da.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import sv from './sv.json' with { type: 'json' }

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
    returnNull: false
    contextSeparator: '|'
  }
}

export type Translate = TFunction

/** An i18next instance of its own with all three languages loaded, so that a screen, a slip and the command line can speak different ones at once. */
export function createWords(language: Language): i18n {
  const words = createInstance()
  void words.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    // Error codes have underscores in their names, which would otherwise mean a context.
    contextSeparator: '|',
    resources: { en: { translation: en }, da: { translation: da }, sv: { translation: sv } },
    interpolation: { escapeValue: false },
  })
  return words
}

/** The first supported language of a list of BCP 47 tags, English if none is; Norwegian readers get Danish. */
export function languageFrom(tags: readonly string[]): Language {
  for (const tag of tags) {
    const base = tag.toLowerCase().split(/[-_.]/)[0]
    if (base === 'da' || base === 'nb' || base === 'nn' || base === 'no') return 'da'
    if (base === 'sv') return 'sv'
    if (base === 'en') return 'en'
  }
  return 'en'
}
