import type { TFunction } from 'i18next'
import type { Language } from '../languages.ts'
import { type EditBar, editBars, type ValueBar, valueBars } from '../rules/directory/directory-fields.ts'
import { type PositionedField, userFileFields, userFileHeadings } from '../rules/files/user-file-headings.ts'

function sentenceCase(text: string, language: string): string {
  return text
    .split(' ')
    .map((word, index) =>
      index === 0 || word === word.toLocaleUpperCase(language) ? word : word.toLocaleLowerCase(language),
    )
    .join(' ')
}

/** A field's label: Microsoft's heading in the reader's language, written as labels are. */
export function fieldLabel(field: PositionedField, { language }: { readonly language: Language }): string {
  return sentenceCase(userFileHeadings[language][field], language)
}

/** The labels of the other fields that an error can name. */
const labels = {
  body: 'mail.template.body',
  departments: 'groups.departments',
  groupName: 'groups.name',
  groups: 'groups.title',
  host: 'mail.host',
  hostName: 'portal.hostName',
  minutes: 'passes.minutes',
  path: 'sms.path',
  pattern: 'sms.pattern',
  senderAddress: 'mail.senderAddress',
  senderName: 'mail.senderName',
  subject: 'mail.template.subject',
  to: 'mail.test.to',
  updateAddress: 'updates.url',
  updateFolder: 'updates.path',
} as const

function hasLabel(field: string): field is keyof typeof labels {
  return Object.hasOwn(labels, field)
}

/** The field at a path of bad input, such as `contact.city`, as its form calls it; null for one that no form shows. */
export function fieldName(t: TFunction, language: Language, path: string): string | null {
  const field = path.split('.').at(-1) ?? ''
  const known = userFileFields.find((one) => one === field)
  if (known !== undefined) return fieldLabel(known, { language })
  return hasLabel(field) ? t(labels[field]) : null
}

const bars: readonly string[] = [...editBars, ...valueBars, 'username']

/** Why a directory does not let a field be changed, or have a value, in words; null for any other reason. */
export function barText(t: TFunction, reason: string): string | null {
  return bars.includes(reason) ? t(`users.bars.${reason as EditBar | ValueBar | 'username'}`) : null
}

/** Says which field of somebody has another value in their directory by now, and which. */
export function conflictText(
  t: TFunction,
  language: Language,
  { field, now }: { readonly field: string; readonly now: string },
): string {
  const name = fieldName(t, language, field) ?? field
  return now === ''
    ? t('errors.directoryConflictEmpty', { field: name })
    : t('errors.directoryConflict', { field: name, now })
}

/** Says which field of the input is not valid; in general words where no form shows it, or where there are several. */
export function badInputText(t: TFunction, language: Language, paths: readonly string[]): string {
  const [path = ''] = paths
  const field = paths.length === 1 ? fieldName(t, language, path) : null
  return field === null ? t('errors.BAD_REQUEST') : t('errors.FIELD_INVALID', { field })
}

/** Says which field is not valid, and why where a directory has said so, or where the reason can't be seen in the field itself. */
export function fieldFaultText(
  t: TFunction,
  language: Language,
  { field, reason }: { readonly field: string; readonly reason: string },
): string {
  // Names of groups and views that are taken have errors of their own.
  if (reason === 'taken') return t('directories.nameTaken')
  const [name, why] = [fieldName(t, language, field), barText(t, reason)]
  return name === null || why === null ? badInputText(t, language, [field]) : t('errors.fieldBar', { field: name, why })
}
