import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Call, SignedInCall } from '../electron/rpc/call.ts'
import { createCaller } from '../electron/rpc/caller.ts'
import type { Services } from '../electron/services.ts'
import { adminContract } from '../shared/contract.ts'
import { isDomainError } from '../shared/errors.ts'
import type { UserId } from '../shared/ids.ts'
import type { OperationMeta } from '../shared/operation.ts'
import { portalContract } from '../shared/portal-contract.ts'
import { alwaysConfirmed, neverConfirmed, sometimesConfirmed } from './support/confirmations.ts'
import { copyingDoor } from './support/copying-door.ts'
import { upload } from './support/import-people.ts'
import { validInput } from './support/inputs.ts'
import { addPerson, setUp, signedInPerson } from './support/test-services.ts'
import { threeAdmins } from './support/two-admins.ts'
import { withoutApproval } from './support/without-approval.ts'

const metaOf = (procedure: unknown) => (procedure as { '~orpc': { meta: OperationMeta } })['~orpc'].meta
const operations = [adminContract, portalContract].flatMap((contract, at) =>
  Object.entries(contract).flatMap(([slice, all]) =>
    Object.entries(all).map(([name, procedure]) => ({
      path: `${slice}.${name}`,
      isPortal: at === 1,
      meta: metaOf(procedure),
    })),
  ),
)
const listed = (table: Readonly<Record<string, readonly string[]>>) => Object.values(table).flat()
const [always, never, sometimes] = [listed(alwaysConfirmed), listed(neverConfirmed), Object.keys(sometimesConfirmed)]

it('is answered for every operation of both contracts, once', () => {
  expect([...always, ...never, ...sometimes].sort()).toEqual(operations.map(({ path }) => path).sort())
})

it('is said by the contract: always, when the input decides it, or never', () => {
  const said = (wanted: OperationMeta['mustConfirm']) =>
    operations.flatMap(({ path, meta }) => (meta.mustConfirm === wanted ? [path] : [])).sort()
  expect(said(true)).toEqual([...always].sort())
  expect(said('when')).toEqual([...sometimes].sort())
  expect(said(undefined)).toEqual([...never].sort())
})

it('is asked by one question for each operation whose input decides it, and for no other', async () => {
  const { services } = await setUp()
  const questions = [services.serve.confirmWhen, services.portalServe.confirmWhen].flatMap((slices) =>
    Object.entries(slices).flatMap(([slice, asked]) => Object.keys(asked).map((name) => `${slice}.${name}`)),
  )
  expect(questions.sort()).toEqual([...sometimes].sort())
})

type Operations = Record<string, Record<string, (input: unknown) => Promise<unknown>>>
const visitor = { address: '10.0.0.7', keepToken: () => {} }

/** Calls an operation through every check of its door. */
function callerOf(services: Services, isPortal: boolean, call: () => Call): Operations {
  return (isPortal ? createCaller(services.portalServe, call) : createCaller(services.serve, call)) as never
}

async function codeOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (isDomainError(error)) return error.code
    throw error
  }
}

describe.each([
  [true, always],
  [false, never],
] as const)('asked: %s', (isAsked, paths) => {
  it('whatever the operation then answers to its input', async () => {
    const { services, owner, ownerId } = await setUp()
    await addPerson(services, owner)
    const plain = services.sessions.callFor(ownerId, 'browser')
    for (const { path, isPortal } of operations.filter((one) => paths.includes(one.path))) {
      const [slice = '', name = ''] = path.split('.')
      const base = { ...plain, ...(isPortal && { door: 'portal', visitor }) } as Call
      const run = (isConfirmed: boolean) =>
        codeOf(async () =>
          callerOf(services, isPortal, () => ({ ...base, isConfirmed }))[slice]?.[name]?.(
            validInput(`${slice}/${name}`),
          ),
        )
      expect([path, (await run(false)) === 'CONFIRMATION_NEEDED']).toEqual([path, isAsked])
      // Only what is asked for it is tried with it, too: the others have just run.
      if (isAsked) expect([path, (await run(true)) === 'CONFIRMATION_NEEDED']).toEqual([path, false])
    }
  })
})

const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
const users = (...ids: UserId[]) => ({ kind: 'users', ids }) as const

