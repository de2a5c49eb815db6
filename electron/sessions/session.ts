import { hash, randomBytes } from 'node:crypto'
import type { UserId } from '../../shared/ids.ts'

export type Session = {
  readonly userId: UserId
  /** A session of the portal works at the portal only, and no other session works there. */
  readonly isAtPortal: boolean
  /** The password that the session was opened with, by its version: a session of an older one is worth nothing. Empty for none. */
  version: string
  readonly startedAt: number
  activeAt: number
  isLocked: boolean
  confirmedAt: number
  isFactorProved: boolean
  /** Since when the second factor is asked for; null while it is not. */
  waitingSince: number | null
  /** The Temporary Access Pass that opened it; null for a session that a password opened. */
  readonly pass: Pass | null
}
/** When a Temporary Access Pass ends, in milliseconds UTC, and who handed it out: what is registered by it is their word, too. */
export type Pass = { readonly endsAt: number; readonly madeBy: UserId }
/** By the digest of their token. */
export type SessionMap = Map<string, Session>

/** How long a session waits for its second factor (ASVS 6.5.5), in milliseconds. */
export const waitingMs = 10 * 60_000

/** A session that has proved nothing beyond a password or a pass. */
export function newSession(
  userId: UserId,
  version: string,
  now: number,
  pass: Pass | null,
  isAtPortal: boolean,
): Session {
  const times = { startedAt: now, activeAt: now, confirmedAt: 0, waitingSince: null, pass }
  return { userId, isAtPortal, version, ...times, isLocked: false, isFactorProved: false }
}

/** True once a session has waited too long for its second factor, or its day or its pass is over. */
export function isSessionOver({ waitingSince, pass, startedAt }: Session, sessionHours: number, now: number): boolean {
  const hasWaited = waitingSince !== null && now - waitingSince >= waitingMs
  const isPassOver = pass !== null && now >= pass.endsAt
  return hasWaited || isPassOver || now - startedAt >= sessionHours * 3_600_000
}

/** Adds a session under a new token and returns the token. */
export function addSession(sessions: SessionMap, session: Session): string {
  const token = randomBytes(32).toString('base64url')
  sessions.set(digest(token), session)
  return token
}

/**
 * Ends a person's sessions: all of them after a reset, and all but the current one after a change of their own, which goes on with the new password.
 */
export function endSessions(sessions: SessionMap, userId: number, exceptToken: string | null, version: string): void {
  const exceptKey = exceptToken === null ? null : digest(exceptToken)
  for (const [key, session] of sessions) {
    if (session.userId !== userId) continue
    if (key === exceptKey) session.version = version
    else sessions.delete(key)
  }
}

/** Where a person is signed in, the latest first. */
export function sessionEntriesOf(sessions: ReadonlyMap<string, Session>, userId: number, own: string | null) {
  return [...sessions]
    .filter(([, session]) => session.userId === userId)
    .map(([key, { startedAt, activeAt, isLocked }]) => {
      // Half of the digest names a session and opens nothing.
      return { id: key.slice(0, 22), startedAt, activeAt, isLocked, isThis: own !== null && key === digest(own) }
    })
    .sort((a, b) => b.activeAt - a.activeAt)
}

/** The digest that the store of sessions has in place of a token. */
export function digest(token: string): string {
  return hash('sha256', token, 'base64')
}
