import type { DoorName } from '../../shared/audit.ts'
import { DomainError } from '../../shared/errors.ts'
import type { RequestId } from '../../shared/ids.ts'
import type { HelpState } from '../../shared/recovery.ts'
import { newCode, readCode } from '../codes/codes.ts'
import type { Sql } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { HelpRequests } from '../requests/help-requests.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'

/** 60 bits, which alone give access to the answer; so many need no slow hash. */
const codeLength = 12
const keptFor = 40 * 86_400_000

export type Help = ReturnType<typeof createHelp>

/** Requests for help to the admins, each with a number for the telephone and a code that shows the answer. Names that do not exist get both too. */
export function createHelp(deps: {
  readonly sql: Sql
  readonly vault: Vault
  readonly requests: HelpRequests
  readonly events: Events
  readonly now: () => number
  readonly erasableUntil: () => number
}) {
  const insert = deps.sql.prepare('INSERT INTO help_codes VALUES (?, ?, ?)')
  const byCode = deps.sql.prepare<[Uint8Array], RequestId>('SELECT request FROM help_codes WHERE code = ?').pluck()
  const forget = deps.sql.prepare('DELETE FROM help_codes WHERE created_at < ?')
  const hashOf = (code: string) => deps.vault.digest('self-service help', code)
  // An admin's new password answers the person's requests for help.
  deps.events.on('passwordChanged', ({ user, kind }, call) => {
    if (kind === 'reset') deps.requests.answered(user.id, call.actor?.username ?? '')
  })

  return {
    /** Stores a request for help, inside the caller's transaction. */
    ask: (user: StoredUser | null, reason: string, door: DoorName): { number: number; code: string } => {
      const code = newCode(codeLength)
      const number = deps.requests.ask(user, reason, door)
      insert.run(hashOf(code), number, deps.now())
      return { number, code: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}` }
    },
    stateOf: (typed: string): HelpState => {
      const code = readCode(typed, codeLength)
      const number = code === null ? undefined : byCode.get(hashOf(code))
      const found = number === undefined ? null : deps.requests.stateOf(number)
      if (number === undefined || found === null) throw new DomainError('PROOF_WRONG')
      const { state, reason, createdAt } = found
      const isOver = state === 'expired' || state === 'withdrawn'
      return {
        number,
        state: state === 'approved' ? 'answered' : isOver ? 'expired' : state,
        answer: reason,
        createdAt,
      }
    },
    answered: deps.requests.answered,
    tidy: () => forget.run(deps.erasableUntil() - keptFor),
  }
}
