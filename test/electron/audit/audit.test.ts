import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { addPerson, resetAndRead, setUp } from '../../support/test-services.ts'

async function withEntries() {
  const test = await setUp()
  for (let count = 0; count < 5; count += 1) {
    const person = await addPerson(test.services, test.owner)
    await resetAndRead(test.services, test.owner, person.id)
  }
  const tamper = (statement: string) => {
    const sql = new Sqlite(join(test.dataDir, 'keydesk.db'))
    sql.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete')
    sql.exec(statement)
    sql.close()
  }
  return { ...test, tamper }
}

describe('the audit log', () => {
  it('says who did what to whom, when, with which result and through which door', async () => {
    const { services, owner, clock } = await setUp()
    const person = await addPerson(services, owner)
    await resetAndRead(services, owner, person.id)
    const { entries } = await services.audit.list(
      { filter: { ...everyEntry, action: 'Reset user password.' }, offset: 0, limit: 5 },
      owner,
    )
    expect(entries[0]).toMatchObject({
      at: clock.now,
      actor: 'owner@nordwind.test',
      target: person.username,
      result: 'success',
      door: 'browser',
      detail: { mustChange: 'true' },
    })
  })

  it('is intact after ordinary work, also after a restart', async () => {
    const { services, owner, restart } = await withEntries()
    expect(services.audit.verify({}, owner)).toMatchObject({ isIntact: true, brokenEntry: null })
    const again = await restart()
    expect(again.audit.verify({}, owner)).toMatchObject({ isIntact: true })
  })

  it('names the entry that was changed', async () => {
    const { services, owner, tamper } = await withEntries()
    tamper("UPDATE audit SET target = 'somebody else' WHERE id = 7")
    expect(services.audit.verify({}, owner)).toMatchObject({ isIntact: false, brokenEntry: 7, fault: 'changed' })
  })

  it('names the first entry that is missing', async () => {
    const { services, owner, tamper } = await withEntries()
    tamper('DELETE FROM audit WHERE id = 4')
    expect(services.audit.verify({}, owner)).toMatchObject({ isIntact: false, brokenEntry: 4, fault: 'missing' })
  })

  it('notices that the end was cut off', async () => {
    const { services, owner, tamper } = await withEntries()
    const { entries } = services.audit.verify({}, owner) as { entries: number }
    tamper(`DELETE FROM audit WHERE id > ${entries - 2}`)
    expect(services.audit.verify({}, owner)).toMatchObject({
      isIntact: false,
      brokenEntry: entries - 1,
      fault: 'cutOff',
    })
  })

  it('notices an entry whose hash was made to fit', async () => {
    const { services, owner, tamper } = await withEntries()
    tamper('UPDATE audit SET hash = zeroblob(32) WHERE id = 3')
    expect(services.audit.verify({}, owner)).toMatchObject({ isIntact: false, brokenEntry: 3 })
  })

  it('lets nothing change or remove an entry', async () => {
    const { dataDir } = await withEntries()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    expect(() => sql.exec("UPDATE audit SET actor = 'x'")).toThrow('append-only')
    expect(() => sql.exec('DELETE FROM audit')).toThrow('append-only')
    sql.close()
  })

  it('filters by person, action and time and pages newest first', async () => {
    const { services, owner, clock } = await withEntries()
    const person = await addPerson(services, owner)
    clock.now += 60_000
    await resetAndRead(services, owner, person.id)
    const of = async (filter: object) =>
      (await services.audit.list({ filter: { ...everyEntry, ...filter }, offset: 0, limit: 50 }, owner)).entries
    expect((await of({ person: person.username.toUpperCase() })).map((entry) => entry.action)).toEqual([
      'Reveal password.',
      'Reset user password.',
      'Add user.',
    ])
    expect(await of({ from: clock.now })).toHaveLength(2)
    expect((await of({ until: clock.now - 1, person: person.username })).map((entry) => entry.action)).toEqual([
      'Add user.',
    ])
    const all = await of({})
    expect(all.map((entry) => entry.id)).toEqual([...all.map((entry) => entry.id)].sort((a, b) => b - a))
  })

  it('exports what the filter shows, safe for a spreadsheet', async () => {
    const { services, owner } = await withEntries()
    const { csv, count } = await services.audit.exportFile({ filter: everyEntry, language: 'en' }, owner)
    expect(csv.trim().split('\r\n')).toHaveLength(count + 1)
    expect(csv).toContain('Reset user password.')
  })
})
