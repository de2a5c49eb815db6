import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DirectoryId, directoriesContract, MatchRow, MatchTab } from '../../shared/directories.ts'
import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import {
  doubtsOfPair,
  type MatchDoubt,
  type MatchEntry,
  type Matched,
  type MatchPair,
  matchPeople,
  neverChosen,
  type OwnPerson,
} from '../../shared/rules/directory/match-people.ts'
import { isPermitted, rolesWith } from '../../shared/rules/role-matrix.ts'
import { matches, searchNeedles, searchText } from '../../shared/rules/text/fold.ts'
import { approvalHours, settingFacts } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import { createPause } from '../db/pause.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Prepared, Work } from '../jobs/run-job.ts'
import type { Knowers } from '../passwords/knowers.ts'
import type { Roles } from '../roles/roles.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Secrets } from '../vault/secrets.ts'
import type { Vault } from '../vault/vault.ts'
import { createAdoptionsStore, type Page } from './adoptions-store.ts'

export type AdoptionDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly jobs: Jobs
  readonly vault: Pick<Vault, 'releaseAdminSlot'>
  readonly secrets: Pick<Secrets, 'move'>
  readonly lockouts: Pick<Lockouts, 'passOn'>
  readonly knowers: Knowers
  readonly roles: Pick<Roles, 'outOfReach'>
  readonly stored: (id: number) => StoredUser | null
  readonly idOf: (username: string) => UserId | null
  /** Throws for the last global admin who can sign in without a connected directory. */
  readonly mustNotBeLast: (user: StoredUser) => void
  /** The name of a connected directory. Throws NOT_FOUND for one that is gone or being disconnected. */
  readonly nameOfDirectory: (id: DirectoryId) => string
  /** How long a deleted user can be restored, and the password of a matched one brought back, days. */
  readonly days: () => number
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
}
type Service = Pick<Implements<typeof directoriesContract>, 'match' | 'adopt' | 'matched' | 'undoMatch'>
type Input<K extends keyof Service> = Parameters<Service[K]>[0]
type Chosen = { readonly person: UserId; readonly entry: UserId }
type Options = {
  readonly directory: DirectoryId
  /** The doubts that the admin has seen, by the number of the person. */
  readonly seen: Readonly<Record<string, readonly MatchDoubt[]>>
  readonly approval?: {
    readonly askedBy: UserId
    readonly approvedBy: string
    readonly request: number
    readonly until: number
  }
  readonly job: string
}
/** A match as it was worked out for one admin. */
type Found = {
  readonly at: number
  readonly caller: UserId
  readonly matched: Matched
  readonly digest: string
  /** What a search looks through in each part, made when somebody searches there for the first time. */
  readonly texts: Map<MatchTab, readonly string[]>
}

/** How many milliseconds a match is shown page by page before it is worked out anew. */
const shownFor = 15 * 60_000
const day = 86_400_000
const namesShown = 20

/**
 * Growing up: people of Keydesk's own who are entries of a connected directory, too, keep their number and all that hangs on it, and sign in by the
 * directory from then on. Each is moved in one transaction, as an item of a job.
 */
