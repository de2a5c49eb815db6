// Writes the fixture of the newest version, for test/electron/db/upgrade.test.ts. Run it before a new migration lands:
//   node test/support/make-store-fixture.ts

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Entry, ExternalDirectory } from '../../electron/directory/directory.ts'
import type { OpenDirectory } from '../../electron/directory/open-directory.ts'
import { plainDoor } from '../../electron/door/door-port.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { type Contact, contactFields, noFilter } from '../../shared/users.ts'
import { signedIn } from './signed-in.ts'
import { fixtureTime, writeFixture } from './store-fixtures.ts'
import { withoutApproval } from './without-approval.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'keydesk-fixture-'))
const owner = { username: 'owner@nordwind.test', password: 'Blue-Harbour-42-lamp' }
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const vault = { id: '', key: '' }
const keyOfVault = () => (vault.key === '' ? null : Buffer.from(vault.key, 'hex'))
const keychain = {
  read: keyOfVault,
  readLater: async () => keyOfVault(),
  write: (account: string, secret: Uint8Array) => {
    vault.id = account
    vault.key = Buffer.from(secret).toString('hex')
  },
  remove: () => {},
}
/** Two people of a connected directory, which is never asked for more than who they are. */
const people = ['frida', 'gunnar'].map(
  (name, at): Entry => ({
    key: `00000000-0000-4000-8000-00000000000${at}`,
    version: '20261101120000Z',
    username: name,
    displayName: name,
    contact: { ...(Object.fromEntries(contactFields.map((field) => [field, ''])) as Contact), department: 'Sales' },
    isBlocked: false,
    lock: null,
    isProtected: name === 'gunnar',
    password: { isSet: true, mustChange: false, changedAt: fixtureTime, expiresAt: null, neverExpires: false },
  }),
)
const unasked = () => Promise.reject(new Error('Nobody asks for this.'))
const directory: ExternalDirectory = {
  kind: 'openLdap',
  capabilities: { writes: 'external' },
  read: unasked,
  verify: unasked,
  reset: unasked,
  requireChange: unasked,
  rights: unasked,
  rules: unasked,
  abilities: unasked,
  locks: async () => ['unknown'],
  groups: {
    list: async function* () {
      yield []
    },
    members: async function* () {
      yield* []
    },
  },
  changes: async function* () {
    yield { entries: people, gone: [] }
    return { cursor: String(fixtureTime), isWhole: true }
  },
}
const openDirectory = () => ({ directory, ldap: { close: () => {} } as OpenDirectory['ldap'] })
const connection = {
  kind: 'openLdap',
  name: 'Office',
  servers: [{ host: 'ldap.nordwind.test', port: 636 }],
  security: 'ldaps',
  trust: { kind: 'system' },
  base: 'dc=nordwind,dc=test',
  account: 'cn=helpdesk,dc=nordwind,dc=test',
} as const
try {
  const doorPort = plainDoor(() => 'en')
  const services = await createServices({
    dataDir,
    door: 'browser',
    doorPort,
    keychain,
    openDirectory,
    now: () => fixtureTime,
  })
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
  const { id: office } = await services.directories.add({ connection, password: 'Helpdesk-of-the-office' }, call)
  await services.directories.look({ id: office, isWhole: true }, call)
  const frida = services.users.idOf('frida') as UserId
  await services.roles.set({ userId: frida, roles: ['helpdeskAdministrator'] }, call)
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
      frida: ['helpdeskAdministrator'],
      gunnar: [],
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
