import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { makeAuthority } from '../../electron/portal/certificate.ts'
import type { SignedInCall } from '../../electron/rpc/call.ts'
import type { Services } from '../../electron/services.ts'
import { everyEntry } from '../../shared/audit.ts'
import type { UserId } from '../../shared/ids.ts'
import { portalOff } from '../../shared/portal.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { noFilter } from '../../shared/users.ts'
import { addPeople, connectionTo, startSlapd } from '../electron/directory/slapd.ts'
import { uploadContacts } from './import-people.ts'
import { settingsFor, startMailServer } from './mail-server.ts'
import type { LeavingName } from './operation-names.ts'
import { sendLinkOnce } from './reset-links.ts'
import { registerAuthenticator } from './second-factor.ts'
import { selfServiceRuns } from './self-service.ts'
import { signedIn } from './signed-in.ts'
import { jump } from './test-clocks.ts'
import { addPerson, nobody, ownerName, ownerPassword, signedInPerson, temporaryFolder } from './test-services.ts'
import { withoutApproval } from './without-approval.ts'

export type World = {
  readonly services: Services
  readonly owner: SignedInCall
  readonly token: string
  readonly id: UserId
  readonly recoveryKey: string
  readonly clock: { now: number }
}
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
const twoPersonPolicies = { ...defaultPolicies, signIn: { ...defaultPolicies.signIn, twoPerson: { isOn: true } } }
const portal = { ...portalOff, hostName: 'portal.nordwind.test' }
const users = (id: UserId) => ({ kind: 'users', ids: [id] }) as const

async function finishedJob({ services, owner, id }: World) {
  const { jobId } = withoutApproval(
    await services.passwords.resetMany(
      { selection: users(id), style: 'strong', language: 'en', mustChange: true },
      owner,
    ),
  )
  await services.jobs.finished(jobId)
  return jobId
}

async function runningJob(world: World) {
  for (let at = 0; at < 30; at += 1) await addPerson(world.services, world.owner)
  const query = { search: '', filter: noFilter }
  const selection = { kind: 'matching', query, except: [] } as const
  const options = { selection, style: 'strong', language: 'en', mustChange: true } as const
  return withoutApproval(await world.services.passwords.resetMany(options, world.owner)).jobId
}

async function uploaded({ services, owner }: World) {
  const bytes = Buffer.from('User name,Display name\na@b.test,A\n')
  const { importId } = await services.imports.startUsers({ fileName: 'a.csv', size: bytes.length }, owner)
  await services.imports.uploadUsers({ importId, index: 0, bytes: bytes.toString('base64') }, owner)
  return { importId }
}

async function oneGroup({ services, owner }: World, name = 'Sales') {
  return (await services.groups.create({ name, kind: 'picked', departments: [] }, owner)).id
}

async function nestedGroups(world: World) {
  const id = await oneGroup(world)
  const groupIds = [await oneGroup(world, 'Field sales')]
  await world.services.groups.addGroups({ id, groupIds }, world.owner)
  return { id, groupIds }
}

const everybody = { search: '', filter: noFilter, sort: { by: 'username', direction: 'ascending' } } as const
const savedView = async ({ services, owner }: World) =>
  (await services.views.add({ name: 'Everybody', conditions: everybody }, owner)).id

const ticket = async ({ services, owner, id }: World) =>
  withoutApproval(await services.passwords.reset({ userId: id, choice, mustChange: true }, owner)).secretId

/** A reset that waits for the second of two admins. */
async function asked({ services, owner }: World) {
  const admin = await signedInPerson(services, owner, ['globalAdministrator'])
  await services.policies.save(twoPersonPolicies, owner)
  const answer = await services.passwords.reset({ userId: admin.id, choice, mustChange: true }, owner)
  if (answer.outcome !== 'waiting') throw new Error('It did not wait.')
  return { id: answer.request, second: { ...admin.call(), isConfirmed: true } }
}

async function mailOn({ services, owner }: World, port: number) {
  const server = settingsFor(port, { security: 'none' })
  await services.mail.save({ server, password: { kind: 'none' } }, owner)
}

/** A directory of one person, which answers. */
async function reading({ services, owner }: World) {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
  const slapd = await startSlapd(folder)
  onTestFinished(async () => {
    await slapd.stop()
    rmSync(folder, { recursive: true })
  })
  return services.directories.add(connectionTo(slapd), owner)
}

/** A directory that is not asked anything. */
const connected = async ({ services, owner }: World) =>
  services.directories.add(connectionTo({ tlsPort: 1, authority: '' }), owner)

