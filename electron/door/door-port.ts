import type { Language } from '../../shared/ids.ts'

/** What a door can do beyond passing requests on; only the desktop door can do all of it. */
export type DoorPort = {
  readonly kind: 'desktop' | 'browser'
  readonly canCopy: boolean
  readonly canProtectScreen: boolean
  readonly systemLanguage: () => Language | null
  readonly systemRegion: () => string | null
  /** Puts a password on the clipboard with the system's marks against history and cloud, and clears it later if it is still there. */
  readonly copy: (text: string, clearAfterSeconds: number) => Promise<void>
  /** Puts a text that is no secret on the clipboard and leaves it there. */
  readonly copyPlain: (text: string) => Promise<void>
  /** Shows a folder of this machine in the system's own program; throws FOLDER_NOT_OPENED. Missing where the door can't. */
  readonly openFolder?: (path: string) => Promise<void>
  readonly protectScreen: (isOn: boolean) => void
  /** Called with the language that was chosen on the page, for what the door itself shows. */
  readonly languageChosen?: (language: Language) => void
  /** Called whenever the number of waiting requests changes, with that number and the ids of requests for help that have just arrived. */
  readonly requestsWaiting?: (count: number, arrived: readonly number[]) => void
  /** True once the system has shown none of them. Missing where the door never has any. */
  readonly areNotificationsRefused?: () => boolean
  readonly close: () => Promise<void>
}

/** A door without a window of its own: the page itself copies, and nothing can be kept out of screen captures. */
export function plainDoor(
  systemLanguage: () => Language | null,
  systemRegion: () => string | null = () => null,
): DoorPort {
  return {
    kind: 'browser',
    canCopy: false,
    canProtectScreen: false,
    systemLanguage,
    systemRegion,
    copy: () => Promise.reject(new Error('This door has no clipboard.')),
    copyPlain: () => Promise.reject(new Error('This door has no clipboard.')),
    protectScreen: () => {},
    close: () => Promise.resolve(),
  }
}
