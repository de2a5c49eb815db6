import type { DirectoryAbilities, RightLine } from '../../shared/directories.ts'
import type { Editable, FieldEdit } from '../../shared/rules/directory/directory-fields.ts'
import type { DirectoryRules, Fact, LockRules } from '../../shared/rules/directory/directory-rules.ts'
import type { Contact } from '../../shared/users.ts'

/** The key that identifies somebody in a directory for good: objectGUID, entryUUID or nsUniqueId; in the built-in directory the number of the row. */
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
  /** The directory's own lock after wrong passwords; `until` is null for one that only an admin ends. Null where the person is not locked. */
  readonly lock: { readonly until: number | null } | null
  /** True for an account of the directory's own admins, which others must not reset (Active Directory: adminCount). */
  readonly isProtected: boolean
  readonly password: {
    readonly isSet: boolean
    readonly mustChange: boolean
    /** Milliseconds UTC; null for never. */
    readonly changedAt: number | null
    /** When the directory lets it expire, milliseconds UTC; null for never, and where only Keydesk's own policy counts. */
    readonly expiresAt: number | null
    readonly neverExpires: boolean
    /** True where the directory takes a required change and never asks for it; absent for false. */
    readonly isMustChangeVoid?: boolean
  }
}

/**
 * What a directory says about a typed password; `version` is that of the password it was compared with. `mustChange` and `expired` are said of
 * the right password only.
 */
export type Verdict =
  | { readonly kind: 'right' | 'mustChange' | 'expired'; readonly version: string }
  | { readonly kind: 'wrong' | 'locked' | 'blocked' }

/** Entries that a look at a directory found, and keys of people who are gone. */
export type Seen = { readonly entries: readonly Entry[]; readonly gone: readonly DirectoryKey[] }
export type SeenEnd = {
  /** Where the next look begins. */
  readonly cursor: string
  /** Says that everybody was seen, so that whoever was not is gone. */
  readonly isWhole: boolean
  /** Says that nothing at all was written in the directory since the cursor: no groups and no rules either. Absent where that can't be known. */
  readonly isUnchanged?: boolean
}

/**
 * The answer of a directory to a write. The built-in directory has not written yet: `write` does so in the transaction that commits
 * everything which follows from the new password. In any other directory the write is done and durable, and `write` is null.
 */
export type Receipt = {
  readonly version: string
  /** Milliseconds UTC. */
  readonly changedAt: number
  /** The entry as it is after the write, where the directory was read then anyway. */
  readonly entry?: Entry
  readonly write: ((mustChange: boolean) => void) | null
}

export type NewPassword = {
  readonly password: string
  readonly mustChange: boolean
  /** True where the person chose it: a directory then also keeps its rules about earlier passwords, where it can. */
  readonly isOwn?: boolean
}
/** How far back an earlier password counts: how many, and replaced since when, milliseconds UTC. */
export type HistoryReach = { readonly count: number; readonly since: number }

/**
 * What Keydesk asks of a directory that users live in; one contract test suite runs over all of them (test/electron/directory). Throws
 * NOT_FOUND, WRONG_PASSWORD, DIRECTORY_REFUSED, DIRECTORY_NOT_ALLOWED, DIRECTORY_CONFLICT or FIELD_INVALID where nothing was written, and DIRECTORY_UNREACHABLE where
 * the directory was not even asked. After any other error of a write the outcome is unknown: it is found out by `read` and `verify`, never by writing again. Each call
 * ends by itself, within the time that the directory was opened with.
 */
