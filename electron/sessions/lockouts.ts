import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { DoorName } from '../../shared/audit.ts'
import type { UserId } from '../../shared/ids.ts'
import type { LockedPerson } from '../../shared/policies.ts'
import {
  afterFailure,
  cappedLock,
  type LockoutState,
  lockoutBelow,
  noFailures,
  type PassedOn,
  secondsLocked,
} from '../../shared/rules/lockout.ts'
import type { LockoutPolicy } from '../../shared/rules/policy.ts'
import { usernameKey } from '../../shared/rules/username.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Call } from '../rpc/call.ts'

/** An account that tries are counted for: `key` is a person's id, or a keyed hash of a name that does not exist. */
export type Account = { readonly id: number | null; readonly key: string }
type Row = { failures: number; locked_until: number | null; recent: string }
export type LockoutsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly rowsOfUser: RowsOfUser
  readonly policy: () => LockoutPolicy
  /** What connected directories allow; the limits are empty while none is connected. */
  readonly limits: () => readonly (PassedOn | null)[]
  /** True for people of a connected directory, which counts their wrong passwords at all doors together. */
  readonly isInDirectory: (id: number) => boolean
  readonly nameOf: (id: number) => string
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
  /** A digest that lasts over restarts and tells nothing without the vault; null while that is locked. */
  readonly lastingDigest: (text: string) => string | null
}
export type Lockouts = ReturnType<typeof createLockouts>

/**
 * Long, because the count of an existing account is never forgotten: a name that could be tried again much sooner would show that it does not
 * exist.
 */
const unknownNameLife = 7 * 86_400_000

/** Codes have a count of their own, because a right password must not reset the count of wrong codes. */
const codesOf = (id: number) => `code ${id}`

/**
 * Failed sign-ins, counted per account and door, over restarts. Names that do not exist are counted too, so that a lock does not tell whether
 * an account exists; they are forgotten after a week.
 */
