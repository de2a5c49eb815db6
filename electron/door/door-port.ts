import type { Language } from '../../shared/ids.ts'

/** What a door can do beyond carrying requests; the desktop door can do it all, the others can't. */
export type DoorPort = {
  readonly kind: 'desktop' | 'browser'
  readonly canCopy: boolean
  readonly canProtectScreen: boolean
  readonly systemLanguage: () => Language | null
  /** Puts a password on the clipboard with the system's marks against history and cloud, and clears it later if it is still there. */
  readonly copy: (text: string, clearAfterSeconds: number) => Promise<void>
  /** Puts what is no secret on the clipboard, to stay there. */
  readonly copyPlain: (text: string) => Promise<void>
  readonly protectScreen: (isOn: boolean) => void
  /** Hears how many requests wait whenever that changes, and the numbers of those for help that have just arrived. */
  readonly requestsWaiting?: (count: number, arrived: readonly number[]) => void
  readonly close: () => Promise<void>
}

/** A door without a window of its own: the page copies by itself, nothing can be protected. */
export function plainDoor(systemLanguage: () => Language | null): DoorPort {
  return {
    kind: 'browser',
    canCopy: false,
    canProtectScreen: false,
    systemLanguage,
    copy: () => Promise.reject(new Error('This door has no clipboard.')),
    copyPlain: () => Promise.reject(new Error('This door has no clipboard.')),
    protectScreen: () => {},
    close: () => Promise.resolve(),
  }
}
