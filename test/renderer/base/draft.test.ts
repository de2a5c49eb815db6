import { expect, it } from 'vitest'
import { toSections } from '../../../renderer/base/draft.ts'

it('values by their places stand in the sections of the document', () => {
  expect(
    toSections([
      ['name', 'Nordwind'],
      ['lock.minutes', '5'],
      ['lock.roles', ['admin']],
    ]),
  ).toEqual({ name: 'Nordwind', lock: { minutes: '5', roles: ['admin'] } })
})
