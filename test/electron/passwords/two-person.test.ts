import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { approvalHours } from '../../../shared/rules/two-person.ts'
import { runFile } from '../../support/build-script.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import {
  addPerson,
  nobody,
  noKeychain,
  ownerName,
  ownerPassword,
  setUp,
  signedInPerson,
  temporaryFolder,
} from '../../support/test-services.ts'
import {
  askFor,
  everybody,
  generated,
  how,
  itemsOf,
  threeAdmins,
  waitingNumber,
  withApproval,
  withRule,
} from '../../support/two-admins.ts'
import { withoutApproval } from '../../support/without-approval.ts'

describe('without the two-person rule, as it is at first,', () => {
  it('one admin resets another, and everybody', async () => {
    const { services, owner } = await setUp()
    const admin = await signedInPerson(services, owner, ['globalAdministrator'])
    const reset = { userId: admin.id, choice: generated, mustChange: true }
    expect(await services.passwords.reset(reset, owner)).toMatchObject({ outcome: 'done', userId: admin.id })
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...how }, owner))
    await services.jobs.finished(jobId)
    expect(await services.requests.count({}, owner)).toEqual({ open: 0 })
  })
})

describe('under the two-person rule', () => {
  it('a reset of everybody waits, and so does one of anybody who could approve; a reset of most people does not', async () => {
    const { services, owner, third, secondCall } = await threeAdmins()
    const people = [
      await addPerson(services, owner),
      await addPerson(services, owner),
      await addPerson(services, owner),
    ]
    const some = (ids: readonly (typeof third.id)[]) =>
      services.passwords.resetMany({ selection: { kind: 'users', ids }, ...how }, owner)
    const { jobId } = withoutApproval(await some(people.map(({ id }) => id)))
    await services.jobs.finished(jobId)
    waitingNumber(await some([third.id, ...people.map(({ id }) => id)]))
    const id = waitingNumber(await services.passwords.resetMany({ selection: everybody, ...how }, owner))
    const approved = await services.requests.approve({ id }, secondCall())
    expect(approved).toMatchObject({ asked: { kind: 'resetEverybody' }, target: null, people: 5 })
    const items = await itemsOf(services, approved.jobId, owner)
    expect(items.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done', 'done'])
    // The approver was among them, and may read no password because of the approval.
    expect((await services.jobs.get({ id: approved.jobId as never }, owner)).actor).toBe(owner.actor?.username)
  })

  it('a helper’s reset of all people within their reach counts as a reset of everybody', async () => {
    const { services, owner } = await threeAdmins()
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    await addPerson(services, owner)
    await addPerson(services, owner)
    const call = { ...helper.call(), isConfirmed: true }
    waitingNumber(await services.passwords.resetMany({ selection: everybody, ...how }, call))
  })

  it('plain people are reset and shut out at once, an admin is shut out after a yes', async () => {
    const { services, owner, third } = await threeAdmins()
    const person = await addPerson(services, owner)
    withoutApproval(await services.passwords.reset({ userId: person.id, choice: generated, mustChange: true }, owner))
    await services.passwords.shutOut({ userId: person.id }, owner)
    await services.passwords.shutOut({ userId: third.id }, withApproval(owner))
    expect(await services.users.get({ id: third.id }, owner)).toMatchObject({ signIn: 'blocked' })
  })

  it('the reset of somebody who is promoted while their password is being hashed waits', async () => {
    const { services, owner, thirdCall } = await threeAdmins()
    const person = await addPerson(services, owner)
    const resetting = services.passwords.reset({ userId: person.id, choice: generated, mustChange: true }, owner)
    await services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, withApproval(thirdCall()))
    waitingNumber(await resetting)
    const typed = { kind: 'typed', password: 'Typed-Harbour-77-lamp' } as const
    await services.roles.set({ userId: person.id, roles: [] }, withApproval(owner))
    const second = services.passwords.reset({ userId: person.id, choice: typed, mustChange: true }, owner)
    await services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, withApproval(thirdCall()))
    await expect(second).rejects.toMatchObject({ code: 'TYPED_CANNOT_WAIT' })
  })

  it('a bulk reset that began before leaves out whoever became an admin since', async () => {
    const { services, owner, thirdCall } = await threeAdmins({ keychain: noKeychain })
    const people = []
    for (let at = 0; at < 20; at += 1) people.push((await addPerson(services, owner)).id)
    services.vault.close()
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection: { kind: 'users', ids: people }, ...how }, owner),
    )
    await services.jobs.stop({ id: jobId }, owner)
    await services.roles.set({ userId: people[19] as never, roles: ['globalAdministrator'] }, withApproval(thirdCall()))
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    await services.jobs.resume({ id: jobId }, owner)
    const items = await itemsOf(services, jobId, owner)
    expect(items.filter(({ outcome }) => outcome !== 'done')).toMatchObject([
      { userId: people[19], outcome: 'skipped', reason: 'secondAdmin' },
    ])
  })

  /** An approved reset of an admin that waits for the vault. */
  async function approvedAndWaiting() {
    const test = await threeAdmins({ keychain: noKeychain })
    const { services, owner, third, secondCall } = test
    const id = await askFor(services, third.id, owner)
    services.vault.close()
    const { jobId } = await services.requests.approve({ id }, secondCall())
    const outcome = async () => {
      await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
      return itemsOf(services, jobId, owner)
    }
    return { ...test, outcome }
  }

  it('a yes holds until its end, and from then on the reset needs another one', async () => {
    const inTime = await approvedAndWaiting()
    inTime.clock.now += approvalHours * 3_600_000 - 1
    expect(await inTime.outcome()).toMatchObject([{ outcome: 'done' }])
    const late = await approvedAndWaiting()
    late.clock.now += approvalHours * 3_600_000
    expect(await late.outcome()).toMatchObject([{ outcome: 'skipped', reason: 'secondAdmin' }])
  })

  it('a yes that was stored without an end holds no more', async () => {
    const { dataDir, outcome } = await approvedAndWaiting()
    const sql = new Sqlite(`${dataDir}/keydesk.db`)
    sql.exec("UPDATE jobs SET options = json_remove(options, '$.approval.until')")
    sql.close()
    expect(await outcome()).toMatchObject([{ outcome: 'skipped', reason: 'secondAdmin' }])
  })

  it('a yes to a reset of everybody does nothing where the asker may reset nobody any more', async () => {
    const { services, owner, ownerId, secondCall } = await threeAdmins()
    const id = waitingNumber(await services.passwords.resetMany({ selection: everybody, ...how }, owner))
    await services.roles.set({ userId: ownerId, roles: ['reportsReader'] }, withApproval(secondCall()))
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('ASKER_NOT_ALLOWED')
    expect((await services.jobs.list({}, secondCall())).jobs).toEqual([])
    const { requests } = await services.requests.list({ offset: 0, limit: 5 }, secondCall())
    expect(requests).toMatchObject([{ id, state: 'open' }])
  })

  it('loses nothing and does nothing twice when it is killed between the yes and the job', {
    tags: 'long',
  }, async () => {
    const [dataDir, keys] = [temporaryFolder(), temporaryFolder()]
    const test = await threeAdmins({ dataDir, keychain: fileKeychain(keys) })
    const id = await askFor(test.services, test.third.id, test.owner)
    await test.close()
    const killed = await runFile('test/support/approve-child.ts', [dataDir, keys, String(id), test.second.username])
    // Windows knows no signals: whatever is ended there ends with status 1.
    expect(killed).toEqual({ status: process.platform === 'win32' ? 1 : null, out: '', err: '' })
    const services = await test.restart()
    const { requests } = await services.requests.list({ offset: 0, limit: 10 }, test.owner)
    expect(requests).toMatchObject([{ id, state: 'approved', decidedBy: test.second.username }])
    expect(await itemsOf(services, requests[0]?.jobId ?? null, test.owner)).toMatchObject([{ outcome: 'done' }])
    const filter = { ...everyEntry, action: 'Reset user password.', person: test.third.username } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 10 }, test.owner)
    expect(entries.filter(({ detail }) => detail.request === String(id))).toHaveLength(1)
    expect(entries[0]?.detail).toMatchObject({ approvedBy: test.second.username })
    expect(() => services.requests.approve({ id }, test.owner)).toThrow('REQUEST_STATE')
    expect(await services.audit.verify({}, test.owner)).toMatchObject({ isIntact: true })
  })
})

