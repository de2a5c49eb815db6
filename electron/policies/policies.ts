import { DomainError } from '../../shared/errors.ts'
import type { passwordTrial, policiesContract } from '../../shared/policies.ts'
import { type Policies, policies as policiesSchema } from '../../shared/rules/policy.ts'
import { checkProtected, checkWords } from '../../shared/rules/protection.ts'
import { hasPermission } from '../../shared/rules/role-matrix.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Requests } from '../requests/requests.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { Values } from '../settings/values.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Breaches } from './breaches.ts'
import { changesBetween, impactsOf } from './policies-impact.ts'

export type PoliciesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly users: Users
  readonly lockouts: Lockouts
  readonly breaches: Breaches
  readonly requests: Requests
  /** Throws for oneself and for whoever the role matrix keeps out of reach. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly now: () => number
}

type Detail = Readonly<Record<string, string>>

const nobody = { username: '', displayName: '', firstName: '', lastName: '' }

/** What is allowed in this organisation, changed as one document with its consequences shown first and the last change undone at once. */
export function createPolicies(deps: PoliciesDeps) {
  function put(next: Policies, previous: Policies | null, call: Call, more: Detail = {}): Policies {
    const before = deps.values.policies()
    const changes = changesBetween(before, next)
    if (changes.length === 0) return before
    const detail = Object.fromEntries(changes.map(({ path, before: old, after }) => [path, `${old} → ${after}`]))
    deps.db.transaction(() => {
      deps.values.writePolicies(next, previous)
      deps.audit.append({ action: 'Set password policy.', detail: { ...detail, ...more } }, call)
    })
    return deps.values.policies()
  }

  /** Everything is saved at once, but for the end of the two-person rule: that one waits for a second admin like what it guards. */
  function putWithRule(next: Policies, previous: Policies | null, call: SignedInCall) {
    const was = deps.values.policies().signIn.twoPerson.isOn
    const { isOn } = next.signIn.twoPerson
    if (isOn && !was) deps.requests.mustHaveApprovers()
    if (isOn || !was) return put(next, previous, call)
    const standing = deps.requests.standing(call.actor, null)
    if (standing !== 'waits') return put(next, previous, call, { twoPerson: standing })
    return deps.db.transaction(() => {
      const now = put(withTwoPerson(next, true), previous, call)
      return { ...now, request: deps.requests.ask({ kind: 'switchOffTwoPerson' }, [], call) }
    })
  }

  deps.requests.register('switchOffTwoPerson', ({ call, approval: { approvedBy, request } }) => {
    if (!hasPermission(call.actor.roles, 'settings.manage')) throw new DomainError('ASKER_NOT_ALLOWED')
    const before = deps.values.policies()
    put(withTwoPerson(before, false), before, call, { approvedBy, request: String(request) })
    return null
  })

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
      impacts: impactsOf(deps.users, deps.values.policies(), next, deps.now()),
    }),
    save: (next, call) => putWithRule(next, deps.values.policies(), call as SignedInCall),
    undo: (_, call) => {
      const previous = deps.values.previousPolicies()
      if (previous === null) throw new DomainError('NOTHING_SELECTED')
      return putWithRule(previous, null, call as SignedInCall)
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

function withTwoPerson(policies: Policies, isOn: boolean): Policies {
  return { ...policies, signIn: { ...policies.signIn, twoPerson: { isOn } } }
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
