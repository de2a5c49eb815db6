// @module-tag long
import { expect, it, onTestFinished } from 'vitest'
import { openDirectory } from '../../../electron/directory/open-directory.ts'
import type { Services } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import { setUp, temporaryFolder } from '../../support/test-services.ts'
import { generated } from '../../support/two-admins.ts'
import { codeOf } from '../directory/in-memory-directory.ts'
import * as samba from '../directory/samba.ts'
import { addPeople, connectionTo, slapdFault, startSlapd } from '../directory/slapd.ts'

const first = 'Blue-Harbour-42-lamp'
type Connected = Parameters<Services['directories']['add']>[0]

/** A desk of its own that is connected to the directory, and what it does to anna. */
async function desk(given: Connected) {
  // What is uncertain is found out at once.
  const { services, owner } = await setUp({ settleAfter: 0 })
  const { id } = await services.directories.add(given, owner)
  const look = () => services.directories.look({ id, isWhole: true }, owner)
  await look()
  const anna = services.users.idOf('anna') as UserId
  return {
    look,
    reset: () => services.passwords.reset({ userId: anna, choice: generated, mustChange: true }, owner),
    settle: services.passwords.settle,
    state: () => services.users.get({ id: anna }, owner),
    /** The password that this desk shows, as an admin would read it; null for none. */
    shown: async () => {
      const { ticket } = await services.passwords.ticketOf({ userId: anna }, owner)
      if (ticket === null) return null
      const { passwords } = await services.passwords.reveal({ secretIds: [ticket.secretId] }, owner)
      return passwords[0]?.password ?? null
    },
  }
}

/** Two desks at one directory, and whether a password opens it and must be changed then. */
async function twoDesks(given: Connected, key: string) {
  const { directory, ldap } = openDirectory(given.connection, given.password)
  onTestFinished(ldap.close)
  const opens = async (password: string | null) => (await directory.verify(key, password ?? '')).kind === 'mustChange'
  return { opens, desks: [await desk(given), await desk(given)] as const }
}

async function atOpenLdap() {
  const slapd = await startSlapd(temporaryFolder())
  onTestFinished(() => slapd.stop())
  const keys = await addPeople(slapd.url, ['anna'], first)
  return twoDesks(connectionTo(slapd), keys.get('anna') ?? '')
}

async function atSamba() {
  const server = await samba.startSamba(temporaryFolder())
  onTestFinished(() => server.stop())
  return twoDesks(samba.connectionTo(server), await samba.addPerson(server, 'anna', { password: first }))
}

async function resetAtOnce({ opens, desks }: Awaited<ReturnType<typeof twoDesks>>, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const codes = await Promise.all(desks.map(({ reset }) => codeOf(Promise.resolve(reset()))))
    for (const code of codes) expect([null, 'DIRECTORY_UNCERTAIN']).toContain(code)
    for (const { look } of desks) await look()
    const shown = await Promise.all(desks.map((one) => one.shown()))
    // One after the other, because each proof may be a write.
    const right: boolean[] = []
    for (const password of shown) right.push(await opens(password))
    for (const [at, password] of shown.entries()) expect(password === null || right[at]).toBe(true)
    for (const { settle } of desks) await settle()
  }
}

it('of two desks at one directory the one that reset first shows its password no more once it has looked', async ({
  skip,
}) => {
  if (slapdFault !== null) skip(slapdFault)
  const { opens, desks } = await atOpenLdap()
  const [one, other] = desks
  await one.reset()
  const before = await one.shown()
  expect(await opens(before)).toBe(true)
  await other.reset()
  expect(await opens(await other.shown())).toBe(true)
  await one.look()
  expect(await one.shown()).toBeNull()
  expect(await other.state()).toMatchObject({ passwordState: 'temporary' })
  expect(await one.state()).toMatchObject({ passwordState: 'mustChange' })
})

it('of two desks that reset at once at OpenLDAP none shows a password that does not open it', async ({ skip }) => {
  if (slapdFault !== null) skip(slapdFault)
  await resetAtOnce(await atOpenLdap(), 5)
})

it('of two desks that reset at once at Active Directory none shows a password that does not open it', async ({
  skip,
}) => {
  if (samba.sambaFault !== null) skip(samba.sambaFault)
  await resetAtOnce(await atSamba(), 5)
})
