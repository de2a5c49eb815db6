import type { GroupId, UserId } from '../../shared/ids.ts'
import type { PolicyImpact } from '../../shared/policies.ts'
import type { Policies } from '../../shared/rules/policy.ts'
import { roleBitsOf } from '../../shared/rules/role-bits.ts'
import {
  type Capability,
  capabilityOf,
  type ProofMethod,
  type SelfServicePolicy,
} from '../../shared/rules/self-service.ts'
import type { UserFacts } from '../people/people-columns.ts'
import type { Values } from '../settings/values.ts'
import type { Sms } from '../sms/sms.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vouching } from '../vouching/vouching.ts'
import type { MailPort } from './proofs.ts'
import { methodsIn, type Registered } from './registered.ts'

export type CapabilitiesDeps = {
  readonly users: Pick<Users, 'facts' | 'stored'>
  readonly values: Values
  readonly registered: Registered
  readonly vouching: Vouching
  readonly membersOf: (group: GroupId) => ReadonlySet<UserId>
  /** The same with the last known people of groups that are gone, who stay excepted. */
  readonly stillMembersOf: (group: GroupId) => ReadonlySet<UserId>
  readonly mail: Pick<MailPort, 'isOn'>
  readonly sms: Pick<Sms, 'isOn'>
}
export type Capabilities = ReturnType<typeof createCapabilities>
type Facts = Pick<UserFacts, 'id' | 'roleBits' | 'isBlocked' | 'isProtected' | 'hasPassword'>
type Person = Pick<StoredUser, 'id' | 'roles'>

const maximumNamed = 100

/**
 * Who may reset their own password, has registered enough and so could do it: for one person in the wizard, for everybody in the report and
 * the preview of a policy.
 */
export function createCapabilities(deps: CapabilitiesDeps) {
  const policy = () => deps.values.policies().selfService
  /** False for a method that nobody can use, because Keydesk sends no mail or no text messages. */
  const isAvailable = (method: ProofMethod): boolean =>
    method === 'email' ? deps.mail.isOn() : method !== 'sms' || deps.sms.isOn()

  /**
   * Judges people by a policy. People who are alike in all that matters share one answer, so that a hundred thousand people cost a few dozen
   * computations.
   */
  function judgeOf(of: SelfServicePolicy): (facts: Facts) => Capability {
    deps.registered.refresh()
    const chosen = of.groups.map(deps.membersOf)
    const excepted = of.except.map(deps.stillMembersOf)
    const known = new Map<number, Capability>()
    const judge = deps.vouching.judge()
    return ({ id, roleBits, isBlocked, isProtected, hasPassword }) => {
      const isChosen = chosen.some((group) => group.has(id))
      const isExcepted = excepted.some((group) => group.has(id))
      const isAdmin = roleBits !== 0
      const flags =
        Number(isAdmin) |
        (Number(isBlocked) << 1) |
        (Number(hasPassword) << 2) |
        (Number(isChosen) << 3) |
        (Number(isExcepted) << 4) |
        (Number(isProtected) << 5)
      const byte = deps.registered.byteOf(id, roleBits, judge)
      const key = flags * 256 + byte
      let capability = known.get(key)
      if (capability === undefined) {
        const registered = methodsIn(byte, of.questionsToReset).filter(isAvailable)
        capability = capabilityOf(of, {
          isAdmin,
          isBlocked,
          isProtected,
          hasPassword,
          isChosen,
          isExcepted,
          registered,
        })
        known.set(key, capability)
      }
      return capability
    }
  }

  const factsOf = ({ id, roles, isBlocked, isProtected, hasPassword }: StoredUser): Facts => ({
    id,
    roleBits: roleBitsOf(roles),
    isBlocked,
    isProtected,
    hasPassword,
  })

  /**
   * The methods that people could prove right now, whether or not the policy allows them. Made anew for each answer, because it remembers
   * what it has read.
   */
  function registering(): (person: Person) => readonly ProofMethod[] {
    deps.registered.refresh()
    const { questionsToReset } = policy()
    const known = new Map<number, readonly ProofMethod[]>()
    const judge = deps.vouching.judge()
    return ({ id, roles }) => {
      const byte = deps.registered.byteOf(id, roleBitsOf(roles), judge)
      const methods = known.get(byte) ?? methodsIn(byte, questionsToReset).filter(isAvailable)
      known.set(byte, methods)
      return methods
    }
  }

  return {
    policy,
    isAvailable,
    judgeOf,
    registering,
    /** One person under the policy in force. */
    of: (user: StoredUser): Capability => judgeOf(policy())(factsOf(user)),
    /** The methods that one person could prove right now. */
    registeredOf: (person: Person): readonly ProofMethod[] => registering()(person),
    /** What the wizard offers, the same for everybody. */
    offered: (): readonly ProofMethod[] => policy().methods.filter(isAvailable),
    /** People who could reset their own password before and could not any more. */
    impactOf: (before: Policies, after: Policies): PolicyImpact => {
      const [was, becomes] = [judgeOf(before.selfService), judgeOf(after.selfService)]
      let count = 0
      const named: UserId[] = []
      for (const facts of deps.users.facts()) {
        if (!was(facts).isCapable || becomes(facts).isCapable) continue
        count += 1
        if (named.length < maximumNamed) named.push(facts.id)
      }
      const people = named.flatMap((id) => {
        const user = deps.users.stored(id)
        return user === null ? [] : [{ id, username: user.username, displayName: user.displayName }]
      })
      return { kind: 'noLongerCapable', count, people }
    },
  }
}
