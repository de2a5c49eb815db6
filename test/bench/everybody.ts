import { runFile, testEnvironment } from '../support/build-script.ts'
import { type BenchRow, benchRow, median } from './bench-row.ts'
import type { Rounds } from './everybody-in-service.ts'
import type { PeopleOf } from './imported-people.ts'

const people = 2000

/** A reset of everybody against bare hashing in the same process, one after the other. */
export async function everybodyRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(people)
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const run = await runFile('test/bench/everybody-in-service.ts', [dataDir], { env })
  if (run.status !== 0) throw new Error(run.err)
  const { bare, product } = JSON.parse(run.out) as Rounds
  // Each round of the product is held against the bare ones right before and after it.
  const ratios = product.map(({ rate }, at) => (2 * rate) / ((bare[at]?.rate ?? 0) + (bare[at + 1]?.rate ?? 0)))
  const [ratio, rate, bareRate] = [ratios, rates(product), rates(bare)].map(median) as [number, number, number]
  const work = [bare, product].map((rounds) => median(rounds.map((round) => round.work)).toFixed(2)) as [string, string]
  const said = ratios.map((one) => one.toFixed(3)).join(', ')
  const blocked = Math.max(...product.map((round) => round.longest))
  const bareBlocked = Math.max(...bare.map((round) => round.longest))
  const worked = Math.max(...product.map((round) => round.longestOwn))
  const at = '2,000 users'
  return [
    benchRow({
      what: 'reset everybody, share of bare argon2',
      at,
      limit: 0.9,
      isAtLeast: true,
      unit: '',
      value: ratio,
      note: `${rate.toFixed(1)} a second against ${bareRate.toFixed(1)}; rounds ${said}; core time each ${work[1]} ms against ${work[0]}`,
    }),
    benchRow({
      what: 'reset everybody, main thread blocked',
      at,
      limit: 50,
      unit: 'ms',
      value: blocked,
      bare: bareBlocked,
      note: `of which ${worked.toFixed(0)} ms of its own work at most; the rest is waiting for a core or the disk`,
    }),
  ]
}

const rates = (rounds: readonly { readonly rate: number }[]) => rounds.map(({ rate }) => rate)
