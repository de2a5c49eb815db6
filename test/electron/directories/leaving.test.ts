import { performance } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { addPerson, nobody, ownerName, ownerPassword } from '../../support/test-services.ts'
import { codeOf } from '../directory/in-memory-directory.ts'
import { adoptAll, growing, rows } from './growing.ts'
import { entry, firstPassword, pretendOffice } from './pretend-directory.ts'

const refusal = (work: () => unknown) => codeOf(Promise.resolve().then(work))

it('people who are kept stay in the list as Keydesk’s own, without a password, a role or anything of the directory', async () => {
  const { services, owner, office, dataDir } = await pretendOffice()
  office.put(entry('anna@nordwind.test', { isProtected: true, password: { neverExpires: true } }))
  office.put(entry('bo@nordwind.test', { isBlocked: true }))
  await office.look()
  const anna = services.users.idOf('anna@nordwind.test') as UserId
  await services.roles.set({ userId: anna, roles: ['globalAdministrator'] }, owner)
  const { token } = await services.sessions.signIn({ username: 'anna@nordwind.test', password: firstPassword }, nobody)
  expect((await services.directories.list({}, owner)).directories).toMatchObject([{ people: 2, admins: 1 }])
  await services.directories.remove({ id: office.id, people: 'keep' }, owner)
  expect((await services.directories.list({}, owner)).directories).toEqual([])
  expect(await services.users.get({ id: anna }, owner)).toMatchObject({
    username: 'anna@nordwind.test',
    passwordState: 'none',
    signIn: 'allowed',
    roles: [],
    directory: null,
    isProtected: false,
  })
  const bo = services.users.idOf('bo@nordwind.test') as UserId
  expect(await services.users.get({ id: bo }, owner)).toMatchObject({ signIn: 'blocked', passwordState: 'none' })
  expect(services.serve.callOf(token, 'browser', false).actor).toBe(null)
  expect(
    await refusal(() => services.sessions.signIn({ username: 'anna@nordwind.test', password: firstPassword }, nobody)),
  ).toBe('SIGN_IN_FAILED')
  // Somebody may have registered methods as them: a role that is given again makes those count no more.
  const known = `SELECT stage FROM password_knowers WHERE user_id = ${anna} AND knower_id = 0`
  expect(rows(dataDir, known)).toEqual([{ stage: 2 }])
  const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
  expect(await services.passwords.reset({ userId: anna, choice, mustChange: true }, owner)).toMatchObject({
    outcome: 'done',
  })
})

it('a kept person gets a number where Keydesk has somebody of that name, and nobody loses theirs', async () => {
  const { services, owner, office, ownerId, dataDir } = await pretendOffice()
  office.put(entry('a', { username: ownerName }))
  office.put(entry('b', { username: ownerName.replace('@', '-2@') }))
  await office.look()
  await services.directories.remove({ id: office.id, people: 'keep' }, owner)
  expect(await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)).toMatchObject({
    session: { userId: ownerId },
  })
  const names = rows<{ username: string }>(dataDir, 'SELECT username FROM users ORDER BY username')
  expect(names.map(({ username }) => username)).toEqual(
    [ownerName, ownerName.replace('@', '-2@'), ownerName.replace('@', '-2-2@')].toSorted(),
  )
})

it('removed people can be restored, and what a match had put aside is gone', async () => {
  const { services, owner, office, people, dataDir } = await growing()
  await adoptAll(services, office.id, owner)
  await services.directories.remove({ id: office.id, people: 'remove' }, owner)
  expect(rows(dataDir, 'SELECT * FROM adoptions')).toEqual([])
  const { users } = await services.deleted.list({ offset: 0, limit: 10 }, owner)
  expect(users).toMatchObject([{ id: people[0]?.id, canRestore: true }])
})

it('lets others work in between, signs nobody in meanwhile, and goes on after the program was ended', async () => {
  const many = 3000
  const desk = await pretendOffice()
  const { services, owner, office } = desk
  await addPerson(services, owner)
  for (let at = 0; at < many; at += 1) office.put(entry(`p${at}@nordwind.test`))
  await office.look()
  const leaving = Promise.resolve(services.directories.remove({ id: office.id, people: 'keep' }, owner))
  const left = async () => (await services.directories.list({}, owner)).directories[0]
  expect(await left()).toMatchObject({ leaving: 'keep' })
  expect(await refusal(() => office.look())).toBe('NOT_FOUND')
  const last = { username: `p${many - 1}@nordwind.test`, password: firstPassword }
  expect(await refusal(() => services.sessions.signIn(last, nobody))).toBe('SIGN_IN_FAILED')
  let longest = 0
  for (let turn = 0; turn < 5; turn += 1) {
    const before = performance.now()
    await new Promise(setImmediate)
    longest = Math.max(longest, performance.now() - before)
  }
  expect((await left())?.people ?? 0).toBeGreaterThan(0)
  const again = await desk.restart()
  await leaving
  const call = again.sessions.callFor(owner.actor.id, 'browser')
  for (let turn = 0; turn < 2000; turn += 1) {
    if ((await again.directories.list({}, call)).directories.length === 0) break
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect((await again.directories.list({}, call)).directories).toEqual([])
  expect(again.users.count()).toBe(many + 2)
  expect(longest).toBeLessThan(200)
})
