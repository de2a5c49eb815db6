import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../../electron/rpc/call.ts'
import { type Caller, createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { jump } from '../../support/test-clocks.ts'
import { addPerson, nobody, ownerName, ownerPassword, setUp, signedInPerson } from '../../support/test-services.ts'
import { generated } from '../../support/two-admins.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const years = 3652 * day

/** An organisation with somebody deleted, and somebody whose temporary password can still be read. */
async function withOldThings() {
  const test = await setUp()
  const { services, owner } = test
  const deleted = await addPerson(services, owner)
  await services.users.deleteMany({ ids: [deleted.id] }, owner)
  const waiting = await addPerson(services, owner)
  const reset = await services.passwords.reset({ userId: waiting.id, choice: generated, mustChange: true }, owner)
  return { ...test, deleted, waiting, secretId: withoutApproval(reset).secretId }
}
type World = Awaited<ReturnType<typeof withOldThings>>

async function mustBeThere(services: World['services'], { owner, secretId, waiting }: World): Promise<void> {
  expect(await services.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 1 })
  const { ticket } = await services.passwords.ticketOf({ userId: waiting.id }, owner)
  expect(ticket).toMatchObject({ secretId })
}

describe('a clock that is ahead at one start', () => {
  it.each([8 * day, 31 * day, years])(
    'by %d ms erases no person and no password, is reported, and is forgotten when it is right again',
    async (ahead) => {
      const world = await withOldThings()
      const { clock, owner, restart } = world
      jump(clock, ahead)
      const wrong = await restart()
      expect(await wrong.clock.state({}, owner)).toEqual({
        ...{ state: 'ahead', now: clock.now, reached: clock.now - ahead },
        ...{ deleted: ahead > 30 * day ? 1 : 0, passwords: 1 },
      })
      // What can be judged anew goes by the clock: the temporary password has lapsed.
      expect(await wrong.users.get({ id: world.waiting.id }, owner)).toMatchObject({ passwordState: 'lapsed' })
      clock.now += 3 * hour
      wrong.deleted.eraseOld()
      jump(clock, -ahead)
      const right = await restart()
      expect(await right.clock.state({}, owner)).toMatchObject({ state: 'right', deleted: 0, passwords: 0 })
      await mustBeThere(right, world)
    },
  )

  it('waits for an admin’s word, which is in the audit log, and then does what waited', async () => {
    const world = await withOldThings()
    const { clock, owner, restart } = world
    jump(clock, 40 * day)
    const services = await restart()
    const shown = await services.clock.state({}, owner)
    expect(shown).toMatchObject({ state: 'ahead', deleted: 1, passwords: 1 })
    // Somebody has set it meanwhile: what was shown is not what would be done.
    expect(await services.clock.confirm({ now: shown.now - 2 * hour }, owner)).toMatchObject({ state: 'ahead' })
    expect(await services.clock.confirm({ now: shown.now }, owner)).toMatchObject({ state: 'right', deleted: 0 })
    expect(await services.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 0 })
    const { entries } = await services.audit.list(
      { filter: { ...everyEntry, action: 'Confirm clock.' }, offset: 0, limit: 5 },
      owner,
    )
    const iso = (at: number) => new Date(at).toISOString()
    expect(entries).toMatchObject([{ detail: { from: iso(shown.reached), to: iso(shown.now) } }])
    // It is kept over a restart.
    expect(await (await restart()).clock.state({}, owner)).toMatchObject({ state: 'right' })
  })

  it('by up to a week is accepted once it has run steadily for an hour, so that no admin is asked after nights, weekends and Easter', async () => {
    const world = await withOldThings()
    const { clock, owner, restart } = world
    jump(clock, 6 * day)
    const services = await restart()
    const first = await services.clock.state({}, owner)
    expect(first).toMatchObject({ state: 'right', reached: clock.now - 6 * day })
    clock.now += hour - minute
    expect((await services.clock.state({}, owner)).reached).toBe(clock.now - 6 * day)
    clock.now += minute
    expect((await services.clock.state({}, owner)).reached).toBe(clock.now)
  })

  it('asks for the word of a global admin, whose password is confirmed, and of nobody else', async () => {
    const { services, owner, clock } = await setUp()
    jump(clock, 40 * day)
    // The earlier session has ended because of the jump.
    const { token } = await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const caller = (call: Call) => createCaller(services.serve, () => call) as unknown as Caller
    const now = clock.now
    await expect(caller(helper.call()).clock.state({})).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(caller(helper.call()).clock.confirm({ now })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const unconfirmed = services.serve.callOf(token, 'browser', false)
    await expect(caller(unconfirmed).clock.confirm({ now })).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
    expect(await services.clock.state({}, owner)).toMatchObject({ state: 'ahead' })
  })
})

