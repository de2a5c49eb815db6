import { expect, it } from 'vitest'
import {
  afterReading,
  believedAhead,
  believedBehind,
  clockState,
  firstReading,
  steadyFor,
} from '../../../shared/rules/time-reached.ts'

it('a clock is accepted up to the exact limit, ahead and behind', () => {
  const reached = Date.UTC(2026, 10, 20)
  expect(clockState(reached, reached + believedAhead)).toBe('right')
  expect(clockState(reached, reached + believedAhead + 1)).toBe('ahead')
  expect(clockState(reached, reached - believedBehind)).toBe('right')
  expect(clockState(reached, reached - believedBehind - 1)).toBe('behind')
})

it('a clock counts as steady from its first reading on, wherever the ticks begin', () => {
  const first = { wall: Date.UTC(2026, 10, 20), ticks: 5 * steadyFor }
  const stored = first.wall - believedBehind
  const after = (ms: number) =>
    afterReading(firstReading(first, stored), { wall: first.wall + ms, ticks: first.ticks + ms })
  expect(after(steadyFor - 1)).toMatchObject({ reached: stored + steadyFor - 1, steadySince: first.ticks })
  expect(after(steadyFor)).toMatchObject({ reached: first.wall + steadyFor, monotonic: first.wall + steadyFor })
})

it('monotonic time goes on with the ticks and with a jump ahead, and is never set back', () => {
  const first = firstReading({ wall: Date.UTC(2026, 10, 20), ticks: 0 }, null)
  const monotonicAt = (jump: number) =>
    afterReading(first, { wall: first.wall + 1000 + jump, ticks: 1000 }).monotonic - first.monotonic
  expect(monotonicAt(0)).toBe(1000)
  // A small correction is no jump.
  expect(monotonicAt(5000)).toBe(1000)
  expect(monotonicAt(steadyFor)).toBe(1000 + steadyFor)
  expect(monotonicAt(-steadyFor)).toBe(1000)
})
