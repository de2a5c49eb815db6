import type { DoorName } from '../../shared/audit.ts'
import type { RequestId } from '../../shared/ids.ts'
import { asked as askedSchema, type RequestState } from '../../shared/requests.ts'
import { requestHours } from '../../shared/rules/two-person.ts'
import type { createRequestsStore } from './requests-store.ts'

type Deps = {
  readonly store: ReturnType<typeof createRequestsStore>
  readonly now: () => number
  readonly runTime: () => number
}
/** Somebody who asks without a session; null for a name that does not exist. */
type Asker = { readonly id: number; readonly username: string } | null
export type HelpRequests = ReturnType<typeof createHelpRequests>

/** Requests for help with a password. Any admin who may reset the password answers: by a reset, a code from the desk, or a refusal. */
export function createHelpRequests({ store, now, runTime }: Deps) {
  return {
    /** Stores a request, inside the caller's transaction, which also writes the audit entry. */
    ask: (asker: Asker, reason: string, door: DoorName): RequestId => {
      const asked = askedSchema.parse({ kind: 'help', reason: asker === null ? '' : reason })
      const name = asker?.username ?? ''
      const facts = { kind: 'help', asked: JSON.stringify(asked), askerId: null, asker: name, door } as const
      const target = { targetId: asker?.id ?? null, target: name }
      const times = { now: now(), expiresAt: now() + requestHours * 3_600_000, ranAt: runTime() }
      return store.insert({ ...facts, ...target, ...times }, [])
    },
    /** Marks all open requests of a person as answered by what they did or got; inside the caller's transaction. */
    answered: (userId: number, by: string): void => {
      for (const id of store.helpOf(userId, now())) {
        store.decide({ id, state: 'approved', at: now(), by, reason: '', job: null })
      }
    },
    stateOf: (id: RequestId): { state: RequestState; reason: string; createdAt: number } | null => {
      const row = store.get(id, now())
      return row === null ? null : { state: row.state, reason: row.reason, createdAt: row.created_at }
    },
  }
}
