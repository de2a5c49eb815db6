import { codeIn } from '../support/open-mail-server.ts'
import { codeAt } from '../support/second-factor.ts'
import { type BenchRow, benchRow, median, percentile, spread, timed } from './bench-row.ts'
import type { PeopleOf } from './imported-people.ts'
import { type BareTimes, type Person, type RunningPortal, startPortal, type Visitor } from './running-portal.ts'

const people = 50
/** The first round warms up and is not counted. */
const rounds = 4
const minute = 60_000
const steps = ['begin', 'ask', 'prove by mail', 'prove by app', 'rules', 'finish'] as const
type Step = (typeof steps)[number]
type Times = Readonly<Record<Step, number[]>>
type Run = { readonly times: Times; readonly work: Times; readonly mails: readonly number[]; readonly bare: BareTimes }

/** What each step is held against: the wait that hides who exists, nothing, or the hashes of a new password. */
const bareOf: Readonly<Record<Step, keyof BareTimes | null>> = {
  begin: 'floor',
  ask: 'floor',
  'prove by mail': 'floor',
  'prove by app': 'floor',
  rules: 'floor',
  finish: 'newPassword',
}

/** Fifty people at once who forgot their password, each step begun by all of them together, through the portal. */
export async function wizardRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(10_000)
  const { times, work, mails, bare } = await measure(dataDir, true)
  const p95 = (values: readonly number[]) => percentile(values, 0.95)
  const at = '10,000 users, 50 at once, HTTPS'
  const rows = steps.map((step) => {
    const kind = bareOf[step]
    const without = kind === null ? 0 : p95(bare[kind])
    const value = p95(times[step]) - without
    const own = (median(work[step]) / people).toFixed(1)
    const all = `all of it ${p95(times[step]).toFixed(0)} ms, of which ${own} ms of the main thread for each of them`
    const note =
      step === 'finish' ? `${all}; bare is three hashes each, one each takes ${p95(bare.hash).toFixed(0)} ms` : all
    const facts = { limit: 300, unit: 'ms', value, ...spread(times[step]), bare: without, note }
    return benchRow({
      what: `wizard: ${step}, p95 beyond ${kind === null ? 'nothing' : bareNames[kind]}`,
      at,
      ...facts,
    })
  })
  const arrival = { unit: 'ms', value: p95(mails), ...spread(mails) }
  const mailed = benchRow({ what: 'wizard: code at the mail server after it was asked for, p95', at, ...arrival })
  // Work that takes longer than the fixed time can be measured.
  const open = (await measure(dataDir, false)).times
  const hidden = steps.filter((step) => bareOf[step] === 'floor')
  const slowest = Math.max(...hidden.map((step) => percentile(open[step], 1)))
  const note = hidden.map((step) => `${step} ${percentile(open[step], 1).toFixed(0)} ms`).join(', ')
  const facts = { limit: 400, unit: 'ms', value: slowest, note }
  return [...rows, mailed, benchRow({ what: 'wizard: slowest work that the floor hides', at, ...facts })]
}

const bareNames: Readonly<Record<keyof BareTimes, string>> = {
  floor: 'the answer floor',
  hash: 'the hash',
  newPassword: 'the hashes',
}

const empty = () => Object.fromEntries(steps.map((step) => [step, []])) as unknown as Times

async function measure(dataDir: string, hasFloor: boolean): Promise<Run> {
  const portal = await startPortal(dataDir, hasFloor)
  try {
    const crowd = await portal.tell('people', { from: hasFloor ? 1 : 1 + people, count: people })
    const codes = await codesFor(portal, crowd, 0)
    await portal.tell('confirm', {
      codes: Object.fromEntries(crowd.map(({ username }, at) => [username, codes[at] ?? ''])),
    })
    const [times, work] = [empty(), empty()]
    const mails: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const measured = await wizard(portal, crowd, `Round-${round}-${hasFloor}`)
      if (round === 0) continue
      for (const step of steps) {
        times[step].push(...measured[step].times)
        work[step].push(measured[step].work)
      }
      mails.push(...measured.mails)
    }
    return { times, work, mails, bare: await portal.tell('bare', { count: people }) }
  } finally {
    await portal.stop()
  }
}

/** One round: a step begins when everybody has done the one before. */
async function wizard(portal: RunningPortal, crowd: readonly Person[], word: string) {
  // Limits of the last round are over, and apps show a new code.
  const ahead = (await portal.tell('step', { ms: 61 * minute })) - Date.now()
  const visitors = crowd.map((_, at) => portal.visitor(`127.0.1.${at + 1}`))
  const all = async <T>(work: (visitor: Visitor, person: Person, at: number) => Promise<T>) => {
    const answers: T[] = []
    const before = await portal.tell('worked')
    const times = await Promise.all(
      visitors.map((visitor, at) =>
        timed(async () => {
          answers[at] = await work(visitor, crowd[at] as Person, at)
        }),
      ),
    )
    return { answers, times, work: (await portal.tell('worked')) - before }
  }
  await all(({ recovery }) => recovery.offer({}))
  const begin = await all(({ recovery }, { username }) =>
    recovery.begin({ username, purpose: 'reset', language: 'en' }),
  )
  const attempt = (at: number) => begin.answers[at]?.attempt ?? ''
  const before = portal.arrived.length
  const asked = performance.now()
  const [ask, { codes, mails }] = await Promise.all([
    all(({ recovery }, _, at) => recovery.ask({ attempt: attempt(at), method: 'email' })),
    arrivals(portal, crowd, before, asked),
  ])
  const byMail = await all(({ recovery }, _, at) =>
    recovery.prove({ attempt: attempt(at), proof: { method: 'email', code: codes[at] ?? '' } }),
  )
  const byApp = await all(({ recovery }, { secret }, at) =>
    recovery.prove({
      attempt: attempt(at),
      proof: { method: 'authenticator', code: codeAt(secret, Date.now() + ahead) },
    }),
  )
  const rules = await all(({ recovery }, _, at) => recovery.rules({ attempt: attempt(at) }))
  const finish = await all(({ recovery }, _, at) =>
    recovery.finish({ attempt: attempt(at), newPassword: `${word}-valley-${at}-tree` }),
  )
  for (const visitor of visitors) visitor.leave()
  return { begin, ask, 'prove by mail': byMail, 'prove by app': byApp, rules, finish, mails }
}

const codesFor = async (portal: RunningPortal, crowd: readonly Person[], before: number) =>
  (await arrivals(portal, crowd, before, performance.now())).codes

/** The code that each one got by mail, and when. */
async function arrivals(portal: RunningPortal, crowd: readonly Person[], before: number, since: number) {
  const codes = new Map<string, string>()
  const mails: number[] = []
  for (let next = before; codes.size < crowd.length; ) {
    const mail = portal.arrived[next]
    if (mail === undefined) {
      if (performance.now() - since > minute) throw new Error(`Only ${codes.size} of ${crowd.length} codes arrived.`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      continue
    }
    next += 1
    const code = codeIn(mail)
    if (code === '') continue
    codes.set(mail.to[0] ?? '', code)
    mails.push(performance.now() - since)
  }
  return { codes: crowd.map(({ address }) => codes.get(address) ?? ''), mails }
}
