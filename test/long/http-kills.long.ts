import { expect, it } from 'vitest'
import { killOverHttp, summed } from './http-kills.ts'
import { count } from './tally.ts'

/** Set KEYDESK_KILLS for fewer or more. */
const kills = Number(process.env.KEYDESK_KILLS ?? 1040)
const lanes = 2

it(`loses nothing in ${kills} kills of a desk that does every kind of work over HTTP`, async () => {
  const started = Date.now()
  const counts = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => killOverHttp(Math.ceil(kills / lanes), lane)),
  )
  const { acknowledged, lost, half } = summed(counts)
  const minutes = ((Date.now() - started) / 60_000).toFixed(1)
  count({ work: 'HTTP: all', note: `${kills} kills and ${acknowledged} acknowledged operations in ${minutes} minutes` })
  expect({ lost, half }).toEqual({ lost: 0, half: 0 })
})
