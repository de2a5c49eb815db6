import type * as Keyring from '@napi-rs/keyring'
import { standIn } from './electron-records.ts'
import { fake } from './electron-stand-in-parts.ts'

/** The system's keychain as far as Keydesk uses it, in memory, so that no test reaches for the real one. */
export const Entry = function EntryStandIn(service: string, account: string) {
  const { keychain } = standIn.records
  const name = `${service} ${account}`
  mustGiveOut()
  return fake<Keyring.Entry>({
    getSecret: () => keychain[name] ?? null,
    setSecret: (secret) => {
      keychain[name] = [...secret]
    },
    deleteCredential: () => delete keychain[name],
  })
} as unknown as typeof Keyring.Entry

/** The same beside the main thread, where the system may ask the person first; a test answers with `standIn.answerKeychain`. */
export const AsyncEntry = function AsyncEntryStandIn(service: string, account: string) {
  const getSecret = async () => {
    if (standIn.machine.keychain === 'asks') await standIn.keychainAnswer()
    return new Entry(service, account).getSecret()
  }
  return fake<Keyring.AsyncEntry>({ getSecret })
} as unknown as typeof Keyring.AsyncEntry

/** The library's own words for each (keyring-core, Error). */
function mustGiveOut(): void {
  const { keychain } = standIn.machine
  const isMac = process.platform === 'darwin'
  if (keychain === 'denies')
    throw new Error(
      isMac ? 'Platform failure: Brugernavnet er forkert' : "Couldn't access platform storage: object locked",
    )
  if (keychain === 'broken')
    throw new Error(isMac ? "Couldn't access platform storage: -25295" : 'Platform failure: No DBus session')
}
