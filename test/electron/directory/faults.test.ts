import { describe, expect, it } from 'vitest'
import type { JobId } from '../../../shared/ids.ts'
import { addPerson, nobody, signedInPerson } from '../../support/test-services.ts'
import { withRule } from '../../support/two-admins.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { choice, codeOf, fakeOffice, given, lostConnection, pause, soon } from './in-memory-directory.ts'

describe('an external directory', () => {
  it('a left intent of one person does not stop a job of people in the built-in directory', async () => {
    const { services, owner, one, hooks, state, intents } = await fakeOffice(1)
    hooks.reset = () => {
      state.isAway = true
      throw lostConnection()
    }
    expect(await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))).toBe(
      'DIRECTORY_UNCERTAIN',
    )
    expect(intents()).toBe(1)
    const a = await addPerson(services, owner)
    const b = await addPerson(services, owner)
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection: { kind: 'users', ids: [a.id, b.id] }, ...given }, owner),
    ) as { jobId: JobId }
    await soon(services.jobs.finished(jobId))
    const job = await services.jobs.get({ id: jobId }, owner)
    state.isAway = false
    hooks.reset = (_, apply) => apply()
    expect(job).toMatchObject({ done: 2 })
  })

  it('one person whose directory throws what nobody knows fails alone', async () => {
    const { services, owner, people, hooks } = await fakeOffice(3)
    const odd = String(people[0])
    hooks.reset = (key, apply) => {
      if (key === odd) throw new TypeError('a bug of the adapter')
      apply()
    }
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection: { kind: 'users', ids: people }, ...given }, owner),
    ) as { jobId: JobId }
    await soon(services.jobs.finished(jobId))
    const job = await services.jobs.get({ id: jobId }, owner)
    expect(job).toMatchObject({ state: 'done', failed: 1 })
  })

  it('whoever typed a password that is uncertain does not become the admin that its person is made', async () => {
    const { services, owner, one, hooks, state, cut } = await fakeOffice(1)
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    hooks.reset = cut
    const password = 'Helper-Typed-93-lamp'
    const typed = { userId: one, choice: { kind: 'typed', password }, mustChange: false } as const
    await codeOf(services.passwords.reset(typed, helper.call()))
    const promoted = await codeOf(
      (async () => services.roles.set({ userId: one, roles: ['globalAdministrator'] }, owner))(),
    )
    state.isAway = false
    await services.passwords.settle()
    const { username } = services.users.stored(one) ?? { username: '' }
    const signed = await codeOf(services.sessions.signIn({ username, password }, nobody))
    expect(promoted === null && signed === null).toBe(false)
  })

  it('the same while a reset is on its way', async () => {
    const { services, owner, one, hold } = await fakeOffice(1)
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const { asked, goOn } = hold('reset')
    const password = 'Helper-Typed-93-lamp'
    const typed = { userId: one, choice: { kind: 'typed', password }, mustChange: false } as const
    const reset = codeOf(services.passwords.reset(typed, helper.call()))
    await asked
    const promoted = await codeOf(
      (async () => services.roles.set({ userId: one, roles: ['globalAdministrator'] }, owner))(),
    )
    goOn()
    await reset
    const { username } = services.users.stored(one) ?? { username: '' }
    const signed = await codeOf(services.sessions.signIn({ username, password }, nobody))
    expect(promoted === null && signed === null).toBe(false)
  })

  it('roles that are refused leave the password alone', async () => {
    const { services, owner, one, account } = await fakeOffice(1)
    const reset = { style: 'strong', language: 'en' } as const
    const wanted = {
      userId: one,
      roles: ['helpdeskAdministrator'],
      limits: [{ role: 'helpdeskAdministrator', groups: [987654] }],
      reset,
    } as never
    await codeOf(services.roles.set(wanted, owner))

    expect(account(one).password).toBe('first')
  })

  it('under the two-person rule a role with a reset that waits leaves the password alone', async () => {
    const { services, owner, one, account } = await fakeOffice(1)
    await signedInPerson(services, owner, ['globalAdministrator'])
    await signedInPerson(services, owner, ['globalAdministrator'])
    await services.policies.save(withRule(true), owner)
    const reset = { style: 'strong', language: 'en' } as const
    await codeOf(services.roles.set({ userId: one, roles: ['globalAdministrator'], reset }, owner))
    expect(account(one).password).toBe('first')
  })

  it('somebody deleted while the directory is asked leaves no secret and no entry for a ghost', async () => {
    const { services, owner, one, hold, sql } = await fakeOffice(1)
    const { asked, goOn } = hold('reset')
    const reset = codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
    await asked
    await services.users.deleteMany({ ids: [one] }, owner)
    goOn()
    await reset
    const secrets = sql.prepare('SELECT count(*) FROM secrets WHERE user_id = ?').pluck().get(one)

    expect(secrets).toBe(0)
  })

  it('a job whose admin is blocked gives nobody else a password', async () => {
    const { services, owner, people, hold, account } = await fakeOffice(12)
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const { asked, goOn } = hold('reset')
    const call = { ...helper.call(), isConfirmed: true }
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection: { kind: 'users', ids: people }, ...given }, call),
    ) as { jobId: JobId }
    await asked
    await services.users.block({ id: helper.id, isBlocked: true }, owner)
    goOn()
    await services.jobs.finished(jobId)
    const changed = people.filter((id) => account(id).password !== 'first').length
    expect(changed).toBeLessThanOrEqual(4)
  })

  it('what was written when the admin was blocked is committed at once, as run-job says', async () => {
    const { services, owner, people, hooks, account, intents } = await fakeOffice(40)
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    let count = 0
    hooks.reset = async (_, apply) => {
      count += 1
      if (count === 14) await services.users.block({ id: helper.id, isBlocked: true }, owner)
      apply()
      await pause(count % 7)
    }
    const call = { ...helper.call(), isConfirmed: true }
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection: { kind: 'users', ids: people }, ...given }, call),
    ) as { jobId: JobId }
    await services.jobs.finished(jobId)
    const changed = people.filter((id) => account(id).password !== 'first').length
    const job = await services.jobs.get({ id: jobId }, owner)
    expect([job.done, intents()]).toEqual([changed, 0])
  })

  it('a required change that a directory took is written down when the job stops', async () => {
    const { services, owner, people, hold, account, sql } = await fakeOffice(6)
    for (const id of people) await services.passwords.reset({ userId: id, choice, mustChange: false }, owner)
    const { asked, goOn } = hold('require')
    const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: people } }, owner)
    await asked
    const stop = services.jobs.stop({ id: jobId }, owner)
    goOn()
    await stop
    const told = people.filter((id) => account(id).mustChange).length
    const log = sql.prepare("SELECT count(*) FROM audit WHERE action = 'Set force change user password.'").pluck().get()
    expect(log).toBe(told)
  })

  it('a required change whose answer is cut is not called failed where it took', async () => {
    const { services, owner, one, hooks, account } = await fakeOffice(1)
    await services.passwords.reset({ userId: one, choice, mustChange: false }, owner)
    hooks.require = (_, apply) => {
      apply()
      throw lostConnection()
    }
    const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: [one] } }, owner)
    await expect.poll(() => services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'interrupted' })
    const job = await services.jobs.get({ id: jobId }, owner)
    expect(job.failed === 1 && account(one).mustChange).toBe(false)
  })

  it('a directory that is away tells nobody who exists', async () => {
    const { services, one, state } = await fakeOffice(1)
    state.isAway = true
    const { username } = services.users.stored(one) ?? { username: '' }
    const known = await codeOf(
      services.sessions.signIn({ username, password: 'whatever-1' }, { ...nobody, door: 'browser' }),
    )
    const unknown = await codeOf(
      services.sessions.signIn({ username: 'nobody@nordwind.test', password: 'whatever-1' }, nobody),
    )
    expect(known).toBe(unknown)
  })

  it('somebody deleted while it is found out what became of theirs gets no secret', async () => {
    const { services, owner, one, hooks, state, sql, cut, hold } = await fakeOffice(1)
    hooks.reset = cut
    await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
    state.isAway = false
    const { asked, goOn } = hold('verify')
    const settled = services.passwords.settle()
    await asked
    await services.users.deleteMany({ ids: [one] }, owner)
    goOn()
    await settled
    const secrets = sql.prepare('SELECT count(*) FROM secrets WHERE user_id = ?').pluck().get(one)

    expect(secrets).toBe(0)
  })

  it('of two promotions with a reset at once the first one keeps its password', async () => {
    const { services, owner } = await fakeOffice(0)
    const person = await addPerson(services, owner)
    const reset = { style: 'strong', language: 'en' } as const
    const wanted = { userId: person.id, roles: ['helpdeskAdministrator'], reset } as const
    const answers = await Promise.all([services.roles.set(wanted, owner), services.roles.set(wanted, owner)])
    const tickets = answers.map(({ ticket }) => ticket?.secretId)
    const { ticket } = await services.passwords.ticketOf({ userId: person.id }, owner)
    expect(tickets.filter((id) => id !== undefined && id !== ticket?.secretId)).toEqual([])
  })

  it('somebody who is shut out while the directory is uncertain is blocked once that is found out', async () => {
    const { services, owner, one, hooks, state, cut } = await fakeOffice(1)
    hooks.reset = cut
    await codeOf(services.passwords.shutOut({ userId: one }, owner))

    state.isAway = false
    await services.passwords.settle()
    expect(services.users.stored(one)?.isBlocked).toBe(true)
  })

  it('read back says that the change is not demanded where it is not', async () => {
    const { services, owner, one, hooks, account } = await fakeOffice(1)
    hooks.reset = (_, apply) => {
      apply()
      account(one).mustChange = false
      throw lostConnection()
    }
    await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
    expect(account(one).mustChange).toBe(services.users.stored(one)?.isTemporary)
  })

  it('services that close under a reset find out at the next start', async () => {
    const { services, owner, one, hold, account, restart } = await fakeOffice(1)
    const { asked, goOn } = hold('reset')
    const reset = codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
    await asked
    const again = restart()
    await pause(300)
    goOn()
    await reset
    const next = await again
    await next.passwords.settle()
    const { ticket } = await next.passwords.ticketOf({ userId: one }, owner)
    const password =
      ticket === null
        ? null
        : (await next.passwords.reveal({ secretIds: [ticket.secretId] }, owner)).passwords[0]?.password
    expect(password).toBe(account(one).password)
  })

  it('a restore that is refused at the end leaves the person as they were', async () => {
    const { services, owner, one, hold, sql } = await fakeOffice(1)
    const { username } = services.users.stored(one) ?? { username: '' }
    await services.users.deleteMany({ ids: [one] }, owner)
    const { asked, goOn } = hold('reset')
    const restored = codeOf(
      services.passwords.restore({ userId: one, username, style: 'strong', language: 'en' }, owner),
    )
    await asked
    await services.users.add({ username, displayName: 'Another', contact: {}, language: null }, owner)
    goOn()
    await restored
    const secrets = sql.prepare('SELECT count(*) FROM secrets WHERE user_id = ?').pluck().get(one)
    expect(secrets).toBe(0)
  })
})
