import { expect, it } from 'vitest'
import type { JobId } from '../../../shared/ids.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { addPerson } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { choice, codeOf, fakeOffice, gate, given, soon } from './in-memory-directory.ts'

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
  const { services, owner, one, hooks } = await fakeOffice(1)
  const { promise, open } = gate()
  const asked = gate()
  hooks.reset = async (_, apply) => {
    asked.open()
    await promise
    apply()
  }
  void codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
  await asked.promise
  const a = await addPerson(services, owner)
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection: { kind: 'users', ids: [a.id] }, ...given }, owner),
  ) as { jobId: JobId }
  const end = await soon(services.jobs.finished(jobId))

  open()
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
