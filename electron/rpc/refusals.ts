import type { AuditAction } from '../../shared/audit-action.ts'
import type { DomainError, ErrorCode } from '../../shared/errors.ts'
import type { Call } from './call.ts'

/** Errors that mean that somebody may be trying what they may not do, or not do alone. */
const written: readonly ErrorCode[] = [
  'NOT_ALLOWED',
  'OWN_ACCOUNT',
  'OWN_REQUEST',
  'SECOND_ADMIN_NEEDED',
  'SECRET_OF_ASKER',
  'GROUP_LIMITS_ROLE',
  'SESSION_LOCKED',
]
/** How many sessions' first tries are remembered; beyond that the oldest is forgotten, and its next first try has no entry. */
const maximumSessions = 1000

export type Refusals = ReturnType<typeof createRefusals>

/**
 * Which refusals are written down. A screen finds out by trying that the own password is wanted, and asks for it: the first try of a session
 * is no refusal. A second one before the password was typed is, and so is one that comes from no session at all.
 */
export function createRefusals() {
  const tried = new Map<string, Set<AuditAction>>()

  function isSecondTry(action: AuditAction, token: string): boolean {
    const before = tried.get(token) ?? new Set()
    if (before.has(action)) return true
    tried.set(token, before.add(action))
    const [oldest] = tried.keys()
    if (tried.size > maximumSessions && oldest !== undefined) tried.delete(oldest)
    return false
  }

  return {
    isWritten: (action: AuditAction, { code, data }: DomainError, { token }: Call): boolean => {
      if (code === 'CONFIRMATION_NEEDED') return token === null || isSecondTry(action, token)
      if (code === 'LINK_REFUSED') return ['secondAdmin', 'ownAccount'].includes((data as { reason: string }).reason)
      return written.includes(code)
    },
    /** Called when the password was typed, so that the try before it is no refusal. */
    confirmed: ({ token }: Call): void => {
      if (token !== null) tried.delete(token)
    },
  }
}
