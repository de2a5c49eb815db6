import { describe, expect, it } from 'vitest'
import {
  allowedWidth,
  columnsThatFit,
  columnTemplate,
  narrowest,
  readWidths,
  type Widths,
  widest,
} from '../../../../renderer/users/grid/column-widths.ts'
import { defaultColumns } from '../../../../renderer/users/grid/columns.ts'

const usual = defaultColumns(false)
const content: Widths = {
  displayName: 180,
  username: 210,
  passwordState: 120,
  passwordChangedAt: 110,
  passwordExpiresAt: 104,
  signIn: 116,
  roles: 100,
  department: 90,
}
const widthsAt = (width: number, seen = content, chosen: Widths = {}) =>
  Object.fromEntries(columnsThatFit(usual, width, seen, chosen).map((column) => [column.id, column.width]))
const sum = (widths: Readonly<Record<string, number>>) => Object.values(widths).reduce((all, one) => all + one, 0)

describe('columns as wide as their content', () => {
  it('are that wide where there is room, and the last one takes the rest', () => {
    expect(widthsAt(1600)).toEqual({ select: 36, reset: 36, ...content })
    expect(columnTemplate(columnsThatFit(usual, 1600, content))).toMatch(/^36px 180px 36px .* minmax\(90px, 1fr\)$/)
  })

  it('give way at long texts only, and never to less than can be read', () => {
    const widths = widthsAt(985)
    expect(sum(widths)).toBeLessThanOrEqual(985)
    expect(sum(widths)).toBeGreaterThan(985 - usual.length - 3)
    for (const id of ['passwordState', 'passwordChangedAt', 'passwordExpiresAt', 'signIn'] as const)
      expect(widths[id]).toBe(content[id])
    expect(widths.displayName).toBeGreaterThanOrEqual(116)
    expect(widths.username).toBeGreaterThanOrEqual(146)
  })

  it('leave out the least important rather than cut a date', () => {
    const widths = widthsAt(700)
    expect(widths.department).toBeUndefined()
    expect(widths.passwordState).toBe(120)
    expect(sum(widths)).toBeLessThanOrEqual(700)
  })

  it('are not pushed out by one very long name', () => {
    expect(widthsAt(3000, { ...content, displayName: 2000 }).displayName).toBe(320)
  })
})

describe('chosen widths', () => {
  it('count more than the content', () => {
    expect(widthsAt(1600, content, { username: 400, passwordChangedAt: 60 })).toMatchObject({
      username: 400,
      passwordChangedAt: 60,
      displayName: 180,
    })
  })

  it('make the least important columns give way, but never take more than a third of a narrow list', () => {
    const widths = widthsAt(985, content, { passwordExpiresAt: 250 })
    expect(widths.passwordExpiresAt).toBe(250)
    expect(widths.department).toBeUndefined()
    expect(sum(widths)).toBeLessThanOrEqual(985)
    expect(sum(widthsAt(360, content, { displayName: 700 }))).toBeLessThanOrEqual(360)
  })

  it('stay within what can be used', () => {
    expect([allowedWidth(1), allowedWidth(100.4), allowedWidth(9999)]).toEqual([narrowest, 100, widest])
  })

  it.each([null, 7, 'wide', [], { gone: 100 }, { username: 'wide' }, { username: null }])(
    'are none for %j',
    (stored) => {
      expect(readWidths(stored)).toEqual({})
    },
  )

  it('are read back as they were stored', () => {
    expect(readWidths({ username: 200, roles: 5 })).toEqual({ username: 200, roles: narrowest })
  })
})