export function createAdoption(deps: AdoptionDeps) {
  const { db, audit, events, knowers, now } = deps
  const store = createAdoptionsStore(db.sql)
  deps.rowsOfUser.goWithDeletion('adoptions')
  // With another password the earlier one must not come back: Keydesk's own change, a required one, and one that a look has seen.
  events.on('passwordChanged', ({ user }) => store.forget(user.id))
  events.on('changeRequired', ({ userId }) => forgetIfChanged(userId))
  events.on('passwordSeenChanged', ({ userId }) => forgetIfChanged(userId))
  events.on('directoryLeft', ({ userId }) => store.remove(userId))
  const found = new Map<DirectoryId, Found>()

  function forgetIfChanged(userId: UserId): void {
    if (store.isChanged(userId)) store.forget(userId)
  }

  async function readAll<T, K>(page: (after: K) => Page<T, K>, first: K): Promise<T[]> {
    const all: T[] = []
    const pause = createPause()
    for (let after = first; ; ) {
      const { rows, next } = page(after)
      for (const row of rows) all.push(row)
      if (next === null) return all
      after = next
      const turn = pause()
      if (turn !== null) await turn
    }
  }

  /** Works out who may be whom, in slices; nothing is written. */
  async function work(id: DirectoryId, caller: UserId): Promise<Found> {
    deps.nameOfDirectory(id)
    const people = await readAll(store.ownAfter, 0)
    const entries = await readAll((after: string) => store.entriesAfter(id, after), '')
    const pause = createPause()
    const steps = matchPeople(people, entries, caller)
    for (;;) {
      const { done, value } = steps.next()
      const turn = pause()
      if (turn !== null) await turn
      if (!done) continue
      return { at: now(), caller, matched: value, digest: await digestOf(value.pairs), texts: new Map() }
    }
  }

  async function shown(id: DirectoryId, isFresh: boolean, caller: UserId): Promise<Found> {
    const known = found.get(id)
    const isUsable = known !== undefined && known.caller === caller && Math.abs(now() - known.at) < shownFor
    if (isUsable && !isFresh) return known
    const anew = await work(id, caller)
    found.set(id, anew)
    // Two hundred thousand people are not kept in memory for a panel that was closed long ago.
    setTimeout(() => {
      if (found.get(id) === anew) found.delete(id)
    }, shownFor).unref()
    return anew
  }

  /** The pairs and people of one part in which a search finds its words. */
  async function searched(
    list: readonly Listed[],
    tab: MatchTab,
    needles: ReturnType<typeof searchNeedles>,
    known: Found['texts'],
  ): Promise<readonly Listed[]> {
    const pause = createPause()
    const texts = known.get(tab) ?? []
    const made: string[] = []
    const found: Listed[] = []
    for (const [at, one] of list.entries()) {
      const turn = at % 100 === 0 ? pause() : null
      if (turn !== null) await turn
      const text = texts[at] ?? textOf(one)
      made.push(text)
      if (matches(text, needles)) found.push(one)
    }
    known.set(tab, made)
    return found
  }

  async function match({ id, isFresh, tab, search, offset, limit }: Input<'match'>, call: SignedInCall) {
    deps.nameOfDirectory(id)
    const { matched, digest, texts } = await shown(id, isFresh, call.actor.id)
    const list = listOf(matched, tab)
    const wanted = search.trim() === '' ? list : await searched(list, tab, searchNeedles(search), texts)
    const rows = wanted.slice(offset, offset + limit).map(rowOf)
    const total = wanted.length
    const counts = {
      pairs: matched.pairs.length,
      doubts: matched.doubtful.length,
      onlyHere: matched.onlyHere.length,
      onlyThere: matched.onlyThere.length,
    }
    return { counts, digest, rows, total }
  }

  /** The chosen pairs, as they are now. Throws MATCH_CHANGED where what the admin saw is not so any more. */
  async function chosenOf({ id, pairs, also }: Input<'adopt'>, caller: UserId) {
    const { matched, digest } = await work(id, caller)
    if (pairs !== null && pairs.digest !== digest) throw new DomainError('MATCH_CHANGED')
    const except = new Set<number>(pairs?.except)
    const clear = pairs === null ? [] : matched.pairs.filter(({ person }) => !except.has(person.id))
    const byPair = new Map(matched.doubtful.map((pair) => [`${pair.person.id} ${pair.entry.id}`, pair]))
    const doubtful = also.map(({ person, entry, doubts }) => {
      const pair = byPair.get(`${person} ${entry}`)
      if (pair === undefined || pair.doubts.some((doubt) => neverChosen.includes(doubt) || !doubts.includes(doubt)))
        throw new DomainError('MATCH_CHANGED')
      return pair
    })
    const all = [...clear, ...doubtful]
    if (all.length === 0) throw new DomainError('NOTHING_SELECTED')
    const [people, entries] = [new Set(all.map(({ person }) => person.id)), new Set(all.map(({ entry }) => entry.id))]
    if (people.size < all.length || entries.size < all.length) throw new DomainError('MATCH_CHANGED')
    return { all, doubtful }
  }

  async function adopt(input: Input<'adopt'>, call: SignedInCall) {
    const { all, doubtful } = await chosenOf(input, call.actor.id)
    const jobId = db.transaction(() => {
      const directory = deps.nameOfDirectory(input.id)
      const facts = { directory, people: String(all.length), ...adminFacts(all.map(({ person }) => person)) }
      const detail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(facts) })
      const seen = Object.fromEntries(doubtful.map(({ person, doubts }) => [person.id, doubts]))
      const options = { directory: input.id, seen, ...approvalOf(call) }
      const people = all.map(({ person }) => person.id as UserId)
      const entries = all.map(({ entry }) => entry.id as UserId)
      return deps.jobs.insert('matchPeople', options, people, call, { ...facts, ...detail }, entries)
    })
    found.delete(input.id)
    deps.jobs.begin(jobId)
    return { jobId }
  }

  function approvalOf({ approval }: Call): Pick<Options, 'approval'> {
    if (approval === undefined) return {}
    const { askedBy, approvedBy, request } = approval
    return { approval: { askedBy, approvedBy, request, until: now() + approvalHours * 3_600_000 } }
  }

  /** The admin of a job as they are now, who may have lost the role while it ran, or have taken over what somebody else began. */
  function mustStillMay(call: Call, { approval }: Options): { readonly skip: string } | null {
    const actor = call.actor as Actor
    if (!isPermitted(actor, 'vault.manage')) throw new DomainError('NOT_ALLOWED', { roles: rolesWith('vault.manage') })
    const isApproved = approval?.askedBy === actor.id && now() < approval.until
    return isApproved || deps.twoPerson.standingOf(actor) !== 'waits' ? null : { skip: 'secondAdmin' }
  }

  /** Throws PASSWORD_KNOWN where somebody who must not have the person's roles knows the password that would give them. */
  function mustBeUnknown(person: StoredUser, records: ReturnType<Knowers['recordsOf']>): void {
    if (person.roles.length === 0) return
    const isOutOfReach = deps.roles.outOfReach(person.id, person.roles)
    const names = knowers
      .reaching(records)
      .filter(isOutOfReach)
      .map(({ username }) => username)
    if (names.length > 0) throw new DomainError('PASSWORD_KNOWN', { names })
  }

  /** Moves one person to their entry, inside the transaction of the job. */
  function adoptOne(chosen: Chosen, options: Options, call: Call): void {
    const own = store.own(chosen.person)
    const entry = store.entry(options.directory, chosen.entry)
    const person = deps.stored(chosen.person)
    if (own === null || entry === null || person === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    const actor = call.actor as Actor
    const seen = options.seen[chosen.person] ?? []
    const isNew = (doubt: MatchDoubt) => neverChosen.includes(doubt) || !seen.includes(doubt)
    if (doubtsOfPair(own, entry, actor.id).some(isNew)) throw new DomainError('MATCH_CHANGED')
    if (store.isPasswordOnItsWay(own.id, entry.id)) throw new DomainError('DIRECTORY_UNCERTAIN')
    deps.mustNotBeLast(person)
    const known = knowers.recordsOf(entry.id)
    mustBeUnknown(person, known)
    if (!deps.vault.releaseAdminSlot(person.id)) throw new DomainError('LAST_VAULT_SLOT')
    const row = store.rowOf(entry.id)
    const before = { row: store.rowOf(person.id), knowers: knowers.recordsOf(person.id) }
    const version = row.credential_version as string | null
    const { directory: directoryId, job } = options
    const hash = store.hashOf(person.id)
    store.insert({ userId: person.id, job, directoryId, now: now(), version, before, hash })
    events.raise('userShutOut', { userId: entry.id as UserId }, call)
    deps.secrets.move(entry.id, person.id)
    deps.lockouts.passOn(entry.id as UserId, person.id)
    store.moveInGroups(entry.id, person.id)
    store.removeEntry(entry.id)
    store.take(person.id, row)
    knowers.clear(person.id)
    knowers.put(person.id, known)
    events.raise('directoryChanged', { userId: person.id }, call)
    const facts = { directory: deps.nameOfDirectory(directoryId), entry: entry.username, number: String(entry.id), job }
    const target = { id: person.id, name: person.username }
    audit.append({ action: 'Match user.', target, detail: { ...facts, ...approvedBy(options) } }, call)
  }

  /** Gives one person the password back that they had before, and makes the entry somebody of its own again. */
  function undoOne(userId: UserId, options: Options, call: Call): void {
    const adoption = store.get(userId)
    const row = store.rowOf(userId)
    if (adoption === null || adoption.directoryId !== options.directory)
      throw new DomainError('NOT_FOUND', { what: 'user' })
    if (adoption.before === null || adoption.version !== row.credential_version) throw new DomainError('UNDO_GONE')
    const actor = call.actor as Actor
    if (actor.id === userId) throw new DomainError('OWN_ACCOUNT')
    const { before, hash } = adoption
    const username = String(before.row.username)
    const other = deps.idOf(username)
    if (other !== null && other !== userId && store.own(other) !== null)
      throw new DomainError('USERNAME_TAKEN', { username })
    if (store.isPasswordOnItsWay(userId, userId)) throw new DomainError('DIRECTORY_UNCERTAIN')
    const person = deps.stored(userId)
    if (person === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    // The password that comes back must not give anybody the roles that were given meanwhile.
    mustBeUnknown(person, before.knowers)
    const knownThere = knowers.recordsOf(userId)
    store.remove(userId)
    // Whom the directory has blocked meanwhile stays blocked.
    const isBlocked = Math.max(Number(before.row.is_blocked), Number(row.is_blocked))
    store.giveBack(userId, { ...before.row, is_blocked: isBlocked }, hash)
    const entryId = store.separate(row, now())
    store.moveInGroups(userId, entryId)
    deps.secrets.move(userId, entryId)
    deps.lockouts.passOn(userId, entryId)
    knowers.put(entryId, knownThere)
    knowers.clear(userId)
    knowers.put(userId, before.knowers)
    knowers.mayHaveBeenUsed(userId)
    events.raise('directoryChanged', { userId }, call)
    // Whoever decides the directory may have registered methods as this admin.
    if (person.roles.length > 0) events.raise('userPromoted', { userId, possibleAuthor: nobodyKnown }, call)
    const facts = { directory: deps.nameOfDirectory(options.directory), entry: String(row.username), job: options.job }
    audit.append(
      {
        action: 'Undo match of user.',
        target: { id: userId, name: username },
        detail: { ...facts, ...approvedBy(options) },
      },
      call,
    )
  }

  async function undoMatch({ id, users }: Input<'undoMatch'>, call: SignedInCall) {
    const directory = deps.nameOfDirectory(id)
    const ids = users.kind === 'people' ? [...new Set(users.ids)] : store.undoable(id, users.jobId)
    if (ids.length === 0) throw new DomainError('NOTHING_SELECTED')
    const jobId = db.transaction(() => {
      const people = ids.flatMap((one) => deps.stored(one) ?? [])
      const facts = { directory, people: String(ids.length), ...adminFacts(people) }
      const detail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(facts) })
      const options = { directory: id, seen: {}, ...approvalOf(call) }
      return deps.jobs.insert('undoMatch', options, ids, call, { ...facts, ...detail })
    })
    found.delete(id)
    deps.jobs.begin(jobId)
    return { jobId }
  }

  /** One person of a job, with all checks again in the transaction that does it; others get their turn before. */
  const item = (doOne: (call: Call) => void, options: Options) => async (): Promise<Prepared> => {
    await nextTurn()
    const commit = (call: Call) => {
      const skip = mustStillMay(call, options)
      if (skip !== null) return skip
      doOne(call)
      return { secretId: null }
    }
    return { commit, isWritten: false, leave: () => {} }
  }

  const optionsOf = (text: string, job: string): Options => ({ ...(JSON.parse(text) as Omit<Options, 'job'>), job })
  deps.jobs.register('matchPeople', (text, job): Work => {
    const options = optionsOf(text, job)
    return {
      prepare: (person, _call, _isPending, entry) =>
        item((call) => adoptOne({ person, entry: entry ?? person }, options, call), options)(),
    }
  })
  deps.jobs.register('undoMatch', (text, job): Work => {
    const options = optionsOf(text, job)
    return { prepare: (person) => item((call) => undoOne(person, options, call), options)() }
  })

  const service: Service = {
    match: (input, call) => match(input, call),
    adopt: (input, call) => adopt(input, call),
    matched: ({ id, offset, limit }) => {
      deps.nameOfDirectory(id)
      const { total, undoable } = store.count(id)
      const people = store
        .list(id, limit, offset)
        .map(({ canUndo, ...person }) => ({ ...person, canUndo: canUndo === 1 }))
      return { people, total, undoable, days: deps.days() }
    },
    undoMatch: (input, call) => undoMatch(input, call),
  }

  return {
    ...service,
    /** Erases the passwords that were put aside longer ago than deleted people are kept. */
    tidy: (): void =>
      db.transaction(() => {
        for (const userId of store.olderThan(deps.erasableUntil() - deps.days() * day)) {
          store.forget(userId)
          store.remove(userId)
        }
      }),
  }
}

