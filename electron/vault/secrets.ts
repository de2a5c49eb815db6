import { randomUUID } from 'node:crypto'
import type { SecretId } from '../../shared/ids.ts'
import type { Database } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Vault } from './vault.ts'

type Row = {
  id: string
  user_id: number
  sealed: Uint8Array
  lapses_at: number | null
  is_shown: number
  made_by: number | null
}
export type SecretsDeps = {
  readonly db: Database
  readonly vault: Vault
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
  /** Monotonic time of this process, in milliseconds. */
  readonly monotonic: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
}
export type Secrets = ReturnType<typeof createSecrets>

const purpose = 'temporary password'

/** Temporary passwords that an admin may still read: at most one per user, removed when the password changes or lapses. */
export function createSecrets(deps: SecretsDeps) {
  const { sql } = deps.db
  deps.rowsOfUser.goWithDeletion('secrets')
  deps.events.on('passwordSeenChanged', ({ userId }) => void remove.run(userId))
  deps.events.on('directoryLeft', ({ userId }) => void remove.run(userId))
  const insert = sql.prepare(
    'INSERT INTO secrets (id, user_id, sealed, created_at, lapses_at, made_by) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const remove = sql.prepare('DELETE FROM secrets WHERE user_id = ?')
  const shown = sql.prepare(
    'UPDATE secrets SET is_shown = 1, lapses_at = min(coalesce(lapses_at, @until), @until) WHERE id = @id',
  )
  const everyShown = sql.prepare<[], string>('SELECT id FROM secrets WHERE is_shown = 1').pluck()
  const removeOne = sql.prepare('DELETE FROM secrets WHERE id = ?')
  const count = sql.prepare<[number], number>('SELECT count(*) FROM secrets WHERE lapses_at <= ?').pluck()
  // Until when passwords that are shown only once stay readable; a restart ends all of them.
  const readable = new Map<string, number>()
  const lapsed = sql.prepare('DELETE FROM secrets WHERE lapses_at <= ?')
  const columns = 'id, user_id, sealed, lapses_at, is_shown, made_by'
  const byId = sql.prepare<unknown[], Row>(
    `SELECT ${columns} FROM secrets WHERE id = ? AND (lapses_at IS NULL OR lapses_at > ?)`,
  )
  const byUser = sql.prepare<unknown[], Row>(
    `SELECT ${columns} FROM secrets WHERE user_id = ? AND (lapses_at IS NULL OR lapses_at > ?)`,
  )
  const ofUser = sql.prepare<[number], Pick<Row, 'id' | 'sealed'>>('SELECT id, sealed FROM secrets WHERE user_id = ?')
  const hand = sql.prepare('UPDATE secrets SET user_id = ?, sealed = ? WHERE id = ?')
  const record = (id: string, userId: number) => `${id} ${userId}`

  function isReadable({ id, is_shown }: Pick<Row, 'id' | 'is_shown'>): boolean {
    return is_shown === 0 || deps.monotonic() < (readable.get(id) ?? 0)
  }
  const ifReadable = (row: Row | undefined) => (row !== undefined && isReadable(row) ? row : undefined)

  return {
    /** Seals a password with its author, inside the caller's transaction; replaces an older one of the user. */
    keep: (userId: number, password: string, lapsesAt: number | null, madeBy: number | null): SecretId => {
      const id = randomUUID() as SecretId
      remove.run(userId)
      insert.run(id, userId, deps.vault.seal(purpose, record(id, userId), password), deps.now(), lapsesAt, madeBy)
      return id
    },
    drop: (userId: number) => remove.run(userId),
    /** Gives a password to somebody else whose it is now, under the same id, inside the caller's transaction; replaces an older one of theirs. */
    move: (from: number, to: number): void => {
      const row = ofUser.get(from)
      remove.run(to)
      if (row === undefined) return
      const password = deps.vault.unseal(purpose, record(row.id, from), row.sealed)
      if (password === null) remove.run(from)
      else hand.run(to, deps.vault.seal(purpose, record(row.id, to), password), row.id)
    },
    ticket: (id: string) => asTicket(ifReadable(byId.get(id, deps.now()))),
    ticketOf: (userId: number) => asTicket(ifReadable(byUser.get(userId, deps.now()))),
    read: (id: string): string | null => {
      const row = ifReadable(byId.get(id, deps.now()))
      return row ? deps.vault.unseal(purpose, record(row.id, row.user_id), row.sealed) : null
    },
    /** Sets a secret that was shown to end so many milliseconds after its first showing. */
    forgetAfter: (id: string, milliseconds: number): void => {
      const until = deps.monotonic() + milliseconds
      readable.set(id, Math.min(readable.get(id) ?? until, until))
      shown.run({ id, until: deps.now() + milliseconds })
    },
    /** How many passwords would be removed at an instant if the clock were right. */
    lapsedAt: (instant: number): number => count.get(instant) ?? 0,
    purgeLapsed: (): void => {
      for (const id of everyShown.all()) {
        if (isReadable({ id, is_shown: 1 })) continue
        removeOne.run(id)
        readable.delete(id)
      }
      lapsed.run(deps.erasableUntil())
    },
  }
}

function asTicket(row: Row | undefined) {
  return row
    ? { secretId: row.id as SecretId, userId: row.user_id, lapsesAt: row.lapses_at, madeBy: row.made_by }
    : null
}
