import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { plainDoor } from '../../electron/door/door-port.ts'
import type { SignedInCall } from '../../electron/rpc/call.ts'
import { createServices, type Services } from '../../electron/services.ts'
import type { SecretId, UserId } from '../../shared/ids.ts'
import { count } from '../long/tally.ts'
import { startFile } from '../support/build-script.ts'
import { fileKeychain } from '../support/file-keychain.ts'
import { signedIn } from '../support/signed-in.ts'
import { nobody, ownerName, ownerPassword, temporaryFolder } from '../support/test-services.ts'

/** As many as a test may take that runs each time; KEYDESK_KILLS for more. */
const kills = Number(process.env.KEYDESK_KILLS ?? 5)
const lanes = 2
const people = 24
const kinds = ['import', 'reset', 'many'] as const

type Seen = {
  readonly acknowledged: Map<number, string>
  readonly imported: string[]
  readonly jobs: Set<string>
  /** How many operations were acknowledged. */
  sum: number
  /** Whose reset had begun and was not acknowledged when the kill came. */
  inFlight: number | null
}

function open(dataDir: string, keys: string, door: 'commandLine' | 'browser'): Promise<Services> {
  return createServices({ dataDir, door, doorPort: plainDoor(() => 'en'), keychain: fileKeychain(keys) })
}

async function prepare() {
  const [dataDir, keys] = [temporaryFolder(), temporaryFolder()]
  const services = await open(dataDir, keys, 'commandLine')
  const set = {
    organisation: 'Kill',
    displayName: 'Owner',
    username: ownerName,
    password: ownerPassword,
    language: 'en',
  } as const
  const { token } = await services.settings.createOrganisation(set, nobody)
  const call = services.serve.callOf(token, 'browser', false)
  for (let at = 0; at < people; at += 1) {
    await services.users.add(
      { username: `work${at}@nordwind.test`, displayName: `Worker ${at}`, contact: {}, language: null },
      signedIn(call),
    )
  }
  await services.close()
  return { dataDir, keys }
}

/** Runs the child and kills it a random moment after it is ready; gathers what it acknowledged until then. */
function runAndKill(args: readonly string[], wait: number, seen: Seen): Promise<void> {
  return new Promise((resolve, reject) => {
    const process_ = startFile('test/support/kill-child.ts', args)
    let text = ''
    let complaints = ''
    process_.stderr?.on('data', (data) => {
      complaints += data
    })
    process_.stdout?.on('data', (data) => {
      const isFirst = text === ''
      text += data
      if (isFirst) setTimeout(() => process_.kill('SIGKILL'), wait)
    })
    // At `exit` the last output may still be in the pipe.
    process_.once('close', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`The child ended by itself: ${complaints}`))
      seen.inFlight = null
      for (const line of text.split('\n').slice(0, -1)) note(line, seen)
      resolve()
    })
  })
}

function note(line: string, seen: Seen): void {
  const { acknowledged, imported, jobs } = seen
  const [word, first = '', second = ''] = line.split(' ')
  if (word === 'reset' || word === 'imported' || word === 'started') seen.sum += 1
  if (word === 'resetting') seen.inFlight = Number(first)
  if (word === 'reset') {
    acknowledged.set(Number(first), second)
    seen.inFlight = null
  }
  if (word === 'imported') imported.push(first)
  if (word === 'started') {
    jobs.add(first)
    acknowledged.clear()
  }
}