/** Stands for somebody whom nobody can name. */
const nobodyKnown = 0 as UserId

function approvedBy({ approval }: Options): Readonly<Record<string, string>> {
  return approval === undefined ? {} : { approvedBy: approval.approvedBy, request: String(approval.request) }
}

/** How many admins are among the people, and which: who decides the directory's passwords decides theirs, too. */
function adminFacts(people: readonly Pick<OwnPerson, 'username' | 'roles'>[]): Readonly<Record<string, string>> {
  const admins = people.filter(({ roles }) => roles.length > 0)
  if (admins.length === 0) return { admins: '0' }
  const names = admins.slice(0, namesShown).map(({ username, roles }) => `${username} (${roles.join(', ')})`)
  return { admins: `${admins.length}: ${names.join('; ')}${admins.length > namesShown ? '; …' : ''}` }
}

/** Stands for exactly these pairs, in their order. */
async function digestOf(pairs: readonly MatchPair[]): Promise<string> {
  const pause = createPause()
  const hash = createHash('sha256')
  for (let at = 0; at < pairs.length; at += 1000) {
    const turn = pause()
    if (turn !== null) await turn
    const part = pairs.slice(at, at + 1000).map(({ person, entry }) => `${person.id} ${entry.id}\n`)
    hash.update(part.join(''))
  }
  return hash.digest('base64url')
}

type Listed = MatchPair | OwnPerson | MatchEntry

function listOf(matched: Matched, tab: MatchTab): readonly Listed[] {
  const lists = {
    pairs: matched.pairs,
    doubts: matched.doubtful,
    onlyHere: matched.onlyHere,
    onlyThere: matched.onlyThere,
  }
  return lists[tab]
}

function rowOf(one: Listed): MatchRow {
  if ('doubts' in one) return { person: nameOf(one.person), entry: nameOf(one.entry), doubts: one.doubts }
  // Only an entry can have been given something.
  const isEntry = 'isUsed' in one
  return { person: isEntry ? null : nameOf(one), entry: isEntry ? nameOf(one) : null, doubts: [] }
}

const nameOf = ({ id, username, displayName, mail }: OwnPerson | MatchEntry) => ({
  id: id as UserId,
  username,
  displayName,
  mail,
})

function textOf(one: Listed): string {
  const people = 'doubts' in one ? [one.person, one.entry] : [one]
  return searchText(people.flatMap(({ displayName, username, mail }) => [displayName, username, mail]))
}
