import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'
import type { JobId, UserId } from '../../../shared/ids.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { addPerson, nobody, signedInPerson } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { type Account, choice, codeOf, fakeOffice, given, lostConnection, soon } from './in-memory-directory.ts'

it('a restore that is uncertain is finished, or leaves a trace', async () => {
  const { services, owner, one, hooks, state, account, intents, sql, cut } = await fakeOffice(1)
  const { username } = services.users.stored(one) ?? { username: '' }
  await services.users.deleteMany({ ids: [one] }, owner)
  hooks.reset = cut
  await codeOf(services.passwords.restore({ userId: one, username, style: 'strong', language: 'en' }, owner))
  state.isAway = false
  await services.passwords.settle()
  const log = sql
    .prepare("SELECT action, result FROM audit WHERE target_id = ? AND action LIKE '%password%'")
    .raw()
    .all(one)
  expect(account(one).password !== 'first' && intents() === 0 && log.length === 0).toBe(false)
})

it('a job of people in the built-in directory does not wait for a reset of somebody else in an external one', async () => {
  const { services, owner, one, hold } = await fakeOffice(1)
  const { asked, goOn } = hold('reset')
  void codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
  await asked
  const a = await addPerson(services, owner)
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection: { kind: 'users', ids: [a.id] }, ...given }, owner),
  ) as { jobId: JobId }
  const end = await soon(services.jobs.finished(jobId))

  goOn()
  expect(end).toBe('ended')
})

it('a policy that fixes the change while the hash is made holds', async () => {
  const { services, owner } = await fakeOffice(0)
  const person = await addPerson(services, owner)
  const reset = codeOf(services.passwords.reset({ userId: person.id, choice, mustChange: false }, owner))
  await services.policies.save(
    { ...defaultPolicies, temporary: { ...defaultPolicies.temporary, isMustChangeFixed: true } },
    owner,
  )
  await reset
  expect(services.users.stored(person.id)?.isTemporary).toBe(true)
})

it('a person of an external directory who is deleted while uncertain leaves a trace of it', async () => {
  const { services, owner, one, hooks, state, account, sql, cut } = await fakeOffice(1)
  hooks.reset = cut
  await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
  await services.users.deleteMany({ ids: [one] }, owner)
  state.isAway = false
  await services.passwords.settle()
  const log = sql
    .prepare("SELECT action, result FROM audit WHERE target_id = ? AND action LIKE '%password%'")
    .raw()
    .all(one)
  expect(account(one).password !== 'first' && log.length === 0).toBe(false)
})

it('nobody can read the password that shuts a person of an external directory out', async () => {
  const { services, owner, one, account } = await fakeOffice(1)
  await services.passwords.shutOut({ userId: one }, owner)
  expect(account(one).password).not.toBe('first')
  expect(services.passwords.ticketOf({ userId: one }, owner)).toMatchObject({ ticket: null })
})

it('a role that is refused after the directory has the password gives nobody that password', async () => {
  const { services, owner, one, hold, account, intents } = await fakeOffice(1)
  const admin = await signedInPerson(services, owner, ['globalAdministrator'])
  const call = { ...admin.call(), isConfirmed: true }
  const { asked, goOn } = hold('reset')
  const reset = { style: 'strong', language: 'en' } as const
  const set = codeOf(services.roles.set({ userId: one, roles: ['helpdeskAdministrator'], reset }, call))
  await asked
  await services.users.block({ id: admin.id, isBlocked: true }, owner)
  goOn()
  expect([await set, intents()]).toEqual(['NOT_ALLOWED', 0])
  expect(account(one).password).not.toBe('first')
  expect(services.users.stored(one)).toMatchObject({ roles: [], isTemporary: true })
  expect(await services.passwords.ticketOf({ userId: one }, owner)).toEqual({ ticket: null })
})

