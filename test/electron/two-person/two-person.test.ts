import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { AuditAction } from '../../../shared/audit-action.ts'
import type { RequestId, SecretId } from '../../../shared/ids.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { settingsFor } from '../../support/mail-server.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'
import { appointed, generated, threeAdmins, withApproval, withRule } from '../../support/two-admins.ts'

const hour = 3_600_000
type World = Awaited<ReturnType<typeof threeAdmins>>

/** The owner as a caller over the border, where what may not be done alone waits. */
function asking({ services, owner }: Pick<World, 'services' | 'owner'>) {
  return createCaller(services.serve, () => owner)
}

/** The number under which a call waits. */
async function numberOf(call: Promise<unknown>): Promise<RequestId> {
  const error = await call.then(
    () => null,
    (failure: { code: string; data: { request: RequestId } }) => failure,
  )
  expect(error).toMatchObject({ code: 'WAITING_FOR_APPROVAL' })
  return error?.data.request as RequestId
}

async function entriesOf({ services, owner }: Pick<World, 'services' | 'owner'>, action: AuditAction) {
  return (await services.audit.list({ filter: { ...everyEntry, action }, offset: 0, limit: 10 }, owner)).entries
}

describe('an operation that waits', () => {
  it('does nothing before the approval, then does what was asked once, in the name of the asker', async () => {
    const world = await threeAdmins()
    const { services, owner, third, secondCall } = world
    const block = () => asking(world).users.block({ id: third.id, isBlocked: true })
    const id = await numberOf(block())
    expect(await numberOf(block()), 'asked twice it is the same request').toBe(id)
    expect(await services.users.get({ id: third.id }, owner)).toMatchObject({ signIn: 'allowed' })
    const { requests } = await services.requests.list({ offset: 0, limit: 9 }, secondCall())
    expect(requests[0]).toMatchObject({
      id,
      asked: { kind: 'operation', operation: 'users.block', facts: [{ name: 'signIn', value: 'blocked' }] },
      target: { username: third.username },
      canDecide: true,
    })
    expect(() => services.requests.approve({ id }, owner)).toThrow('OWN_REQUEST')
    expect(await services.requests.approve({ id }, secondCall())).toMatchObject({ state: 'approved' })
    expect(await services.users.get({ id: third.id }, owner)).toMatchObject({ signIn: 'blocked' })
    const [entry] = await entriesOf(world, 'Disable account.')
    expect(entry).toMatchObject({
      actor: owner.actor?.username,
      detail: { approvedBy: secondCall().actor?.username, request: String(id) },
    })
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('REQUEST_STATE')
    expect(third.isSignedIn()).toBe(false)
    expect(await services.audit.verify({}, owner)).toMatchObject({ isIntact: true })
  })

  it('keeps its input sealed, and only until it is decided', async () => {
    const world = await threeAdmins()
    const { services, owner, dataDir, secondCall, clock } = world
    const server = settingsFor(25, { security: 'none', username: 'desk' })
    const save = (password: string) => asking(world).mail.save({ server, password: { kind: 'set', password } })
    const id = await numberOf(save('Sealed-Mail-Password-1'))
    const other = await numberOf(save('Sealed-Mail-Password-2'))
    const last = await numberOf(save('Sealed-Mail-Password-3'))
    const texts = ['keydesk.db', 'keydesk.db-wal'].map((name) => readFileSync(`${dataDir}/${name}`).toString('latin1'))
    expect(texts.join()).not.toContain('Sealed-Mail-Password')
    const sealed = () => services.requests.isHeld(other) || services.requests.isHeld(last)
    services.requests.refuse({ id: other, reason: '' }, secondCall())
    services.requests.withdraw({ id: last }, owner)
    expect(sealed()).toBe(false)
    await services.requests.approve({ id }, secondCall())
    expect(services.mail.get({}, owner)).toMatchObject({ hasPassword: true, host: server.host })
    expect(services.requests.isHeld(id)).toBe(false)
    const late = await numberOf(save('Sealed-Mail-Password-4'))
    clock.now += 73 * hour
    services.requests.expire()
    expect(services.requests.isHeld(late)).toBe(false)
  })

  it('gives a role with a new password, which the asker reads', async () => {
    const world = await threeAdmins()
    const { services, owner, secondCall } = world
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const hire = await addPerson(services, owner)
    await resetAndRead(services, helper.call(), hire.id)
    const reset = { style: 'strong', language: 'en' } as const
    const id = await numberOf(asking(world).roles.set({ userId: hire.id, roles: ['globalAdministrator'], reset }))
    expect(await services.requests.approve({ id }, secondCall())).toMatchObject({ state: 'approved' })
    expect(await services.users.get({ id: hire.id }, owner)).toMatchObject({ roles: ['globalAdministrator'] })
    const { ticket } = await services.passwords.ticketOf({ userId: hire.id }, owner)
    expect(services.passwords.reveal({ secretIds: [ticket?.secretId as SecretId] }, owner)).toMatchObject({
      passwords: [{}],
    })
  })

  it('deletes several approvers on one approval', async () => {
    const world = await threeAdmins()
    const { services, owner, third, secondCall } = world
    const fourth = await appointed(services, owner, 'globalAdministrator')
    const id = await numberOf(asking(world).users.deleteMany({ ids: [third.id, fourth.id] }))
    expect(await services.requests.approve({ id }, secondCall())).toMatchObject({ state: 'approved' })
    expect([third.id, fourth.id].map((one) => services.users.stored(one))).toEqual([null, null])
    expect(await entriesOf(world, 'Approve request.')).toHaveLength(1)
  })

  it('is done once when two approve at the same time', async () => {
    const world = await threeAdmins()
    const { services, owner, third, secondCall } = world
    const fourth = await appointed(services, owner, 'globalAdministrator')
    const id = await numberOf(asking(world).passwords.shutOut({ userId: third.id }))
    const answers = await Promise.allSettled(
      [secondCall(), fourth.call()].map(async (call) => services.requests.approve({ id }, call)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await entriesOf(world, 'Approve request.')).toHaveLength(1)
    expect(await services.users.get({ id: third.id }, owner)).toMatchObject({ signIn: 'blocked' })
  })

  it('asks again whether the asker may, and leaves the request open where it fails', async () => {
    const world = await threeAdmins()
    const { services, owner, third, secondCall } = world
    const id = await numberOf(asking(world).roles.set({ userId: third.id, roles: [] }))
    const rolesOf = (roles: readonly 'globalAdministrator'[], call = secondCall()) =>
      services.roles.set({ userId: owner.actor?.id as never, roles }, withApproval(call))
    rolesOf([])
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('ASKER_NOT_ALLOWED')
    rolesOf(['globalAdministrator'])
    await services.requests.approve({ id }, secondCall())
    expect(await services.users.get({ id: third.id }, secondCall())).toMatchObject({ roles: [] })
  })

  it('ends the rule only while its asker may still manage settings', async () => {
    const { services, owner, ownerId, secondCall } = await threeAdmins()
    const { request } = await services.policies.save(withRule(false), owner)
    const id = request as RequestId
    const isOn = async () => (await services.policies.get({}, secondCall())).policies.signIn.twoPerson.isOn
    const become = (role: 'userAdministrator' | 'globalAdministrator') =>
      services.roles.set({ userId: ownerId, roles: [role] }, withApproval(secondCall()))
    await become('userAdministrator')
    await expect(async () => services.requests.approve({ id }, secondCall())).rejects.toMatchObject({
      code: 'ASKER_NOT_ALLOWED',
    })
    expect(await isOn()).toBe(true)
    await become('globalAdministrator')
    expect(await services.requests.approve({ id }, secondCall())).toMatchObject({ state: 'approved' })
    expect(await isOn()).toBe(false)
  })

  it('saves of the policies what is free at once, and the rest as it was asked, beside what was saved meanwhile', async () => {
    const world = await threeAdmins()
    const { services, owner, secondCall } = world
    const { selfService } = withRule(true)
    const next = { ...withRule(true), selfService: { ...selfService, methods: ['email', 'recoveryCode'] as const } }
    const asked = await asking(world).policies.save({ ...next, lockout: { ...next.lockout, threshold: 5 } })
    expect(asked).toMatchObject({ lockout: { threshold: 5 }, selfService: { methods: selfService.methods } })
    const now = (await services.policies.get({}, owner)).policies
    await services.policies.save({ ...now, lockout: { ...now.lockout, threshold: 7 } }, owner)
    await services.requests.approve({ id: asked.request as RequestId }, secondCall())
    expect((await services.policies.get({}, owner)).policies).toMatchObject({
      lockout: { threshold: 7 },
      selfService: { methods: ['email', 'recoveryCode'] },
      signIn: { twoPerson: { isOn: true } },
    })
  })
})

describe('one approver alone', () => {
  it('can not suspend the rule by blocking, deleting, demoting or shutting out the others', async () => {
    const { services, owner, third, second } = await threeAdmins()
    const privileged = await appointed(services, owner, 'privilegedAuthenticationAdministrator')
    const caller = createCaller(services.serve, privileged.call)
    for (const { id } of [third, second]) {
      await numberOf(caller.users.block({ id, isBlocked: true }))
      await numberOf(caller.users.deleteMany({ ids: [id] }))
      await numberOf(caller.passwords.shutOut({ userId: id }))
    }
    const reset = { userId: third.id, choice: generated, mustChange: true }
    expect(await caller.passwords.reset(reset)).toMatchObject({ outcome: 'waiting' })
    await expect(caller.passes.create({ userId: third.id, minutes: 60, isOnce: true })).rejects.toMatchObject({
      code: 'SECOND_ADMIN_NEEDED',
    })
  })

  it('takes over no account by a mail server, an app or an address of their own', async () => {
    const world = await threeAdmins()
    const { third, services, owner } = world
    const caller = asking(world)
    const contact = { alternateEmail: 'mine@evil.test', mobilePhone: '+45 20123456' }
    await numberOf(
      caller.users.edit({ id: third.id, username: third.username, displayName: 'X', contact, language: null }),
    )
    await numberOf(caller.mail.save({ server: settingsFor(25), password: { kind: 'none' } }))
    await numberOf(caller.sms.save({ gateway: { kind: 'command', path: '/opt/evil' } }))
    expect(await services.users.get({ id: third.id }, owner)).toMatchObject({ contact: { alternateEmail: '' } })
  })

  it('saves by themselves what the rule does not guard', async () => {
    const { services, owner, secondCall } = await threeAdmins()
    const next = withRule(true)
    const saved = await services.policies.save({ ...next, lockout: { ...next.lockout, threshold: 7 } }, owner)
    expect(saved).not.toHaveProperty('request')
    expect(saved.lockout.threshold).toBe(7)
    expect((await services.requests.list({ offset: 0, limit: 9 }, secondCall())).requests).toEqual([])
  })

  it('writes no more than was asked for, when others have written meanwhile', async () => {
    const world = await threeAdmins()
    const { third, services, owner, secondCall } = world
    const look = async () => {
      const { username, displayName, language, contact } = await services.users.get({ id: third.id }, owner)
      return { username, displayName, language, contact }
    }
    const seen = await look()
    const asked = { ...seen, id: third.id, displayName: 'Thea Third', seen }
    const request = await numberOf(asking(world).users.edit(asked))
    await services.account.edit({ alternateEmail: '', mobilePhone: '+45 20123456', language: 'sv' }, third.call())
    await services.requests.approve({ id: request }, secondCall())
    expect(await look()).toMatchObject({
      displayName: 'Thea Third',
      language: 'sv',
      contact: { mobilePhone: '+45 20123456' },
    })
  })

  it('leaves the roles that a second admin was shown, and no others that are there by then', async () => {
    const world = await threeAdmins()
    const { services, owner, secondCall } = world
    const all = ['globalAdministrator', 'helpdeskAdministrator', 'reportsReader'] as const
    const left = ['globalAdministrator', 'reportsReader'] as const
    const { id: userId } = await addPerson(services, withApproval(owner), { roles: all })
    const id = await numberOf(asking(world).roles.set({ userId, roles: left, seen: { roles: all, limits: [] } }))
    const { requests } = await services.requests.list({ offset: 0, limit: 9 }, secondCall())
    const facts = [{ name: 'roles', value: 'globalAdministrator, reportsReader' }]
    expect(requests[0]).toMatchObject({ id, asked: { facts } })
    const rolesOf = async () => (await services.users.get({ id: userId }, owner)).roles
    const set = (roles: readonly RoleName[]) => services.roles.set({ userId, roles }, withApproval(secondCall()))
    set(['globalAdministrator', 'helpdeskAdministrator'])
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('REQUEST_CHANGED')
    expect(await rolesOf(), 'nothing is written back').toEqual(['globalAdministrator', 'helpdeskAdministrator'])
    set([...all, 'globalReader'])
    expect(() => services.requests.approve({ id }, secondCall())).toThrow('REQUEST_CHANGED')
    expect(await rolesOf()).toContain('globalReader')
    set(all)
    await services.requests.approve({ id }, secondCall())
    expect(await rolesOf()).toEqual(left)
  })

  it('gives no role back that was taken while the request waited', async () => {
    const world = await threeAdmins()
    const { services, owner, third, secondCall } = world
    const seen = { roles: ['globalAdministrator'], limits: [] } as const
    const roles = ['globalAdministrator', 'reportsReader'] as const
    const asked = { userId: third.id, roles, seen }
    const id = await numberOf(asking(world).roles.set(asked))
    const rolesOf = async () => (await services.users.get({ id: third.id }, owner)).roles
    services.roles.set({ userId: third.id, roles: [] }, withApproval(secondCall()))
    await services.requests.approve({ id }, secondCall())
    expect(await rolesOf(), 'what is left of it takes no two').toEqual(['reportsReader'])
    await asking(world).roles.set(asked)
    expect(await rolesOf()).toEqual(['reportsReader'])
  })

  it('asks for two where somebody has become an approver since their roles were seen', async () => {
    const world = await threeAdmins()
    const { services, owner, secondCall } = world
    const { id: userId } = await addPerson(services, withApproval(owner), { roles: ['globalAdministrator'] })
    const seen = { roles: [], limits: [] }
    const id = await numberOf(asking(world).roles.set({ userId, roles: ['reportsReader'], seen }))
    await services.requests.approve({ id }, secondCall())
    expect((await services.users.get({ id: userId }, owner)).roles).toEqual(['globalAdministrator', 'reportsReader'])
  })

  it('asks nobody for what is so already', async () => {
    const world = await threeAdmins()
    const { services, owner, third, secondCall } = world
    const roles = ['globalAdministrator'] as const
    expect(await asking(world).roles.set({ userId: third.id, roles })).toEqual({ roles, limits: [] })
    const { username, displayName, language, contact } = await services.users.get({ id: third.id }, owner)
    await asking(world).users.edit({ id: third.id, username, displayName, language, contact })
    expect((await services.requests.list({ offset: 0, limit: 9 }, secondCall())).requests).toEqual([])
  })

  it('gives nobody else an approver’s role, and unblocks no approver', async () => {
    const world = await threeAdmins()
    const { services, owner, third, secondCall } = world
    const friend = await signedInPerson(services, owner)
    const caller = asking(world)
    await numberOf(caller.roles.set({ userId: friend.id, roles: ['privilegedAuthenticationAdministrator'] }))
    const id = await numberOf(caller.users.block({ id: third.id, isBlocked: true }))
    await services.requests.approve({ id }, secondCall())
    await numberOf(caller.users.block({ id: third.id, isBlocked: false }))
    const plain = ['userAdministrator'] as const
    expect(await caller.roles.set({ userId: friend.id, roles: plain }), 'what reaches no approver is free').toEqual({
      roles: plain,
      limits: [],
    })
  })
})

describe('where nobody else is left', () => {
  async function two() {
    const test = await setUp()
    const second = await signedInPerson(test.services, test.owner, ['globalAdministrator'])
    test.services.policies.save(withRule(true), test.owner)
    // The clock of this test goes on by days, and sessions end meanwhile.
    const owner = () => test.services.sessions.callFor(test.ownerId, 'browser')
    const caller = createCaller(test.services.serve, owner)
    const shutOut = () => caller.passwords.shutOut({ userId: second.id })
    return { ...test, second, caller, shutOut, ownerNow: owner }
  }

  it('the rule is suspended after 72 hours in which none of the others was there, and the audit log says so', async () => {
    const { clock, shutOut, services, ownerNow } = await two()
    clock.now += 1
    const id = await numberOf(shutOut())
    clock.now += 71 * hour
    expect(await numberOf(shutOut())).toBe(id)
    clock.now += 2 * hour
    services.requests.expire()
    await shutOut()
    const [entry] = await entriesOf({ services, owner: ownerNow() }, 'Disable account.')
    expect(entry).toMatchObject({ detail: { twoPerson: 'standsStill' } })
  })

  it('the rule still holds while somebody signs in as one of the others, or only tries to', async () => {
    for (const password of ['wrong', null]) {
      const { clock, shutOut, services, second } = await two()
      clock.now += 1
      const id = await numberOf(shutOut())
      clock.now += hour
      const signIn = { username: second.username, password: password ?? second.password }
      await Promise.allSettled([services.sessions.signIn(signIn, nobody)])
      clock.now += 80 * hour
      expect(await numberOf(shutOut())).toBeGreaterThan(id)
    }
  })
})
