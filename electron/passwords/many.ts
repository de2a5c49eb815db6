import { setImmediate as nextTurn } from 'node:timers/promises'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { GroupId, Language, UserId } from '../../shared/ids.ts'
import { knownLanguage } from '../../shared/languages.ts'
import type { ExclusionReason, ManyPreview, PasswordStyle } from '../../shared/passwords.ts'
import type { LiveProtection } from '../../shared/rules/protection.ts'
import { rolesOf } from '../../shared/rules/role-bits.ts'
import { isApprover, isEverybody, type Standing } from '../../shared/rules/two-person.ts'
import { noFilter, type Selection } from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { CantRequire, Directories } from '../directory/directories.ts'
import type { Directory, Receipt } from '../directory/directory.ts'
import type { Events } from '../events/events.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Prepared, Work } from '../jobs/run-job.ts'
import type { Approval, Requests } from '../requests/requests.ts'
import type { Actor, Call, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { LiveRules } from './live-rules.ts'
import type { PasswordsStore } from './passwords-store.ts'
import { approvalDetail, standingDetail } from './second-admin.ts'
import type { SetPassword } from './set-password.ts'
import { exclusion, type ManyAction, mustUser } from './targets.ts'

export type ManyDeps = {
  readonly users: Users
  readonly jobs: Jobs
  readonly twoPerson: Pick<TwoPerson, 'standingOf'>
  readonly requests: Requests
  readonly audit: Audit
  readonly events: Events
  readonly directories: Directories
  readonly store: Pick<PasswordsStore, 'projectMustChange'>
  readonly values: Values
  readonly setPassword: SetPassword
  /** How many transactions there have been, so that it can be told whether anything has changed. */
  readonly transactions: () => number
  readonly now: () => number
  readonly generate: (user: StoredUser, style: PasswordStyle, language: Language) => Promise<string>
  readonly generateUnder: (under: LiveProtection, user: StoredUser, style: PasswordStyle, language: Language) => string
  readonly liveRules: LiveRules
}
type Style = { readonly style: PasswordStyle; readonly language: Language }
/** What a reset was started with, as its job keeps it. */
export type ResetOptions = Style & {
  readonly mustChange: boolean
  /** A second admin's approval, which holds only for the admin who asked, not for one who takes the job over. */
  readonly approval?: Approval
  /** A reset of one person, who is reset even if blocked; a reset of many leaves blocked people out. */
  readonly isOne?: true
}
type Options = ResetOptions & { readonly job: string }
type Included = {
  readonly ids: readonly UserId[]
  readonly hasApprover: boolean
  /** Whether one of them is an admin, of Keydesk or of the directory that the person lives in. */
  readonly hasAdmin: boolean
  /** How many of them have a password, which a reset takes away. */
  readonly withPassword: number
}
type Excluded = { count: number; people: { id: UserId; username: string; displayName: string }[] }

const nothingElse = () => {}
const skipGone = { skip: 'gone' } as const

/**
 * Turns every unexpected error of a directory into DIRECTORY_UNREACHABLE, because this call may be repeated: it does not matter whether the
 * question or its answer was lost.
 */
async function orUnreachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isDomainError(error) ? error : new DomainError('DIRECTORY_UNREACHABLE')
  }
}
/** True where a directory makes nobody, or not this person, change a password. */
const isCantRequire = (error: unknown): boolean =>
  isDomainError(error, 'DIRECTORY_REFUSED') &&
  (error.data.reason === 'noMustChange' || error.data.reason === 'neverExpires')

/** The result for one person of a job who is left out. */
const skipped = (skip: ExclusionReason): Prepared => ({
  commit: () => ({ skip }),
  isWritten: false,
  leave: nothingElse,
})

const nobodyCant: CantRequire = { noPolicy: new Set(), neverExpires: new Set() }
const everybody: Selection = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] }

/** How many of the people left out are named; all of them are counted. */
const maximumNamed = 100

