import { DomainError } from '../../shared/errors.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import { passwordStateOf } from '../../shared/rules/password-state.ts'
import { rolesReaching } from '../../shared/rules/role-matrix.ts'
import type { FactorState } from '../../shared/rules/second-factor.ts'
import type { SessionInfo, sessionsContract } from '../../shared/sessions.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { GroupCommit } from '../db/group-commit.ts'
import type { Events } from '../events/events.ts'
import type { Passes } from '../passes/passes.ts'
import type { Knowers } from '../passwords/knowers.ts'
import type { Deadlines } from '../registration/deadlines.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vouching } from '../vouching/vouching.ts'
import type { Factor } from './factor.ts'
import type { ProveOwn } from './prove.ts'
import {
  addSession,
  digest,
  endSessions,
  isSessionOver,
  newSession,
  type Pass,
  type Session,
  type SessionMap,
  sessionEntriesOf,
  waitingMs,
} from './session.ts'

export type SessionsDeps = {
  readonly db: Database
  readonly groupCommit: GroupCommit
  readonly audit: Audit
  readonly values: Values
  readonly stored: (id: number) => StoredUser | null
  readonly prove: ProveOwn
  readonly factor: Factor
  /** Throws for the admin's own account, and for people out of reach by the role matrix. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  /** Whether somebody is in one of the groups that a role is limited to. */
  readonly isIn: (userId: UserId, groups: readonly GroupId[]) => boolean
  readonly passes: Pick<Passes, 'isGood'>
  readonly knowers: Pick<Knowers, 'of'>
  readonly vouching: Pick<Vouching, 'leastPowerfulOf'>
  readonly deadlines: Pick<Deadlines, 'owesMethods'>
  readonly events: Events
  readonly credentialVersion: (id: number) => string | null
  readonly now: () => number
  /** Monotonic time of this process, in milliseconds, by which sessions end. */
  readonly monotonic: () => number
  /** Turns a monotonic time into an instant of the machine's clock, to be shown. */
  readonly toClockTime: (monotonic: number) => number
}
export type Sessions = ReturnType<typeof createSessions>
/** A session that has no token yet, and what its person is told of it. */
type Opened = { readonly session: Session; readonly info: SessionInfo }

const confirmationMinutes = 5
const nobody: Call = { actor: null, door: 'keydesk', token: null, isLocked: false, isConfirmed: false }

