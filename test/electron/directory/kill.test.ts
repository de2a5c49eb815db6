// @module-tag long
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices, type ServicesOptions } from '../../../electron/services.ts'
import type { JobId, SecretId, UserId } from '../../../shared/ids.ts'
import { count, seededRandom } from '../../long/tally.ts'
import { startFile } from '../../support/build-script.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, ownerName, ownerPassword, temporaryFolder } from '../../support/test-services.ts'
import { homesIn } from './homes.ts'
import { createOpenLdap } from './open-ldap.ts'
import { addPeople, slapdFault, startSlapd } from './slapd.ts'

/** As many as a test may take that runs each time; KEYDESK_KILLS for more. */
const kills = Number(process.env.KEYDESK_KILLS ?? 4)
const people = 24
const random = seededRandom(20261130)

const open = (dataDir: string, keys: string, options: Pick<ServicesOptions, 'externalHomeOf'>) =>
  createServices({
    dataDir,
    door: 'browser',
    doorPort: plainDoor(() => 'en'),
    keychain: fileKeychain(keys),
    settleAfter: 200,
    ...options,
  })

async function prepare() {
  const slapd = await startSlapd(temporaryFolder())
  onTestFinished(() => slapd.stop())
  const [dataDir, keys] = [temporaryFolder(), temporaryFolder()]
  const services = await open(dataDir, keys, {})
  const organisation = { organisation: 'Kill', displayName: 'Owner', username: ownerName, password: ownerPassword }
  const { token } = await services.settings.createOrganisation({ ...organisation, language: 'en' }, nobody)
  const call = signedIn(services.serve.callOf(token, 'browser', false))
  const uids = Array.from({ length: people }, (_, at) => `work${at}`)
  for (const uid of uids) {
    const person = { username: `${uid}@nordwind.test`, displayName: uid, contact: {}, language: null }
    await services.users.add(person, call)
  }
  await services.close()
  await addPeople(slapd.url, uids, 'Blue-Harbour-42-lamp')
  return { slapd, dataDir, keys }
}

function runAndKill(args: readonly string[], wait: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = startFile('test/electron/directory/kill-child.ts', args)
    let complaints = ''
    child.stderr?.on('data', (data) => {
      complaints += data
    })
    child.stdout?.once('data', () => setTimeout(() => child.kill('SIGKILL'), wait))
    child.once('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve()
      else reject(new Error(`The child ended by itself: ${complaints}`))
    })
  })
}

/** The first column of what the store says, read while no other process holds it. */
function look<T>(dataDir: string, query: string): readonly T[] {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  try {
    return sql.prepare<[], T>(query).pluck().all()
  } finally {
    sql.close()
  }
}

it(
  `gives everybody in an external directory one known password per job, killed ${kills} times on the way`,
  async ({ skip }) => {
    if (slapdFault !== null) skip(slapdFault)
    const { slapd, dataDir, keys } = await prepare()
    const intents = () => look<number>(dataDir, 'SELECT count(*) FROM password_intents')[0]
    let leftOver = 0
    for (let kill = 0; kill < kills; kill += 1) {
      await runAndKill([dataDir, keys, slapd.url], 20 + Math.floor(random() * 400))
      leftOver += intents() ?? 0
    }
    const homes = await homesIn(dataDir, slapd.url)
    const services = await open(dataDir, keys, { externalHomeOf: homes })
    onTestFinished(services.close)
    const owner = services.users.idOf(ownerName) as UserId
    const call = services.sessions.callFor(owner, 'browser')
    const { jobs } = await services.jobs.list({}, call)
    for (const { id } of jobs) await services.jobs.finished(id as JobId)
    expect(intents()).toBe(0)
    // Not one of them was lost on the way, and none was done twice.
    const twice = `SELECT target FROM audit WHERE action = 'Reset user password.' AND result = 'success'
      GROUP BY target_id, detail HAVING count(*) <> 1`
    expect(look(dataDir, twice)).toEqual([])
    for (const { id } of jobs)
      expect(services.jobs.get({ id }, call)).toMatchObject({ state: 'done', done: people, skipped: 0, failed: 0 })
    const directory = createOpenLdap({ url: slapd.url })
    for (const id of look<UserId>(dataDir, "SELECT id FROM users WHERE username LIKE 'work%'")) {
      const { ticket } = services.passwords.ticketOf({ userId: id }, call) as { ticket: { secretId: SecretId } }
      const { passwords } = await services.passwords.reveal({ secretIds: [ticket.secretId] }, call)
      const verdict = await directory.verify(homes(id)?.key as string, passwords[0]?.password ?? '')
      expect(verdict.kind).toBe('right')
    }
    count({
      work: 'a job in an external directory',
      kills,
      acknowledged: jobs.length * people,
      note: `${leftOver} passwords were on their way at a kill`,
    })
    expect(jobs.length).toBeGreaterThan(0)
  },
  60_000 + kills * 20_000,
)
