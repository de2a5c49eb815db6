import type { Audit } from '../audit/audit.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'

type Run = { readonly row: { readonly user_id: number | null } }
export type Notes = ReturnType<typeof createNotes>

/** The audit entries of **Forgot password?**, written inside the caller's transaction: one a step, also for names that do not exist. */
export function createNotes(deps: { readonly audit: Audit; readonly stored: (id: number) => StoredUser | null }) {
  /** A text typed as a user name may be a password, so that only existing names are written. */
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

/** The call of somebody who has proved who they are but has no session. */
export function callOf(user: StoredUser, call: Call): Call {
  const { id, username, displayName, roles, limits } = user
  // No rights over others are needed to reset one's own password.
  const actor = { id, username, displayName, roles, limits, rolesOver: () => [], mustChange: false }
  return { ...call, actor }
}
