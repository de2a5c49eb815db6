import { describe, expect, it } from 'vitest'
import {
  type ChosenPeople,
  chosenCount,
  isChosen,
  isUndecidable,
  maximumIds,
  noSelection,
  reduceSelection,
  selectionOf,
} from '../../../../renderer/users/selection/selection.ts'
import { toggleRow } from '../../../../renderer/users/selection/selection-steps.ts'
import { everyone } from '../../../../renderer/users/user-view.ts'
import type { UserId } from '../../../../shared/ids.ts'
import { createScreen, found, ids, people, person, searching, sort, withoutPassword } from '../grid/grid-screen.ts'

describe('choosing people one by one', () => {
  it('toggles a row and counts it', () => {
    const screen = createScreen()
    screen.toggle(2)
    screen.toggle(5)
    screen.toggle(2)
    expect(screen.ids()).toEqual([6])
    expect(chosenCount(screen.state().people)).toBe(1)
  })

  it('keeps the people chosen when the search changes', () => {
    const screen = createScreen()
    screen.toggle(0)
    screen.look(searching('bo'))
    screen.toggle(0)
    expect(screen.ids()).toEqual([1, 2])
    screen.look(everyone)
    expect(screen.ticks().filter((tick) => tick === true)).toHaveLength(2)
  })

  it('extends a range, and shrinks it again', () => {
    const screen = createScreen()
    screen.toggle(9)
    screen.toggle(3)
    screen.extendTo(6)
    expect(screen.ids()).toEqual([4, 5, 6, 7, 10])
    screen.extendTo(4)
    expect(screen.ids()).toEqual([4, 5, 10])
    screen.extendTo(1)
    expect(screen.ids()).toEqual([2, 3, 4, 10])
  })

  it('takes no more ids than the contract allows', () => {
    const many = Array.from({ length: maximumIds }, (_, index) => (index + 1) as UserId)
    const full = reduceSelection(noSelection, { type: 'added', ids: many, view: everyone })
    expect(full.isOverLimit).toBe(false)
    const over = reduceSelection(full, { type: 'toggled', id: (maximumIds + 1) as UserId, index: 0, view: everyone })
    expect(over.isOverLimit).toBe(true)
    expect(chosenCount(over.people)).toBe(maximumIds)
  })
})

describe('select all', () => {
  it('chooses all that match without listing them', () => {
    const screen = createScreen()
    screen.addAll()
    expect(selectionOf(screen.state().people)).toEqual({ kind: 'matching', query: everyone, except: [] })
    expect(chosenCount(screen.state().people)).toBe(people.length)
    expect(screen.header()).toBe(true)
  })

  it('turns an unticked row into an exception and back', () => {
    const screen = createScreen()
    screen.addAll()
    screen.toggle(4)
    expect(screen.header()).toBe('mixed')
    expect(selectionOf(screen.state().people)).toMatchObject({ except: [5] })
    screen.toggle(4)
    expect(selectionOf(screen.state().people)).toMatchObject({ except: [] })
  })

  it('is empty when the last one is unticked', () => {
    const screen = createScreen()
    screen.look(searching('dora 4'))
    screen.addAll()
    for (let index = 0; index < screen.rows().length; index++) screen.toggle(index)
    expect(screen.state().people).toEqual({ kind: 'users', ids: new Set(), seenIn: null })
    expect(screen.header()).toBe(false)
  })

  it('needs no list when the people chosen so far were chosen under the same search', () => {
    const screen = createScreen()
    screen.look(searching('bo'))
    screen.toggle(1)
    screen.addAll()
    expect(selectionOf(screen.state().people)).toEqual({ kind: 'matching', query: searching('bo'), except: [] })
  })

  it('joins people chosen under another search', () => {
    const screen = createScreen()
    screen.look(searching('dora'))
    screen.toggle(0)
    screen.look(searching('carl'))
    screen.addAll()
    expect(screen.ids()).toEqual([...ids(found(searching('carl'))), 5].sort((a, b) => a - b))
    screen.removeAll()
    expect(screen.ids()).toEqual([5])
  })

  it('unticks only the people of a narrower search', () => {
    const screen = createScreen()
    screen.addAll()
    screen.look(searching('bo'))
    expect(screen.header()).toBe(true)
    screen.removeAll()
    expect(screen.ids()).toEqual(ids(people).filter((id) => !ids(found(searching('bo'))).includes(id as UserId)))
    expect(screen.header()).toBe(false)
    screen.addAll()
    expect(selectionOf(screen.state().people)).toEqual({ kind: 'matching', query: everyone, except: [] })
  })
})

