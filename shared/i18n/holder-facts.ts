import type { TFunction } from 'i18next'
import type { DoorName } from '../audit.ts'

/** The doors whose process can hold a data folder. */
const doors = ['desktop', 'browser', 'commandLine'] as const satisfies readonly DoorName[]

/** The process that holds a data folder (`browser, process 7`) as its sentence needs it: the door in words, and the number of the process. */
export function holderFacts(t: TFunction, holder: string): { readonly door: string; readonly process: string } {
  const [, door = '', process = ''] = /^(\w+), process (\d+)$/.exec(holder) ?? []
  const known = doors.find((one) => one === door)
  return { door: known === undefined ? door : t(`audit.doors.${known}`), process }
}
