import type * as Keyring from '@napi-rs/keyring'
import { standIn } from './electron-records.ts'
import { fake } from './electron-stand-in-parts.ts'

/** The system's keychain as far as Keydesk uses it, in memory, so that no test reaches for the real one. */
export const Entry = function EntryStandIn(service: string, account: string) {
  if (!standIn.machine.hasKeychain) throw new Error('No keychain can be reached')
  const { keychain } = standIn.records
  const name = `${service} ${account}`
  return fake<Keyring.Entry>({
    getSecret: () => keychain[name] ?? null,
    setSecret: (secret) => {
      keychain[name] = [...secret]
    },
    deleteCredential: () => delete keychain[name],
  })
} as unknown as typeof Keyring.Entry
