import type { Audit } from '../audit/audit.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'

type Run = { readonly row: { readonly user_id: number | null } }
export type Notes = ReturnType<typeof createNotes>

/** What the wizard writes into the audit log, inside the caller's transaction: one entry a step, also for names that nobody has. */
export function createNotes(deps: { readonly audit: Audit; readonly stored: (id: number) => StoredUser | null }) {
  /** What was typed as a user name may be a password: only a known name is written down. */
  const targetOf = (id: number | null) => ({ id, name: (id === null ? null : deps.stored(id))?.username ?? '' })

  return {
    progress: (run: Run, detail: Readonly<Record<string, string>>, isRight: boolean, call: Call): void =>
      deps.audit.append(
        {
          action: 'Self-service password reset flow activity progress.',
          target: targetOf(run.row.user_id),
          result: isRight ? 'success' : 'failure',
          detail,
        },
        call,
      ),
    blocked: (run: Run, call: Call): void =>
      deps.audit.append(
        { action: 'Blocked from self-service password reset.', target: targetOf(run.row.user_id) },
        call,
      ),
  }
}

/** The call of somebody who has proved who they are without a session. */
export function callOf(user: StoredUser, call: Call): Call {
  const { id, username, displayName, roles, limits } = user
  // Whoever resets their own password does nothing to anybody else.
  const actor = { id, username, displayName, roles, limits, rolesOver: () => [], mustChange: false }
  return { ...call, actor }
}