/** Resets and required changes of many people: a job does each person by the operation for one, with its rules, and goes on after a kill. */
export function createMany(deps: ManyDeps) {
  function sort(selection: Selection, action: ManyAction, actor: Actor, cant: CantRequire = nobodyCant) {
    const isLeftOut = (id: UserId) => action === 'requireChange' && (cant.noPolicy.has(id) || cant.neverExpires.has(id))
    const ids: UserId[] = []
    let hasApprover = false
    let hasAdmin = false
    let withPassword = 0
    const excluded = new Map<ExclusionReason, Excluded>()
    for (const { id, isBlocked, isProtected, hasPassword, roleBits } of deps.users.factsOf(selection)) {
      const roles = rolesOf(roleBits)
      const whyNot = exclusion(actor, { id, isBlocked, hasPassword, roles }, action)
      const reason = whyNot ?? (isLeftOut(id) ? 'cantRequire' : null)
      if (reason === null) {
        ids.push(id)
        hasApprover ||= isApprover(roles)
        hasAdmin ||= isProtected || roles.length > 0
        if (hasPassword) withPassword += 1
      } else {
        const group = excluded.get(reason) ?? { count: 0, people: [] }
        group.count += 1
        if (group.people.length < maximumNamed) {
          group.people.push(named(id))
        }
        excluded.set(reason, group)
      }
    }
    return {
      ids,
      hasApprover,
      hasAdmin,
      withPassword,
      excluded: [...excluded].map(([reason, group]) => ({ reason, ...group })),
    }
  }

  function named(id: UserId) {
    const { username, displayName } = mustUser(deps.users, id)
    return { id, username, displayName }
  }

  function mustSort(selection: Selection, action: ManyAction, actor: Actor): Included {
    const included = sort(selection, action, actor)
    if (included.ids.length === 0) throw new DomainError('NOTHING_SELECTED')
    return included
  }

  /** Where the two-person rule stands for this reset: it applies to a reset of everybody, and to one of people who could approve. */
  function standingFor({ ids, hasApprover }: Included, actor: Actor): Standing {
    const standing = deps.twoPerson.standingOf(actor)
    if (standing === 'off') return standing
    const isSensitive = hasApprover || isEverybody(ids.length, deps.users.resolve(everybody), actor)
    return isSensitive ? standing : 'off'
  }

  async function reset(selection: Selection, options: ResetOptions, call: SignedInCall) {
    const seen = deps.transactions()
    const asked = mustSort(selection, 'reset', call.actor)
    await mustBePossible(asked.ids, options)
    // Others are answered between the choice of a hundred thousand people and its writing.
    await nextTurn()
    // Sorted again where something has changed, because a directory may have taken seconds to say its rules.
    const included = deps.transactions() === seen ? asked : mustSort(selection, 'reset', call.actor)
    const { ids } = included
    const standing = standingFor(included, call.actor)
    if (standing === 'waits') {
      return {
        outcome: 'waiting',
        request: deps.requests.ask({ kind: 'resetEverybody', ...options }, ids, call),
      } as const
    }
    const jobId = deps.jobs.create('resetPasswords', options, ids, call, standingDetail(standing))
    return { outcome: 'started', jobId } as const
  }

  /**
   * Whether this reset needs an approval that it does not have. Asked for each person, because the person may have become an approver, or
   * somebody may have taken the job over.
   */
  function lacksApproval(actor: Actor, user: StoredUser | null, { approval }: Options): boolean {
    if (user === null || !isApprover(user.roles)) return false
    // An approval stored before approvals had an end no longer holds.
    const holds = approval?.askedBy === actor.id && deps.now() < (approval.until ?? 0)
    if (holds) return false
    return deps.twoPerson.standingOf(actor) === 'waits'
  }

  function whyNot(actor: Actor, user: StoredUser | null, options: Options | null): ExclusionReason | null {
    if (options === null) return exclusion(actor, user, 'requireChange')
    const facts = user !== null && options.isOne ? { ...user, isBlocked: false } : user
    return exclusion(actor, facts, 'reset') ?? (lacksApproval(actor, user, options) ? 'secondAdmin' : null)
  }

  /**
   * Refuses a style that is impossible under the rules of every person, before the job and not for each person in it. Of a directory, the rules
   * count that most of its people have.
   */
  async function mustBePossible(people: readonly UserId[], { style, language }: Style): Promise<void> {
    const tried = new Map<Directory, Set<GroupId | null>>()
    let refusal: DomainError | null = null
    for (const id of people) {
      const { directory } = deps.directories.homeOf(id)
      const group = deps.values.decidingGroup(id)
      const groups = tried.get(directory) ?? new Set()
      if (groups.has(group)) continue
      tried.set(directory, groups.add(group))
      const rules = await deps.liveRules.soon(id, 'usual')
      // The job waits for the directory, which may have rules that the style keeps.
      if (rules.directory?.isAway === true) return
      const user = deps.users.stored(id)
      if (user === null) continue
      try {
        deps.generateUnder(rules, user, style, language)
        return
      } catch (error) {
        if (!isDomainError(error, 'POLICY_IMPOSSIBLE')) throw error
        refusal ??= error
      }
    }
    if (refusal !== null) throw refusal
  }

  /** Prepares the reset of one person of a job. The checks run again at the commit, because a job may be hours old. */
  async function prepareReset(
    userId: UserId,
    call: Call,
    options: Options,
    isPending: () => boolean,
  ): Promise<Prepared> {
    const user = deps.users.stored(userId)
    const whyNow = (now: Call) => whyNot(now.actor as Actor, deps.users.stored(userId), options)
    const reason = whyNot(call.actor as Actor, user, options)
    if (user === null || reason !== null) return skipped(reason ?? 'gone')
    let late: ExclusionReason | null = null
    const check = (now: Call) => {
      late = whyNow(now)
      return late === null && isPending()
    }
    const password = await deps.generate(user, options.style, options.language)
    const detail = { job: options.job, ...approvalDetail(options.approval) }
    const { mustChange } = options
    const request = { user, password, kind: 'reset', mustChange, isGenerated: true, detail, check } as const
    const prepared = await deps.setPassword.prepare(request, call, nothingElse)
    if (prepared === null) return skipped(late ?? 'gone')
    return {
      commit: (now) => deps.setPassword.commit(prepared, now, nothingElse) ?? { skip: late ?? 'gone' },
      isWritten: prepared.written !== null,
      leave: () => prepared.written?.leave(),
    }
  }

  /** Prepares the required change of one person. After a kill the directory may be asked twice, which has the same result. */
  async function prepareRequired(userId: UserId, call: Call): Promise<Prepared> {
    const whyNow = (now: Call) => whyNot(now.actor as Actor, deps.users.stored(userId), null)
    const reason = whyNow(call)
    if (reason !== null) return skipped(reason)
    const home = deps.directories.homeOf(userId)
    const { directory, key } = home
    const receipt = await orUnreachable(() => directory.requireChange(key)).catch((error) => {
      if (isCantRequire(error)) return null
      throw error
    })
    if (receipt === null) return skipped('cantRequire')
    const commit = (now: Call) => {
      const user = deps.users.stored(userId)
      if (user === null) return skipGone
      if (!deps.directories.livesAt(userId, home)) throw new DomainError('PERSON_MOVED')
      const late = whyNow(now)
      // What an external directory has done can't be undone, so that it is recorded even if the person or the admin has changed meanwhile.
      return late === null || receipt.write === null ? requireOne(user, receipt, now) : { skip: late }
    }
    return { commit, isWritten: receipt.write === null, leave: nothingElse }
  }

  function requireOne(user: StoredUser, receipt: Receipt, call: Call) {
    if (receipt.write === null) deps.store.projectMustChange(user.id, receipt.version)
    else receipt.write(true)
    deps.audit.append({ action: 'Set force change user password.', target: { id: user.id, name: user.username } }, call)
    deps.events.raise('changeRequired', { userId: user.id }, call)
    return { secretId: null }
  }

  deps.jobs.register('resetPasswords', (options, job) => {
    const stored = JSON.parse(options) as Omit<Options, 'job'>
    const parsed = { ...stored, language: knownLanguage(stored.language), job }
    return { prepare: (id, call, isPending) => prepareReset(id, call, parsed, isPending) }
  })
  deps.jobs.register(
    'requireChange',
    (): Work => ({
      prepare: (id, call) => prepareRequired(id, call),
    }),
  )

  return {
    reset,
    /** Refuses a selection in which nobody would have to change the password. */
    mustHaveSome: (selection: Selection, { actor }: SignedInCall) => mustSort(selection, 'requireChange', actor),
    requireChange: (selection: Selection, call: SignedInCall) => {
      const { ids } = mustSort(selection, 'requireChange', call.actor)
      return { jobId: deps.jobs.create('requireChange', {}, ids, call) }
    },
    preview: async (selection: Selection, action: ManyAction, call: SignedInCall): Promise<ManyPreview> => {
      const cant = await deps.directories.cantRequire()
      const { ids, withPassword, excluded } = sort(selection, action, call.actor, cant)
      const among = (people: ReadonlySet<UserId>) => (people.size === 0 ? 0 : ids.filter((id) => people.has(id)).length)
      const cantRequire = { noPolicy: among(cant.noPolicy), neverExpires: among(cant.neverExpires) }
      const people = ids.slice(0, maximumNamed).map(named)
      return { count: ids.length, withPassword, people, cantRequire, excluded }
    },
  }
}
