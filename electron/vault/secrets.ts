import { randomUUID } from 'node:crypto'
import type { SecretId } from '../../shared/ids.ts'
import type { Database } from '../db/database.ts'
import type { Vault } from './vault.ts'

type Row = { id: string; user_id: number; sealed: Uint8Array; lapses_at: number | null; made_by: number | null }
export type Secrets = ReturnType<typeof createSecrets>

const purpose = 'temporary password'

/** Temporary passwords that an admin may still read: one per user at most, gone when changed or lapsed. */
export function createSecrets(deps: { readonly db: Database; readonly vault: Vault; readonly now: () => number }) {
  const { sql } = deps.db
  const insert = sql.prepare(
    'INSERT INTO secrets (id, user_id, sealed, created_at, lapses_at, made_by) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const remove = sql.prepare('DELETE FROM secrets WHERE user_id = ?')
  const shorten = sql.prepare('UPDATE secrets SET lapses_at = min(coalesce(lapses_at, @until), @until) WHERE id = @id')
  const lapsed = sql.prepare('DELETE FROM secrets WHERE lapses_at <= ?')
  const columns = 'id, user_id, sealed, lapses_at, made_by'
  const byId = sql.prepare<unknown[], Row>(
    `SELECT ${columns} FROM secrets WHERE id = ? AND (lapses_at IS NULL OR lapses_at > ?)`,
  )
  const byUser = sql.prepare<unknown[], Row>(
    `SELECT ${columns} FROM secrets WHERE user_id = ? AND (lapses_at IS NULL OR lapses_at > ?)`,
  )
  const record = (id: string, userId: number) => `${id} ${userId}`

  return {
    /** Seals a password inside the caller's transaction, with who made it; an older one of the user is gone. */
    keep: (userId: number, password: string, lapsesAt: number | null, madeBy: number | null): SecretId => {
      const id = randomUUID() as SecretId
      remove.run(userId)
      insert.run(id, userId, deps.vault.seal(purpose, record(id, userId), password), deps.now(), lapsesAt, madeBy)
      return id
    },
    drop: (userId: number) => remove.run(userId),
    ticket: (id: string) => asTicket(byId.get(id, deps.now())),
    ticketOf: (userId: number) => asTicket(byUser.get(userId, deps.now())),
    read: (id: string): string | null => {
      const row = byId.get(id, deps.now())
      return row ? deps.vault.unseal(purpose, record(row.id, row.user_id), row.sealed) : null
    },
    /** Lets a secret go earlier than it would. */
    shorten: (id: string, until: number) => shorten.run({ id, until }),
    purgeLapsed: () => lapsed.run(deps.now()).changes,
  }
}

function asTicket(row: Row | undefined) {
  return row
    ? { secretId: row.id as SecretId, userId: row.user_id, lapsesAt: row.lapses_at, madeBy: row.made_by }
    : null
}
