import { runFile, testEnvironment } from '../support/build-script.ts'
import { type BenchRow, benchRow } from './bench-row.ts'
import type { PeopleOf } from './imported-people.ts'
import type { ListTimes } from './list-mix.ts'

type InService = { readonly list: ListTimes; readonly bare: { readonly p50: number; readonly p95: number } }

/** The list and its bare reads in a process of their own. */
async function inService(peopleOf: PeopleOf, count: number, step: number): Promise<InService> {
  const { dataDir } = await peopleOf(count)
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const run = await runFile('test/bench/list-in-service.ts', [dataDir, String(count), String(step)], { env })
  if (run.status !== 0) throw new Error(run.err)
  return JSON.parse(run.out) as InService
}

const noteOf = ({ calls, slowest }: ListTimes) => `${calls} calls after one for each order; slowest ${slowest}`

function listRow({ list, bare }: InService, at: string, limit: number): BenchRow {
  const times = { value: list.p95, median: list.p50, max: list.max, bare: bare.p95, ratio: list.p95 / bare.p95 }
  return benchRow({ what: 'users.list, one page, p95', at, limit, unit: 'ms', ...times, note: noteOf(list) })
}

/** The list in the service with 100,000 people, in every order with every search. */
export async function listRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const times = await inService(peopleOf, 100_000, 1)
  const { p50, p95 } = times.bare
  return [
    listRow(times, '100,000 users, in the service', 10),
    benchRow({ what: 'bare: 100 rows by primary key, p95', at: '100,000 users', unit: 'ms', value: p95, median: p50 }),
  ]
}

/** The same with a million; every eighth search in each order, so that it ends. */
export async function millionRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const times = await inService(peopleOf, 1_000_000, 8)
  return [listRow(times, '1,000,000 users, in the service', 100)]
}
