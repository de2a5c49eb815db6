import { X509Certificate } from 'node:crypto'
import type {
  DirectoryConnection,
  DirectoryFreshness,
  DirectoryId,
  DirectoryRow,
  directoriesContract,
  LookAnswer,
} from '../../shared/directories.ts'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { GroupUse } from '../../shared/groups.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import { hasWrittenNothing, isDirectoryAway } from '../../shared/rules/directory/directory-faults.ts'
import { type Editable, type FieldEdit, hasEdits } from '../../shared/rules/directory/directory-fields.ts'
import { isSameDirectoryName } from '../../shared/rules/directory/directory-name.ts'
import { settingFacts } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import { inTime } from '../db/in-time.ts'
import type { CantRequire } from '../directory/directories.ts'
import type { Directory, Entry, Home } from '../directory/directory.ts'
import type { faultOf, faultOfReading } from '../directory/ldap/connect-fault.ts'
import type { probe } from '../directory/ldap/probe.ts'
import type { OpenDirectory, openDirectory } from '../directory/open-directory.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { Vault } from '../vault/vault.ts'
import { createDirectoriesStore, type StoredDirectory } from './directories-store.ts'
import { createProjectedGroups } from './directory-groups.ts'
import { createLeaving } from './leaving.ts'
import { createLook } from './look.ts'
import { createProjection } from './projection.ts'
import { writeOnce } from './write-once.ts'

export type ConnectedDirectoriesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly vault: Vault
  readonly twoPerson: TwoPerson
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly open: typeof openDirectory
  readonly probe: typeof probe
  readonly faultOf: typeof faultOf
  readonly faultOfReading: typeof faultOfReading
  /** What is limited to a group. */
  readonly usesOf: (id: GroupId) => readonly GroupUse[]
  /** A group and all that hold it, directly or through others. */
  readonly holdersOf: (id: GroupId) => Iterable<GroupId>
  readonly now: () => number
}
type Service = Omit<Implements<typeof directoriesContract>, 'match' | 'adopt' | 'matched' | 'undoMatch'>
type Input<K extends keyof Service> = Parameters<Service[K]>[0]
export type ConnectedDirectories = ReturnType<typeof createConnectedDirectories>
/** Brings the list up to what a directory has just done, inside the caller's transaction. */
export type Follow = (call: Call) => void

const day = 86_400_000
/** For how many milliseconds a screen waits for a directory. */
const patience = 3000
/** The author in the audit log of what Keydesk does by itself. */
const byKeydesk: Call = { actor: null, door: 'keydesk', token: null, isLocked: false, isConfirmed: false }
const purpose = 'directory password'
/** How many admins are named where some would lose their roles. */
const namesShown = 20
/** Milliseconds for each step of a first look at a server. */
const probePatience = 5000

const nothingFound = { rights: [], people: 0, abilities: null }

/** What the password is sealed with: it opens only for the directory, the servers and the account that it was typed for. */
const recordOf = (id: DirectoryId, { servers, security, account }: DirectoryConnection) =>
  JSON.stringify([id, servers, security, account])

/** What a look has done to the list, for the audit log; people who were missed only where there are any. */
function countsOf({ added, changed, gone, missing }: LookAnswer): Record<string, string> {
  const counts = { added: String(added), changed: String(changed), gone: String(gone) }
  return missing === 0 ? counts : { ...counts, missing: String(missing) }
}

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** What a second admin can compare trusted certificates by; those that can't be read, which prove no server, are left out. */
function fingerprintsOf(certificates: string): string {
  const fingerprints = (certificates.match(pemBlock) ?? []).flatMap((certificate) => {
    try {
      return [new X509Certificate(certificate).fingerprint256]
    } catch {
      return []
    }
  })
  return fingerprints.join(', ')
}

