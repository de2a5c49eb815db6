import type { TFunction } from 'i18next'
import type { DoorName } from '../audit.ts'

/** The doors whose process can hold a data folder. */
const doors = ['desktop', 'browser', 'commandLine'] as const satisfies readonly DoorName[]

/** Says that another process works in a data folder, and which one where the folder names it (`browser, process 7`). */
export function folderInUse(t: TFunction, holder: string): string {
  const [, named, process] = /^(\w+), process (\d+)$/.exec(holder) ?? []
  const door = doors.find((one) => one === named)
  if (door === undefined) return t('errors.folderInUseByAnother')
  return t('errors.FOLDER_IN_USE', { door: t(`audit.doors.${door}`), process })
}
