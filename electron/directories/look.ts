import type { DirectoryId, LookAnswer } from '../../shared/directories.ts'
import { type DirectoryFault, DomainError, isDomainError } from '../../shared/errors.ts'
import { isDirectoryAway } from '../../shared/rules/directory-faults.ts'
import type { Database } from '../db/database.ts'
import type { DirectoryKey, ExternalDirectory, Seen } from '../directory/directory.ts'
import type { Call } from '../rpc/call.ts'
import type { DirectoriesStore } from './directories-store.ts'
import type { Projection } from './projection.ts'

export type LookDeps = {
  readonly db: Database
  readonly store: DirectoriesStore
  readonly projection: Projection
  readonly now: () => number
}

/** How many people of a whole look may be gone at once before an admin has to say that this is right. */
const manyGone = (all: number) => Math.max(10, Math.floor(all / 2))

/** Reads what has changed in a directory into Keydesk's list, a page at a time. */
export function createLook({ db, store, projection, now }: LookDeps) {
  const running = new Map<DirectoryId, { readonly isWhole: boolean; readonly work: Promise<LookAnswer> }>()

  async function look(
    id: DirectoryId,
    open: () => ExternalDirectory,
    isWhole: boolean,
    call: Call,
  ): Promise<LookAnswer> {
    const counts = { added: 0, changed: 0, gone: 0 }
    const seen = new Set<DirectoryKey>()
    const directory = open()
    const pages = directory.changes(isWhole ? null : (store.get(id)?.cursor ?? null))
    const mustBeConnected = () => {
      if (store.get(id) === null) throw new DomainError('NOT_FOUND', { what: 'directory' })
    }
    const take = ({ entries, gone }: Seen, asOf: number) =>
      db.transaction(() => {
        mustBeConnected()
        for (const entry of entries) {
          seen.add(entry.key)
          const projected = projection.put(id, entry, { asOf, call })
          if (projected !== 'same') counts[projected] += 1
        }
        for (const key of gone) if (projection.hide(id, key, call)) counts.gone += 1
      })
    for (;;) {
      const asOf = projection.asOf()
      const { done, value } = await pages.next()
      if (!done) {
        take(value, asOf)
        continue
      }
      // What was last known of them stays where they can't be read just now.
      const locks = await directory.locks().catch((error) => (isDirectoryAway(error) ? null : Promise.reject(error)))
      db.transaction(() => {
        mustBeConnected()
        if (locks !== null) store.keepLocks(id, locks)
        if (value.isWhole) counts.gone += hideUnseen(id, seen, call)
        store.looked(id, { cursor: value.cursor, isWhole: value.isWhole, now: now() })
      })
      return counts
    }
  }

  /** Whoever a look at everybody did not see is gone; nobody is where it saw nobody at all, which is a wrong base or a lost right. */
  function hideUnseen(id: DirectoryId, seen: ReadonlySet<DirectoryKey>, call: Call): number {
    const listed = projection.keys(id)
    const unseen = [...listed].filter((key) => !seen.has(key))
    if (seen.size === 0 || unseen.length > manyGone(listed.size)) return 0
    return unseen.filter((key) => projection.hide(id, key, call)).length
  }

  /**
   * One look at a time at each directory. A second one that comes meanwhile gets the answer of the first, or waits for it where the first does
   * not look at everybody.
   */
  return (id: DirectoryId, open: () => ExternalDirectory, isWhole: boolean, call: Call): Promise<LookAnswer> => {
    const already = running.get(id)
    if (already !== undefined && (already.isWhole || !isWhole)) return already.work
    const before = already?.work.then(nothingElse, nothingElse) ?? Promise.resolve()
    const work = before
      .then(() => look(id, open, isWhole, call))
      .catch((error) => {
        if (!isDomainError(error, 'VAULT_LOCKED')) db.transaction(() => store.failed(id, faultOfLook(error)))
        throw error
      })
      .finally(() => {
        if (running.get(id)?.work === work) running.delete(id)
      })
    running.set(id, { isWhole, work })
    return work
  }
}

const nothingElse = () => {}

function faultOfLook(error: unknown): DirectoryFault {
  return (isDomainError(error, 'DIRECTORY_UNREACHABLE') && error.data.reason) || 'refused'
}
