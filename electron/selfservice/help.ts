import { DomainError } from '../../shared/errors.ts'
import type { HelpState } from '../../shared/selfservice.ts'
import type { Sql } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import { newCode, readCode } from './codes.ts'

/** 60 bits: with it, and nothing else, an answer can be read; a keyed hash of it needs no slow function. */
const codeLength = 12
/** Milliseconds that a request waits, as those of admins do. */
const life = 72 * 3_600_000
const shown = 30 * 86_400_000

type Row = {
  number: number
  user_id: number | null
  state: 'open' | 'answered' | 'refused'
  answer: string
  created_at: number
}
export type HelpRow = Row & { readonly reason: string }
export type Help = ReturnType<typeof createHelp>

/** Questions to the admins, each with a number for the telephone and a code that shows the answer. Names that nobody has get both too. */
export function createHelp(deps: { readonly sql: Sql; readonly vault: Vault; readonly now: () => number }) {
  const insert = deps.sql.prepare('INSERT INTO help_requests (code, user_id, reason, created_at) VALUES (?, ?, ?, ?)')
  const byCode = deps.sql.prepare<[Uint8Array], Row>('SELECT * FROM help_requests WHERE code = ?')
  const close = deps.sql.prepare(
    `UPDATE help_requests SET state = @state, answer = @answer WHERE user_id = @userId AND state = 'open'`,
  )
  const forget = deps.sql.prepare('DELETE FROM help_requests WHERE created_at < ?')
  const hashOf = (code: string) => deps.vault.digest('self-service help', code)

  return {
    /** Inside the caller's transaction. */
    ask: (userId: number | null, reason: string): { number: number; code: string } => {
      const code = newCode(codeLength)
      const { lastInsertRowid } = insert.run(hashOf(code), userId, userId === null ? '' : reason, deps.now())
      return { number: Number(lastInsertRowid), code: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}` }
    },
    stateOf: (typed: string): HelpState => {
      const code = readCode(typed, codeLength)
      const row = code === null ? undefined : byCode.get(hashOf(code))
      if (row === undefined) throw new DomainError('PROOF_WRONG')
      const isOver = row.state === 'open' && deps.now() - row.created_at >= life
      return {
        number: row.number,
        state: isOver ? 'expired' : row.state,
        answer: row.answer,
        createdAt: row.created_at,
      }
    },
    /** A reset, a code from the desk or a refusal answers whatever the person has asked; inside the caller's transaction. */
    answer: (userId: number, state: 'answered' | 'refused', answer = ''): boolean =>
      close.run({ userId, state, answer }).changes > 0,
    tidy: () => forget.run(deps.now() - shown),
  }
}
