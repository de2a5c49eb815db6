import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import { uploadContacts } from '../../support/import-people.ts'
import { settingsFor, startMailServer } from '../../support/mail-server.ts'
import { selfServiceFor } from '../../support/self-service.ts'
import { addPerson, ownerName, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

type ContactValues = { readonly alternateEmail?: string; readonly mobilePhone?: string; readonly officePhone?: string }

async function contactOf(services: Services, call: SignedInCall, id: UserId): Promise<ContactValues> {
  const { alternateEmail, mobilePhone, officePhone } = (await services.users.get({ id }, call)).contact
  return { alternateEmail, mobilePhone, officePhone }
}

async function give(services: Services, owner: SignedInCall, id: UserId, contact: ContactValues) {
  const { username, displayName } = await services.users.get({ id }, owner)
  await services.users.edit({ id, username, displayName, contact, language: null }, owner)
}

async function entries(services: Services, owner: SignedInCall) {
  const filter = { person: '', action: 'Import contact information.', from: null, until: null } as const
  return (await services.audit.list({ filter, offset: 0, limit: 10 }, owner)).entries
}

async function preview(services: Services, call: SignedInCall, text: string | Buffer) {
  const importId = await uploadContacts(services, call, text)
  return services.imports.previewContacts({ importId }, call)
}

async function run(services: Services, call: SignedInCall, text: string) {
  const shown = await preview(services, call, text)
  return { ...shown, ...(await services.imports.importContacts({ importId: shown.importId }, call)) }
}

describe('contact information from a file', () => {
  it('changes what its cells say, keeps what they leave empty, and clears what holds a hyphen', async () => {
    const { services, owner } = await setUp()
    const [ida, jens] = [await addPerson(services, owner), await addPerson(services, owner)]
    await give(services, owner, ida.id, { alternateEmail: 'old@home.test', mobilePhone: '1', officePhone: '2' })
    const { department } = (await services.users.get({ id: ida.id }, owner)).contact
    const file = [
      'Brugernavn;Alternativ mailadresse;Mobiltelefon;Arbejdstelefon;Afdeling',
      `${ida.username.toUpperCase()};ida@home.test;;-;Elsewhere`,
      `${jens.username};;"'+45 20123456";;`,
    ].join('\r\n')
    const done = await run(services, owner, file)
    expect(done).toMatchObject({ rows: 2, good: 2, changing: 2, cleared: 1, problemCount: 0, changed: 2 })
    expect(done.columns.map(({ field }) => field)).toEqual([
      'username',
      'alternateEmail',
      'mobilePhone',
      'officePhone',
      null,
    ])
    expect(done.sample[0]).toEqual({
      username: ida.username,
      alternateEmail: 'ida@home.test',
      mobilePhone: null,
      officePhone: '',
    })
    expect(await contactOf(services, owner, ida.id)).toEqual({
      alternateEmail: 'ida@home.test',
      mobilePhone: '1',
      officePhone: '',
    })
    expect((await contactOf(services, owner, jens.id)).mobilePhone).toBe('+45 20123456')
    expect((await services.users.get({ id: ida.id }, owner)).contact.department).toBe(department)
  })

  it('leaves one entry with counts, fields and ids, and no address', async () => {
    const { services, owner } = await setUp()
    const people = [
      await addPerson(services, owner),
      await addPerson(services, owner),
      await addPerson(services, owner),
    ]
    const lines = people.map(({ username }, at) => `${username},home${at}@home.test`)
    await run(services, owner, ['User name,Alternate email', ...lines, 'nobody@nordwind.test,a@home.test'].join('\n'))
    const [entry, ...more] = await entries(services, owner)
    expect(more).toEqual([])
    const ids = people.map(({ id }) => id)
    expect(entry).toMatchObject({
      target: 'contacts.csv',
      result: 'success',
      detail: { users: '3', unchanged: '0', leftOut: '1', fields: 'alternateEmail', ids: `${ids[0]}–${ids[2]}` },
    })
    expect(JSON.stringify(entry)).not.toContain('home.test')
  })

  it('changes nobody when all of it is there already, and leaves no entry', async () => {
    const { services, owner } = await setUp()
    const { id, username } = await addPerson(services, owner)
    await give(services, owner, id, { mobilePhone: '+45 20123456' })
    const shown = await preview(services, owner, `User name,Mobile\n${username},+45 20123456\n`)
    expect(shown).toMatchObject({ good: 1, changing: 0, sample: [] })
    expect(() => services.imports.importContacts({ importId: shown.importId }, owner)).toThrow('NOTHING_SELECTED')
    expect(await entries(services, owner)).toEqual([])
  })

  it('lists every problem with its line, column and reason, before anything is changed', async () => {
    const { services, owner } = await setUp()
    const [ida, jens, ole] = [
      await addPerson(services, owner),
      await addPerson(services, owner),
      await addPerson(services, owner),
    ]
    const file = [
      'User name,Alternate email,Mobile,Office phone',
      `${ida.username},"ida@home.test,boss@home.test",,`,
      'nobody@nordwind.test,nobody@home.test,,',
      `${jens.username},${jens.username.toUpperCase()},,`,
      `${ole.username},ole@home.test,,`,
      `${ole.username},other@home.test,,`,
      `${ida.username},,${'1'.repeat(65)},`,
      ',a@home.test,,',
      `${ida.username},a@home.test`,
      `${ida.username},Ida <ida@home.test>,,`,
    ].join('\n')
    const shown = await preview(services, owner, file)
    expect(shown.problems.map(({ line, column, reason, detail }) => [line, column, reason, detail])).toEqual([
      [2, 'Alternate email', 'emailInvalid', null],
      [3, 'User name', 'unknownUser', null],
      [4, 'Alternate email', 'ownMailbox', null],
      [6, 'User name', 'duplicateInFile', 5],
      [7, 'Mobile', 'tooLong', 64],
      [8, 'User name', 'missing', null],
      [10, 'Alternate email', 'emailInvalid', null],
    ])
    // Line 9 lacks only empty cells at its end, and line 2 of the same person is left out.
    expect(shown).toMatchObject({ rows: 9, good: 2, changing: 2 })
    expect((await contactOf(services, owner, ole.id)).alternateEmail).toBe('')
  })

  it('reaches nobody whom the admin may not change, and nobody at all without a role that may', async () => {
    const { services, owner } = await setUp()
    const plain = await addPerson(services, owner)
    const boss = await signedInPerson(services, owner, ['globalAdministrator'])
    const helper = await signedInPerson(services, owner, ['authenticationAdministrator'])
    const call = { ...helper.call(), isConfirmed: true }
    const file = `User name,Mobile\n${ownerName},1\n${boss.username},1\n${plain.username},1\n`
    const done = await run(services, call, file)
    expect(done.problems.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'notAllowed'],
      [3, 'notAllowed'],
    ])
    expect(done.changed).toBe(1)
    expect((await contactOf(services, owner, boss.id)).mobilePhone).toBe('')
  })

  it('keeps to the groups that a role is limited to', async () => {
    const { services, owner } = await setUp()
    const [inside, outside] = [await addPerson(services, owner), await addPerson(services, owner)]
    const { id } = await services.groups.create({ name: 'Sales', kind: 'picked', departments: [] }, owner)
    await services.groups.addMembers({ id, selection: { kind: 'users', ids: [inside.id] } }, owner)
    const helper = await signedInPerson(services, owner)
    const limits = [{ role: 'userAdministrator', groups: [id] }] as const
    await services.roles.set({ userId: helper.id, roles: ['userAdministrator'], limits }, owner)
    const shown = await preview(
      services,
      services.sessions.callFor(helper.id, 'browser'),
      `User name,Mobile\n${inside.username},1\n${outside.username},1\n`,
    )
    expect(shown.problems.map(({ line, reason }) => [line, reason])).toEqual([[3, 'notAllowed']])
    expect(shown.changing).toBe(1)
  })

  it('shows the preview again when somebody was deleted, changed or promoted in between', async () => {
    const { services, owner } = await setUp()
    const [ida, jens, ole] = [
      await addPerson(services, owner),
      await addPerson(services, owner),
      await addPerson(services, owner),
    ]
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const call = { ...helper.call(), isConfirmed: true }
    const lines = [ida, jens, ole].map(({ username }) => `${username},+45 20123456`)
    const { importId } = await preview(services, call, ['User name,Mobile', ...lines].join('\n'))
    const again = async (expected: object) => {
      expect(() => services.imports.importContacts({ importId }, call)).toThrow('IMPORT_CHANGED')
      expect(await services.imports.previewContacts({ importId }, call)).toMatchObject(expected)
    }
    await services.users.deleteMany({ ids: [ida.id] }, owner)
    await again({ good: 2, changing: 2, problemCount: 1 })
    await give(services, owner, jens.id, { mobilePhone: '+45 20123456' })
    await again({ good: 2, changing: 1, problemCount: 1 })
    await services.roles.set({ userId: jens.id, roles: ['globalAdministrator'] }, owner)
    await again({ good: 1, changing: 1, problemCount: 2 })
    expect(await services.imports.importContacts({ importId }, call)).toEqual({ changed: 1 })
    expect((await contactOf(services, owner, ole.id)).mobilePhone).toBe('+45 20123456')
  })

  it('makes people capable at once, but not the admin who imports it', async () => {
    const { services, owner, ownerId } = await setUp()
    const { port } = await startMailServer()
    const server = settingsFor(port, { security: 'none' })
    await services.mail.save({ server, password: { kind: 'none' } }, owner)
    await services.policies.save(selfServiceFor({ methods: ['email', 'deskCode'] }), owner)
    const { id, username } = await addPerson(services, owner)
    await resetAndRead(services, owner, id, false)
    const methodsOf = async (search: string) =>
      (await services.registration.report({ search, only: 'all', offset: 0, limit: 1 }, owner)).rows[0]
    expect(await methodsOf(username)).toMatchObject({ isCapable: false, methods: [] })
    await run(services, owner, `User name,Alternate email\n${username},ida@home.test\n${ownerName},olga@home.test\n`)
    expect(await methodsOf(username)).toMatchObject({ isCapable: true, methods: ['email'] })
    expect(await methodsOf(ownerName)).toMatchObject({ userId: ownerId, methods: [] })
  })

  it('counts at once when an admin types it for somebody else, and never as the own mailbox', async () => {
    const { services, owner } = await setUp()
    const { port } = await startMailServer()
    const server = settingsFor(port, { security: 'none' })
    await services.mail.save({ server, password: { kind: 'none' } }, owner)
    const { id, username } = await addPerson(services, owner)
    await give(services, owner, id, { alternateEmail: 'ida@home.test', mobilePhone: '+45 20123456' })
    const report = await services.registration.report({ search: username, only: 'all', offset: 0, limit: 1 }, owner)
    expect(report.rows[0]?.methods).toEqual(['email'])
    await expect(give(services, owner, id, { alternateEmail: username })).rejects.toMatchObject({
      code: 'FIELD_INVALID',
      data: { field: 'alternateEmail', reason: 'ownMailbox' },
    })
  })
})

