import { expect, it } from 'vitest'
import { signInOf } from '../../../shared/rules/sign-in-status.ts'

it.each([
  [{ isBlocked: false, lockedUntil: null }, 'allowed'],
  [{ isBlocked: false, lockedUntil: 1001 }, 'locked'],
  [{ isBlocked: false, lockedUntil: 1000 }, 'allowed'],
  [{ isBlocked: true, lockedUntil: 1001 }, 'blocked'],
] as const)('at the instant 1000, %j is %s', (user, status) => {
  expect(signInOf(user, 1000)).toBe(status)
})
