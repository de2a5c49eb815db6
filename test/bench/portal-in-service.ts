// A Keydesk with an open portal that does what running-portal.ts tells it, a line of JSON each, until its input ends.

import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { hash, verify } from '@node-rs/argon2'
import Database from 'better-sqlite3'
import pLimit from 'p-limit'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createPortalPort } from '../../electron/doors/portal-server.ts'
import { hashCost, maximumHashes } from '../../electron/passwords/hash.ts'
import { createEqualTime, usualFloor } from '../../electron/recovery/equal-time.ts'
import type { Call, SignedInCall } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { portalOff } from '../../shared/portal.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import { freePort } from '../support/free-port.ts'
import { settingsFor } from '../support/open-mail-server.ts'
import { pagesFolder } from '../support/pages.ts'
import { registerAuthenticator } from '../support/second-factor.ts'
import { signedIn } from '../support/signed-in.ts'
import { withoutApproval } from '../support/without-approval.ts'
import { timed } from './bench-row.ts'
import { madeUpUser } from './made-up-users.ts'
import { owner } from './running-door.ts'
import type { BareTimes, Grown, Person, PortalAddress } from './running-portal.ts'

export type Opening = {
  readonly dataDir: string
  readonly mailPort: number
  readonly mailCertificate: string
  readonly hasFloor: boolean
}

const hostName = 'portal.nordwind.test'
const clock = { ahead: 0 }
const now = () => Date.now() + clock.ahead
const [opening = '{}'] = process.argv.slice(2)
const { dataDir, mailPort, mailCertificate, hasFloor } = JSON.parse(opening) as Opening
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const pause = 20

const open = () =>
  createServices({
    ...{ dataDir, now, door: 'browser', doorPort: plainDoor(() => 'en') },
    portalPort: createPortalPort(pagesFolder()),
    mail: { certificates: [mailCertificate] },
    ...(hasFloor ? {} : { answerFloor: 0 }),
  })
let services = await open()
await services.warm()
const admin: SignedInCall = { ...(await services.callAs(owner.username, owner.password)), isConfirmed: true }
const waiting = new Map<string, Call>()

async function portal(): Promise<PortalAddress> {
  await services.policies.save({ ...defaultPolicies, selfService: { ...defaultSelfService, enabledFor: 'all' } }, admin)
  const server = settingsFor(mailPort, { host: 'localhost' })
  await services.mail.save({ server, password: { kind: 'none' } }, admin)
  const port = await freePort()
  const { state } = await services.portal.save(
    { ...portalOff, isOn: true, hostName, port, address: '127.0.0.1' },
    admin,
  )
  if (state.kind !== 'listening') throw new Error(`The portal did not open: ${JSON.stringify(state)}`)
  const { content } = await services.portal.caFile({}, admin)
  return { port, hostName, authority: content }
}

/** People with a password and an authenticator app, to whom a code for their address is on its way. */
function people({ from, count }: { readonly from: number; readonly count: number }): Promise<readonly Person[]> {
  const register = async (at: number): Promise<Person> => {
    const { username } = madeUpUser(at)
    const userId = services.users.idOf(username) as UserId
    const password = `Quiet-Harbour-${at}-stone`
    const choice = { kind: 'typed', password } as const
    await services.passwords.reset({ userId, choice, mustChange: false }, admin)
    const { token } = await services.sessions.signIn({ username, password }, nobody)
    const call = signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
    const { secret } = await registerAuthenticator(services, call, { now: now() })
    const address = `person${at}@home.test`
    services.registration.startEmail(
      { address },
      signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true }),
    )
    waiting.set(username, call)
    return { username, secret, address }
  }
  return Promise.all(Array.from({ length: count }, (_, at) => register(from + at)))
}

/** Proves the addresses with the codes that arrived there. */
function confirm({ codes }: { readonly codes: Readonly<Record<string, string>> }): null {
  for (const [username, code] of Object.entries(codes))
    services.registration.confirmEmail({ code }, signedIn(waiting.get(username) as Call))
  return null
}

/** Gives people a password, so that they may reset it. */
async function ready({ from, to }: { readonly from: number; readonly to: number }): Promise<readonly string[]> {
  const names = Array.from({ length: to - from + 1 }, (_, at) => madeUpUser(from + at).username)
  const ids = names.map((name) => services.users.idOf(name) as UserId)
  const selection = { kind: 'users', ids } as const
  const options = { selection, style: 'strong', language: 'en', mustChange: true } as const
  const { jobId } = withoutApproval(await services.passwords.resetMany(options, admin))
  await services.jobs.finished(jobId)
  return names
}

/** The same work without the product, as often at once: waiting as long as an answer waits, one hash, and the hashes of a new password. */
async function bare({ count }: { readonly count: number }): Promise<BareTimes> {
  const options = { ...hashCost, secret: randomBytes(32) }
  const old = await hash('Quiet-Harbour-0-stone', options)
  const limit = pLimit(maximumHashes)
  const one = () => limit(() => hash('Quiet-River-7-stone', options))
  const check = () => limit(() => verify(old, 'Quiet-River-7-stone', options))
  const inEqualTime = createEqualTime(hasFloor ? usualFloor : 0)
  const times = (work: () => Promise<unknown>) => Promise.all(Array.from({ length: count }, () => timed(work)))
  // What a new password needs: not the one in force, not the one before, then its own.
  const three = async () => [await check(), await check(), await one()]
  return { floor: await times(() => inEqualTime(() => {})), hash: await times(one), newPassword: await times(three) }
}

/** What the process and its store hold; memory after two collections, because the first one only begins to end what was held weakly. */
async function grown(): Promise<Grown> {
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc?.()
    await wait(pause)
  }
  const { heapUsed, rss } = process.memoryUsage()
  const sql = new Database(join(dataDir, 'keydesk.db'), { readonly: true })
  const tables = ['reset_attempts', 'reset_codes', 'reset_throttles', 'portal_limits', 'mail_outbox', 'audit']
  const rows = tables.map((table) => [table, sql.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number])
  sql.close()
  const store = statSync(join(dataDir, 'keydesk.db')).size / 1e6
  return { heap: heapUsed / 1e6, resident: rss / 1e6, store, rows: Object.fromEntries(rows) as Grown['rows'] }
}

/** Starts Keydesk again so many days later, which tidies. */
async function later({ days }: { readonly days: number }): Promise<Grown> {
  await services.close()
  clock.ahead += days * 86_400_000
  services = await open()
  return grown()
}

function step({ ms }: { readonly ms: number }): number {
  clock.ahead += ms
  return now()
}

/** Milliseconds that the thread which answers everybody has worked so far. */
function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const commands = { portal, people, confirm, ready, bare, grown, later, step, worked }
export type Commands = typeof commands
type Line = { readonly what: keyof Commands; readonly input: never }

for await (const line of createInterface({ input: process.stdin })) {
  const { what, input } = JSON.parse(line) as Line
  process.stdout.write(`${JSON.stringify(await commands[what](input))}\n`)
}
await services.close()
