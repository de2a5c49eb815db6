// Opens a portal and attacks it from the outside: answers timed for names that somebody has and names that nobody has, and a person served amid slow connections. Started by attacks.ts.

import { X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createPortalPort } from '../../electron/doors/portal-server.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import { portalOff } from '../../shared/portal.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import { freePort } from '../support/free-port.ts'
import { signedIn } from '../support/signed-in.ts'
import { addressOf, holdConnections } from '../support/slow-connections.ts'
import { owner } from './running-door.ts'

/** Milliseconds that each answer took, for one kind of name. */
type Times = { readonly known: readonly number[]; readonly unknown: readonly number[] }
export type Attacks = {
  readonly begin: Times
  readonly prove: Times
  readonly signIn: Times
  readonly served: readonly { readonly step: string; readonly alone: number; readonly amid: number }[]
}

const [dataDir = '', pages = ''] = process.argv.slice(2)
const tries = 1_000
const atOnce = 50
const people = 20
const host = 'portal.nordwind.test'
const password = 'Quiet-River-77-stone'
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const clock = { now: Date.now() }
const portalPort = createPortalPort(pages)
const port = await freePort()
const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  portalPort,
  now: () => clock.now,
})
const organisation = { organisation: 'Nordwind', displayName: 'Olga Owner', language: 'en' } as const
const { token } = await services.settings.createOrganisation({ ...organisation, ...owner }, nobody)
const admin = signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
await services.portal.save({ ...portalOff, isOn: true, hostName: host, port, address: '127.0.0.1' }, admin)
const { content } = await services.portal.caFile({}, admin)
const ca = new X509Certificate(Buffer.from(content, 'base64')).toString()
const tls = { host: '127.0.0.1', port, ca, servername: host }
const selfService = { ...defaultSelfService, enabledFor: 'all', mustTellUsers: false } as const
await services.policies.save({ ...defaultPolicies, selfService }, admin)

// biome-ignore lint/suspicious/noExplicitAny: whatever the operation answers.
type Answer = { readonly json: any; readonly took: number }

/** An operation as the portal's page calls it, over a connection of its own from one of many addresses. */
function call(name: string, input: unknown, localAddress: string): Promise<Answer> {
  const headers = {
    host: `${host}:${port}`,
    origin: `https://${host}:${port}`,
    'content-type': 'application/json',
    'x-keydesk': 'portal',
  }
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(
      { ...tls, localAddress, agent: false, method: 'POST', path: `/rpc/${name}`, headers },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => resolve({ json: JSON.parse(text).json, took: performance.now() - start }))
      },
    )
    sent.on('error', reject).end(JSON.stringify({ json: input }))
  })
}

async function person(at: number): Promise<string> {
  const username = `person${at}@nordwind.test`
  const { id } = await services.users.add({ username, displayName: 'P', contact: {}, language: null }, admin)
  await services.passwords.reset({ userId: id, choice: { kind: 'typed', password }, mustChange: false }, admin)
  return username
}

/** Known and unknown names in turn within the same fifty at once, so that whatever else the machine does slows both alike. */
async function times(
  ask: (username: string, from: string) => Promise<Answer>,
  names: readonly string[],
): Promise<Times> {
  const found = { known: [] as number[], unknown: [] as number[] }
  for (let round = 0; round < (2 * tries) / atOnce; round += 1) {
    // Three days, so that neither a limit nor a throttle answers in place of the work.
    clock.now += 3 * 86_400_000
    await Promise.all(
      Array.from({ length: atOnce }, async (_, at) => {
        // Whoever comes first is hashed first: each kind comes first as often.
        const isKnown = (at + round) % 2 === 0
        const username = isKnown ? (names[Math.floor(at / 2) % names.length] ?? '') : `nobody${at}@nordwind.test`
        const { took, json } = await ask(username, addressOf(round * atOnce + at))
        if (json.code === 'TOO_MANY_ATTEMPTS') throw new Error('A limit answered.')
        found[isKnown ? 'known' : 'unknown'].push(took)
      }),
    )
  }
  return found
}

const begun = (username: string, from: string) =>
  call('myRecovery/begin', { username, purpose: 'reset', language: 'en' }, from)

async function proved(username: string, from: string): Promise<Answer> {
  const { attempt } = (await begun(username, from)).json
  return call('myRecovery/prove', { attempt, proof: { method: 'deskCode', code: '1234 5678' } }, from)
}

/** What somebody does who has forgotten their password, with the time of each step. */
async function reset(username: string): Promise<ReadonlyMap<string, number>> {
  const from = '127.0.0.1'
  const took = new Map<string, number>()
  const step = async (name: string, input: object) => {
    const answer = await call(name.includes('/') ? name : `myRecovery/${name}`, input, from)
    if (answer.json.code !== undefined) throw new Error(`${name}: ${answer.json.code}`)
    took.set(name, answer.took)
    return answer.json
  }
  const { attempt } = await step('begin', { username, purpose: 'reset', language: 'en' })
  await step('ask', { attempt, method: 'deskCode' })
  const userId = services.users.idOf(username)
  const { code } = await services.recovery.createDeskCode({ userId: userId as never }, admin)
  await step('prove', { attempt, proof: { method: 'deskCode', code } })
  await step('finish', { attempt, newPassword: `Green-Valley-${username.length}-tree` })
  await step('myAccount/signIn', { username, password: `Green-Valley-${username.length}-tree` })
  return took
}

async function served(): Promise<Attacks['served']> {
  const [before, amid] = [await person(901), await person(902)]
  const alone = await reset(before)
  const storm = holdConnections(tls, 1_000, 250)
  while (storm.opened() <= 1_500) await new Promise((resolve) => setTimeout(resolve, 50))
  const took = await reset(amid)
  storm.end()
  return [...alone].map(([step, time]) => ({ step, alone: time, amid: took.get(step) ?? Number.NaN }))
}

const names: string[] = []
for (let at = 0; at < people + 5; at += 1) names.push(await person(at))
const result: Attacks = {
  begin: await times(begun, names),
  prove: await times(proved, names),
  signIn: await times(
    (username, from) => call('myAccount/signIn', { username, password: 'Wrong-Guess-1' }, from),
    names,
  ),
  served: await served(),
}
await services.close()
process.stdout.write(JSON.stringify(result))
