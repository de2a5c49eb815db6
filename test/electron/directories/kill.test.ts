// @module-tag long
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import type { DirectoryId } from '../../../shared/directories.ts'
import type { JobId, UserId } from '../../../shared/ids.ts'
import { count, seededRandom } from '../../long/tally.ts'
import { startFile } from '../../support/build-script.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, ownerName, ownerPassword, temporaryFolder } from '../../support/test-services.ts'
import { connectionTo } from '../directory/slapd.ts'
import { rows } from './growing.ts'
import { entry, pretendDirectory, pretendedLdap } from './pretend-directory.ts'

/** As many as a test may take that runs each time; KEYDESK_KILLS for more. */
const kills = Number(process.env.KEYDESK_KILLS ?? 3)
const people = 300
const seed = 20261201
const random = seededRandom(seed)
const id = 1 as DirectoryId

const there = pretendDirectory()
const open = (dataDir: string, keys: string) =>
  createServices({
    dataDir,
    door: 'browser',
    doorPort: plainDoor(() => 'en'),
    keychain: fileKeychain(keys),
    openDirectory: () => ({ directory: there.directory, ldap: pretendedLdap }),
  })

/** An office whose people are all in a directory, too. */
async function prepare() {
  const [dataDir, keys] = [temporaryFolder(), temporaryFolder()]
  const services = await open(dataDir, keys)
  const organisation = { organisation: 'Kill', displayName: 'Owner', username: ownerName, password: ownerPassword }
  const { token } = await services.settings.createOrganisation({ ...organisation, language: 'en' }, nobody)
  const call = signedIn(services.serve.callOf(token, 'browser', false))
  const { connection, password } = connectionTo({ tlsPort: 1, authority: '' })
  await services.directories.add({ connection, password }, call)
  there.entries.clear()
  for (let at = 0; at < people; at += 1) {
    const person = { username: `work${at}@nordwind.test`, displayName: `Work ${at}`, contact: {}, language: null }
    await services.users.add(person, call)
    there.put(entry(`key${at}`, { username: person.username, displayName: person.displayName }))
  }
  await services.directories.look({ id, isWhole: true }, call)
  await services.close()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.exec("UPDATE users SET password_hash = 'hash of ' || id WHERE directory_id IS NULL AND username LIKE 'work%'")
  sql.close()
  const own = rows<{ id: number }>(dataDir, "SELECT id FROM users WHERE directory_id IS NULL AND username LIKE 'work%'")
  return { dataDir, keys, own: own.map((one) => one.id) }
}

function runAndKill(args: readonly string[], wait: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = startFile('test/electron/directories/kill-child.ts', args)
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

/** Everybody is wholly matched or wholly not: one row with the entry's key, one password, and the hash where it belongs. Answers how many are matched. */
function mustBeWhole(dataDir: string, own: readonly number[]): number {
  const all = rows<{
    id: number
    key: string | null
    hash: string | null
    version: string | null
    aside: string | null
  }>(
    dataDir,
    `SELECT u.id, u.directory_key AS key, u.password_hash AS hash, u.credential_version AS version, a.password_hash AS aside
     FROM users u LEFT JOIN adoptions a ON a.user_id = u.id WHERE u.username LIKE 'work%'`,
  )
  const byId = new Map(all.map((row) => [row.id, row]))
  const keys = all.flatMap(({ key }) => key ?? [])
  expect(keys.toSorted()).toEqual(Array.from({ length: people }, (_, at) => `key${at}`).toSorted())
  let matched = 0
  for (const person of own) {
    const row = byId.get(person)
    const hash = `hash of ${person}`
    if (row?.key === null) expect(row).toMatchObject({ hash, version: null, aside: null })
    else expect(row).toMatchObject({ hash: null, version: 'v1', aside: hash })
    if (row?.key !== null) matched += 1
  }
  expect(all.length).toBe(2 * people - matched)
  return matched
}

it(
  `leaves everybody wholly matched or wholly not, killed ${kills} times on the way (seed ${seed})`,
  async () => {
    const { dataDir, keys, own } = await prepare()
    let halfway = 0
    for (let kill = 0; kill < kills; kill += 1) {
      await runAndKill([dataDir, keys, 'match'], 20 + Math.floor(random() * 300))
      const matched = mustBeWhole(dataDir, own)
      if (matched > 0 && matched < people) halfway += 1
    }
    const services = await open(dataDir, keys)
    const call = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
    const { jobs } = await services.jobs.list({}, call)
    for (const job of jobs) await services.jobs.finished(job.id as JobId)
    const outcomes = await Promise.all(jobs.map((job) => services.jobs.get({ id: job.id }, call)))
    for (const job of outcomes) expect(job).toMatchObject({ state: 'done', skipped: 0, failed: 0, done: people })
    await services.close()
    expect(mustBeWhole(dataDir, own) % people).toBe(0)
    count({
      work: 'matching people',
      kills,
      acknowledged: jobs.length * people,
      note: `${halfway} kills in the middle`,
    })
  },
  60_000 + kills * 10_000,
)

it.each(['keep', 'remove'] as const)(
  'goes on disconnecting at the next start, and loses nobody: %s',
  async (what) => {
    const { dataDir, keys } = await prepare()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec("INSERT INTO user_roles SELECT id, 'helpdeskAdministrator' FROM users WHERE directory_id IS NOT NULL")
    sql.close()
    const before = rows<{ id: number }>(dataDir, 'SELECT id FROM users ORDER BY id').map((row) => row.id)
    for (let kill = 0; kill < Math.min(kills, 8); kill += 1) {
      if (rows(dataDir, 'SELECT 1 FROM directories').length === 0) break
      await runAndKill([dataDir, keys, what], Math.floor(random() * 40)).catch(() => {})
      const half = `SELECT 1 FROM users u WHERE username NOT LIKE 'owner%' AND password_hash IS NULL AND directory_id IS NULL
        AND (credential_version IS NOT NULL OR EXISTS (SELECT 1 FROM user_roles r WHERE r.user_id = u.id) OR deleted_at IS ${what === 'keep' ? 'NOT NULL' : 'NULL'})`
      expect(rows(dataDir, half)).toEqual([])
    }
    const services = await open(dataDir, keys)
    onTestFinished(services.close)
    const call = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
    for (let turn = 0; turn < 2000; turn += 1) {
      if ((await services.directories.list({}, call)).directories.length === 0) break
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect((await services.directories.list({}, call)).directories).toEqual([])
    expect(rows<{ id: number }>(dataDir, 'SELECT id FROM users ORDER BY id').map((row) => row.id)).toEqual(before)
  },
  60_000 + kills * 10_000,
)
