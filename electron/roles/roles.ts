import { DomainError } from '../../shared/errors.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import type { RequestFact } from '../../shared/requests.ts'
import type { rolesContract } from '../../shared/roles.ts'
import { canReset, isPermitted, type RoleName, rolesWith } from '../../shared/rules/role-matrix.ts'
import { truncateFact } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Groups } from '../groups/groups.ts'
import type { GroupUses } from '../groups/reach.ts'
import type { Knower, Knowers } from '../passwords/knowers.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Detail, TwoPerson } from '../two-person/two-person.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Secrets } from '../vault/secrets.ts'
import type { Vault } from '../vault/vault.ts'
import { grantsBeforeAndAfter, type RoleGrant } from './role-grants.ts'
import { createRolesStore } from './roles-store.ts'

export type RolesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly users: Users
  readonly groups: Pick<Groups, 'namesOf'>
  readonly groupUses: GroupUses
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly vault: Vault
  readonly secrets: Secrets
  /** Requires a new password because of a role, inside the caller's transaction. */
  readonly requireChangeNow: (id: UserId) => void
  readonly knowers: Pick<Knowers, 'of' | 'mayHaveChosen' | 'before'>
  readonly passwords: Pick<Passwords, 'resetWith'>
  /** Somebody as the store says now; null when they are gone, blocked or can't sign in. */
  readonly actorOf: (id: UserId) => Actor | null
}
export type Roles = ReturnType<typeof createRoles>

type Set = Implements<typeof rolesContract>['set']
type Wanted = Parameters<Set>[0]
type Answer = Awaited<ReturnType<Set>>

/** Admin roles: who holds which, and over whom. */
export function createRoles(deps: RolesDeps) {
  const store = createRolesStore(deps.db.sql)
  deps.rowsOfUser.goWithDeletion('role_limits', 'user_roles')
  // Whoever decided the directory may have registered methods for the person, so that the roles are given anew by an admin who knows the person.
  deps.events.on('directoryLeft', ({ userId }, call) => {
    for (const role of must(userId).roles) {
      const user = must(userId)
      store.remove(userId, role)
      note('Remove member from role.', user, { role, groups: [] }, {}, call)
    }
  })
  deps.groupUses.register((id) => store.limitedTo(id).map((name) => ({ kind: 'role', name })))

  function namesOf(groups: readonly GroupId[]): string {
    const names = deps.groups.namesOf(groups)
    if (names.length < groups.length) throw new DomainError('NOT_FOUND', { what: 'group' })
    return names.map(({ name }) => name).join(', ')
  }

  function note(
    action: 'Add member to role.' | 'Remove member from role.',
    user: StoredUser,
    given: RoleGrant,
    twoPersonDetail: Detail,
    call: Call,
  ) {
    const detail = {
      role: given.role,
      ...(given.groups.length > 0 ? { groups: namesOf(given.groups) } : {}),
      ...twoPersonDetail,
    }
    deps.audit.append({ action, target: { id: user.id, name: user.username }, detail }, call)
  }

  function must(userId: UserId): StoredUser {
    const user = deps.users.stored(userId)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return user
  }

  /** Tells of which knowers somebody with these roles must be free: of those who could not reset the person, and of all where the rule asks for two admins. */
  function outOfReach(userId: UserId, roles: readonly RoleName[]) {
    const needsTwo = deps.twoPerson.isGuarded({ roles })
    return ({ id }: Pick<Knower, 'id'>): boolean => {
      const actor = deps.actorOf(id)
      return needsTwo || actor === null || !canReset(actor.rolesOver(userId), roles)
    }
  }

  /**
   * The people through whose knowledge of the password a new role would reach somebody who must not have it. They could sign in as the
   * person, or may have chosen the person's password; counted are those who could not reset the person once the role is given, and all of
   * them where the rule asks for two admins.
   */
  function knowersOutOfReach(userId: UserId, roles: readonly RoleName[]) {
    const isOutOfReach = outOfReach(userId, roles)
    const chose = deps.knowers.mayHaveChosen(userId).filter(isOutOfReach)
    const all = [...deps.knowers.of(userId).filter(isOutOfReach), ...chose]
    return { all, possibleAuthor: [...chose, ...deps.knowers.before(userId).filter(isOutOfReach)][0]?.id ?? null }
  }

  function mustBeUnknown({ all }: ReturnType<typeof knowersOutOfReach>): void {
    const names = all.map(({ username, displayName }) => displayName ?? username)
    if (names.length > 0) throw new DomainError('PASSWORD_KNOWN', { names })
  }

  /** `isReset` is true if a new password, which nobody knows yet, follows in the same transaction. */
  function put({ userId, ...wanted }: Wanted, isReset: boolean, call: Call): Answer {
    return deps.db.transaction(() => {
      const user = must(userId)
      const [before, after] = grantsBeforeAndAfter(user, wanted)
      const isPromoted = isPromotion(before, after)
      const removed = before.filter((one) => !after.some((other) => isSame(one, other)))
      const added = after.filter((one) => !before.some((other) => isSame(one, other)))
      if (removed.length === 0 && added.length === 0) return { roles: user.roles, limits: user.limits }
      const roles = rolesIn(after)
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdminFor(call, user, factsOf(after, namesOf, isReset), roles)
      const isGlobal = roles.includes('globalAdministrator')
      if (!isGlobal) deps.users.mustNotBeLast(user)
      const rising = isPromoted ? knowersOutOfReach(userId, roles) : null
      if (rising !== null && !isReset) mustBeUnknown(rising)
      for (const given of removed) {
        store.remove(userId, given.role)
        note('Remove member from role.', user, given, twoPersonDetail, call)
      }
      for (const given of added) {
        store.add(userId, given.role)
        note('Add member to role.', user, given, twoPersonDetail, call)
        store.setLimit(userId, given.role, given.groups)
      }
      if (!isGlobal) deps.vault.dropAdminSlot(userId)
      if (rising !== null) deps.events.raise('userPromoted', { userId, possibleAuthor: rising.possibleAuthor }, call)
      // A password that can still be read in the vault is not the person's own. A connected directory alone decides who must change one.
      if (isPromoted && user.isInDirectory) deps.secrets.drop(userId)
      else if (isPromoted && deps.secrets.ticketOf(userId) !== null) deps.requireChangeNow(userId)
      const now = must(userId)
      return { roles: now.roles, limits: now.limits }
    })
  }

  async function putWithReset(
    wanted: Wanted,
    reset: NonNullable<Wanted['reset']>,
    call: SignedInCall,
  ): Promise<Answer> {
    const { id } = call.actor
    if (id === wanted.userId) throw new DomainError('OWN_ACCOUNT')
    const user = must(wanted.userId)
    const [before, after] = grantsBeforeAndAfter(user, wanted)
    if (!isPromotion(before, after)) return put(wanted, false, call)
    const next = { ...user, roles: rolesIn(after) }
    // Roles may have changed while the password was hashed: somebody else may have given this one.
    const check = () => isPromotion(...grantsBeforeAndAfter(must(wanted.userId), wanted))
    const furtherWork = () => {
      const actor = deps.actorOf(id)
      if (actor === null || !isPermitted(actor, 'roles.manage'))
        throw new DomainError('NOT_ALLOWED', { roles: rolesWith('roles.manage') })
      return put(wanted, true, call)
    }
    const set = await deps.passwords.resetWith(next, reset, call, { check, furtherWork })
    return set === null ? put(wanted, false, call) : { ...set.answer, ticket: set.ticket }
  }

  const service = {
    set: (wanted: Wanted, call: SignedInCall) =>
      wanted.reset === undefined ? put(wanted, false, call) : putWithReset(wanted, wanted.reset, call),
  } satisfies Implements<typeof rolesContract>
  return {
    ...service,
    outOfReach,
    /** Gives the first admin the role at set-up, inside the caller's transaction. */
    grantFirst: (id: UserId) => store.add(id, 'globalAdministrator'),
  }
}

