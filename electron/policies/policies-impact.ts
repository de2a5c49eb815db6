import type { GroupId, UserId } from '../../shared/ids.ts'
import type { PolicyChange, PolicyImpact, PolicyReview } from '../../shared/policies.ts'
import { protectionUnder } from '../../shared/rules/group-rules.ts'
import { passwordStateOf } from '../../shared/rules/password-state.ts'
import type { GroupRule, Policies } from '../../shared/rules/policy.ts'
import { factorStateOf } from '../../shared/rules/second-factor.ts'
import { noFilter } from '../../shared/users.ts'
import type { Deleted } from '../deleted/deleted.ts'
import type { Groups } from '../groups/groups.ts'
import type { Methods } from '../methods/methods.ts'
import type { Users } from '../users/users.ts'

const maximumNamed = 100
const everyone = { search: '', filter: noFilter }
type Person = PolicyImpact['people'][number]

type GroupNames = Pick<Groups, 'namesOf'>

/** Self-service with the names of its groups, because ids mean nothing to a reader of the changes. */
function withNames({ selfService, ...rest }: Policies, { namesOf }: GroupNames) {
  const names = (ids: readonly GroupId[]) => namesOf(ids).map((group) => group.name)
  return {
    ...rest,
    selfService: { ...selfService, groups: names(selfService.groups), except: names(selfService.except) },
  }
}

/** Every value that differs, by its path in the document, written as in the audit log. */
export function changesBetween(before: Policies, after: Policies, groups: GroupNames): readonly PolicyChange[] {
  const { groupRules: oldRules, ...old } = withNames(before, groups)
  const { groupRules: newRules, ...next } = withNames(after, groups)
  const names = (rules: readonly GroupRule[]) => rules.map((rule) => rule.name).join(', ')
  const order = { path: 'groupRules', before: names(oldRules) || '–', after: names(newRules) || '–' }
  const ids = new Set([...oldRules, ...newRules].map((rule) => rule.groupId))
  const inGroups = [...ids].flatMap((id) => {
    const [was, is] = [oldRules, newRules].map((rules) => rules.find((rule) => rule.groupId === id) ?? null)
    // A group without rules of its own is compared as if it had everybody's.
    return valuesBetween(
      rulesUnder(before, was ?? null),
      rulesUnder(after, is ?? null),
      `groupRules[${(is ?? was)?.name}]`,
    )
  })
  return [...valuesBetween(old, next, ''), ...(order.before === order.after ? [] : [order]), ...inGroups]
}

function rulesUnder(policies: Policies, rule: GroupRule | null) {
  const { preset, rules, maximumSequence, historyCount, historyDays, minimumAgeHours, isStrict } = protectionUnder(
    policies,
    rule,
  )
  return { preset, rules, maximumSequence, historyCount, historyDays, minimumAgeHours, isStrict }
}

/** A long list is described by its length. */
function valuesBetween(before: unknown, after: unknown, path: string): readonly PolicyChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (isRecord(before) && isRecord(after)) {
    return Object.keys({ ...before, ...after }).flatMap((name) =>
      valuesBetween(before[name], after[name], path === '' ? name : `${path}.${name}`),
    )
  }
  return [{ path, before: valueInWords(before), after: valueInWords(after) }]
}

type ReviewDeps = {
  readonly users: Users
  readonly deleted: Pick<Deleted, 'between'>
  readonly groups: Pick<Groups, 'stillMembersOf' | 'namesOf'>
  readonly methods: Pick<Methods, 'owners'>
}

/** What a change of policies does, and which people it affects at once. */
export function reviewOf(
  { users, deleted, groups, methods }: ReviewDeps,
  before: Policies,
  after: Policies,
  now: number,
): PolicyReview {
  const isSame = JSON.stringify(before.groupRules) === JSON.stringify(after.groupRules)
  return {
    changes: changesBetween(before, after, groups),
    impacts: [
      ...impactsOf(users, deleted, before, after, now),
      ...factorImpacts(users, methods.owners(), before, after),
    ],
    groups: isSame ? [] : decidedBy(groups, after.groupRules),
  }
}

/** How many people each group's rules decide for; a person counts for the first group of the list that they are in. */
function decidedBy(groups: ReviewDeps['groups'], rules: readonly GroupRule[]): PolicyReview['groups'] {
  const decided = new Set<UserId>()
  return rules.map(({ groupId, name }) => {
    const before = decided.size
    for (const id of groups.stillMembersOf(groupId)) decided.add(id)
    return { name, count: decided.size - before }
  })
}

/** The people who would have to change their password or be reminded at once, and deleted people who could not be restored any more. */
function impactsOf(
  users: Users,
  deleted: ReviewDeps['deleted'],
  before: Policies,
  after: Policies,
  now: number,
): readonly PolicyImpact[] {
  const mustChange: Person[] = []
  const reminded: Person[] = []
  for (const user of users.everybody()) {
    const old = passwordStateOf(user, before.expiration, now)
    const next = passwordStateOf(user, after.expiration, now)
    if (old === next) continue
    const person = { id: user.id, username: user.username, displayName: user.displayName }
    if (next === 'expired') mustChange.push(person)
    if (next === 'expiresSoon') reminded.push(person)
  }
  const gone = goneForGood(deleted, before, after)
  return [impact('mustChangeNow', mustChange), impact('remindedNow', reminded), gone].filter((one) => one.count > 0)
}

/** Deleted people who could not be restored any more. Those past the old period are not counted, because they are erased anyway. */
function goneForGood(
  deleted: ReviewDeps['deleted'],
  { signIn: before }: Policies,
  { signIn: after }: Policies,
): PolicyImpact {
  const isShorter = after.deletedDays < before.deletedDays
  const people = isShorter ? deleted.between(before.deletedDays, after.deletedDays) : []
  return impact('goneForGood', people)
}

/** The people who would have to set up an authenticator app, and those who would not be asked for a code any more. */
function factorImpacts(
  users: Pick<Users, 'resolve'>,
  owners: ReadonlySet<number>,
  before: Policies,
  after: Policies,
): readonly PolicyImpact[] {
  const [old, next] = [before.signIn.secondFactor, after.signIn.secondFactor]
  if (JSON.stringify(old) === JSON.stringify(next)) return []
  const mustRegister: Person[] = []
  const stops: Person[] = []
  for (const { id, username, displayName, roles } of users.resolve({ kind: 'matching', query: everyone, except: [] })) {
    const isOwner = owners.has(id)
    const state = factorStateOf(next, roles, isOwner)
    if (state === factorStateOf(old, roles, isOwner)) continue
    if (state === 'mustRegister') mustRegister.push({ id, username, displayName })
    if (state === 'none' && isOwner) stops.push({ id, username, displayName })
  }
  return [impact('mustRegister', mustRegister), impact('factorStops', stops)].filter((one) => one.count > 0)
}

function impact(kind: PolicyImpact['kind'], people: readonly Person[]): PolicyImpact {
  return { kind, count: people.length, people: people.slice(0, maximumNamed) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.length > 20 ? `${value.length} entries` : value.join(', ')
  return value === null || value === undefined ? '–' : String(value)
}
