import { DomainError } from '../../shared/errors.ts'
import type { Group, GroupName, GroupUse, groupsContract, OwnGroupKind } from '../../shared/groups.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import {
  closesCircle,
  departmentKey,
  groupLimits,
  groupNameKey,
  rebaseDepartments,
  shownGroupName,
} from '../../shared/rules/groups.ts'
import { isSame, rebase } from '../../shared/rules/rebase.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import { checkPersonText } from '../../shared/rules/username.ts'
import { noFilter, type Selection } from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Membership } from '../people/membership.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import { createGroupsStore, type GroupDepartment, type GroupRow } from './groups-store.ts'
import type { GroupUses, Reach } from './reach.ts'

export type GroupsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly users: Pick<Users, 'list' | 'resolve' | 'stored'>
  readonly membership: Membership
  readonly rowsOfUser: RowsOfUser
  readonly uses: GroupUses
  readonly reach: Reach
  /** The names of the connected directories by their ids. */
  readonly directoryNames: () => ReadonlyMap<number, string>
  readonly now: () => number
}
export type Groups = ReturnType<typeof createGroups>

type Typed = { readonly name: string; readonly kind: OwnGroupKind; readonly departments: readonly string[] }
type Edit = Typed & { readonly id: GroupId; readonly seen?: Typed | undefined }
/** With more people than this, one audit entry names them all, because thousands of entries would block everybody else's work. */
const entriesAtOnce = 50

