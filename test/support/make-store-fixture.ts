// Writes the fixture of the newest version, for test/electron/db/upgrade.test.ts. Run it before a new migration lands:
//   node test/support/make-store-fixture.ts

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { plainDoor } from '../../electron/door/door-port.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { noFilter } from '../../shared/users.ts'
import { signedIn } from './signed-in.ts'
import { fixtureTime, writeFixture } from './store-fixtures.ts'
import { withoutApproval } from './without-approval.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'keydesk-fixture-'))
const owner = { username: 'owner@nordwind.test', password: 'Blue-Harbour-42-lamp' }
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const vault = { id: '', key: '' }
const keychain = {
  read: () => (vault.key === '' ? null : Buffer.from(vault.key, 'hex')),
  write: (account: string, secret: Uint8Array) => {
    vault.id = account
    vault.key = Buffer.from(secret).toString('hex')
  },
  remove: () => {},
}
try {
  const doorPort = plainDoor(() => 'en')
  const services = await createServices({ dataDir, door: 'browser', doorPort, keychain, now: () => fixtureTime })
  const { token } = await services.settings.createOrganisation(
    { organisation: 'Nordwind', displayName: 'Olga Owner', ...owner, language: 'en' },
    nobody,
  )
  const call = signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
  const ids: UserId[] = []
  for (const name of ['anna', 'bo', 'cleo', 'dan', 'eva']) {
    const person = { username: `${name}@nordwind.test`, displayName: name, contact: {}, language: 'da' } as const
    ids.push((await services.users.add(person, call)).id)
  }
  const [anna, bo, , dan] = ids as [UserId, UserId, UserId, UserId]
  const { id: group } = await services.groups.create({ name: 'Sales', kind: 'picked', departments: [] }, call)
  await services.groups.addMembers({ id: group, selection: { kind: 'users', ids: [anna, bo] } }, call)
  await services.roles.set({ userId: anna, roles: ['helpdeskAdministrator'] }, call)
  const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
  const { secretId } = withoutApproval(await services.passwords.reset({ userId: bo, choice, mustChange: true }, call))
  const { passwords } = await services.passwords.reveal({ secretIds: [secretId] }, call)
  const selection = { kind: 'matching', query: { search: 'cleo', filter: noFilter }, except: [] } as const
  const many = { selection, style: 'strong', language: 'en', mustChange: true } as const
  const { jobId } = withoutApproval(await services.passwords.resetMany(many, call))
  await services.jobs.finished(jobId)
  await services.users.block({ id: dan, isBlocked: true }, call)
  const { entries } = await services.audit.verify({}, call)
  await services.close()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  const version = sql.pragma('user_version', { simple: true }) as number
  const file = writeFixture(sql, {
    version,
    owner,
    people: {
      [owner.username]: ['globalAdministrator'],
      'anna@nordwind.test': ['helpdeskAdministrator'],
      ...Object.fromEntries(['bo', 'cleo', 'dan', 'eva'].map((name) => [`${name}@nordwind.test`, []])),
    },
    readable: { 'bo@nordwind.test': passwords[0]?.password ?? '' },
    groups: { Sales: 2 },
    jobs: 1,
    entries,
    vault,
  })
  sql.close()
  process.stdout.write(`${file}\n`)
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
