import type { TFunction } from 'i18next'
import { doorName } from '../audit.ts'

/** The process that holds a data folder (`browser, process 7`) as its sentence needs it: the door in words, and the number of the process. */
export function holderFacts(t: TFunction, holder: string): { readonly door: string; readonly process: string } {
  const [, door = '', process = ''] = /^(\w+), process (\d+)$/.exec(holder) ?? []
  const known = doorName.safeParse(door)
  return { door: known.success ? t(`audit.doors.${known.data}`) : door, process }
}
