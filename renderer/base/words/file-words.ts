import type { Language } from '../../../shared/languages.ts'
import { type FileWords, separatorIn } from '../../../shared/rules/files/csv-line.ts'
import { localeOf } from './words.ts'

/** How a file is written for the reader: in the language of the screen, and with the separator that Excel expects in the reader's region. */
export function fileWordsIn(language: Language): Required<FileWords> {
  return { language, separator: separatorIn(localeOf(language)) }
}
