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
  /** The version of the password that was there before. */
  readonly seen: string | null
  /** Null where what was sealed can't be read any more. */
  readonly plan: Plan | null
}
type Row = { readonly id: string; readonly user_id: number; readonly seen: string | null; readonly sealed: Uint8Array }
export type Intents = ReturnType<typeof createIntents>

/** New passwords whose outcome is not written down yet, one a person at most, so that a killed process can find out what became of them. */
export function createIntents(deps: {
  readonly sql: Sql
  readonly vault: Pick<Vault, 'seal' | 'unseal'>
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
}) {
  const { sql, vault } = deps
  deps.rowsOfUser.goWithDeletion('password_intents')
  const insert = sql.prepare(
    'INSERT INTO password_intents (user_id, id, seen, sealed, made_at) VALUES (@userId, @id, @seen, @sealed, @now)',
  )
  const one = sql.prepare<[number], Row>('SELECT id, user_id, seen, sealed FROM password_intents WHERE user_id = ?')
  const everybody = sql.prepare<[], number>('SELECT user_id FROM password_intents ORDER BY made_at, user_id').pluck()
  const remove = sql.prepare('DELETE FROM password_intents WHERE id = ?')
  const record = (id: string, userId: number) => `${id} ${userId}`

  return {
    /** Called inside a transaction; the directory is asked only after it is durable. */
    begin: (userId: UserId, seen: string | null, next: Plan): Intent => {
      const id = randomUUID()
      const sealed = vault.seal(purpose, record(id, userId), JSON.stringify(next))
      insert.run({ userId, id, seen, sealed, now: deps.now() })
      return { id, userId, seen, plan: next }
    },
    of: (userId: UserId): Intent | null => {
      const row = one.get(userId)
      if (row === undefined) return null
      const text = vault.unseal(purpose, record(row.id, userId), row.sealed)
      return { id: row.id, userId, seen: row.seen, plan: text === null ? null : plan.parse(JSON.parse(text)) }
    },
    people: (): readonly UserId[] => everybody.all() as UserId[],
    /** Called inside the transaction that writes the outcome. */
    end: (id: string): void => void remove.run(id),
  }
}