/** Groups: named sets of people, picked or by department, to which other slices can limit what they do. */
export function createGroups(deps: GroupsDeps) {
  const { membership } = deps
  const store = createGroupsStore(deps.db.sql)
  deps.rowsOfUser.stayForRestore('group_members')
  const usesOf = deps.uses.of
  const { decidesWho, mustBeRemovable, ...changes } = createGroupChanges(deps, store, usesOf, deps.reach.mustDecideOver)

  function asGroup(row: GroupRow, directories: DirectoryNames, { memberCount, groupCount }: Counts): Group {
    const { id, kind, directoryId, goneAt } = row
    return {
      ...asName(row, directories),
      kind,
      departments: kind === 'departments' ? store.departmentsOf(id) : [],
      directory: directoryId === null ? null : (directories.get(directoryId) ?? ''),
      isGone: goneAt !== null,
      memberCount,
      groupCount,
    }
  }

  /** All groups; of those that their directory has no more, the ones that something is limited to. */
  function list(): Group[] {
    const directories = deps.directoryNames()
    const [direct, groups] = [membership.directCounts(), store.groupCounts()]
    const rows = store.all().filter(({ id, goneAt }) => goneAt === null || usesOf(id).length > 0)
    const shown = rows.map((row) => {
      const { id, kind, goneAt } = row
      const groupCount = groups.get(id) ?? 0
      const isCounted = groupCount === 0 && kind !== 'departments' && goneAt === null
      const memberCount = isCounted ? (direct.get(id) ?? 0) : membership.membersOf(id).size
      return asGroup(row, directories, { memberCount, groupCount })
    })
    return shown.sort(byName)
  }

  const service: Implements<typeof groupsContract> = {
    list: () => ({ groups: list() }),
    get: ({ id }) => {
      const directories = deps.directoryNames()
      const isThere = ({ goneAt }: GroupRow) => goneAt === null
      const named = (rows: readonly GroupRow[]) =>
        rows
          .filter(isThere)
          .map((row) => asName(row, directories))
          .sort(byName)
      const subgroups = named(store.subgroupsOf(id))
      const counts = { memberCount: membership.membersOf(id).size, groupCount: subgroups.length }
      return {
        ...asGroup(mustGroup(store, id), directories, counts),
        subgroups,
        within: named(store.withinOf(id)),
        uses: usesOf(id),
      }
    },
    members: async ({ id, search, language, offset, limit }, call) => {
      mustGroup(store, id)
      const query = { search, filter: { ...noFilter, group: [id] } }
      const sort = { by: 'displayName', direction: 'ascending', language } as const
      const { rows, total } = await deps.users.list({ query, sort, offset, limit }, call)
      const direct = store.direct(
        id,
        rows.map((row) => row.id),
      )
      const asMember = ({ id: userId, username, displayName, department }: (typeof rows)[number]) => {
        return { id: userId, username, displayName, department, isDirect: direct.has(userId) }
      }
      return { members: rows.map(asMember), total }
    },
    of: ({ userId }) => {
      if (deps.users.stored(userId) === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      return { groups: namesOf(membership.groupsOf(userId)) }
    },
    ...changes,
  }

  function namesOf(ids: readonly GroupId[]): GroupName[] {
    const directories = deps.directoryNames()
    const rows = ids.map((id) => store.get(id)).filter((row) => row !== null)
    return rows.map((row) => asName(row, directories)).sort(byName)
  }

  return {
    ...service,
    decidesWho,
    mustBeRemovable,
    membersOf: membership.membersOf,
    stillMembersOf: membership.stillMembersOf,
    isIn: membership.isIn,
    groupsOf: membership.groupsOf,
    namesOf,
    ids: () => new Set(store.all().flatMap(({ id, goneAt }) => (goneAt === null ? id : []))),
    /** The group of a name as it is shown; Keydesk's own where a directory's is shown the same. */
    idOf: (name: string): GroupId | null => {
      const key = groupNameKey(name)
      const directories = deps.directoryNames()
      const isNamed = (row: GroupRow) => groupNameKey(asName(row, directories).name) === key
      return store.idOf(key) ?? store.all().find(isNamed)?.id ?? null
    },
  }
}

type Store = ReturnType<typeof createGroupsStore>
/** Refuses a change of whom a limited role reaches, if the caller may not give roles. */
type ReachGuard = Reach['mustDecideOver']

/** Everything that changes a group, each with its audit entry in the same transaction. */
function createGroupChanges(
  deps: GroupsDeps,
  store: Store,
  usesOf: (id: GroupId) => readonly GroupUse[],
  mustDecideReach: ReachGuard,
) {
  const { transaction } = deps.db
  const own = (id: GroupId) => mustOwnGroup(store, id, deps.directoryNames())
  const nameOf = (row: GroupRow) => asName(row, deps.directoryNames()).name
  const note = (action: GroupAction, name: string, detail: Record<string, string>, call: Call) =>
    deps.audit.append({ action, target: { id: null, name }, detail }, call)

  function addGroups(id: GroupId, groupIds: readonly GroupId[], call: Call): number {
    const { name } = own(id)
    mustDecideReach(id, call)
    const added = [...new Set(groupIds)].filter((child) => {
      const childName = nameOf(mustGroup(store, child))
      if (closesCircle(id, child, deps.membership.subgroupsOf)) {
        throw new DomainError('GROUP_CIRCLE', { group: childName })
      }
      const isNew = store.addGroup(id, child)
      if (isNew) note('Add member to group.', name, { subgroup: childName }, call)
      return isNew
    })
    return added.length
  }

  function removeGroups(id: GroupId, groupIds: readonly GroupId[], call: Call): number {
    const { name } = own(id)
    mustDecideReach(id, call)
    const removed = groupIds.filter((child) => store.removeGroup(id, child))
    for (const child of removed) {
      note('Remove member from group.', name, { subgroup: nameOf(mustGroup(store, child)) }, call)
    }
    return removed.length
  }

  /** Refuses the deletion of a group that is in use; and of one whose deletion changes whom a role reaches, if the caller may not give roles. */
  function mustBeRemovable(id: GroupId, call: Call): GroupRow {
    const group = own(id)
    const uses = usesOf(id)
    const by = uses.filter((use) => use.kind === 'role').map((use) => use.name)
    if (uses.length > 0) throw new DomainError('GROUP_IN_USE', { by, hasRules: by.length < uses.length })
    mustDecideReach(id, call)
    return group
  }

  function remove(id: GroupId, call: Call): void {
    const { name } = mustBeRemovable(id, call)
    store.remove(id)
    note('Delete group.', name, {}, call)
  }

  const move = createMoves(deps, store, mustDecideReach)
  return {
    ...createGroupForm(deps, store, note, mustDecideReach),
    ...move,
    mustBeRemovable,
    addGroups: ({ id, groupIds }: OfGroups, call: Call) => ({
      count: transaction(() => addGroups(id, groupIds, call)),
    }),
    removeGroups: ({ id, groupIds }: OfGroups, call: Call) => ({
      count: transaction(() => removeGroups(id, groupIds, call)),
    }),
    delete: ({ id }: { id: GroupId }, call: Call) => {
      transaction(() => remove(id, call))
      return {}
    },
  }
}

type OfGroups = { readonly id: GroupId; readonly groupIds: readonly GroupId[] }
type OfPeople = { readonly id: GroupId; readonly selection: Selection }
type GroupAction =
  | 'Add group.'
  | 'Update group.'
  | 'Delete group.'
  | 'Add member to group.'
  | 'Remove member from group.'
type Note = (action: GroupAction, name: string, detail: Record<string, string>, call: Call) => void

/** Changes of a group's name, kind and departments. */
function createGroupForm(deps: GroupsDeps, store: Store, note: Note, mustDecideReach: ReachGuard) {
  function checked(typed: Typed, id: GroupId | null) {
    const name = checkedText('groupName', typed.name)
    const key = groupNameKey(name)
    const holder = store.idOf(key)
    if (holder !== null && holder !== id) throw new DomainError('GROUP_NAME_TAKEN', { name })
    return { name, key, kind: typed.kind, departments: checkedDepartments(typed) }
  }

  function create(typed: Typed, call: Call) {
    const { name, key, kind, departments } = checked(typed, null)
    if (store.count() >= groupLimits.groups) throw new DomainError('TOO_MANY_GROUPS', { maximum: groupLimits.groups })
    const id = store.insert(name, key, kind, deps.now())
    store.setDepartments(id, departments)
    note('Add group.', name, departmentDetail(departments), call)
    return { id }
  }

  /** The group as it is and as it would be. */
  function edited({ id, seen, ...typed }: Edit) {
    const { name, kind } = mustOwnGroup(store, id, deps.directoryNames())
    const before = { name, kind, departments: store.departmentsOf(id) }
    return { before, after: checked(seen === undefined ? typed : typedOver(before, typed, seen), id) }
  }

  /** Whether the typed fields can change who is in the group; a new name alone does not. */
  function decidesWho(input: Edit): boolean {
    const { before, after } = edited(input)
    return after.kind !== before.kind || !isSameDepartments(before.departments, after.departments)
  }

  function update(input: Edit, call: Call) {
    const { id } = input
    const { before, after } = edited(input)
    if (isUnchanged(before, after)) return {}
    if (decidesWho(input)) mustDecideReach(id, call)
    const { name, key, kind, departments } = after
    store.update(id, name, key, kind)
    store.setDepartments(id, departments)
    const people = kind === 'departments' ? store.clearMembers(id) : 0
    const detail = {
      ...(before.name === name ? {} : { name }),
      ...departmentDetail(departments),
      ...(people > 0 ? { removed: String(people) } : {}),
    }
    note('Update group.', before.name, detail, call)
    return {}
  }

  const { transaction } = deps.db
  return {
    decidesWho,
    create: (input: Typed, call: Call) => transaction(() => create(input, call)),
    update: (input: Edit, call: Call) => transaction(() => update(input, call)),
  }
}

/** Changes of who is in a group of picked people. */
function createMoves(deps: GroupsDeps, store: Store, mustDecideReach: ReachGuard) {
  type Move = 'Add member to group.' | 'Remove member from group.'

  function move(action: Move, { id, selection }: OfPeople, call: Call): { count: number } {
    const { name, kind } = mustOwnGroup(store, id, deps.directoryNames())
    mustDecideReach(id, call)
    if (kind === 'departments') throw new DomainError('GROUP_BY_DEPARTMENT')
    const isAdding = action === 'Add member to group.'
    const people = [...deps.users.resolve(selection)]
    if (people.length === 0) throw new DomainError('NOTHING_SELECTED')
    const ids = people.map((person) => person.id)
    const direct = store.direct(id, ids)
    const moved = people.filter((person) => direct.has(person.id) !== isAdding)
    if (isAdding) store.addMembers(id, ids)
    else store.removeMembers(id, ids)
    noteMoved(action, name, moved, call)
    return { count: moved.length }
  }

  function noteMoved(
    action: Move,
    group: string,
    moved: readonly { readonly id: UserId; readonly username: string }[],
    call: Call,
  ): void {
    if (moved.length > entriesAtOnce) {
      const detail = { people: String(moved.length), ids: moved.map((person) => person.id).join(' ') }
      deps.audit.append({ action, target: { id: null, name: group }, detail }, call)
      return
    }
    for (const { id, username } of moved) {
      deps.audit.append({ action, target: { id, name: username }, detail: { group } }, call)
    }
  }

  const { transaction } = deps.db
  return {
    addMembers: (input: OfPeople, call: Call) => transaction(() => move('Add member to group.', input, call)),
    removeMembers: (input: OfPeople, call: Call) => transaction(() => move('Remove member from group.', input, call)),
  }
}

function mustGroup(store: Store, id: GroupId): GroupRow {
  const row = store.get(id)
  if (row === null) throw new DomainError('NOT_FOUND', { what: 'group' })
  return row
}

type OwnGroup = GroupRow & { readonly kind: OwnGroupKind }

/** A group of Keydesk's own. Throws GROUP_IN_DIRECTORY for one of a directory, which alone decides about it. */
function mustOwnGroup(store: Store, id: GroupId, directories: DirectoryNames): OwnGroup {
  const row = mustGroup(store, id)
  const { kind, directoryId } = row
  if (kind === 'directory')
    throw new DomainError('GROUP_IN_DIRECTORY', { directory: directories.get(directoryId ?? 0) ?? '' })
  return { ...row, kind }
}

function checkedText(field: 'groupName' | 'departments', raw: string): string {
  const text = cleanText(raw)
  const fault = text === '' ? 'missing' : checkPersonText(text, groupLimits.name)
  if (fault !== null) throw new DomainError('FIELD_INVALID', { field, reason: fault })
  return text
}

function checkedDepartments({ kind, departments }: Typed) {
  if (kind === 'picked') return []
  if (departments.length === 0) throw new DomainError('FIELD_INVALID', { field: 'departments', reason: 'missing' })
  const names = departments.map((raw) => checkedText('departments', raw))
  const byKey = Map.groupBy(names, departmentKey)
  // Two admins can have added departments at the same time.
  if (byKey.size > groupLimits.departments)
    throw new DomainError('FIELD_INVALID', { field: 'departments', reason: 'tooMany' })
  return [...byKey].map(([key, [department = '']]) => ({ key, department }))
}

/** The typed values merged into the group as stored now, relative to the values that were shown. */
function typedOver(now: Typed, typed: Typed, seen: Typed): Typed {
  const departments = rebaseDepartments(typed.departments, seen.departments, now.departments)
  return { ...rebase({ ...typed, name: cleanText(typed.name) }, seen, now), departments }
}

function isUnchanged(before: Typed, after: Pick<Typed, 'name' | 'kind'> & { departments: readonly GroupDepartment[] }) {
  const names = after.departments.map(({ department }) => department)
  const facts = [before.name, before.kind, ...before.departments.toSorted()]
  return isSame(facts, [after.name, after.kind, ...names.toSorted()])
}

function isSameDepartments(before: readonly string[], after: readonly { readonly key: string }[]): boolean {
  const keys = new Set(after.map(({ key }) => key))
  return keys.size === before.length && before.every((department) => keys.has(departmentKey(department)))
}

function departmentDetail(departments: readonly { readonly department: string }[]): Record<string, string> {
  if (departments.length === 0) return {}
  return { departments: departments.map(({ department }) => department).join(', ') }
}

type DirectoryNames = ReadonlyMap<number, string>
type Counts = Pick<Group, 'memberCount' | 'groupCount'>

const asName = ({ id, name, directoryId }: GroupRow, directories: DirectoryNames): GroupName => ({
  id,
  name: shownGroupName(name, directoryId === null ? null : (directories.get(directoryId) ?? '')),
})

/** A fixed order; the screen sorts again by its own language. */
function byName(a: GroupName, b: GroupName): number {
  const [first, second] = [groupNameKey(a.name), groupNameKey(b.name)]
  return first < second ? -1 : first > second ? 1 : 0
}
