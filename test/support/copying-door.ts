import type { DoorPort } from '../../electron/door/door-port.ts'

/** A door with a clipboard, which keeps nothing. */
export const copyingDoor: DoorPort = {
  kind: 'desktop',
  canCopy: true,
  canProtectScreen: false,
  systemLanguage: () => 'en',
  systemRegion: () => null,
  copy: () => Promise.resolve(),
  copyPlain: () => Promise.resolve(),
  protectScreen: () => {},
  close: () => Promise.resolve(),
}