describe('a clock that is behind', () => {
  it('is reported and erases nothing, and once an admin says that it is right, dates in the future become the present one', async () => {
    const world = await withOldThings()
    const { clock, owner, restart, services } = world
    // Somebody believes a clock that is years ahead, somebody is deleted by it, and then it is put right.
    jump(clock, years)
    await services.clock.confirm({ now: clock.now }, owner)
    const late = await addPerson(services, owner)
    await services.users.deleteMany({ ids: [late.id] }, owner)
    jump(clock, -years)
    const again = await restart()
    expect(await again.clock.state({}, owner)).toMatchObject({ state: 'behind', deleted: 0, passwords: 0 })
    again.deleted.eraseOld()
    expect(await again.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 1 })
    await again.clock.confirm({ now: clock.now }, owner)
    expect(await again.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({
      users: [{ deletedAt: clock.now, daysLeft: 30 }],
    })
    clock.now += 30 * day
    again.deleted.eraseOld()
    expect(await again.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 0 })
  })

  it.each([-10 * minute, -day, -years, years])(
    'by %d ms lengthens no session, no confirmation and no password that is shown once',
    async (by) => {
      const { services, owner, clock } = await setUp()
      const { idleMinutes, sessionHours } = defaultPolicies.signIn
      const once = { ...defaultPolicies.temporary, keep: 'once' } as const
      await services.policies.save({ ...defaultPolicies, temporary: once }, owner)
      const admin = await signedInPerson(services, owner, ['globalAdministrator'])
      const { id } = await addPerson(services, owner)
      const { secretId } = withoutApproval(
        await services.passwords.reset({ userId: id, choice: generated, mustChange: true }, owner),
      )
      await services.passwords.reveal({ secretIds: [secretId] }, owner)
      await services.sessions.confirm({ password: admin.password }, admin.call())
      expect(admin.call()).toMatchObject({ isConfirmed: true, isLocked: false })
      jump(clock, by)
      clock.now += 2 * minute
      expect(() => services.passwords.reveal({ secretIds: [secretId] }, owner)).toThrow('SECRET_GONE')
      clock.now += 3 * minute
      expect(services.serve.callOf(admin.token, 'browser', false).isConfirmed).toBe(false)
      clock.now += idleMinutes * minute
      expect(services.serve.callOf(admin.token, 'browser', true).isLocked || !admin.isSignedIn()).toBe(true)
      clock.now += sessionHours * hour
      expect(admin.isSignedIn()).toBe(false)
    },
  )
})

describe('a lock', () => {
  it.each([years, 10 * day, -10 * day])(
    'that was written by a clock %d ms off lasts its own length once the clock is right, and no more',
    async (off) => {
      const { services, owner, clock, restart } = await setUp()
      const person = await signedInPerson(services, owner)
      const signIn = async (to: typeof services, password: string) =>
        to.sessions.signIn({ username: person.username, password }, nobody)
      jump(clock, off)
      for (let at = 0; at < 10; at += 1) await signIn(services, `wrong ${at}`).catch(() => {})
      await expect(signIn(services, person.password)).rejects.toMatchObject({ data: { seconds: 60 } })
      jump(clock, -off)
      const again = await restart()
      expect((await again.users.get({ id: person.id }, owner)).lockedUntil ?? 0).toBeLessThanOrEqual(clock.now + minute)
      if (off > 0) await expect(signIn(again, person.password)).rejects.toMatchObject({ data: { seconds: 60 } })
      clock.now += minute
      await signIn(again, person.password)
      clock.now -= minute / 2
      expect((await again.users.get({ id: person.id }, owner)).lockedUntil, 'a right password has ended it').toBe(null)
    },
  )
})

/** What happens to a machine: time passes, its clock says something else, Keydesk starts again, and the hour's tidying comes. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), by: fc.integer({ min: 1, max: 8 * hour }) }),
  fc.record({
    kind: fc.constant('jump' as const),
    // A clock within the accepted gap counts as right after an hour.
    to: fc.oneof(fc.constant(0), fc.integer({ min: 8 * day, max: years }), fc.integer({ min: -years, max: -2 * day })),
  }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('tidy' as const) }),
)

it('nothing is erased and no lock is longer than its own length, whatever the clock does between starts', {
  tags: 'long',
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const world = await withOldThings()
      const { clock, owner, restart, waiting } = world
      let { services } = world
      let off = 0
      let passed = 0
      for (const one of steps) {
        if (one.kind === 'pass' && passed + one.by < 3 * day - hour) {
          clock.now += one.by
          passed += one.by
        }
        if (one.kind === 'jump') {
          jump(clock, one.to - off)
          off = one.to
        }
        if (one.kind === 'restart') services = await restart()
        if (one.kind === 'tidy') services.deleted.eraseOld()
        expect(await services.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 1 })
        for (let at = 0; at < 2; at += 1) {
          const wrong = { username: waiting.username, password: `wrong ${passed} ${off} ${at}` }
          const answer = await (async () => services.sessions.signIn(wrong, nobody))().then(
            () => null,
            (error: { data?: { seconds?: number } }) => error.data ?? null,
          )
          expect(answer?.seconds ?? 0).toBeLessThanOrEqual(60 * 2 ** 6)
        }
      }
      jump(clock, -off)
      await mustBeThere(await restart(), world)
    }),
    { numRuns: 8 },
  )
})
