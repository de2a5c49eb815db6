import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runFile, testEnvironment } from '../support/build-script.ts'
import type { Attacks } from './attacks-in-service.ts'
import { type BenchRow, benchRow, median } from './bench-row.ts'

/** The two-sided Kolmogorov–Smirnov bound at one in a thousand: sqrt(-ln(0.001 / 2) / 2) × sqrt((n + m) / (n × m)). */
const significant = (n: number, m: number) => Math.sqrt((-Math.log(0.0005) / 2) * ((n + m) / (n * m)))

/** The greatest distance between the two shares of all values below any value. */
function distance(one: readonly number[], other: readonly number[]): number {
  const share = (values: readonly number[], at: number) => values.filter((value) => value <= at).length / values.length
  return Math.max(...[...one, ...other].map((at) => Math.abs(share(one, at) - share(other, at))))
}

const shuffles = 999

/** The greatest difference of medians that names dealt out at random show in so many deals: exceeded by chance once in a thousand runs. */
function byChance(known: readonly number[], unknown: readonly number[]): number {
  const all = [...known, ...unknown]
  const differences = Array.from({ length: shuffles }, () => {
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = randomInt(at + 1)
      ;[all[at], all[other]] = [all[other] as number, all[at] as number]
    }
    return Math.abs(median(all.slice(0, known.length)) - median(all.slice(known.length)))
  })
  return Math.max(...differences)
}

function timingRows(what: string, { known, unknown }: Attacks['begin']): readonly BenchRow[] {
  const at = `${known.length} known, ${unknown.length} unknown names, 50 at once`
  const [one, other] = [median(known), median(unknown)]
  const seen = `medians ${one.toFixed(1)} ms and ${other.toFixed(1)} ms`
  return [
    benchRow({
      what: `${what}: difference of medians`,
      at,
      limit: byChance(known, unknown),
      unit: 'ms',
      value: Math.abs(one - other),
      note: `${seen}; the limit is what chance does once in a thousand`,
    }),
    benchRow({
      what: `${what}: Kolmogorov–Smirnov distance`,
      at,
      limit: significant(known.length, unknown.length),
      unit: '',
      value: distance(known, unknown),
      note: 'the limit is what equal distributions pass once in a thousand',
    }),
  ]
}

/** Measures whether a stranger on the network can tell by the time who exists, and whether slow connections keep others out. */
export async function attackRows(): Promise<readonly BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keydesk-attacks-'))
  const pages = fileURLToPath(new URL('../../dist/renderer', import.meta.url))
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const run = await runFile('test/bench/attacks-in-service.ts', [dataDir, pages], { env })
  rmSync(dataDir, { recursive: true, force: true })
  if (run.status !== 0) throw new Error(run.err)
  const { begin, prove, signIn, served } = JSON.parse(run.out) as Attacks
  return [
    ...timingRows('begin of the wizard', begin),
    ...timingRows('wrong proof in the wizard', prove),
    ...timingRows('wrong sign-in', signIn),
    ...served.map(({ step, alone, amid }) =>
      benchRow({
        what: `amid slow connections: ${step}`,
        at: '1,000 from 250 addresses',
        limit: 5_000,
        unit: 'ms',
        value: amid,
        bare: alone,
      }),
    ),
  ]
}
