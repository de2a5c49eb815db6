import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { AuditAction } from '../../../shared/audit-action.ts'
import type { RequestId } from '../../../shared/ids.ts'
import { approverRoles } from '../../../shared/rules/two-person.ts'
import { addPerson, nobody, noKeychain, signedInPerson } from '../../support/test-services.ts'
import {
  appointed,
  askFor,
  everybody,
  generated,
  how,
  itemsOf,
  threeAdmins,
  waitingNumber,
  withApproval,
} from '../../support/two-admins.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const hour = 3_600_000
const page = { offset: 0, limit: 50 }

const only = async (services: Services, call: SignedInCall) => (await services.requests.list(page, call)).requests[0]
const entries = async (services: Services, action: AuditAction, call: SignedInCall) =>
  (await services.audit.list({ filter: { ...everyEntry, action }, offset: 0, limit: 50 }, call)).entries

/** Somebody with a password of their own who is given a role only then: the first password of an admin waits for a yes too. */
describe('a request', () => {
  it('is listed with who asks for what, counted, and asked twice it is the same', async () => {
    const { services, owner, third, secondCall } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    expect(await askFor(services, third.id, owner)).toBe(id)
    expect(await only(services, secondCall())).toMatchObject({
      id,
      state: 'open',
      asked: { kind: 'resetAdmin', style: 'strong', mustChange: true },
      asker: { displayName: 'Olga Owner' },
      target: { id: third.id, username: third.username },
      people: 1,
      isOwn: false,
      canDecide: true,
      jobId: null,
    })
    expect(await only(services, owner)).toMatchObject({ isOwn: true, canDecide: false })
    expect(await services.requests.count({}, owner)).toEqual({ open: 1 })
    expect((await entries(services, 'Request approval.', owner)).map(({ target }) => target)).toEqual([third.username])
  })

  it('resets on a yes, in the name of whoever asked, and only then', async () => {
    const { services, owner, third, secondCall } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    expect((await services.sessions.signIn(third, nobody)).session.mustChange).toBe(false)
    const { jobId, state, decidedBy } = await services.requests.approve({ id }, secondCall())
    expect({ state, decidedBy }).toEqual({ state: 'approved', decidedBy: secondCall().actor?.username })
    const [item] = await itemsOf(services, jobId, owner)
    expect(item).toMatchObject({ userId: third.id, outcome: 'done' })
    const { passwords } = await services.passwords.reveal({ secretIds: [item?.secretId as never] }, owner)
    const password = passwords[0]?.password ?? ''
    expect((await services.sessions.signIn({ username: third.username, password }, nobody)).session.mustChange).toBe(
      true,
    )
    const [reset] = await entries(services, 'Reset user password.', owner)
    expect(reset).toMatchObject({ actor: owner.actor?.username, target: third.username })
    expect(reset?.detail).toMatchObject({ approvedBy: secondCall().actor?.username, request: String(id) })
    expect(await only(services, owner)).toMatchObject({ isOwn: true, jobId })
    expect(await services.requests.count({}, owner)).toEqual({ open: 0 })
  })

  it('is never decided by whoever asked, nor by anybody whose yes does not count', async () => {
    const { services, owner, third, confirmed } = await threeAdmins()
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const id = await askFor(services, third.id, owner)
    expect(() => services.requests.approve({ id }, owner)).toThrow('OWN_REQUEST')
    expect(() => services.requests.refuse({ id, reason: '' }, owner)).toThrow('OWN_REQUEST')
    expect(() => services.requests.approve({ id }, confirmed(helper))).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED', data: { roles: approverRoles } }),
    )
    expect(() => services.requests.withdraw({ id }, confirmed(helper))).toThrow('NOT_ALLOWED')
    expect(() => services.requests.approve({ id: 99 as RequestId }, owner)).toThrow('NOT_FOUND')
    expect(await only(services, owner)).toMatchObject({ state: 'open' })
  })

  it('is not decided by a role that is limited to groups, and such a role alone does not make the rule wait', async () => {
    const { services, owner, second, third, confirmed } = await threeAdmins()
    const limited = await appointed(services, owner, 'privilegedAuthenticationAdministrator')
    const { id: group } = await services.groups.create({ name: 'Sales', kind: 'picked', departments: [] }, owner)
    const limits = [{ role: 'privilegedAuthenticationAdministrator', groups: [group] }] as const
    await services.roles.set(
      { userId: limited.id, roles: ['privilegedAuthenticationAdministrator'], limits },
      withApproval(owner),
    )
    const id = await askFor(services, third.id, owner)
    expect(() => services.requests.approve({ id }, confirmed(limited))).toThrow('NOT_ALLOWED')
    for (const admin of [second, third])
      await services.users.block({ id: admin.id, isBlocked: true }, withApproval(owner))
    withoutApproval(await services.passwords.reset({ userId: third.id, choice: generated, mustChange: true }, owner))
  })

  it('may be answered by the person whose password it is, or two admins could never help each other', async () => {
    const { services, owner, third, thirdCall } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    const { jobId } = await services.requests.approve({ id }, thirdCall())
    expect(await itemsOf(services, jobId, owner)).toMatchObject([{ outcome: 'done' }])
  })

  it('is refused with a reason that the asker reads, and withdrawn by the asker', async () => {
    const { services, owner, second, third, secondCall } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    await services.requests.refuse({ id, reason: 'Called her: not asked for' }, secondCall())
    expect(await only(services, owner)).toMatchObject({
      state: 'refused',
      reason: 'Called her: not asked for',
      jobId: null,
    })
    const later = await askFor(services, second.id, owner)
    expect(later).toBeGreaterThan(id)
    await services.requests.withdraw({ id: later }, owner)
    for (const closed of [id, later]) {
      expect(() => services.requests.approve({ id: closed }, secondCall())).toThrow('REQUEST_STATE')
      expect(() => services.requests.withdraw({ id: closed }, owner)).toThrow('REQUEST_STATE')
    }
    const refusals = await entries(services, 'Refuse request.', owner)
    expect(refusals).toMatchObject([{ detail: { why: 'Called her: not asked for' } }])
    expect(await entries(services, 'Withdraw request.', owner)).toHaveLength(1)
    expect(await entries(services, 'Reset user password.', owner)).toHaveLength(2)
  })

  it('expires after 72 hours, and is not listed for ever', async () => {
    const { services, owner, third, secondCall, clock } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    const [asker, approver] = [owner, secondCall()]
    clock.now += 72 * hour
    expect(() => services.requests.approve({ id }, approver)).toThrow('REQUEST_STATE')
    expect(await only(services, asker)).toMatchObject({ state: 'expired', decidedBy: '' })
    expect(await services.requests.count({}, asker)).toEqual({ open: 0 })
    services.requests.expire()
    services.requests.expire()
    expect(await only(services, asker)).toMatchObject({ state: 'expired' })
    expect(await entries(services, 'Expire request.', asker)).toMatchObject([
      { actor: '', target: third.username, door: 'keydesk', detail: { request: String(id), kind: 'resetAdmin' } },
    ])
    clock.now += 31 * 24 * hour
    expect(await services.requests.list(page, asker)).toEqual({ requests: [], total: 0 })
  })

  it('is listed and counted for thirty days after its answer, beside what is open', async () => {
    const { services, owner, second, third, secondCall, clock } = await threeAdmins()
    const decided = await askFor(services, third.id, owner)
    services.requests.refuse({ id: decided, reason: '' }, secondCall())
    const open = await askFor(services, second.id, owner)
    const listed = async () => {
      const { requests, total } = await services.requests.list(page, owner)
      return { numbers: requests.map(({ id }) => id), total }
    }
    expect(await listed()).toEqual({ numbers: [open, decided], total: 2 })
    clock.now += 30 * 24 * hour - 1
    expect(await listed()).toEqual({ numbers: [open, decided], total: 2 })
    clock.now += 1
    expect(await listed()).toEqual({ numbers: [open], total: 1 })
  })

  it('lets one of two approvers win', async () => {
    const { services, owner, third, secondCall, thirdCall } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    const both = await Promise.allSettled(
      [secondCall(), thirdCall()].map(async (call) => services.requests.approve({ id }, call)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'REQUEST_STATE' } })
    expect((await services.jobs.list({}, owner)).jobs).toHaveLength(1)
  })
})

