import { expect, it } from 'vitest'
import type { GroupId } from '../../../shared/ids.ts'
import { decidingRule, protectionBesideFactor, protectionUnder } from '../../../shared/rules/group-rules.ts'
import { defaultPolicies, type GroupRule, policies, presets, readStoredPolicies } from '../../../shared/rules/policy.ts'

const rule = (id: number, minimumLength: number): GroupRule => ({
  groupId: id as GroupId,
  name: `Group ${id}`,
  preset: 'own',
  rules: { ...presets.recommended, minimumLength },
  maximumSequence: 3,
  historyCount: 5,
  historyDays: 30,
  minimumAgeHours: 1,
  isStrict: true,
})
const rules = [rule(2, 20), rule(1, 10)]
const isIn =
  (...groups: readonly number[]) =>
  (id: GroupId) =>
    groups.includes(id)

it('the first group in the list decides, not the first that somebody was put into; who is in none has no rule', () => {
  expect(decidingRule(rules, isIn(1, 2))?.groupId).toBe(2)
  expect(decidingRule([...rules].reverse(), isIn(1, 2))?.groupId).toBe(1)
  expect(decidingRule(rules, isIn(1))?.groupId).toBe(1)
  expect(decidingRule(rules, isIn(7))).toBeNull()
  expect(decidingRule([], isIn(1))).toBeNull()
})

it("a group's rules replace everybody's but for banned words and the breach file", () => {
  const own = { ...defaultPolicies.protection, ownTerms: ['nordwind'], breachFile: '/pwned.txt' }
  const document = { ...defaultPolicies, protection: own }
  expect(protectionUnder(document, null)).toBe(own)
  const under = protectionUnder(document, rules[0] ?? null)
  expect(under).toMatchObject({ rules: { minimumLength: 20 }, maximumSequence: 3, historyCount: 5, isStrict: true })
  expect(under).toMatchObject({ breachFile: '/pwned.txt', isShippedListOn: true })
  expect(under.ownTerms).toBe(own.ownTerms)
  expect(under).not.toHaveProperty('groupId')
})

it('beside a second factor the preset Recommended asks for 8 characters, never for more than it does without, and own rules stay', () => {
  const { protection } = defaultPolicies
  const asked = (preset: 'recommended' | 'own', minimumLength: number) =>
    protectionBesideFactor({ ...protection, preset, rules: { ...protection.rules, minimumLength } }).rules.minimumLength
  expect(asked('recommended', 15)).toBe(8)
  expect(asked('recommended', 6)).toBe(6)
  expect(asked('own', 15)).toBe(15)
})

it('a document from before there were rules of groups has none, and no group comes twice or as the 21st', () => {
  const { groupRules: _, ...older } = defaultPolicies
  expect(readStoredPolicies(older)).toEqual(defaultPolicies)
  const isGood = (groupRules: readonly GroupRule[]) => policies.safeParse({ ...defaultPolicies, groupRules }).success
  const many = (count: number) => Array.from({ length: count }, (_, at) => rule(at + 1, 8))
  expect(isGood(many(20))).toBe(true)
  expect(isGood(many(21))).toBe(false)
  expect(isGood([rule(1, 8), rule(1, 9)])).toBe(false)
  expect(isGood([rule(1, 7)])).toBe(false)
})
