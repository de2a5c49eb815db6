import type { GroupId, UserId } from '../../shared/ids.ts'
import { rolesOf } from '../../shared/rules/role-bits.ts'
import { canReset, rolesReaching } from '../../shared/rules/role-matrix.ts'
import type { StoredUser } from '../users/users-store.ts'

export type VouchingDeps = {
  readonly stored: (id: number) => StoredUser | null
  readonly isIn: (userId: UserId, groups: readonly GroupId[]) => boolean
  /** The roles of those whose reset may have to wait for a second admin; none while the two-person rule is off. */
  readonly guardedBits: () => number
}
export type Vouching = ReturnType<typeof createVouching>
export type Judge = ReturnType<Vouching['judge']>

/** Stands for the person, who has proved it, where others stand by their id; 0 for what nobody is known to have written. */
export const provedByPerson = -1
export const writerUnknown = 0

type Writer = { readonly user: StoredUser | null; readonly canResetBits: Map<number, boolean> }

/**
 * Whose word counts for whom, by today's roles: what an admin wrote down or handed out is worth what that admin could do about the person
 * now, by a reset. Whoever rises above its writer, and whoever's writer falls, is blocked or gone, loses it without anything being erased.
 */
export function createVouching(deps: VouchingDeps) {
  /** For as long as one answer is put together: each writer is read once, however many people they have written about. */
  function judge() {
    const writers = new Map<number, Writer>()
    const guarded = deps.guardedBits()

    function writerOf(id: number): Writer {
      let writer = writers.get(id)
      if (writer === undefined) {
        const user = deps.stored(id)
        writer = { user: user?.isBlocked ? null : user, canResetBits: new Map() }
        writers.set(id, writer)
      }
      return writer
    }

    /** Whether this admin could reset somebody with these roles now; never for themselves. */
    function reaches(writerId: number, personId: number, roleBits: number): boolean {
      const { user, canResetBits } = writerOf(writerId)
      if (user === null || writerId === personId) return false
      // A limited role reaches some and not others, so that the person is asked for; else whoever has the same roles is alike.
      if (user.limits.length > 0) return canReset(rolesReaching(user, personId as UserId, deps.isIn), rolesOf(roleBits))
      let can = canResetBits.get(roleBits)
      if (can === undefined) {
        can = canReset(user.roles, rolesOf(roleBits))
        canResetBits.set(roleBits, can)
      }
      return can
    }

    return {
      reaches,
      /** Whether an address or number counts; of somebody who could approve others' resets only one that they have proved. */
      counts: (writer: number, personId: number, roleBits: number): boolean => {
        if (writer === provedByPerson) return true
        if ((roleBits & guarded) !== 0) return false
        return writer === writerUnknown ? roleBits === 0 : reaches(writer, personId, roleBits)
      },
    }
  }

  return {
    judge,
    /** Whether what this admin handed out for somebody still stands: whether they could hand it out now. */
    standsFor: (makerId: number | null, { id, roles }: Pick<StoredUser, 'id' | 'roles'>, may = canReset): boolean => {
      const maker = makerId === null ? null : deps.stored(makerId)
      if (maker === null || maker.isBlocked || maker.id === id) return false
      return may(rolesReaching(maker, id, deps.isIn), roles)
    },
  }
}
