import { protectionUnder } from '../../../shared/rules/group-rules.ts'
import type { GroupRule, Policies } from '../../../shared/rules/policy.ts'
import { draftOf, type PolicyDraft, policiesOf } from '../policy-draft.ts'

/** Moves a rule one place up or down; the first can't move up, the last can't move down. */
export function moveRule(rules: readonly GroupRule[], at: number, by: -1 | 1): readonly GroupRule[] {
  const moved = rules[at]
  const to = at + by
  if (moved === undefined || to < 0 || to >= rules.length) return rules
  const rest = rules.filter((_, other) => other !== at)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

/** Replaces the group's earlier rule, or adds the rule at the end. */
export function putRule(rules: readonly GroupRule[], rule: GroupRule): readonly GroupRule[] {
  const isKnown = rules.some((other) => other.groupId === rule.groupId)
  return isKnown ? rules.map((other) => (other.groupId === rule.groupId ? rule : other)) : [...rules, rule]
}

/** A group's rules as a draft; a new group begins with everybody's. */
export function ruleDraft(policies: Policies, rule: GroupRule | null): PolicyDraft {
  return draftOf({ ...policies, protection: protectionUnder(policies, rule) })
}

/** The rule that a draft describes, null while a field is wrong. */
export function ruleOf(draft: PolicyDraft, group: Pick<GroupRule, 'groupId' | 'name'>): GroupRule | null {
  const protection = policiesOf(draft)?.protection
  if (protection === undefined) return null
  const { preset, rules, maximumSequence, historyCount, historyDays, minimumAgeHours, isStrict } = protection
  const { groupId, name } = group
  return { groupId, name, preset, rules, maximumSequence, historyCount, historyDays, minimumAgeHours, isStrict }
}