/** Who is signed in: 256-bit random tokens, kept here only as SHA-256, gone when the process ends. */
export function createSessions(deps: SessionsDeps) {
  const sessions: SessionMap = new Map()
  /** The author of what is registered with this person's password, where other people know it; null for the person. */
  const knowerOf = (id: UserId) => deps.vouching.leastPowerfulOf(deps.knowers.of(id).map((knower) => knower.id))

  /** Opens a session for a proved password or pass, inside a transaction; null when the password or the account has changed meanwhile. */
  function open(userId: UserId, version: string, call: Call, pass: Pass | null): Opened | null {
    const now = deps.monotonic()
    const own = pass && { ...pass, endsAt: pass.endsAt - deps.now() + now }
    const session = newSession(userId, version, now, own, call.door === 'portal')
    const user = deps.stored(userId)
    const actor = asActor(deps, user, pass !== null)
    if (user === null || actor === null || !isCurrent(deps, session)) return null
    const state = factorOf(session, actor)
    // The password was just typed, so that people who must register methods are not asked for it again.
    if (state === 'mustRegister') session.confirmedAt = now
    deps.factor.begun(actor, state, { ...call, actor }, pass !== null)
    if (state === 'none') deps.events.raise('signedIn', { userId }, call)
    return { session, info: infoFor(session, user, actor) }
  }

  /** Answers the token of an opened session; a session that could not be opened is logged and refused. */
  function signInAnswer(opened: Opened | null, userId: UserId, call: Call) {
    if (opened === null) return deps.prove.refuse(userId, 'wrongPassword', call)
    return { token: addSession(sessions, opened.session), session: opened.info }
  }

  /** Computed at each call, because a role that requires the factor, or an app registered elsewhere, takes effect in open sessions too. */
  function factorOf(session: Session, actor: Actor): FactorState {
    // A pass lets its person register methods, even if others are registered, and do nothing else.
    const stateNow = session.pass === null ? deps.factor.stateOf(actor) : 'mustRegister'
    const state = session.isFactorProved ? 'none' : stateNow
    session.waitingSince = state === 'none' ? null : (session.waitingSince ?? deps.monotonic())
    return state
  }

  /** The session of a token; removes one that has ended, and locks one that is idle. */
  function find(token: string | null): Session | null {
    if (token === null) return null
    const session = sessions.get(digest(token))
    if (session === undefined) return null
    const { idleMinutes, sessionHours } = deps.values.read()
    const now = deps.monotonic()
    const isWaiting = session.waitingSince !== null
    const isIdle = now - session.activeAt >= idleMinutes * 60_000
    // The portal has no lock screen, so that an idle session there is ended.
    const isPassRevoked = session.pass !== null && !deps.passes.isGood(session.pass.madeBy, session.userId)
    const isOver = isSessionOver(session, sessionHours, now) || !isCurrent(deps, session) || isPassRevoked
    if (isOver || (isIdle && session.isAtPortal)) {
      sessions.delete(digest(token))
      return null
    }
    // A session that waits for its second factor is not locked, because it shows nothing and ends by itself.
    if (!isWaiting && isIdle) session.isLocked = true
    return session
  }

  function infoOf(session: Session): SessionInfo {
    const user = deps.stored(session.userId)
    const actor = asActor(deps, user, session.pass !== null)
    if (user === null || actor === null) throw new DomainError('SIGN_IN_NEEDED')
    return infoFor(session, user, actor)
  }

  function infoFor(session: Session, user: StoredUser, actor: Actor): SessionInfo {
    const { idleMinutes, sessionHours } = deps.values.read()
    const { id, username, displayName, roles, limits, mustChange } = actor
    const factor = factorOf(session, actor)
    const until =
      (session.waitingSince ?? session.startedAt) + (factor === 'none' ? sessionHours * 3_600_000 : waitingMs)
    const endsAt = deps.toClockTime(Math.min(until, session.pass?.endsAt ?? until))
    const common = { userId: id, factor, isLocked: session.isLocked, idleMinutes, endsAt }
    const mustGiveMethods = factor === 'none' && deps.deadlines.owesMethods(id)
    if (factor === 'needed') {
      const nothing = { username: '', displayName: '', roles: [], limits: [], language: null }
      return { ...common, ...nothing, mustChange: false, isInDirectory: false, mustGiveMethods }
    }
    const { isInDirectory, language } = user
    return { ...common, username, displayName, roles, limits, mustChange, isInDirectory, mustGiveMethods, language }
  }

  function must(call: Call): Session {
    const session = find(call.token)
    if (session === null) throw new DomainError('SIGN_IN_NEEDED')
    return session
  }

  const endOf = (userId: number, exceptToken: string | null = null) =>
    endSessions(sessions, userId, exceptToken, deps.credentialVersion(userId) ?? '')

  /** Where somebody is signed in, with times of the machine's clock. */
  const entriesNow = (userId: UserId, token: string | null) =>
    sessionEntriesOf(sessions, userId, token).map((entry) => ({
      ...entry,
      startedAt: deps.toClockTime(entry.startedAt),
      activeAt: deps.toClockTime(entry.activeAt),
    }))

  /** Called when an app was confirmed in this session: if the session waited for that, its person is signed in from now on. */
  function appConfirmed(call: Call): void {
    const session = find(call.token)
    if (session === null || call.actor === null) return
    const { username } = call.actor
    if (session.pass === null && call.factor === 'mustRegister') {
      const target = { id: session.userId, name: username }
      deps.audit.append({ action: 'UserLoggedIn', target, detail: { factor: 'authenticator' } }, call)
    }
    deps.db.afterCommit(() => {
      // The session of a pass ends here, because its person can now sign in with the password and the app.
      if (session.pass !== null) return void sessions.delete(digest(call.token ?? ''))
      session.isFactorProved = true
      session.waitingSince = null
    })
  }

  /** Sessions are only in memory, so that they end when the change is durable; what is needed of the store is read before. */
  function endAfterCommit(userId: UserId, exceptToken: string | null): void {
    const version = exceptToken === null ? '' : (deps.credentialVersion(userId) ?? '')
    deps.db.afterCommit(() => endSessions(sessions, userId, exceptToken, version))
  }
  deps.events.on('userShutOut', ({ userId }) => endAfterCommit(userId, null))
  // A new password ends the person's sessions, except the one in which the person has just changed it (OWASP ASVS 7.4.3).
  deps.events.on('passwordChanged', ({ user, kind }, call) =>
    endAfterCommit(user.id, kind === 'change' ? call.token : null),
  )
  deps.events.on('changeRequired', ({ userId }) => endAfterCommit(userId, null))
  deps.events.on('directoryChanged', ({ userId }) => endAfterCommit(userId, null))
  // Sessions end with a new role, because somebody else may be using them.
  deps.events.on('userPromoted', ({ userId }, call) =>
    endAfterCommit(userId, call.actor?.id === userId ? call.token : null),
  )
  deps.events.on('appConfirmed', (_, call) => appConfirmed(call))

  const service: Implements<typeof sessionsContract> = {
    current: (_, call) => infoOf(must(call)),
    signIn: async ({ username, password }, call) => {
      const { user, version, pass } = await deps.prove.signIn(username, password, call)
      const opened = await deps.groupCommit(() => open(user.id, version, call, pass))
      return signInAnswer(opened, user.id, call)
    },
    proveFactor: ({ code }, call) => {
      const session = must(call)
      if (call.factor !== 'needed') throw new DomainError('NOT_ALLOWED', { roles: [] })
      deps.factor.prove(call.actor, code, call)
      deps.db.transaction(() => {
        deps.events.raise('signedIn', { userId: session.userId }, call)
        deps.db.afterCommit(() => {
          session.isFactorProved = true
        })
      })
      // OWASP ASVS 7.2.4: the token of the first step becomes worthless.
      sessions.delete(digest(call.token ?? ''))
      return { token: addSession(sessions, session), session: infoOf(session) }
    },
    signOut: (_, call) => {
      if (call.token !== null) sessions.delete(digest(call.token))
      if (call.factor === 'needed') return {}
      const target = { id: call.actor?.id ?? null, name: call.actor?.username ?? '' }
      deps.db.transaction(() => deps.audit.append({ action: 'UserLoggedOut', target }, call))
      return {}
    },
    lock: (_, call) => {
      must(call).isLocked = true
      return {}
    },
    unlock: async ({ password }, call) => {
      const session = must(call)
      await deps.prove.own(session.userId, password, 'UserLoggedIn', call)
      session.isLocked = false
      session.activeAt = deps.monotonic()
      return infoOf(session)
    },
    touch: () => ({}),
    mine: (_, call) => ({ sessions: entriesNow(call.actor.id, call.token) }),
    endMine: ({ id }, call) => {
      const { id: userId, username } = call.actor
      const found = [...sessions].find(([key, session]) => session.userId === userId && key.slice(0, 22) === id)
      if (found === undefined) return {}
      sessions.delete(found[0])
      const target = { id: userId, name: username }
      deps.db.transaction(() => deps.audit.append({ action: 'UserLoggedOut', target }, call))
      return {}
    },
    of: ({ userId }, call) => ({ sessions: entriesNow(userId, call.token) }),
    endAll: ({ userId }, call) => {
      const user = deps.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      deps.mustCover(call.actor, user)
      const ended = sessionEntriesOf(sessions, userId, null).length
      endOf(userId)
      const target = { id: userId, name: user.username }
      const detail = { sessions: String(ended) }
      deps.db.transaction(() => deps.audit.append({ action: 'Sign out of all sessions.', target, detail }, call))
      return { ended }
    },
    confirm: async ({ password }, call) => {
      const session = must(call)
      await deps.prove.own(session.userId, password, 'Confirm own password.', call)
      session.confirmedAt = deps.monotonic()
      return {}
    },
  }

  return {
    ...service,
    /** Opens a session for a password that has just been proved. */
    start: (userId: UserId, version: string, call: Call) =>
      signInAnswer(
        deps.db.transaction(() => open(userId, version, call, null)),
        userId,
        call,
      ),
    /** The call of a bearer token; it counts as activity unless the screen only polls. */
    callOf: (token: string | null, door: Call['door'], isPassive: boolean): Call => {
      const session = find(token)
      const found = session && actorIn(deps, session)
      const isAtPortal = door === 'portal'
      if (session === null || found === null || session.isAtPortal !== isAtPortal)
        return { ...nobody, door, token: null }
      const factor = factorOf(session, found)
      // Admin roles do not apply at the portal.
      const actor = isAtPortal ? { ...found, roles: [], limits: [], rolesOver: () => [] } : found
      if (!isPassive && !session.isLocked) session.activeAt = deps.monotonic()
      const isConfirmed = session.pass !== null || deps.monotonic() - session.confirmedAt < confirmationMinutes * 60_000
      const mustGiveMethods = factor === 'none' && deps.deadlines.owesMethods(found.id)
      const recordedAuthor = session.pass?.madeBy ?? knowerOf(found.id)
      return { actor, door, token, isLocked: session.isLocked, isConfirmed, factor, mustGiveMethods, recordedAuthor }
    },
    /** The call of somebody who has proved who they are for one command on the command line. */
    callFor: (userId: UserId, door: Call['door']): SignedInCall => {
      const actor = asActor(deps, deps.stored(userId))
      if (actor === null) throw new DomainError('SIGN_IN_FAILED')
      return { actor, door, token: null, isLocked: false, isConfirmed: true }
    },
    actorOf: (userId: UserId) => asActor(deps, deps.stored(userId)),
    /** Gives a session another token after its person has proved something again (OWASP ASVS 7.2.4). */
    renew: (token: string): string => {
      const session = sessions.get(digest(token))
      if (session === undefined) throw new DomainError('SIGN_IN_NEEDED')
      sessions.delete(digest(token))
      return addSession(sessions, session)
    },
    /** Locks all sessions of this machine when it sleeps or its screen locks; those of the portal run on other machines. */
    lockAll: () => {
      for (const session of sessions.values()) session.isLocked ||= !session.isAtPortal
    },
    endOf,
    atDesk: () => presentAmong(deps, [...sessions.values()]),
  }
}

