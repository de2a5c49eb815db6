import { expect, it } from 'vitest'
import { moveRule, putRule, ruleDraft, ruleOf } from '../../../../renderer/policies/protection/group-rule-list.ts'
import type { GroupId } from '../../../../shared/ids.ts'
import { defaultPolicies, type GroupRule } from '../../../../shared/rules/policy.ts'
import { typeInto } from '../../../support/policy-typing.ts'

const group = (id: number) => ({ groupId: id as GroupId, name: `Group ${id}` })
const rule = (id: number) => ruleOf(ruleDraft(defaultPolicies, null), group(id)) as GroupRule
const ids = (rules: readonly GroupRule[]) => rules.map((one) => one.groupId)

it('a group begins with the rules of everybody, and its fields say the same as its rules', () => {
  const { rules, preset } = defaultPolicies.protection
  expect(rule(1)).toMatchObject({ groupId: 1, name: 'Group 1', preset, rules })
  const own = { ...rule(1), maximumSequence: 4, isStrict: true }
  expect(ruleOf(ruleDraft(defaultPolicies, own), own)).toEqual(own)
  expect(ruleOf(typeInto(ruleDraft(defaultPolicies, own), { 'protection.historyCount': '99' }), own)).toBeNull()
})

it('rules move a place at a time and stay at the ends; a new one comes last, a changed one keeps its place', () => {
  const rules = [rule(1), rule(2), rule(3)]
  expect(ids(moveRule(rules, 1, -1))).toEqual([2, 1, 3])
  expect(ids(moveRule(rules, 1, 1))).toEqual([1, 3, 2])
  expect(moveRule(rules, 0, -1)).toBe(rules)
  expect(moveRule(rules, 2, 1)).toBe(rules)
  expect(ids(putRule(rules, rule(4)))).toEqual([1, 2, 3, 4])
  const changed = { ...rule(2), isStrict: true }
  expect(putRule(rules, changed)[1]).toBe(changed)
})
