import { describe, expect, it } from 'vitest'
import {
  columnIds,
  columnsThatFit,
  defaultColumns,
  moveColumn,
  readColumns,
} from '../../../../renderer/users/grid/columns.ts'

const shownAt = (width: number) => columnsThatFit(defaultColumns, width).map((column) => column.id)

describe('columns', () => {
  it('all fit beside the navigation of a 1280 pixel window', () => {
    expect(shownAt(985)).toEqual(['select', 'displayName', 'reset', ...columnIds])
  })

  it('leave name, key icon and password state in the narrowest window', () => {
    expect(shownAt(360)).toEqual(['select', 'displayName', 'reset', 'passwordState'])
    expect(shownAt(200)).toEqual(['select', 'displayName', 'reset'])
  })

  it('stand in the chosen order, whatever gives way', () => {
    const moved = moveColumn(defaultColumns, 'passwordState', -1)
    expect(columnsThatFit(moved, 720).map((column) => column.id)).toEqual([
      'select',
      'displayName',
      'reset',
      'passwordState',
      'username',
      'passwordExpiresAt',
      'signIn',
    ])
  })

  it('do not move past the ends', () => {
    expect(moveColumn(defaultColumns, 'username', -1)).toBe(defaultColumns)
    expect(moveColumn(defaultColumns, 'department', 1)).toBe(defaultColumns)
  })

  it('are read back as they were stored', () => {
    const chosen = moveColumn(defaultColumns, 'roles', -1).map((column) => ({
      ...column,
      isShown: column.id !== 'signIn',
    }))
    expect(readColumns(JSON.stringify(chosen))).toEqual(chosen)
  })

  it.each([null, '', '{}', 'null', '[null]', '[{"id":"gone"}]', '[1,2]'])(
    'fall back to the standard for %j',
    (stored) => {
      expect(readColumns(stored)).toEqual(defaultColumns)
    },
  )

  it('add new ones at the end of an older choice', () => {
    const [first, second] = readColumns('[{"id":"department","isShown":true},{"id":"department","isShown":false}]')
    expect(first).toEqual({ id: 'department', isShown: true })
    expect(second).toEqual({ id: 'username', isShown: true })
  })
})