export function createLockouts(deps: LockoutsDeps) {
  const { sql } = deps.db
  deps.rowsOfUser.goWithDeletion('lockouts')
  // Wrong passwords are remembered as keyed hashes whose key exists only in this process, so that a stolen store does not reveal them.
  const key = createSecretKey(randomBytes(32))
  const get = sql.prepare<[string, string], Row>(
    'SELECT failures, locked_until, recent FROM lockouts WHERE account = ? AND door = ?',
  )
  const elsewhere = sql.prepare<[string, string], { failures: number | null; locked_until: number | null }>(
    'SELECT max(failures) AS failures, max(locked_until) AS locked_until FROM lockouts WHERE account = ? AND door <> ?',
  )
  const put = sql.prepare(
    `INSERT INTO lockouts VALUES (@account, @door, @userId, @failures, @lockedUntil, @recent, @now)
     ON CONFLICT (account, door) DO UPDATE SET failures = @failures, locked_until = @lockedUntil, recent = @recent, touched_at = @now`,
  )
  const setEnd = sql.prepare<unknown[], { user_id: number | null }>(
    'UPDATE lockouts SET locked_until = @lockedUntil WHERE account = @account AND door = @door RETURNING user_id',
  )
  const lockedAccounts = sql.prepare<[number], { account: string; door: DoorName }>(
    'SELECT account, door FROM lockouts WHERE locked_until > ?',
  )
  const clear = sql.prepare('DELETE FROM lockouts WHERE user_id = ?')
  const clearAccount = sql.prepare('DELETE FROM lockouts WHERE account = ?')
  const clearDoor = sql.prepare('DELETE FROM lockouts WHERE account = ? AND door = ?')
  const purge = sql.prepare('DELETE FROM lockouts WHERE user_id IS NULL AND touched_at < ?')
  const show = sql.prepare(
    'UPDATE users SET locked_until = (SELECT max(locked_until) FROM lockouts WHERE user_id = @id) WHERE id = @id',
  )
  const passOn = sql.prepare(
    `INSERT INTO lockouts SELECT @toAccount, door, @to, failures, locked_until, recent, touched_at FROM lockouts WHERE account = @account
     ON CONFLICT (account, door) DO UPDATE SET failures = max(failures, excluded.failures),
       locked_until = nullif(max(coalesce(locked_until, 0), coalesce(excluded.locked_until, 0)), 0)`,
  )
  const locked = sql.prepare<[number], LockedPerson>(
    `SELECT u.id AS userId, u.username, u.display_name AS displayName, l.door, max(l.failures) AS failures, max(l.locked_until) AS lockedUntil
     FROM lockouts l JOIN users u ON u.id = l.user_id WHERE l.locked_until > ? AND u.deleted_at IS NULL
     GROUP BY u.id, l.door ORDER BY lockedUntil DESC LIMIT 500`,
  )
  const digest = (text: string) => createHmac('sha256', key).update(text).digest('base64')
  // Names that do not exist stay locked over a restart, as existing ones do, because otherwise a restart would tell who exists.
  const nameless = (typed: string) => deps.lastingDigest(usernameKey(typed)) ?? digest(usernameKey(typed))
  function accountOf(id: number | null, typed: string): Account {
    // Computed for every name, so that names that do not exist take the same time.
    const name = nameless(typed)
    return { id, key: id === null ? `name ${name}` : `user ${id}` }
  }

  function cap(account: string, door: DoorName, lockedUntil: number | null): void {
    const row = setEnd.get({ account, door, lockedUntil })
    if (row !== undefined && row.user_id !== null) show.run({ id: row.user_id })
  }

  const passwords = () => lockoutBelow(deps.policy(), deps.limits())

  function read(account: string, door: DoorName, policy: LockoutPolicy): LockoutState {
    const row = get.get(account, door)
    if (row === undefined) return noFailures
    const stored = { failures: row.failures, lockedUntil: row.locked_until, recent: JSON.parse(row.recent) as string[] }
    const state = cappedLock(stored, policy, deps.now())
    // Stored, because under a clock that is behind the end would otherwise move on with every question.
    if (state !== stored) cap(account, door, state.lockedUntil)
    return state
  }

  /** The same for wrong passwords. What somebody of a directory typed at other doors counts here too, as it does there. */
  function readTries({ id, key: account }: Account, door: DoorName): LockoutState {
    const policy = passwords()
    const here = read(account, door, policy)
    // Asked for everybody, so that it takes the same time for names that do not exist.
    const others = elsewhere.get(account, door)
    if (id === null || !deps.isInDirectory(id)) return here
    const there = { failures: others?.failures ?? 0, lockedUntil: others?.locked_until ?? null, recent: [] }
    const { failures, lockedUntil } = cappedLock(there, policy, deps.now())
    return {
      ...here,
      failures: Math.max(here.failures, failures),
      lockedUntil: Math.max(here.lockedUntil ?? 0, lockedUntil ?? 0) || null,
    }
  }

  function count(
    { id, key: account }: Account,
    before: LockoutState,
    { hash, door, policy }: { readonly hash: string | null; readonly door: DoorName; readonly policy: LockoutPolicy },
  ): void {
    const state = afterFailure(before, hash, policy, deps.now())
    const { failures, lockedUntil } = state
    const recent = JSON.stringify(state.recent)
    put.run({ account, door, userId: id, failures, lockedUntil, recent, now: deps.now() })
    // The row of the person is written only when the lock changes, so that a failure takes the same time for names that exist and names
    // that do not.
    if (id !== null && lockedUntil !== before.lockedUntil) show.run({ id })
    purge.run(deps.erasableUntil() - unknownNameLife)
  }

  const isPassedOn = () => deps.limits().some((limit) => limit !== null)
  const policyOf = (account: string) => (account.startsWith('code ') ? deps.policy() : passwords())

  function forget(account: string, id: number, door: DoorName): void {
    if (clearDoor.run(account, door).changes > 0) show.run({ id })
  }

  return {
    /** The account of an existing person, or of a typed name that does not exist. */
    accountOf,
    /** Seconds until this account may be tried again through this door; 0 if it may be tried now. */
    secondsLeft: (account: Account, door: DoorName): number => secondsLocked(readTries(account, door), deps.now()),
    /** Counts a wrong password, inside the caller's transaction. */
    failed: (account: Account, password: string, door: DoorName): void => {
      const hash = digest(`${account.key} ${password}`)
      // A directory counts the same wrong password each time.
      const counted = isPassedOn() ? null : hash
      count(account, readTries(account, door), { hash: counted, door, policy: passwords() })
    },
    /** Resets the count for this door after a right password, and for all doors where a directory counts. Writes nothing where nothing was counted. */
    succeeded: (id: number, door: DoorName): void => {
      const account = `user ${id}`
      const isEverywhere = deps.isInDirectory(id) && elsewhere.get(account, door)?.failures != null
      if (get.get(account, door) === undefined && !isEverywhere) return
      deps.db.transaction(() => {
        if (isEverywhere) clearAccount.run(account)
        else clearDoor.run(account, door)
        show.run({ id })
      })
    },
    /** True while wrong passwords of some people also count in a directory that locks them. */
    isPassedOn,
    secondsForCodes: (id: number, door: DoorName): number =>
      secondsLocked(read(codesOf(id), door, deps.policy()), deps.now()),
    /** Counts a wrong second factor. The same code counts each time, because, unlike a password, it may be right a minute later. */
    codeFailed: (id: number, door: DoorName): void => {
      const key = codesOf(id)
      const policy = deps.policy()
      count({ id, key }, read(key, door, policy), { hash: null, door, policy })
    },
    codeSucceeded: (id: number, door: DoorName): void => forget(codesOf(id), id, door),
    /** Unlocks the account at every door, after a new password or by an admin. */
    clear: (id: number): void => {
      if (clear.run(id).changes > 0) show.run({ id })
    },
    /**
     * Counts the wrong passwords of one person for another, too, who signs in by the same entry of a directory from now on: the directory goes on
     * counting them. Inside the caller's transaction.
     */
    passOn: (from: UserId, to: UserId): void => {
      passOn.run({ account: `user ${from}`, toAccount: `user ${to}`, to })
      show.run({ id: to })
    },
    unlock: (id: UserId, call: Call): void =>
      deps.db.transaction(() => {
        clear.run(id)
        show.run({ id })
        deps.audit.append({ action: 'Unlock user account.', target: { id, name: deps.nameOf(id) } }, call)
      }),
    /** Shortens locks that a clock ahead of the time has dated, in lists too. */
    tidy: (): void => {
      for (const { account, door } of lockedAccounts.all(deps.now())) read(account, door, policyOf(account))
    },
    locked: (): readonly LockedPerson[] => locked.all(deps.now()),
  }
}
