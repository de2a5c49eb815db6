import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { passesContract } from '../../shared/passes.ts'
import { canCreatePass, rolesThatCanCreatePass } from '../../shared/rules/role-matrix.ts'
import type { Audit } from '../audit/audit.ts'
import { newCode, readCode } from '../codes/codes.ts'
import type { Database } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Hasher } from '../passwords/hash.ts'
import type { Actor, Implements, SignedInCall } from '../rpc/call.ts'
import type { Pass } from '../sessions/session.ts'
import type { Values } from '../settings/values.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vouching } from '../vouching/vouching.ts'

export type PassesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly hasher: Hasher
  readonly stored: (id: number) => StoredUser | null
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly twoPerson: Pick<TwoPerson, 'mustHaveSecondAdminFor'>
  readonly vouching: Vouching
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
}
export type Passes = ReturnType<typeof createPasses>

/** Microsoft's default length; each character has five bits. The lockout and the short life make guessing hopeless. */
const length = 8
type Row = {
  user_id: number
  hash: string
  created_at: number
  ends_at: number
  is_once: number
  used_at: number | null
  made_by: UserId | null
}

/** Temporary Access Passes: a way in to register methods for somebody who has none (Entra: Temporary Access Pass). */
export function createPasses(deps: PassesDeps) {
  const { sql } = deps.db
  const get = sql.prepare<[number], Row>('SELECT * FROM access_passes WHERE user_id = ?')
  const put = sql.prepare(
    `INSERT INTO access_passes (user_id, hash, created_at, ends_at, is_once, made_by)
     VALUES (@userId, @hash, @now, @endsAt, @isOnce, @madeBy) ON CONFLICT (user_id)
     DO UPDATE SET hash = @hash, made_by = @madeBy, created_at = @now, ends_at = @endsAt, is_once = @isOnce, used_at = NULL`,
  )
  const use = sql.prepare(
    'UPDATE access_passes SET used_at = @now WHERE user_id = @userId AND hash = @hash AND (is_once = 0 OR used_at IS NULL)',
  )
  const remove = sql.prepare('DELETE FROM access_passes WHERE user_id = ?')
  const forget = sql.prepare('DELETE FROM access_passes WHERE ends_at <= ?')

  deps.rowsOfUser.goWithDeletion('access_passes')
  // The admin who made the pass may not reach the person any more, and unblocking or restoring the person does not bring the pass back.
  deps.events.on('userShutOut', ({ userId }) => remove.run(userId))
  deps.events.on('userPromoted', ({ userId }) => remove.run(userId))
  deps.events.on('directoryChanged', ({ userId }) => remove.run(userId))

  /** A pass that would let its person in now. A clock that was set back to before the pass was made ends it. */
  function usable(userId: number): Row | null {
    const row = get.get(userId)
    const now = deps.now()
    if (row === undefined || now >= row.ends_at || now < row.created_at) return null
    if (row.made_by === null || !isGood(row.made_by, userId as UserId)) return null
    return row.is_once === 1 && row.used_at !== null ? null : row
  }

  /**
   * Whether the maker of a pass could make one for this person now: the pass ends when the maker loses the role for it, or the person gets a
   * higher one.
   */
  function isGood(madeBy: UserId, userId: UserId): boolean {
    const user = deps.stored(userId)
    return user !== null && deps.vouching.standsFor(madeBy, user, canCreatePass)
  }

  function must(userId: UserId, actor: Actor): StoredUser {
    const user = deps.stored(userId)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    const isReached = canCreatePass(actor.rolesOver(user.id), user.roles)
    if (!isReached) throw new DomainError('NOT_ALLOWED', { roles: rolesThatCanCreatePass(user.roles) })
    deps.mustCover(actor, user)
    return user
  }

  async function create(
    { userId, minutes, isOnce }: { userId: UserId; minutes: number; isOnce: boolean },
    call: SignedInCall,
  ) {
    const user = must(userId, call.actor)
    deps.twoPerson.mustHaveSecondAdminFor(call, user, [])
    const { passMaximumMinutes, isPassOnce } = deps.values.policies().selfService
    if (minutes > passMaximumMinutes) throw new DomainError('FIELD_INVALID', { field: 'minutes', reason: 'tooLong' })
    const pass = newCode(length)
    const hash = await deps.hasher.hash(pass)
    const endsAt = deps.now() + minutes * 60_000
    deps.db.transaction(() => {
      const standing = deps.twoPerson.mustHaveSecondAdminFor(call, must(userId, call.actor), [])
      put.run({ userId, hash, now: deps.now(), endsAt, isOnce: isOnce || isPassOnce ? 1 : 0, madeBy: call.actor?.id })
      const detail = { minutes: String(minutes), once: String(isOnce || isPassOnce), ...standing }
      deps.audit.append(
        { action: 'Create Temporary Access Pass.', target: { id: userId, name: user.username }, detail },
        call,
      )
    })
    return { pass, endsAt }
  }

  const service: Implements<typeof passesContract> = {
    create,
    of: ({ userId }) => {
      const row = usable(userId)
      return { endsAt: row?.ends_at ?? null, isOnce: row?.is_once === 1 }
    },
    remove: ({ userId }, call) => {
      deps.db.transaction(() => {
        const user = must(userId, call.actor)
        remove.run(userId)
        deps.audit.append(
          { action: 'Delete Temporary Access Pass.', target: { id: userId, name: user.username } },
          call,
        )
      })
      return {}
    },
  }

  return {
    ...service,
    isGood,
    /** True for text that could be a pass; only such text costs a second slow hash, whether or not there is a pass. */
    couldBe: (typed: string): boolean => readCode(typed, length) !== null,
    /**
     * Checks a pass, and removes it if it works only once; answers when it ends and who made it, null for a wrong one. Takes as long for
     * people without a pass.
     */
    prove: async (userId: number | null, typed: string): Promise<Pass | null> => {
      const pass = readCode(typed, length) ?? ''
      const row = userId === null ? null : usable(userId)
      const isRight = row === null ? await deps.hasher.verifyNobody(pass) : await deps.hasher.verify(row.hash, pass)
      if (row === null || !isRight) return null
      return deps.db.transaction(() => {
        const isUsable = usable(row.user_id)?.hash === row.hash
        const isWon = isUsable && use.run({ userId: row.user_id, hash: row.hash, now: deps.now() }).changes === 1
        return isWon ? { endsAt: row.ends_at, madeBy: row.made_by as UserId } : null
      })
    },
    tidy: () => forget.run(deps.erasableUntil()),
  }
}
