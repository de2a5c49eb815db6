import type { DirectoryId } from '../../shared/directories.ts'
import { DomainError } from '../../shared/errors.ts'
import type { GroupUse } from '../../shared/groups.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import { directoryGroupLimits, shownGroupName } from '../../shared/rules/groups.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import { createPause } from '../db/pause.ts'
import type { DirectoryGroup, DirectoryGroups, DirectoryKey } from '../directory/directory.ts'
import type { Call } from '../rpc/call.ts'
import { createDirectoryGroupsStore } from './directory-groups-store.ts'
import { uniqueNames } from './unique-names.ts'

export type DirectoryGroupsDeps = {
  readonly db: Database
  readonly audit: Audit
  /** Who is the author in the audit log of what a directory says: not an admin who happened to ask for a look. */
  readonly author: Call
  /** What is limited to a group. */
  readonly usesOf: (id: GroupId) => readonly GroupUse[]
  /** A group and all that hold it, directly or through others. */
  readonly holdersOf: (id: GroupId) => Iterable<GroupId>
  /** The names of the connected directories by their ids. */
  readonly names: () => ReadonlyMap<number, string>
  readonly now: () => number
}
export type ProjectedGroups = ReturnType<typeof createProjectedGroups>

const day = 86_400_000
/** For how long the number of a group is kept that its directory has no more: a right to read that was lost comes back, and views name groups by number. */
const goneFor = 30 * day
/** How many rows are written in one transaction, so that nobody waits. */
const rowsAtOnce = 500

type Moved = {
  readonly action: 'Add member to group.' | 'Remove member from group.'
  readonly people: readonly UserId[]
}

/**
 * Keydesk's picture of the groups of a directory, which roles and rules can be limited to. Only people and groups of the same directory can be in
 * one of them, so that a directory's admins decide with it about nobody whose password they could not set anyway.
 */
