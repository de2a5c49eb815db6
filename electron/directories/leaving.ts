import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DirectoryId } from '../../shared/directories.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Database } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { Call } from '../rpc/call.ts'
import type { DirectoriesStore, Leaving } from './directories-store.ts'

export type LeavingDeps = {
  readonly db: Database
  readonly store: DirectoriesStore
  readonly events: Events
  readonly now: () => number
}
type Person = { readonly id: UserId; readonly username: string; readonly deletedAt: number | null }

/** How many milliseconds of people are written in one transaction, before others get their turn. */
const slice = 15
/** How many people are read at once. */
const atOnce = 200
const endOfPlace = `directory_id = NULL, directory_key = NULL, credential_version = NULL, is_temporary = 0, must_change = 0, lapses_at = NULL,
  locked_there = NULL, expires_there = NULL, is_protected = 0`

/**
 * What becomes of the people of a directory that is being disconnected, in short transactions of some people each. Everybody is in the directory
 * or out of it, wholly, at any moment; when nobody is left, the directory itself goes.
 */
export function createLeaving({ db, store, events, now }: LeavingDeps) {
  const { sql } = db
  const next = sql.prepare<[number], Person>(
    `SELECT id, username, deleted_at AS deletedAt FROM users WHERE directory_id = ? LIMIT ${atOnce}`,
  )
  const remove = sql.prepare(
    `UPDATE users SET ${endOfPlace}, is_blocked = 0, deleted_at = coalesce(deleted_at, @now),
       deleted_username = coalesce(deleted_username, username), username = '#' || id WHERE id = @id`,
  )
  // Whom the directory has blocked stays blocked.
  const keep = sql.prepare(`UPDATE users SET ${endOfPlace}, username = @username, never_expires = 0 WHERE id = @id`)
  const forgetMatch = sql.prepare('DELETE FROM adoptions WHERE user_id = ?')
  const isTaken = sql
    .prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM users WHERE username = ? AND directory_id IS NULL)')
    .pluck()
  const running = new Map<DirectoryId, Promise<void>>()
  let isClosing = false

  /** The name of somebody who becomes one of Keydesk's own, where each name is there once: with a number before the @ if it is taken. */
  function freeName({ id, username }: Person): string {
    if (isTaken.get(username) !== 1) return username
    const at = username.includes('@') ? username.lastIndexOf('@') : username.length
    // A directory may give thousands of people one name: then the number is the person's own.
    for (let number = 2; ; number = number === 9 ? Math.max(10, id) : number + 1) {
      const name = `${username.slice(0, at)}-${number}${username.slice(at)}`
      if (isTaken.get(name) !== 1) return name
    }
  }

  function leaveOne(person: Person, leaving: Leaving, call: Call): void {
    const { id, deletedAt } = person
    if (deletedAt === null) events.raise('userShutOut', { userId: id }, call)
    if (leaving === 'keep' && deletedAt === null) {
      events.raise('directoryLeft', { userId: id }, call)
      keep.run({ id, username: freeName(person) })
      return
    }
    // Roles and methods go: what is left can be restored or erased.
    events.raise('userDeleted', { userId: id }, call)
    forgetMatch.run(id)
    remove.run({ id, now: now() })
  }

  /** One transaction; false once the directory is gone. */
  function step(id: DirectoryId, leaving: Leaving, call: Call): boolean {
    return db.transaction(() => {
      const until = performance.now() + slice
      const people = next.all(id)
      if (people.length === 0) store.remove(id)
      for (const person of people) {
        leaveOne(person, leaving, call)
        if (performance.now() >= until) break
      }
      return people.length > 0
    })
  }

  async function work(id: DirectoryId, leaving: Leaving, call: Call): Promise<void> {
    while (!isClosing && step(id, leaving, call)) await nextTurn()
  }

  return {
    /** Lets the people of a directory leave until nobody is left, or the program ends; a second call waits for the first. */
    run: (id: DirectoryId, leaving: Leaving, call: Call): Promise<void> => {
      const already = running.get(id)
      if (already !== undefined) return already
      const all = work(id, leaving, call).finally(() => running.delete(id))
      running.set(id, all)
      return all
    },
    /** Ends after the transaction that is open; what is left goes on at the next start. */
    close: async (): Promise<void> => {
      isClosing = true
      await Promise.allSettled(running.values())
    },
  }
}
