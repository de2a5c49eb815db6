import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { failingDisk } from '../long/failing-disk.ts'
import { ended, loadScript, startFile, testEnvironment } from '../support/build-script.ts'
import { type BenchRow, benchRow, median, timed } from './bench-row.ts'
import type { Crowd, Place } from './crowd-in-service.ts'
import { type OpenPage, openPages, trusted } from './open-pages.ts'

const office = 200
const rounds = 5
/** Lets what opening and closing connections costs be over before the next thing is timed. */
const pauseMs = 300
const refusals = 1000
/** Refused requests at once. */
const batch = 50

/** A whole office that signs in at the portal at once, and one address that has guessed too often and goes on asking. */
export async function crowdRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-bench-crowd-'))
  const [dataDir, own] = [join(folder, 'data'), join(folder, 'own')]
  for (const path of [dataDir, own]) mkdirSync(path, { mode: 0o700 })
  const { heapFlags } = await loadScript<{ heapFlags: readonly string[] }>('setup.mjs')
  const disk = failingDisk(dataDir, own)
  const counting = typeof disk === 'string' ? {} : disk.environment
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1', ...counting }
  const child = startFile('test/bench/crowd-in-service.ts', [dataDir, String(office)], env, heapFlags)
  const end = ended(child, null)
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const next = async <T>(): Promise<T> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`The portal ended: ${(await end).err}`)
    return JSON.parse(value) as T
  }
  const bare = (): Promise<number> => {
    child.stdin?.write('\n')
    return next()
  }
  try {
    const crowd = await next<Crowd>()
    return [...(await signInRows(crowd, bare)), await refusalRow(crowd, dataDir, disk)]
  } finally {
    child.stdin?.end()
    await end
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A network behind one address, whose browsers have the portal's page open. */
export function visitors(place: Place, localAddress: string) {
  const { port, hostName } = place
  const agent = new Agent({ keepAlive: true, maxSockets: office })
  const ca = trusted(place)
  const origin = `https://${hostName}:${port}`
  const tls = { host: '127.0.0.1', port, ca, servername: hostName, localAddress, agent, setHost: false }
  const headers = { host: `${hostName}:${port}`, origin, 'content-type': 'application/json', 'x-keydesk': 'portal' }
  const call = (path: string, input: unknown): Promise<{ readonly status: number; readonly text: string }> =>
    new Promise((resolve, reject) => {
      const sent = request({ ...tls, method: 'POST', path: `/rpc/${path}`, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      })
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The portal has closed the idle connection at this moment; a browser opens a new one and asks again.
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(call(path, input))
        else reject(error)
      })
      sent.end(JSON.stringify({ json: input }))
    })
  const ask = async (path: string, input: unknown): Promise<number> => (await call(path, input)).status
  return { ask, call, leave: () => agent.destroy() }
}

type Person = Crowd['people'][number]

/** Everybody's request at once from pages that were opened a moment ago, milliseconds, and how many were answered well. */
async function storm(
  place: Place,
  people: readonly Person[],
  ask: (page: OpenPage, person: Person) => Promise<number>,
) {
  const pages = await openPages(place, people.length)
  await wait(pauseMs)
  let served = 0
  const took = await timed(async () => {
    const answers = await Promise.all(pages.map((page, at) => ask(page, people[at] as Person)))
    served = answers.filter((status) => status === 200).length
  })
  for (const page of pages) page.leave()
  await wait(pauseMs)
  return { took, served }
}

