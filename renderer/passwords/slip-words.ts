import type { TFunction } from 'i18next'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { localeOf } from '../base/words/words.ts'

export type SlipWords = {
  readonly t: TFunction
  readonly language: Language
  readonly formatDateTime: (ms: number) => string
}

const made = new Map<Language, SlipWords>()

/** The words of a slip in its reader's language, which is often not the screen's. */
export function slipWordsOf(language: Language): SlipWords {
  const known = made.get(language)
  if (known !== undefined) return known
  const date = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full', timeStyle: 'short' })
  const words = { t: createWords(language).t, language, formatDateTime: (ms: number) => date.format(ms) }
  made.set(language, words)
  return words
}
