import { expect, it } from 'vitest'
import { defaultPolicies, type Policies, presets } from '../../../shared/rules/policy.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { setUp, signedInPerson } from '../../support/test-services.ts'

const recommended: Policies = {
  ...defaultPolicies,
  protection: { ...defaultPolicies.protection, preset: 'recommended', rules: presets.recommended },
}
const short = 'havn-sten-9'

async function office(policies: Policies) {
  const test = await setUp()
  test.services.policies.save(policies, test.owner)
  const person = await signedInPerson(test.services, test.owner)
  const call = () => ({ ...person.call(), isConfirmed: true })
  const minimum = async () => (await test.services.passwords.policy({}, call())).rules.minimumLength
  const change = async (newPassword: string, currentPassword = person.password) =>
    test.services.passwords.change({ currentPassword, newPassword }, call())
  return { ...test, person, call, minimum, change }
}

it('the preset Recommended asks for 15 characters, and for 8 of whoever has a second factor', async () => {
  const { services, call, clock, minimum, change } = await office(recommended)
  expect(await minimum()).toBe(15)
  await expect(change(short)).rejects.toMatchObject({ code: 'POLICY_BROKEN', data: { rules: ['length'] } })
  await registerAuthenticator(services, call(), clock)
  expect(await minimum()).toBe(8)
  await expect(change(short)).resolves.toEqual({})
})

it('who gives the second factor up chooses a longer password', async () => {
  const { services, owner, person, call, clock, change } = await office(recommended)
  await registerAuthenticator(services, call(), clock)
  await change(short)
  expect(call().actor?.mustChange).toBe(false)
  await services.methods.removeAuthenticator({}, call())
  expect(call().actor?.mustChange).toBe(true)
  const { entries } = await services.users.history({ id: person.id, offset: 0, limit: 2 }, owner)
  expect(entries.map((entry) => entry.action)).toContain('Set force change user password.')
})

it('other rules are the same with and without a second factor, and nobody is made to change for them', async () => {
  const { services, owner, person, call, clock, minimum } = await office(defaultPolicies)
  const before = await minimum()
  await registerAuthenticator(services, call(), clock)
  expect(await minimum()).toBe(before)
  await services.methods.removeFor({ userId: person.id }, owner)
  expect(call().actor?.mustChange).toBe(false)
})

it('where the second factor is not offered any more, the length of a single proof is asked for again', async () => {
  const { services, owner, call, clock, minimum } = await office(recommended)
  await registerAuthenticator(services, call(), clock)
  const secondFactor = { isOffered: false, requiredRoles: [] }
  services.policies.save({ ...recommended, signIn: { ...recommended.signIn, secondFactor } }, owner)
  expect(await minimum()).toBe(15)
})