async function signInRows(crowd: Crowd, bare: () => Promise<number>): Promise<readonly BenchRow[]> {
  const signIn = () => storm(crowd.portal, crowd.people, (page, person) => page.ask('myAccount/signIn', person))
  const check = async () => (await storm(crowd.bare, crowd.people, (page, person) => page.ask('check', person))).took
  // The code is compiled.
  await bare()
  await signIn()
  const bares = [await bare()]
  const plains = [await check()]
  const storms: { readonly took: number; readonly served: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    storms.push(await signIn())
    bares.push(await bare())
    plains.push(await check())
  }
  // Each round of the product is held against the bare ones right before and after it.
  const shareOf = (all: readonly number[]) =>
    storms.map(({ took }, at) => ((all[at] ?? 0) + (all[at + 1] ?? 0)) / 2 / took)
  const [ratios, plainRatios] = [shareOf(bares), shareOf(plains)]
  const rate = (all: readonly number[]) => ((office * 1000) / median(all)).toFixed(1)
  const said = (all: readonly number[]) => all.map((ratio) => ratio.toFixed(3)).join(', ')
  const at = `${office} at once, HTTPS`
  const note = `${rate(storms.map(({ took }) => took))} a second, browsers on the same cores, against`
  const served = storms.reduce((sum, one) => sum + one.served, 0)
  return [
    benchRow({
      what: 'right sign-ins at the portal, share of bare argon2',
      ...{ at, limit: 0.85, isAtLeast: true, unit: '', value: median(ratios), ratio: median(ratios) },
      note: `${note} ${rate(bares)}; rounds ${said(ratios)}`,
    }),
    benchRow({
      what: 'the same, share of bare argon2 behind the same HTTPS',
      ...{ at, unit: '', value: median(plainRatios), ratio: median(plainRatios) },
      note: `${note} ${rate(plains)}; rounds ${said(plainRatios)}`,
    }),
    benchRow({
      what: 'right sign-ins at the portal, served',
      ...{ at, limit: office * rounds, isAtLeast: true, unit: `of ${office * rounds}`, value: served },
    }),
  ]
}

/** Every row of every table, as text. */
function contents(dataDir: string): ReadonlyMap<string, string> {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  try {
    const tables = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
    return new Map(tables.map((name) => [name, JSON.stringify(sql.prepare(`SELECT * FROM "${name}"`).raw().all())]))
  } finally {
    sql.close()
  }
}

async function refusalRow(crowd: Crowd, dataDir: string, disk: ReturnType<typeof failingDisk>): Promise<BenchRow> {
  const { ask, leave } = visitors(crowd.portal, '127.0.0.9')
  const name = (at: number) => (at % 2 === 0 ? `person${at % office}@nordwind.test` : `nobody${at}@nordwind.test`)
  const guess = (at: number) => ask('myAccount/signIn', { username: name(at), password: 'Wrong-Guess-1' })
  const begin = (at: number) => ask('myRecovery/begin', { username: name(at), purpose: 'reset', language: 'en' })
  for (let at = 0; at < 40; at += 1) await Promise.all([guess(at), begin(at)])
  // By then, work that was deferred until after the answers is done.
  await wait(2000)
  const calls = () => (typeof disk === 'string' ? null : disk.calls())
  const before = { rows: contents(dataDir), calls: calls() }
  const answers: number[] = []
  const took = await timed(async () => {
    for (let at = 0; at < refusals; at += batch) {
      const asked = Array.from({ length: batch }, (_, more) => (more % 2 === 0 ? guess(at + more) : begin(at + more)))
      answers.push(...(await Promise.all(asked)))
    }
  })
  await wait(2000)
  const after = { rows: contents(dataDir), calls: calls() }
  leave()
  const served = answers.filter((status) => status < 400).length
  if (served > 0) throw new Error(`${served} requests were not refused.`)
  const changed = [...after.rows].filter(([table, rows]) => before.rows.get(table) !== rows).map(([table]) => table)
  const written = before.calls === null || after.calls === null ? null : after.calls - before.calls
  return benchRow({
    what: 'refused portal requests: writes and syncs of files, and changed tables',
    at: `${refusals} from one address, HTTPS`,
    limit: 0,
    unit: '',
    value: written === null ? null : written + changed.length,
    note: `${changed.length === 0 ? 'no table' : changed.join(', ')} of ${after.rows.size} changed; ${((refusals * 1000) / took).toFixed(0)} refusals a second${typeof disk === 'string' ? `; ${disk}` : `; ${before.calls} writes and syncs before`}`,
  })
}
