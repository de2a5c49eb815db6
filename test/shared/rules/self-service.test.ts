import { describe, expect, it } from 'vitest'
import { defaultPolicies, readStoredPolicies } from '../../../shared/rules/policy.ts'
import {
  allowedMethods,
  answerFaults,
  capabilityOf,
  defaultSelfService,
  foldAnswer,
  isWithinReach,
  type ProofMethod,
  type SelfServicePerson,
  selfServiceFaults,
} from '../../../shared/rules/self-service.ts'

const person: SelfServicePerson = {
  isAdmin: false,
  isBlocked: false,
  isProtected: false,
  hasPassword: true,
  isChosen: false,
  isExcepted: false,
  registered: ['email'],
}
const all = { ...defaultSelfService, enabledFor: 'all' } as const

describe('self-service', () => {
  it('is for nobody but admins until it is switched on, and never for the blocked', () => {
    expect(capabilityOf(defaultSelfService, person).isEnabled).toBe(false)
    expect(capabilityOf(defaultSelfService, { ...person, isAdmin: true })).toMatchObject({
      isEnabled: true,
      required: 2,
    })
    expect(capabilityOf(all, person)).toMatchObject({ isEnabled: true, isRegistered: true, isCapable: true })
    expect(capabilityOf(all, { ...person, isExcepted: true }).isEnabled).toBe(false)
    expect(capabilityOf(all, { ...person, isBlocked: true }).isEnabled).toBe(false)
    expect(capabilityOf(all, { ...person, isAdmin: true, isProtected: true }).isEnabled).toBe(false)
    expect(capabilityOf(all, { ...person, hasPassword: false }).isEnabled).toBe(false)
    const selected = { ...all, enabledFor: 'selected' } as const
    expect(capabilityOf(selected, person).isEnabled).toBe(false)
    expect(capabilityOf(selected, { ...person, isChosen: true }).isEnabled).toBe(true)
  })

  it('takes no questions from admins, and no code from the desk as a registration', () => {
    const policy = { ...all, methods: ['questions', 'email', 'deskCode'] } as const
    expect(allowedMethods(policy, true)).toEqual(['email', 'deskCode'])
    const admin = { ...person, isAdmin: true, registered: ['questions', 'email'] } as const
    expect(capabilityOf(policy, admin).isRegistered).toBe(false)
    expect(
      capabilityOf({ ...policy, required: 2 }, { ...person, registered: ['email', 'deskCode'] }).isRegistered,
    ).toBe(false)
  })

  it('finds what would let nobody in', () => {
    expect(selfServiceFaults(defaultSelfService)).toEqual([])
    expect(selfServiceFaults({ ...all, methods: [] })).toEqual(['tooFewMethods'])
    expect(selfServiceFaults({ ...all, methods: ['authenticator', 'email'], required: 2 })).toEqual(['onlyTheApp'])
    expect(selfServiceFaults({ ...all, questionsToRegister: 3, questionsToReset: 4 })).toEqual(['questionsToReset'])
    expect(selfServiceFaults({ ...all, passMinutes: 500 })).toEqual(['passMinutes'])
  })

  it('is off in documents of before there was self-service', () => {
    const { selfService: _, ...older } = defaultPolicies
    expect(readStoredPolicies(older)).toEqual(defaultPolicies)
  })

  it('has the colour blue, and is otherwise unchanged, in documents from before there was a colour', () => {
    const { colour: _, ...older } = { ...defaultSelfService, enabledFor: 'all', graceDays: 3 } as const
    expect(readStoredPolicies({ ...defaultPolicies, selfService: older })?.selfService).toEqual({
      ...older,
      colour: 'blue',
    })
  })

  it('compares answers as people remember them', () => {
    expect(foldAnswer('  Sankt  Hans ')).toBe(foldAnswer('sankt hans'))
    expect(foldAnswer('Århus')).not.toBe(foldAnswer('Aarhus'))
  })

  it.each([
    ["O'Brien", 'O’Brien'],
    ['Jean-Luc', 'Jean‑Luc'],
    ['2010-2014', '2010–2014'],
    ['"Rex"', '“Rex”'],
    ['Große Straße', 'GROSSE STRASSE'],
    ['Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ'],
    ['Karl\u00adskrona', 'Karlskrona\u200b'],
    ['ﬁnland', 'FINLAND'],
  ])('the answer %s is right when another keyboard writes %s', (registered, typed) => {
    expect(foldAnswer(typed)).toBe(foldAnswer(registered))
  })

  it('names the first fault of each answer, assuming that the answers before it are right', () => {
    const given = (...answers: string[]) => answers.map((answer, at) => ({ question: `${at}`, answer }))
    expect(answerFaults(given('Ribe', 'Skagen', 'x'.repeat(40)))).toEqual([])
    expect(answerFaults(given('Ribe', ' RIBE ', 'ab', 'x'.repeat(41)))).toEqual([
      { at: 1, field: 'answer', reason: 'twice' },
      { at: 2, field: 'answer', reason: 'length' },
      { at: 3, field: 'answer', reason: 'length' },
    ])
    const twice = [...given('Ribe'), { question: '0', answer: 'Skagen' }]
    expect(answerFaults(twice)).toEqual([{ at: 1, field: 'question', reason: 'twice' }])
  })

  it('is asked for only where people can do it by themselves', () => {
    const policy = { ...all, methods: ['authenticator', 'recoveryCode', 'email', 'sms', 'deskCode'] } as const
    const admin = capabilityOf(policy, { ...person, isAdmin: true, registered: [] })
    const reach = (canUseApp: boolean, isMailOn: boolean, registered: readonly ProofMethod[] = []) =>
      isWithinReach(admin, registered, { canUseApp, isMailOn })
    expect(reach(true, false)).toBe(true)
    expect(reach(false, true)).toBe(false)
    expect(reach(false, true, ['sms'])).toBe(true)
    expect(reach(false, false, ['sms'])).toBe(false)
  })
})
