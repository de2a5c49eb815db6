import type { Rectangle } from 'electron'
import { z } from 'zod'

/** Smaller than this the screens no longer fit, in device-independent pixels. */
export const minimumSize = { width: 720, height: 480 }
const usualSize = { width: 1280, height: 800 }
/** So much of the title bar must be in sight that it can be grabbed, in device-independent pixels. */
const grip = { width: 120, height: 32 }

const pixels = z.number().int().min(-100_000).max(100_000)

/** Where the window was when it was closed: its place when not maximized, in device-independent pixels. */
export const windowPlace = z.strictObject({
  x: pixels,
  y: pixels,
  width: pixels.positive(),
  height: pixels.positive(),
  isMaximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof windowPlace>

type Bounds = { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number }

/** The bounds to open with: as remembered, moved and shrunk into the display that holds most of it; centred if that display is gone. */
export function boundsFor(place: WindowPlace | null, workAreas: readonly Rectangle[], primary: Rectangle): Bounds {
  const area = place ? areaOf(place, workAreas) : null
  if (!place || !area) return sizeWithin(place ?? usualSize, primary)
  const { width, height } = sizeWithin(place, area)
  return {
    x: between(place.x, area.x, area.x + area.width - width),
    y: between(place.y, area.y, area.y + area.height - height),
    width,
    height,
  }
}

function areaOf(place: WindowPlace, workAreas: readonly Rectangle[]): Rectangle | null {
  const titleBar = { ...place, height: grip.height }
  const isReachable = workAreas.some((area) => {
    const seen = overlap(titleBar, area)
    return seen.width >= grip.width && seen.height > 0
  })
  if (!isReachable) return null
  return workAreas.reduce((best, area) => (sharedArea(place, area) > sharedArea(place, best) ? area : best))
}

function sizeWithin(size: { readonly width: number; readonly height: number }, area: Rectangle) {
  return {
    width: Math.min(Math.max(size.width, minimumSize.width), area.width),
    height: Math.min(Math.max(size.height, minimumSize.height), area.height),
  }
}

function sharedArea(one: Rectangle, other: Rectangle): number {
  const { width, height } = overlap(one, other)
  return width * height
}

function overlap(one: Rectangle, other: Rectangle): { readonly width: number; readonly height: number } {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return { width: Math.max(width, 0), height: Math.max(height, 0) }
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
