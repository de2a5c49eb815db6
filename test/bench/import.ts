import { type BenchRow, benchRow } from './bench-row.ts'
import type { PeopleOf } from './imported-people.ts'

const people = 100_000

/** How long a large import takes, what memory it needs, and how large the store is afterwards. */
export async function importRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { milliseconds, peakMemory, storeSize } = await peopleOf(people)
  const note = peakMemory === null ? '' : `memory of the process ${peakMemory.toFixed(0)} MB at its highest`
  const at = '100,000 users'
  return [
    benchRow({ what: 'import of 100,000 rows, HTTP', at: '-', limit: 30, unit: 's', value: milliseconds / 1000, note }),
    benchRow({ what: 'database', at, limit: 60, unit: 'MB', value: storeSize, note: 'closed, so checkpointed' }),
  ]
}
