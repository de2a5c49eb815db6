import type { ChildProcess } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices, type Services } from '../../electron/services.ts'
import type { AdminContract } from '../../shared/contract.ts'
import type { UserId } from '../../shared/ids.ts'
import { portalOff } from '../../shared/portal.ts'
import { defaultPolicies, type Policies } from '../../shared/rules/policy.ts'
import { startFile } from '../support/build-script.ts'
import { fileKeychain } from '../support/file-keychain.ts'
import { freePort } from '../support/free-port.ts'
import { openMailServer, settingsFor } from '../support/open-mail-server.ts'
import {
  confirmed,
  nobody,
  ownerName,
  ownerPassword,
  signedInPerson,
  temporaryFolder,
} from '../support/test-services.ts'

/** What became of one operation in the store: all of it, nothing, or something in between. */
export type Look = (sql: Sqlite.Database) => 'whole' | 'absent' | 'half'
/** One operation of the model: acknowledged once it was answered with success. */
export type Operation = { readonly work: string; readonly look: Look; isAcknowledged: boolean; readonly lasts: boolean }
export type Client = ContractRouterClient<AdminContract>

/** `whole` if all hold, `absent` if none does. */
export function outcomeOf(...facts: readonly boolean[]): 'whole' | 'absent' | 'half' {
  if (facts.every(Boolean)) return 'whole'
  return facts.some(Boolean) ? 'half' : 'absent'
}

export type PortalPerson = { readonly id: UserId; readonly username: string; readonly password: string }
export type World = Awaited<ReturnType<typeof makeWorld>>

const host = 'portal.nordwind.test'
export const policiesOfTest: Policies = {
  ...defaultPolicies,
  signIn: { ...defaultPolicies.signIn, twoPerson: { isOn: true } },
}

/** An organisation with everything on: mail to a real server, the portal, two admins under the two-person rule, and people to work on. */
export async function makeWorld(people: number, dataDir = temporaryFolder()) {
  const keys = temporaryFolder()
  const mailServer = await openMailServer()
  onTestFinished(mailServer.close)
  const services: Services = await createServices({
    dataDir,
    door: 'browser',
    doorPort: plainDoor(() => 'en'),
    keychain: fileKeychain(keys),
    answerFloor: 0,
  })
  const first = { organisation: 'Kill', displayName: 'Owner', username: ownerName, password: ownerPassword } as const
  const { token } = await services.settings.createOrganisation({ ...first, language: 'en' }, nobody)
  const owner = confirmed(services, token)
  const second = await signedInPerson(services, owner, ['globalAdministrator'])
  const portalPeople: PortalPerson[] = []
  for (let at = 0; at < 4; at += 1) portalPeople.push(await signedInPerson(services, owner))
  const lines = Array.from({ length: people }, (_, at) => `u${at}@kill.test,Person ${at}`)
  const bytes = Buffer.from(`User name,Display name\n${lines.join('\n')}\n`)
  const { importId } = await services.imports.startUsers({ fileName: 'people.csv', size: bytes.length }, owner)
  for (let at = 0, index = 0; at < bytes.length; at += 500_000, index += 1) {
    const part = bytes.subarray(at, at + 500_000).toString('base64')
    await services.imports.uploadUsers({ importId, index, bytes: part }, owner)
  }
  await services.imports.importUsers({ importId }, owner)
  const idOf = (at: number) => services.users.idOf(`u${at}@kill.test`) as UserId
  const ids = Array.from({ length: people }, (_, at) => idOf(at))
  // The first tenth are deleted people, the next twentieth admins who are reset by two.
  const [deleted, admins] = [ids.slice(0, people / 10), ids.slice(people / 10, (people * 3) / 20)]
  await services.users.deleteMany({ ids: deleted }, owner)
  for (const id of admins) await services.roles.set({ userId: id, roles: ['globalAdministrator'] }, owner)
  const mail = settingsFor(mailServer.port, { security: 'none' })
  await services.mail.save({ server: mail, password: { kind: 'none' } }, owner)
  const port = await freePort()
  const portal = { ...portalOff, isOn: true, hostName: host, port, address: '127.0.0.1' }
  await services.portal.save(portal, owner)
  await services.policies.save(policiesOfTest, owner)
  await services.close()
  const pools = { deleted, admins, fresh: ids.slice((people * 3) / 20) }
  return {
    ...{ dataDir, keys, mailServer, mail, portal, portalPeople, pools },
    second: { username: second.username, password: second.password },
    ca: '',
    /** Somebody on whom nothing was done yet. */
    take: (pool: keyof typeof pools = 'fresh') => pools[pool].pop() ?? null,
    operations: [] as Operation[],
    /** How often each person was reset with success: each has a mail. */
    resets: new Map<number, number>(),
    serial: 0,
  }
}

