import { DomainError } from '../../shared/errors.ts'
import type { GroupId } from '../../shared/ids.ts'
import type { PasswordTrial, PolicyReview, policiesContract } from '../../shared/policies.ts'
import { isLocalPath } from '../../shared/rules/local-path.ts'
import { limitBelow, thresholdOf } from '../../shared/rules/lockout.ts'
import type { Policies } from '../../shared/rules/policy.ts'
import { checkProtected, checkWords } from '../../shared/rules/protection.ts'
import { selfServiceFaults } from '../../shared/rules/self-service.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Deleted } from '../deleted/deleted.ts'
import type { ConnectedDirectories } from '../directories/directories.ts'
import type { Groups } from '../groups/groups.ts'
import type { GroupUses } from '../groups/reach.ts'
import type { Methods } from '../methods/methods.ts'
import type { Capabilities } from '../registration/capabilities.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { Values } from '../settings/values.ts'
import type { TwoPersonSwitch } from '../two-person/two-person-switch.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Breaches } from './breaches.ts'
import { changesBetween, reviewOf } from './policies-impact.ts'
import { readPolicies, writePolicies } from './policy-file.ts'
import type { StrengthEstimate } from './strength.ts'

export type PoliciesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly users: Users
  readonly deleted: Pick<Deleted, 'between'>
  readonly groups: Pick<Groups, 'namesOf' | 'idOf' | 'stillMembersOf'>
  readonly lockouts: Lockouts
  readonly directories: Pick<ConnectedDirectories, 'unlock' | 'locks'>
  readonly breaches: Breaches
  readonly twoPersonSwitch: TwoPersonSwitch
  readonly strength: StrengthEstimate
  readonly methods: Pick<Methods, 'owners'>
  readonly capabilities: Pick<Capabilities, 'impactOf'>
  readonly groupUses: GroupUses
  /** Throws for the admin's own account, and for people out of reach by the role matrix. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly now: () => number
}

type Detail = Readonly<Record<string, string>>

const nobody = { username: '', displayName: '', firstName: '', lastName: '' }

/** The policies of the organisation, changed as one document. The consequences are shown first, and the last change can be undone. */
export function createPolicies(deps: PoliciesDeps) {
  deps.groupUses.register((id) => (isNamed(deps.values.policies(), id) ? [{ kind: 'rules', name: '' }] : []))

  function put(next: Policies, previous: Policies | null, call: Call, approvalFacts: Detail = {}): Policies {
    const before = named(deps.values.policies())
    const changes = changesBetween(before, next, deps.groups)
    if (changes.length === 0) return before
    const { breachFile } = next.protection
    const isNamed = breachFile !== null && breachFile !== before.protection.breachFile
    if (isNamed && !isLocalPath(breachFile, process.platform === 'win32')) throw new DomainError('FILE_NOT_LOCAL')
    const faults = selfServiceFaults(next.selfService)
    if (faults.length > 0) throw new DomainError('SELF_SERVICE_FAULTS', { faults })
    const detail = Object.fromEntries(changes.map(({ path, before: old, after }) => [path, `${old} → ${after}`]))
    deps.db.transaction(() => {
      deps.values.writePolicies(next, previous)
      deps.audit.append({ action: 'Set password policy.', detail: { ...detail, ...approvalFacts } }, call)
    })
    return next
  }

  function review(next: Policies): PolicyReview {
    const before = named(deps.values.policies())
    const { impacts, ...rest } = reviewOf(deps, before, next, deps.now())
    const selfService = deps.capabilities.impactOf(before, next)
    return { ...rest, impacts: selfService.count > 0 ? [...impacts, selfService] : impacts }
  }

  const { put: putWithRule } = deps.twoPersonSwitch({
    put,
    changesOf: (before, after) => changesBetween(before, after, deps.groups),
  })

  /** The policies with the names that their groups have now. */
  function named(policies: Policies): Policies {
    const names = new Map(
      deps.groups.namesOf(policies.groupRules.map((rule) => rule.groupId)).map((one) => [one.id, one]),
    )
    const groupRules = policies.groupRules.map((rule) => ({
      ...rule,
      name: names.get(rule.groupId)?.name ?? rule.name,
    }))
    return { ...policies, groupRules }
  }

  /** Refuses policies that name a deleted group, because rules for it would silently apply to nobody. */
  function checked(next: Policies): Policies {
    const { groups, except } = next.selfService
    const ids = new Set([...next.groupRules.map((rule) => rule.groupId), ...groups, ...except])
    if (deps.groups.namesOf([...ids]).length < ids.size) throw new DomainError('NOT_FOUND', { what: 'group' })
    return named(next)
  }

  function mustPrevious(): Policies {
    const previous = deps.values.previousPolicies()
    if (previous === null) throw new DomainError('NOTHING_SELECTED')
    return checked(previous)
  }

  /** The words that an attacker would try first: the organisation's name, and the names of the admin who tries a password. */
  function guessable(call: SignedInCall): readonly string[] {
    const { organisation } = deps.values.settings()
    const user = deps.users.stored(call.actor.id)
    if (user === null) return [organisation]
    return [organisation, user.username, user.displayName, user.contact.firstName, user.contact.lastName]
  }

  let triedTerms: readonly string[] = []
  /** The list of the last try, if it holds the same words: compiling 20,000 words for each key press would block the main thread. */
  function knownTerms(terms: readonly string[]): readonly string[] {
    const isSame = terms.length === triedTerms.length && terms.every((term, at) => term === triedTerms[at])
    if (!isSame) triedTerms = terms
    return triedTerms
  }

  async function tryPassword(password: string, policy: Policies, call: SignedInCall): Promise<PasswordTrial> {
    const { organisation } = deps.values.settings()
    const protection = { ...policy.protection, ownTerms: knownTerms(policy.protection.ownTerms) }
    await deps.values.prepareTerms(protection)
    const { score, found } = checkWords(password, protection, organisation)
    const verdicts = checkProtected(password, protection, nobody, organisation)
    if (password === '') return { verdicts, score, found, breaches: { state: 'none' }, strength: null }
    const [breaches, strength] = await Promise.all([
      // Always the file in force, because an admin who may only read must not make this machine open another file.
      deps.breaches.check(password, deps.values.protection(null).breachFile),
      deps.strength.estimate(password, guessable(call)),
    ])
    return { verdicts, score, found, breaches, strength }
  }

  /** Compiles the banned words in the background, so that no request waits; an error is reported when the next password is checked. */
  function prepared<T>(saved: T): T {
    deps.values.prepareTerms().catch(() => {})
    return saved
  }

  /** Ends the directory's own lock, then Keydesk's; where the directory refuses, both stay. */
  async function unlockThere({ id }: StoredUser, call: SignedInCall) {
    const follow = await deps.directories.unlock(id)
    deps.db.transaction(() => {
      deps.lockouts.unlock(id, call)
      follow(call)
    })
    return {}
  }

  const service: Implements<typeof policiesContract> = {
    get: async () => ({
      policies: named(deps.values.policies()),
      breachFile: await deps.breaches.describe(deps.values.protection(null).breachFile),
      canUndo: deps.values.previousPolicies() !== null,
      directoryLocks: deps.directories.locks().map(({ name, locks }) => ({
        directory: name,
        threshold: thresholdOf(locks),
        limit: limitBelow(locks),
      })),
    }),
    preview: (next) => review(checked(next)),
    previewUndo: () => review(mustPrevious()),
    save: (next, call) => prepared(putWithRule(checked(next), deps.values.policies(), call)),
    undo: (_, call) => prepared(putWithRule(mustPrevious(), null, call)),
    exportFile: () => ({
      fileName: `keydesk-policies-${new Date(deps.now()).toISOString().slice(0, 10)}.json`,
      json: writePolicies(named(deps.values.policies()), deps.groups.namesOf),
    }),
    readFile: ({ json }) => readPolicies(json, deps.groups.idOf),
    tryPassword: ({ password, policies }, call) => tryPassword(password, policies ?? deps.values.policies(), call),
    locked: () => ({ people: deps.lockouts.locked() }),
    unlock: ({ userId }, call) => {
      const user = deps.users.stored(userId)
      if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      deps.mustCover(call.actor, user)
      if (user.isInDirectory) return unlockThere(user, call)
      deps.lockouts.unlock(userId, call)
      return {}
    },
  }
  return service
}

/** True for a group that a policy names; if it were deleted, the policy would apply to other people unnoticed. */
function isNamed({ groupRules, selfService }: Policies, id: GroupId): boolean {
  const { groups, except } = selfService
  return groupRules.some((rule) => rule.groupId === id) || groups.includes(id) || except.includes(id)
}
