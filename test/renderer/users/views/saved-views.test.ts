import { describe, expect, it } from 'vitest'
import type { FilterWords } from '../../../../renderer/users/filter-words.ts'
import { isChosen, isUndecidable } from '../../../../renderer/users/selection/selection.ts'
import { everyone, isFiltered, isMatchedBy, sameFilter, toggleFilter } from '../../../../renderer/users/user-view.ts'
import {
  missingText,
  sameConditions,
  standardConditions,
  standardOf,
} from '../../../../renderer/users/views/saved-views.ts'
import { groupId, type UserId } from '../../../../shared/ids.ts'
import { noFilter } from '../../../../shared/users.ts'
import { person } from '../grid/grid-screen.ts'

const blocked = standardConditions('blocked')

describe('standard views', () => {
  it('are recognised by whom they show, in whatever order', () => {
    expect(standardOf({ ...blocked, sort: { by: 'username', direction: 'descending' } })).toBe('blocked')
    expect(standardOf(standardConditions('all'))).toBe('all')
    expect(standardOf({ ...blocked, search: ' ' })).toBe('blocked')
    expect(standardOf({ ...blocked, search: 'bo' })).toBeNull()
    expect(standardOf({ ...blocked, filter: { ...noFilter, signIn: ['blocked', 'locked'] } })).toBeNull()
  })
})

describe('saved views', () => {
  it('count as changed when their conditions or order have changed', () => {
    expect(sameConditions(blocked, { ...blocked, search: ' ' })).toBe(true)
    expect(sameConditions(blocked, { ...blocked, search: 'x' })).toBe(false)
    expect(sameConditions(blocked, { ...blocked, sort: { by: 'roles', direction: 'ascending' } })).toBe(false)
  })

  it('name deleted groups and departments in the words of the filters, and unknown conditions as they are stored', () => {
    const words: FilterWords = { kind: (kind) => `<${kind}>`, value: (_, value) => `"${value}"` }
    const missing = [
      { kind: 'department', value: 'Salg' },
      { kind: 'planet', value: 'Mars' },
    ]
    expect(missingText({ missing }, words)).toBe('<department>: "Salg", planet: Mars')
  })
})

describe('the department as a condition', () => {
  const sales = { ...noFilter, department: ['Salg', ''] }

  it('keeps the people of every ticked department', () => {
    expect(isMatchedBy(sales, { ...person(1), department: 'Salg' })).toBe(true)
    expect(isMatchedBy(sales, { ...person(1), department: '' })).toBe(true)
    expect(isMatchedBy(sales, { ...person(1), department: 'salg' })).toBe(false)
  })

  it('is ticked and unticked like any other', () => {
    const ticked = toggleFilter(noFilter, 'department', 'Salg')
    expect(sameFilter(ticked, { ...noFilter, department: ['Salg'] })).toBe(true)
    expect(sameFilter(toggleFilter(ticked, 'department', 'Salg'), noFilter)).toBe(true)
  })
})

describe('the group as a condition', () => {
  const sales = groupId.parse(7)
  const inSales = { ...noFilter, group: [sales] }

  it('is ticked and unticked like any other, and makes another view', () => {
    const ticked = toggleFilter(noFilter, 'group', '7')
    expect(ticked).toEqual(inSales)
    expect(isFiltered(ticked)).toBe(true)
    expect(sameFilter(ticked, noFilter)).toBe(false)
    expect(sameFilter(toggleFilter(ticked, 'group', '7'), noFilter)).toBe(true)
  })

  it('is known of the rows of a list with the same groups only', () => {
    const chosen = {
      kind: 'matching',
      query: { search: '', filter: inSales },
      total: 3,
      except: new Set<UserId>(),
    } as const
    const blockedInSales = { search: '', filter: { ...inSales, signIn: ['blocked'] } } as const
    expect(isChosen(chosen, person(1), blockedInSales)).toBe(true)
    expect(isUndecidable(chosen, everyone)).toBe(true)
    expect(isChosen(chosen, person(1), everyone)).toBeNull()
  })
})
