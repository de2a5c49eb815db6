import type { GroupId, UserId } from '../../shared/ids.ts'
import { departmentKey } from '../../shared/rules/groups.ts'
import {
  type ExpirationPolicy,
  lapsesSoon,
  passwordStateOf,
  passwordStates,
} from '../../shared/rules/password-state.ts'
import { roleBitsOf } from '../../shared/rules/role-bits.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { signInOf } from '../../shared/rules/sign-in-status.ts'
import { foldPhone, searchNeedles, searchText } from '../../shared/rules/text/fold.ts'
import type { UserFilter, UserQuery, UserSort } from '../../shared/users.ts'
import type { Sql } from '../db/database.ts'
import { lockedUntil } from '../db/user-columns.ts'
import { countBits } from './count-bits.ts'
import { createPeopleColumns, type IndexedUser, type PeopleColumns, type UserFacts } from './people-columns.ts'
import { createPeopleOrders } from './people-orders.ts'
import { createTextIndex } from './text-index.ts'
import type { Watched, Watcher } from './watcher.ts'

type Row = [
  id: number,
  displayName: string,
  username: string,
  department: string,
  mail: string,
  mobile: string,
  office: string,
  ...facts: (number | null)[],
]
type Deps = {
  readonly sql: Sql
  readonly watcher: Watcher
  readonly policy: () => ExpirationPolicy
  readonly now: () => number
  readonly membersOf: (group: GroupId) => ReadonlySet<UserId>
  /** The names of the connected directories by their ids. */
  readonly directoryNames: () => ReadonlyMap<number, string>
}
export type PeopleIndex = ReturnType<typeof createPeopleIndex>

const columns = `id, display_name, username, department, alternate_email, mobile_phone, office_phone, is_blocked, ${lockedUntil},
  coalesce(credential_version, password_hash) IS NOT NULL, is_temporary, must_change, lapses_at, password_changed_at, never_expires,
  coalesce(directory_id, 0), expires_there, is_protected`

/** Rows read in one go while loading: short enough that nobody waits. */
const rowsAtOnce = 1000
/** From this many changed rows on, the index is updated without waiting for a question. */
const changesAtOnce = 200

/**
 * All users in memory, for a list that answers at once at any size. The store decides: every row that has changed is read again before the
 * next question is answered.
 */
