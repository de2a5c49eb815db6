import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundsFor, minimumSize, windowPlace } from '../../../electron/desktop/window-place.ts'

const primary = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: -200, width: 2560, height: 1400 }
const place = { x: 200, y: 100, width: 1300, height: 850, isMaximized: false }

test('the first start takes the usual size in the middle', () => {
  expect(boundsFor(null, [primary], primary)).toEqual({ width: 1280, height: 800 })
})

test('the usual size shrinks to a small display', () => {
  const small = { x: 0, y: 0, width: 1024, height: 700 }
  expect(boundsFor(null, [small], small)).toEqual({ width: 1024, height: 700 })
})

test('a place on a display that is still there is kept', () => {
  expect(boundsFor(place, [primary], primary)).toEqual({ x: 200, y: 100, width: 1300, height: 850 })
  const onSecond = { ...place, x: 2500, y: -100 }
  expect(boundsFor(onSecond, [primary, second], primary)).toEqual({ x: 2500, y: -100, width: 1300, height: 850 })
})

test('a place on a display that is gone keeps its size and goes to the middle', () => {
  expect(boundsFor({ ...place, x: 2500, y: -100 }, [primary], primary)).toEqual({ width: 1300, height: 850 })
})

test('a window that hangs over an edge is moved in', () => {
  expect(boundsFor({ ...place, x: 1500, y: 900 }, [primary], primary)).toEqual({
    x: 620,
    y: 190,
    width: 1300,
    height: 850,
  })
  expect(boundsFor({ ...place, x: -600, y: 0 }, [primary], primary)).toEqual({ x: 0, y: 0, width: 1300, height: 850 })
})

test('a window between two displays goes to the one that holds more of it', () => {
  const between = { ...place, x: 1800, y: 0 }
  expect(boundsFor(between, [primary, second], primary)).toMatchObject({ x: 1920, width: 1300 })
})

test('a title bar out of reach counts as gone', () => {
  expect(boundsFor({ ...place, y: -500 }, [primary], primary)).toEqual({ width: 1300, height: 850 })
  expect(boundsFor({ ...place, x: 1890 }, [primary], primary)).toEqual({ width: 1300, height: 850 })
})

test('a window larger than its display shrinks to it, and one too small grows', () => {
  expect(boundsFor({ ...place, x: 0, y: 0, width: 5000, height: 4000 }, [primary], primary)).toEqual(primary)
  expect(boundsFor({ ...place, width: 200, height: 150 }, [primary], primary)).toMatchObject(minimumSize)
})

test('whatever was remembered, the window is wholly on one display', () => {
  const rectangle = fc.record({
    x: fc.integer({ min: -6000, max: 6000 }),
    y: fc.integer({ min: -6000, max: 6000 }),
    width: fc.integer({ min: 1, max: 8000 }),
    height: fc.integer({ min: 1, max: 8000 }),
  })
  fc.assert(
    fc.property(rectangle, (remembered) => {
      const { x, y, width, height } = boundsFor({ ...remembered, isMaximized: false }, [primary, second], primary)
      const areas = x === undefined || y === undefined ? [{ ...primary, x: 0, y: 0 }] : [primary, second]
      const isInside = areas.some(
        (area) =>
          (x ?? 0) >= area.x &&
          (y ?? 0) >= area.y &&
          (x ?? 0) + width <= area.x + area.width &&
          (y ?? 0) + height <= area.y + area.height,
      )
      expect(isInside).toBe(true)
    }),
  )
})

test.each([{}, null, { ...place, x: 'left' }, { ...place, width: -5 }, { ...place, x: 1e9 }, { ...place, x: 0.5 }])(
  'a damaged memory is no place: %j',
  (remembered) => expect(windowPlace.safeParse(remembered).success).toBe(false),
)
