// Resets everybody and hashes as many passwords without the product, in turns, and says the rates as JSON. Started by everybody.ts.

import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash } from '@node-rs/argon2'
import pLimit from 'p-limit'
import { plainDoor } from '../../electron/door/door-port.ts'
import { hashCost } from '../../electron/passwords/hash.ts'
import { createServices } from '../../electron/services.ts'
import { noFilter } from '../../shared/users.ts'
import { withoutApproval } from '../support/without-approval.ts'
import { owner } from './running-door.ts'

export type Round = {
  /** Passwords a second. */
  readonly rate: number
  /** Time of all cores for one password, milliseconds. */
  readonly work: number
  /** The longest time in which the main thread answered nobody, and its own work in such a time, milliseconds. */
  readonly longest: number
  readonly longestOwn: number
}
export type Rounds = { readonly bare: readonly Round[]; readonly product: readonly Round[] }

const bareCount = 1000
const productRounds = 2
/** How often the main thread is asked whether it answers, milliseconds. */
const tick = 4
const [dataDir = ''] = process.argv.slice(2)

const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
})
await services.users.warm()
const call = await services.callAs(owner.username, owner.password)
const selection = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const

async function resetEverybody(): Promise<number> {
  const options = { selection, style: 'strong', language: 'en', mustChange: true } as const
  const { jobId } = withoutApproval(await services.passwords.resetMany(options, call))
  // The screen asks for progress four times a second.
  const asking = setInterval(() => services.jobs.get({ id: jobId }, call), 250)
  await services.jobs.finished(jobId)
  clearInterval(asking)
  const { state, done, total } = await services.jobs.get({ id: jobId }, call)
  if (state !== 'done' || done !== total) throw new Error(`Only ${done} of ${total} were reset.`)
  return done
}

async function hashBare(): Promise<number> {
  const options = { ...hashCost, secret: randomBytes(32) }
  const limit = pLimit(availableParallelism() + 2)
  await Promise.all(Array.from({ length: bareCount }, (_, at) => limit(() => hash(`Quiet-River-${at}-stone`, options))))
  return bareCount
}

async function round(work: () => Promise<number>): Promise<Round> {
  let longest = 0
  let longestOwn = 0
  let before = { at: performance.now(), own: sum(process.threadCpuUsage()) }
  const timer = setInterval(() => {
    const now = { at: performance.now(), own: sum(process.threadCpuUsage()) }
    longest = Math.max(longest, now.at - before.at - tick)
    longestOwn = Math.max(longestOwn, now.own - before.own)
    before = now
  }, tick)
  const start = { at: performance.now(), work: sum(process.cpuUsage()) }
  const count = await work()
  clearInterval(timer)
  const rate = (count * 1000) / (performance.now() - start.at)
  return { rate, work: (sum(process.cpuUsage()) - start.work) / count, longest, longestOwn }
}

/** Microseconds of user and system time as milliseconds. */
function sum({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}

await hashBare()
const bare = [await round(hashBare)]
const product: Round[] = []
for (let at = 0; at < productRounds; at += 1) {
  product.push(await round(resetEverybody))
  bare.push(await round(hashBare))
}
await services.close()
process.stdout.write(JSON.stringify({ bare, product } satisfies Rounds))
