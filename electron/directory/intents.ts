import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { doorName } from '../../shared/audit.ts'
import { type UserId, userId as userIdSchema } from '../../shared/ids.ts'
import type { Sql } from '../db/database.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Vault } from '../vault/vault.ts'

const purpose = 'password intent'

/** What must be written once the directory has the password. */
const plan = z.strictObject({
  password: z.string(),
  kind: z.enum(['reset', 'change', 'selfService']),
  mustChange: z.boolean(),
  isForNobody: z.boolean(),
  actor: z.strictObject({ id: userIdSchema, username: z.string(), displayName: z.string() }).nullable(),
  door: doorName,
  detail: z.record(z.string(), z.string()),
})
export type Plan = z.infer<typeof plan>
export type Intent = {
  readonly id: string
  readonly userId: UserId
  /** The version that the password had before. */
  readonly seen: string | null
  /** Null where the sealed plan can't be read any more. */
  readonly plan: Plan | null
  /** Milliseconds that Keydesk has run since it was made. */
  readonly age: number
}
type Row = {
  readonly id: string
  readonly user_id: number
  readonly seen: string | null
  readonly sealed: Uint8Array
  readonly ran_at: number
}
export type Intents = ReturnType<typeof createIntents>

/** New passwords whose outcome is not recorded yet, at most one a person, so that the outcome can be found out after a process was killed. */
export function createIntents(deps: {
  readonly sql: Sql
  readonly vault: Pick<Vault, 'seal' | 'unseal'>
  readonly rowsOfUser: RowsOfUser
  /** For how many milliseconds Keydesk has run on this store. */
  readonly runTime: () => number
}) {
  const { sql, vault } = deps
  // Kept for a deleted person, too, because the outcome must be found out and recorded even then.
  deps.rowsOfUser.stayForRestore('password_intents')
  const insert = sql.prepare(
    'INSERT INTO password_intents (user_id, id, seen, sealed, ran_at) VALUES (@userId, @id, @seen, @sealed, @ran)',
  )
  const one = sql.prepare<[number], Row>(
    'SELECT id, user_id, seen, sealed, ran_at FROM password_intents WHERE user_id = ?',
  )
  const everybody = sql.prepare<[], number>('SELECT user_id FROM password_intents ORDER BY ran_at, user_id').pluck()
  const remove = sql.prepare('DELETE FROM password_intents WHERE id = ?')
  const record = (id: string, userId: number) => `${id} ${userId}`

  return {
    /** Called inside a transaction; the directory is asked only after it is durable. */
    begin: (userId: UserId, seen: string | null, next: Plan): Intent => {
      const id = randomUUID()
      const sealed = vault.seal(purpose, record(id, userId), JSON.stringify(next))
      insert.run({ userId, id, seen, sealed, ran: deps.runTime() })
      return { id, userId, seen, plan: next, age: 0 }
    },
    of: (userId: UserId): Intent | null => {
      const row = one.get(userId)
      if (row === undefined) return null
      const text = vault.unseal(purpose, record(row.id, userId), row.sealed)
      const age = deps.runTime() - row.ran_at
      return { id: row.id, userId, seen: row.seen, age, plan: text === null ? null : plan.parse(JSON.parse(text)) }
    },
    people: (): readonly UserId[] => everybody.all() as UserId[],
    /** Called inside the transaction that writes the outcome. */
    end: (id: string): void => void remove.run(id),
  }
}