export function createPeopleIndex(deps: Deps) {
  const users = createPeopleColumns()
  const slotOf = new Map<number, number>()
  const texts = createTextIndex()
  const orders = createPeopleOrders(users, deps)
  const moved = { names: new Set<number>(), usernames: new Set<number>() }
  const refreshSoon = createDeferred(() => {
    if (loading === null && deps.sql.open) refresh()
  })
  const changes = deps.watcher.watch(watched, (waiting) => {
    if (waiting === changesAtOnce) refreshSoon()
  })
  // A reset of everybody changes every row, but no text that is searched.
  const newTexts = deps.watcher.watch(watchedTexts)
  const { one, next, rolesOfOne, count } = prepareRows(deps.sql)
  let loading: Generator<void> | null = load()

  /** Reads all rows with ids above `last`, a few at a time. */
  function* load(last = 0): Generator<void> {
    const roles = readRoles(deps.sql)
    const expected = count.get() as number
    users.reserve(expected)
    texts.reserve(expected)
    for (let from = last; ; ) {
      const rows = next.all(from)
      if (rows.length === 0) return
      for (const row of rows) {
        put(row, roles.get(row[0]) ?? 0)
        putText(row)
      }
      from = (rows[rows.length - 1] as Row)[0]
      yield
    }
  }

  function put(row: Row, roleBits: number): void {
    const [id] = row
    const slot = slotOf.get(id) ?? users.size()
    slotOf.set(id, slot)
    const { hasNewName, hasNewUsername } = users.set(slot, asIndexed(row, roleBits))
    if (loading === null && hasNewName) moved.names.add(slot)
    if (loading === null && hasNewUsername) moved.usernames.add(slot)
  }

  function putText([id, displayName, username, department, mail, mobile, office]: Row): void {
    const text = searchText([displayName, username, department, mail, foldPhone(mobile), foldPhone(office)])
    texts.set(slotOf.get(id) as number, text)
  }

  function remove(slot: number | undefined): void {
    if (slot === undefined) return
    users.remove(slot)
    texts.set(slot, '')
  }

  /** Brings the index up to date; cheap when nothing changed. */
  function refresh(): void {
    if (loading !== null) {
      while (!loading.next().done);
      loading = null
    }
    const renamed = new Set<number>()
    newTexts.take((ids) => {
      for (const id of ids) renamed.add(id)
    })
    changes.take((changed) => read(changed, renamed))
  }

  function read(changed: ReadonlySet<number>, renamed: ReadonlySet<number>): void {
    const { added, edited } = sortOut(changed, slotOf)
    // Imported people are many and have neighbouring ids, so that a range of ids is read.
    if (added.length > rowsAtOnce) for (const _ of load(added.reduce((least, id) => Math.min(least, id)) - 1));
    for (const id of added.length > rowsAtOnce ? edited : [...added, ...edited]) {
      const row = one.get(id)
      if (row === undefined) {
        remove(slotOf.get(id))
        continue
      }
      const slot = slotOf.get(id)
      const hasNoText = slot === undefined || users.isGone(slot)
      put(row, roleBitsOf(rolesOfOne.all(id)))
      if (hasNoText || renamed.has(id)) putText(row)
    }
    orders.mend(moved)
    moved.names.clear()
    moved.usernames.clear()
  }

  function match(query: UserQuery) {
    const found = texts.match(searchNeedles(query.search))
    const passes = filterOf(query.filter, users, deps)
    const isFound = (slot: number) =>
      found === null ? !users.isGone(slot) : ((found[slot >>> 5] as number) & (1 << (slot & 31))) !== 0
    const total = passes === null ? (found === null ? users.count() : countBits(found)) : null
    return { total, matches: (slot: number) => isFound(slot) && (passes === null || passes(slot)) }
  }

  /** `isWanted` filters further, by what another slice knows of the people. */
  function page(
    query: UserQuery,
    sort: UserSort,
    offset: number,
    limit: number,
    isWanted?: (user: UserFacts) => boolean,
  ) {
    refresh()
    const { matches, total: matching } = match(query)
    const total = isWanted === undefined ? matching : null
    const slots = orders.ascending(sort)
    const isDescending = sort.direction === 'descending'
    const ids: UserId[] = []
    let seen = 0
    for (let at = 0; at < slots.length; at += 1) {
      const slot = slots[isDescending ? slots.length - 1 - at : at] as number
      if (!matches(slot) || isWanted?.(users.facts(slot)) === false) continue
      if (seen >= offset && ids.length < limit) ids.push(users.facts(slot).id)
      seen += 1
      if (total !== null && ids.length === limit) break
    }
    return { ids, total: total ?? seen, all: users.count() }
  }

  function* matchingSlots(query: UserQuery): Generator<number> {
    refresh()
    const { matches } = match(query)
    for (let slot = 0; slot < users.size(); slot += 1) if (matches(slot)) yield slot
  }

  return {
    /** Loads in small steps, so that a start with many users blocks no other work. */
    warm: async (): Promise<void> => {
      while (loading !== null && deps.sql.open && !loading.next().done) await new Promise(setImmediate)
      if (deps.sql.open) loading = null
    },
    size: () => {
      refresh()
      return users.count()
    },
    page,
    /** All people who match, in the order of their ids, one after another: the list is never in memory as a whole. */
    matching: function* (query: UserQuery): Generator<IndexedUser> {
      for (const slot of matchingSlots(query)) yield users.user(slot)
    },
    /** The facts of all people who match, one after another in the same object: for counting. */
    facts: function* (query: UserQuery): Generator<UserFacts> {
      for (const slot of matchingSlots(query)) yield users.facts(slot)
    },
    /** How many of the people who match are in each department; the empty name stands for none. */
    departments: (query: UserQuery): ReadonlyMap<string, number> => {
      const counts = new Map<number, number>()
      for (const slot of matchingSlots(query)) {
        const number = users.departmentNumber(slot)
        counts.set(number, (counts.get(number) ?? 0) + 1)
      }
      return countsByName(counts, users)
    },
    get: (id: number): IndexedUser | null => {
      refresh()
      const slot = slotOf.get(id)
      return slot === undefined || users.isGone(slot) ? null : users.user(slot)
    },
  }
}

/** Defers work until the current work is done, so that a question after a large job does not wait for it; calls until then share one run. */
function createDeferred(work: () => void): () => void {
  let isAwaited = false
  return () => {
    if (isAwaited) return
    isAwaited = true
    setImmediate(() => {
      isAwaited = false
      try {
        work()
      } catch {
        // Ignored, because the next question meets the same error and reports it.
      }
    })
  }
}

