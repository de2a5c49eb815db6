import type { ImportProblem } from '../../../shared/imports.ts'
import { type PositionedField, userFileHeadings } from '../../../shared/rules/files/user-file-headings.ts'
import type { Words } from './words.ts'

const faults: readonly string[] = [
  'missing',
  'tooLong',
  'usernameInvalid',
  'usernameNoAt',
  'usernameDotBeforeAt',
  'usernameTooLong',
  'emailInvalid',
  'controlCharacter',
  'duplicateInFile',
  'existsAlready',
  'unknownUser',
  'notAllowed',
  'departmentDecides',
  'ownMailbox',
  'lostNumber',
  'decodedTwice',
  'lostCharacter',
  'formula',
  'signInUnclear',
  'tooManyColumns',
  'cutShort',
] satisfies readonly ImportProblem['reason'][]

function sentenceCase(text: string, language: string): string {
  return text
    .split(' ')
    .map((word, index) =>
      index === 0 || word === word.toLocaleUpperCase(language) ? word : word.toLocaleLowerCase(language),
    )
    .join(' ')
}

/** A field's label: Microsoft's heading in the reader's language, written as labels are. */
export function fieldLabel(field: PositionedField, { language }: Pick<Words, 'language'>): string {
  return sentenceCase(userFileHeadings[language][field], language)
}

/** What is wrong with a field that somebody fills in, in words. */
export function fieldFaultText(fault: string, detail: number | null, words: Pick<Words, 't'>): string {
  return fault === 'missing' ? words.t('ui.mustFill') : faultText(fault, detail, words)
}

/** What is wrong with a value, in words; `detail` is the limit or the other line that the sentence mentions. */
export function faultText(fault: string, detail: number | null, { t }: Pick<Words, 't'>): string {
  if (!faults.includes(fault)) return t('users.fieldInvalid')
  return t(`imports.reasons.${fault as ImportProblem['reason']}`, { number: detail ?? 0 })
}
