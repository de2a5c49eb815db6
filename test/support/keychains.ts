import type { Keychain } from '../../electron/vault/keychain.ts'

const refuse = (): never => {
  throw new Error('no keychain')
}

/** A machine without any keychain: every call throws, as the real one does there. */
export const noKeychain: Keychain = { read: refuse, readLater: async () => refuse(), write: refuse, remove: refuse }

/** A keychain in memory, for tests of what uses it; the real one is tested on its own. */
export function memoryKeychain(
  before: Iterable<readonly [string, Uint8Array]> = [],
): Keychain & { readonly secrets: Map<string, Uint8Array> } {
  const secrets = new Map(before)
  return {
    secrets,
    read: (account) => secrets.get(account) ?? null,
    readLater: async (account) => secrets.get(account) ?? null,
    write: (account, secret) => void secrets.set(account, Uint8Array.from(secret)),
    remove: (account) => void secrets.delete(account),
  }
}
