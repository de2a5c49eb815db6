import { expect, it } from 'vitest'
import { makeAuthority } from '../electron/portal/certificate.ts'
import type { Call } from '../electron/rpc/call.ts'
import type { Services } from '../electron/services.ts'
import { adminContract } from '../shared/contract.ts'
import type { UserId } from '../shared/ids.ts'
import type { OperationMeta } from '../shared/operation.ts'
import { portalOff } from '../shared/portal.ts'
import { defaultPolicies } from '../shared/rules/policy.ts'
import {
  addPerson,
  keepingKeychain,
  nobody,
  ownerName,
  ownerPassword,
  setUp,
  signedInPerson,
} from './support/test-services.ts'

type World = {
  readonly services: Services
  readonly owner: Call
  readonly token: string
  readonly id: UserId
  readonly recoveryKey: string
}
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
const portal = { ...portalOff, hostName: 'portal.nordwind.test' }
const users = (id: UserId) => ({ kind: 'users', ids: [id] }) as const

async function finishedJob({ services, owner, id }: World) {
  const { jobId } = await services.passwords.resetMany(
    { selection: users(id), style: 'strong', language: 'en', mustChange: true },
    owner,
  )
  await services.jobs.finished(jobId)
  return jobId
}

async function runningJob(world: World) {
  for (let at = 0; at < 30; at += 1) await addPerson(world.services, world.owner)
  const query = { search: '', filter: { signIn: [], passwordState: [], role: [] } }
  const selection = { kind: 'matching', query, except: [] } as const
  return (
    await world.services.passwords.resetMany(
      { selection, style: 'strong', language: 'en', mustChange: true },
      world.owner,
    )
  ).jobId
}

async function uploaded({ services, owner }: World) {
  const bytes = Buffer.from('User name,Display name\na@b.test,A\n')
  const { importId } = await services.users.startImport({ fileName: 'a.csv', size: bytes.length }, owner)
  await services.users.uploadChunk({ importId, index: 0, bytes: bytes.toString('base64') }, owner)
  return { importId }
}

const ticket = async ({ services, owner, id }: World) =>
  (await services.passwords.reset({ userId: id, choice, mustChange: true }, owner)).secretId

/** How each operation that leaves an entry is done once; an operation of the contract that is missing here fails the test. */
const doing: Record<string, (world: World) => Promise<unknown>> = {
  'settings.createOrganisation': async () => {},
  'settings.save': async ({ services, owner }) =>
    services.settings.save({ organisation: 'Renamed', signInAddress: '' }, owner),
  'sessions.signIn': async ({ services }) =>
    services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody),
  'sessions.signOut': async ({ services, owner }) => services.sessions.signOut({}, owner),
  'sessions.unlock': async ({ services, owner }) => services.sessions.unlock({ password: ownerPassword }, owner),
  'sessions.confirm': async ({ services, owner }) => services.sessions.confirm({ password: ownerPassword }, owner),
  'users.add': async ({ services, owner }) => addPerson(services, owner),
  'users.edit': async ({ services, owner, id }) =>
    services.users.edit(
      { id, username: 'renamed@nordwind.test', displayName: 'R', contact: {}, language: null },
      owner,
    ),
  'users.block': async ({ services, owner, id }) => services.users.block({ id, isBlocked: true }, owner),
  'users.confirmImport': async (world) => world.services.users.confirmImport(await uploaded(world), world.owner),
  'users.exportFile': async ({ services, owner, id }) =>
    services.users.exportFile({ selection: users(id), language: 'en' }, owner),
  'users.deleteMany': async ({ services, owner, id }) => services.users.deleteMany({ ids: [id] }, owner),
  'users.setNeverExpires': async ({ services, owner, id }) => services.users.setNeverExpires({ id, isOn: true }, owner),
  'users.editMine': async ({ services, owner }) =>
    services.users.editMine({ alternateEmail: '', mobilePhone: '1', language: null }, owner),
  'passwords.restore': async ({ services, owner, id }) => {
    await services.users.deleteMany({ ids: [id] }, owner)
    await services.passwords.restore({ userId: id, username: null, style: 'strong', language: 'en' }, owner)
  },
  'passwords.shutOut': async ({ services, owner, id }) => services.passwords.shutOut({ userId: id }, owner),
  'sessions.endMine': async ({ services, owner }) => {
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const { sessions } = await services.sessions.mine({}, owner)
    await services.sessions.endMine({ id: sessions.find((session) => !session.isThis)?.id ?? '' }, owner)
  },
  'sessions.endAll': async ({ services, owner, id }) => services.sessions.endAll({ userId: id }, owner),
  'policies.save': async ({ services, owner }) =>
    services.policies.save({ ...defaultPolicies, lockout: { ...defaultPolicies.lockout, threshold: 5 } }, owner),
  'policies.undo': async (world) => {
    await doing['policies.save']?.(world)
    await world.services.policies.undo({}, world.owner)
  },
  'policies.unlock': async ({ services, owner, id }) => services.policies.unlock({ userId: id }, owner),
  'portal.save': async ({ services, owner }) => services.portal.save(portal, owner),
  'portal.renew': async ({ services, owner }) => {
    await services.portal.save(portal, owner)
    await services.portal.renew({}, owner)
  },
  'portal.setCertificate': async ({ services, owner }) => {
    const { certificate, key } = makeAuthority(
      { host: portal.hostName, address: null },
      'Nordwind',
      Date.UTC(2026, 10, 20, 12),
    )
    await services.portal.setCertificate({ file: { kind: 'pem', certificate, key, passphrase: '' } }, owner)
  },
  'passwords.reset': async ({ services, owner, id }) =>
    services.passwords.reset({ userId: id, choice, mustChange: true }, owner),
  'passwords.resetMany': async (world) => finishedJob(world),
  'passwords.requireChange': async ({ services, owner }) => {
    const person = await signedInPerson(services, owner)
    await services.jobs.finished((await services.passwords.requireChange({ selection: users(person.id) }, owner)).jobId)
  },
  'passwords.reveal': async (world) =>
    world.services.passwords.reveal({ secretIds: [await ticket(world)] }, world.owner),
  'passwords.exportResults': async (world) =>
    world.services.passwords.exportResults({ jobId: await finishedJob(world), language: 'en' }, world.owner),
  'passwords.change': async ({ services, owner }) =>
    services.passwords.change({ currentPassword: ownerPassword, newPassword: 'Another-Harbour-43-lamp' }, owner),
  'passwords.changeForced': async ({ services, owner }) => signedInPerson(services, owner),
  'jobs.stop': async (world) => world.services.jobs.stop({ id: await runningJob(world) }, world.owner),
  'jobs.resume': async (world) => {
    const id = await runningJob(world)
    await world.services.jobs.stop({ id }, world.owner)
    await world.services.jobs.resume({ id }, world.owner)
    await world.services.jobs.finished(id)
  },
  'jobs.retry': async (world) => doing['jobs.resume']?.(world),
  'roles.set': async ({ services, owner, id }) => services.roles.set({ userId: id, roles: ['globalReader'] }, owner),
  'vault.openWithRecoveryKey': async ({ services, recoveryKey }) => {
    services.vault.close()
    services.vault.openWithRecoveryKey({ recoveryKey }, nobody)
  },
  'vault.createRecoveryKey': async ({ services, owner }) => services.vault.createRecoveryKey({}, owner),
  'audit.exportFile': async ({ services, owner }) =>
    services.audit.exportFile({ filter: { person: '', action: null, from: null, until: null }, language: 'en' }, owner),
}

