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
