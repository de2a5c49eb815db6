import type { Language } from '../../shared/languages.ts'
import type { TemplateName, TemplateText } from '../../shared/rules/mail-template.ts'
import { danishWords } from './da.ts'
import { englishWords } from './en.ts'
import type { HelpTexts } from './help-texts.ts'
import { norwegianWords } from './nb.ts'
import type { QuestionName } from './questions.ts'
import { swedishWords } from './sv.ts'

/** The words of one language that only the main process needs. */
export type LanguageWords = {
  /** The mail templates that Keydesk brings along. */
  readonly templates: Readonly<Record<TemplateName, TemplateText>>
  /** Written out, because Intl calls a day "dygn" in Swedish. */
  readonly units: Readonly<Record<'days' | 'minutes', readonly [one: string, many: string]>>
  /** The security questions that Keydesk brings along. */
  readonly questions: Readonly<Record<QuestionName, string>>
  /** The help of the command line. */
  readonly help: HelpTexts
  /** The words that passphrases are made of. */
  readonly passphraseWords: readonly string[]
  /** Beginnings and ends of words that should not appear in a password on paper, as a regular expression. */
  readonly rude: string
}

export const languageWords: Readonly<Record<Language, LanguageWords>> = {
  en: englishWords,
  da: danishWords,
  sv: swedishWords,
  nb: norwegianWords,
}
