import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { startFile } from '../support/build-script.ts'
import { type BenchRow, benchRow, median, percentile, timed } from './bench-row.ts'
import type { PeopleOf } from './imported-people.ts'
import { timeList } from './list-mix.ts'
import { startDoor } from './running-door.ts'

const people = 100_000
/** In each order every fourth search. */
const step = 4

/** The list through HTTP, and the memory of the process that answers. */
export async function httpRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(people)
  const door = await startDoor(dataDir)
  try {
    await door.signIn()
    const atStart = door.memory()
    const list = await timeList((input) => door.client.users.list(input), people, step)
    const memory = door.memory()
    const bare = await timeEmptyAnswers()
    const note = `${list.calls} calls; slowest ${list.slowest}`
    const times = { value: list.p95, median: list.p50, max: list.max, bare: bare.p95, ratio: list.p95 / bare.p95 }
    const now = memory && `${memory.now.toFixed(0)} MB at the end, ${atStart?.now.toFixed(0)} after signing in`
    return [
      benchRow({ what: 'users.list, one page, p95', at: '100,000 users, HTTP', limit: 25, unit: 'ms', ...times, note }),
      benchRow({ what: 'bare: empty HTTP answer, p95', at: '-', unit: 'ms', value: bare.p95, median: bare.p50 }),
      benchRow({
        what: 'memory of the main process, highest',
        at: '100,000 users, all orders and searches',
        limit: 250,
        unit: 'MB',
        value: memory?.peak ?? null,
        note: now ?? 'this system does not tell',
      }),
    ]
  } finally {
    await door.stop()
  }
}

/** A round trip of the same size to a handler that does nothing. */
async function timeEmptyAnswers() {
  const child = startFile('test/bench/empty-door.ts', [])
  try {
    const port = await portOf(child)
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({
      json: { query: { search: 'anna' }, sort: { by: 'displayName' }, offset: 0, limit: 100 },
    })
    const ask = async () => (await fetch(`http://127.0.0.1:${port}/rpc`, { method: 'POST', headers, body })).json()
    for (let warm = 0; warm < 300; warm += 1) await ask()
    const times: number[] = []
    for (let at = 0; at < 1000; at += 1) times.push(await timed(ask))
    return { p50: median(times), p95: percentile(times, 0.95) }
  } finally {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  const [text] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer]
  return Number(text.toString())
}
