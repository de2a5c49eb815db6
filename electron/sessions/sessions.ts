import { createHash, randomBytes } from 'node:crypto'
import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { normalisePassword } from '../../shared/rules/password-rules.ts'
import { passwordStateOf } from '../../shared/rules/password-state.ts'
import type { SessionInfo, sessionsContract } from '../../shared/sessions.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { ProveOwn } from './prove.ts'

type Session = {
  readonly userId: UserId
  /** A session of the portal works there only, and no other one does. */
  readonly isAtPortal: boolean
  /** The hash that the session was opened with: a session of an older password is worth nothing. */
  hash: string
  readonly startedAt: number
  activeAt: number
  isLocked: boolean
  confirmedAt: number
}

export type SessionsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly stored: (id: number) => StoredUser | null
  readonly prove: ProveOwn
  /** Throws for oneself and for whoever the role matrix keeps out of reach. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly hashOf: (id: number) => string | null
  readonly now: () => number
}
export type Sessions = ReturnType<typeof createSessions>

const confirmationMinutes = 5

/** Who is signed in: 256-bit random tokens, kept here only as SHA-256, gone when the process ends. */
export function createSessions(deps: SessionsDeps) {
  const sessions = new Map<string, Session>()
  const nobody: Call = { actor: null, door: 'keydesk', token: null, isLocked: false, isConfirmed: false }

  /** Opens a session for a proven password; refuses when the password or the account changed while it was being proven. */
  function start(userId: UserId, hash: string, call: Call) {
    const actor = actorOf(userId)
    if (actor === null || deps.hashOf(userId) !== hash) return deps.prove.refuse(userId, 'wrongPassword', call)
    const token = randomBytes(32).toString('base64url')
    const now = deps.now()
    const isAtPortal = call.door === 'portal'
    const session = { userId, isAtPortal, hash, startedAt: now, activeAt: now, isLocked: false, confirmedAt: 0 }
    sessions.set(digest(token), session)
    const target = { id: userId, name: actor.username }
    deps.db.transaction(() => deps.audit.append({ action: 'UserLoggedIn', target }, { ...call, actor }))
    return { token, session: infoOf(session) }
  }

  /** Finds the session of a token and drops it when its time is over; an idle one is locked, not lost. */
  function find(token: string | null): Session | null {
    if (token === null) return null
    const session = sessions.get(digest(token))
    if (session === undefined) return null
    const { idleMinutes, sessionHours } = deps.values.read()
    const now = deps.now()
    const isIdle = now - session.activeAt >= idleMinutes * 60_000
    const isOver = now - session.startedAt >= sessionHours * 3_600_000 || deps.hashOf(session.userId) !== session.hash
    // The portal has no lock screen: a telephone that was left lying is signed out.
    if (isOver || (isIdle && session.isAtPortal)) {
      sessions.delete(digest(token))
      return null
    }
    if (isIdle) session.isLocked = true
    return session
  }

  function actorOf(userId: UserId): Actor | null {
    const user = deps.stored(userId)
    if (user === null || user.isBlocked) return null
    const state = passwordStateOf(user, deps.values.expiration(), deps.now())
    const mustChange = user.mustChange || state === 'temporary' || state === 'expired'
    if (state === 'lapsed' || state === 'none') return null
    return { id: user.id, username: user.username, displayName: user.displayName, roles: user.roles, mustChange }
  }

  function infoOf(session: Session): SessionInfo {
    const actor = actorOf(session.userId)
    if (actor === null) throw new DomainError('SIGN_IN_NEEDED')
    const { idleMinutes, sessionHours } = deps.values.read()
    return {
      userId: actor.id,
      username: actor.username,
      displayName: actor.displayName,
      roles: actor.roles,
      mustChange: actor.mustChange,
      isLocked: session.isLocked,
      idleMinutes,
      endsAt: session.startedAt + sessionHours * 3_600_000,
      language: deps.stored(session.userId)?.language ?? null,
    }
  }

  function must(call: Call): Session {
    const session = find(call.token)
    if (session === null) throw new DomainError('SIGN_IN_NEEDED')
    return session
  }

  /** Ends a person's sessions, except one: after a reset all of them, after an own change the others, and the one goes on with the new hash. */
  function endOf(userId: number, exceptToken: string | null = null): void {
    const kept = exceptToken === null ? null : digest(exceptToken)
    for (const [key, session] of sessions) {
      if (session.userId !== userId) continue
      if (key === kept) session.hash = deps.hashOf(userId) ?? ''
      else sessions.delete(key)
    }
  }

  const service: Implements<typeof sessionsContract> = {
    current: (_, call) => infoOf(must(call)),
    signIn: async ({ username, password }, call) => {
      const { user, hash } = await deps.prove.signIn(username, normalisePassword(password), call)
      return start(user.id, hash, call)
    },
    signOut: (_, call) => {
      if (call.token !== null) sessions.delete(digest(call.token))
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
      await deps.prove.own(session.userId, normalisePassword(password), 'UserLoggedIn', call)
      session.isLocked = false
      session.activeAt = deps.now()
      return infoOf(session)
    },
    touch: () => ({}),
    mine: (_, call) => ({ sessions: entriesOf((call.actor as Actor).id, call.token) }),
    endMine: ({ id }, call) => {
      const { id: userId, username } = call.actor as Actor
      const found = [...sessions].find(([key, session]) => session.userId === userId && key.slice(0, 22) === id)
      if (found === undefined) return {}
      sessions.delete(found[0])
      const target = { id: userId, name: username }
      deps.db.transaction(() => deps.audit.append({ action: 'UserLoggedOut', target }, call))
      return {}
    },
    of: ({ userId }, call) => ({ sessions: entriesOf(userId, call.token) }),
    endAll: ({ userId }, call) => {
      const user = deps.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      deps.mustCover(call.actor as Actor, user)
      const ended = entriesOf(userId, null).length
      endOf(userId)
      const target = { id: userId, name: user.username }
      const detail = { sessions: String(ended) }
      deps.db.transaction(() => deps.audit.append({ action: 'Sign out of all sessions.', target, detail }, call))
      return { ended }
    },
    confirm: async ({ password }, call) => {
      const session = must(call)
      await deps.prove.own(session.userId, normalisePassword(password), 'Confirm own password.', call)
      session.confirmedAt = deps.now()
      return {}
    },
  }

  const entriesOf = (userId: number, own: string | null) =>
    [...sessions]
      .filter(([, session]) => session.userId === userId)
      .map(([key, { startedAt, activeAt, isLocked }]) => {
        // Half of the digest names a session and opens nothing.
        return { id: key.slice(0, 22), startedAt, activeAt, isLocked, isThis: own !== null && key === digest(own) }
      })
      .sort((a, b) => b.activeAt - a.activeAt)

  return {
    ...service,
    start,
    /** What a bearer token stands for right now; counts as activity unless the operation is only polled. */
    callOf: (token: string | null, door: Call['door'], isPassive: boolean): Call => {
      const session = find(token)
      const found = session && actorOf(session.userId)
      const isAtPortal = door === 'portal'
      if (session === null || found === null || session.isAtPortal !== isAtPortal)
        return { ...nobody, door, token: null }
      // Admin roles mean nothing at the portal.
      const actor = isAtPortal ? { ...found, roles: [] } : found
      if (!isPassive && !session.isLocked) session.activeAt = deps.now()
      const isConfirmed = deps.now() - session.confirmedAt < confirmationMinutes * 60_000
      return { actor, door, token, isLocked: session.isLocked, isConfirmed }
    },
    /** The call of somebody who proved themselves for one command-line invocation. */
    callFor: (userId: UserId, door: Call['door']): Call => {
      const actor = actorOf(userId)
      if (actor === null) throw new DomainError('SIGN_IN_FAILED')
      return { actor, door, token: null, isLocked: false, isConfirmed: true }
    },
    actorOf,
    /** Gives a session another token, after its person has proven something anew (OWASP ASVS 7.2.4). */
    renew: (token: string): string => {
      const session = sessions.get(digest(token))
      if (session === undefined) throw new DomainError('SIGN_IN_NEEDED')
      const next = randomBytes(32).toString('base64url')
      sessions.delete(digest(token))
      sessions.set(digest(next), session)
      return next
    },
    /** When this machine sleeps or its screen locks; people at the portal sit at machines of their own. */
    lockAll: () => {
      for (const session of sessions.values()) session.isLocked ||= !session.isAtPortal
    },
    endOf,
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