describe('the switch', () => {
  it('needs two who could approve, and is off in documents from before the rule', async () => {
    const { services, owner } = await setUp()
    expect(() => services.policies.save(withRule(true), owner)).toThrow('TOO_FEW_APPROVERS')
    await addPerson(services, owner, { roles: ['globalAdministrator'] })
    expect(() => services.policies.save(withRule(true), owner)).toThrow('TOO_FEW_APPROVERS')
    const { twoPerson: _, ...signIn } = withRule(false).signIn
    const old = JSON.stringify({ ...withRule(false), signIn })
    expect(await services.policies.readFile({ json: old }, owner)).toEqual({ policies: withRule(false), problems: [] })
  })

  it('is switched off by two in every way there is, and other changes in the same save are saved at once', async () => {
    const { services, owner, secondCall } = await threeAdmins()
    const next = { ...withRule(false), lockout: { ...withRule(false).lockout, threshold: 5 } }
    const saved = await services.policies.save(next, owner)
    expect(saved).toMatchObject({ lockout: { threshold: 5 }, signIn: { twoPerson: { isOn: true } } })
    const id = waitingNumber(saved)
    expect((await services.policies.get({}, owner)).policies.signIn.twoPerson.isOn).toBe(true)
    expect(await services.policies.save(next, owner)).toMatchObject({ request: id })
    expect(() => services.requests.approve({ id }, owner)).toThrow('OWN_REQUEST')
    await services.requests.approve({ id }, secondCall())
    expect((await services.policies.get({}, owner)).policies).toEqual(next)
    const filter = { ...everyEntry, action: 'Set password policy.' } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 1 }, owner)
    expect(entries[0]).toMatchObject({
      actor: owner.actor?.username,
      detail: {
        'signIn.twoPerson.isOn': 'true → false',
        approvedBy: secondCall().actor?.username,
        request: String(id),
      },
    })
  })

  it('is not switched off by one admin who undoes the last change', async () => {
    const { services, owner } = await threeAdmins()
    waitingNumber(await services.policies.undo({}, owner))
    expect((await services.policies.get({}, owner)).policies.signIn.twoPerson.isOn).toBe(true)
  })

  it('is suspended when only one admin is left, so that they are not blocked for ever, and the audit log says so', async () => {
    const { services, owner, second, third } = await threeAdmins()
    for (const { id } of [second, third]) await services.users.block({ id, isBlocked: true }, withApproval(owner))
    withoutApproval(await services.passwords.reset({ userId: second.id, choice: generated, mustChange: true }, owner))
    const people = [await addPerson(services, owner), await addPerson(services, owner)]
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...how }, owner))
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: people.length })
    expect(await services.policies.save(withRule(false), owner)).toEqual(withRule(false))
    for (const action of ['Reset user password.', 'Start job.', 'Set password policy.'] as const) {
      const filter = { ...everyEntry, action }
      const { entries } = await services.audit.list({ filter, offset: 0, limit: 10 }, owner)
      expect(
        entries.some(({ detail }) => detail.twoPerson === 'standsStill'),
        action,
      ).toBe(true)
    }
  })
})
