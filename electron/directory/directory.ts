import type { Contact } from '../../shared/users.ts'

/** What names somebody in a directory for good: objectGUID, entryUUID or nsUniqueId, and the row's number in the built-in one. */
export type DirectoryKey = string

/** Somebody as their directory has them. */
export type Entry = {
  readonly key: DirectoryKey
  /** The version of the password, another one after every change; null without a password. */
  readonly version: string | null
  readonly username: string
  readonly displayName: string
  readonly contact: Contact
  readonly isBlocked: boolean
  readonly password: {
    readonly isSet: boolean
    readonly mustChange: boolean
    /** Milliseconds UTC; null for never. */
    readonly changedAt: number | null
    readonly neverExpires: boolean
  }
}

/** What a directory says of a typed password; `version` is the one that was compared. */
export type Verdict =
  | { readonly kind: 'right'; readonly version: string }
  | { readonly kind: 'wrong' | 'mustChange' | 'expired' | 'locked' | 'blocked' }

/**
 * What a directory answers to a write. One that keeps its people in the store of Keydesk has not written yet: `write` does, in the transaction
 * that commits everything which follows from it, with what holds by then. Of any other directory the write is done and durable, and `write` is null.
 */
export type Receipt = {
  readonly version: string
  /** Milliseconds UTC. */
  readonly changedAt: number
  readonly write: ((mustChange: boolean) => void) | null
}

export type NewPassword = { readonly password: string; readonly mustChange: boolean }
/** How far back an earlier password counts: how many, and replaced since when, milliseconds UTC. */
export type HistoryReach = { readonly count: number; readonly since: number }

/**
 * What Keydesk asks of a directory that people live in; one contract test suite runs over all of them (test/electron/directory). Throws NOT_FOUND,
 * DIRECTORY_REFUSED and DIRECTORY_NOT_ALLOWED where nothing was written, and DIRECTORY_UNREACHABLE where it was not even asked. Whatever else a
 * write throws leaves its outcome unknown: `read` and `verify` tell it, never a second try. Each call ends by itself, within the patience that
 * the directory was opened with.
 */
export type Directory = {
  readonly kind: 'builtIn' | 'activeDirectory' | 'openLdap' | 'directoryServer389'
  readonly capabilities: {
    /** Whether a write is part of a transaction of the store, or done by the directory at once. */
    readonly writes: 'inStore' | 'external'
  }
  /** The entry as it is now, or null where there is none. */
  readonly read: (key: DirectoryKey) => Promise<Entry | null>
  /** Compares a typed password; null for somebody who does not exist, at the same cost (OWASP ASVS 6.3.8). */
  readonly verify: (key: DirectoryKey | null, password: string) => Promise<Verdict>
  /** A new password by an admin, or by a person who has proved themselves: nobody asks for the old one. It also ends the directory's own lock. */
  readonly reset: (key: DirectoryKey, password: NewPassword) => Promise<Receipt>
  /** Makes somebody choose a new password at the next sign-in, without giving them one; changes nothing for whoever has none. */
  readonly requireChange: (key: DirectoryKey) => Promise<Receipt>
  /** Whether a password is the one somebody has, or had within reach; null where it is neither. Absent where the directory judges that itself. */
  readonly earlier?: (key: DirectoryKey, password: string, reach: HistoryReach) => Promise<'current' | 'earlier' | null>
}

/** The directory that a user is in, and their key there. */
export type Home = { readonly directory: Directory; readonly key: DirectoryKey }
