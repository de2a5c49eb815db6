import type { GroupId, UserId } from '../../shared/ids.ts'
import { roleBitsOf, rolesOf } from '../../shared/rules/role-bits.ts'
import { canReset, roleNames, rolesReaching } from '../../shared/rules/role-matrix.ts'
import { provedByPerson, writerUnknown } from '../../shared/rules/vouched.ts'
import type { StoredUser } from '../users/users-store.ts'

export type VouchingDeps = {
  readonly stored: (id: number) => StoredUser | null
  readonly isIn: (userId: UserId, groups: readonly GroupId[]) => boolean
  readonly membersOf: (group: GroupId) => ReadonlySet<UserId>
  /** The roles of those whose reset may have to wait for a second admin; none while the two-person rule is off. */
  readonly guardedBits: () => number
  /** True if this admin alone may hand out nothing to somebody with these roles. */
  readonly needsSecond: (adminId: UserId, roles: StoredUser['roles']) => boolean
}
export type Vouching = ReturnType<typeof createVouching>
export type Judge = ReturnType<Vouching['judge']>

/** An admin's roles, each with the people of the groups that it is limited to, and earlier answers about people with the same roles. */
type Writer = {
  readonly roles: readonly { readonly bit: number; readonly people: readonly ReadonlySet<UserId>[] | null }[]
  readonly known: Map<number, boolean>
}
/** One more than the largest number that the bits of all roles give. */
const roleBitsEnd = 1 << 16

/**
 * Decides by today's roles whether what an admin entered or handed out for a person still counts: it does while that admin could reset the
 * person. It stops counting, without being erased, when the person gets a higher role, or when the admin loses the role, is blocked or
 * deleted.
 */
export function createVouching(deps: VouchingDeps) {
  /** Judges for the length of one answer, in which each author is read once, however many people they have entered something for. */
  function judge() {
    const writers = new Map<number, Writer>()
    const guarded = deps.guardedBits()

    function writerOf(id: number): Writer {
      let writer = writers.get(id)
      if (writer === undefined) {
        writer = { roles: rolesHeld(deps, deps.stored(id)), known: new Map() }
        writers.set(id, writer)
      }
      return writer
    }

    /** Whether this admin could reset somebody with these roles now; false for themselves. */
    function reaches(writerId: number, personId: number, roleBits: number): boolean {
      if (writerId === personId) return false
      const { roles, known } = writerOf(writerId)
      let reaching = 0
      for (const { bit, people } of roles) {
        if (people === null || people.some((set) => set.has(personId as UserId))) reaching |= bit
      }
      // People with the same roles, whom the same roles of the admin reach, share one answer.
      const key = reaching * roleBitsEnd + roleBits
      let can = known.get(key)
      if (can === undefined) {
        can = canReset(rolesOf(reaching), rolesOf(roleBits))
        known.set(key, can)
      }
      return can
    }

    return {
      /** Whether an address or number counts. For people who could approve, while the two-person rule is on, only one that they have proved counts. */
      counts: (writer: number, personId: number, roleBits: number): boolean => {
        if (writer === provedByPerson) return true
        if ((roleBits & guarded) !== 0) return false
        return writer === writerUnknown ? roleBits === 0 : reaches(writer, personId, roleBits)
      },
    }
  }

  /** For how many roles this admin could reset the holders now; 0 for an admin who is gone or blocked. */
  function reachOf(id: UserId): number {
    const held = rolesOf(rolesHeld(deps, deps.stored(id)).reduce((bits, { bit }) => bits | bit, 0))
    return roleNames.filter((role) => canReset(held, [role])).length
  }

  return {
    judge,
    /** Of several possible authors, the one who could reset the fewest roles; null for none. */
    leastPowerfulOf: (ids: readonly UserId[]): UserId | null =>
      ids.length === 0 ? null : ids.reduce((least, id) => (reachOf(id) < reachOf(least) ? id : least)),
    /** Whether what this admin handed out for somebody still counts: whether they could hand it out now. */
    standsFor: (makerId: number | null, { id, roles }: Pick<StoredUser, 'id' | 'roles'>, may = canReset): boolean => {
      const maker = makerId === null ? null : deps.stored(makerId)
      if (maker === null || maker.isBlocked || maker.id === id || deps.needsSecond(maker.id, roles)) return false
      return may(rolesReaching(maker, id, deps.isIn), roles)
    },
  }
}

/** The roles of an admin with their people; none for a deleted or blocked one. */
function rolesHeld({ membersOf }: VouchingDeps, user: StoredUser | null): Writer['roles'] {
  if (user === null || user.isBlocked) return []
  return user.roles.map((role) => {
    const groups = user.limits.filter((limit) => limit.role === role).flatMap((limit) => limit.groups)
    return { bit: roleBitsOf([role]), people: groups.length === 0 ? null : groups.map(membersOf) }
  })
}
