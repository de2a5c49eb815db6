import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attemptLife,
  attemptStep,
  clockSlack,
  codeLife,
  isCodeOver,
  isEnough,
  isSetBack,
  maximumCodeTries,
  openMethods,
  type ProofNeed,
  type ResetAttempt,
} from '../../../shared/rules/reset-attempt.ts'
import { type ProofMethod, proofMethods } from '../../../shared/rules/self-service.ts'

const start = Date.UTC(2026, 10, 20)
const open: ResetAttempt = { startedAt: start, seenAt: start, proved: [], state: 'open' }
const need: ProofNeed = { required: 1, methods: ['email', 'deskCode'], factors: [] }
const withFactor: ProofNeed = { ...need, factors: ['authenticator', 'recoveryCode'] }
const methods = fc.uniqueArray(fc.constantFrom(...proofMethods))
const needs: fc.Arbitrary<ProofNeed> = fc.record({
  required: fc.integer({ min: 1, max: 2 }),
  methods,
  factors: fc.constantFrom<readonly ProofMethod[]>([], ['authenticator', 'recoveryCode']),
})

describe('a run of the wizard', () => {
  it('ends with its time, with its state, and when the clock is set back', () => {
    expect(attemptStep(open, need, start + attemptLife - 1)).toBe('prove')
    expect(attemptStep(open, need, start + attemptLife)).toBe('gone')
    expect(attemptStep({ ...open, seenAt: start + attemptLife }, need, start)).toBe('gone')
    expect(attemptStep({ ...open, seenAt: start + 60_000 }, need, start)).toBe('gone')
    expect(attemptStep({ ...open, state: 'done' }, need, start)).toBe('gone')
    expect(attemptStep({ ...open, state: 'void' }, need, start)).toBe('gone')
    expect(attemptStep({ ...open, seenAt: start + 1000 }, need, start)).toBe('prove')
  })

  it('goes on to the password once enough is proved', () => {
    expect(attemptStep({ ...open, proved: ['email'] }, need, start)).toBe('choosePassword')
    expect(attemptStep({ ...open, proved: ['email'] }, { ...need, required: 2 }, start)).toBe('prove')
    expect(attemptStep({ ...open, proved: ['questions'] }, need, start)).toBe('prove')
  })

  it('still asks for the second factor of whoever has one', () => {
    expect(isEnough(['email'], withFactor)).toBe(false)
    expect(isEnough(['email', 'authenticator'], withFactor)).toBe(true)
    expect(isEnough(['authenticator'], withFactor)).toBe(false)
    expect(isEnough(['authenticator'], { ...withFactor, methods: ['authenticator', 'email'] })).toBe(true)
    expect(openMethods(['email'], withFactor)).toEqual(['authenticator', 'recoveryCode'])
  })

  it('after a link asks for the second factor and nothing else', () => {
    const granted = { required: 0, methods: [], factors: [] }
    expect(isEnough([], granted)).toBe(true)
    expect(isEnough([], { ...granted, factors: ['authenticator'] })).toBe(false)
    expect(openMethods([], { ...granted, factors: ['authenticator'] })).toEqual(['authenticator'])
    expect(isEnough(['authenticator'], { ...granted, factors: ['authenticator'] })).toBe(true)
  })

  it('offers the methods that need the fewest further steps', () => {
    const both: readonly ProofMethod[] = ['authenticator', 'recoveryCode']
    const wanted = (required: number, given: readonly ProofMethod[]): ProofNeed => ({
      required,
      methods: given,
      factors: both,
    })
    // Nothing is told of the factor before something is proved.
    expect(openMethods([], wanted(1, ['email', 'deskCode']))).toEqual(['email', 'deskCode'])
    // One method is missing, and the factor is none: either brings further.
    expect(openMethods(['email'], wanted(2, ['email', 'deskCode']))).toEqual([...both, 'deskCode'])
    // One is missing, and the factor counts as it: nothing else is asked for.
    expect(openMethods(['email'], wanted(2, ['email', 'authenticator', 'deskCode']))).toEqual(both)
    // Two are missing, so that the factor alone is not enough.
    expect(openMethods(['questions'], wanted(2, ['email', 'authenticator', 'deskCode']))).toEqual([
      ...both,
      'email',
      'deskCode',
    ])
    expect(openMethods(['email', 'authenticator'], wanted(2, ['email', 'authenticator', 'deskCode']))).toEqual([
      'deskCode',
    ])
  })

  it('tolerates a clock that is corrected by a second or two, and no more', () => {
    expect(isSetBack(start, start - clockSlack)).toBe(false)
    expect(isSetBack(start, start - clockSlack - 1)).toBe(true)
  })

  it('is never enough without the factor or with too few methods, and what it offers leads there', () => {
    fc.assert(
      fc.property(methods, needs, (proved, wanted) => {
        const counting = wanted.methods.filter((method) => proved.includes(method)).length
        const hasFactor = wanted.factors.length === 0 || wanted.factors.some((method) => proved.includes(method))
        expect(isEnough(proved, wanted)).toBe(hasFactor && counting >= wanted.required)
        const left = openMethods(proved, wanted)
        expect(left.filter((method) => proved.includes(method))).toEqual([])
        if (proved.length === 0 || isEnough(proved, wanted)) return
        const everything = [...proved, ...wanted.methods, ...wanted.factors]
        if (isEnough(everything, wanted)) expect(left.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a code', () => {
  it('is over after its time, its tries, and when the clock is set back', () => {
    const code = { sentAt: start, seenAt: start, tries: 0 }
    expect(isCodeOver(code, start + codeLife - 1)).toBe(false)
    expect(isCodeOver(code, start + codeLife)).toBe(true)
    expect(isCodeOver({ ...code, tries: maximumCodeTries }, start)).toBe(true)
    expect(isCodeOver({ ...code, seenAt: start + codeLife }, start)).toBe(true)
  })
})
