import { describe, expect, it } from 'vitest'
import { userId } from '../../../shared/ids.ts'
import { noFilter } from '../../../shared/users.ts'
import { importFile, sampleFile, upload } from '../../support/import-people.ts'
import { setUp, signedInPerson } from '../../support/test-services.ts'

describe('importing', () => {
  it('brings in the people of a Microsoft 365 file, all in the state “no password”', async () => {
    const { services, owner } = await setUp()
    const { preview, imported } = await importFile(services, owner, sampleFile('users.csv'))
    expect(preview).toMatchObject({ encoding: 'utf-8', delimiter: 'comma', isByPosition: false, problemCount: 0 })
    expect(imported).toBe(preview.good)
    expect(services.users.count()).toBe(imported + 1)
    const counts = await services.users.counts({ search: '', filter: noFilter }, owner)
    expect(counts.passwordState).toEqual({ none: imported, current: 1 })
    const { entries } = await services.audit.list(
      { filter: { person: '', action: 'Import users.', from: null, until: null }, offset: 0, limit: 1 },
      owner,
    )
    expect(entries[0]).toMatchObject({ target: 'users.csv', detail: { users: String(imported), leftOut: '0' } })
  })

  it('lists every problem with line, column and reason, and imports only the good rows', async () => {
    const { services, owner } = await setUp()
    const { preview, imported } = await importFile(services, owner, sampleFile('users-with-errors.csv'))
    expect(preview.problems.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'duplicateInFile'],
      [4, 'usernameNoAt'],
      [5, 'usernameDotBeforeAt'],
      [6, 'missing'],
      [7, 'tooLong'],
      [8, 'emailInvalid'],
      [9, 'formula'],
      [9, 'formula'],
      [10, 'usernameNoAt'],
      [10, 'missing'],
    ])
    expect(imported).toBe(2)
  })

  it('leaves out who is there already, and all of them the second time', async () => {
    const { services, owner } = await setUp()
    const bytes = sampleFile('users-15-columns.csv')
    expect((await importFile(services, owner, bytes)).imported).toBe(5)
    const importId = await upload(services, owner, bytes)
    const preview = await services.imports.previewUsers({ importId }, owner)
    expect(preview).toMatchObject({ good: 0, problemCount: 5 })
    expect(preview.problems[0]).toMatchObject({ line: 2, column: 'User Name', reason: 'existsAlready' })
    expect(() => services.imports.importUsers({ importId }, owner)).toThrow('NOTHING_SELECTED')
  })

  it('shows the preview again when somebody was added in between', async () => {
    const { services, owner } = await setUp()
    const importId = await upload(services, owner, sampleFile('users-15-columns.csv'))
    await services.imports.previewUsers({ importId }, owner)
    await services.users.add(
      { username: 'eva.5@nordwind.test', displayName: 'Eva', contact: {}, language: null },
      owner,
    )
    expect(() => services.imports.importUsers({ importId }, owner)).toThrow('IMPORT_CHANGED')
    expect(services.users.count()).toBe(2)
    expect(await services.imports.previewUsers({ importId }, owner)).toMatchObject({ good: 4, problemCount: 1 })
    const { imported, first } = await services.imports.importUsers({ importId }, owner)
    expect(imported).toBe(4)
    const ids = [0, 1, 2, 3].map((place) => userId.parse(first + place))
    const names = await Promise.all(ids.map(async (id) => (await services.users.get({ id }, owner)).username))
    expect(names).not.toContain('eva.5@nordwind.test')
    expect(new Set(names).size, 'exactly the imported people').toBe(4)
  })

  it('refuses what is too large, out of order, unfinished, unreadable or somebody else’s', async () => {
    const { services, owner } = await setUp()
    expect(() => services.imports.startUsers({ fileName: 'x', size: 1024 ** 3 }, owner)).toThrow('FILE_UNREADABLE')
    const { importId } = await services.imports.startUsers({ fileName: 'x', size: 10 }, owner)
    expect(() => services.imports.uploadUsers({ importId, index: 1, bytes: 'QUJD' }, owner)).toThrow('IMPORT_CHANGED')
    expect(() => services.imports.previewUsers({ importId }, owner)).toThrow('IMPORT_CHANGED')
    const other = await signedInPerson(services, owner, ['userAdministrator'])
    expect(() => services.imports.previewUsers({ importId }, other.call())).toThrow('NOT_FOUND')
    const empty = await services.imports.startUsers({ fileName: 'x', size: 0 }, owner)
    expect(() => services.imports.previewUsers({ importId: empty.importId }, owner)).toThrow('FILE_UNREADABLE')
    expect(() => services.imports.previewUsers({ importId: empty.importId }, owner)).toThrow('NOT_FOUND')
  })

  it('is gone after a cancel', async () => {
    const { services, owner } = await setUp()
    const importId = await upload(services, owner, sampleFile('users.csv'))
    await services.imports.cancelUsers({ importId }, owner)
    expect(() => services.imports.previewUsers({ importId }, owner)).toThrow('NOT_FOUND')
    expect(services.users.count()).toBe(1)
  })
})
