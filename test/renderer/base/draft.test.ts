import { expect, it } from 'vitest'
import { isSameTyped, toSections } from '../../../renderer/base/draft.ts'

it('values by their places stand in the sections of the document', () => {
  expect(
    toSections([
      ['name', 'Nordwind'],
      ['lock.minutes', '5'],
      ['lock.roles', ['admin']],
    ]),
  ).toEqual({ name: 'Nordwind', lock: { minutes: '5', roles: ['admin'] } })
})

it('spaces around a text are no change, and anything else is one', () => {
  const stored = { name: 'Nordwind', lock: { minutes: '5', roles: ['admin', 'reader'] }, startsAt: null }
  expect(
    isSameTyped({ ...stored, name: ' Nordwind\n', lock: { roles: ['admin ', 'reader'], minutes: '5' } }, stored),
  ).toBe(true)
  const changed = [
    { ...stored, name: 'Nord wind' },
    { ...stored, startsAt: 0 },
    { ...stored, lock: { ...stored.lock, roles: ['admin'] } },
    { ...stored, lock: { ...stored.lock, roles: ['reader', 'admin'] } },
    { ...stored, lock: null },
    { ...stored, more: 1 },
  ]
  expect(changed.map((typed) => isSameTyped(typed, stored))).toEqual(changed.map(() => false))
  expect(isSameTyped(stored, { ...stored, more: 1 })).toBe(false)
})