export function createProjectedGroups(deps: DirectoryGroupsDeps) {
  const { db } = deps
  const store = createDirectoryGroupsStore(db.sql)

  function mustBeConnected(directory: DirectoryId): void {
    if (!deps.names().has(directory)) throw new DomainError('NOT_FOUND', { what: 'directory' })
  }

  /** Reads the whole list before anything is written, so that a list that was cut removes nothing. */
  async function listed(groups: DirectoryGroups): Promise<ReadonlyMap<DirectoryKey, DirectoryGroup>> {
    const found = new Map<DirectoryKey, DirectoryGroup>()
    for await (const page of groups.list()) {
      for (const group of page) found.set(group.key, group)
      if (found.size > directoryGroupLimits.groups) throw tooMany()
    }
    return found
  }

  /** Writes which groups there are and what they are called; answers those whose members have to be read. */
  function putList(directory: DirectoryId, found: ReadonlyMap<DirectoryKey, DirectoryGroup>): DirectoryKey[] {
    mustBeConnected(directory)
    const now = deps.now()
    const names = uniqueNames([...found.values()])
    const known = new Map(store.of(directory).map((row) => [row.key, row]))
    const renamed = [...names].filter(([key, name]) => known.has(key) && known.get(key)?.name !== name)
    // Two groups may have exchanged their names.
    for (const [key] of renamed) store.freeName(known.get(key)?.id as GroupId)
    for (const { id, key, goneAt } of known.values()) {
      if (found.has(key)) continue
      if (goneAt === null) store.setGone(id, now)
      else if (Math.abs(now - goneAt) > goneFor && deps.usesOf(id).length === 0) store.remove(id)
      else continue
      store.freeName(id)
    }
    for (const [key, name] of renamed) store.rename(known.get(key)?.id as GroupId, name)
    for (const [key, name] of names) {
      const before = known.get(key)
      if (before === undefined) store.insert(directory, key, name, now)
      else if (before.goneAt !== null) store.setBack(before.id, name)
    }
    return [...found.values()].flatMap(({ key, version }) => {
      const before = known.get(key)
      return before?.goneAt === null && before.version === version ? [] : key
    })
  }

  /** The keys of people and the groups behind keys; keys of nobody are left out. */
  async function resolved(directory: DirectoryId, members: ReadonlySet<DirectoryKey>) {
    const keys = [...members]
    const pause = createPause()
    const people = new Set<DirectoryKey>()
    const groups = new Set<GroupId>()
    for (let at = 0; at < keys.length; at += rowsAtOnce) {
      const some = keys.slice(at, at + rowsAtOnce)
      for (const one of store.knownOf(directory, some)) people.add(one)
      for (const id of store.groupsOf(directory, some)) groups.add(id)
      await pause()
    }
    return { people, groups }
  }

  /** Makes a group hold what its directory says, once all of that has been read. The version comes last, so that what is cut is done again. */
  async function putMembers(
    directory: DirectoryId,
    { key, version }: DirectoryGroup,
    members: ReadonlySet<DirectoryKey>,
  ): Promise<void> {
    const { people, groups } = await resolved(directory, members)
    mustBeConnected(directory)
    const id = store.idOf(directory, key)
    if (id === null) return
    const before = store.membersOf(directory, id)
    const left = [...before].filter((person) => !people.has(person))
    const entered = [...people].filter((person) => !before.has(person))
    // Whoever left goes first: nobody is reached for longer than the directory says.
    const steps: (() => void)[] = [
      ...sliced(left).map((some) => () => {
        note(directory, id, { action: 'Remove member from group.', people: store.removeMembers(directory, id, some) })
      }),
      ...sliced(entered).map((some) => () => {
        note(directory, id, { action: 'Add member to group.', people: store.addMembers(directory, id, some) })
      }),
    ]
    const last = steps.pop() ?? (() => {})
    const inTransaction = (work: () => void) =>
      db.transaction(() => {
        mustBeConnected(directory)
        if (store.idOf(directory, key) === id) work()
      })
    const pause = createPause()
    for (const step of steps) {
      inTransaction(step)
      await pause()
    }
    inTransaction(() => {
      last()
      store.setSubgroups(id, [...groups])
      store.setVersion(id, version)
    })
    await pause()
  }

  /** Who came into a group that a role or rules are limited to, and who left it, as if an admin had done it here. */
  function note(directory: DirectoryId, id: GroupId, { action, people }: Moved): void {
    if (people.length === 0) return
    const isUsed = [...deps.holdersOf(id)].some((holder) => deps.usesOf(holder).length > 0)
    if (!isUsed) return
    const name = shownGroupName(store.nameOf(id), deps.names().get(directory) ?? '')
    const detail = { people: String(people.length), ids: people.join(' ') }
    deps.audit.append({ action, target: { id: null, name }, detail }, deps.author)
  }

  return {
    /** Forgets which states were read, inside the caller's transaction: people have come whom groups may have named before. */
    readAgain: (directory: DirectoryId): void => store.readAgain(directory),
    /**
     * Looks at the groups of a directory: at which there are, and at who is in those that have changed. A look that is cut leaves every group
     * that was not read to its end as it was.
     */
    look: async (directory: DirectoryId, groups: DirectoryGroups): Promise<void> => {
      const found = await listed(groups)
      const changed = db.transaction(() => putList(directory, found))
      if (changed.length === 0) return
      let group: DirectoryGroup | undefined
      let members = new Set<DirectoryKey>()
      for await (const part of groups.members(changed)) {
        if (part.group !== group?.key) {
          if (group !== undefined) await putMembers(directory, group, members)
          group = found.get(part.group)
          members = new Set()
        }
        for (const key of part.members) members.add(key)
        if (members.size > directoryGroupLimits.members) throw tooMany()
      }
      if (group !== undefined) await putMembers(directory, group, members)
    },
    /** Throws DIRECTORY_GROUPS_IN_USE while something is limited to a group of the directory. */
    mustBeUnused: (directory: DirectoryId): void => {
      const used = store.of(directory).filter(({ id }) => deps.usesOf(id).length > 0)
      if (used.length > 0) throw new DomainError('DIRECTORY_GROUPS_IN_USE', { groups: used.map(({ name }) => name) })
    },
    /** Removes the groups of a directory, inside the caller's transaction. */
    remove: (directory: DirectoryId): void => store.removeAll(directory),
  }
}

const tooMany = () => new DomainError('DIRECTORY_UNREACHABLE', { reason: 'tooManyGroups' })

function sliced<T>(many: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(many.length / rowsAtOnce) }, (_, at) =>
    many.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce),
  )
}
