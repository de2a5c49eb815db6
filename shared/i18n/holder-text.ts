import type { TFunction } from 'i18next'
import { defaultLanguage, languageTexts } from '../languages.ts'

const { doors } = languageTexts[defaultLanguage].audit

const isDoor = (name: string): name is keyof typeof doors => Object.hasOwn(doors, name)

/** Who holds a data folder, in words, from what that process wrote there (`browser, process 7`); anything else as it stands. */
export function holderText(t: TFunction, holder: string): string {
  const [, door = '', process] = /^(\w+), process (\d+)$/.exec(holder) ?? []
  return isDoor(door) ? t('errors.holder', { door: t(`audit.doors.${door}`), process }) : holder
}