describe('a hostile file of contact information', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['headings that say nothing', 'a,b\n1,2\n', 'contactColumns'],
    ['no values', 'User name,Display name\na@b.test,A\n', 'contactColumns'],
    ['a NUL', 'User name,Mobile\na@b.test,1\0\n', 'binary'],
    ['a workbook', Buffer.from('504b0304140006000800000021000000', 'hex'), 'binary'],
    [
      'broken characters',
      Buffer.concat([Buffer.from('\ufeffUser name,Mobile\na@b.test,'), Buffer.from([0xc3, 0x28])]),
      'encoding',
    ],
    ['a quote that is never closed', 'User name,Mobile\na@b.test,"1\nb@b.test,2\n', 'unclosedQuote'],
    ['a line without end', `User name,Mobile\na@b.test,${'1'.repeat(70_000)}\n`, 'lineTooLong'],
  ])('with %s is refused as a whole, and says why', async (_, file, fault) => {
    const { services, owner } = await setUp()
    await expect(preview(services, owner, file)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', data: { fault } })
    expect(await entries(services, owner)).toEqual([])
  })

  it('is read in the encodings that spreadsheets write', async () => {
    const { services, owner } = await setUp()
    const { username } = await addPerson(services, owner)
    const text = `Användarnamn\tMobiltelefon\tAlternativ e-postadress\r\n${username}\t+46 70\tasa@örebro.test\r\n`
    for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'latin1'), Buffer.from(text)]) {
      expect(await preview(services, owner, bytes)).toMatchObject({ changing: 1, problemCount: 0 })
    }
    const formula = await preview(
      services,
      owner,
      `User name,Mobile,Alternate email\n${username},=1+1,=cmd@home.test\n`,
    )
    // A formula in a file is not what somebody meant to write; every file that Keydesk writes guards what is meant as text.
    expect(formula.problems).toMatchObject([
      { line: 2, column: 'Mobile', person: username, value: '=1+1', reason: 'formula' },
      { line: 2, column: 'Alternate email', person: username, value: '=cmd@home.test', reason: 'formula' },
    ])
  })

  it('with a hundred thousand unknown names lists the first ten thousand, counts all and changes nobody', {
    tags: 'long',
  }, async () => {
    const { services, owner } = await setUp()
    const lines = Array.from({ length: 100_000 }, (_, at) => `p${at}@nordwind.test,+45 ${at}`)
    const shown = await preview(services, owner, ['User name,Mobile', ...lines].join('\n'))
    expect(shown).toMatchObject({ rows: 100_000, good: 0, changing: 0, problemCount: 100_000 })
    expect(shown.problems).toHaveLength(10_000)
  })

  it('belongs to whoever uploads it, in order, and is gone after a cancel', async () => {
    const { services, owner } = await setUp()
    const other = (await signedInPerson(services, owner, ['userAdministrator'])).call()
    const importId = await uploadContacts(services, owner, `User name,Mobile\n${ownerName},1\n`)
    expect(() => services.imports.previewContacts({ importId }, other)).toThrow('NOT_FOUND')
    expect(() => services.imports.previewUsers({ importId }, owner)).toThrow('NOT_FOUND')
    expect(() => services.imports.uploadContacts({ importId, index: 0, bytes: 'QUJD' }, owner)).toThrow(
      'IMPORT_CHANGED',
    )
    await services.imports.cancelContacts({ importId }, owner)
    expect(() => services.imports.previewContacts({ importId }, owner)).toThrow('NOT_FOUND')
  })
})
