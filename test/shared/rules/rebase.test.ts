import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSame, rebase } from '../../../shared/rules/rebase.ts'

const before = { name: 'Nordwind', lock: { minutes: '5', roles: ['admin'] } }

describe('what was typed while somebody else saves', () => {
  it('stays, and everything else follows', () => {
    const typed = { ...before, lock: { minutes: '7', roles: ['admin'] } }
    const after = { name: 'Sydwind', lock: { minutes: '9', roles: ['admin', 'reader'] } }
    expect(rebase(typed, before, after)).toEqual({
      name: 'Sydwind',
      lock: { minutes: '7', roles: ['admin', 'reader'] },
    })
  })

  it('treats a list as one value, so that no two lists are mixed', () => {
    const typed = { ...before, lock: { ...before.lock, roles: ['reader'] } }
    const after = { ...before, lock: { ...before.lock, roles: ['admin', 'helpdesk'] } }
    expect(rebase(typed, before, after).lock.roles).toEqual(['reader'])
  })

  it('is what is stored where nothing was typed, and what was typed where nothing was saved', () => {
    const values = fc.record({ a: fc.string(), b: fc.record({ c: fc.boolean(), d: fc.array(fc.integer()) }) })
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(rebase(one, one, other)).toEqual(other)
        expect(rebase(other, one, one)).toEqual(other)
      }),
    )
  })

  it('is unchanged when its values are equal', () => {
    expect(isSame(before, structuredClone(before))).toBe(true)
    expect(isSame(before, { ...before, name: '' })).toBe(false)
  })
})
