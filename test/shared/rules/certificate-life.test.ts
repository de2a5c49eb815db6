import { expect, it } from 'vitest'
import { daysLeft, isRenewalDue } from '../../../shared/rules/certificate-life.ts'

it('renews at two thirds of a life, and also a certificate that is not valid yet', () => {
  const life = { from: 0, until: 300 }
  expect([-1, 0, 199, 200, 500].map((now) => isRenewalDue(life, now))).toEqual([true, false, false, true, true])
})

it('counts whole days, below zero once it is over', () => {
  const day = 86_400_000
  expect([0, 1, day, day + 1].map((now) => daysLeft({ until: day }, now))).toEqual([1, 0, 0, -1])
})
