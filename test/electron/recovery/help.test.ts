import { describe, expect, it } from 'vitest'
import type { RequestId } from '../../../shared/ids.ts'
import { rolesThatCanReset } from '../../../shared/rules/role-matrix.ts'
import { begin, deskCode, selfServiceFor } from '../../support/self-service.ts'
import { nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

const day = 86_400_000

async function open() {
  const world = await setUp()
  await world.services.policies.save(selfServiceFor(), world.owner)
  return world
}

describe('help', () => {
  it('is asked for under a number and a code, limited, and answered by a reset', async () => {
    const { services, owner } = await open()
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    const asked = await services.recovery.askForHelp({ attempt, reason: 'My phone is gone' }, nobody)
    expect(asked.code.replaceAll('-', '')).toHaveLength(12)
    expect(await services.recovery.helpState({ code: asked.code.toLowerCase() }, nobody)).toMatchObject({
      number: asked.number,
      state: 'open',
    })
    await resetAndRead(services, owner, person.id)
    expect(await services.recovery.helpState({ code: asked.code }, nobody)).toMatchObject({ state: 'answered' })
    await expect(services.recovery.helpState({ code: '0000-0000-0000' }, nobody)).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
    for (const username of [person.username, 'nobody@nordwind.test']) {
      const codes: string[] = []
      for (let at = 0; at < 4; at += 1) {
        const help = services.recovery.askForHelp({ attempt: await begin(services, username), reason: 'x' }, nobody)
        codes.push(
          await Promise.resolve(help).then(
            () => 'asked',
            (error: { code: string }) => error.code,
          ),
        )
      }
      expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS')
    }
  })

  it('reaches the admins under the number that the person has, and is refused with a reason', async () => {
    const { services, owner } = await open()
    const person = await signedInPerson(services, owner)
    const unknown = await services.recovery.askForHelp(
      { attempt: await begin(services, 'nobody@nordwind.test'), reason: 'Let me in' },
      nobody,
    )
    const asked = await services.recovery.askForHelp(
      { attempt: await begin(services, person.username), reason: 'My phone is gone' },
      nobody,
    )
    expect(asked.number).toBe(unknown.number + 1)
    const { requests, total } = await services.requests.list({ offset: 0, limit: 10 }, owner)
    expect(total).toBe(1)
    const [request] = requests
    expect(request).toMatchObject({
      ...{ id: asked.number, state: 'open', canDecide: true, asked: { kind: 'help', reason: 'My phone is gone' } },
      ...{ asker: { username: person.username }, target: { id: person.id } },
    })
    expect(services.requests.count({}, owner)).toEqual({ open: 1 })
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    await services.requests.refuse({ id: asked.number as RequestId, reason: 'Come by with your badge' }, helper.call())
    expect(await services.recovery.helpState({ code: asked.code }, nobody)).toMatchObject({
      state: 'refused',
      answer: 'Come by with your badge',
    })
    expect(await services.recovery.helpState({ code: unknown.code }, nobody)).toMatchObject({
      state: 'open',
      answer: '',
    })
  })

  it('is answered by a code from the desk, and by nobody whose role does not reach', async () => {
    const { services, owner, ownerId } = await open()
    const person = await signedInPerson(services, owner)
    const ask = async (username: string) =>
      services.recovery.askForHelp({ attempt: await begin(services, username), reason: 'x' }, nobody)
    const asked = await ask(person.username)
    deskCode(services, owner, person.id)
    expect(await services.recovery.helpState({ code: asked.code }, nobody)).toMatchObject({ state: 'answered' })
    const ofOwner = await ask('owner@nordwind.test')
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    expect(() => services.requests.refuse({ id: ofOwner.number as RequestId, reason: '' }, helper.call())).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED', data: { roles: rolesThatCanReset(['globalAdministrator']) } }),
    )
    const admin = await signedInPerson(services, owner, ['userAdministrator'])
    const ofAdmin = await ask(admin.username)
    expect(() => services.requests.refuse({ id: ofAdmin.number as RequestId, reason: '' }, helper.call())).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED', data: { roles: rolesThatCanReset(['userAdministrator']) } }),
    )
    expect(owner.actor?.id).toBe(ownerId)
    const { requests } = await services.requests.list({ offset: 0, limit: 10 }, owner)
    expect(requests.find(({ id }) => id === ofOwner.number)).toMatchObject({ canDecide: false })
  })
  it('stays open while the person changes a password that they know', async () => {
    const { services, owner } = await open()
    const person = await signedInPerson(services, owner)
    const { number, code } = await services.recovery.askForHelp(
      { attempt: await begin(services, person.username), reason: 'My phone is gone' },
      nobody,
    )
    const change = { currentPassword: person.password, newPassword: 'Green-Valley-77-tree' }
    await services.passwords.change(change, person.call())
    expect(await services.recovery.helpState({ code }, nobody)).toMatchObject({ state: 'open' })
    await resetAndRead(services, owner, person.id)
    const { requests } = await services.requests.list({ offset: 0, limit: 10 }, owner)
    expect(requests.find(({ id }) => id === number)).toMatchObject({
      state: 'approved',
      decidedBy: 'owner@nordwind.test',
    })
  })

  it('is shown for forty days under its code, which is forgotten then', async () => {
    const { services, owner, clock } = await open()
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    const { code, number } = await services.recovery.askForHelp({ attempt, reason: 'My phone is gone' }, nobody)
    await services.requests.refuse({ id: number as RequestId, reason: 'Come by' }, owner)
    const state = async () => services.recovery.helpState({ code }, nobody)
    for (const days of [0, 39]) {
      clock.now += days * day
      services.tidy()
      expect(await state()).toMatchObject({ state: 'refused', answer: 'Come by' })
    }
    clock.now += 2 * day
    services.tidy()
    await expect(state()).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })

  it('is shown to nobody by what can’t be a code', async () => {
    const { services } = await open()
    for (const code of ['what is my answer?', '0000-0000-000', '0000-0000-00000'])
      await expect(services.recovery.helpState({ code }, nobody)).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })
  it('is answered by an admin who has helped in whatever way, and no job begins', async () => {
    const { services, owner } = await open()
    const person = await signedInPerson(services, owner)
    const { number, code } = await services.recovery.askForHelp(
      { attempt: await begin(services, person.username), reason: 'My phone is gone' },
      nobody,
    )
    const answered = await services.requests.approve({ id: number as RequestId }, owner)
    expect(answered).toMatchObject({ state: 'approved', decidedBy: 'owner@nordwind.test', jobId: null })
    expect(await services.recovery.helpState({ code }, nobody)).toMatchObject({ state: 'answered' })
    expect((await services.jobs.list({}, owner)).jobs).toEqual([])
    expect(person.isSignedIn()).toBe(true)
  })
  it('that nobody gave within three days is over', async () => {
    const { services, clock } = await open()
    const asked = await services.recovery.askForHelp(
      { attempt: await begin(services, 'nobody@nordwind.test'), reason: 'My phone is gone' },
      nobody,
    )
    const state = async () => (await services.recovery.helpState({ code: asked.code }, nobody)).state
    clock.now += 72 * 3_600_000 - 1
    expect(await state()).toBe('open')
    clock.now += 1
    expect(await state()).toBe('expired')
    services.requests.expire()
    expect(await state()).toBe('expired')
  })
})
