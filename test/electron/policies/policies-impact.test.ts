import { describe, expect, it } from 'vitest'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { addPerson, nobody, ownerName, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

const day = 86_400_000

describe('policies', () => {
  it('say before they are saved who would have to change their password at once, and wait for a start date', async () => {
    const { services, owner, clock } = await setUp()
    const person = await signedInPerson(services, owner)
    clock.now += 100 * day
    const expiration = { isOn: true, days: 90, remindDays: 14, startsAt: null }
    const preview = await services.policies.preview({ ...defaultPolicies, expiration }, owner)
    expect(preview.impacts).toMatchObject([{ kind: 'mustChangeNow', count: 2 }])
    expect(preview.impacts[0]?.people.map((one) => one.username)).toContain(person.username)
    const later = { ...expiration, startsAt: clock.now + 30 * day }
    expect((await services.policies.preview({ ...defaultPolicies, expiration: later }, owner)).impacts).toEqual([])
    await services.policies.save({ ...defaultPolicies, expiration: later }, owner)
    const { session } = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    expect(session.mustChange).toBe(false)
    clock.now += 31 * day
    const again = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    expect(again.session.mustChange).toBe(true)
  })

  it('say whom taking the last change back touches, and change nothing by saying so', async () => {
    const { services, owner, clock } = await setUp()
    expect(() => services.policies.previewUndo({}, owner)).toThrow('NOTHING_SELECTED')
    const expiration = { isOn: true, days: 90, remindDays: 14, startsAt: null }
    await services.policies.save({ ...defaultPolicies, expiration }, owner)
    await services.policies.save(defaultPolicies, owner)
    clock.now += 100 * day
    const preview = await services.policies.previewUndo({}, owner)
    expect(preview).toMatchObject({
      changes: [{ path: 'expiration.isOn', before: 'false', after: 'true' }],
      impacts: [{ kind: 'mustChangeNow', count: 1, people: [{ username: ownerName }] }],
    })
    expect(await services.policies.get({}, owner)).toMatchObject({ policies: defaultPolicies, canUndo: true })
    expect(await services.policies.undo({}, owner)).toMatchObject({ expiration })
  })

  it('say by name which deleted people a shorter time would erase, and only then are they gone', async () => {
    const { services, owner, clock } = await setUp()
    const [first, second] = [await addPerson(services, owner), await addPerson(services, owner)]
    await services.users.deleteMany({ ids: [first.id] }, owner)
    clock.now += 10 * day
    await services.users.deleteMany({ ids: [second.id] }, owner)
    clock.now += day
    const next = { ...defaultPolicies, signIn: { ...defaultPolicies.signIn, deletedDays: 5 } }
    expect((await services.policies.preview(next, owner)).impacts).toMatchObject([
      { kind: 'goneForGood', count: 1, people: [{ id: first.id, username: first.username }] },
    ])
    const longer = { ...defaultPolicies, signIn: { ...defaultPolicies.signIn, deletedDays: 60 } }
    expect((await services.policies.preview(longer, owner)).impacts).toEqual([])
    expect(services.deleted.eraseOld()).toBe(0)
    await services.policies.save(next, owner)
    expect(services.deleted.eraseOld()).toBe(1)
    expect(await services.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 1 })
  })

  it('leave temporary passwords the lifetime that they were made with', async () => {
    const { services, owner, clock } = await setUp()
    const person = await addPerson(services, owner)
    await resetAndRead(services, owner, person.id)
    const next = { ...defaultPolicies, temporary: { ...defaultPolicies.temporary, hours: 1 } }
    expect((await services.policies.preview(next, owner)).impacts).toEqual([])
    await services.policies.save(next, owner)
    clock.now += 71 * 3_600_000
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ passwordState: 'temporary' })
  })
})