/** An admin, people, and a group that limits a role and holds another; the department Salg brings people into it. */
async function office() {
  const desk = await setUp({ doorPort: copyingDoor, door: 'desktop' })
  const { services, owner } = desk
  const make = async (name: string, departments: readonly string[] = []) => {
    const kind = departments.length === 0 ? 'picked' : 'departments'
    return (await services.groups.create({ name, kind, departments }, owner)).id
  }
  const [limiting, inner, other] = [await make('Limiting'), await make('Inner', ['Salg']), await make('Other')]
  await services.groups.addGroups({ id: limiting, groupIds: [inner] }, owner)
  const admin = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const role = 'helpdeskAdministrator'
  await services.roles.set({ userId: admin.id, roles: [role], limits: [{ role, groups: [limiting] }] }, owner)
  const [person, second] = [await signedInPerson(services, owner), await signedInPerson(services, owner)]
  await services.groups.addMembers({ id: limiting, selection: users(person.id) }, owner)
  const edited = (who: { id: UserId; username: string }, contact: object, username = who.username) =>
    ({ id: who.id, username, displayName: 'Edited', contact, language: null }) as const
  const secretOf = async (userId: UserId) =>
    withoutApproval(await services.passwords.reset({ userId, choice, mustChange: true }, owner)).secretId
  return { ...desk, limiting, inner, other, admin, person, second, edited, secretOf }
}
type Office = Awaited<ReturnType<typeof office>>
/** What is asked about, and the same operation with an input that is not; the owner does both. */
type Scenario = (world: Office) => Promise<readonly [asked: unknown, free: unknown]>

/** A job of another admin that was stopped halfway, and one of the owner's. */
const stoppedJobs: Scenario = async ({ services, owner }) => {
  const helper = await signedInPerson(services, owner, ['userAdministrator'])
  const ids: UserId[] = []
  for (let at = 0; at < 30; at += 1) ids.push((await addPerson(services, owner)).id)
  const start = async (call: SignedInCall) => {
    const input = { selection: users(...ids), style: 'strong', language: 'en', mustChange: true } as const
    const { jobId } = withoutApproval(await services.passwords.resetMany(input, call))
    await services.jobs.stop({ id: jobId }, call)
    await services.jobs.finished(jobId)
    return { id: jobId }
  }
  return [await start({ ...helper.call(), isConfirmed: true }), await start(owner)]
}
const fileOf = (department: string) => `User name,Display name,Department\n${department}@b.test,A,${department}\n`

const scenarios: Readonly<Record<string, Scenario>> = {
  'users.add': async () => {
    const added = (department: string) => ({
      username: `${department}@nordwind.test`,
      displayName: 'A',
      contact: { department },
      language: null,
    })
    return [added('Salg'), added('Lager')]
  },
  'users.edit': async ({ edited, admin, second }) => [
    edited(admin, { alternateEmail: 'a@home.test' }),
    edited(second, { alternateEmail: 'b@home.test' }),
  ],
  'users.editMany': async ({ person }) => [
    { field: 'department', edits: [{ id: person.id, value: ' Salg' }] },
    { field: 'department', edits: [{ id: person.id, value: 'Lager' }] },
  ],
  'account.edit': async () => [
    { alternateEmail: 'mine@home.test', mobilePhone: '', language: null },
    { alternateEmail: '', mobilePhone: '', language: 'da' },
  ],
  'imports.importUsers': async ({ services, owner }) => {
    const file = async (department: string) => ({
      importId: await upload(services, owner, Buffer.from(fileOf(department))),
    })
    const [asked, free] = [await file('Salg'), await file('Lager')]
    for (const input of [asked, free]) await services.imports.previewUsers(input, owner)
    return [asked, free]
  },
  'groups.update': async ({ inner, other }) => [
    { id: inner, name: 'Inner', kind: 'departments', departments: ['Lager'] },
    { id: other, name: 'Other', kind: 'departments', departments: ['Lager'] },
  ],
  'groups.addMembers': async ({ limiting, other, second }) => [
    { id: limiting, selection: users(second.id) },
    { id: other, selection: users(second.id) },
  ],
  'groups.removeMembers': async ({ limiting, other, person }) => [
    { id: limiting, selection: users(person.id) },
    { id: other, selection: users(person.id) },
  ],
  'groups.addGroups': async ({ limiting, inner, other }) => [
    { id: limiting, groupIds: [other] },
    { id: other, groupIds: [inner] },
  ],
  'groups.removeGroups': async ({ limiting, inner, other }) => [
    { id: limiting, groupIds: [inner] },
    { id: other, groupIds: [inner] },
  ],
  'groups.delete': async ({ inner, other }) => [{ id: inner }, { id: other }],
  'passwords.reset': async ({ admin, person }) => [
    { userId: admin.id, choice, mustChange: true },
    { userId: person.id, choice, mustChange: true },
  ],
  'passwords.requireChange': async ({ person, second }) => [
    { selection: users(person.id, second.id) },
    { selection: users(person.id) },
  ],
  'passwords.reveal': async ({ admin, person, secretOf }) => [
    { secretIds: [await secretOf(admin.id)] },
    { secretIds: [await secretOf(person.id)] },
  ],
  'door.copyPassword': async ({ admin, person, secretOf }) => [
    { secretId: await secretOf(admin.id) },
    { secretId: await secretOf(person.id) },
  ],
  'jobs.resume': stoppedJobs,
  'jobs.retry': async (world) => {
    const jobs = await stoppedJobs(world)
    // A failure is stored by SQL, because nothing fails in this test by itself.
    const sql = new Sqlite(join(world.dataDir, 'keydesk.db'))
    sql.exec('UPDATE jobs SET failed = 1')
    sql.close()
    return jobs
  },
  // A link itself goes to nobody here: what is asked comes first.
  'links.send': async ({ admin, person }) => [{ selection: users(admin.id) }, { selection: users(person.id) }],
  'myAccount.updateContact': async () => [
    { alternateEmail: '', mobilePhone: '+4512345678', language: null },
    { alternateEmail: '', mobilePhone: '', language: 'sv' },
  ],
}
/** Whatever else they say, they do not ask. */
const saysSomethingElse = ['links.send', 'jobs.resume', 'jobs.retry']

