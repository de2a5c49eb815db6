import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  afterFailure,
  type LockoutState,
  maximumFailures,
  noFailures,
  secondsLocked,
  untilUnlocked,
} from '../../../shared/rules/lockout.ts'
import type { LockoutPolicy } from '../../../shared/rules/policy.ts'

type Step =
  | { readonly kind: 'wrong'; readonly word: string }
  | { readonly kind: 'right' }
  | { readonly kind: 'time'; readonly by: number }
/** The plain model: every counted failure with its instant, newest last. */
type Model = { counted: { readonly word: string; readonly at: number }[] }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wrong' as const), word: fc.constantFrom(...'abcdefghij') }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'right' as const }) },
  // Clocks are set back as well as forward.
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('time' as const), by: fc.integer({ min: -7200, max: 7200 }) }),
  },
)
const policies: fc.Arbitrary<LockoutPolicy> = fc.record({
  threshold: fc.integer({ min: 3, max: 12 }),
  seconds: fc.integer({ min: 5, max: 600 }),
  capSeconds: fc.integer({ min: 60, max: 7200 }),
})

/** When an account with these failures opens: the latest of what each failure from the threshold on asked for. */
function opensAt({ counted }: Model, { threshold, seconds, capSeconds }: LockoutPolicy): number {
  if (counted.length >= maximumFailures) return untilUnlocked
  const ends = counted.slice(threshold - 1).map(({ at }, extra) => {
    return at + Math.min(capSeconds, seconds * 2 ** extra) * 1000
  })
  return Math.max(0, ...ends)
}

it('agrees with a plain model for any tries, right and wrong, and for clocks set forward and back', () => {
  fc.assert(
    fc.property(policies, fc.array(step, { maxLength: 150 }), (policy, steps) => {
      let now = Date.UTC(2026, 9, 25, 0, 59)
      let state: LockoutState = noFailures
      const model: Model = { counted: [] }
      for (const one of steps) {
        if (one.kind === 'time') now += one.by * 1000
        if (one.kind === 'right' && secondsLocked(state, now) === 0) {
          state = noFailures
          model.counted = []
        }
        if (one.kind === 'wrong' && secondsLocked(state, now) === 0) {
          state = afterFailure(state, one.word, policy, now)
          const isKnown = model.counted.slice(-3).some(({ word }) => word === one.word)
          if (!isKnown) model.counted.push({ word: one.word, at: now })
        }
        expect(state.failures).toBe(model.counted.length)
        expect(secondsLocked(state, now)).toBe(Math.max(0, Math.ceil((opensAt(model, policy) - now) / 1000)))
      }
    }),
    { numRuns: 300 },
  )
})
