import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { ReportFilter } from '../../../shared/registration.ts'
import { importFile } from '../../support/import-people.ts'
import { settingsFor, startMailServer } from '../../support/mail-server.ts'
import { personWithQuestions, selfServiceFor } from '../../support/self-service.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'

async function open(part: Parameters<typeof selfServiceFor>[0] = { methods: ['questions', 'deskCode'] }) {
  const world = await setUp()
  await world.services.policies.save(selfServiceFor(part), world.owner)
  const ask = (only: ReportFilter, search = '') =>
    world.services.registration.report({ search, only, offset: 0, limit: 500 }, world.owner)
  return { ...world, ask }
}

describe('the registration report', () => {
  it('lists for each filter as many people as it counts, and all others for the opposite filter', async () => {
    const { services, owner, ask } = await open()
    await personWithQuestions(services, owner)
    await signedInPerson(services, owner)
    await signedInPerson(services, owner, ['globalReader'])
    await addPerson(services, owner)
    const { counts } = await ask('all')
    expect(counts).toEqual({ all: 5, enabled: 4, registered: 1, capable: 1 })
    for (const [only, expected] of [
      ['enabled', counts.enabled],
      ['registered', counts.registered],
      ['capable', counts.capable],
      ['notEnabled', counts.all - counts.enabled],
      ['notRegistered', counts.all - counts.registered],
      ['notCapable', counts.all - counts.capable],
    ] as const) {
      const { rows, total } = await ask(only)
      expect([only, rows.length, total]).toEqual([only, expected, expected])
    }
  })

  it('follows what happens to a person at once: a block, a role, a group, a deletion', async () => {
    const { services, owner, ask } = await open()
    const { id, username } = await personWithQuestions(services, owner)
    const row = async () => (await ask('all', username)).rows[0]
    expect(await row()).toMatchObject({ isEnabled: true, isCapable: true, isAdmin: false })
    services.users.block({ id, isBlocked: true }, owner)
    expect(await row()).toMatchObject({ isEnabled: false, isRegistered: true, isCapable: false })
    services.users.block({ id, isBlocked: false }, owner)
    await services.roles.set({ userId: id, roles: ['globalReader'] }, owner)
    expect(await row()).toMatchObject({ isAdmin: true, isEnabled: true, isRegistered: false, isCapable: false })
    await services.roles.set({ userId: id, roles: [] }, owner)
    const group = await services.groups.create({ name: 'Left out', kind: 'picked', departments: [] }, owner)
    const methods = ['questions', 'deskCode'] as const
    await services.policies.save(selfServiceFor({ methods, except: [group.id] }), owner)
    expect(await row()).toMatchObject({ isCapable: true })
    await services.groups.addMembers({ id: group.id, selection: { kind: 'users', ids: [id] } }, owner)
    expect(await row()).toMatchObject({ isEnabled: false, isCapable: false })
    await services.users.deleteMany({ ids: [id] }, owner)
    expect(await row()).toBeUndefined()
  })

  it('goes on without whoever was erased for good', async () => {
    const { services, owner, ask, clock } = await open()
    const [gone, left] = [await personWithQuestions(services, owner), await personWithQuestions(services, owner)]
    expect((await ask('capable')).total).toBe(2)
    await services.users.deleteMany({ ids: [gone.id] }, owner)
    clock.now += 31 * 86_400_000
    expect(services.deleted.eraseOld()).toBe(1)
    expect((await ask('capable')).rows.map(({ userId }) => userId)).toEqual([left.id])
    expect((await ask('all', gone.username)).total).toBe(0)
  })

  it('counts whoever has answered exactly as many questions as a reset asks, and nobody who lacks one', async () => {
    const { services, owner, ask } = await open({ methods: ['questions', 'deskCode'], questionsToReset: 5 })
    await personWithQuestions(services, owner)
    expect((await ask('capable')).total).toBe(1)
    const enough = { questionsToRegister: 3, questionsToReset: 3 }
    await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'], ...enough }), owner)
    await personWithQuestions(services, owner)
    expect((await ask('capable')).total).toBe(2)
    const more = { questionsToRegister: 4, questionsToReset: 4 }
    await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'], ...more }), owner)
    expect((await ask('capable')).total).toBe(1)
  })

  it('counts everybody of a thousand people who came at once', async () => {
    const { services, owner, ask } = await open({ methods: ['email', 'deskCode'] })
    const { port } = await startMailServer()
    await services.mail.save({ server: settingsFor(port, { security: 'none' }), password: { kind: 'none' } }, owner)
    expect((await ask('all')).counts).toMatchObject({ all: 1, registered: 0 })
    // One more than fit into what is reserved at first.
    const lines = Array.from({ length: 1100 }, (_, at) => `p${at}@nordwind.test,Person ${at},p${at}@home.test`)
    const text = ['User name,Display name,Alternate email address', ...lines].join('\n')
    await importFile(services, owner, Buffer.from(text))
    expect((await ask('all')).counts).toMatchObject({ all: 1101, registered: 1100 })
  })

  it('says which methods nobody can use, until Keydesk sends mail', async () => {
    const { services, owner, ask } = await open({ methods: ['email', 'deskCode'] })
    const { username, id } = await addPerson(services, owner)
    const contact = { alternateEmail: 'ida@home.test' }
    await services.users.edit({ id, username, displayName: 'Ida', contact, language: null }, owner)
    expect(await ask('all')).toMatchObject({ unavailable: ['email'], counts: { registered: 0 } })
    const { port } = await startMailServer()
    const server = settingsFor(port, { security: 'none' })
    await services.mail.save({ server, password: { kind: 'none' } }, owner)
    expect(await ask('all')).toMatchObject({ unavailable: [], counts: { registered: 1 } })
  })

  it('is right after thousands were imported, and pages through them', async () => {
    const { services, owner, ask } = await open()
    const people = Array.from({ length: 3000 }, (_, at) => `p${at}@nordwind.test,Person ${String(at).padStart(4, '0')}`)
    await ask('all')
    await importFile(services, owner, Buffer.from(['User name,Display name', ...people].join('\n')))
    expect((await ask('all')).counts).toEqual({ all: 3001, enabled: 1, registered: 0, capable: 0 })
    const last = await services.registration.report(
      { search: 'person', only: 'notEnabled', offset: 2990, limit: 50 },
      owner,
    )
    expect([last.total, last.rows.length, last.rows.at(-1)?.displayName]).toEqual([3000, 10, 'Person 2999'])
  })
})