describe('a confirmation that depends on the input', () => {
  it('is shown by a scenario for each operation', () =>
    expect(Object.keys(scenarios).sort()).toEqual([...sometimes].sort()))

  it.each(Object.entries(scenarios))('%s', async (path, scenario) => {
    const world = await office()
    const { services, ownerId } = world
    const [slice = '', name = ''] = path.split('.')
    const isPortal = slice.startsWith('my')
    const [asked, free] = await scenario(world)
    const base = {
      ...services.sessions.callFor(ownerId, 'browser'),
      ...(isPortal && { door: 'portal', visitor }),
    } as Call
    const run = (isConfirmed: boolean, input: unknown) =>
      codeOf(async () => callerOf(services, isPortal, () => ({ ...base, isConfirmed }))[slice]?.[name]?.(input))
    expect(await run(false, asked)).toBe('CONFIRMATION_NEEDED')
    const unasked = await run(false, free)
    const confirmed = await run(true, asked)
    if (saysSomethingElse.includes(path)) expect([confirmed, unasked]).not.toContain('CONFIRMATION_NEEDED')
    else expect([confirmed, unasked]).toEqual([null, null])
  })
})

it('of an admin is asked for another user name and for oneself too, at the desk, where a form sends everything', async () => {
  const { services, owner, ownerId, admin, edited } = await office()
  const unlocked = { ...owner, isConfirmed: false }
  const caller = createCaller(services.serve, () => unlocked)
  const edit = (input: ReturnType<typeof edited>) => codeOf(() => caller.users.edit(input))
  const me = { id: ownerId, username: 'owner@nordwind.test' }
  expect(await edit(edited(admin, {}, 'renamed@nordwind.test'))).toBe('CONFIRMATION_NEEDED')
  expect(await edit(edited(admin, { mobilePhone: '+4512345678' }))).toBe('CONFIRMATION_NEEDED')
  expect(await edit(edited(me, { alternateEmail: 'me@home.test' }))).toBe('CONFIRMATION_NEEDED')
  expect(await edit(edited(admin, { city: 'Aarhus' }))).toBe(null)
  expect(await edit(edited(me, { city: 'Aarhus' }))).toBe(null)
})