describe('an approval', () => {
  it('checks the asker again, who may have lost the role or be blocked', async () => {
    const { services, owner, third, secondCall } = await threeAdmins()
    const asker = await appointed(services, owner, 'privilegedAuthenticationAdministrator')
    const id = await askFor(services, third.id, { ...asker.call(), isConfirmed: true })
    await services.roles.set({ userId: asker.id, roles: ['helpdeskAdministrator'] }, withApproval(owner))
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('ASKER_NOT_ALLOWED')
    const again = {
      roles: ['privilegedAuthenticationAdministrator'] as const,
      reset: { style: 'strong', language: 'en' } as const,
    }
    await services.roles.set({ userId: asker.id, ...again }, withApproval(owner))
    await services.users.block({ id: asker.id, isBlocked: true }, withApproval(owner))
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('ASKER_NOT_ALLOWED')
    expect(await only(services, owner)).toMatchObject({ state: 'open' })
    expect(await entries(services, 'Approve request.', owner)).toEqual([])
  })

  it('finds a target that is gone, and one that was promoted beyond the asker meanwhile', async () => {
    const { services, owner, third, secondCall } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    await services.users.deleteMany({ ids: [third.id] }, withApproval(owner))
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('NOT_FOUND')
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const people = [await addPerson(services, owner), await addPerson(services, owner)]
    const answer = await services.passwords.resetMany(
      { selection: everybody, ...how },
      { ...helper.call(), isConfirmed: true },
    )
    const asked = waitingNumber(answer)
    const promoted = people[0]?.id as never
    await services.roles.set({ userId: promoted, roles: ['globalAdministrator'] }, withApproval(owner))
    const { jobId } = await services.requests.approve({ id: asked }, secondCall())
    const items = await itemsOf(services, jobId, owner)
    expect(items.find(({ userId }) => userId === promoted)).toMatchObject({ outcome: 'skipped', reason: 'notAllowed' })
    expect(items.find(({ userId }) => userId === people[1]?.id)).toMatchObject({ outcome: 'done' })
  })

  it('does not reset whoever was asked for when the asker is blocked before the job gets there', async () => {
    const { services, owner, third, secondCall, restart } = await threeAdmins()
    const asker = await appointed(services, owner, 'privilegedAuthenticationAdministrator')
    const id = await askFor(services, third.id, { ...asker.call(), isConfirmed: true })
    services.vault.close()
    const { jobId } = await services.requests.approve({ id }, secondCall())
    await services.users.block({ id: asker.id, isBlocked: true }, withApproval(owner))
    const again = await restart()
    await again.jobs.finished(jobId ?? '')
    expect(await again.jobs.get({ id: jobId as never }, owner)).toMatchObject({ state: 'stopped', done: 0 })
  })

  it('is all or nothing: a failure leaves the request open and changes nothing', async () => {
    const { services, owner, third, secondCall, dataDir } = await threeAdmins()
    const id = await askFor(services, third.id, owner)
    const sql = new Sqlite(`${dataDir}/keydesk.db`)
    sql.exec("CREATE TRIGGER refuse BEFORE UPDATE ON requests BEGIN SELECT raise(ABORT, 'no'); END")
    expect(() => services.requests.approve({ id }, secondCall())).toThrow()
    expect((await services.jobs.list({}, owner)).jobs).toEqual([])
    expect(await entries(services, 'Approve request.', owner)).toEqual([])
    sql.exec('DROP TRIGGER refuse')
    sql.close()
    expect(await only(services, owner)).toMatchObject({ state: 'open' })
    const { jobId } = await services.requests.approve({ id }, secondCall())
    expect(await itemsOf(services, jobId, owner)).toMatchObject([{ outcome: 'done' }])
  })

  it('covers the asker alone: who takes the job over needs a yes of their own', async () => {
    const { services, owner, second, third, secondCall, thirdCall } = await threeAdmins({ keychain: noKeychain })
    const id = await askFor(services, second.id, owner)
    services.vault.close()
    const { jobId } = await services.requests.approve({ id }, secondCall())
    await services.jobs.stop({ id: jobId as never }, thirdCall())
    const { sessions } = services
    await sessions.signIn({ username: third.username, password: third.password }, nobody)
    await services.jobs.resume({ id: jobId as never }, thirdCall())
    expect(await itemsOf(services, jobId, owner)).toMatchObject([{ outcome: 'skipped', reason: 'secondAdmin' }])
  })

  it('keeps no password anywhere in what was asked', async () => {
    const { services, owner, third, dataDir } = await threeAdmins()
    const typed = { kind: 'typed', password: 'Typed-Harbour-77-lamp' } as const
    const reset = services.passwords.reset({ userId: third.id, choice: typed, mustChange: true }, owner)
    await expect(reset).rejects.toMatchObject({ code: 'TYPED_CANNOT_WAIT' })
    expect(await services.requests.count({}, owner)).toEqual({ open: 0 })
    await services.passwords.reset({ userId: third.id, choice: generated, mustChange: true }, owner)
    const sql = new Sqlite(`${dataDir}/keydesk.db`, { readonly: true })
    const asked = sql.prepare('SELECT asked FROM requests').pluck().all()
    sql.close()
    expect(asked).toEqual(['{"kind":"resetAdmin","style":"strong","language":"en","mustChange":true}'])
  })
})

