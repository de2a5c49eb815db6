import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCaller } from '../../electron/rpc/caller.ts'
import { everyEntry } from '../../shared/audit.ts'
import type { RequestId, UserId } from '../../shared/ids.ts'
import { entry, firstPassword as password, pretendOffice } from '../electron/directories/pretend-directory.ts'
import { codeOf } from '../electron/directory/in-memory-directory.ts'
import { connectionTo } from '../electron/directory/slapd.ts'
import { addPerson, nobody, noKeychain, ownerName, ownerPassword, signedInPerson } from '../support/test-services.ts'
import { generated, withRule } from '../support/two-admins.ts'

const later = (work: () => unknown) => codeOf(Promise.resolve().then(work))

function rowsOf(dataDir: string) {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  onTestFinished(() => void sql.close())
  return sql
}

describe('an admin of a connected directory', () => {
  it('who gives an entry the user name of an admin of Keydesk’s own gets nobody in, whichever was there first', async () => {
    const { services, office, ownerId } = await pretendOffice()
    office.put(entry('a', { username: ownerName }))
    await office.look()
    const signIn = (typed: string) => services.sessions.signIn({ username: ownerName, password: typed }, nobody)
    expect(await later(() => signIn(password))).toBe('SIGN_IN_FAILED')
    expect(await signIn(ownerPassword)).toMatchObject({ session: { userId: ownerId } })
  })

  it('who gives an entry the hidden name of somebody deleted neither takes that person’s place nor loses their own', async () => {
    const { services, owner, office } = await pretendOffice()
    const { id } = await addPerson(services, owner)
    await services.users.deleteMany({ ids: [id] }, owner)
    office.put(entry('a', { username: `#${id}` }))
    await office.look()
    const answer = await services.sessions.signIn({ username: `#${id}`, password }, nobody)
    expect(answer.session?.userId).not.toBe(id)
  })

  it('is not the last global admin: one of Keydesk’s own always stays', async () => {
    const { services, owner, office, ownerId } = await pretendOffice()
    office.put(entry('a'))
    await office.look()
    const a = services.users.idOf('a') as UserId
    await services.roles.set({ userId: a, roles: ['globalAdministrator'] }, owner)
    const call = { ...services.sessions.callFor(a, 'browser'), isConfirmed: true }
    const last = 'LAST_GLOBAL_ADMIN'
    expect(await later(() => services.users.block({ id: ownerId, isBlocked: true }, call))).toBe(last)
    expect(await later(() => services.roles.set({ userId: ownerId, roles: [] }, call))).toBe(last)
    const { left } = await services.users.deleteMany({ ids: [ownerId] }, call)
    expect(left).toMatchObject([{ reason: last }])
    await services.roles.set({ userId: a, roles: [] }, owner)
  })

  it('gets no key to the vault by the password of a global admin there', async () => {
    const { services, owner, office, dataDir } = await pretendOffice({ keychain: noKeychain })
    office.put(entry('a'))
    await office.look()
    const a = services.users.idOf('a') as UserId
    await services.roles.set({ userId: a, roles: ['globalAdministrator'] }, owner)
    await services.sessions.signIn({ username: 'a', password }, nobody)
    const slots = rowsOf(dataDir).prepare("SELECT user_id FROM vault_slots WHERE kind = 'admin'").pluck().all()
    expect(slots).toEqual([owner.actor.id])
  })

  it('who puts another address in place of a proved one gets no codes there as the person’s own', async () => {
    const { services, office, dataDir } = await pretendOffice()
    office.put(entry('a', { contact: { alternateEmail: 'a@home.test', mobilePhone: '+4511111111' } }))
    await office.look()
    const a = services.users.idOf('a') as UserId
    const sql = rowsOf(dataDir)
    sql
      .prepare(
        'UPDATE users SET alternate_email_writer = id, alternate_email_proved = 1, mobile_phone_writer = 1 WHERE id = ?',
      )
      .run(a)
    await office.look()
    expect(services.users.stored(a)?.vouchers).toEqual({ alternateEmail: 'proved', mobilePhone: 1 })
    office.put(entry('a', { contact: { alternateEmail: 'mallory@evil.test', mobilePhone: '+4599999999' } }))
    await office.look()
    expect(services.users.stored(a)?.vouchers).toEqual({ alternateEmail: null, mobilePhone: null })
  })
})

describe('people of a directory that was disconnected', () => {
  it('have lost their roles and methods, so that whoever restores one makes no admin', async () => {
    const { services, owner, office } = await pretendOffice()
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    office.put(entry('a', { username: 'a@nordwind.test' }))
    await office.look()
    const a = services.users.idOf('a@nordwind.test') as UserId
    await services.roles.set({ userId: a, roles: ['globalAdministrator'] }, owner)
    await services.directories.remove({ id: office.id, people: 'remove' }, owner)
    const call = { ...helper.call(), isConfirmed: true }
    await services.passwords.restore({ userId: a, username: null, style: 'strong', language: 'en' }, call)
    expect(services.users.stored(a)?.roles).toEqual([])
  })

  it('are erased in their time, also those who went from the directory before it was disconnected', async () => {
    const { services, owner, office, clock, dataDir } = await pretendOffice()
    for (const key of ['a', 'b', 'c']) office.put(entry(key))
    await office.look()
    await services.roles.set({ userId: services.users.idOf('a') as UserId, roles: ['helpdeskAdministrator'] }, owner)
    office.entries.delete('a')
    await office.look()
    const left = () =>
      rowsOf(dataDir)
        .prepare('SELECT deleted_username FROM users WHERE deleted_at IS NOT NULL ORDER BY id')
        .pluck()
        .all()
    expect(left()).toEqual(['a'])
    await services.directories.remove({ id: office.id, people: 'remove' }, owner)
    expect(left()).toEqual(['a', 'b', 'c'])
    clock.now += 31 * 86_400_000
    services.deleted.eraseOld()
    expect(left()).toEqual([])
  })
})

