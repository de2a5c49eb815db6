import { barText } from '../../../shared/i18n/field-name.ts'
import type { ImportProblem } from '../../../shared/imports.ts'
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
  'inDirectory',
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

/** What is wrong with a field that somebody fills in, in words. */
export function fieldFaultText(fault: string, detail: number | null, words: Pick<Words, 't'>): string {
  return fault === 'missing' ? words.t('ui.mustFill') : faultText(fault, detail, words)
}

/** What is wrong with a value, in words; `detail` is the limit or the other line that the sentence mentions. */
export function faultText(fault: string, detail: number | null, { t }: Pick<Words, 't'>): string {
  if (!faults.includes(fault)) return barText(t, fault) ?? t('users.fieldInvalid')
  return t(`imports.reasons.${fault as ImportProblem['reason']}`, { number: detail ?? 0 })
}
