import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import type { UserId } from '../../../shared/ids.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'
import { threeAdmins } from '../../support/two-admins.ts'

type World = Awaited<ReturnType<typeof setUp>>

const signInOf = ({ services, owner }: World, id: UserId) =>
  (services.users.get({ id }, owner) as { readonly signIn: string }).signIn
const entriesOf = async ({ services, owner }: World, action: string) =>
  (await services.audit.list({ filter: everyEntry, offset: 0, limit: 100 }, owner)).entries.filter(
    (entry) => entry.action === action,
  )

describe('blocking many people', () => {
  it('blocks each with an entry of their own, and names who was blocked just now', async () => {
    const world = await setUp()
    const { services, owner } = world
    const [one, other, already] = [
      await addPerson(services, owner),
      await addPerson(services, owner),
      await addPerson(services, owner),
    ]
    await services.users.block({ id: already.id, isBlocked: true }, owner)
    const ids = [one.id, other.id, already.id, one.id]
    const answer = await services.users.blockMany({ ids, isBlocked: true }, owner)
    expect(answer).toEqual({ changed: [one.id, other.id], left: [] })
    expect(ids.map((id) => signInOf(world, id))).toEqual(['blocked', 'blocked', 'blocked', 'blocked'])
    const entries = await entriesOf(world, 'Disable account.')
    expect(entries.map(({ target }) => target).sort()).toEqual([one.username, other.username, already.username].sort())
    expect(await services.users.blockMany({ ids: answer.changed, isBlocked: false }, owner)).toEqual(answer)
    expect([one.id, other.id, already.id].map((id) => signInOf(world, id))).toEqual(['allowed', 'allowed', 'blocked'])
  })

  it('ends the sessions of whom it blocks', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    await services.users.blockMany({ ids: [person.id], isBlocked: true }, owner)
    expect(services.sessions.of({ userId: person.id }, owner)).toEqual({ sessions: [] })
  })

  it('leaves out oneself, whoever is above, and who is gone, each with the reason', async () => {
    const world = await setUp()
    const { services, owner, ownerId } = world
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const person = await addPerson(services, owner)
    const gone = 999_999 as UserId
    const ids = [ownerId, helper.id, person.id, gone]
    expect(await services.users.blockMany({ ids, isBlocked: true }, helper.call())).toEqual({
      changed: [person.id],
      left: [
        expect.objectContaining({ id: ownerId, reason: 'NOT_ALLOWED' }),
        { id: helper.id, username: helper.username, reason: 'OWN_ACCOUNT' },
        { id: gone, username: '', reason: 'NOT_FOUND' },
      ],
    })
    expect(signInOf(world, ownerId)).toBe('allowed')
  })

  it('leaves an approver to be blocked alone while two admins are needed', async () => {
    const world = await threeAdmins()
    const { services, owner, third } = world
    const person = await addPerson(services, owner)
    expect(await services.users.blockMany({ ids: [third.id, person.id], isBlocked: true }, owner)).toEqual({
      changed: [person.id],
      left: [expect.objectContaining({ id: third.id, reason: 'SECOND_ADMIN_NEEDED' })],
    })
    expect(services.users.stored(third.id)?.isBlocked).toBe(false)
  })
})

describe('editing one field of many people', () => {
  it('gives all of them the value, and answers those before, which bring them back', async () => {
    const world = await setUp()
    const { services, owner } = world
    const contact = { department: 'Salg', mobilePhone: '+45 20 10 00 00' }
    const { id } = await services.users.add(
      { username: 'a@nordwind.test', displayName: 'A', contact, language: 'da' },
      owner,
    )
    const other = await addPerson(services, owner)
    const edits = [id, other.id].map((one) => ({ id: one, value: ' Lager ' }))
    const { changed, left } = await services.users.editMany({ field: 'department', edits }, owner)
    expect([changed, left]).toEqual([
      [
        { id, value: 'Salg' },
        { id: other.id, value: '' },
      ],
      [],
    ])
    expect(services.users.stored(id)).toMatchObject({
      language: 'da',
      contact: { department: 'Lager', mobilePhone: '+45 20 10 00 00' },
    })
    expect(await entriesOf(world, 'Update user.')).toHaveLength(2)
    await services.users.editMany({ field: 'department', edits: changed }, owner)
    expect([id, other.id].map((one) => services.users.stored(one)?.contact.department)).toEqual(['Salg', ''])
  })

  it('leaves out who has the value already without a word, and others with the reason', async () => {
    const world = await setUp()
    const { services, owner, ownerId } = world
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const person = await addPerson(services, owner)
    const edit = (value: string) =>
      services.users.editMany(
        { field: 'city', edits: [person.id, ownerId].map((id) => ({ id, value })) },
        helper.call(),
      )
    expect((await edit('Aarhus')).left).toEqual([expect.objectContaining({ id: ownerId, reason: 'NOT_ALLOWED' })])
    expect((await edit('Aarhus')).changed).toEqual([])
    expect((await edit('x'.repeat(200))).left.map(({ reason }) => reason)).toEqual(['FIELD_INVALID', 'FIELD_INVALID'])
    expect(services.users.stored(person.id)?.contact.city).toBe('Aarhus')
  })
})
