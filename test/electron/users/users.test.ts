import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { ownDirectory } from '../../../shared/directories.ts'
import { type ExportAs, exportAs, noFilter, type UserFilter, type UserSort } from '../../../shared/users.ts'
import { importFile, sampleFile } from '../../support/import-people.ts'
import { addPerson, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

const byName = { by: 'displayName', direction: 'ascending', language: 'da' } as const satisfies UserSort

async function named(names: readonly string[]) {
  const test = await setUp()
  for (const [at, displayName] of names.entries()) {
    const department = at % 2 ? 'Økonomi' : 'Salg'
    const contact = { department, mobilePhone: `+45 20 10 00 0${at}`, alternateEmail: `private${at}@home.test` }
    await test.services.users.add(
      { username: `u${at}@nordwind.test`, displayName, contact, language: null },
      test.owner,
    )
  }
  const list = async (search: string, sort: UserSort = byName, filter: UserFilter = noFilter) => {
    const { rows, total } = await test.services.users.list(
      { query: { search, filter }, sort, offset: 0, limit: 100 },
      test.owner,
    )
    expect(rows).toHaveLength(total)
    return rows.map((row) => row.displayName)
  }
  return { ...test, list }
}

describe('the list', () => {
  it('sorts as the chosen language sorts', async () => {
    const { list } = await named(['Åse', 'Ægir', 'Østen', 'Zoë', 'Anna', 'Öra', 'Äpple'])
    expect(await list('')).toEqual([
      'Anna',
      'Olga Owner',
      'Zoë',
      ...['Ægir', 'Äpple'].sort(new Intl.Collator('da').compare),
      ...['Østen', 'Öra'].sort(new Intl.Collator('da').compare),
      'Åse',
    ])
    const swedish = await list('', { ...byName, language: 'sv' })
    expect(swedish).toEqual([...swedish].sort(new Intl.Collator('sv').compare))
    const backwards = await list('', { ...byName, direction: 'descending' })
    expect(backwards[0]).toBe('Åse')
  })

  it('finds people by any part of name, user name, mail, phone and department, whatever the accents', async () => {
    const { list } = await named(['Søren Ægir', 'Åse Møller', 'Anna Hansen'])
    for (const search of ['sor', 'SØR', 'soeren', 'aegir', 'ren aeg'])
      expect(await list(search), search).toEqual(['Søren Ægir'])
    for (const search of ['ase', 'aase', 'Åse', 'moller', 'moeller', 'se mø'])
      expect(await list(search), search).toEqual(['Åse Møller'])
    expect(await list('an')).toEqual(['Anna Hansen'])
    expect(await list('private1')).toEqual(['Åse Møller'])
    expect(await list('u2@nord')).toEqual(['Anna Hansen'])
    expect(await list('20100001')).toEqual(['Åse Møller'])
    expect(await list('20 10 00 01')).toEqual(['Åse Møller'])
    expect(await list('okonomi')).toEqual(['Åse Møller'])
    expect(await list('hansen anna')).toEqual(['Anna Hansen'])
    expect(await list('nobody like this')).toEqual([])
    expect(await list('%_\'"\\')).toEqual([])
  })

  it('follows every change at once', async () => {
    const { services, owner, list } = await named(['Anna', 'Bo'])
    const { rows } = await services.users.list(
      { query: { search: 'Anna', filter: noFilter }, sort: byName, offset: 0, limit: 1 },
      owner,
    )
    const anna = rows[0] as (typeof rows)[number]
    await services.users.edit(
      { id: anna.id, username: anna.username, displayName: 'Zenia', contact: {}, language: null },
      owner,
    )
    expect(await list('')).toEqual(['Bo', 'Olga Owner', 'Zenia'])
    expect(await list('anna')).toEqual([])
    expect(await list('zen')).toEqual(['Zenia'])
    await resetAndRead(services, owner, anna.id)
    expect(await list('', byName, { ...noFilter, passwordState: ['temporary'] })).toEqual(['Zenia'])
    expect((await list('', { ...byName, by: 'passwordChangedAt' }))[0]).toBe('Olga Owner')
  })

  it('sorts by every column in both directions without losing anybody', async () => {
    const { services, owner, list } = await named(['Anna', 'Bo', 'Cili', 'Dan', 'Eva'])
    const { rows } = await services.users.list(
      { query: { search: '', filter: noFilter }, sort: byName, offset: 0, limit: 9 },
      owner,
    )
    await resetAndRead(services, owner, (rows[0] as (typeof rows)[number]).id)
    await services.users.block({ id: (rows[1] as (typeof rows)[number]).id, isBlocked: true }, owner)
    const everybody = new Set(await list(''))
    for (const by of [
      'displayName',
      'username',
      'passwordState',
      'passwordChangedAt',
      'passwordExpiresAt',
      'signIn',
      'roles',
      'department',
    ] as const) {
      for (const direction of ['ascending', 'descending'] as const) {
        expect(new Set(await list('', { by, direction, language: 'sv' })), by).toEqual(everybody)
      }
    }
    expect((await list('', { ...byName, by: 'roles' }))[0]).toBe('Olga Owner')
    expect((await list('', { ...byName, by: 'signIn' })).at(-1)).toBe('Bo')
  })

  it('filters by sign-in, state and role, and counts what each filter would show', async () => {
    const { services, owner, list } = await named(['Anna', 'Bo', 'Cili'])
    const { rows } = await services.users.list(
      { query: { search: '', filter: noFilter }, sort: byName, offset: 0, limit: 9 },
      owner,
    )
    const [anna, bo] = rows as [(typeof rows)[number], (typeof rows)[number]]
    await resetAndRead(services, owner, anna.id)
    await services.users.block({ id: bo.id, isBlocked: true }, owner)
    expect(await list('', byName, { ...noFilter, signIn: ['blocked'] })).toEqual(['Bo'])
    expect(await list('', byName, { ...noFilter, passwordState: ['none'] })).toEqual(['Bo', 'Cili'])
    expect(await list('', byName, { ...noFilter, role: ['globalAdministrator'] })).toEqual(['Olga Owner'])
    expect(await list('', byName, { ...noFilter, role: ['none'], passwordState: ['temporary', 'current'] })).toEqual([
      'Anna',
    ])
    expect(services.users.counts({ search: '', filter: noFilter }, owner)).toEqual({
      signIn: { allowed: 3, blocked: 1 },
      passwordState: { temporary: 1, none: 2, current: 1 },
      role: { globalAdministrator: 1, none: 3 },
      directory: { [ownDirectory]: 4 },
      departments: [
        { name: 'Salg', count: 2 },
        { name: '', count: 1 },
        { name: 'Økonomi', count: 1 },
      ],
    })
    expect(await list('', byName, { ...noFilter, department: ['Salg'] })).toEqual(['Anna', 'Cili'])
    expect(await list('', byName, { ...noFilter, department: ['', 'Nowhere'] })).toEqual(['Olga Owner'])
    const counts = await services.users.counts({ search: '', filter: { ...noFilter, signIn: ['blocked'] } }, owner)
    expect(counts).toMatchObject({ signIn: { allowed: 3, blocked: 1 }, passwordState: { none: 1 } })
  })

  it('takes departments that nobody tells apart for one, under the spelling that most people have', async () => {
    const { services, owner, list } = await named([])
    const file = [
      'User Name,Display Name,Department',
      'n1@b.test,N1,Försäljning',
      'n2@b.test,N2,Fo\u0308rsa\u0308ljning',
    ]
    const more = ['n3@b.test,N3,Försäljning\u200b', 'n4@b.test,N4,För\u00adsäljning']
    await importFile(services, owner, Buffer.from([...file, ...more].join('\n')))
    const { departments } = await services.users.counts({ search: '', filter: noFilter }, owner)
    expect(departments.filter(({ name }) => name !== '')).toEqual([{ name: 'Försäljning', count: 4 }])
    const four = ['N1', 'N2', 'N3', 'N4']
    expect(await list('', byName, { ...noFilter, department: ['Försäljning'] })).toEqual(four)
    expect(await list('försäljning')).toEqual(four)
    const { id } = await services.groups.create(
      { name: 'Säljare', kind: 'departments', departments: ['Försäljning'] },
      owner,
    )
    expect(await list('', byName, { ...noFilter, group: [id] })).toEqual(four)
  })

  it('pages without gaps or repeats', async () => {
    const { services, owner } = await setUp()
    await importFile(services, owner, sampleFile('users.csv'))
    const seen: number[] = []
    for (let offset = 0; offset < 70; offset += 7) {
      const { rows } = await services.users.list(
        { query: { search: '', filter: noFilter }, sort: byName, offset, limit: 7 },
        owner,
      )
      seen.push(...rows.map((row) => row.id))
    }
    expect(seen).toHaveLength(61)
    expect(new Set(seen).size).toBe(61)
  })

  it('says of each person whether this admin may reset them', async () => {
    const { services, owner } = await setUp()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    await addPerson(services, owner, { roles: ['userAdministrator'] })
    await addPerson(services, owner)
    const { rows } = await services.users.list(
      { query: { search: '', filter: noFilter }, sort: { ...byName, by: 'username' }, offset: 0, limit: 9 },
      helper.call(),
    )
    expect(rows.map((row) => [row.roles[0] ?? 'none', row.canReset])).toEqual([
      ['globalAdministrator', false],
      ['helpdeskAdministrator', false],
      ['userAdministrator', false],
      ['none', true],
    ])
  })
})

describe('adding and editing', () => {
  it('refuses a user name that is taken in any case, and fields that are too long or odd', async () => {
    const { services, owner } = await setUp()
    const add = (more: object) =>
      services.users.add(
        { username: 'one@nordwind.test', displayName: 'One', contact: {}, language: null, ...more },
        owner,
      )
    await add({})
    expect(() => add({ username: 'ONE@Nordwind.test' })).toThrow('USERNAME_TAKEN')
    expect(() => add({ username: 'dot.@nordwind.test' })).toThrow('USERNAME_INVALID')
    expect(() => add({ username: `${'a'.repeat(65)}@nordwind.test` })).toThrow('USERNAME_INVALID')
    expect(() => add({ username: 'two@nordwind.test', displayName: '' })).toThrow('FIELD_INVALID')
    expect(() => add({ username: 'two@nordwind.test', displayName: 'x'.repeat(257) })).toThrow('FIELD_INVALID')
    expect(() => add({ username: 'two@nordwind.test', displayName: 'a\0b' })).toThrow('FIELD_INVALID')
    expect(() =>
      add({ username: 'two@nordwind.test', contact: { alternateEmail: 'bob@home.test, evil@other.test' } }),
    ).toThrow('FIELD_INVALID')
    await add({ username: `${'a'.repeat(64)}@nordwind.test` })
  })

  it('leaves alone what somebody else has changed since the person was looked at', async () => {
    const { services, owner } = await setUp()
    const { id } = await addPerson(services, owner)
    const look = async () => {
      const { username, displayName, language, contact } = await services.users.get({ id }, owner)
      return { username, displayName, language, contact }
    }
    const seen = await look()
    const other = { ...seen.contact, department: 'Salg', city: 'Odense', fax: '' }
    await services.users.edit({ ...seen, id, contact: other, language: 'da' }, owner)
    const typed = { ...seen, displayName: 'Another Name', contact: { ...seen.contact, city: 'Aarhus', fax: '1234' } }
    await services.users.edit({ ...typed, id, seen }, owner)
    expect(await look()).toEqual({
      ...typed,
      language: 'da',
      contact: { ...typed.contact, department: 'Salg', city: 'Aarhus', fax: '1234' },
    })
    // What was emptied is empty, and without what was seen the whole person is as it was typed.
    const now = await look()
    await services.users.edit({ ...now, id, contact: { ...now.contact, city: '' }, seen: now }, owner)
    expect((await look()).contact).toMatchObject({ city: '', department: 'Salg' })
    await services.users.edit({ ...seen, id }, owner)
    expect(await look()).toEqual(seen)
  })

  it('leaves no entry where nothing changes', async () => {
    const { services, owner } = await setUp()
    const { id } = await addPerson(services, owner)
    const look = async () => {
      const { username, displayName, language, contact } = await services.users.get({ id }, owner)
      return { username, displayName, language, contact }
    }
    const count = async () => (await services.audit.list({ filter: everyEntry, offset: 0, limit: 1 }, owner)).total
    const seen = await look()
    const before = await count()
    expect(await services.users.edit({ ...seen, id }, owner)).toEqual({})
    await services.users.edit({ ...seen, id, displayName: ` ${seen.displayName} ` }, owner)
    expect(await count()).toBe(before)
    await services.users.edit({ ...seen, id, language: 'da' }, owner)
    await services.users.edit({ ...seen, id, seen }, owner)
    expect([(await look()).language, await count()]).toEqual(['da', before + 1])
  })

  it('blocks and allows sign-in, but never oneself, the last global admin, or somebody out of reach', async () => {
    const { services, owner, ownerId } = await setUp()
    expect(() => services.users.block({ id: ownerId, isBlocked: true }, owner)).toThrow('OWN_ACCOUNT')
    const userAdmin = await signedInPerson(services, owner, ['userAdministrator'])
    expect(() => services.users.block({ id: ownerId, isBlocked: true }, userAdmin.call())).toThrow('NOT_ALLOWED')
    const person = await addPerson(services, owner)
    await services.users.block({ id: person.id, isBlocked: true }, userAdmin.call())
    expect(services.users.get({ id: person.id }, owner)).toMatchObject({ signIn: 'blocked' })
  })
})

describe('exporting', () => {
  it('writes everybody who matches, never a password, and can be imported again', async () => {
    const { services, owner } = await setUp()
    await importFile(services, owner, sampleFile('users.csv'))
    const selection = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const
    const { text: csv, count } = await services.users.exportFile({ selection, language: 'da' }, owner)
    expect(count).toBe(61)
    expect(csv).not.toContain('argon2')
    const other = await setUp()
    const { preview } = await importFile(other.services, other.owner, Buffer.from(csv))
    expect(preview).toMatchObject({ rows: 61, problemCount: 1 })
    expect(preview.problems[0]).toMatchObject({ reason: 'existsAlready' })
  })

  it('writes the chosen people for another directory, below a name that is one', async () => {
    const { services, owner } = await setUp()
    const { id } = await addPerson(services, owner, { name: 'krog' })
    const selection = { kind: 'users', ids: [id] } as const
    const way = (as: ExportAs) => services.users.exportFile({ selection, language: 'en', as }, owner)
    const ldif = await way({ format: 'ldif', base: 'ou=people,dc=x' })
    expect(ldif.fileName).toMatch(/\.ldif$/)
    expect(ldif.text).toMatch(/^version: 1\n\ndn: uid=krog\d+@nordwind\.test,ou=people,dc=x\n/)
    const lines = (await way({ format: 'newAdUser', base: 'OU=a,DC=x' })).text.split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/^Person \d+,krog\d+,krog\d+@nordwind\.test,.*,"OU=a,DC=x"$/)
    for (const base of ['', 'dc=x\ndn: dc=y', 'x']) {
      expect(exportAs.safeParse({ format: 'ldif', base }).success).toBe(false)
    }
  })
})

