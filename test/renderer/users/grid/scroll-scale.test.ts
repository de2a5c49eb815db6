import { describe, expect, it } from 'vitest'
import { maximumScrollHeight, rowPlacement, scrollScale } from '../../../../renderer/users/grid/scroll-scale.ts'

const rowHeight = 40
const viewport = 600
const million = scrollScale(1_000_000 * rowHeight, viewport)

describe('the scroll range', () => {
  it('is one to one for a list that a browser can lay out', () => {
    const scale = scrollScale(100_000 * rowHeight, viewport)
    expect(scale.height).toBe(4_000_000)
    expect(scale.toContent(123_456)).toBe(123_456)
    expect(rowPlacement(scale, 123_456)).toEqual({ base: 0, shift: 0 })
  })

  it('stays below every browser limit for a million rows and reaches both ends', () => {
    expect(million.height).toBe(maximumScrollHeight)
    expect(million.toContent(0)).toBe(0)
    expect(million.toContent(maximumScrollHeight - viewport)).toBe(1_000_000 * rowHeight - viewport)
    expect(million.toScroll(1_000_000 * rowHeight)).toBe(maximumScrollHeight - viewport)
  })

  it('places the rows of the window where the scroll bar is', () => {
    for (const scrollTop of [0, 1, 5_000, 3_999_999, maximumScrollHeight / 2, maximumScrollHeight - viewport]) {
      const { base, shift } = rowPlacement(million, scrollTop)
      const firstRow = Math.floor(million.toContent(scrollTop) / rowHeight)
      const top = firstRow * rowHeight - base
      expect(top).toBeLessThan(maximumScrollHeight)
      const onScreen = top + shift - scrollTop
      expect(onScreen).toBeGreaterThan(-rowHeight)
      expect(onScreen).toBeLessThanOrEqual(0.001)
    }
  })

  it('finds every row again that it scrolls to', () => {
    for (const row of [0, 1, 499_999, 999_980]) {
      const top = million.toContent(million.toScroll(row * rowHeight))
      expect(Math.round(top / rowHeight)).toBe(row)
    }
  })

  it('does not divide by nothing before the window has a size', () => {
    expect(scrollScale(0, 0).toContent(10)).toBe(0)
    expect(scrollScale(0, 0).toScroll(10)).toBe(0)
  })
})