/** What must hold after every kill. */
async function check(dataDir: string, keys: string, seen: Seen, verified: Map<number, number>): Promise<void> {
  const sql = new Sqlite(`${dataDir}/keydesk.db`, { readonly: true })
  expect(sql.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(sql.pragma('foreign_key_check')).toEqual([])
  for (const prefix of seen.imported) {
    expect(sql.prepare('SELECT count(*) FROM users WHERE username LIKE ?').pluck().get(`${prefix}%`), prefix).toBe(
      people,
    )
  }
  const parts = sql
    .prepare(
      "SELECT count(*) AS n FROM users WHERE username LIKE 'k%@kill.test' GROUP BY substr(username, 1, instr(substr(username, instr(username, '-') + 1), '-') + instr(username, '-'))",
    )
    .pluck()
    .all()
  expect(
    parts.every((part) => part === people),
    'an import is whole or not there',
  ).toBe(true)
  const changed = sql
    .prepare('SELECT id, password_changed_at AS at FROM users WHERE password_hash IS NOT NULL AND id > 1')
    .all() as { id: number; at: number }[]
  sql.close()
  const services = await open(dataDir, keys, 'commandLine')
  try {
    const call = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
    expect(await services.audit.verify({}, call)).toMatchObject({ isIntact: true })
    for (const { id, at } of changed) {
      if (verified.get(id) === at) continue
      await mustWork(services, call, id as UserId, seen)
      verified.set(id, at)
    }
  } finally {
    await services.close()
  }
}

/** The vault's copy is the password that signs in; an acknowledged one is that one, unless the kill came after a later reset was stored. */
async function mustWork(services: Services, call: SignedInCall, id: UserId, seen: Seen): Promise<void> {
  const { ticket } = await services.passwords.ticketOf({ userId: id }, call)
  const filter = { person: ticket?.username ?? '', action: null, from: null, until: null }
  const { entries } = await services.audit.list({ filter, offset: 0, limit: 1 }, call)
  const { passwords } = await services.passwords.reveal({ secretIds: [ticket?.secretId as SecretId] }, call)
  const { username, password } = passwords[0] as { username: string; password: string }
  const { session } = await services.sessions.signIn({ username, password }, nobody)
  expect(session.userId).toBe(id)
  const acknowledged = seen.acknowledged.get(id)
  if (acknowledged !== undefined && acknowledged !== password) {
    // The child says a password after it was revealed: of the one reset that it was at, the reveal may be stored too.
    const newest = seen.inFlight === id ? ['Reset user password.', 'Reveal password.'] : ['Reset user password.']
    expect(newest, `${username}: an acknowledged password was lost`).toContain(entries[0]?.action)
  }
}

/** One series of kills; answers how much was acknowledged between them. */
async function lane(number: number): Promise<number> {
  const { dataDir, keys } = await prepare()
  const seen: Seen = { acknowledged: new Map(), imported: [], jobs: new Set(), sum: 0, inFlight: null }
  const verified = new Map<number, number>()
  for (let round = 0; round < kills / lanes; round += 1) {
    const kind = kinds[round % kinds.length] as string
    const args = [dataDir, keys, `${number}x${round}`, kind, String(people)]
    await runAndKill(args, Math.random() * 250, seen)
    await check(dataDir, keys, seen, verified)
  }
  await everyJobGoesOn(dataDir, keys, seen)
  return seen.sum
}

async function everyJobGoesOn(dataDir: string, keys: string, seen: Seen): Promise<void> {
  const services = await open(dataDir, keys, 'browser')
  const call = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
  // Also those whose beginning was stored and never acknowledged.
  const { jobs } = await services.jobs.list({}, call)
  for (const id of [...seen.jobs, ...jobs.map((job) => job.id)]) await services.jobs.finished(id)
  const sql = new Sqlite(`${dataDir}/keydesk.db`, { readonly: true })
  const resets = sql
    .prepare(
      "SELECT json_extract(detail, '$.job') AS job, count(*) AS resets, count(DISTINCT target) AS people FROM audit WHERE action = 'Reset user password.' AND json_extract(detail, '$.job') IS NOT NULL GROUP BY job",
    )
    .all() as { job: string; resets: number; people: number }[]
  sql.close()
  expect(resets.length).toBeGreaterThanOrEqual(seen.jobs.size)
  for (const { job, resets: done, people: reset } of resets) {
    expect(await services.jobs.get({ id: job as never }, call), job).toMatchObject({
      state: 'done',
      done: people,
      failed: 0,
    })
    expect([done, reset], 'nobody was reset twice by one job').toEqual([people, people])
  }
  await services.close()
}

it(`loses nothing in ${kills} kills at random moments of imports, resets and bulk resets`, {
  timeout: 400_000,
}, async () => {
  const sums = await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
  const acknowledged = sums.reduce((sum, one) => sum + one, 0)
  // Whatever is lost or half has failed the test by now.
  count({ work: 'imports, resets and bulk resets', kills, acknowledged, lost: 0, half: 0 })
})
