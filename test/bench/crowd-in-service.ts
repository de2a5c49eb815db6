// A Keydesk with an open portal and an office of people who know their passwords, and the same hashing without it when told so, a line each, until its
// input ends. Started by crowd.ts.

import { randomBytes } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createPortalPort } from '../../electron/doors/portal-server.ts'
import { hashCost, maximumHashes } from '../../electron/passwords/hash.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import { portalOff } from '../../shared/portal.ts'
import { freePort } from '../support/free-port.ts'
import { certificate } from '../support/open-mail-server.ts'
import { pagesFolder } from '../support/pages.ts'
import { signedIn } from '../support/signed-in.ts'
import { timed } from './bench-row.ts'
import { owner } from './running-door.ts'

/** `authority`: the certificate to trust, base64 or PEM. */
export type Place = { readonly port: number; readonly hostName: string; readonly authority: string }
/** What the process says first: where the portal is and who can sign in there. */
export type Crowd = {
  readonly portal: Place
  /** A server that only checks passwords. */
  readonly bare: Place
  readonly people: readonly { readonly username: string; readonly password: string }[]
}

const [dataDir = '', count = '0'] = process.argv.slice(2)
const hostName = 'portal.nordwind.test'
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const services = await createServices({
  ...{ dataDir, door: 'browser', doorPort: plainDoor(() => 'en') },
  portalPort: createPortalPort(pagesFolder()),
})
const organisation = { organisation: 'Nordwind', displayName: 'Olga Owner', language: 'en' } as const
const { token } = await services.settings.createOrganisation({ ...organisation, ...owner }, nobody)
const admin = signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
const port = await freePort()
await services.portal.save({ ...portalOff, isOn: true, hostName, port, address: '127.0.0.1' }, admin)
const { content } = await services.portal.caFile({}, admin)

async function person(at: number) {
  const username = `person${at}@nordwind.test`
  const { id } = await services.users.add({ username, displayName: 'P', contact: {}, language: null }, admin)
  const password = `Quiet-Harbour-${at}-stone`
  await services.passwords.reset({ userId: id, choice: { kind: 'typed', password }, mustChange: false }, admin)
  return { username, password }
}

const people = await Promise.all(Array.from({ length: Number(count) }, (_, at) => person(at)))
const options = { ...hashCost, secret: randomBytes(32) }
const phc = await hash(owner.password, options)
const limit = pLimit(maximumHashes)

/** The same network with nothing of Keydesk in it: a request is a password checked. */
const bareServer = createServer(
  { key: certificate.key, cert: certificate.cert, keepAliveTimeout: 60_000 },
  (asked, answer) => {
    asked.resume().on('end', async () => {
      await limit(() => verify(phc, owner.password, options))
      answer.setHeader('content-type', 'application/json')
      answer.end('{"json":{}}')
    })
  },
)
await new Promise<void>((resolve) => bareServer.listen(0, '127.0.0.1', resolve))
const bare = { port: (bareServer.address() as AddressInfo).port, hostName: 'localhost', authority: certificate.cert }

/** As many passwords checked at once as people come, milliseconds. */
const checkAll = () => timed(() => Promise.all(people.map(() => limit(() => verify(phc, owner.password, options)))))

const say = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`)
say({ portal: { port, hostName, authority: content }, bare, people } satisfies Crowd)
for await (const _ of createInterface({ input: process.stdin })) say(await checkAll())
bareServer.close()
bareServer.closeAllConnections()
await services.close()
