import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { importFile } from '../../support/import-people.ts'
import { settingsFor } from '../../support/mail-server.ts'
import { personWithQuestions, selfServiceFor } from '../../support/self-service.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'

async function open(part: Parameters<typeof selfServiceFor>[0] = {}) {
  const world = await setUp()
  await world.services.policies.save(selfServiceFor(part), world.owner)
  return world
}
const refusal = (code: string) => expect.objectContaining({ code })

describe('the report', () => {
  it('counts and lists people by the rule that the wizard uses', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const person = await personWithQuestions(services, owner)
    await addPerson(services, owner)
    const ask = (only: 'all' | 'capable' | 'notEnabled' | 'notRegistered', search = '') =>
      services.registration.report({ search, only, offset: 0, limit: 10 }, owner)
    const all = await ask('all')
    expect(all.counts).toEqual({ all: 3, enabled: 2, registered: 1, capable: 1 })
    const capable = await ask('capable')
    expect(capable.rows).toEqual([
      expect.objectContaining({ userId: person.id, isCapable: true, isAdmin: false, methods: ['questions'] }),
    ])
    expect((await ask('notEnabled')).total).toBe(1)
    expect((await ask('all', 'olga')).rows.map(({ isAdmin }) => isAdmin)).toEqual([true])
    services.registration.remove({ method: 'questions' }, { ...person.call(), isConfirmed: true })
    expect((await ask('capable')).total).toBe(0)
  })

  it('says the same of one person, and nothing of what they have typed', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const person = await personWithQuestions(services, owner)
    const row = await services.registration.of({ userId: person.id }, owner)
    const { rows } = await services.registration.report({ search: '', only: 'capable', offset: 0, limit: 10 }, owner)
    expect([row]).toEqual(rows)
    expect(() => services.registration.of({ userId: 999 as UserId }, owner)).toThrow(refusal('NOT_FOUND'))
  })
})

describe('the policy', () => {
  it('is refused when it would let nobody in', async () => {
    const { services, owner } = await setUp()
    for (const part of [{ methods: [] }, { methods: ['authenticator'] }, { enabledFor: 'selected' }] as const) {
      expect(() => services.policies.save(selfServiceFor(part), owner)).toThrow(refusal('SELF_SERVICE_FAULTS'))
    }
  })

  it('names who could no longer reset their password before it is saved', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const person = await personWithQuestions(services, owner)
    const { impacts } = await services.policies.preview(selfServiceFor({ methods: ['email', 'deskCode'] }), owner)
    expect(impacts).toEqual([
      { kind: 'noLongerCapable', count: 1, people: [expect.objectContaining({ id: person.id })] },
    ])
  })

  it('names a hundred of them at most, and counts them all', async () => {
    const { services, owner, ownerId, dataDir, close, restart } = await open({ methods: ['email', 'deskCode'] })
    // Nothing is sent; what counts is that a server is set up.
    await services.mail.save({ server: settingsFor(25, { security: 'none' }), password: { kind: 'none' } }, owner)
    const lines = Array.from({ length: 101 }, (_, at) => `worker${at}@nordwind.test,Worker ${at},w${at}@home.test`)
    const heading = 'User name,Display name,Alternate email address'
    await importFile(services, owner, Buffer.from([heading, ...lines].join('\n')))
    await close()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec("UPDATE users SET password_hash = 'never signed in with' WHERE password_hash IS NULL")
    sql.close()
    const again = await restart()
    const call = again.sessions.callFor(ownerId, 'browser')
    const { impacts } = await again.policies.preview(selfServiceFor({ methods: ['questions', 'deskCode'] }), call)
    const [impact] = impacts.filter(({ kind }) => kind === 'noLongerCapable')
    expect(impact?.count).toBe(101)
    expect(impact?.people).toHaveLength(100)
  })

  it('applies to the people of its groups and of nested groups, except those who are excluded', async () => {
    const { services, owner } = await setUp()
    const chosen = await signedInPerson(services, owner)
    const left = await signedInPerson(services, owner)
    const group = async (name: string, ids: readonly UserId[]) => {
      const { id } = await services.groups.create({ name, kind: 'picked', departments: [] }, owner)
      if (ids.length > 0) await services.groups.addMembers({ id, selection: { kind: 'users', ids } }, owner)
      return id
    }
    const [inner, outer, except] = [
      await group('Inner', [chosen.id, left.id]),
      await group('Outer', []),
      await group('Except', [left.id]),
    ]
    await services.groups.addGroups({ id: outer, groupIds: [inner] }, owner)
    await services.policies.save(selfServiceFor({ enabledFor: 'selected', groups: [outer], except: [except] }), owner)
    const enabled = ({ username }: { username: string }) =>
      services.registration.report({ search: username, only: 'all', offset: 0, limit: 1 }, owner)
    expect((await enabled(chosen)).rows[0]?.isEnabled).toBe(true)
    expect((await enabled(left)).rows[0]?.isEnabled).toBe(false)
    const { changes } = await services.policies.previewUndo({}, owner)
    expect(changes).toContainEqual({ path: 'selfService.groups', before: 'Outer', after: '' })
    // Without its groups the policy would silently mean nobody.
    expect(() => services.groups.delete({ id: outer }, owner)).toThrow('GROUP_IN_USE')
  })
})
