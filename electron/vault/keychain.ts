import { Entry } from '@napi-rs/keyring'

/** The operating system's keychain as Keydesk needs it: one secret per vault. Every call throws where no keychain can be reached. */
export type Keychain = {
  readonly read: (account: string) => Uint8Array | null
  readonly write: (account: string, secret: Uint8Array) => void
  readonly remove: (account: string) => void
}

const service = 'keydesk'

/**
 * The real keychain through @napi-rs/keyring. On Linux the Secret Service is chosen explicitly, because the library would otherwise fall back
 * to kernel memory, which is lost at a restart.
 */
export function systemKeychain(): Keychain {
  const entry = (account: string) => new Entry(service, account, { linux: { store: 'secret-service' } })
  return {
    read: (account) => {
      const secret = entry(account).getSecret()
      return secret ? new Uint8Array(secret) : null
    },
    write: (account, secret) => entry(account).setSecret(secret),
    remove: (account) => {
      entry(account).deleteCredential()
    },
  }
}

/** A keychain that is never available: for the demo, which must leave nothing on the machine. */
function noKeychain(): Keychain {
  const refuse = () => {
    throw new Error('This data folder uses no keychain.')
  }
  return { read: refuse, write: refuse, remove: refuse }
}

/** The keychain of a real organisation or of the demo. */
export function keychainFor(isDemo: boolean): Keychain {
  return isDemo ? noKeychain() : systemKeychain()
}
