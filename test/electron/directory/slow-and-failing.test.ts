import { expect, it } from 'vitest'
import { runJob } from '../../../electron/jobs/run-job.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { JobId } from '../../../shared/ids.ts'
import { addPerson, nobody, signedInPerson } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { choice, codeOf, fakeOffice, given, pause, soon } from './in-memory-directory.ts'

it('a store that fails while the next people are looked up leaves nobody busy', async () => {
  let left = 0
  let made = 0
  const onLeave = () => {
    left += 1
  }
  const items = Array.from({ length: 200 }, (_, position) => ({ position, user_id: position + 1 }))
  let calls = 0
  const store = {
    pending: () => {
      calls += 1
      if (calls > 1) throw new DomainError('DISK_FAULT')
      return items
    },
    finishItem: () => {},
  }
  const work = {
    begin: async () => {},
    prepare: async () => {
      made += 1
      await pause(made % 3)
      return { commit: () => ({ secretId: null }), isWritten: true, leave: onLeave }
    },
  }
  const db = { transaction: (run: () => unknown) => run(), savepoint: (run: () => unknown) => run() }
  const deps = { db, store, bug: () => '', onDone: () => {}, callNow: () => nobody } as never
  await soon(runJob({ number: 1, kind: 'resetPasswords' } as never, work as never, deps, () => false))
  await pause(200)
  expect(left).toBe(made)
})

it('a write that is slower than the patience of whoever asked is not lost', async () => {
  const { services, owner, one, hooks, account, intents } = await fakeOffice(1)
  hooks.reset = async (_, apply) => {
    setTimeout(apply, 150)
    await pause(50)
    throw new Error('timeout')
  }
  const code = await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
  await pause(300)
  expect(code === 'DIRECTORY_UNREACHABLE' && account(one).password !== 'first' && intents() === 0).toBe(false)
})

it('a left intent that its directory may not be asked about does not stop jobs of others', async () => {
  const { services, owner, one, hooks, state, cut } = await fakeOffice(1)
  hooks.reset = cut
  await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
  state.isAway = false
  hooks.verify = () => {
    throw new DomainError('DIRECTORY_NOT_ALLOWED')
  }
  const a = await addPerson(services, owner)
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection: { kind: 'users', ids: [a.id] }, ...given }, owner),
  ) as { jobId: JobId }
  await soon(services.jobs.finished(jobId))
  const job = await services.jobs.get({ id: jobId }, owner)
  expect(job.done).toBe(1)
})

it('a required change that makes another version lets its person sign in', async () => {
  const { services, owner, one, hooks, account } = await fakeOffice(1)
  const { secretId } = withoutApproval(
    await services.passwords.reset({ userId: one, choice, mustChange: false }, owner),
  )
  const password = (await services.passwords.reveal({ secretIds: [secretId] }, owner)).passwords[0]?.password ?? ''
  const { username } = services.users.stored(one) ?? { username: '' }
  await codeOf(services.sessions.signIn({ username, password }, nobody))
  hooks.require = (_, apply) => {
    apply()
    account(one).version += 1
  }
  const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: [one] } }, owner)
  await services.jobs.finished(jobId)
  const after = await codeOf(services.sessions.signIn({ username, password }, nobody))
  expect(after).toBe(null)
})

it('a wrong password takes as long for people of an external directory as for nobody', async () => {
  const { services, one } = await fakeOffice(1)
  const { username } = services.users.stored(one) ?? { username: '' }
  const took = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY }
  // In turns, the least of each, and by the time of the processors: what else the machine does counts in every clock, and not there.
  for (let at = 0; at < 5; at += 1) {
    for (const [who, name] of [['known', username] as const, ['unknown', 'nobody-here@nordwind.test'] as const]) {
      const begun = process.cpuUsage()
      await codeOf(services.sessions.signIn({ username: name, password: `wrong-${at}-word` }, nobody))
      const { user, system } = process.cpuUsage(begun)
      took[who] = Math.min(took[who], user + system)
    }
  }
  expect(took.unknown / took.known).toBeLessThan(2)
})

it('services that close under a reset wait for it, or find out at the next start', async () => {
  const { services, owner, one, hold, account, close, restart } = await fakeOffice(1)
  const { asked, goOn } = hold('reset')
  const reset = codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, owner))
  await asked
  await close()
  goOn()
  await reset
  const next = await restart()
  await next.passwords.settle()
  const { ticket } = await next.passwords.ticketOf({ userId: one }, owner)
  const password =
    ticket === null
      ? null
      : (await next.passwords.reveal({ secretIds: [ticket.secretId] }, owner)).passwords[0]?.password
  expect(password).toBe(account(one).password)
})

it('a settled reset of an admin who is gone by now is written down', async () => {
  const { services, owner, one, hooks, state, intents, cut } = await fakeOffice(1)
  const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  hooks.reset = cut
  await codeOf(services.passwords.reset({ userId: one, choice, mustChange: true }, helper.call()))
  await services.users.deleteMany({ ids: [helper.id] }, owner)
  state.isAway = false
  await codeOf(services.passwords.settle())
  expect(intents()).toBe(0)
})

it('control: in the built-in directory a promotion stops the reset on its way', async () => {
  const { services, owner } = await fakeOffice(0)
  const person = await addPerson(services, owner)
  const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const typed = {
    userId: person.id,
    choice: { kind: 'typed', password: 'Helper-Typed-93-lamp' },
    mustChange: false,
  } as const
  const reset = codeOf(services.passwords.reset(typed, helper.call()))
  await codeOf(services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, owner))
  expect(await reset).not.toBe(null)
})

it('control: in the built-in directory roles that are refused leave the password alone', async () => {
  const { services, owner } = await fakeOffice(0)
  const person = await addPerson(services, owner)
  const reset = { style: 'strong', language: 'en' } as const
  const wanted = {
    userId: person.id,
    roles: ['helpdeskAdministrator'],
    limits: [{ role: 'helpdeskAdministrator', groups: [987654] }],
    reset,
  } as never
  expect(await codeOf(services.roles.set(wanted, owner))).toBe('NOT_FOUND')
  expect(services.users.stored(person.id)?.hasPassword).toBe(false)
})
