import { randomBytes } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Database } from '../db/database.ts'
import type { Hasher } from '../passwords/hash.ts'
import type { StoredUser } from '../users/users-store.ts'
import { createBuiltInStore } from './built-in-store.ts'
import type { Directory, DirectoryKey, HistoryReach, Receipt, Verdict } from './directory.ts'

export type BuiltInDeps = {
  readonly db: Database
  readonly hasher: Hasher
  readonly stored: (id: number) => StoredUser | null
  readonly now: () => number
}
const notFound = () => new DomainError('NOT_FOUND', { what: 'user' })
export type BuiltInDirectory = ReturnType<typeof createBuiltInDirectory>

/** The key of somebody in the built-in directory. */
export const builtInKey = (id: UserId): DirectoryKey => String(id)
/** Ids begin at 1. */
const idOf = (key: DirectoryKey): number => (/^[1-9]\d{0,14}$/.test(key) ? Number(key) : 0)

/** The directory that Keydesk brings with it: its entries are the rows of `users`, with an argon2id hash each. A new password also ends a lockout (Microsoft Entra smart lockout). */
export function createBuiltInDirectory({ db, hasher, stored, now }: BuiltInDeps) {
  const store = createBuiltInStore(db.sql)

  /** `pepper` is given for a sign-in while the vault is still locked. */
  async function verify(key: DirectoryKey | null, password: string, pepper?: Buffer): Promise<Verdict> {
    // Both are read before anything is awaited, so that the version belongs to the hash that is compared.
    const { hash, version } = key === null ? { hash: null, version: null } : store.known(idOf(key))
    if (hash === null || version === null) {
      await hasher.verifyNobody(password, pepper)
      return { kind: 'wrong' }
    }
    return (await hasher.verify(hash, password, pepper)) ? { kind: 'right', version } : { kind: 'wrong' }
  }

  /** The receipt for a hash that is ready to be written in the caller's transaction. */
  function receiptOf(key: DirectoryKey, hash: string): Receipt {
    const [version, changedAt] = [randomBytes(16).toString('hex'), now()]
    const write = (mustChange: boolean) => {
      store.remember(idOf(key), changedAt)
      if (!store.put(idOf(key), { hash, version, changedAt, mustChange })) throw notFound()
    }
    return { version, changedAt, write }
  }

  async function earlier(key: DirectoryKey, password: string, { count, since }: HistoryReach) {
    const { hash } = store.known(idOf(key))
    if (hash !== null && (await hasher.verify(hash, password))) return 'current'
    for (const old of store.history(idOf(key), count, since)) {
      if (await hasher.verify(old, password)) return 'earlier'
    }
    return null
  }

  const directory = {
    kind: 'builtIn',
    capabilities: { writes: 'inStore' },
    read: async (key) => {
      const user = stored(idOf(key))
      if (user === null) return null
      const { username, displayName, contact, isBlocked, hasPassword, isTemporary, mustChange, changedAt } = user
      const password = { isSet: hasPassword, mustChange: isTemporary || mustChange, changedAt }
      return {
        key,
        version: store.known(user.id).version,
        username,
        displayName,
        contact,
        isBlocked,
        // A lock after wrong passwords is Keydesk's own.
        lock: null,
        isProtected: false,
        password: { ...password, expiresAt: null, neverExpires: user.neverExpires },
      }
    },
    verify: (key, password) => verify(key, password),
    reset: async (key, { password }) => receiptOf(key, await hasher.hash(password)),
    requireChange: async (key) => {
      if (stored(idOf(key)) === null) throw notFound()
      const { version } = store.known(idOf(key))
      return { version: version ?? '', changedAt: now(), write: () => store.requireChange(idOf(key)) }
    },
    earlier,
  } satisfies Directory

  return {
    ...directory,
    /**
     * The version of somebody's password; null without a password. A new version makes proofs, links and codes invalid that were made for an
     * earlier one.
     */
    versionOf: (id: number): string | null => store.known(id).version,
    /** A sign-in while the vault is locked, with the pepper from the slot of the admin who signs in. */
    verifyWith: (id: UserId, password: string, pepper: Buffer): Promise<Verdict> =>
      verify(builtInKey(id), password, pepper),
    /**
     * Hashes a password again where its hash has weaker parameters than today's; answers the version afterwards, which is another one if the
     * hash was replaced.
     */
    renew: async (id: UserId, password: string, version: string): Promise<string> => {
      const known = store.known(id)
      const isSame = known.hash !== null && known.version === version
      if (isSame && !hasher.isOutdated(known.hash)) return version
      if (isSame && store.rehash(id, await hasher.hash(password), known.hash)) return store.known(id).version ?? ''
      // Another sign-in has replaced the hash first, or somebody has reset the password; only comparing the password with the new hash
      // tells which.
      const verdict = await verify(builtInKey(id), password)
      return verdict.kind === 'right' ? verdict.version : version
    },
    /** Requires a new password at the next sign-in, as part of the caller's transaction. */
    requireChangeNow: (id: number): void => store.requireChange(id),
    /** Stores the first admin's password, which was hashed before there was a vault. */
    putFirst: (id: UserId, hash: string): void => receiptOf(builtInKey(id), hash).write?.(false),
  }
}