export type Directory = {
  readonly kind: 'builtIn' | 'activeDirectory' | 'openLdap' | 'directoryServer389'
  readonly capabilities: {
    /** Whether a write is part of a transaction of the store, or done by the directory at once. */
    readonly writes: 'inStore' | 'external'
  }
  /** The entry as it is now, or null where there is none. */
  readonly read: (key: DirectoryKey) => Promise<Entry | null>
  /** Compares a typed password; null stands for a user who does not exist and takes the same time (OWASP ASVS 6.3.8). */
  readonly verify: (key: DirectoryKey | null, password: string) => Promise<Verdict>
  /**
   * Sets a new password for an admin, or for a person who has proved who they are; the old password is not needed. Also ends the directory's
   * own lock.
   */
  readonly reset: (key: DirectoryKey, password: NewPassword) => Promise<Receipt>
  /** Requires a new password at the next sign-in without setting one; changes nothing for a user without a password. */
  readonly requireChange: (key: DirectoryKey) => Promise<Receipt>
  /**
   * Whether a password is the current one of a user, or an earlier one within reach; null for neither. Absent where the directory itself
   * refuses earlier passwords.
   */
  readonly earlier?: (key: DirectoryKey, password: string, reach: HistoryReach) => Promise<'current' | 'earlier' | null>
  /**
   * The person's own change with the old password, under all rules of the directory. Throws WRONG_PASSWORD where nothing was written for that
   * reason. Absent where `reset` keeps these rules itself.
   */
  readonly change?: (key: DirectoryKey, from: string, to: string) => Promise<Receipt>
  /**
   * The password rules of one person, or everybody's without a key; unknown where Keydesk's account can't read them, as each fact is by itself.
   * Throws NOT_FOUND and DIRECTORY_UNREACHABLE. Absent where the rules are Keydesk's own.
   */
  readonly rules?: (key: DirectoryKey | null) => Promise<Fact<DirectoryRules>>
  /** What can't be done is said before anybody tries. Absent where all can be done. */
  readonly abilities?: () => Promise<Abilities>
  /** Absent where the directory can't block anybody, and where the block is Keydesk's own. */
  readonly setBlocked?: (key: DirectoryKey, isBlocked: boolean) => Promise<void>
  /** Ends the directory's own lock; does nothing for somebody who is not locked. Absent where the lock is Keydesk's own. */
  readonly unlock?: (key: DirectoryKey) => Promise<void>
  /** What Keydesk's account may change of somebody, found out by requests that change nothing. Absent where the entries are Keydesk's own. */
  readonly editable?: (key: DirectoryKey) => Promise<Editable>
  /**
   * Changes fields, all of them or none. Throws DIRECTORY_CONFLICT where one has another value than was seen, whoever has written it meanwhile, and
   * FIELD_INVALID for a field or a value that the directory does not take. Absent where the entries are Keydesk's own.
   */
  readonly edit?: (key: DirectoryKey, edits: readonly FieldEdit[]) => Promise<void>
  /** Keeps somebody's password from expiring, or lets it. Absent where the directory can't do that for one person. */
  readonly setNeverExpires?: (key: DirectoryKey, isOn: boolean) => Promise<void>
  /**
   * The entries that have changed since a cursor, or everybody. A look that throws has not reached its end, so that nobody's absence counts.
   * Absent where the entries are Keydesk's own.
   */
  readonly changes?: (since: string | null) => AsyncGenerator<Seen, SeenEnd>
}

/** What a server can do, whatever rights Keydesk's account has. */
export type Abilities = DirectoryAbilities

/** A group as its directory has it. */
export type DirectoryGroup = {
  readonly key: DirectoryKey
  readonly name: string
  /** Another one after every change of who is directly in it; also after changes of anything else, perhaps. */
  readonly version: string
}

/** A part of who is directly in a group: the keys of people and of groups. */
export type MembersPart = { readonly group: DirectoryKey; readonly members: readonly DirectoryKey[] }

/** The groups of a directory. A list or a reading that throws has not reached its end, so that nobody's absence counts. */
export type DirectoryGroups = {
  /** All groups, in pages. */
  readonly list: () => AsyncGenerator<readonly DirectoryGroup[]>
  /**
   * Who is in some groups. The parts of one group follow each other, at least one for each group that is there. The entries of people who are
   * in a group only by their own entry (Active Directory's primaryGroupID, the gidNumber of RFC 2307) don't stand in the group's, and are left
   * out: these are groups of everybody.
   */
  readonly members: (groups: readonly DirectoryKey[]) => AsyncGenerator<MembersPart>
}

/** A directory outside of Keydesk's store, which somebody has to connect. */
export type ExternalDirectory = Directory & {
  readonly rules: (key: DirectoryKey | null) => Promise<Fact<DirectoryRules>>
  /** When it locks people after wrong passwords, for each of its policies; unknown for one that Keydesk's account can't read. */
  readonly locks: () => Promise<readonly Fact<LockRules>[]>
  readonly changes: (since: string | null) => AsyncGenerator<Seen, SeenEnd>
  readonly groups: DirectoryGroups
  /** What Keydesk's account may do, found out by requests that change nothing, and how many people it sees. */
  readonly rights: () => Promise<{ readonly rights: readonly RightLine[]; readonly people: number }>
  /** A write that asks for what can't be done throws DIRECTORY_REFUSED. */
  readonly abilities: () => Promise<Abilities>
}

/** The directory that a user is in, and their key there. */
export type Home = { readonly directory: Directory; readonly key: DirectoryKey }
