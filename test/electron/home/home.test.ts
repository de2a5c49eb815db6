import { describe, expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { noFilter, type UserFilter } from '../../../shared/users.ts'
import { addPerson, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

const hour = 3_600_000
const day = 24 * hour

/** How many people the list behind a number has. */
function listOf({ services, owner }: Awaited<ReturnType<typeof setUp>>, filter: Partial<UserFilter>) {
  const sort = { by: 'displayName', direction: 'ascending', language: 'en' } as const
  const query = { search: '', filter: { ...noFilter, ...filter } }
  return services.users.list({ query, sort, offset: 0, limit: 100 }, owner)
}

describe('what needs the admin today', () => {
  it('has nothing to say of an organisation with one admin, a backup aside', async () => {
    const { services, owner } = await setUp()
    expect(await services.home.needs({}, owner)).toMatchObject({
      requests: { help: 0, approvals: 0 },
      people: { locked: 0, none: 0, waiting: 0, lapsesSoon: 0, lapsed: 0, expiresSoon: 0, expired: 0 },
      isVaultLocked: false,
      portalFault: null,
      stuckMails: 0,
      directories: [],
    })
  })

  it('counts the same people as the list that each number leads to', async () => {
    const test = await setUp()
    const { services, owner, clock } = test
    const [lapsed, soon] = [await addPerson(services, owner), await addPerson(services, owner)]
    await addPerson(services, owner)
    await resetAndRead(services, owner, lapsed.id)
    clock.now += 60 * hour
    const again = services.sessions.callFor(test.ownerId, 'browser')
    const later = { ...test, owner: { ...again, isConfirmed: true } }
    await resetAndRead(services, later.owner, soon.id)
    clock.now += 60 * hour
    const { people } = await services.home.needs({}, services.sessions.callFor(test.ownerId, 'browser'))
    expect(people).toMatchObject({ none: 1, waiting: 2, lapsesSoon: 1, lapsed: 1 })
    expect((await listOf(later, { passwordState: ['none'] })).total).toBe(people.none)
    expect((await listOf(later, { passwordState: ['temporary', 'lapsed'] })).total).toBe(people.waiting)
    expect((await listOf(later, { passwordState: ['lapsed'] })).total).toBe(people.lapsed)
    const ending = await listOf(later, { lapse: ['soon'] })
    expect(ending.rows.map(({ id }) => id)).toEqual([soon.id])
    expect(ending.total).toBe(people.lapsesSoon)
  })

  it('counts open requests as the list of their kind does', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const asker = { id: person.id, username: person.username }
    services.requests.help.ask(asker as never, 'I forgot it', 'portal')
    const { requests } = await services.home.needs({}, owner)
    expect(requests).toEqual({ help: 1, approvals: 0 })
    for (const only of ['help', 'approvals'] as const) {
      const listed = await services.requests.list({ offset: 0, limit: 10, only }, owner)
      expect(listed.total).toBe(requests[only])
      expect(listed.requests).toHaveLength(requests[only])
    }
  })

  it('keeps from each role what it could not open, by the roles of today', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const asHelper = createCaller(services.serve, helper.call)
    expect(await asHelper.home.needs({})).toMatchObject({ stuckMails: null, directories: null, backup: null })
    expect(await asHelper.home.health({ starts: [0] })).toMatchObject({ resets: null })
    await expect(asHelper.home.firstSteps({})).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    // Their next session has the roles of that day.
    const later = createCaller(services.serve, () => services.sessions.callFor(helper.id, 'browser'))
    await services.roles.set({ userId: helper.id, roles: ['globalReader'] }, owner)
    expect((await later.home.health({ starts: [0] })).resets).not.toBeNull()
    await services.roles.set({ userId: helper.id, roles: [] }, owner)
    await expect(later.home.needs({})).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('says for how many days there was no backup once that is too long', async () => {
    const { services, clock, ownerId } = await setUp()
    clock.now += 40 * day
    const { backup } = await services.home.needs({}, services.sessions.callFor(ownerId, 'browser'))
    expect(backup).toMatchObject({ days: 40, isOverdue: true, failure: null })
  })
})

describe('how healthy the passwords are', () => {
  it('counts everybody by state, and resets by week as the audit log lists them', async () => {
    const test = await setUp()
    const { services, clock, ownerId } = test
    const begin = clock.now
    const person = await addPerson(services, test.owner)
    await resetAndRead(services, test.owner, person.id)
    clock.now += 7 * day
    const owner = { ...services.sessions.callFor(ownerId, 'browser'), isConfirmed: true }
    await resetAndRead(services, owner, person.id)
    await resetAndRead(services, owner, person.id)
    const starts = [begin - 7 * day, begin, begin + 7 * day]
    const health = await services.home.health({ starts }, owner)
    expect(health.all).toBe(2)
    expect(health.states).toEqual({ current: 1, temporary: 1 })
    expect(health.resets).toEqual({ byAdmins: [0, 1, 2], bySelf: [0, 0, 0] })
    for (const [week, from] of starts.entries()) {
      const until = (starts[week + 1] ?? Number.MAX_SAFE_INTEGER) - 1
      const filter = { person: '', action: 'Reset user password.', from, until } as const
      const { total } = await services.audit.list({ filter, offset: 0, limit: 1 }, owner)
      expect(total).toBe(health.resets?.byAdmins[week])
    }
  })
})

describe('the first steps of a new organisation', () => {
  const doneOf = async ({ services, owner }: Pick<Awaited<ReturnType<typeof setUp>>, 'services' | 'owner'>) =>
    (await services.home.firstSteps({}, owner)).steps.filter(({ isDone }) => isDone).map(({ step }) => step)

  it('tick themselves when they are done, and untick when they are undone', async () => {
    const test = await setUp()
    const { services, owner } = test
    expect(await doneOf(test)).toEqual([])
    const { id } = await addPerson(services, owner, { roles: ['globalAdministrator'] })
    expect(await doneOf(test)).toEqual(['people'])
    await resetAndRead(services, owner, id)
    expect(await doneOf(test)).toEqual(['people', 'passwords', 'secondAdmin'])
    await services.home.noteRecoveryKey({}, owner)
    expect(await doneOf(test)).toContain('recoveryKey')
    test.clock.now += 1000
    await services.vault.createRecoveryKey({}, owner)
    expect(await doneOf(test)).not.toContain('recoveryKey')
  })
})
