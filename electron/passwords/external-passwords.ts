import { DomainError } from '../../shared/errors.ts'
import type { SecretId, UserId } from '../../shared/ids.ts'
import { hasWrittenNothing } from '../../shared/rules/directory-faults.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { GroupCommit } from '../db/group-commit.ts'
import type { Directories } from '../directory/directories.ts'
import type { Home } from '../directory/directory.ts'
import type { Intent, Intents, Plan } from '../directory/intents.ts'
import type { Events } from '../events/events.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'
import { readBack, type WrittenPassword } from './read-back.ts'
import type { Committed, NextPassword } from './set-password.ts'

export type ExternalPasswordsDeps = {
  readonly db: Database
  readonly groupCommit: GroupCommit
  readonly audit: Audit
  readonly events: Events
  readonly directories: Directories
  readonly intents: Intents
  readonly stored: (id: number) => StoredUser | null
  readonly now: () => number
  /** Everything that follows from a new password, inside the transaction in which it does. */
  readonly follow: (next: NextPassword, call: Call) => SecretId | null
}
/** A password that an external directory has by now. It is committed, or left for `settle`, and nobody else is busy with its person until then. */
export type Written = {
  readonly next: NextPassword
  readonly commit: <T>(call: Call, along: () => T) => Committed<T>
  readonly leave: () => void
}
type Wanted = Pick<NextPassword, 'request' | 'password' | 'isTemporary'>

/** New passwords in directories whose writes are no part of a transaction here: sealed and durable before the directory is asked, and read back wherever its answer is not known. */
export function createExternalPasswords(deps: ExternalPasswordsDeps) {
  const { intents } = deps
  // The people whose password this process is changing; further changes of the same person wait, so that `settle` finds nothing half done.
  const busy = new Map<UserId, Promise<void>>()

  /** Waits for the change before, and returns the function that releases the next one. */
  async function begin(id: UserId): Promise<() => void> {
    for (let before = busy.get(id); before !== undefined; before = busy.get(id)) await before
    const { promise, resolve } = Promise.withResolvers<void>()
    busy.set(id, promise)
    return () => {
      if (busy.get(id) === promise) busy.delete(id)
      resolve()
    }
  }

  function committed<T>(intent: Intent, next: NextPassword, call: Call, along: () => T): Committed<T> {
    const refused: unknown[] = []
    const done = deps.db.transaction(() => {
      // The directory already has the password, so that an error undoes only this part.
      const answer = tried(along, refused)
      const secretId = deps.follow(next, call)
      intents.end(intent.id)
      return { secretId, answer }
    })
    if (refused.length > 0) throw refused[0]
    return done as Committed<T>
  }

  function tried<T>(along: () => T, refused: unknown[]): T | null {
    try {
      return deps.db.savepoint(along)
    } catch (error) {
      refused.push(error)
      return null
    }
  }

  /** The first two steps. Null where the last check leaves the password alone. */
  async function write(home: Home, wanted: Wanted, mayGoOn: () => boolean, call: Call): Promise<Written | null> {
    const { id } = wanted.request.user
    const leave = await begin(id)
    try {
      await settleOne(id)
      const entry = await home.directory.read(home.key)
      if (entry === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      const intent = await deps.groupCommit(() =>
        mayGoOn() ? intents.begin(id, entry.version, planOf(wanted, call)) : null,
      )
      if (intent === null) {
        leave()
        return null
      }
      const next = nextOf(wanted, await put(home, intent, wanted), deps.now())
      return {
        next,
        leave,
        commit: (now, along) => {
          try {
            return committed(intent, next, now, along)
          } finally {
            leave()
          }
        },
      }
    } catch (error) {
      leave()
      throw error
    }
  }

  /** Asks the directory once. Where it does not answer, what it has tells what it did; where that can't be read, the intent waits for it. */
  async function put(home: Home, intent: Intent, { password, isTemporary }: Wanted): Promise<WrittenPassword> {
    try {
      return await home.directory.reset(home.key, { password, mustChange: isTemporary })
    } catch (error) {
      if (hasWrittenNothing(error)) {
        drop(intent)
        throw error
      }
    }
    const taken = await readBack(home, { seen: intent.seen, password }).catch(() => {
      throw new DomainError('DIRECTORY_UNCERTAIN')
    })
    if (taken !== null) return taken
    drop(intent)
    throw new DomainError('DIRECTORY_UNREACHABLE')
  }

  const drop = ({ id }: Intent): void => deps.db.transaction(() => intents.end(id))

  /** What an earlier try left: committed where the directory has the password, dropped where it has not. */
  async function settleOne(id: UserId): Promise<void> {
    const intent = intents.of(id)
    if (intent === null) return
    const user = deps.stored(id)
    if (user === null) return drop(intent)
    if (intent.plan === null) return dropUnreadable(intent, user)
    const { plan } = intent
    const taken = await readBack(deps.directories.homeOf(id), { seen: intent.seen, password: plan.password })
    if (taken === null) return drop(intent)
    const call = callOf(plan)
    const request = { user, kind: plan.kind, detail: plan.detail, isForNobody: plan.isForNobody }
    const next = nextOf({ request, password: plan.password, isTemporary: plan.mustChange }, taken, deps.now())
    deps.db.transaction(() => {
      const secretId = deps.follow(next, call)
      intents.end(intent.id)
      deps.events.raise('passwordSettled', { userId: id, job: plan.detail.job ?? null, secretId }, call)
    })
  }

  /** If the directory has this password, nobody knows it, and the person needs another reset. */
  function dropUnreadable(intent: Intent, user: StoredUser): void {
    deps.db.transaction(() => {
      intents.end(intent.id)
      const target = { id: user.id, name: user.username }
      deps.audit.append(
        { action: 'Reset user password.', target, result: 'failure', reason: 'SECRET_DAMAGED' },
        { actor: null, door: 'keydesk' },
      )
    })
  }

  let settling: Promise<void> | null = null

  /** Settles every intent that a process left behind; throws the error of the first directory that can't be reached, after all others were tried. */
  function settle(): Promise<void> {
    settling ??= settleAll().finally(() => {
      settling = null
    })
    return settling
  }

  async function settleAll(): Promise<void> {
    const faults: unknown[] = []
    for (const id of intents.people()) {
      const leave = await begin(id)
      try {
        await settleOne(id)
      } catch (error) {
        faults.push(error)
      } finally {
        leave()
      }
    }
    if (faults.length > 0) throw faults[0]
  }

  return {
    write,
    settle,
    /** Waits for what is being found out at the moment. */
    settled: async (): Promise<void> => {
      await settling?.catch(() => {})
    },
  }
}

function planOf({ request, password, isTemporary }: Wanted, { actor, door }: Call): Plan {
  return {
    password,
    kind: request.kind,
    mustChange: isTemporary,
    isForNobody: request.isForNobody === true,
    actor: actor && { id: actor.id, username: actor.username, displayName: actor.displayName },
    door,
    detail: { ...request.detail },
  }
}

function nextOf({ request, password, isTemporary }: Wanted, taken: WrittenPassword, now: number): NextPassword {
  const receipt = { version: taken.version, changedAt: taken.changedAt ?? now, write: null }
  return { request, password, isTemporary, slot: null, receipt }
}

/** The call of the admin who set the password; what they may do now does not matter, because the directory already has it. */
function callOf({ actor, door }: Plan): Call {
  const noReach = { roles: [], limits: [], rolesOver: () => [], mustChange: false }
  return {
    actor: actor && { ...actor, ...noReach },
    door,
    token: null,
    isLocked: false,
    isConfirmed: true,
  }
}
