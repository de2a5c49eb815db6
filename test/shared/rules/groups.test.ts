import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GroupId, groupId } from '../../../shared/ids.ts'
import {
  closesCircle,
  closureOf,
  departmentKey,
  groupNameKey,
  rebaseDepartments,
} from '../../../shared/rules/groups.ts'

type Edges = readonly (readonly [GroupId, GroupId])[]
const id = fc.integer({ min: 1, max: 12 }).map((number) => groupId.parse(number))
const nextIn = (edges: Edges) => (from: GroupId) =>
  edges.filter(([parent]) => parent === from).map(([, child]) => child)

/** Whether a walk along the edges leads from one group to another, or is none at all: what the closure must agree with. */
function leads(edges: Edges, from: GroupId, to: GroupId, steps = 12): boolean {
  if (from === to) return true
  return steps > 0 && nextIn(edges)(from).some((child) => leads(edges, child, to, steps - 1))
}

describe('nested groups', () => {
  it('reach exactly what a walk through them reaches, circles or not', () => {
    const few = fc.uniqueArray(fc.tuple(id, id), { maxLength: 9, selector: String })
    fc.assert(
      fc.property(few, id, id, (edges, from, to) => {
        expect(closureOf([from], nextIn(edges)).has(to)).toBe(leads(edges, from, to))
      }),
    )
  })

  it('never hold themselves when every addition is checked, whatever is added in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 60 }), (wanted) => {
        const edges: (readonly [GroupId, GroupId])[] = []
        for (const [parent, child] of wanted) {
          if (!closesCircle(parent, child, nextIn(edges))) edges.push([parent, child])
        }
        for (const [parent, child] of edges) expect(closureOf([child], nextIn(edges)).has(parent)).toBe(false)
      }),
    )
  })

  it('refuse themselves', () => {
    const one = groupId.parse(1)
    expect(closesCircle(one, one, () => [])).toBe(true)
  })
})

describe('names', () => {
  it('of departments are compared without case, accents and the spaces around them', () => {
    expect(departmentKey(' Økonomi ')).toBe(departmentKey('økonomi'))
    expect(departmentKey('Försäljning')).toBe(departmentKey('FÖRSÄLJNING'))
    expect(departmentKey('Salg')).not.toBe(departmentKey('Salg 2'))
    expect(departmentKey('  ')).toBe('')
  })

  it('of groups are compared without case, in every alphabet', () => {
    expect(groupNameKey(' ÅRHUS')).toBe(groupNameKey('århus '))
    expect(groupNameKey('Arhus')).not.toBe(groupNameKey('Århus'))
  })
})

it('departments that two people change at once are merged as a set, whatever their spelling', () => {
  expect(rebaseDepartments(['Salg', 'Indkøb'], ['Salg', 'Lager'], ['SALG', 'lager', 'Butik'])).toEqual([
    'SALG',
    'Butik',
    'Indkøb',
  ])
  expect(rebaseDepartments(['SALG', 'lager'], ['Salg', 'Lager'], ['Salg'])).toEqual(['SALG'])
})