describe('the ids of a list', () => {
  it('are those of its rows, in its order, in one answer', async () => {
    const { services, owner } = await named(['Cili', 'Anna', 'Bo'])
    const query = { search: '', filter: noFilter }
    const { rows } = await services.users.list({ query, sort: byName, offset: 0, limit: 9 }, owner)
    const all = await services.users.ids({ query, sort: byName, offset: 0, limit: 100_000 }, owner)
    expect(all.ids).toEqual(rows.map((row) => row.id))
    const part = await services.users.ids({ query, sort: byName, offset: 1, limit: 2 }, owner)
    expect(part.ids).toEqual(all.ids.slice(1, 3))
  })
})

describe('an alternate address', () => {
  it('is never the sign-in mailbox itself, whoever writes it and in whatever spelling', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const fault = expect.objectContaining({
      code: 'FIELD_INVALID',
      data: { field: 'alternateEmail', reason: 'ownMailbox' },
    })
    const edit = async (alternateEmail: string) =>
      services.users.edit({ ...person, displayName: 'P', contact: { alternateEmail }, language: null }, owner)
    await expect(edit(person.username)).rejects.toEqual(fault)
    await expect(edit(person.username.toUpperCase())).rejects.toEqual(fault)
    const mine = { alternateEmail: person.username, mobilePhone: '', language: null }
    expect(() => services.account.edit(mine, { ...person.call(), isConfirmed: true })).toThrow(fault)
    await edit('other@home.test')
    await edit('')
  })

  it('that was the sign-in mailbox already keeps nothing else from being saved', async () => {
    const { services, owner } = await setUp()
    const username = 'own@nordwind.test'
    const contact = { alternateEmail: username }
    const { id } = await services.users.add({ username, displayName: 'Own', contact, language: null }, owner)
    const changed = { id, username, displayName: 'Own', contact: { ...contact, city: 'Ribe' }, language: null }
    await services.users.edit(changed, owner)
    expect((await services.users.get({ id }, owner)).contact).toMatchObject({ alternateEmail: username, city: 'Ribe' })
  })
})
