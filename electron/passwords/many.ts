import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { GroupId, Language, UserId } from '../../shared/ids.ts'
import type { ExclusionReason, ManyPreview, PasswordStyle } from '../../shared/passwords.ts'
import type { Selection } from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { Target } from '../directory/target.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Commit, Skip } from '../jobs/run-job.ts'
import type { Actor, Call } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { SetPassword } from './set-password.ts'
import { exclusion, type ManyAction, mustUser } from './who.ts'

export type ManyDeps = {
  readonly users: Users
  readonly jobs: Jobs
  readonly audit: Audit
  readonly target: Target
  readonly values: Values
  readonly setPassword: SetPassword
  readonly generate: (user: StoredUser, style: PasswordStyle, language: Language) => string
}
type Style = { readonly style: PasswordStyle; readonly language: Language }
type Options = Style & { readonly job: string; readonly mustChange: boolean }
type Excluded = { count: number; people: { id: UserId; username: string; displayName: string }[] }

/** How many of the people left out are named; all of them are counted. */
const maximumNamed = 100

/** Resets and required changes of many: each person through the single operation with its rules, as a job that survives anything. */
export function createMany(deps: ManyDeps) {
  function sort(selection: Selection, action: ManyAction, actor: Actor) {
    const included: UserId[] = []
    const excluded = new Map<ExclusionReason, Excluded>()
    for (const found of deps.users.resolve(selection)) {
      const { id, username, displayName } = found
      const reason = exclusion(actor, found, action)
      if (reason === null) included.push(id)
      else {
        const group = excluded.get(reason) ?? { count: 0, people: [] }
        group.count += 1
        if (group.people.length < maximumNamed) group.people.push({ id, username, displayName })
        excluded.set(reason, group)
      }
    }
    return { included, excluded: [...excluded].map(([reason, group]) => ({ reason, ...group })) }
  }

  function included(selection: Selection, action: ManyAction, call: Call): readonly UserId[] {
    const people = sort(selection, action, call.actor as Actor).included
    if (people.length === 0) throw new DomainError('NOTHING_SELECTED')
    return people
  }

  /** A style that nobody's rules allow is refused here, once, and not a thousand times in the job. */
  function mustBePossible(people: readonly UserId[], { style, language }: Style): void {
    const tried = new Set<GroupId | null>()
    let refusal: DomainError | null = null
    for (const id of people) {
      const group = deps.values.decidingGroup(id)
      if (tried.has(group)) continue
      tried.add(group)
      try {
        deps.generate(mustUser(deps.users, id), style, language)
        return
      } catch (error) {
        if (!isDomainError(error, 'POLICY_IMPOSSIBLE')) throw error
        refusal ??= error
      }
    }
    if (refusal !== null) throw refusal
  }

  /** One person of a job. The checks run again in the transaction, because a job may be hours old. */
  async function prepareItem(userId: UserId, call: Call, options: Options | null): Promise<Commit | Skip> {
    const action = options === null ? 'requireChange' : 'reset'
    const skip = (now: Call) => exclusion(now.actor as Actor, deps.users.stored(userId), action)
    const unlessSkipped = (commit: (late: Call) => { secretId: string | null }): Commit => {
      return (late) => {
        const reason = skip(late)
        return reason === null ? commit(late) : { skip: reason }
      }
    }
    const user = deps.users.stored(userId)
    const reason = exclusion(call.actor as Actor, user, action)
    if (user === null || reason !== null) return { skip: reason ?? 'gone' }
    if (options === null) return unlessSkipped((late) => requireChange(mustUser(deps.users, userId), late))
    const password = deps.generate(user, options.style, options.language)
    const request = { user, password, kind: 'reset', mustChange: options.mustChange, isGenerated: true } as const
    const prepared = await deps.setPassword.prepare(request)
    return unlessSkipped((late) => ({
      secretId: deps.setPassword.commit(prepared, late, { detail: { job: options.job } }),
    }))
  }

  function requireChange(user: StoredUser, call: Call) {
    deps.target.requireChange(user.id)
    deps.audit.append({ action: 'Set force change user password.', target: { id: user.id, name: user.username } }, call)
    return { secretId: null }
  }

  deps.jobs.register('resetPasswords', (options, job) => {
    const parsed = { ...(JSON.parse(options) as Omit<Options, 'job'>), job }
    return { prepare: (id, call) => prepareItem(id, call, parsed) }
  })
  deps.jobs.register('requireChange', () => ({ prepare: (id, call) => prepareItem(id, call, null) }))

  return {
    resetPasswords: (selection: Selection, options: Style & { readonly mustChange: boolean }, call: Call) => {
      const people = included(selection, 'reset', call)
      mustBePossible(people, options)
      return { jobId: deps.jobs.create('resetPasswords', options, people, { ...call, actor: call.actor as Actor }) }
    },
    requireChange: (selection: Selection, call: Call) => {
      const people = included(selection, 'requireChange', call)
      return { jobId: deps.jobs.create('requireChange', {}, people, { ...call, actor: call.actor as Actor }) }
    },
    preview: (selection: Selection, action: ManyAction, call: Call): ManyPreview => {
      const { included, excluded } = sort(selection, action, call.actor as Actor)
      return { count: included.length, excluded }
    },
  }
}
