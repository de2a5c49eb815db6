import { expect, it } from 'vitest'
import { resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

it('tells whoever reads no audit log of the password and the sign-in, and of nothing else that was done to somebody or by them', async () => {
  const { services, owner } = await setUp()
  const person = await signedInPerson(services, owner, ['userAdministrator'])
  const other = await signedInPerson(services, owner)
  const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const reader = await signedInPerson(services, owner, ['reportsReader'])
  await resetAndRead(services, person.call(), other.id)
  const of = async (call: typeof owner, id = person.id) => {
    const { entries, total } = await services.users.history({ id, offset: 0, limit: 50 }, call)
    expect(total).toBe(entries.length)
    return new Set(entries.map(({ action }) => action))
  }
  const seen = ['Change user password.', 'UserLoggedIn', 'Reset user password.']
  expect(await of(helper.call())).toEqual(new Set(seen))
  expect(
    (await services.users.history({ id: person.id, offset: 0, limit: 50 }, helper.call())).entries,
  ).not.toContainEqual(expect.objectContaining({ target: other.username }))
  const all = new Set([...seen, 'Add user.', 'Add member to role.', 'Reveal password.'])
  expect(await of(owner)).toEqual(all)
  expect(await of(reader.call())).toEqual(all)
})
