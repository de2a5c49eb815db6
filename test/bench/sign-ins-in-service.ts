// Signs people in, one by one and ten at a time, and verifies as many passwords without the product, in turns. Started by many-sign-ins.ts.
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'
import { plainDoor } from '../../electron/door/door-port.ts'
import { hashCost } from '../../electron/passwords/hash.ts'
import type { Call, SignedInCall } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { timed } from './bench-row.ts'
import { madeUpUser } from './made-up-users.ts'
import { owner } from './running-door.ts'

/** Sign-ins or bare checks a second, and memory added at most, MB. */
export type Burst = { readonly rate: number; readonly memory: number }
export type SignIns = {
  readonly bare: readonly Burst[]
  readonly product: readonly Burst[]
  /** One at a time, milliseconds. */
  readonly bareTimes: readonly number[]
  readonly productTimes: readonly number[]
}

const atOnce = 10
const bursts = 8
const rounds = 3
const singles = 40

const [dataDir = ''] = process.argv.slice(2)
const services = await createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en') })
await services.users.warm()
const admin: SignedInCall = { ...(await services.callAs(owner.username, owner.password)), isConfirmed: true }
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }

const people = await Promise.all(
  Array.from({ length: atOnce }, async (_, at) => {
    const { username } = madeUpUser(at + 1)
    const password = `Quiet-Harbour-${at}-stone`
    const userId = services.users.idOf(username) as UserId
    const choice = { kind: 'typed', password } as const
    await services.passwords.reset({ userId, choice, mustChange: false }, admin)
    return { username, password }
  }),
)
const options = { ...hashCost, secret: randomBytes(32) }
const phc = await hash(owner.password, options)

const signIn = async (at: number) => services.sessions.signIn(people[at % atOnce] ?? owner, nobody)
const check = () => verify(phc, owner.password, options)

async function burst(work: (at: number) => Promise<unknown>): Promise<Burst> {
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 2)
  const time = await timed(async () => {
    for (let round = 0; round < bursts; round += 1)
      await Promise.all(Array.from({ length: atOnce }, (_, at) => work(at)))
  })
  clearInterval(timer)
  return { rate: (bursts * atOnce * 1000) / time, memory: (most - before) / 1e6 }
}

const limit = pLimit(availableParallelism() + 2)
const bareBurst = () => burst(() => limit(check))
await burst(signIn)
const bare = [await bareBurst()]
const product: Burst[] = []
for (let at = 0; at < rounds; at += 1) {
  product.push(await burst(signIn))
  bare.push(await bareBurst())
}
const bareTimes: number[] = []
const productTimes: number[] = []
for (let at = 0; at < singles; at += 1) {
  bareTimes.push(await timed(check))
  productTimes.push(await timed(() => signIn(at)))
}
await services.close()
process.stdout.write(JSON.stringify({ bare, product, bareTimes, productTimes } satisfies SignIns))
