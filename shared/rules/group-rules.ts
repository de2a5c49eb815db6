import type { GroupId } from '../ids.ts'
import { lengthBesideFactor } from './password-rules.ts'
import type { GroupRule, Policies, ProtectionPolicy } from './policy.ts'

/** The rules that apply to somebody: those of the first group in the list that they are in; null where everybody's rules apply. */
export function decidingRule(rules: readonly GroupRule[], isIn: (group: GroupId) => boolean): GroupRule | null {
  return rules.find(({ groupId }) => isIn(groupId)) ?? null
}

/** The protection under the rules of a group, or of everybody; banned words and the breach file are the same for all. */
export function protectionUnder({ protection }: Policies, rule: GroupRule | null): ProtectionPolicy {
  if (rule === null) return protection
  const { groupId: _id, name: _name, ...own } = rule
  return { ...protection, ...own }
}

/** The protection for people with a second factor: the preset Recommended allows a shorter password then (NIST SP 800-63B-4: 8 characters). */
export function protectionBesideFactor(protection: ProtectionPolicy): ProtectionPolicy {
  if (protection.preset !== 'recommended') return protection
  const minimumLength = Math.min(protection.rules.minimumLength, lengthBesideFactor)
  return { ...protection, rules: { ...protection.rules, minimumLength } }
}
