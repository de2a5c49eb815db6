// A Keydesk with an open portal, where people may reset their passwords by codes in a mail or a text message. Says where it is and goes when its
// input ends. Started by probe.ts.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createPortalPort } from '../../electron/doors/portal-server.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import { portalOff } from '../../shared/portal.ts'
import { freePort } from '../support/free-port.ts'
import { settingsFor } from '../support/open-mail-server.ts'
import { pagesFolder } from '../support/pages.ts'
import { selfServiceFor, smsProgram } from '../support/self-service.ts'
import { signedIn } from '../support/signed-in.ts'
import type { Place } from './crowd-in-service.ts'
import { owner } from './running-door.ts'

/** What the process says: where the portal is, and who can reset their password there. */
export type Probed = { readonly portal: Place; readonly names: readonly string[] }

const [folder = '', mailPort = '', count = '0'] = process.argv.slice(2)
const hostName = 'portal.nordwind.test'
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
mkdirSync(join(folder, 'data'), { mode: 0o700 })
const services = await createServices({
  ...{ dataDir: join(folder, 'data'), door: 'browser', doorPort: plainDoor(() => 'en') },
  portalPort: createPortalPort(pagesFolder()),
})
const organisation = { organisation: 'Nordwind', displayName: 'Olga Owner', language: 'en' } as const
const { token } = await services.settings.createOrganisation({ ...organisation, ...owner }, nobody)
const admin = signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
const server = settingsFor(Number(mailPort), { security: 'none' })
await services.mail.save({ server, password: { kind: 'none' } }, admin)
const gateway = { kind: 'command', path: smsProgram(folder).path } as const
await services.sms.save({ gateway }, admin)
await services.policies.save(selfServiceFor({ methods: ['email', 'sms'], required: 1 }), admin)
const port = await freePort()
await services.portal.save({ ...portalOff, isOn: true, hostName, port, address: '127.0.0.1' }, admin)
const { content } = await services.portal.caFile({}, admin)
const names = await Promise.all(
  Array.from({ length: Number(count) }, async (_, at) => {
    const username = `person${at}@nordwind.test`
    const contact = { alternateEmail: `person${at}@home.test`, mobilePhone: `+45 20 00 ${1000 + at}` }
    const { id } = await services.users.add({ username, displayName: 'P', contact, language: null }, admin)
    const choice = { kind: 'typed', password: `Quiet-Harbour-${at}-stone` } as const
    await services.passwords.reset({ userId: id, choice, mustChange: false }, admin)
    return username
  }),
)
await services.mail.work()
process.stdout.write(`${JSON.stringify({ portal: { port, hostName, authority: content }, names } satisfies Probed)}\n`)
for await (const _ of process.stdin);
await services.close()
