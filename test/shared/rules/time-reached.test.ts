import { expect, it } from 'vitest'
import { believedAhead, believedBehind, clockState } from '../../../shared/rules/time-reached.ts'

it('a clock is accepted up to the exact limit, ahead and behind', () => {
  const reached = Date.UTC(2026, 10, 20)
  expect(clockState(reached, reached + believedAhead)).toBe('right')
  expect(clockState(reached, reached + believedAhead + 1)).toBe('ahead')
  expect(clockState(reached, reached - believedBehind)).toBe('right')
  expect(clockState(reached, reached - believedBehind - 1)).toBe('behind')
})
