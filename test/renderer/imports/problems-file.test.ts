import { describe, expect, it } from 'vitest'
import { problemsFile } from '../../../renderer/imports/problems-file.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import type { Language } from '../../../shared/ids.ts'
import type { ImportProblem } from '../../../shared/imports.ts'

const problem: ImportProblem = {
  ...{ line: 7, column: '=cmd|"x"', person: 'ida@nordwind.test', value: '+1; 2', reason: 'tooLong', detail: 64 },
}
const file = (language: Language) => problemsFile([problem], { t: createWords(language).t, language })

describe('the file of import problems', () => {
  it('is a CSV file for Excel with the line, the person, the column, the value and the reason in words', () => {
    expect(file('en')).toBe(
      '\ufeffLine,User name,Column,Value,Problem\r\n7,ida@nordwind.test,"\'=cmd|""x""","\'+1; 2",Longer than 64 characters.\r\n',
    )
  })

  it('has the separator of the Nordic Excel', () => {
    expect(file('da')).toContain('Linje;Brugernavn;Kolonne;Værdi;Problem')
    expect(file('sv')).toContain('\n7;')
  })
})
