import { expect, it } from 'vitest'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

const [hour, day] = [3_600_000, 86_400_000]

it('a lock is not opened by a clock that is set back, and lasts its own length from then on, not until the clock has caught up', async () => {
  const { services, owner, clock } = await setUp()
  const person = await signedInPerson(services, owner)
  const signIn = async (password: string) => services.sessions.signIn({ username: person.username, password }, nobody)
  for (let at = 0; at < 10; at += 1)
    await expect(signIn(`wrong ${at}`)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  const locked = clock.now
  for (const back of [1000, hour, 30 * day]) {
    clock.now = locked - back
    await expect(signIn(person.password)).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      data: { seconds: 60 },
    })
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ signIn: 'locked' })
  }
  clock.now = locked - 30 * day + 59_000
  await expect(signIn(person.password)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  clock.now = locked - 30 * day + 60_000
  await signIn(person.password)
})

it('a temporary password keeps its instant of lapsing when the clock is set back, and so does the readable copy', async () => {
  const { services, owner, clock } = await setUp()
  const { id, username } = await addPerson(services, owner)
  const password = await resetAndRead(services, owner, id)
  const made = clock.now
  clock.now = made - 10 * day
  expect(await services.users.get({ id }, owner)).toMatchObject({
    passwordState: 'temporary',
    passwordExpiresAt: made + 72 * hour,
  })
  expect((await services.passwords.ticketOf({ userId: id }, owner)).ticket).toMatchObject({
    lapsesAt: made + 72 * hour,
  })
  await services.sessions.signIn({ username, password }, nobody)
  clock.now = made + 72 * hour
  const late = async () => services.sessions.signIn({ username, password }, nobody)
  await expect(late()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  expect(await services.users.get({ id }, owner)).toMatchObject({ passwordState: 'lapsed' })
})

it('expiry and the least age of a password count from the instant of the change, whatever the clock did meanwhile', async () => {
  const { services, owner, clock } = await setUp()
  await services.policies.save(
    {
      ...defaultPolicies,
      expiration: { isOn: true, days: 90, remindDays: 14, startsAt: null },
      protection: { ...defaultPolicies.protection, minimumAgeHours: 24 },
    },
    owner,
  )
  const person = await signedInPerson(services, owner)
  const changed = clock.now
  const state = async () => (await services.users.get({ id: person.id }, owner)).passwordState
  clock.now = changed - 5 * day
  expect(await state()).toBe('current')
  const early = { currentPassword: person.password, newPassword: 'Silver-Bridge-9-map' }
  await expect((async () => services.passwords.change(early, person.call()))()).rejects.toMatchObject({
    data: { rules: ['tooYoung'] },
  })
  clock.now = changed + 76 * day
  expect(await state()).toBe('expiresSoon')
  clock.now = changed + 90 * day - 1
  expect(await state()).toBe('expiresSoon')
  clock.now = changed + 90 * day
  expect(await state()).toBe('expired')
})