/** Somebody of Keydesk's own who is matched with an entry of a directory. */
async function adoptIda({ services, owner, id: person }: World) {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
  const slapd = await startSlapd(folder)
  onTestFinished(async () => {
    await slapd.stop()
    rmSync(folder, { recursive: true })
  })
  const [uid = ''] = services.users.stored(person)?.username.split('@') ?? []
  await addPeople(slapd.url, [uid], 'Blue-Harbour-42-lamp')
  const { id } = await services.directories.add(connectionTo(slapd), owner)
  await services.directories.look({ id, isWhole: true }, owner)
  const entry = services.users.idOf(uid) as UserId
  const also = [{ person, entry, doubts: ['otherName'] }] as const
  const { jobId } = await services.directories.adopt({ id, pairs: null, also }, owner)
  await services.jobs.finished(jobId)
  return { id, person }
}

/** A mail that goes nowhere, because nobody listens on the port of a server that has closed. */
async function waitingMail(world: World) {
  const { port, close } = await startMailServer()
  await close()
  await mailOn(world, port)
  const data = { name: 'Ida', time: 0 }
  const mail = { to: 'ida@home.test', template: 'testMail', language: 'en', data, expiresAt: null } as const
  const id = world.services.mail.queue(mail)
  await world.services.mail.work()
  return { id }
}

// Copying needs a door with a clipboard: test/electron/door/door.test.ts shows its entry.
// A restored store has an entry of its own: test/electron/backup/round-trip.test.ts shows it.
type OperationRuns = Readonly<
  Record<Exclude<LeavingName, 'door.copyPassword' | 'backup.restore'>, (world: World) => Promise<unknown>>
>

