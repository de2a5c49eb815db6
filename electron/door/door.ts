import type { doorContract } from '../../shared/door.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Implements } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { DoorPort } from './door-port.ts'

/** What the door in use can do, so that one screen serves them all. */
export function createDoor(deps: { readonly port: DoorPort; readonly passwords: Passwords; readonly values: Values }) {
  const { port } = deps
  const service: Implements<typeof doorContract> = {
    capabilities: () => ({
      kind: port.kind,
      canCopy: port.canCopy,
      canProtectScreen: port.canProtectScreen,
      systemLanguage: port.systemLanguage(),
      systemRegion: port.systemRegion(),
      areNotificationsRefused: port.areNotificationsRefused?.() ?? false,
    }),
    copyPassword: async ({ secretId }, call) => {
      if (!port.canCopy) throw new DomainError('DOOR_CANNOT')
      const clearsInSeconds = deps.values.read().clipboardSeconds
      await port.copy(deps.passwords.openForCopy(secretId, call), clearsInSeconds)
      return { clearsInSeconds }
    },
    copyText: async ({ text }) => {
      if (!port.canCopy) throw new DomainError('DOOR_CANNOT')
      const clearsInSeconds = deps.values.read().clipboardSeconds
      await port.copy(text, clearsInSeconds)
      return { clearsInSeconds }
    },
    copyPlain: async ({ text }) => {
      if (!port.canCopy) throw new DomainError('DOOR_CANNOT')
      await port.copyPlain(text)
      return {}
    },
    languageChosen: ({ language }) => {
      port.languageChosen?.(language)
      return {}
    },
    protectScreen: ({ isOn }) => {
      if (port.canProtectScreen) port.protectScreen(isOn && deps.values.read().isScreenProtected)
      return {}
    },
  }
  return service
}