/** The product's browser door in a process of its own, until it is killed. */
export async function startDesk(world: World, more: NodeJS.ProcessEnv = {}) {
  const keyring = new URL('../support/file-keyring.mjs', import.meta.url).href
  const { KEYDESK_DATA_DIR, DISPLAY, WAYLAND_DISPLAY, NODE_OPTIONS, ...rest } = process.env
  const env = { ...rest, NODE_OPTIONS: `--import=${keyring}`, KEYDESK_TEST_KEYS: world.keys, ...more }
  const child = startFile('electron/browser.ts', ['--no-open', '--data-dir', world.dataDir], env)
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)))
  // A test that fails leaves no desk behind.
  onTestFinished(() => void child.kill('SIGKILL'))
  const address = new URL(await addressOf(child, ended))
  const clientOf = (token: string | null): Client => {
    const launch = { 'x-keydesk-launch': address.hash.replace('#token=', '') }
    const headers = { ...launch, ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
    return createORPCClient(new RPCLink({ url: `${address.origin}/rpc`, headers }))
  }
  /** Signs in and confirms, as an admin does before sensitive work. */
  const signIn = async (person: { readonly username: string; readonly password: string }): Promise<Client> => {
    const { token } = await clientOf(null).sessions.signIn(person)
    const client = clientOf(token)
    await client.sessions.confirm({ password: person.password })
    return client
  }
  let isKilled = false
  return {
    anonymous: clientOf(null),
    clientOf,
    signIn,
    isKilled: () => isKilled,
    ended,
    kill: async (): Promise<void> => {
      isKilled = true
      child.kill('SIGKILL')
      if ((await ended) !== 'SIGKILL') throw new Error('The desk ended by itself.')
    },
    stop: async (): Promise<void> => {
      isKilled = true
      child.kill('SIGTERM')
      await ended
    },
  }
}
export type Desk = Awaited<ReturnType<typeof startDesk>>

function addressOf(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  let complaints = ''
  child.stderr?.on('data', (text) => {
    complaints += text
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (text) => {
      said += text
      const found = /Keydesk is ready: (http:\S+)/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    void ended.then(() => reject(new Error(`The desk did not open: ${complaints}`)))
  })
}

/** An operation of the portal as its page calls it; answers its status, its data and the cookie it set. */
export function callPortal(world: World, name: string, input: unknown, cookie?: string) {
  const { port } = world.portal
  const origin = `https://${host}:${port}`
  const headers = {
    ...{ host: `${host}:${port}`, origin, 'content-type': 'application/json', 'x-keydesk': 'portal' },
    ...{ 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) },
  }
  return new Promise<{ status: number; cookie: string | undefined }>((resolve, reject) => {
    const to = { host: '127.0.0.1', port, ca: world.ca, servername: host, agent: false, method: 'POST', setHost: false }
    const sent = request({ ...to, path: `/rpc/${name}`, headers }, (response) => {
      response.resume()
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] }),
      )
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ json: input }))
  })
}

/** The portal's own authority, so that its certificate is verified. */
export async function trustPortal(world: World, client: Client): Promise<void> {
  const { content } = await client.portal.caFile({})
  Object.assign(world, { ca: new X509Certificate(Buffer.from(content, 'base64')).toString() })
}

/** True for what a kill does to a request that is under way. */
export function isCutOff(error: unknown): boolean {
  return !(error instanceof ORPCError) || !error.defined
}

/** Reads the store as a killed process left it, without changing it. */
export function readStore<T>(dataDir: string, work: (sql: Sqlite.Database) => T): T {
  const sql = new Sqlite(`${dataDir}/keydesk.db`, { readonly: true })
  try {
    return work(sql)
  } finally {
    sql.close()
  }
}