it('a password that a directory takes late is not believed lost before its time, and can be read then', async () => {
  const { services, owner, one, hooks, account, clock, intents } = await fakeOffice(1)
  let takeLate = () => {}
  hooks.reset = (_, apply) => {
    takeLate = apply
    throw lostConnection()
  }
  expect(await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))).toBe(
    'DIRECTORY_UNCERTAIN',
  )
  clock.now += 59_000
  expect([await codeOf(services.passwords.settle()), intents()]).toEqual(['DIRECTORY_UNCERTAIN', 1])
  takeLate()
  await services.passwords.settle()
  const { ticket } = await services.passwords.ticketOf({ userId: one }, owner)
  const { passwords } = await services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, owner)
  expect([passwords[0]?.password, intents()]).toEqual([account(one).password, 0])
})

it('a password that a directory has not taken in time is given up, and its person can get another one', async () => {
  const { services, owner, one, hooks, account, clock, intents } = await fakeOffice(1)
  const reset = () => codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
  hooks.reset = () => {
    throw lostConnection()
  }
  await reset()
  clock.now += 60_000
  await services.passwords.settle()
  expect([intents(), account(one).password]).toEqual([0, 'first'])
  hooks.reset = (_, apply) => apply()
  expect(await reset()).toBeNull()
})

it('a directory is not asked to require a change of somebody who was blocked before their turn', async () => {
  // One more than are asked at once.
  const { services, owner, people, hold, account } = await fakeOffice(availableParallelism() + 3)
  for (const id of people) await services.passwords.reset({ userId: id, choice, mustChange: false }, owner)
  const { goOn } = hold('require')
  const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: people } }, owner)
  const last = people.at(-1) as UserId
  await services.users.block({ id: last, isBlocked: true }, owner)
  goOn()
  await services.jobs.finished(jobId)
  const { items } = await services.jobs.items({ id: jobId, outcome: 'skipped', offset: 0, limit: 5 }, owner)
  expect(items).toMatchObject([{ userId: last, reason: 'blocked' }])
  expect(people.filter((id) => !account(id).mustChange)).toEqual([last])
})

it('a password that is found out after its job has called it failed can be read, and the job keeps what it said', async () => {
  const { services, owner, one, hooks, state, account, intents } = await fakeOffice(1)
  hooks.reset = (_, apply) => {
    apply()
    state.isAway = true
    throw new TypeError('a bug of the adapter')
  }
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection: { kind: 'users', ids: [one] }, ...given }, owner),
  ) as { jobId: JobId }
  await services.jobs.finished(jobId)
  state.isAway = false
  await services.passwords.settle()
  const { ticket } = await services.passwords.ticketOf({ userId: one }, owner)
  const { passwords } = await services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, owner)
  expect([passwords[0]?.password, intents()]).toEqual([account(one).password, 0])
  expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 0, failed: 1 })
})

/** A person of an external directory who is blocked while it is told to require a change, and let in again; `alongside` is what it does beside that. */
async function blockedMeanwhile(alongside: (account: Account) => void) {
  const test = await fakeOffice(1)
  const { services, owner, one, hooks, account, hold } = test
  const reset = await services.passwords.reset({ userId: one, choice, mustChange: false }, owner)
  const { secretId } = withoutApproval(reset)
  const { passwords } = await services.passwords.reveal({ secretIds: [secretId] }, owner)
  hooks.require = (_, apply) => {
    apply()
    alongside(account(one))
  }
  const { asked, goOn } = hold('require')
  const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: [one] } }, owner)
  await asked
  await services.users.block({ id: one, isBlocked: true }, owner)
  goOn()
  await services.jobs.finished(jobId)
  await services.users.block({ id: one, isBlocked: false }, owner)
  const typed = { username: services.users.stored(one)?.username ?? '', password: passwords[0]?.password ?? '' }
  return { ...test, signIn: () => services.sessions.signIn(typed, nobody) }
}

it('a required change that a directory took is written down although its person was blocked meanwhile', async () => {
  const { services, one, account } = await blockedMeanwhile(() => {})
  expect(account(one).mustChange).toBe(true)
  expect(services.users.stored(one)?.mustChange).toBe(true)
})

it('whoever was blocked while a directory was told to require a change signs in once they may again', async () => {
  const { signIn } = await blockedMeanwhile((account) => {
    account.version += 1
  })
  expect(await codeOf(signIn())).toBeNull()
})
