import type { Language } from '../../shared/languages.ts'
import type { TemplateName, TemplateText } from '../../shared/rules/mail-template.ts'
import { danishWords } from './da.ts'
import { englishWords } from './en.ts'
import { norwegianWords } from './nb.ts'
import type { QuestionName } from './questions.ts'
import { swedishWords } from './sv.ts'

/** What the main process needs of one language, and the screens do not. */
export type LanguageWords = {
  /** The mails as shipped. */
  readonly templates: Readonly<Record<TemplateName, TemplateText>>
  /** Not by Intl, whose Swedish day is a "dygn". */
  readonly units: Readonly<Record<'days' | 'minutes', readonly [one: string, many: string]>>
  /** The security questions as shipped. */
  readonly questions: Readonly<Record<QuestionName, string>>
  /** What passphrases are made of. */
  readonly passphraseWords: readonly string[]
  /** Beginnings and ends of words that nobody should find on a slip of paper, as a regular expression. */
  readonly rude: string
}

export const languageWords: Readonly<Record<Language, LanguageWords>> = {
  en: englishWords,
  da: danishWords,
  sv: swedishWords,
  nb: norwegianWords,
}
