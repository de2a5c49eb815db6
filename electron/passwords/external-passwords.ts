import { DomainError, type ErrorCode, isDomainError } from '../../shared/errors.ts'
import type { SecretId, UserId } from '../../shared/ids.ts'
import { hasWrittenNothing, isDirectoryAway, isLostConnection } from '../../shared/rules/directory/directory-faults.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { GroupCommit } from '../db/group-commit.ts'
import { rehearse } from '../db/rehearse.ts'
import type { Directories } from '../directory/directories.ts'
import type { Home, Receipt } from '../directory/directory.ts'
import type { Intent, Intents, Plan } from '../directory/intents.ts'
import type { Events } from '../events/events.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Knowers } from './knowers.ts'
import { readBack, type WrittenPassword } from './read-back.ts'
import type { Committed, NextPassword } from './set-password.ts'

export type ExternalPasswordsDeps = {
  readonly db: Database
  readonly groupCommit: GroupCommit
  readonly audit: Audit
  readonly events: Events
  readonly directories: Directories
  readonly intents: Intents
  readonly knowers: Pick<Knowers, 'add'>
  readonly stored: (id: number) => StoredUser | null
  readonly now: () => number
  /** For how many milliseconds a directory may still carry out a write whose answer was lost. */
  readonly settleAfter: number
  /** Records everything that follows from a new password, inside the transaction that commits it. */
  readonly follow: (next: NextPassword, call: Call) => SecretId | null
}
/**
 * A password that an external directory has by now. The caller commits it or leaves it for `settle`; until then other changes of the same
 * person wait.
 */
export type Written = {
  readonly commit: <T>(call: Call, furtherWork: () => T) => Committed<T>
  readonly leave: () => void
}
/** For how many milliseconds the end of a process waits for answers of directories. */
const longestAtEnd = 2000

/** What is known of a password that the directory has. */
type Taken = Pick<WrittenPassword, 'version' | 'changedAt'> & Pick<Receipt, 'entry'>

type Wanted = Pick<NextPassword, 'password' | 'isTemporary'> & {
  readonly request: NextPassword['request'] & { readonly from?: string }
}
/** The last checks before the directory is asked, in one transaction: whether to go on, and whether `furtherWork` would succeed. */
type LastChecks = { readonly mayGoOn: () => boolean; readonly furtherWork: () => unknown }

/**
 * New passwords in directories whose writes are not part of a transaction of the store. Each is sealed and stored before the directory is
 * asked, and read back where the directory's answer was lost.
 */
