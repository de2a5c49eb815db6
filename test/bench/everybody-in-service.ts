// Resets everybody and hashes as many passwords without the product, in turns, and says the rates as JSON. Started by everybody.ts.

import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash } from '@node-rs/argon2'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createLimit, hashCost } from '../../electron/passwords/hash.ts'
import { createServices } from '../../electron/services.ts'
import { noKeychain } from '../../electron/vault/keychain.ts'
import { noFilter } from '../../shared/users.ts'
import { owner } from './running-door.ts'

/** Passwords a second, and the longest time in which the main thread answered nobody, with its own work in such a time (milliseconds). */
export type Round = { readonly rate: number; readonly longest: number; readonly longestWork: number }
export type Rounds = { readonly bare: readonly Round[]; readonly product: readonly Round[] }

const bareCount = 1000
const productRounds = 2
const [dataDir = ''] = process.argv.slice(2)

const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: noKeychain(),
})
const call = await services.callAs(owner.username, owner.password)
const selection = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const

async function resetEverybody(): Promise<number> {
  const options = { selection, style: 'strong', language: 'en', mustChange: true } as const
  const { jobId } = await services.passwords.resetMany(options, call)
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
  const limit = createLimit(availableParallelism() + 2)
  await Promise.all(Array.from({ length: bareCount }, (_, at) => limit(() => hash(`Quiet-River-${at}-stone`, options))))
  return bareCount
}

async function round(work: () => Promise<number>): Promise<Round> {
  let longest = 0
  let longestWork = 0
  let before = { at: performance.now(), work: process.threadCpuUsage() }
  const timer = setInterval(() => {
    const now = { at: performance.now(), work: process.threadCpuUsage() }
    const { user, system } = before.work
    longest = Math.max(longest, now.at - before.at - 1)
    longestWork = Math.max(longestWork, (now.work.user + now.work.system - user - system) / 1000)
    before = now
  }, 1)
  const start = performance.now()
  const count = await work()
  const seconds = (performance.now() - start) / 1000
  clearInterval(timer)
  return { rate: count / seconds, longest, longestWork }
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
