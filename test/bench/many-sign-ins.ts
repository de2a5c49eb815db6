import { availableParallelism } from 'node:os'
import { hashCost } from '../../electron/passwords/hash.ts'
import { runFile, testEnvironment } from '../support/build-script.ts'
import { type BenchRow, benchRow, median } from './bench-row.ts'
import type { PeopleOf } from './imported-people.ts'
import type { SignIns } from './sign-ins-in-service.ts'

/** What one hash needs while it runs, MB. */
const hashMemory = (hashCost.memoryCost * 1024) / 1e6
/** Beside the hashes: sessions, audit entries, and what waits to be collected, MB. */
const slack = 24

/** Ten people signing in at once against bare hashing, with the memory that it takes, and what one sign-in adds to its hash. */
export async function manySignInsRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(100_000)
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const run = await runFile('test/bench/sign-ins-in-service.ts', [dataDir], { env })
  if (run.status !== 0) throw new Error(run.err)
  const { bare, product, bareTimes, productTimes } = JSON.parse(run.out) as SignIns
  // Each round of the product is held against the bare ones right before and after it.
  const ratios = product.map(({ rate }, at) => (2 * rate) / ((bare[at]?.rate ?? 0) + (bare[at + 1]?.rate ?? 0)))
  const rate = (bursts: SignIns['bare']) => median(bursts.map((one) => one.rate)).toFixed(1)
  const [one, bareOne] = [median(productTimes), median(bareTimes)]
  const most = availableParallelism() + 2
  const at = '100,000 users'
  return [
    benchRow({
      what: '10 sign-ins at once, share of bare argon2',
      at,
      limit: 0.9,
      isAtLeast: true,
      unit: '',
      value: median(ratios),
      note: `${rate(product)} a second against ${rate(bare)}; rounds ${ratios.map((ratio) => ratio.toFixed(3)).join(', ')}`,
    }),
    benchRow({
      what: '10 sign-ins at once, memory added',
      at,
      limit: most * hashMemory + slack,
      unit: 'MB',
      value: Math.max(...product.map((burst) => burst.memory)),
      bare: Math.max(...bare.map((burst) => burst.memory)),
      note: `never more than ${most} hashes at once, of ${hashMemory.toFixed(1)} MB each`,
    }),
    benchRow({
      what: 'one sign-in, beyond its hash',
      at,
      limit: 5,
      unit: 'ms',
      value: one - bareOne,
      bare: bareOne,
      note: `median of ${productTimes.length}: ${one.toFixed(1)} ms against ${bareOne.toFixed(1)} ms`,
    }),
  ]
}
