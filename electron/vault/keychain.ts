import { AsyncEntry, Entry } from '@napi-rs/keyring'

/** The operating system's keychain as Keydesk needs it: one secret per vault. Every call throws where no keychain can be reached. */
export type Keychain = {
  readonly read: (account: string) => Uint8Array | null
  /** The same beside the main thread, because the system may ask the person first, and a window must not stand still meanwhile. */
  readonly readLater: (account: string) => Promise<Uint8Array | null>
  readonly write: (account: string, secret: Uint8Array) => void
  readonly remove: (account: string) => void
}

const service = 'keydesk'

/**
 * The real keychain through @napi-rs/keyring. On Linux the Secret Service is chosen explicitly, because the library would otherwise fall back
 * to kernel memory, which is lost at a restart.
 */
export function systemKeychain(): Keychain {
  const options = { linux: { store: 'secret-service' } } as const
  const entry = (account: string) => new Entry(service, account, options)
  return {
    read: (account) => {
      const secret = entry(account).getSecret()
      return secret ? new Uint8Array(secret) : null
    },
    readLater: async (account) => {
      const secret = await new AsyncEntry(service, account, options).getSecret()
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
  return { read: refuse, readLater: async () => refuse(), write: refuse, remove: refuse }
}

/** How the keyring library begins the error of a keychain that refuses, per system; what follows is the system's, in the system's language. */
const refusals: Partial<Record<NodeJS.Platform, RegExp>> = {
  // Every failure but that of a missing keychain: the person said no, or did not unlock it (apple-native-keyring-store, decode_error).
  darwin: /^platform failure/i,
  // A locked collection, or a question that was closed (dbus-secret-service-keyring-store, decode_error).
  linux: /^couldn.t access platform/i,
}

/** Whether a keychain refused Keydesk or does not work at all. Windows' gives out everything to the person who is signed in. */
export function keychainFaultOf(
  error: unknown,
  platform: NodeJS.Platform = process.platform,
): 'denied' | 'unreachable' {
  const isRefusal = error instanceof Error && refusals[platform]?.test(error.message) === true
  return isRefusal ? 'denied' : 'unreachable'
}

/** The keychain of a real organisation or of the demo. */
export function keychainFor(isDemo: boolean): Keychain {
  return isDemo ? noKeychain() : systemKeychain()
}
