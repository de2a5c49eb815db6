import { expect, it } from 'vitest'
import { isEarlierVersion, isSameVersion } from '../../../../shared/rules/directory/password-version.ts'

it('two versions are of one password where only the right to read its hash has come or gone', () => {
  expect(isSameVersion('20261201120000Z', '20261201120000Z')).toBe(true)
  expect(isSameVersion('20261201120000Z', '20261201120000Z abc')).toBe(true)
  expect(isSameVersion('20261201120000.123456Z abc', '20261201120000.123456Z')).toBe(true)
  expect(isSameVersion('20261201120000Z abc', '20261201120000Z abd')).toBe(false)
  expect(isSameVersion('20261201120000Z', '20261201120001Z abc')).toBe(false)
  expect(isSameVersion(null, '20261201120000Z')).toBe(false)
  expect(isSameVersion(null, null)).toBe(true)
  expect(isSameVersion('abc', 'abc def')).toBe(false)
})

it('a version is an earlier one where writes are counted, and nowhere else', () => {
  expect(isEarlierVersion('4', '5')).toBe(true)
  expect(isEarlierVersion('9', '10')).toBe(true)
  expect(isEarlierVersion('5', '5')).toBe(false)
  expect(isEarlierVersion('6', '5')).toBe(false)
  expect(isEarlierVersion('20261201120000Z', '20261201120001Z')).toBe(false)
  expect(isEarlierVersion(null, '5')).toBe(false)
})
