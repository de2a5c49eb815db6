import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError } from '../../shared/errors.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { UserId } from '../../shared/ids.ts'
import { defaultLanguage } from '../../shared/languages.ts'
import type { FileWords } from '../../shared/rules/files/csv-line.ts'
import {
  type ExpirationPolicy,
  passwordExpiresAt,
  passwordStateOf,
  waitingStates,
} from '../../shared/rules/password-state.ts'
import { rolesOf } from '../../shared/rules/role-bits.ts'
import { canReset, isPermitted, type RoleName } from '../../shared/rules/role-matrix.ts'
import { signInOf } from '../../shared/rules/sign-in-status.ts'
import {
  type ExportAs,
  everybody,
  type Selection,
  type UserDetails,
  type UserQuery,
  type UserRow,
  type usersContract,
} from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import { createPause } from '../db/pause.ts'
import type { ConnectedDirectories } from '../directories/directories.ts'
import type { Events } from '../events/events.ts'
import type { Reach } from '../groups/reach.ts'
import type { IndexedUser, UserFacts } from '../people/people-columns.ts'
import type { PeopleIndex } from '../people/people-index.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import { createChanges, reaches } from './changes.ts'
import { createDeletion } from './deletion.ts'
import { userWriter } from './export-file.ts'
import { createMany } from './many.ts'
import { checkUserFields } from './user-fields.ts'
import { createUsersStore, type StoredUser } from './users-store.ts'
import { countWaiting } from './waiting.ts'

export type UsersDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly index: PeopleIndex
  readonly policy: () => ExpirationPolicy
  readonly now: () => number
  /** Whether some group consists of this department. */
  readonly isGrouped: (department: string) => boolean
  readonly reach: Pick<Reach, 'mustNotMove'>
  readonly events: Events
  readonly directories: Pick<
    ConnectedDirectories,
    'canBlock' | 'setBlocked' | 'names' | 'editable' | 'edit' | 'setNeverExpires'
  >
}
export type Users = ReturnType<typeof createUsers>

/** The audit actions about passwords and sign-in; a helper without the right to read the audit log sees these in a person's history. */
const helpdeskActions: readonly AuditAction[] = [
  'UserLoggedIn',
  'UserLoginFailed',
  'Reset user password.',
  'Change user password.',
  'Set force change user password.',
  'Reset password (self-service).',
  'Blocked from self-service password reset.',
  'Unlock user account.',
  'Unlock user account (self-service).',
  'Disable account.',
  'Enable account.',
]
const byName = { by: 'displayName', direction: 'ascending', language: defaultLanguage } as const

