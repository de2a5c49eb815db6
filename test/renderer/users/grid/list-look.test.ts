import { describe, expect, it } from 'vitest'
import { readLook, rowHeightOf, usualLook } from '../../../../renderer/users/grid/list-look.ts'

describe('the look of the list', () => {
  it.each([null, '', 'null', '[]', '7', '{"density":"tiny","hasNameBelow":"yes","widths":3}'])(
    'is as usual for %j',
    (stored) => {
      expect(readLook(stored)).toEqual(usualLook)
    },
  )

  it('is read back as it was stored', () => {
    const look = { density: 'compact', hasNameBelow: true, widths: { username: 300 } } as const
    expect(readLook(JSON.stringify(look))).toEqual(look)
  })

  it('has room for a second line, and less height where it is compact', () => {
    const height = (density: 'comfortable' | 'compact', hasNameBelow: boolean) => rowHeightOf({ density, hasNameBelow })
    expect(height('compact', false)).toBeLessThan(height('comfortable', false))
    expect(height('comfortable', true)).toBeGreaterThan(height('comfortable', false))
    // Two lines of 20 and 16 pixels.
    expect(height('compact', true)).toBeGreaterThanOrEqual(36)
  })
})
