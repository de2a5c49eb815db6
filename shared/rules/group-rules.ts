import type { GroupId } from '../ids.ts'
import { lengthBesideFactor } from './password-rules.ts'
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

/** The preset Recommended asks less of a password that is not the only proof (NIST SP 800-63B-4: 8 characters beside a second factor). */
export function protectionBesideFactor(protection: ProtectionPolicy): ProtectionPolicy {
  if (protection.preset !== 'recommended') return protection
  const minimumLength = Math.min(protection.rules.minimumLength, lengthBesideFactor)
  return { ...protection, rules: { ...protection.rules, minimumLength } }
}
