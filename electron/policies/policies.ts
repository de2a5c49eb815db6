import { DomainError } from '../../shared/errors.ts'
import type { passwordTrial, policiesContract } from '../../shared/policies.ts'
import { type Policies, policies as policiesSchema } from '../../shared/rules/policy.ts'
import { checkProtected, checkWords } from '../../shared/rules/protection.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Methods } from '../methods/methods.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { Values } from '../settings/values.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Breaches } from './breaches.ts'
import { changesBetween, factorImpacts, impactsOf } from './policies-impact.ts'

export type PoliciesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly users: Users
  readonly lockouts: Lockouts
  readonly breaches: Breaches
  readonly methods: Pick<Methods, 'owners'>
  /** Throws for oneself and for whoever the role matrix keeps out of reach. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly now: () => number
}

const nobody = { username: '', displayName: '', firstName: '', lastName: '' }

/** What is allowed in this organisation, changed as one document with its consequences shown first and the last change undone at once. */
export function createPolicies(deps: PoliciesDeps) {
  function put(next: Policies, previous: Policies | null, call: Call): Policies {
    const before = deps.values.policies()
    const changes = changesBetween(before, next)
    if (changes.length === 0) return before
    const detail = Object.fromEntries(changes.map(({ path, before: old, after }) => [path, `${old} → ${after}`]))
    deps.db.transaction(() => {
      deps.values.writePolicies(next, previous)
      deps.audit.append({ action: 'Set password policy.', detail }, call)
    })
    return deps.values.policies()
  }

  async function tryPassword(password: string, policy: Policies): Promise<typeof passwordTrial._output> {
    const { score, found } = checkWords(password, policy.protection, deps.values.settings().organisation)
    return {
      verdicts: checkProtected(password, policy.protection, nobody, deps.values.settings().organisation),
      score,
      found,
      breaches: password === '' ? { state: 'none' } : await deps.breaches.check(password, policy.protection.breachFile),
    }
  }

  const service: Implements<typeof policiesContract> = {
    get: async () => ({
      policies: deps.values.policies(),
      breachFile: await deps.breaches.describe(deps.values.protection().breachFile),
      canUndo: deps.values.previousPolicies() !== null,
    }),
    preview: (next) => ({
      changes: changesBetween(deps.values.policies(), next),
      impacts: [
        ...impactsOf(deps.users, deps.values.policies(), next, deps.now()),
        ...factorImpacts(deps.users, deps.methods.owners(), deps.values.policies(), next),
      ],
    }),
    save: (next, call) => put(next, deps.values.policies(), call),
    undo: (_, call) => {
      const previous = deps.values.previousPolicies()
      if (previous === null) throw new DomainError('NOTHING_SELECTED')
      return put(previous, null, call)
    },
    exportFile: () => ({
      fileName: `keydesk-policies-${new Date(deps.now()).toISOString().slice(0, 10)}.json`,
      json: `${JSON.stringify(deps.values.policies(), null, 2)}\n`,
    }),
    readFile: ({ json }) => readPolicies(json),
    tryPassword: ({ password, policies }) => tryPassword(password, policies ?? deps.values.policies()),
    locked: () => ({ people: deps.lockouts.locked() }),
    unlock: ({ userId }, call) => {
      const user = deps.users.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      deps.mustCover(call.actor as Actor, user)
      deps.lockouts.unlock(userId, call)
      return {}
    },
  }
  return service
}

/** Checks a policy file by schema; every mistake is named by its place. */
export function readPolicies(json: string): {
  policies: Policies | null
  problems: { path: string; problem: string }[]
} {
  let document: unknown
  try {
    document = JSON.parse(json)
  } catch {
    return { policies: null, problems: [{ path: '', problem: 'notJson' }] }
  }
  const parsed = policiesSchema.safeParse(document)
  if (parsed.success) return { policies: parsed.data, problems: [] }
  const problems = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), problem: issue.code }))
  return { policies: null, problems: problems.slice(0, 100) }
}
