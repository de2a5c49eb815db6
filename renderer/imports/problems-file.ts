import type { ImportProblem } from '../../shared/imports.ts'
import { languageFacts } from '../../shared/languages.ts'
import { guardFormula } from '../../shared/rules/user-file-formulas.ts'
import { faultText } from '../base/words/field-words.ts'
import type { Words } from '../base/words/words.ts'

function cell(value: string): string {
  return `"${guardFormula(value).replaceAll('"', '""')}"`
}

/** The problems of an import file as a CSV file for Excel, so that somebody else can correct them. */
export function problemsFile(problems: readonly ImportProblem[], words: Pick<Words, 't' | 'language'>): string {
  const { t, language } = words
  const { separator } = languageFacts[language]
  const lines = [
    [t('imports.line'), t('imports.column'), t('imports.reason')],
    ...problems.map(({ line, column, reason, detail }) => [String(line), column, faultText(reason, detail, words)]),
  ]
  return `\ufeff${lines.map((line) => `${line.map(cell).join(separator)}\r\n`).join('')}`
}
