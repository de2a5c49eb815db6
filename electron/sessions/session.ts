import { hash, randomBytes } from 'node:crypto'
import type { UserId } from '../../shared/ids.ts'

export type Session = {
  readonly userId: UserId
  /** A session of the portal works only there, and other sessions do not work there. */
  readonly isAtPortal: boolean
  /**
   * The version of the password that opened the session: the session ends when the password has another version. Empty for a session without
   * a password.
   */
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
/** When a Temporary Access Pass ends, in milliseconds UTC, and the admin who made it, who counts as an author of what is registered with it. */
export type Pass = { readonly endsAt: number; readonly madeBy: UserId }
/** Sessions by the digest of their token. */
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

/** True once a session has waited too long for its second factor, or its longest duration or its pass has ended. */
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
 * Ends a person's sessions: all of them after a reset; all but the current one after the person's own change, and the current one then gets
 * the new version.
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
      // Half of the digest identifies a session, and gives no access to it.
      return { id: key.slice(0, 22), startedAt, activeAt, isLocked, isThis: own !== null && key === digest(own) }
    })
    .sort((a, b) => b.activeAt - a.activeAt)
}

/** The digest under which a session is kept in place of its token. */
export function digest(token: string): string {
  return hash('sha256', token, 'base64')
}