/** Users: the list with search and filters, adding, editing, blocking, deleting and export. */
export function createUsers(deps: UsersDeps) {
  const store = createUsersStore(deps.db.sql)
  const { index } = deps
  deps.events.on('userPromoted', ({ userId, possibleAuthor }) => {
    if (possibleAuthor !== null) store.reattributeEmail(userId, possibleAuthor)
  })
  const changes = createChanges(deps, store)
  const { must, mustNotBeLast, mustBeDeletable, mustBeAddable, mustBeEditable, mustBeOwnContact, ...writing } = changes
  const { putContact, editOwn, ownEditable, ...changing } = writing
  const { db, audit, twoPerson, events, now } = deps
  const many = createMany({ db, stored: store.get, changes })
  const { deleteMany } = createDeletion({ db, audit, twoPerson, events, now, store, mustBeDeletable })

  /** The people of a selection, one after another; to be read at once, before anything changes. */
  function* resolve(selection: Selection): Generator<IndexedUser & { readonly roles: readonly RoleName[] }> {
    const isList = selection.kind === 'users'
    const except = new Set<number>(isList ? [] : selection.except)
    const found = isList ? [...new Set(selection.ids)].map((id) => index.get(id)) : index.matching(selection.query)
    for (const user of found)
      if (user !== null && !except.has(user.id)) yield { ...user, roles: rolesOf(user.roleBits) }
  }

  /** The facts of the people of a selection, one after another in the same object. */
  function* factsOf(selection: Selection): Generator<UserFacts> {
    if (selection.kind === 'users') return yield* resolve(selection)
    const except = new Set<number>(selection.except)
    for (const facts of index.facts(selection.query)) if (!except.has(facts.id)) yield facts
  }

  /** Exports in small steps, so that the window stays responsive; each person is written as stored at that moment. */
  async function exportFile(selection: Selection, as: ExportAs, words: FileWords, call: Call) {
    const ids = Array.from(resolve(selection), ({ id }) => id)
    if (ids.length === 0) throw new DomainError('NOTHING_SELECTED')
    const pause = createPause()
    const { head, line, ending } = userWriter(as, words)
    let text = head
    let count = 0
    for (const id of ids) {
      const turn = pause()
      if (turn !== null) await turn
      const user = store.get(id)
      // The person was deleted while the export ran.
      if (user === null) continue
      text += line(user)
      count += 1
    }
    deps.db.transaction(() =>
      deps.audit.append({ action: 'Export users.', detail: { users: String(count), format: as.format } }, call),
    )
    const file = createWords(words.language).t('exports.files.users')
    return {
      fileName: `keydesk-${file}-${new Date(deps.now()).toISOString().slice(0, 10)}.${ending}`,
      text,
      count,
    }
  }

  const momentOf = (): Moment => ({ policy: deps.policy(), now: deps.now(), directories: deps.directories.names() })

  function details(user: StoredUser, actor: Actor | null): UserDetails {
    const { contact, language, neverExpires, createdAt, limits } = user
    const row = asRow(user, actor, momentOf())
    const lasting = (end: number | null) => (end !== null && end > deps.now() ? end : null)
    const canChange = actor !== null && reaches(actor, user)
    return {
      ...row,
      contact,
      language,
      neverExpires,
      createdAt,
      limits,
      canBlock: !user.isInDirectory || deps.directories.canBlock(user.id),
      locks: { here: lasting(user.lockedHere), there: lasting(user.lockedThere) },
      canChange,
    }
  }

  const service: Implements<typeof usersContract> = {
    list: ({ query, sort, offset, limit }, call) => {
      const { ids, total, all } = index.page(query, sort, offset, limit)
      const at = momentOf()
      return { rows: ids.map((id) => asRow(must(id), call.actor, at)), total, all }
    },
    ids: ({ query, sort, offset, limit }) => ({ ids: index.page(query, sort, offset, limit).ids }),
    deleteMany,
    history: ({ id, offset, limit }, call) =>
      call.actor !== null && isPermitted(call.actor, 'audit.read')
        ? deps.audit.of(id, null, offset, limit)
        : deps.audit.about(id, helpdeskActions, offset, limit),
    counts: (query) => countBy(query),
    waiting: () => {
      const filter = { signIn: [], passwordState: waitingStates, role: [] }
      return countWaiting(index.facts({ search: '', filter }), deps.now())
    },
    get: ({ id }, call) => details(must(id), call.actor),
    ...changing,
    ...many,
    exportFile: ({ selection, as = { format: 'csv' }, ...words }, call) => exportFile(selection, as, words, call),
  }

  /** The number of people for each value of each filter, with the other filters in force. */
  function countBy(query: UserQuery) {
    const now = deps.now()
    const policy = deps.policy()
    const narrowed = (part: Partial<UserQuery['filter']>) => ({ ...query, filter: { ...query.filter, ...part } })
    const without = (part: Partial<UserQuery['filter']>) => index.facts(narrowed(part))
    return {
      signIn: tally(without({ signIn: [] }), (user) => [signInOf(user, now)]),
      passwordState: tally(without({ passwordState: [] }), (user) => [passwordStateOf(user, policy, now)]),
      departments: largest(index.departments(narrowed({ department: [] }))),
      role: tally(without({ role: [] }), (user) => (user.roleBits === 0 ? ['none'] : rolesOf(user.roleBits))),
      directory: tally(without({ directory: [] }), (user) => [String(user.directoryId)]),
    }
  }

  return {
    ...service,
    resolve,
    factsOf,
    ...ofEverybody(index),
    departments: () => new Set(index.departments(everybody).keys()),
    stored: store.get,
    storedDeleted: store.getDeleted,
    idOf: store.idOf,
    mustNotBeLast,
    mustBeAddable,
    mustBeEditable,
    mustBeOwnContact,
    putContact,
    editOwn,
    ownEditable,
    /** Everything about one person, as this admin may see and change it. */
    details: (id: UserId, actor: Actor) => details(must(id), actor),
    proveEmail: store.proveEmail,
    ...holdersIn(store, deps.now),
    count: store.count,
    /** Checks the fields of a user without checking the caller's rights: for the first admin at set-up. */
    checkFields: checkUserFields,
    addFirst: (input: Parameters<typeof checkUserFields>[0]) => store.insert(checkUserFields(input), deps.now(), null),
  }
}

/** Questions of other slices about everybody. */
function ofEverybody(index: PeopleIndex) {
  return {
    warm: index.warm,
    everybody: () => index.matching(everybody),
    /** The facts of everybody, one after another in one object. */
    facts: () => index.facts(everybody),
    /** A page of those people whom another slice wants, by display name. */
    pageWhere: (search: string, offset: number, limit: number, isWanted: (user: UserFacts) => boolean) =>
      index.page({ ...everybody, search }, byName, offset, limit, isWanted),
  }
}

/** Who can sign in with a role right now. */
function holdersIn(store: ReturnType<typeof createUsersStore>, now: () => number) {
  return {
    enabledGlobalAdmins: () => store.enabledHolders(['globalAdministrator'], now()),
    enabledHolders: (wanted: readonly RoleName[]) => store.holdersWithRoles(wanted, now()),
    /** The same, and those whose role is limited to groups. */
    allHolders: (wanted: readonly RoleName[]) => store.allHolders(wanted, now()),
  }
}

/** What rows of one answer have in common. */
type Moment = {
  readonly policy: ExpirationPolicy
  readonly now: number
  readonly directories: ReadonlyMap<number, string>
}

function asRow(user: StoredUser, actor: Actor | null, { policy, now, directories }: Moment): UserRow {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    department: user.contact.department,
    roles: user.roles,
    signIn: signInOf(user, now),
    lockedUntil: user.lockedUntil !== null && user.lockedUntil > now ? user.lockedUntil : null,
    passwordState: passwordStateOf(user, policy, now),
    passwordChangedAt: user.changedAt,
    passwordExpiresAt: passwordExpiresAt(user, policy),
    isProtected: user.isProtected,
    directoryId: user.directoryId,
    directory: directories.get(user.directoryId ?? 0) ?? null,
    canReset: actor !== null && actor.id !== user.id && canReset(actor.rolesOver(user.id), user.roles),
  }
}

function tally<T>(items: Iterable<T>, keysOf: (item: T) => readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) for (const key of keysOf(item)) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

const departmentsShown = 100

function largest(counts: ReadonlyMap<string, number>): { name: string; count: number }[] {
  const sorted = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)
  return sorted.slice(0, departmentsShown)
}
