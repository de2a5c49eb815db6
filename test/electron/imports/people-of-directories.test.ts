import { expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { upload, uploadContacts } from '../../support/import-people.ts'
import { addPerson } from '../../support/test-services.ts'
import { entry, pretendOffice } from '../directories/pretend-directory.ts'

it('a file of contact information changes people of Keydesk’s own alone, and names the others as what they are', async () => {
  const { services, owner, office } = await pretendOffice()
  const own = await addPerson(services, owner)
  office.put(entry('a', { username: 'anna@nordwind.test', contact: { mobilePhone: '1' } }))
  office.put(entry('b', { username: own.username, contact: { mobilePhone: '2' } }))
  await office.look()
  const text = `User name,Mobile\nanna@nordwind.test,+45 20123456\n${own.username},+45 20123457\n`
  const importId = await uploadContacts(services, owner, text)
  const shown = await services.imports.previewContacts({ importId }, owner)
  expect(shown.problems.map(({ line, reason }) => [line, reason])).toEqual([[2, 'inDirectory']])
  expect(shown).toMatchObject({ good: 1, changing: 1 })
  expect(await services.imports.importContacts({ importId }, owner)).toEqual({ changed: 1 })
  const mobileOf = (id: UserId) => services.users.stored(id)?.contact.mobilePhone
  expect(mobileOf(own.id)).toBe('+45 20123457')
  expect(mobileOf(services.users.idOf('anna@nordwind.test') as UserId)).toBe('1')
  await office.look()
  expect((await services.directories.list({}, owner)).directories).toMatchObject([{ people: 2 }])
})

it('a file of new people has each problem once, also with a user name that several have', async () => {
  const { services, owner, office } = await pretendOffice()
  const own = await addPerson(services, owner)
  office.put(entry('a', { username: own.username }))
  office.put(entry('b', { username: own.username }))
  await office.look()
  const importId = await upload(services, owner, Buffer.from(`User name,Display name\n${own.username},Ida\n`))
  const { problems, good } = await services.imports.previewUsers({ importId }, owner)
  expect(problems.map(({ line, reason }) => [line, reason])).toEqual([[2, 'existsAlready']])
  expect(good).toBe(0)
})
