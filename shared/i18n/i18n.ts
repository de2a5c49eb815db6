import { createInstance, type i18n, type TFunction } from 'i18next'
import {
  defaultLanguage,
  forEachLanguage,
  type Language,
  languages,
  languageTexts,
  nearestLanguages,
} from '../languages.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: (typeof languageTexts)[typeof defaultLanguage] }
    returnNull: false
    contextSeparator: '|'
  }
}

export type Translate = TFunction

const resources = forEachLanguage((language) => ({ translation: languageTexts[language] }))

/** An i18next instance with every language loaded, so that a screen, a slip and the command line can use different languages at the same time. */
export function createWords(language: Language): i18n {
  const words = createInstance()
  void words.init({
    lng: language,
    fallbackLng: defaultLanguage,
    initAsync: false,
    // Error codes contain underscores, which i18next would otherwise read as a context.
    contextSeparator: '|',
    resources,
    interpolation: { escapeValue: false },
  })
  return words
}

/** The first tag of a list of BCP 47 tags whose language Keydesk speaks, or is close to one; English if there is none. */
export function languageFrom(tags: readonly string[]): Language {
  for (const tag of tags) {
    const base = tag.toLowerCase().split(/[-_.]/)[0] ?? ''
    const spoken = languages.find((language) => language === base) ?? nearestLanguages[base]
    if (spoken !== undefined) return spoken
  }
  return defaultLanguage
}
