import { describe, expect, it } from 'vitest'
import { movedCell } from '../../../../renderer/users/grid/grid-moves.ts'

const shape = { rows: 100, columns: 6, rowsPerPage: 12 }
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false })
const from = { row: 10, column: 2 }

describe('the keys of the grid', () => {
  it.each([
    ['ArrowUp', false, { row: 9, column: 2 }],
    ['ArrowDown', false, { row: 11, column: 2 }],
    ['ArrowLeft', false, { row: 10, column: 1 }],
    ['ArrowRight', false, { row: 10, column: 3 }],
    ['PageUp', false, { row: 0, column: 2 }],
    ['PageDown', false, { row: 22, column: 2 }],
    ['Home', false, { row: 10, column: 0 }],
    ['End', false, { row: 10, column: 5 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 99, column: 5 }],
  ])('%s (with Ctrl: %s) moves', (key, isCtrl, to) => {
    expect(movedCell(from, press(key, isCtrl), shape)).toEqual(to)
  })

  it('reach the headings and stop there', () => {
    expect(movedCell({ row: 0, column: 3 }, press('ArrowUp'), shape)).toEqual({ row: -1, column: 3 })
    expect(movedCell({ row: -1, column: 0 }, press('ArrowUp'), shape)).toEqual({ row: -1, column: 0 })
  })

  it('never leave the grid', () => {
    expect(movedCell({ row: 99, column: 5 }, press('PageDown'), shape)).toEqual({ row: 99, column: 5 })
    expect(movedCell({ row: 99, column: 5 }, press('ArrowRight'), shape)).toEqual({ row: 99, column: 5 })
    expect(movedCell({ row: -1, column: 1 }, press('ArrowDown'), { ...shape, rows: 0 })).toEqual({ row: -1, column: 1 })
  })

  it('leave other keys alone', () => {
    expect(movedCell(from, press('a'), shape)).toBeNull()
    expect(movedCell(from, press('Tab'), shape)).toBeNull()
  })
})
