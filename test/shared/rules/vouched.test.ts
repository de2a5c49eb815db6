import { expect, it } from 'vitest'
import { provedByPerson, writerUnknown } from '../../../shared/rules/vouched.ts'

it('what stands in place of an author’s id is nobody’s id, because ids begin at 1', () => {
  expect(provedByPerson).toBeLessThan(1)
  expect(writerUnknown).toBeLessThan(1)
  expect(provedByPerson).not.toBe(writerUnknown)
})