describe('select all before the answer is there', () => {
  it('chooses whoever the search turns out to find', () => {
    const screen = createScreen()
    screen.ask(searching('bo'))
    screen.addAll()
    expect(chosenCount(screen.state().people)).toBe(0)
    screen.answer()
    screen.look(searching('bo'))
    expect(selectionOf(screen.state().people)).toEqual({ kind: 'matching', query: searching('bo'), except: [] })
    expect(chosenCount(screen.state().people)).toBe(found(searching('bo')).length)
    expect(screen.header()).toBe(true)
  })

  it('joins them to those chosen under the search before, even if that one is shown first', () => {
    const screen = createScreen()
    screen.look(searching('carl'))
    screen.addAll()
    screen.ask(searching('dora'))
    screen.addAll()
    screen.look(searching('dora'))
    screen.answer()
    const wanted = [...ids(found(searching('carl'))), ...ids(found(searching('dora')))]
    expect(screen.ids()).toEqual(wanted.sort((a, b) => a - b))
  })
})

describe('all that match, seen under another query', () => {
  it('stays a query while everybody is chosen', () => {
    const screen = createScreen()
    screen.addAll()
    screen.look(searching('anna'))
    expect(screen.ticks().every((tick) => tick === true)).toBe(true)
    screen.toggle(0)
    expect(selectionOf(screen.state().people)).toEqual({ kind: 'matching', query: everyone, except: [1] })
  })

  it('tells the members of a filter on their rows', () => {
    const screen = createScreen()
    screen.look(withoutPassword)
    screen.addAll()
    screen.look(searching('bo'))
    expect(screen.state().people.kind).toBe('matching')
    expect(screen.ticks()).toEqual(screen.rows().map((row) => row.passwordState === 'none'))
  })

  it('becomes a list when somebody outside of the filter is ticked', () => {
    const screen = createScreen()
    screen.look(withoutPassword)
    screen.addAll()
    screen.look(searching('bo'))
    const outsider = screen.rows().findIndex((row) => row.passwordState !== 'none')
    screen.toggle(outsider)
    const wanted = [...ids(found(withoutPassword)), screen.rows()[outsider]?.id ?? 0]
    expect(screen.ids()).toEqual(wanted.sort((a, b) => a - b))
  })

  it('becomes a list when the search changes, without its exceptions', () => {
    const screen = createScreen()
    screen.look(searching('bo'))
    screen.addAll()
    screen.toggle(0)
    screen.look(searching('anna'))
    expect(screen.ids()).toEqual(ids(found(searching('bo'))).slice(1))
    expect(screen.ticks()).not.toContain(null)
  })

  it('is unknown row by row while its list is missing, and then takes no toggles', () => {
    const huge: ChosenPeople = { kind: 'matching', query: searching('a'), total: 250_000, except: new Set() }
    expect(isUndecidable(huge, searching('bo'))).toBe(true)
    expect(isChosen(huge, person(1), searching('bo'))).toBeNull()
    let asked = 0
    const latest = { people: huge, view: { query: searching('bo'), sort }, total: 9 }
    const count = () => {
      asked += 1
    }
    toggleRow(latest, count, count, person(1), 0)
    expect(asked).toBe(0)
    expect(isChosen(huge, person(1), searching(' a '))).toBe(true)
  })

  it('counts again what the service counts again', () => {
    const all = reduceSelection(noSelection, { type: 'allChosen', view: everyone, total: 40 })
    const grown = reduceSelection(all, { type: 'counted', query: everyone, total: 41 })
    expect(chosenCount(grown.people)).toBe(41)
    expect(reduceSelection(all, { type: 'counted', query: searching('bo'), total: 3 })).toBe(all)
  })
})