const rolesIn = (given: readonly RoleGrant[]) => given.map(({ role }) => role)

/** The facts for a second admin: the roles that would be held, over whom, and whether a new password comes with them. */
function factsOf(
  after: readonly RoleGrant[],
  namesOf: (groups: readonly GroupId[]) => string,
  isReset: boolean,
): readonly RequestFact[] {
  const [limited, whole] = [
    after.filter(({ groups }) => groups.length > 0),
    after.filter(({ groups }) => groups.length === 0),
  ]
  const over = limited.flatMap(({ role, groups }): RequestFact[] => [
    { name: 'roles', value: role },
    { name: 'groups', value: truncateFact(namesOf(groups)) },
  ])
  const all = { name: 'roles', value: whole.map(({ role }) => role).join(', ') } as const
  const roles = limited.length > 0 && whole.length === 0 ? over : [all, ...over]
  return !isReset ? roles : [...roles, { name: 'reset', value: 'true' }]
}

/** True where some new role reaches further than every earlier one. */
function isPromotion(before: readonly RoleGrant[], after: readonly RoleGrant[]): boolean {
  return after.some((one) => !before.some((other) => isWithin(one, other)))
}

/** True for a role that reaches nobody whom the other does not reach. */
function isWithin(one: RoleGrant, other: RoleGrant): boolean {
  if (one.role !== other.role) return false
  if (other.groups.length === 0) return true
  return one.groups.length > 0 && one.groups.every((group) => other.groups.includes(group))
}

function isSame(one: RoleGrant, other: RoleGrant): boolean {
  return one.role === other.role && one.groups.join() === other.groups.join()
}