describe('the exported report', () => {
  it('holds the people whom search and filter find, in the language of the reader, and no cell that a spreadsheet would run', async () => {
    const { services, owner } = await open()
    const person = await personWithQuestions(services, owner)
    const contact = { alternateEmail: 'private@home.test' }
    const named = { id: person.id, username: person.username, displayName: '=HYPERLINK("http://evil")' }
    await services.users.edit({ ...named, contact, language: null }, owner)
    const exported = async (only: ReportFilter) =>
      services.registration.exportReport({ search: '', only, language: 'da' }, owner)
    const { csv, count, fileName } = await exported('capable')
    expect(fileName).toBe('keydesk-registrering-2026-11-20.csv')
    expect(count).toBe(1)
    expect(parse(csv, { bom: true, delimiter: ';' })).toEqual([
      ['Vist navn', 'Brugernavn', 'Administrator', 'Aktiveret', 'Registreret', 'Kan nulstille selv', 'Metoder'],
      [`'${named.displayName}`, person.username, 'Nej', 'Ja', 'Ja', 'Ja', 'Sikkerhedsspørgsmål'],
    ])
    expect(csv).not.toContain('private@home.test')
    expect((await exported('all')).count).toBe(2)
    const filter = { person: '', action: 'Export registration report.', from: null, until: null } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 10 }, owner)
    expect(entries.map(({ detail }) => detail)).toEqual([{ users: '2' }, { users: '1' }])
  })
})

it('says which methods nobody can use as long as nothing sends mail or text messages', async () => {
  const { services, owner } = await setUp()
  expect((await services.registration.unavailable({}, owner)).methods).toEqual(['email', 'sms'])
})