describe('somebody who went from a connected directory', () => {
  it('comes back with it alone, with their roles, and is not restored by the desk', async () => {
    const { services, owner, office } = await pretendOffice()
    office.put(entry('a', { username: 'a@nordwind.test' }))
    await office.look()
    const a = services.users.idOf('a@nordwind.test') as UserId
    await services.roles.set({ userId: a, roles: ['globalAdministrator'] }, owner)
    const gone = office.entries.get('a')
    office.entries.delete('a')
    office.put(entry('b'))
    await office.look()
    const restore = { userId: a, username: null, style: 'strong', language: 'en' } as const
    expect(await later(() => services.passwords.restore(restore, owner))).toBe('IN_DIRECTORY')
    expect(services.users.stored(a)).toBeNull()
    office.put(gone as never)
    await office.look()
    expect(services.users.stored(a)?.roles).toEqual(['globalAdministrator'])
  })
})

describe('a directory that can’t be opened', () => {
  it('tells nobody at the sign-in who lives there, nor that a password was right', async () => {
    const { services, office } = await pretendOffice()
    office.put(entry('a'))
    await office.look()
    const signIn = (username: string, typed = password) =>
      later(() => services.sessions.signIn({ username, password: typed }, nobody))
    const { read } = office.directory
    Object.assign(office.directory, {
      read: async () => {
        office.state.isAway = true
        return read('a')
      },
    })
    expect(await signIn('a')).toBe('SIGN_IN_FAILED')
    Object.assign(office.directory, { read })
    office.state.isAway = false
    expect(await signIn('a')).toBeNull()
  })

  it('whose account’s password is damaged is like one that does not answer', async () => {
    const { owner, office, dataDir, restart } = await pretendOffice()
    office.put(entry('a'))
    await office.look()
    rowsOf(dataDir).exec("UPDATE directories SET sealed = x'00'").close()
    const after = await restart()
    const signIn = (username: string) => later(() => after.sessions.signIn({ username, password }, nobody))
    expect(await signIn('a')).toBe('SIGN_IN_FAILED')
    expect(await signIn('nobody')).toBe('SIGN_IN_FAILED')
    const userId = after.users.idOf('a') as UserId
    const reset = () => after.passwords.reset({ userId, choice: generated, mustChange: true }, owner)
    expect(await later(reset)).toBe('DIRECTORY_UNREACHABLE')
  })

  it('and the locked vault, too, answer as for a name that nobody has', async () => {
    const { office, restart } = await pretendOffice({ keychain: noKeychain })
    office.put(entry('a'))
    await office.look()
    const after = await restart()
    const signIn = (username: string) => later(() => after.sessions.signIn({ username, password }, nobody))
    expect(await signIn('a')).toBe(await signIn('nobody'))
  })
})

it('a password that was read in the vault before somebody got a role opens nothing that only the person should open', async () => {
  const { services, owner, office } = await pretendOffice()
  office.put(entry('a'))
  await office.look()
  const userId = services.users.idOf('a') as UserId
  await services.passwords.reset({ userId, choice: generated, mustChange: false }, owner)
  expect((await services.passwords.ticketOf({ userId }, owner)).ticket).not.toBeNull()
  await services.roles.set({ userId, roles: ['helpdeskAdministrator'] }, owner)
  expect((await services.passwords.ticketOf({ userId }, owner)).ticket).toBeNull()
})

it('the password of Keydesk’s account is nowhere to be read: not in the store, the audit log, a request or an answer', async () => {
  const secret = 'Account-Of-The-Directory-4711'
  const { services, owner, dataDir, office } = await pretendOffice()
  const second = await signedInPerson(services, owner, ['globalAdministrator'])
  await signedInPerson(services, owner, ['globalAdministrator'])
  const { connection, password: other } = connectionTo({ tlsPort: 1, authority: '' })
  // Two directories can't have one name.
  await services.directories.save(
    { id: office.id, connection: { ...connection, name: 'First' }, password: other },
    owner,
  )
  await services.policies.save(withRule(true), owner)
  const caller = createCaller(services.serve, () => owner)
  const ask = (name: string) =>
    caller.directories.add({ connection: { ...connection, name }, password: secret }).then(
      () => null,
      (error: { readonly data: { readonly request: RequestId } }) => error.data.request,
    )
  const [refused, approved] = [(await ask('Other')) as RequestId, (await ask('Office')) as RequestId]
  const call = { ...second.call(), isConfirmed: true }
  const { request } = await createCaller(services.serve, () => call)
    .requests.list({ offset: 0, limit: 50 })
    .then((answer) => ({ request: JSON.stringify(answer) }))
  expect(request).toContain('Office')
  const sql = rowsOf(dataDir)
  const held = () => sql.prepare('SELECT count(*) FROM requests WHERE sealed IS NOT NULL').pluck().get()
  expect(held()).toBe(2)
  await services.requests.refuse({ id: refused, reason: '' }, call)
  expect(held()).toBe(1)
  await services.requests.approve({ id: approved }, call)
  expect(held()).toBe(0)
  office.state.isAway = true
  const { id } = (await services.directories.list({}, owner)).directories[1] ?? { id: office.id }
  await later(() => services.directories.look({ id, isWhole: true }, owner))
  const log = await services.audit.list({ filter: everyEntry, offset: 0, limit: 200 }, owner)
  const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)))
  expect(request + JSON.stringify([log, await services.directories.list({}, owner)])).not.toContain(secret)
  expect(files.some((bytes) => bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le')))).toBe(false)
})