const leaving = Object.entries(adminContract).flatMap(([slice, operations]) =>
  Object.entries(operations).flatMap(([name, procedure]) => {
    const { meta } = (procedure as unknown as { '~orpc': { meta: OperationMeta } })['~orpc']
    return meta.audit ? [{ path: `${slice}.${name}`, actions: meta.audit }] : []
  }),
)

// Copying needs a door with a clipboard: test/electron/door/door.test.ts shows its entry.
const elsewhere = ['door.copyPassword']

it.each(leaving.filter(({ path }) => !elsewhere.includes(path)))(
  '$path leaves $actions in the audit log',
  async ({ path, actions }) => {
    const { services, owner, token, recoveryKey } = await setUp({ keychain: keepingKeychain() })
    const { id } = await addPerson(services, owner)
    expect(doing[path], `${path} is not tried here`).toBeTypeOf('function')
    await doing[path]?.({ services, owner, token, id, recoveryKey })
    const reader = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
    for (const action of actions) {
      const { entries } = await services.audit.list(
        { filter: { person: '', action, from: null, until: null }, offset: 0, limit: 1 },
        reader,
      )
      expect(entries[0], action).toMatchObject({ action, result: 'success' })
      if (path !== 'vault.openWithRecoveryKey') expect(entries[0]?.actor).not.toBe('')
    }
    expect(await services.audit.verify({}, reader)).toMatchObject({ isIntact: true })
  },
)

it('changes nothing without an entry: every operation of the contract either leaves one or only reads', () => {
  const reading = Object.entries(adminContract).flatMap(([slice, operations]) =>
    Object.entries(operations).flatMap(([name, procedure]) =>
      (procedure as unknown as { '~orpc': { meta: OperationMeta } })['~orpc'].meta.audit ? [] : [`${slice}.${name}`],
    ),
  )
  expect(reading).toEqual([
    'settings.status',
    'settings.get',
    'sessions.current',
    'sessions.lock',
    'sessions.touch',
    'sessions.mine',
    'sessions.of',
    'users.list',
    'users.counts',
    'users.get',
    'users.startImport',
    'users.uploadChunk',
    'users.previewImport',
    'users.cancelImport',
    'users.listDeleted',
    'users.history',
    'users.mySignIns',
    'users.me',
    'passwords.policy',
    'passwords.previewMany',
    'passwords.ticketOf',
    'jobs.list',
    'jobs.get',
    'jobs.items',
    'policies.get',
    'policies.preview',
    'policies.exportFile',
    'policies.readFile',
    'policies.tryPassword',
    'policies.locked',
    'portal.get',
    'portal.caFile',
    'vault.slots',
    'audit.list',
    'audit.verify',
    'door.capabilities',
    'door.protectScreen',
  ])
})
