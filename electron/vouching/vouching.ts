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
  /** True where this admin alone could hand out nothing to somebody with these roles. */
  readonly needsSecond: (adminId: UserId, roles: StoredUser['roles']) => boolean
}
export type Vouching = ReturnType<typeof createVouching>
export type Judge = ReturnType<Vouching['judge']>

/** Each role with the people of the groups that it is limited to, and what is known already of people with such roles. */
type Writer = {
  readonly roles: readonly { readonly bit: number; readonly people: readonly ReadonlySet<UserId>[] | null }[]
  readonly known: Map<number, boolean>
}
/** Above the bits of a person's roles. */
const rolesApart = 1 << 16

/**
 * Decides by today's roles whether what an admin entered or handed out for a person still counts: it does while that admin could reset the person. It
 * stops counting, without being erased, when the person gets a higher role, or when the admin loses the role, is blocked or deleted.
 */
export function createVouching(deps: VouchingDeps) {
  /** For as long as one answer is put together: each writer is read once, however many people they have written about. */
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

    /** Whether this admin could reset somebody with these roles now; never for themselves. */
    function reaches(writerId: number, personId: number, roleBits: number): boolean {
      if (writerId === personId) return false
      const { roles, known } = writerOf(writerId)
      let reaching = 0
      for (const { bit, people } of roles) {
        if (people === null || people.some((set) => set.has(personId as UserId))) reaching |= bit
      }
      // People with the same roles whom the same roles reach are alike, so that a hundred thousand cost a few dozen of them.
      const key = reaching * rolesApart + roleBits
      let can = known.get(key)
      if (can === undefined) {
        can = canReset(rolesOf(reaching), rolesOf(roleBits))
        known.set(key, can)
      }
      return can
    }

    return {
      /** Whether an address or number counts; of somebody who could approve others' resets only one that they have proved. */
      counts: (writer: number, personId: number, roleBits: number): boolean => {
        if (writer === provedByPerson) return true
        if ((roleBits & guarded) !== 0) return false
        return writer === writerUnknown ? roleBits === 0 : reaches(writer, personId, roleBits)
      },
    }
  }

  /** How many roles there are whose holders this admin could reset now; of nobody who is gone or blocked. */
  function reachOf(id: UserId): number {
    const held = rolesOf(rolesHeld(deps, deps.stored(id)).reduce((bits, { bit }) => bits | bit, 0))
    return roleNames.filter((role) => canReset(held, [role])).length
  }

  return {
    judge,
    /** Of several possible authors, the one who could reset the fewest people; null for nobody. */
    leastOf: (ids: readonly UserId[]): UserId | null =>
      ids.length === 0 ? null : ids.reduce((least, id) => (reachOf(id) < reachOf(least) ? id : least)),
    /** Whether what this admin handed out for somebody still stands: whether they could hand it out now. */
    standsFor: (makerId: number | null, { id, roles }: Pick<StoredUser, 'id' | 'roles'>, may = canReset): boolean => {
      const maker = makerId === null ? null : deps.stored(makerId)
      if (maker === null || maker.isBlocked || maker.id === id || deps.needsSecond(maker.id, roles)) return false
      return may(rolesReaching(maker, id, deps.isIn), roles)
    },
  }
}

/** A deleted or blocked admin has no roles here. */
function rolesHeld({ membersOf }: VouchingDeps, user: StoredUser | null): Writer['roles'] {
  if (user === null || user.isBlocked) return []
  return user.roles.map((role) => {
    const groups = user.limits.filter((limit) => limit.role === role).flatMap((limit) => limit.groups)
    return { bit: roleBitsOf([role]), people: groups.length === 0 ? null : groups.map(membersOf) }
  })
}
