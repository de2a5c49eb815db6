import type { AuditAction } from '../../shared/audit-action.ts'
import type { DomainError, ErrorCode } from '../../shared/errors.ts'
import type { Call } from './call.ts'

/** Errors after which a refusal is logged, because somebody may be trying what they may not do, or not do alone. */
const written: readonly ErrorCode[] = [
  'NOT_ALLOWED',
  'OWN_ACCOUNT',
  'OWN_REQUEST',
  'SECOND_ADMIN_NEEDED',
  'SECRET_OF_ASKER',
  'GROUP_LIMITS_ROLE',
  'SESSION_LOCKED',
]
/**
 * How many sessions' first tries are remembered; beyond that the oldest is forgotten, so that its next try counts as a first one and is not
 * logged.
 */
const maximumSessions = 1000

export type Refusals = ReturnType<typeof createRefusals>

/**
 * Decides which refusals are logged. A screen learns by a first try that the own password is needed, and then asks for it, so that the first
 * try of a session is not logged. A second try without the password is logged, and so is any try without a session.
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
    /** Called when the own password was confirmed; the tries before it are forgotten. */
    confirmed: ({ token }: Call): void => {
      if (token !== null) tried.delete(token)
    },
  }
}
