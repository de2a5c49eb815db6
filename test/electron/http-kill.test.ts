// @module-tag long
import { expect, it } from 'vitest'
import { killOverHttp, summed } from '../long/http-kills.ts'

/** A short one of `npm run test:long`, which kills a thousand times. */
const kills = 4

it(`loses nothing in ${kills} kills of a desk that does every kind of work over HTTP`, async () => {
  const { acknowledged, lost, half } = summed([await killOverHttp(kills, 0)])
  expect({ lost, half }).toEqual({ lost: 0, half: 0 })
  expect(acknowledged).toBeGreaterThan(0)
})
