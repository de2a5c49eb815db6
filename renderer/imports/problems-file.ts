import type { ImportProblem } from '../../shared/imports.ts'
import { csvLine, csvMark } from '../../shared/rules/files/csv-line.ts'
import { faultText } from '../base/words/field-words.ts'
import { fileWordsIn } from '../base/words/file-words.ts'
import type { Words } from '../base/words/words.ts'

/** The problems of an import file as a CSV file for Excel, so that somebody else can correct them. */
export function problemsFile(problems: readonly ImportProblem[], words: Pick<Words, 't' | 'language'>): string {
  const { t, language } = words
  const lines = [
    [t('imports.line'), t('imports.person'), t('imports.column'), t('imports.value'), t('imports.reason')],
    ...problems.map(({ line, column, person, value, reason, detail }) => [
      ...[String(line), person, column, value, faultText(reason, detail, words)],
    ]),
  ]
  return csvMark + lines.map((line) => csvLine(line, fileWordsIn(language).separator)).join('')
}
