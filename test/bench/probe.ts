import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { ended, startFile, testEnvironment } from '../support/build-script.ts'
import { type BenchRow, benchRow, median } from './bench-row.ts'
import { visitors } from './crowd.ts'
import type { Probed } from './probe-in-service.ts'

/** Names of each kind that are tried for each row. */
const each = 40
/** Milliseconds in which the work for a name could be measured: the answer is held back for the first 400, and mail is sent afterwards. */
const felt = 900

type Caller = ReturnType<typeof visitors>
type Kind = {
  readonly what: string
  readonly prepare: (caller: Caller, username: string) => Promise<() => Promise<unknown>>
}

async function begin({ call }: Caller, username: string): Promise<string> {
  const { status, text } = await call('myRecovery/begin', { username, purpose: 'reset', language: 'en' })
  if (status !== 200) throw new Error(`The portal answers ${status}: ${text}`)
  return JSON.parse(text).json.attempt
}

const kinds: readonly Kind[] = [
  ...(['email', 'sms'] as const).map((method) => ({
    what: method === 'email' ? 'a code by mail' : 'a code by text message',
    prepare: async (caller: Caller, username: string) => {
      const attempt = await begin(caller, username)
      return () => caller.call('myRecovery/ask', { attempt, method })
    },
  })),
  {
    what: 'a wrong password',
    prepare:
      async ({ call }, username) =>
      () =>
        call('myAccount/signIn', { username, password: 'Wrong-Guess-1' }),
  },
]

async function startProcess<T>(path: string, args: readonly string[]) {
  const child = startFile(path, args, { ...testEnvironment(), NODE_NO_WARNINGS: '1' })
  const end = ended(child, null)
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const { value, done } = await lines.next()
  if (done) throw new Error(`${path} ended: ${(await end).err}`)
  const stop = async () => {
    child.stdin?.end()
    await end
  }
  return { said: JSON.parse(value) as T, stop }
}

/** Whether a stranger can tell who exists by how long others wait meanwhile (OWASP ASVS 6.3.8): a second connection asks for the cheapest thing all the time. */
export async function probeRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-probe-'))
  const mail = await startProcess<number>('test/bench/probe-mail.ts', [])
  const desk = await startProcess<Probed>('test/bench/probe-in-service.ts', [folder, String(mail.said), String(each)])
  try {
    const rows: BenchRow[] = []
    for (const kind of kinds) rows.push(await rowOf(kind, desk.said))
    return rows
  } finally {
    await desk.stop()
    await mail.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function rowOf({ what, prepare }: Kind, { portal, names }: Probed): Promise<BenchRow> {
  const probe = visitors(portal, '127.0.0.1')
  const waits: { readonly at: number; readonly took: number }[] = []
  let isOver = false
  const probing = (async () => {
    while (!isOver) {
      const at = performance.now()
      await probe.ask('myAccount/welcome', {})
      waits.push({ at, took: performance.now() - at })
    }
  })()
  const trials = names.flatMap((name) => [
    { name, isKnown: true },
    { name: `nobody-${name}`, isKnown: false },
  ])
  const seen: { readonly isKnown: boolean; readonly delay: number }[] = []
  try {
    for (const { name, isKnown } of shuffled(trials)) {
      waits.length = 0
      seen.push({ isKnown, delay: await delayOf(name) })
    }
  } finally {
    isOver = true
    await probing
    probe.leave()
  }

  /** Milliseconds that the probe waits longer than usual, in all, while the work for a name is done. */
  async function delayOf(name: string): Promise<number> {
    // Each name from an address of its own, as who has many of them would.
    const part = () => 1 + Math.floor(Math.random() * 250)
    const caller = visitors(portal, `127.${part()}.${part()}.${part()}`)
    const ask = await prepare(caller, name)
    await wait(500)
    const from = performance.now()
    await ask()
    await wait(Math.max(0, from + felt - performance.now()))
    caller.leave()
    const during = waits.filter(({ at }) => at >= from).map(({ took }) => took)
    const usual = median(during)
    return during.reduce((sum, took) => sum + Math.max(0, took - usual), 0)
  }
  const of = (isKnown: boolean) => seen.filter((one) => one.isKnown === isKnown).map(({ delay }) => delay)
  const [known, unknown] = [of(true), of(false)]
  const share = shareRanked(known, unknown)
  return benchRow({
    what: `who exists, felt beside ${what}: pairs of names that are ranked right`,
    at: `${each} names of each kind`,
    // Half of the pairs is nothing to tell; with so many names chance stays below 0.65 in nineteen of twenty runs.
    ...{ limit: 0.65, unit: '', value: Math.max(share, 1 - share) },
    note: `others wait ${median(known).toFixed(1)} ms longer in all for somebody, ${median(unknown).toFixed(1)} for nobody`,
  })
}

/** How many of all pairs have the greater number on the side of the first (area under the ROC curve). */
function shareRanked(first: readonly number[], second: readonly number[]): number {
  const points = first.flatMap((one) => second.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)))
  return points.reduce<number>((sum, point) => sum + point, 0) / points.length
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
