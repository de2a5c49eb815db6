import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSame, rebase, rebaseSet } from '../../../shared/rules/rebase.ts'

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

describe('a set from which some was taken, and to which some was added, while others saved', () => {
  it('is what is stored now, with what was added here and without what was taken here', () => {
    expect(rebaseSet(['a', 'new'], ['a', 'gone'], ['gone', 'theirs'])).toEqual(['theirs', 'new'])
    expect(rebaseSet(['a'], ['a'], [])).toEqual([])
    expect(rebaseSet(['a', 'a', 'b'], [], ['b'])).toEqual(['b', 'a'])
  })

  it('has of each value what whoever changed it wanted', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 9 }))
    fc.assert(
      fc.property(some, some, some, (typed, before, after) => {
        const result = rebaseSet(typed, before, after)
        expect(new Set(result).size).toBe(result.length)
        for (let one = 0; one < 10; one += 1) {
          const isUntouched = typed.includes(one) === before.includes(one)
          expect(result.includes(one)).toBe((isUntouched ? after : typed).includes(one))
        }
        expect(rebaseSet(typed, typed, after)).toEqual(after)
        expect(rebaseSet(typed, before, before).toSorted()).toEqual(typed.toSorted())
      }),
    )
  })
})
