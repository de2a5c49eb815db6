import { describe, expect, it } from 'vitest'
import { problemsFile } from '../../../renderer/imports/problems-file.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import type { Language } from '../../../shared/ids.ts'
import type { ImportProblem } from '../../../shared/imports.ts'

const problem: ImportProblem = { line: 7, column: '=cmd|"x"', reason: 'tooLong', detail: 64 }
const file = (language: Language) => problemsFile([problem], { t: createWords(language).t, language })

describe('the file of import problems', () => {
  it('is a CSV file for Excel with the line, the column and the reason in words', () => {
    expect(file('en')).toBe('\ufeff"Line","Column","Problem"\r\n"7","\'=cmd|""x""","Longer than 64 characters."\r\n')
  })

  it('has the separator of the Nordic Excel', () => {
    expect(file('da')).toContain('"Linje";"Kolonne";"Problem"')
    expect(file('sv')).toContain('"7";')
  })
})