/** Connected directories: how they are reached, and the people of each in Keydesk's list. */
export function createConnectedDirectories(deps: ConnectedDirectoriesDeps) {
  const { db, audit, vault, now } = deps
  const store = createDirectoriesStore(db.sql)
  const projection = createProjection({ sql: db.sql, events: deps.events, rowsOfUser: deps.rowsOfUser, now })
  const groups = createProjectedGroups({
    author: byKeydesk,
    db,
    audit,
    usesOf: deps.usesOf,
    holdersOf: deps.holdersOf,
    names: store.names,
    now,
  })
  const look = createLook({ db, store, projection, groups, now })
  const leaving = createLeaving({ db, store, events: deps.events, now })
  const opened = new Map<DirectoryId, OpenDirectory>()

  /** A connected directory. Throws NOT_FOUND for one that is being disconnected, too. */
  function must(id: number): StoredDirectory {
    const found = mustStored(id)
    if (found.leaving !== null) throw new DomainError('NOT_FOUND', { what: 'directory' })
    return found
  }

  function mustStored(id: number): StoredDirectory {
    const found = store.get(id)
    if (found === null) throw new DomainError('NOT_FOUND', { what: 'directory' })
    return found
  }

  /** The directory, opened once. Throws VAULT_LOCKED, and DIRECTORY_UNREACHABLE where the password can't be opened any more. */
  function open({ id, connection, sealed }: StoredDirectory): OpenDirectory {
    const already = opened.get(id)
    if (already !== undefined) return already
    const password = vault.unseal(purpose, recordOf(id, connection), sealed)
    if (password === null) throw new DomainError('DIRECTORY_UNREACHABLE', { reason: 'loginRefused' })
    const made = deps.open(connection, password)
    opened.set(id, made)
    return made
  }

  /** The same for work on one person, which then finds out that the directory is away as it would from a directory that does not answer. */
  function openOrAway(stored: StoredDirectory): Directory {
    try {
      // Nobody signs in by a directory that is being disconnected, and nothing is asked of it.
      if (stored.leaving !== null) throw new DomainError('DIRECTORY_UNREACHABLE', { reason: 'refused' })
      return open(stored).directory
    } catch (error) {
      if (!isDomainError(error)) throw error
      const away = () => Promise.reject(error)
      const capabilities = { writes: 'external' } as const
      return { kind: stored.connection.kind, capabilities, read: away, verify: away, reset: away, requireChange: away }
    }
  }

  function forget(id: DirectoryId): void {
    opened.get(id)?.ldap.close()
    opened.delete(id)
  }

  const rowOf = ({ id, connection, missing, lookedAt, fault, leaving }: StoredDirectory): DirectoryRow => ({
    id,
    connection,
    people: store.people(id),
    missing,
    lookedAt,
    fault,
    leaving,
    admins: store.admins(id).length,
  })

  const freshnessOf = ({ id, connection: { name }, lookedAt, fault }: StoredDirectory): DirectoryFreshness => ({
    id,
    name,
    lookedAt,
    fault,
  })

  /** What an admin sees of a connection in the audit log and in a request. */
  function factsOf({ name, kind, servers, base, account, trust }: DirectoryConnection): Record<string, string> {
    const places = servers.map(({ host, port }) => `${host}:${port}`).join(', ')
    const facts = { directory: name, kind, servers: places, base, account, trust: trust.kind }
    if (trust.kind === 'system') return facts
    return { ...facts, fingerprint: fingerprintsOf(trust.kind === 'pinned' ? trust.certificate : trust.certificates) }
  }

  async function test(input: Input<'test'>) {
    const isStored = input.kind === 'stored'
    const { directory, ldap } = isStored ? open(must(input.id)) : deps.open(input.connection, input.password)
    try {
      const fault = await ldap.tryOnce().then(() => null, deps.faultOf)
      if (fault !== null) return { fault, ...nothingFound }
      const found = await directory.rights()
      return { fault: null, ...found, abilities: await directory.abilities() }
    } catch (error) {
      return { fault: deps.faultOfReading(error), ...nothingFound }
    } finally {
      if (!isStored) ldap.close()
    }
  }

  /** Two directories of one name could not be told apart in lists and in the audit log. */
  function mustBeFree(name: string, id: DirectoryId | null): void {
    const isTaken = [...store.names()].some(([other, taken]) => other !== id && isSameDirectoryName(taken, name))
    if (isTaken) throw new DomainError('FIELD_INVALID', { field: 'name', reason: 'taken' })
  }

  function add({ connection, password }: Input<'add'>, call: Call) {
    return db.transaction(() => {
      mustBeFree(connection.name, null)
      const facts = factsOf(connection)
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(facts) })
      const id = store.insert(connection, now())
      store.seal(id, vault.seal(purpose, recordOf(id, connection), password))
      const target = { id: null, name: connection.name }
      audit.append({ action: 'Add directory.', target, detail: { ...facts, ...twoPersonDetail } }, call)
      return { id }
    })
  }

  function save({ id, connection, password }: Input<'save'>, call: Call) {
    db.transaction(() => {
      const { connection: before } = must(id)
      mustBeFree(connection.name, id)
      // The keys of its people are those of its kind.
      if (connection.kind !== before.kind) throw new DomainError('FIELD_INVALID', { field: 'kind', reason: 'invalid' })
      const facts = factsOf(connection)
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(facts) })
      store.save(id, connection)
      store.seal(id, vault.seal(purpose, recordOf(id, connection), password))
      const target = { id: null, name: before.name }
      audit.append({ action: 'Update directory.', target, detail: { ...facts, ...twoPersonDetail } }, call)
    })
    forget(id)
    return {}
  }

  async function lookNow({ id, isWhole }: Input<'look'>, call: Call) {
    const stored = must(id)
    const wanted = { isWhole: isWhole || stored.cursor === null, word: null }
    const answer = await look(id, () => open(must(id)).directory, wanted, call)
    const target = { id: null, name: stored.connection.name }
    db.transaction(() => audit.append({ action: 'Look at directory.', target, detail: countsOf(answer) }, call))
    return answer
  }

  async function hideMissing({ id, most }: Input<'hideMissing'>, call: Call) {
    const { connection } = must(id)
    const target = { id: null, name: connection.name }
    const facts = settingFacts({ directory: connection.name, people: String(most) })
    const mustHaveSecondAdmin = () => deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts })
    // An approval is used up by asking, so that one is kept until the people are known to be missing.
    if (call.approval === undefined) db.transaction(mustHaveSecondAdmin)
    const word = {
      most,
      must: () => {
        const detail = { people: String(most), ...mustHaveSecondAdmin() }
        audit.append({ action: 'Hide missing people.', target, detail }, call)
      },
    }
    return look(id, () => open(must(id)).directory, { isWhole: true, word }, call)
  }

  async function remove({ id, people }: Input<'remove'>, call: Call) {
    db.transaction(() => {
      const { connection } = must(id)
      groups.mustBeUnused(id)
      const admins = store.admins(id).map(({ username, roles }) => `${username} (${roles})`)
      const facts = {
        ...factsOf(connection),
        people,
        admins: [String(admins.length), ...admins.slice(0, namesShown)].join('; '),
      }
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(facts) })
      groups.remove(id)
      store.leave(id, people)
      const target = { id: null, name: connection.name }
      const detail = { ...facts, users: String(store.people(id)), ...twoPersonDetail }
      audit.append({ action: 'Remove directory.', target, detail }, call)
    })
    forget(id)
    await leaving.run(id, people, call)
    return {}
  }

  /** The directory of somebody who lives in one. Throws NOT_FOUND for anybody else, who may have left it a moment ago. */
  function mustHome(id: UserId) {
    const home = store.homeOf(id)
    if (home === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return { id: home.id, directory: open(must(home.id)).directory, key: home.key }
  }

  function canBlock(id: UserId): boolean {
    try {
      return mustHome(id).directory.setBlocked !== undefined
    } catch (error) {
      // A directory whose password can't be opened can't be asked for anything.
      if (error instanceof DomainError) return false
      throw error
    }
  }

  async function setBlocked(id: UserId, isBlocked: boolean): Promise<Follow> {
    const home = mustHome(id)
    const { directory, key } = home
    const { setBlocked: write } = directory
    if (write === undefined) throw new DomainError('IN_DIRECTORY')
    const entry = await writeOnce(
      home,
      () => write(key, isBlocked),
      (now) => now.isBlocked === isBlocked,
    )
    const asOf = projection.asOf()
    return (call) => {
      if (entry === null) projection.setBlocked(home.id, key, isBlocked)
      else projection.put(home.id, entry, { asOf, call })
    }
  }

  /** What Keydesk's account may change of somebody in their directory. */
  function editable(id: UserId): Promise<Editable> {
    const { directory, key } = mustHome(id)
    if (directory.editable === undefined) throw new DomainError('IN_DIRECTORY')
    return directory.editable(key)
  }

  /** Brings the list up to an entry that turned out to be another one than was seen. */
  async function seeAnew({ id, directory, key }: ReturnType<typeof mustHome>): Promise<void> {
    const asOf = projection.asOf()
    const entry = await directory.read(key).catch(() => null)
    if (entry !== null) db.transaction(() => void projection.put(id, entry, { asOf, call: byKeydesk }))
  }

  async function edit(id: UserId, edits: readonly FieldEdit[], writer: UserId): Promise<Follow> {
    const home = mustHome(id)
    const { directory, key } = home
    const { edit: write } = directory
    if (write === undefined) throw new DomainError('IN_DIRECTORY')
    db.transaction(() => projection.expectEdits(id, edits, writer))
    const entry = await writeOnce(
      home,
      () => write(key, edits),
      (now) => hasEdits(now, edits),
    ).catch(async (error) => {
      if (hasWrittenNothing(error)) db.transaction(() => projection.endEdits(id, edits))
      if (isDomainError(error, 'DIRECTORY_CONFLICT')) await seeAnew(home)
      throw error
    })
    const asOf = projection.asOf()
    return (call) => {
      if (entry === null) projection.setFields(id, edits, writer)
      else projection.put(home.id, entry, { asOf, call })
      projection.endEdits(id, edits)
    }
  }

  async function setNeverExpires(id: UserId, isOn: boolean): Promise<Follow> {
    const home = mustHome(id)
    const { directory, key } = home
    const { setNeverExpires: write } = directory
    if (write === undefined) throw new DomainError('IN_DIRECTORY')
    const entry = await writeOnce(
      home,
      () => write(key, isOn),
      ({ password }) => password.neverExpires === isOn,
    )
    const asOf = projection.asOf()
    return (call) => {
      if (entry === null) projection.setNeverExpires(home.id, key, isOn)
      else projection.put(home.id, entry, { asOf, call })
    }
  }

  /** Asks for nothing where the directory has not locked the person: some can't lock anybody. */
  async function unlock(id: UserId): Promise<Follow> {
    const home = mustHome(id)
    const { directory, key } = home
    const { unlock: write } = directory
    const before = await directory.read(key)
    if (before === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    if (before.lock === null || write === undefined) {
      const seen = projection.asOf()
      return (call) => void projection.put(home.id, before, { asOf: seen, call })
    }
    const entry = await writeOnce(
      home,
      () => write(key),
      ({ lock }) => lock === null,
    )
    const asOf = projection.asOf()
    return (call) => {
      if (entry === null) projection.setUnlocked(home.id, key)
      else projection.put(home.id, entry, { asOf, call })
    }
  }

  const service: Service = {
    list: () => ({ directories: store.list().map(rowOf) }),
    freshness: () => ({ directories: store.list().map(freshnessOf) }),
    probe: (input) => deps.probe({ ...input, patience: probePatience }),
    test,
    add,
    save,
    look: lookNow,
    hideMissing,
    remove,
  }

  return {
    ...service,
    /** The names of the directories by their ids. */
    names: store.names,
    /** Writes the entry of somebody as their directory has just answered it, inside the caller's transaction. */
    project: (id: UserId, entry: Entry, call: Call): void => {
      const home = store.homeOf(id)
      if (home !== null && home.key === entry.key) projection.put(home.id, entry, { asOf: projection.asOf(), call })
    },
    /** Asks each directory, at most for a moment; one that does not answer counts as one that can. */
    cantRequire: async (): Promise<CantRequire> => {
      const [noPolicy, neverExpires] = [new Set<UserId>(), new Set<UserId>()]
      const ask = async (stored: StoredDirectory) => {
        const { id, connection } = stored
        const abilities = await inTime(openOrAway(stored).abilities?.() ?? Promise.resolve(null), patience).catch(
          () => null,
        )
        if (abilities?.requireChange === false) for (const person of store.peopleOf(id, 'all')) noPolicy.add(person)
        else if (connection.kind === 'activeDirectory')
          for (const person of store.peopleOf(id, 'neverExpires')) neverExpires.add(person)
      }
      await Promise.all(store.list().map(ask))
      return { noPolicy, neverExpires }
    },
    /** When each connected directory locks people after wrong passwords, as it was last read. */
    locks: store.locks,
    /** Whether the directory of somebody can block and allow sign-in. */
    canBlock,
    /** Blocks or allows sign-in in the directory; throws IN_DIRECTORY where it can't. What follows here is written by the answer. */
    setBlocked,
    editable,
    /** Changes fields of somebody in their directory, as `writer`. What follows here is written by the answer. */
    edit,
    /** Keeps somebody's password from expiring there; throws IN_DIRECTORY where the directory can't. What follows here is written by the answer. */
    setNeverExpires,
    /** Ends the directory's own lock. What follows here is written by the answer. */
    unlock,
    /** The directory of somebody; null for people of Keydesk's own. */
    homeOf: (id: UserId): Home | null => {
      const home = store.homeOf(id)
      return home && { directory: openOrAway(mustStored(home.id)), key: home.key }
    },
    /** Reads one person as they are now; a password that has expired must be changed at the next sign-in. */
    refresh: async (id: UserId, hasExpired: boolean): Promise<void> => {
      const home = store.homeOf(id)
      if (home === null) return
      const asOf = projection.asOf()
      const entry = await open(must(home.id)).directory.read(home.key)
      if (entry === null) return
      const mustChange = entry.password.mustChange || hasExpired
      const now = { ...entry, password: { ...entry.password, mustChange } }
      db.transaction(() => void projection.put(home.id, now, { asOf, call: byKeydesk }))
    },
    /**
     * Looks at what has changed in each directory, and once a day at everybody; a directory that does not answer is tried at the next time. The
     * first other error is thrown once all have been looked at.
     */
    lookAtAll: async (): Promise<void> => {
      if (!vault.isOpen()) return
      const faults: unknown[] = []
      for (const { id, cursor, wholeAt, leaving: isLeaving } of store.list()) {
        if (isLeaving !== null) continue
        // A clock that was set back must not put off the look at everybody.
        const isWhole = cursor === null || wholeAt === null || Math.abs(now() - wholeAt) >= day
        await look(id, () => open(must(id)).directory, { isWhole, word: null }, byKeydesk).catch((error) => {
          if (!isDirectoryAway(error) && store.get(id)?.leaving === null) faults.push(error)
        })
      }
      if (faults.length > 0) throw faults[0]
    },
    /** The name of a connected directory. Throws NOT_FOUND for one that is gone or being disconnected. */
    nameOf: (id: DirectoryId): string => must(id).connection.name,
    /** Goes on with directories that were being disconnected when the program ended. */
    goOn: async (): Promise<void> => {
      const left = store.list().flatMap((one) => (one.leaving === null ? [] : { id: one.id, leaving: one.leaving }))
      for (const one of left) await leaving.run(one.id, one.leaving, byKeydesk)
    },
    close: async (): Promise<void> => {
      await leaving.close()
      for (const id of [...opened.keys()]) forget(id)
    },
  }
}