/** Runs each operation that leaves an audit entry once; a missing one does not compile. */
export const operationRuns: OperationRuns = {
  'settings.createOrganisation': async () => {},
  'backup.make': async ({ services, owner }) =>
    services.backup.make({ path: temporaryFolder(), passphrase: null }, owner),
  'backup.saveSchedule': async ({ services, owner }) =>
    services.backup.saveSchedule(
      { every: 'day', weekday: 1, hour: 12, minute: 0, folder: temporaryFolder(), keepDays: 30 },
      owner,
    ),
  'settings.save': async ({ services, owner }) =>
    services.settings.save({ organisation: 'Renamed', signInAddress: '' }, owner),
  'sessions.signIn': async ({ services }) =>
    services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody),
  'sessions.proveFactor': async ({ services, owner, clock }) => {
    const app = await registerAuthenticator(services, owner, clock)
    clock.now += 30_000
    const { token } = await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    services.sessions.proveFactor({ code: app.code() }, signedIn(services.serve.callOf(token, 'browser', false)))
  },
  'methods.confirmAuthenticator': async ({ services, owner, clock }) => registerAuthenticator(services, owner, clock),
  'methods.removeAuthenticator': async ({ services, owner, clock }) => {
    await registerAuthenticator(services, owner, clock)
    services.methods.removeAuthenticator({}, owner)
  },
  'methods.createRecoveryCodes': async ({ services, owner, clock }) => {
    await registerAuthenticator(services, owner, clock)
    services.methods.createRecoveryCodes({}, owner)
  },
  'methods.removeFor': async ({ services, owner, clock }) => {
    const person = await signedInPerson(services, owner)
    await registerAuthenticator(services, person.call(), clock)
    services.methods.removeFor({ userId: person.id }, owner)
  },
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
  'users.blockMany': async ({ services, owner, id }) => services.users.blockMany({ ids: [id], isBlocked: true }, owner),
  'users.editMany': async ({ services, owner, id }) =>
    services.users.editMany({ field: 'department', edits: [{ id, value: 'Salg' }] }, owner),
  'imports.importContacts': async ({ services, owner }) => {
    const importId = await uploadContacts(services, owner, `User name,Mobile phone\n${ownerName},+45 20123456\n`)
    services.imports.importContacts({ importId }, owner)
  },
  'imports.importUsers': async (world) => world.services.imports.importUsers(await uploaded(world), world.owner),
  'users.exportFile': async ({ services, owner, id }) =>
    services.users.exportFile({ selection: users(id), language: 'en' }, owner),
  'users.deleteMany': async ({ services, owner, id }) => services.users.deleteMany({ ids: [id] }, owner),
  'users.setNeverExpires': async ({ services, owner, id }) => services.users.setNeverExpires({ id, isOn: true }, owner),
  'account.edit': async ({ services, owner }) =>
    services.account.edit({ alternateEmail: '', mobilePhone: '1', language: null }, owner),
  'groups.create': async (world) => oneGroup(world),
  'groups.update': async (world) =>
    world.services.groups.update(
      { id: await oneGroup(world), name: 'Shop', kind: 'picked', departments: [] },
      world.owner,
    ),
  'groups.addMembers': async (world) =>
    world.services.groups.addMembers({ id: await oneGroup(world), selection: users(world.id) }, world.owner),
  'groups.removeMembers': async (world) => {
    const input = { id: await oneGroup(world), selection: users(world.id) }
    await world.services.groups.addMembers(input, world.owner)
    await world.services.groups.removeMembers(input, world.owner)
  },
  'groups.addGroups': async (world) => nestedGroups(world),
  'groups.removeGroups': async (world) => world.services.groups.removeGroups(await nestedGroups(world), world.owner),
  'groups.delete': async (world) => world.services.groups.delete({ id: await oneGroup(world) }, world.owner),
  'views.add': async (world) => savedView(world),
  'views.edit': async (world) =>
    world.services.views.edit({ id: await savedView(world), name: 'Renamed', conditions: everybody }, world.owner),
  'views.remove': async (world) => world.services.views.remove({ id: await savedView(world) }, world.owner),
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
    await operationRuns['policies.save'](world)
    await world.services.policies.undo({}, world.owner)
  },
  'policies.unlock': async ({ services, owner, id }) => services.policies.unlock({ userId: id }, owner),
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
  'jobs.retry': async (world) => operationRuns['jobs.resume'](world),
  'links.send': async (world) => sendLinkOnce(world),
  'directories.add': connected,
  'directories.save': async (world) => {
    const { id } = await connected(world)
    await world.services.directories.save({ id, ...connectionTo({ tlsPort: 2, authority: '' }) }, world.owner)
  },
  'directories.look': async (world) => {
    const { id } = await reading(world)
    await world.services.directories.look({ id, isWhole: true }, world.owner)
  },
  'directories.hideMissing': async (world) => {
    const { id } = await reading(world)
    await world.services.directories.hideMissing({ id, most: 1 }, world.owner)
  },
  'directories.remove': async (world) =>
    world.services.directories.remove({ ...(await connected(world)), people: 'keep' }, world.owner),
  'directories.adopt': adoptIda,
  'directories.undoMatch': async (world) => {
    const { id, person } = await adoptIda(world)
    const users = { kind: 'people', ids: [person] } as const
    const { jobId } = await world.services.directories.undoMatch({ id, users }, world.owner)
    await world.services.jobs.finished(jobId)
  },
  'mail.save': async (world) => mailOn(world, 25),
  'mail.sendTest': async (world) => {
    await mailOn(world, (await startMailServer()).port)
    await world.services.mail.sendTest({ to: 'ida@home.test', language: 'en' }, world.owner)
  },
  'mail.saveTemplate': async ({ services, owner }) =>
    services.mail.saveTemplate({ template: 'testMail', language: 'en', subject: 'Hi', body: 'There' }, owner),
  'mail.resetTemplate': async ({ services, owner }) =>
    services.mail.resetTemplate({ template: 'testMail', language: 'en' }, owner),
  'mail.retry': async (world) => world.services.mail.retry(await waitingMail(world), world.owner),
  'mail.remove': async (world) => world.services.mail.remove(await waitingMail(world), world.owner),
  'requests.approve': async (world) => {
    const { id, second } = await asked(world)
    const { jobId } = await world.services.requests.approve({ id }, second)
    await world.services.jobs.finished(jobId ?? '')
  },
  'requests.refuse': async (world) => {
    const { id, second } = await asked(world)
    await world.services.requests.refuse({ id, reason: '' }, second)
  },
  'requests.withdraw': async (world) => {
    const { id } = await asked(world)
    await world.services.requests.withdraw({ id }, world.owner)
  },
  'roles.set': async ({ services, owner, id }) => services.roles.set({ userId: id, roles: ['globalReader'] }, owner),
  ...selfServiceRuns,
  'vault.openWithRecoveryKey': async ({ services, recoveryKey }) => {
    services.vault.close()
    services.vault.openWithRecoveryKey({ recoveryKey }, nobody)
  },
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
  'clock.confirm': async ({ services, owner, clock }) => {
    jump(clock, 10 * 86_400_000)
    return services.clock.confirm({ now: clock.now }, owner)
  },
  'updates.save': async ({ services, owner }) =>
    services.updates.save({ source: { kind: 'address', url: 'https://updates.nordwind.test/k.json' } }, owner),
  'home.noteRecoveryKey': async ({ services, owner }) => services.home.noteRecoveryKey({}, owner),
  'vault.createRecoveryKey': async ({ services, owner }) => services.vault.createRecoveryKey({}, owner),
  'audit.startExport': async ({ services, owner }) =>
    services.audit.startExport({ filter: everyEntry, language: 'en' }, owner),
}
