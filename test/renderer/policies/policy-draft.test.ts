import { describe, expect, it } from 'vitest'
import {
  draftOf,
  isNumberGood,
  limitsOf,
  maximumTerms,
  policiesOf,
  readTerms,
  standardOf,
  withPreset,
  wrongPaths,
} from '../../../renderer/policies/policy-draft.ts'
import type { GroupId } from '../../../shared/ids.ts'
import { defaultPolicies, type Policies, presets } from '../../../shared/rules/policy.ts'
import { typeInto } from '../../support/policy-typing.ts'

const unusual: Policies = {
  expiration: { isOn: true, days: 180, remindDays: 7, startsAt: 1_800_000_123_456 },
  protection: {
    preset: 'own',
    rules: { minimumLength: 12, maximumLength: 128, minimumClasses: 2, maximumRepeats: 3, isNameRefused: false },
    maximumSequence: 4,
    historyCount: 5,
    historyDays: 365,
    minimumAgeHours: 24,
    isShippedListOn: false,
    isStrict: true,
    ownTerms: ['nordwind', 'havn 7'],
    breachFile: '/data/pwned.txt',
  },
  lockout: { threshold: 5, seconds: 30, capSeconds: 600 },
  temporary: { style: 'passphrase', hours: null, keep: 'once', isMustChangeFixed: true },
  signIn: {
    idleMinutes: 10,
    sessionHours: 8,
    clipboardSeconds: 20,
    isScreenProtected: false,
    deletedDays: 90,
    twoPerson: { isOn: true },
    secondFactor: { isOffered: false, requiredRoles: ['globalAdministrator', 'globalReader'] },
  },
  groupRules: [
    {
      groupId: 3 as GroupId,
      name: 'Sales',
      preset: 'recommended',
      rules: presets.recommended,
      maximumSequence: 0,
      historyCount: 1,
      historyDays: 0,
      minimumAgeHours: 0,
      isStrict: false,
    },
  ],
  selfService: { ...defaultPolicies.selfService, enabledFor: 'all', methods: ['email', 'sms'] },
}

describe('the draft of the policies', () => {
  it.each([
    ['a fresh installation', defaultPolicies],
    ['an office with its own', unusual],
  ])('says the same as the policies of %s', (_, policies) => {
    expect(policiesOf(draftOf(policies))).toEqual(policies)
  })

  it('has a field for every value of the document', () => {
    const placesOf = (value: unknown, path: string): readonly string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, part]) => placesOf(part, `${path}.${name}`))
        : [path]
    const places = placesOf(draftOf(unusual), '')
    expect(places.toSorted()).toEqual([...placesOf(unusual, ''), '.doesLapse'].toSorted())
  })

  it('begins with hours for whoever wants temporary passwords to lapse again', () => {
    const draft = draftOf(unusual)
    expect([draft.doesLapse, draft.temporary.hours]).toEqual([false, '72'])
    expect(policiesOf({ ...draft, doesLapse: true })?.temporary.hours).toBe(72)
    expect(wrongPaths(typeInto({ ...draft, doesLapse: true }, { 'temporary.hours': '' }))).toEqual(['temporary.hours'])
  })

  it('takes no date as one, and an empty path of a file as none', () => {
    const draft = typeInto(draftOf(unusual), { 'expiration.startsAt': '', 'protection.breachFile': ' ' })
    expect(policiesOf(draft)).toMatchObject({ expiration: { startsAt: null }, protection: { breachFile: null } })
  })

  it('takes its limits from the schema', () => {
    expect(limitsOf('expiration.days')).toEqual({ from: 14, to: 730 })
    expect(limitsOf('temporary.hours')).toEqual({ from: 1, to: 720 })
    expect(standardOf('lockout.threshold')).toBe(10)
  })

  it.each(['', 'x', '-1', '1.5', '13', '731', '1e2'])('can not be saved with %j days', (days) => {
    const draft = typeInto(draftOf(unusual), { 'expiration.days': days })
    expect(wrongPaths(draft)).toEqual(['expiration.days'])
    expect(policiesOf(draft)).toBeNull()
  })

  it('ignores what is wrong in a field that is not shown', () => {
    const draft = typeInto(draftOf(unusual), {
      'expiration.isOn': false,
      'expiration.days': '',
      'temporary.hours': '0',
    })
    expect(isNumberGood(draft, 'temporary.hours')).toBe(true)
    expect(policiesOf(draft)?.expiration).toMatchObject({ isOn: false, days: 90 })
  })

  it('follows a preset, and keeps its numbers for own rules', () => {
    const draft = draftOf(unusual)
    const recommended = { ...draft, protection: withPreset(draft.protection, 'recommended') }
    expect(policiesOf(recommended)?.protection).toMatchObject({ preset: 'recommended', rules: presets.recommended })
    const own = { ...recommended, protection: withPreset(recommended.protection, 'own') }
    expect(policiesOf(own)?.protection).toMatchObject({ preset: 'own', rules: presets.recommended })
  })
})

describe('the words of the organisation', () => {
  it('are one a line, each once, without what is around them', () => {
    expect(readTerms(' nordwind \r\n\r\nhavnegade\nnordwind\n')).toEqual({
      terms: ['nordwind', 'havnegade'],
      badLines: [],
    })
  })

  it('are named by their line when they are too short or too long', () => {
    expect(readTerms(`abc\n\nabcd\n${'x'.repeat(65)}`)).toEqual({ terms: ['abcd'], badLines: [1, 4] })
    expect(wrongPaths(typeInto(draftOf(unusual), { 'protection.ownTerms': 'abc' }))).toEqual(['protection.ownTerms'])
  })

  it('are no more than the service takes', () => {
    const many = Array.from({ length: maximumTerms + 1 }, (_, at) => `word${at}`).join('\n')
    expect(policiesOf(typeInto(draftOf(unusual), { 'protection.ownTerms': many }))).toBeNull()
  })
})
