import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenCount } from '../../../../renderer/users/selection/selection.ts'
import { everyone } from '../../../../renderer/users/user-view.ts'
import { createScreen, ids, searching, withoutPassword } from '../grid/grid-screen.ts'

describe('after any sequence of steps', () => {
  const queries = [everyone, searching('bo'), searching('anna'), withoutPassword, searching('anna bo')] as const
  const step = fc.oneof(
    fc.record({ kind: fc.constant('toggle' as const), at: fc.nat(39) }),
    fc.record({ kind: fc.constant('look' as const), at: fc.nat(queries.length - 1) }),
    fc.record({ kind: fc.constantFrom('addAll' as const, 'removeAll' as const), at: fc.constant(0) }),
  )

  it('holds exactly the people that were ticked', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const screen = createScreen()
        const expected = new Set<number>()
        for (const { kind, at } of steps) {
          if (kind === 'look') screen.look(queries[at] ?? everyone)
          else if (kind === 'toggle') {
            const id = screen.rows()[at]?.id
            screen.toggle(at)
            if (id !== undefined && !expected.delete(id)) expected.add(id)
          } else {
            screen[kind]()
            for (const id of ids(screen.rows())) {
              if (kind === 'addAll') expected.add(id)
              else expected.delete(id)
            }
          }
          expect(screen.ids()).toEqual([...expected].sort((a, b) => a - b))
          expect(chosenCount(screen.state().people)).toBe(expected.size)
          expect(screen.ticks()).toEqual(screen.rows().map((row) => expected.has(row.id)))
        }
      }),
      { numRuns: 300 },
    )
  })
})
