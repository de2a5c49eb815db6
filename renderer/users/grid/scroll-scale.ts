/**
 * Browsers limit elements to 17.9 million (Firefox) or 33.5 million (Chromium, WebKit) CSS pixels. Taller lists get a scroll range of this
 * height, and positions are scaled between it and the true height of the rows.
 */
export const maximumScrollHeight = 12_000_000

/** The tops of rows inside one block stay far below the browsers' limit, and rows keep their `top` while they scroll within it. */
const blockHeight = 4_000_000

export type ScrollScale = {
  /** Height of the scroll range in CSS pixels. */
  readonly height: number
  readonly isScaled: boolean
  /** The position of the window's top edge in the true height of the rows. */
  readonly toContent: (scrollTop: number) => number
  readonly toScroll: (contentTop: number) => number
}

/** Maps the scroll bar to rows of a fixed height; one to one until the rows are higher than `maximumScrollHeight`. */
export function scrollScale(contentHeight: number, viewportHeight: number): ScrollScale {
  const height = Math.min(contentHeight, maximumScrollHeight)
  const scrollRange = Math.max(0, height - viewportHeight)
  const contentRange = Math.max(0, contentHeight - viewportHeight)
  const isScaled = height < contentHeight && scrollRange > 0
  const factor = isScaled ? contentRange / scrollRange : 1
  return {
    height,
    isScaled,
    toContent: (scrollTop) => Math.min(Math.max(0, scrollTop * factor), contentRange),
    toScroll: (contentTop) => Math.min(Math.max(0, contentTop / factor), scrollRange),
  }
}

/** The positions of rows: `base` is subtracted from each row's top, `shift` moves all rows to where the scroll bar is. */
export function rowPlacement(scale: ScrollScale, scrollTop: number): { readonly base: number; readonly shift: number } {
  if (!scale.isScaled) return { base: 0, shift: 0 }
  const contentTop = scale.toContent(scrollTop)
  const base = Math.floor(contentTop / blockHeight) * blockHeight
  return { base, shift: base - contentTop + scrollTop }
}