/** What the owner, or an admin with less to say, is refused anyway, though the own password would be asked for it. */
async function refusedAnyway(world: Office) {
  const { services, owner, ownerId, limiting, inner, admin, person, edited, secretOf } = world
  const userAdmin = await signedInPerson(services, owner, ['userAdministrator'])
  const [ofOwner, ofUserAdmin, ofHelper] = [() => owner, userAdmin.call, admin.call]
  const holder = await addPerson(services, owner, { roles: ['userAdministrator'] })
  const secretId = await secretOf(holder.id)
  const jobId = withoutApproval(
    await services.passwords.resetMany(
      { selection: users(person.id), style: 'strong', language: 'en', mustChange: true },
      { ...admin.call(), isConfirmed: true },
    ),
  ).jobId
  await services.jobs.finished(jobId)
  const importId = await upload(services, owner, Buffer.from(fileOf('Salg')))
  const { importId: unfinished } = await services.imports.startUsers({ fileName: 'a.csv', size: 5000 }, owner)
  const added = (username: string, contact: object) => ({ username, displayName: 'A', contact, language: null })
  const nobodyId = 9_999_999 as UserId
  const groupId = 9_999_999 as typeof limiting
  const elsewhere = { alternateEmail: 'other@home.test' }
  return [
    ['users.add', ofOwner, added(person.username, { department: 'Salg' }), 'USERNAME_TAKEN'],
    ['users.add', ofOwner, added('new@b.test', { department: 'Salg', alternateEmail: '?' }), 'FIELD_INVALID'],
    ['users.add', ofUserAdmin, added('new@b.test', { department: 'Salg' }), 'GROUP_LIMITS_ROLE'],
    ['users.edit', ofOwner, edited({ ...admin, id: nobodyId }, elsewhere), 'NOT_FOUND'],
    ['users.edit', ofOwner, edited(admin, elsewhere, person.username), 'USERNAME_TAKEN'],
    ['users.edit', ofOwner, edited(admin, { alternateEmail: admin.username }), 'FIELD_INVALID'],
    ['users.edit', ofUserAdmin, edited({ id: ownerId, username: 'owner@b.test' }, elsewhere), 'NOT_ALLOWED'],
    ['users.edit', ofUserAdmin, edited(person, { department: 'Salg' }), 'GROUP_LIMITS_ROLE'],
    ['imports.importUsers', ofUserAdmin, { importId }, 'NOT_FOUND'],
    ['imports.importUsers', ofOwner, { importId: unfinished }, 'IMPORT_CHANGED'],
    ['groups.update', ofOwner, { id: groupId, name: 'A', kind: 'picked', departments: [] }, 'NOT_FOUND'],
    ['groups.update', ofOwner, { id: inner, name: 'Other', kind: 'picked', departments: [] }, 'GROUP_NAME_TAKEN'],
    ['groups.update', ofUserAdmin, { id: inner, name: 'A', kind: 'picked', departments: [] }, 'GROUP_LIMITS_ROLE'],
    ['groups.addMembers', ofOwner, { id: groupId, selection: users(person.id) }, 'NOT_FOUND'],
    ['groups.addMembers', ofUserAdmin, { id: limiting, selection: users(person.id) }, 'GROUP_LIMITS_ROLE'],
    ['groups.removeMembers', ofUserAdmin, { id: limiting, selection: users(person.id) }, 'GROUP_LIMITS_ROLE'],
    ['groups.addGroups', ofUserAdmin, { id: limiting, groupIds: [inner] }, 'GROUP_LIMITS_ROLE'],
    ['groups.removeGroups', ofUserAdmin, { id: limiting, groupIds: [inner] }, 'GROUP_LIMITS_ROLE'],
    ['groups.delete', ofOwner, { id: limiting }, 'GROUP_IN_USE'],
    ['groups.delete', ofUserAdmin, { id: inner }, 'GROUP_LIMITS_ROLE'],
    ['passwords.reset', ofOwner, { userId: nobodyId, choice, mustChange: true }, 'NOT_FOUND'],
    ['passwords.reset', ofOwner, { userId: ownerId, choice, mustChange: true }, 'OWN_ACCOUNT'],
    ['passwords.reset', ofHelper, { userId: holder.id, choice, mustChange: true }, 'NOT_ALLOWED'],
    ['passwords.requireChange', ofOwner, { selection: users(ownerId, nobodyId) }, 'NOTHING_SELECTED'],
    ['passwords.reveal', ofHelper, { secretIds: [secretId] }, 'NOT_ALLOWED'],
    ['passwords.reveal', ofOwner, { secretIds: [jobId] }, 'SECRET_GONE'],
    ['door.copyPassword', ofHelper, { secretId }, 'NOT_ALLOWED'],
    ['door.copyPassword', ofOwner, { secretId: jobId }, 'SECRET_GONE'],
    ['jobs.resume', ofOwner, { id: jobId }, 'JOB_STATE'],
    ['jobs.retry', ofOwner, { id: jobId }, 'JOB_STATE'],
    ['jobs.resume', ofOwner, { id: secretId }, 'NOT_FOUND'],
    ['links.send', ofOwner, { selection: users(nobodyId) }, 'NOT_FOUND'],
    ['links.send', ofOwner, { selection: users(ownerId) }, 'OWN_ACCOUNT'],
    ['links.send', ofHelper, { selection: users(holder.id, ownerId) }, 'NOTHING_SELECTED'],
  ] as const
}

