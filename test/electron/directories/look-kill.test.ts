// @module-tag long
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import { noFilter } from '../../../shared/users.ts'
import { count, seededRandom } from '../../long/tally.ts'
import { startFile } from '../../support/build-script.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, ownerName, ownerPassword, temporaryFolder } from '../../support/test-services.ts'
import { addPeople, asManager, connectionTo, people, replace, slapdFault, startSlapd } from '../directory/slapd.ts'

/** As many as a test may take that runs each time; KEYDESK_KILLS for more. */
const kills = Number(process.env.KEYDESK_KILLS ?? 3)
const random = seededRandom(20261201)
const uids = Array.from({ length: 400 }, (_, at) => `work${at}`)

const open = (dataDir: string, keys: string) =>
  createServices({
    dataDir,
    door: 'browser',
    doorPort: plainDoor(() => 'en'),
    keychain: fileKeychain(keys),
  })

it(
  `a look that is killed ${kills} times loses nobody, doubles nobody, and takes nobody's role`,
  async ({ skip }) => {
    if (slapdFault !== null) skip(slapdFault)
    const slapd = await startSlapd(temporaryFolder())
    onTestFinished(() => slapd.stop())
    await addPeople(slapd.url, uids, 'Blue-Harbour-42-lamp')
    const [dataDir, keys] = [temporaryFolder(), temporaryFolder()]
    const first = await open(dataDir, keys)
    const organisation = { organisation: 'Kill', displayName: 'Owner', username: ownerName, password: ownerPassword }
    const { token } = await first.settings.createOrganisation({ ...organisation, language: 'en' }, nobody)
    const owner = signedIn(first.serve.callOf(token, 'browser', false))
    const { id } = await first.directories.add(connectionTo(slapd), owner)
    await first.close()
    let roleOf: UserId | null = null
    const gone = new Set<string>()
    for (let kill = 0; kill < kills; kill += 1) {
      const child = startFile('test/electron/directories/look-kill-child.ts', [dataDir, keys])
      const isDone = once(child, 'exit')
      await once(child.stdout as NodeJS.ReadableStream, 'data')
      const removed = uids[kill * 3] as string
      await asManager(slapd.url, async (client) => {
        await client.modify(`uid=${uids[kill * 3 + 1]},${people}`, [replace('displayName', `Renamed ${kill}`)])
        await client.del(`uid=${removed},${people}`)
      })
      gone.add(removed)
      await setTimeout(random() * 400)
      child.kill('SIGKILL')
      await isDone
      const services = await open(dataDir, keys)
      const call = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
      const left = await services.users.list(
        {
          query: { search: 'work', filter: noFilter },
          sort: { by: 'username', direction: 'ascending', language: 'en' },
          offset: 0,
          limit: 500,
        },
        call,
      )
      const names = left.rows.map(({ username }) => username)
      expect(new Set(names).size).toBe(names.length)
      if (roleOf === null && services.users.idOf('work399') !== null) {
        roleOf = services.users.idOf('work399')
        await services.roles.set({ userId: roleOf as UserId, roles: ['helpdeskAdministrator'] }, call)
      }
      await services.close()
    }
    const services = await open(dataDir, keys)
    onTestFinished(services.close)
    const call = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
    await services.directories.look({ id, isWhole: true }, call)
    const [row] = (await services.directories.list({}, call)).directories
    expect(row).toMatchObject({ people: uids.length - gone.size, missing: 0, fault: null })
    expect(services.users.stored(services.users.idOf('work1') as UserId)?.displayName).toBe('Renamed 0')
    for (const uid of gone) expect(services.users.idOf(uid)).toBeNull()
    if (roleOf !== null) expect(services.users.stored(roleOf)?.roles).toEqual(['helpdeskAdministrator'])
    expect(await services.audit.verify({}, call)).toMatchObject({ isIntact: true })
    count({ work: 'a look at a directory', kills, acknowledged: gone.size, lost: 0 })
  },
  60_000 + kills * 20_000,
)