export function createExternalPasswords(deps: ExternalPasswordsDeps) {
  const { db, intents } = deps
  // The people whose password this process is changing; further changes of the same person wait, so that `settle` finds nothing half done.
  const busy = new Map<UserId, Promise<void>>()

  /** Waits until no other change of this person is running; returns the function that lets the next one begin. */
  async function begin(id: UserId): Promise<() => void> {
    for (let before = busy.get(id); before !== undefined; before = busy.get(id)) await before
    const { promise, resolve } = Promise.withResolvers<void>()
    busy.set(id, promise)
    return () => {
      if (busy.get(id) === promise) busy.delete(id)
      resolve()
    }
  }

  /**
   * Stores the intent and asks the directory. Null where the last check leaves the password alone, or where an earlier try of the same job
   * has set it.
   */
  async function write(home: Home, wanted: Wanted, last: LastChecks, call: Call): Promise<Written | null> {
    const { id } = wanted.request.user
    const leave = await begin(id)
    try {
      const intent = await prepared(home, wanted, last, call)
      if (intent === null) {
        leave()
        return null
      }
      const next = nextOf(wanted, await put(home, intent, wanted), deps.now())
      const commit = <T>(now: Call, furtherWork: () => T): Committed<T> => {
        try {
          return committed(intent, { home, next }, now, furtherWork)
        } finally {
          leave()
        }
      }
      return { commit, leave }
    } catch (error) {
      leave()
      throw error
    }
  }

  async function prepared(home: Home, wanted: Wanted, last: LastChecks, call: Call): Promise<Intent | null> {
    const { id } = wanted.request.user
    const job = wanted.request.detail?.job
    const settled = await settleOne(id)
    if (settled !== null && job !== undefined && settled.detail.job === job) return null
    const entry = await home.directory.read(home.key)
    if (entry === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return deps.groupCommit(() => {
      if (!last.mayGoOn()) return null
      if (!deps.directories.livesAt(id, home)) throw new DomainError('PERSON_MOVED')
      rehearse(db, last.furtherWork)
      // From here on the admin counts as knowing the password, even while it is unknown whether the directory has it.
      const isKnown = wanted.request.kind === 'reset' && wanted.request.isForNobody !== true
      if (isKnown && call.actor !== null) deps.knowers.add(id, call.actor)
      return intents.begin(id, entry.version, planOf(wanted, call))
    })
  }

  /**
   * With the old password where the person has just typed it, which needs no right of Keydesk's account and keeps all rules of the directory.
   * Where access rules let nobody write their own password, Keydesk's account does; so it does for somebody who must change a password that has
   * expired, with which some directories let nobody in any more, or that is too young for another change.
   */
  async function ask(
    { directory, key }: Home,
    { request, password, isTemporary }: Wanted,
    seen: string | null,
  ): Promise<Receipt> {
    const { kind, from } = request
    const reset = () => directory.reset(key, { password, mustChange: isTemporary, isOwn: kind !== 'reset' })
    if (from === undefined || directory.change === undefined) return reset()
    return directory.change(key, from, password).catch(async (error) => {
      if (isDomainError(error, 'DIRECTORY_NOT_ALLOWED')) return reset()
      const { isTemporary: wasGiven, mustChange } = request.user
      const isTooYoung = isDomainError(error, 'DIRECTORY_REFUSED') && error.data.reason === 'tooYoung'
      const isForced = (wasGiven || mustChange) && (isTooYoung || isDomainError(error, 'WRONG_PASSWORD'))
      // Somebody may have given the person another password a moment ago, which stays.
      if (isForced && (await directory.read(key))?.version === seen) return reset()
      throw error
    })
  }

  /**
   * Asks the directory once. Where its answer was lost, reading the password back may show that the write succeeded; that it failed shows
   * only after some time.
   */
  async function put(home: Home, intent: Intent, wanted: Wanted): Promise<Taken> {
    const { password, isTemporary } = wanted
    const answer = await ask(home, wanted, intent.seen).catch((error: unknown) => ({ error }))
    if (!('error' in answer)) return answer
    const { error } = answer
    if (hasWrittenNothing(error)) {
      drop(intent)
      throw error
    }
    const taken = await readWritten(home, intent.seen, password, isTemporary).catch(() => null)
    if (taken !== null) return taken
    // An error of the program is thrown as it is, because another try would not help.
    throw isLostConnection(error) ? new DomainError('DIRECTORY_UNCERTAIN') : error
  }

  /** The password as the directory has it, null if it has another one; makes up for a required change that was lost with the connection. */
  async function readWritten(
    home: Home,
    seen: string | null,
    password: string,
    mustChange: boolean,
  ): Promise<WrittenPassword | null> {
    const taken = await readBack(home, { seen, password })
    if (taken === null || taken.mustChange || !mustChange) return taken
    const receipt = await home.directory.requireChange(home.key).catch((error) => {
      // The directory can't make this person change a password, which is no reason to take the password for lost.
      if (isDomainError(error, 'DIRECTORY_REFUSED')) return null
      throw error
    })
    return receipt === null
      ? taken
      : { ...taken, version: receipt.version, ...(receipt.entry && { entry: receipt.entry }) }
  }

  function committed<T>(
    intent: Intent,
    { home, next }: { readonly home: Home; readonly next: NextPassword },
    call: Call,
    furtherWork: () => T,
  ): Committed<T> {
    const refused: unknown[] = []
    const done = db.transaction(() => {
      intents.end(intent.id)
      // The directory already has the password, so that an error in this part undoes only this part.
      const answer = tried(furtherWork, refused)
      const user = deps.stored(intent.userId)
      if (user === null || !deps.directories.livesAt(user.id, home)) {
        const fault = user === null ? new DomainError('NOT_FOUND', { what: 'user' }) : new DomainError('PERSON_MOVED')
        note(next.request.user, fault.code, call)
        refused.push(fault)
        return null
      }
      // An admin whose further work was refused gets no readable copy of the password.
      const secretId = deps.follow(refused.length > 0 ? forNobody(next) : next, call)
      return { secretId, answer: answer as T }
    })
    if (refused.length > 0 || done === null) throw refused[0]
    return done
  }

  function tried<T>(furtherWork: () => T, refused: unknown[]): T | null {
    try {
      return db.savepoint(furtherWork)
    } catch (error) {
      refused.push(error)
      return null
    }
  }

  const drop = ({ id }: Intent): void => db.transaction(() => intents.end(id))

  /**
   * Settles an earlier try: commits it where the directory has the password, and answers its plan; drops it where the directory does not have
   * it and the write can't arrive any more. Throws DIRECTORY_UNCERTAIN before that is known.
   */
  async function settleOne(id: UserId): Promise<Plan | null> {
    const intent = intents.of(id)
    if (intent === null) return null
    const user = deps.stored(id)
    const { plan } = intent
    if (user === null || plan === null) {
      dropUnknown(intent, user)
      return null
    }
    const home = deps.directories.homeOf(id)
    const taken = await readWritten(home, intent.seen, plan.password, plan.mustChange)
    if (taken === null) {
      if (intent.age < deps.settleAfter) throw new DomainError('DIRECTORY_UNCERTAIN')
      drop(intent)
      return null
    }
    const call = callOf(plan)
    const { kind, detail, isForNobody } = plan
    const request = { user, kind, detail, isForNobody }
    const next = nextOf({ request, password: plan.password, isTemporary: plan.mustChange }, taken, deps.now())
    db.transaction(() => {
      intents.end(intent.id)
      // The person was deleted while the directory was asked.
      if (deps.stored(id) === null) return note(user, 'NOT_FOUND', call)
      if (!deps.directories.livesAt(id, home)) return note(user, 'PERSON_MOVED', call)
      const secretId = deps.follow(next, call)
      deps.events.raise('passwordSettled', { userId: id, job: detail.job ?? null, secretId }, call)
    })
    return plan
  }

  /** Drops an intent that can't be read. If the directory has this password, nobody knows it, and the person needs another reset. */
  function dropUnknown(intent: Intent, user: StoredUser | null): void {
    db.transaction(() => {
      intents.end(intent.id)
      const person = { id: intent.userId, username: user?.username ?? '' }
      const call = intent.plan === null ? nobody : callOf(intent.plan)
      note(person, user === null ? 'NOT_FOUND' : 'SECRET_DAMAGED', call)
    })
  }

  function note({ id, username }: Pick<StoredUser, 'id' | 'username'>, reason: ErrorCode, call: Call): void {
    const target = { id, name: username }
    deps.audit.append({ action: 'Reset user password.', target, result: 'failure', reason }, call)
  }

  /** Settles every intent that a process left behind; all are tried before the first error of an unreachable directory is thrown. */
  async function settle(): Promise<void> {
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
    const isBug = faults.find((error) => !isDirectoryAway(error))
    if (faults.length > 0) throw isBug ?? faults[0]
  }

  return {
    write,
    settle,
    /** Waits for writes that are on their way, but not for a directory that does not answer: the next start settles those. */
    settled: async (): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, longestAtEnd)
      await Promise.race([promise, Promise.all(busy.values())])
      clearTimeout(timer)
    },
  }
}

function forNobody(next: NextPassword): NextPassword {
  const { user, kind, detail } = next.request
  const { password, isTemporary, slot, receipt } = next
  return { request: { user, kind, detail, isForNobody: true }, password, isTemporary, slot, receipt }
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

function nextOf({ request, password, isTemporary }: Wanted, taken: Taken, now: number): NextPassword {
  const { version, entry } = taken
  const receipt = { version, changedAt: taken.changedAt ?? now, write: null, ...(entry && { entry }) }
  return { request, password, isTemporary, slot: null, receipt }
}

const nobody: Call = { actor: null, door: 'keydesk', token: null, isLocked: false, isConfirmed: false }

/** The call of the admin who set the password. Today's rights are not checked, because the directory already has the password. */
function callOf({ actor, door }: Plan): Call {
  const noReach = { roles: [], limits: [], rolesOver: () => [], mustChange: false }
  return { actor: actor && { ...actor, ...noReach }, door, token: null, isLocked: false, isConfirmed: true }
}