it('is never asked for what is refused anyway, and the refusal says no more than to whoever has given it', async () => {
  const world = await office()
  const { services } = world
  for (const [path, as, input, code] of await refusedAnyway(world)) {
    const [slice = '', name = ''] = path.split('.')
    const run = (isConfirmed: boolean) =>
      codeOf(async () => callerOf(services, false, () => ({ ...as(), isConfirmed }))[slice]?.[name]?.(input))
    expect([path, await run(false), await run(true)]).toEqual([path, code, code])
  }
})

it('of a file is asked whether it was previewed or not, and not where the preview is out of date', async () => {
  const { services, owner } = await office()
  const unlocked = createCaller(services.serve, () => ({ ...owner, isConfirmed: false }))
  const rows = ['new', 'late'].map((name) => `${name}@b.test,A,Salg`)
  const file = Buffer.from(['User name,Display name,Department', ...rows, ''].join('\n'))
  const importId = await upload(services, owner, file)
  const bringIn = () => codeOf(() => unlocked.imports.importUsers({ importId }))
  expect(await bringIn()).toBe('CONFIRMATION_NEEDED')
  await services.users.add({ username: 'late@b.test', displayName: 'Late', contact: {}, language: null }, owner)
  expect(await bringIn()).toBe('IMPORT_CHANGED')
  expect(await bringIn()).toBe('CONFIRMATION_NEEDED')
  expect(services.users.idOf('new@b.test')).toBe(null)
  expect(await services.imports.importUsers({ importId }, owner)).toMatchObject({ imported: 1 })
})

describe('asked again, because time has gone by since it was asked first,', () => {
  it('of a reset whose person got a role while the password was hashed: they keep the one they have', async () => {
    const { services, owner, person, secretOf } = await office()
    const before = await secretOf(person.id)
    const call = { ...owner, isConfirmed: false }
    const reset = (now: SignedInCall) =>
      createCaller(services.serve, () => now).passwords.reset({ userId: person.id, choice, mustChange: true })
    const resetting = reset(call)
    await services.roles.set({ userId: person.id, roles: ['reportsReader'] }, owner)
    await expect(resetting).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
    expect(await services.passwords.ticketOf({ userId: person.id }, owner)).toMatchObject({
      ticket: { secretId: before },
    })
    expect(await reset(owner)).toMatchObject({ outcome: 'done' })
  })

  it('of a reset, by what the admin may do by then', async () => {
    const { services, owner } = await setUp()
    const [helper, person] = [
      await signedInPerson(services, owner, ['helpdeskAdministrator']),
      await addPerson(services, owner),
    ]
    const caller = createCaller(services.serve, () => ({ ...helper.call(), isConfirmed: false }))
    const resetting = caller.passwords.reset({ userId: person.id, choice, mustChange: true })
    const changes = [
      services.roles.set({ userId: person.id, roles: ['userAdministrator'] }, owner),
      services.roles.set({ userId: helper.id, roles: ['globalAdministrator'] }, owner),
    ]
    await expect(resetting).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
    await Promise.all(changes)
  })

  it('of a job that somebody else took over while it was being stopped', async () => {
    const { services, owner, person, second } = await office()
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const call = { ...helper.call(), isConfirmed: false }
    const input = { selection: users(person.id, second.id), style: 'strong', language: 'en', mustChange: true } as const
    const { jobId: id } = withoutApproval(await services.passwords.resetMany(input, { ...call, isConfirmed: true }))
    const caller = createCaller(services.serve, () => call)
    const stopping = caller.jobs.stop({ id })
    // Nothing runs while the vault is closed: whoever takes it over has it, and it waits.
    services.vault.close()
    const taking = createCaller(services.serve, () => owner).jobs.resume({ id })
    await expect(caller.jobs.resume({ id })).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
    await Promise.all([stopping, taking])
  })
})

it('comes before a second admin is asked, who is shown nothing that an unlocked screen asked for', async () => {
  const { services, owner, third } = await threeAdmins()
  const caller = (isConfirmed: boolean) => createCaller(services.serve, () => ({ ...owner, isConfirmed }))
  const contact = { alternateEmail: 'mine@home.test' }
  const edit = { id: third.id, username: third.username, displayName: 'Third', contact, language: null }
  expect(await codeOf(() => caller(false).users.edit(edit))).toBe('CONFIRMATION_NEEDED')
  expect(services.requests.count({}, owner)).toEqual({ open: 0 })
  expect(await codeOf(() => caller(true).users.edit(edit))).toBe('WAITING_FOR_APPROVAL')
})