function prepareRows(sql: Sql) {
  return {
    one: sql.prepare<[number], Row>(`SELECT ${columns} FROM users WHERE id = ? AND deleted_at IS NULL`).raw(),
    next: sql
      .prepare<[number], Row>(
        `SELECT ${columns} FROM users WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ${rowsAtOnce}`,
      )
      .raw(),
    rolesOfOne: sql.prepare<[number], RoleName>('SELECT role FROM user_roles WHERE user_id = ?').pluck(),
    count: sql.prepare<[], number>('SELECT count(*) FROM users').pluck(),
  }
}

function sortOut(changed: ReadonlySet<number>, slotOf: ReadonlyMap<number, number>) {
  const added: number[] = []
  const edited: number[] = []
  for (const id of changed) (slotOf.has(id) ? edited : added).push(id)
  return { added, edited }
}

const textColumns = 'display_name, username, department, alternate_email, mobile_phone, office_phone'
const watchedTexts: readonly Watched[] = [
  ['INSERT ON main.users', 'new.id'],
  [`UPDATE OF ${textColumns} ON main.users`, 'new.id'],
]
const watched: readonly Watched[] = [
  ['INSERT ON main.users', 'new.id'],
  ['UPDATE ON main.users', 'new.id'],
  ['DELETE ON main.users', 'old.id'],
  ['INSERT ON main.user_roles', 'new.user_id'],
  ['DELETE ON main.user_roles', 'old.user_id'],
]

function readRoles(sql: Sql): Map<number, number> {
  const bits = new Map<number, number>()
  const rows = sql.prepare<[], [number, RoleName]>('SELECT user_id, role FROM user_roles').raw()
  for (const [id, role] of rows.all()) bits.set(id, (bits.get(id) ?? 0) | roleBitsOf([role]))
  return bits
}

function asIndexed(row: Row, roleBits: number): IndexedUser {
  const [blocked, lockedUntil, hasPassword, isTemporary, mustChange, lapsesAt, changedAt, neverExpires, directoryId] =
    row.slice(7)
  const expiresThere = row[16]
  const isProtected = row[17]
  return {
    id: row[0] as UserId,
    displayName: row[1],
    username: row[2],
    department: row[3],
    roleBits,
    isBlocked: blocked === 1,
    isProtected: isProtected === 1,
    lockedUntil: (lockedUntil as number | null) ?? null,
    hasPassword: hasPassword === 1,
    isTemporary: isTemporary === 1,
    mustChange: mustChange === 1,
    lapsesAt: (lapsesAt as number | null) ?? null,
    changedAt: (changedAt as number | null) ?? null,
    neverExpires: neverExpires === 1,
    isInDirectory: directoryId !== 0,
    directoryId: directoryId as number,
    expiresThere: expiresThere ?? null,
  }
}

/** How many people each department has, under the spelling that most of them have: spellings that nobody tells apart are one department. */
function countsByName(counts: ReadonlyMap<number, number>, users: PeopleColumns): ReadonlyMap<string, number> {
  const spellings = [...counts].sort(([, one], [, other]) => other - one)
  const byKey = new Map<string, { readonly name: string; count: number }>()
  for (const [number, count] of spellings) {
    const key = users.departmentKeys()[number] as string
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { name: users.departments()[number] as string, count })
    else known.count += count
  }
  return new Map([...byKey.values()].map(({ name, count }) => [name, count]))
}

function filterOf(filter: UserFilter, users: PeopleColumns, deps: Deps): ((slot: number) => boolean) | null {
  const { signIn, passwordState, role, group = [], department = [], directory = [], lapse = [] } = filter
  const conditions = [signIn, passwordState, role, group, department, directory, lapse]
  if (conditions.every(({ length }) => length === 0)) return null
  const members = group.map(deps.membersOf)
  const wantedKeys = new Set(department.map(departmentKey))
  const departments = new Set(users.departmentKeys().flatMap((key, number) => (wantedKeys.has(key) ? number : [])))
  const directories = new Set(directory)
  const now = deps.now()
  const policy = deps.policy()
  const roleMask = roleBitsOf(role.filter((name) => name !== 'none'))
  const isNoneWanted = role.includes('none')
  const states = new Set(passwordState.length ? passwordState : passwordStates)
  return (slot) => {
    if (department.length > 0 && !departments.has(users.departmentNumber(slot))) return false
    const user = users.facts(slot)
    if (directory.length && !directories.has(user.directoryId)) return false
    if (members.length && !members.some((one) => one.has(user.id))) return false
    if (signIn.length && !signIn.includes(signInOf(user, now))) return false
    if (lapse.length && !lapsesSoon(user, now)) return false
    if (role.length && (user.roleBits & roleMask) === 0 && !(isNoneWanted && user.roleBits === 0)) return false
    return passwordState.length === 0 || states.has(passwordStateOf(user, policy, now))
  }
}
