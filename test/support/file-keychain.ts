import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keychain } from '../../electron/vault/keychain.ts'

/** A keychain of files, so that processes which a test kills open their vault at once; the product never keeps a key in a file. */
export function fileKeychain(folder: string): Keychain {
  const file = (account: string) => join(folder, `${account}.key`)
  const read = (account: string) => (existsSync(file(account)) ? new Uint8Array(readFileSync(file(account))) : null)
  return {
    read,
    readLater: async (account) => read(account),
    write: (account, secret) => writeFileSync(file(account), secret),
    remove: (account) => rmSync(file(account), { force: true }),
  }
}