/** The people who are signed in at the desk, behind a lock too, and have nothing left to prove or to change. */
function presentAmong(deps: SessionsDeps, sessions: readonly Session[]): readonly Actor[] {
  const { sessionHours } = deps.values.read()
  return sessions.flatMap((session) => {
    const isOver = isSessionOver(session, sessionHours, deps.monotonic()) || !isCurrent(deps, session)
    const actor = isOver || session.isAtPortal || session.pass !== null ? null : actorIn(deps, session)
    if (actor === null || actor.mustChange) return []
    return session.isFactorProved || deps.factor.stateOf(actor) === 'none' ? [actor] : []
  })
}

/** False once the password has another version than when the session was opened. */
function isCurrent({ credentialVersion }: SessionsDeps, { userId, version }: Session): boolean {
  return (credentialVersion(userId) ?? '') === version
}

function actorIn(deps: SessionsDeps, { userId, pass }: Session): Actor | null {
  return asActor(deps, deps.stored(userId), pass !== null)
}

/** The person of a session with their roles of now; null if they may not be signed in. */
function asActor(deps: SessionsDeps, user: StoredUser | null, isPass = false): Actor | null {
  if (user === null || user.isBlocked) return null
  const state = passwordStateOf(user, deps.values.expiration(), deps.now())
  const mustChange = user.mustChange || state === 'temporary' || state === 'expired'
  if (!isPass && (state === 'lapsed' || state === 'none')) return null
  const { id, username, displayName, roles, limits } = user
  const rolesOver = (over: UserId) => rolesReaching(user, over, deps.isIn)
  return { id, username, displayName, roles, limits, rolesOver, mustChange }
}
