// @module-tag long
import { expect, it, onTestFinished } from 'vitest'
import { createLdap } from '../../../electron/directory/ldap/connection.ts'
import { createOpenLdap } from '../../../electron/directory/open-ldap.ts'
import { isDomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { count, seededRandom } from '../../long/tally.ts'
import { setUp, temporaryFolder } from '../../support/test-services.ts'
import { generated } from '../../support/two-admins.ts'
import { addPeople, base, connectionTo, slapdFault, startSlapd } from '../directory/slapd.ts'
import { openWireProxy, type WireFault } from '../directory/wire-proxy.ts'

/** As many as a test may take that runs each time; KEYDESK_WIRE_FAULTS for more. */
const faults = Number(process.env.KEYDESK_WIRE_FAULTS ?? 16)
const random = seededRandom(20261202)
const first = 'Blue-Harbour-42-lamp'
const patience = { connect: 1000, request: 1000 }
/** What a fault of the line may be called; anything else would be a bug, or a lie about what was done. */
const allowed = ['DIRECTORY_UNREACHABLE', 'DIRECTORY_UNCERTAIN']

const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
const someFault = (): WireFault => ({
  kind: one(['cut', 'garble', 'flood', 'silence', 'delay']),
  direction: one(['up', 'down']),
  // Within what one reset says and hears on a connection that may have to be opened first.
  after: Math.floor(random() * 6000),
})

async function faultOf(work: () => unknown): Promise<unknown> {
  try {
    await work()
    return null
  } catch (error) {
    return error
  }
}

it(
  `somebody has one known password after each of ${faults} faults of the line, at any byte`,
  async ({ skip }) => {
    if (slapdFault !== null) skip(slapdFault)
    const slapd = await startSlapd(temporaryFolder())
    onTestFinished(() => slapd.stop())
    await addPeople(slapd.url, ['anna'], first)
    const proxy = await openWireProxy(slapd.tlsPort)
    onTestFinished(proxy.close)
    const { services, owner } = await setUp({
      // This proxy delivers nothing after the connection has failed.
      settleAfter: 0,
      openDirectory: ({ servers, security, trust, account }, password) => {
        const ldap = createLdap({ servers, security, trust, account: { name: account, password }, patience })
        return { directory: createOpenLdap({ ldap, base }), ldap }
      },
    })
    const { id } = await services.directories.add(connectionTo({ ...slapd, tlsPort: proxy.port }), owner)
    await services.directories.look({ id, isWhole: true }, owner)
    const anna = services.users.idOf('anna') as UserId
    const { connection, password: secret } = connectionTo(slapd)
    const straight = createLdap({ ...connection, account: { name: connection.account, password: secret } })
    onTestFinished(straight.close)
    const directory = createOpenLdap({ ldap: straight, base })
    const key = await keyOf()
    let known = first
    let acknowledged = 0
    for (let at = 0; at < faults; at += 1) {
      const fault = someFault()
      const about = `fault ${at}: ${JSON.stringify(fault)}`
      proxy.set(fault)
      const reset = await faultOf(() =>
        services.passwords.reset({ userId: anna, choice: generated, mustChange: true }, owner),
      )
      if (reset !== null) expect(isDomainError(reset) ? reset.code : reset, about).toBeOneOf(allowed)
      else acknowledged += 1
      proxy.set(null)
      // What is uncertain is found out once the write can't arrive any more.
      expect(await faultOf(services.passwords.settle), about).toBeNull()
      const { ticket } = await services.passwords.ticketOf({ userId: anna }, owner)
      if (reset === null) expect(ticket, about).not.toBeNull()
      if (ticket !== null) {
        const { passwords } = await services.passwords.reveal({ secretIds: [ticket.secretId] }, owner)
        known = passwords[0]?.password ?? ''
      }
      const { kind } = await directory.verify(key, known)
      expect(kind, about).toBe(known === first ? 'right' : 'mustChange')
    }
    expect(acknowledged).toBeGreaterThan(0)
    expect(acknowledged).toBeLessThan(faults)
    count({ work: 'a reset over a line with faults', faults, acknowledged, lost: 0, half: 0 })

    async function keyOf(): Promise<string> {
      const pages = directory.changes?.(null)
      if (pages === undefined) throw new Error('The directory can be read.')
      const { value } = await pages.next()
      const [entry] = 'entries' in value ? value.entries : []
      return entry?.key ?? ''
    }
  },
  60_000 + faults * 5000,
)
