import type { GroupId } from '../ids.ts'
import type { GroupRule, Policies, ProtectionPolicy } from './policy.ts'

/** The rules that decide for somebody: those of the first group in the list that they are in; null for everybody's. */
export function decidingRule(rules: readonly GroupRule[], isIn: (group: GroupId) => boolean): GroupRule | null {
  return rules.find(({ groupId }) => isIn(groupId)) ?? null
}

/** What a good password is under the rules of a group, or of everybody; banned words and the breach file are everybody's. */
export function protectionUnder({ protection }: Policies, rule: GroupRule | null): ProtectionPolicy {
  if (rule === null) return protection
  const { groupId: _id, name: _name, ...own } = rule
  return { ...protection, ...own }
}
