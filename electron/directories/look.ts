import { setImmediate as othersTurn } from 'node:timers/promises'
import type { DirectoryId, LookAnswer } from '../../shared/directories.ts'
import { type DirectoryFault, DomainError, isDomainError } from '../../shared/errors.ts'
import { isDirectoryAway } from '../../shared/rules/directory/directory-faults.ts'
import type { Database } from '../db/database.ts'
import type { DirectoryKey, ExternalDirectory, Seen } from '../directory/directory.ts'
import type { Call } from '../rpc/call.ts'
import type { DirectoriesStore } from './directories-store.ts'
import type { ProjectedGroups } from './directory-groups.ts'
import type { Projection } from './projection.ts'

export type LookDeps = {
  readonly db: Database
  readonly store: DirectoriesStore
  readonly projection: Projection
  readonly groups: ProjectedGroups
  readonly now: () => number
}

/** What a look is asked for. */
export type Wanted = {
  readonly isWhole: boolean
  /** An admin's word that many people may go from the list: how many at most, and what must hold just before. Null without one. */
  readonly word: { readonly most: number; readonly must: () => void } | null
}

/** How many people of a whole look may be gone at once before an admin has to say that this is right. */
const manyGone = (all: number) => Math.max(10, Math.floor(all / 2))
/** How many people are written in one transaction, so that the window never waits for more than 50 ms. */
const atOnce = 100
/** How many keys of people are read at once. */
const keysAtOnce = 5000

/** Reads what has changed in a directory into Keydesk's list, some people at a time. */
export function createLook({ db, store, projection, groups, now }: LookDeps) {
  // Directories whose groups and rules this process has read to their end, so that they need not be read again where nothing has changed.
  const known = new Set<DirectoryId>()
  const running = new Map<DirectoryId, { readonly wanted: Wanted; readonly work: Promise<LookAnswer> }>()

  async function look(
    id: DirectoryId,
    open: () => ExternalDirectory,
    { isWhole, word }: Wanted,
    call: Call,
  ): Promise<LookAnswer> {
    const counts = { added: 0, changed: 0, gone: 0 }
    // Only a look that reaches its end says so again.
    const wasKnown = known.delete(id)
    const seen = new Set<DirectoryKey>()
    const directory = open()
    const pages = directory.changes(isWhole ? null : (store.get(id)?.cursor ?? null))
    /** Some work on each of many people, in transactions that others come between. */
    async function each<T>(many: readonly T[], work: (one: T) => void): Promise<void> {
      for (let at = 0; at < many.length; at += atOnce) {
        db.transaction(() => {
          mustBeConnected(id)
          for (const one of many.slice(at, at + atOnce)) work(one)
        })
        await othersTurn()
      }
    }
    // Entries are read ahead, so that any of them may be as old as the look.
    const asOf = projection.asOf()
    async function take({ entries, gone }: Seen): Promise<void> {
      await each(entries, (entry) => {
        seen.add(entry.key)
        const projected = projection.put(id, entry, { asOf, call })
        if (projected !== 'same') counts[projected] += 1
      })
      await hide(gone)
    }
    const hide = (gone: readonly DirectoryKey[]) =>
      each(gone, (key) => {
        if (projection.hide(id, key, call)) counts.gone += 1
      })
    /** Hides everybody who was not seen, or nobody where they are too many; answers how many are left. */
    async function hideUnseen(): Promise<number> {
      const unseen: DirectoryKey[] = []
      let listed = 0
      for (let keys = projection.keysAfter(id, '', keysAtOnce); keys.length > 0; ) {
        listed += keys.length
        unseen.push(...keys.filter((key) => !seen.has(key)))
        await othersTurn()
        keys = projection.keysAfter(id, keys.at(-1) ?? '', keysAtOnce)
      }
      // A look that saw nobody at all has a wrong base, or has lost its right to read.
      const most = word?.most ?? (seen.size === 0 ? 0 : manyGone(listed))
      if (unseen.length > most) return unseen.length
      if (word !== null) db.transaction(word.must)
      await hide(unseen)
      return 0
    }
    for (;;) {
      const { done, value } = await pages.next()
      if (!done) {
        await take(value)
        continue
      }
      const missing = value.isWhole ? await hideUnseen() : (store.get(id)?.missing ?? 0)
      const isKnown = value.isUnchanged === true && wasKnown
      // What was last known of them stays where they can't be read just now.
      const locks = isKnown
        ? null
        : await directory.locks().catch((error) => (isDirectoryAway(error) ? null : Promise.reject(error)))
      db.transaction(() => {
        mustBeConnected(id)
        if (locks !== null) store.keepLocks(id, locks)
        store.looked(id, { cursor: value.cursor, isWhole: value.isWhole, missing, now: now() })
        if (value.isWhole || counts.added > 0) groups.readAgain(id)
      })
      if (!isKnown) await groups.look(id, directory.groups)
      if (isKnown || locks !== null) known.add(id)
      return { ...counts, missing }
    }
  }

  function mustBeConnected(id: DirectoryId): void {
    if (store.get(id)?.leaving !== null) throw new DomainError('NOT_FOUND', { what: 'directory' })
  }

  /**
   * One look at a time at each directory. A second one that comes meanwhile gets the answer of the first, or waits for it where the first does
   * less than it.
   */
  return (id: DirectoryId, open: () => ExternalDirectory, wanted: Wanted, call: Call): Promise<LookAnswer> => {
    const already = running.get(id)
    if (already !== undefined && doesAll(already.wanted, wanted)) return already.work
    const before = already?.work.then(nothingElse, nothingElse) ?? Promise.resolve()
    const work = before
      .then(() => look(id, open, wanted, call))
      .catch((error) => {
        if (isOfDirectory(error)) db.transaction(() => store.failed(id, faultOfLook(error)))
        throw error
      })
      .finally(() => {
        if (running.get(id)?.work === work) running.delete(id)
      })
    running.set(id, { wanted, work })
    return work
  }
}

const nothingElse = () => {}

/** Whether one look does all that another is asked for. */
const doesAll = (one: Wanted, other: Wanted) => (one.isWhole || !other.isWhole) && other.word === null

/** False for what Keydesk itself has refused: its vault is locked, a second admin is needed, the directory was disconnected. */
const isOfDirectory = (error: unknown) => !isDomainError(error) || isDirectoryAway(error)

function faultOfLook(error: unknown): DirectoryFault {
  return (isDomainError(error, 'DIRECTORY_UNREACHABLE') && error.data.reason) || 'refused'
}
