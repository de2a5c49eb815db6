import { describe, expect, it } from 'vitest'
import { columnsThatFit } from '../../../../renderer/users/grid/column-widths.ts'
import {
  columnIds,
  defaultColumns,
  dropColumn,
  moveColumn,
  movePast,
  readColumns,
  rememberedColumns,
} from '../../../../renderer/users/grid/columns.ts'

const usual = defaultColumns(false)
const shownAt = (width: number) => columnsThatFit(usual, width).map((column) => column.id)

describe('columns', () => {
  it('all fit beside the navigation of a 1280 pixel window', () => {
    const own = columnIds.filter((id) => id !== 'directory')
    expect(shownAt(985)).toEqual(['select', 'displayName', 'reset', ...own])
  })

  it('leave name, key icon and password state in the narrowest window', () => {
    expect(shownAt(360)).toEqual(['select', 'displayName', 'reset', 'passwordState'])
    expect(shownAt(200)).toEqual(['select', 'displayName', 'reset'])
  })

  it('stand in the chosen order, whatever gives way', () => {
    const moved = moveColumn(usual, 'passwordState', -1)
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
    expect(moveColumn(usual, 'username', -1)).toBe(usual)
    expect(moveColumn(usual, 'directory', 1)).toBe(usual)
  })

  it('take the place of the one that they are dropped on, and move past those that are hidden', () => {
    const names = (columns: typeof usual) => columns.map(({ id }) => id)
    expect(names(dropColumn(usual, 'department', 'username')).slice(0, 2)).toEqual(['department', 'username'])
    expect(names(dropColumn(usual, 'username', 'passwordState')).slice(0, 2)).toEqual(['passwordState', 'username'])
    expect(names(movePast(usual, 'username', 1, ['username', 'signIn', 'roles'])).slice(0, 5)).toEqual([
      'passwordState',
      'passwordChangedAt',
      'passwordExpiresAt',
      'signIn',
      'username',
    ])
    expect(movePast(usual, 'username', -1, ['username', 'signIn'])).toBe(usual)
  })

  it('are read back as they were stored', () => {
    const chosen = moveColumn(usual, 'roles', -1).map((column) => ({
      ...column,
      isShown: column.id !== 'signIn',
    }))
    expect(readColumns(JSON.stringify(chosen), false)).toEqual(chosen)
  })

  it.each([null, '', '{}', 'null', '[null]', '[{"id":"gone"}]', '[1,2]'])(
    'fall back to the standard for %j',
    (stored) => {
      expect(readColumns(stored, false)).toEqual(usual)
    },
  )

  it('add new ones at the end of an older choice', () => {
    const [first, second] = readColumns(
      '[{"id":"department","isShown":true},{"id":"department","isShown":false}]',
      false,
    )
    expect(first).toEqual({ id: 'department', isShown: true })
    expect(second).toEqual({ id: 'username', isShown: true })
  })

  it('show the directories once one is connected, unless somebody has chosen otherwise', () => {
    const isShown = (stored: string | null, hasDirectories: boolean) =>
      readColumns(stored, hasDirectories).find(({ id }) => id === 'directory')?.isShown
    expect([isShown(null, false), isShown(null, true)]).toEqual([false, true])
    const moved = rememberedColumns(moveColumn(usual, 'roles', -1), false)
    expect([isShown(moved, false), isShown(moved, true)]).toEqual([false, true])
    const set = (hasDirectories: boolean, to: boolean) =>
      rememberedColumns(
        defaultColumns(hasDirectories).map((column) =>
          column.id === 'directory' ? { ...column, isShown: to } : column,
        ),
        hasDirectories,
      )
    expect([isShown(set(false, true), false), isShown(set(true, false), true)]).toEqual([true, false])
  })
})
