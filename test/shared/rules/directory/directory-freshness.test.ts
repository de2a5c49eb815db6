import { expect, it } from 'vitest'
import { stalenessOf } from '../../../../shared/rules/directory/directory-freshness.ts'

const now = 1_800_000_000_000
const minute = 60_000

it.each([
  ['was read a moment ago', now - minute, null, null],
  ['is being read for the first time', null, null, null],
  ['was not read for some minutes', now - 16 * minute, null, 'old'],
  ['was read when a clock was ahead', now + 16 * minute, null, 'old'],
  ['could not be read', now - minute, 'timeout', 'failed'],
  ['could never be read', null, 'loginRefused', 'failed'],
] as const)('a directory that %s', (_, lookedAt, fault, staleness) => {
  expect(stalenessOf({ lookedAt, fault }, now)).toBe(staleness)
})