describe('an approval ends', () => {
  /** A reset of an admin that was approved and then could not run; `owner` asked for it. */
  async function hindered() {
    const test = await threeAdmins()
    const id = await askFor(test.services, test.third.id, test.owner)
    test.services.vault.close()
    const { jobId } = await test.services.requests.approve({ id }, test.secondCall())
    return { ...test, jobId: jobId as never }
  }

  it('after 24 hours, for a job that waited or is resumed', async () => {
    for (const [hours, outcome] of [
      [23, { outcome: 'done' }],
      [25, { outcome: 'skipped', reason: 'secondAdmin' }],
    ] as const) {
      const { clock, restart, jobId, owner } = await hindered()
      clock.now += hours * 3_600_000
      const again = await restart()
      expect(await itemsOf(again, jobId, owner)).toMatchObject([outcome])
    }
  })

  it('with its run: what failed in it is tried again only after another yes', async () => {
    const { dataDir, restart, jobId, ownerId } = await hindered()
    const onStore = (statement: string) => {
      const sql = new Sqlite(`${dataDir}/keydesk.db`)
      sql.exec(statement)
      sql.close()
    }
    onStore("CREATE TRIGGER hinder BEFORE INSERT ON secrets BEGIN SELECT raise(ABORT, 'no'); END")
    const again = await restart()
    const owner = again.sessions.callFor(ownerId, 'browser')
    expect(await itemsOf(again, jobId, owner)).toMatchObject([{ outcome: 'failed' }])
    onStore('DROP TRIGGER hinder')
    await again.jobs.retry({ id: jobId }, owner)
    expect(await itemsOf(again, jobId, owner)).toMatchObject([{ outcome: 'skipped', reason: 'secondAdmin' }])
  })
})
