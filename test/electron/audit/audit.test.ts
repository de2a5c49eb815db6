import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import { type AuditFilter, everyEntry } from '../../../shared/audit.ts'
import { fillAudit, lastEntry } from '../../support/long-log.ts'
import { addPerson, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

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

/** All pieces of an export together. */
async function exported(services: Services, call: SignedInCall, filter: AuditFilter = everyEntry) {
  const { exportId, count } = await services.audit.startExport({ filter, language: 'en' }, call)
  let csv = ''
  for (let isLast = false; !isLast; ) {
    const piece = await services.audit.readExport({ exportId }, call)
    csv += piece.csv
    isLast = piece.isLast
  }
  return { csv, count }
}

/** An organisation whose log has some 8,000 entries. */
async function withLongLog() {
  const test = await setUp()
  fillAudit(test.dataDir, 8000)
  const tamper = (statement: string) => {
    const sql = new Sqlite(join(test.dataDir, 'keydesk.db'))
    sql.exec('DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete')
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

  it('finds names whatever the case of their letters, also those that are not English, in a block and after the last one', async () => {
    const { services, owner, dataDir } = await withEntries()
    await services.groups.create({ name: 'ÅRHUS Østergade', kind: 'picked', departments: [] }, owner)
    const filter = { ...everyEntry, person: 'århus ØSTER' }
    const found = async () => (await services.audit.list({ filter, offset: 0, limit: 9 }, owner)).total
    expect(await found()).toBe(1)
    expect((await exported(services, owner, filter)).count).toBe(1)
    fillAudit(dataDir, 3000)
    for (let more = 0; more < 1100; more += 1)
      services.audit.append({ action: 'Update group.', target: { id: 1, name: 'ÅRHUS Østergade' } }, owner)
    expect(await found()).toBe(1101)
  })

  it('exports what the filter shows, in pieces, safe for a spreadsheet, and for whoever asked alone', async () => {
    const { services, owner } = await withEntries()
    const second = await signedInPerson(services, owner, ['globalAdministrator'])
    await services.users.add({ username: 'sum@nordwind.test', displayName: '=1+1', contact: {}, language: null }, owner)
    const { csv, count } = await exported(services, owner)
    expect(csv.trim().split('\r\n')).toHaveLength(count + 1)
    expect(csv).toContain('Reset user password.')
    const begun = await services.audit.startExport({ filter: everyEntry, language: 'da' }, owner)
    const { exportId } = begun
    await expect(services.audit.readExport({ exportId }, second.call())).rejects.toMatchObject({ code: 'STOPPED' })
    const piece = await services.audit.readExport({ exportId }, owner)
    expect(piece).toMatchObject({ isLast: true, done: begun.count })
    expect(piece.csv.split('\r\n')[0]?.split(';')).toHaveLength(10)
    await expect(services.audit.readExport({ exportId }, owner)).rejects.toMatchObject({ code: 'STOPPED' })
    const filter = { ...everyEntry, action: 'Export audit log.' } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 9 }, owner)
    expect(entries.map(({ detail }) => detail.entries)).toEqual([String(begun.count), String(count)])
  })
})

describe('a long log', () => {
  it('is verified in threads, with progress and Stop, and names its first entry that does not fit', async () => {
    const { services, owner, dataDir, tamper } = await withLongLog()
    const verdict = services.audit.verify({}, owner)
    expect(await services.audit.verifying({}, owner)).toMatchObject({ progress: { total: expect.any(Number) } })
    expect(await verdict).toMatchObject({ isIntact: true, entries: lastEntry(dataDir) })
    expect(await services.audit.verifying({}, owner)).toEqual({ progress: null })
    const stopped = expect(services.audit.verify({}, owner)).rejects.toMatchObject({ code: 'STOPPED' })
    await services.audit.stopVerifying({}, owner)
    await stopped
    for (const entry of [7999, 4001, 4000, 3999, 2]) {
      tamper(`UPDATE audit SET reason = 'x' WHERE id = ${entry}`)
      const found = await services.audit.verify({}, owner)
      expect(found, `${entry}`).toMatchObject({ isIntact: false, brokenEntry: entry, fault: 'changed' })
    }
  })

  it('is noticed to have a hole wherever it is, or no end', { tags: 'long' }, async () => {
    const { services, owner, dataDir, tamper } = await withLongLog()
    const last = lastEntry(dataDir)
    tamper(`DELETE FROM audit WHERE id = ${last}`)
    const cut = await services.audit.verify({}, owner)
    expect(cut).toMatchObject({ isIntact: false, brokenEntry: last, fault: 'cutOff' })
    const middle = Math.floor(last / 2)
    for (const entry of [middle + 1, middle, 3]) {
      tamper(`DELETE FROM audit WHERE id = ${entry}`)
      const found = await services.audit.verify({}, owner)
      expect(found, `${entry}`).toMatchObject({ isIntact: false, brokenEntry: entry, fault: 'missing' })
    }
    tamper(`DELETE FROM audit WHERE id > 2500`)
    expect(await services.audit.verify({}, owner)).toMatchObject({ isIntact: false })
  })

  it('whose texts are written in another way by SQLite than by Keydesk is intact all the same', async () => {
    const { services, owner } = await withLongLog()
    const odd = 'Å\u0001\u001f\u007f"\\/\u2028 \u{1f511}\n'
    services.audit.append({ action: 'Add user.', target: { id: 1, name: odd }, detail: { odd } }, owner)
    expect(await services.audit.verify({}, owner)).toMatchObject({ isIntact: true })
  })

  it.each([
    ['as it is', ''],
    ['with a block that is not there', 'DELETE FROM audit_blocks WHERE block IN (0, 3, 6)'],
    ['with a damaged block', "UPDATE audit_blocks SET actors = x'00' WHERE block = 5"],
    ['with a time that a clock set back has made', 'UPDATE audit_blocks SET earliest = 0 WHERE block = 4'],
  ])('shows the same pages as reading every entry would, whatever the filter, %s', async (_, statement) => {
    const { services, owner, dataDir, tamper } = await withLongLog()
    // Across the end of a block, by the product's own way.
    for (let more = 0; more < 300; more += 1)
      services.audit.append({ action: 'Add user.', target: { id: 1, name: `person12${more}@nordwind.test` } }, owner)
    tamper(statement)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
    const all = sql.prepare('SELECT * FROM audit ORDER BY id DESC').all() as {
      id: number
      at: number
      actor: string
      target: string
      action: string
    }[]
    const blocked = sql.prepare('SELECT count(*) FROM audit_blocks WHERE block > 6').pluck().get()
    sql.close()
    expect(blocked).toBeGreaterThan(0)
    const at = all[3000]?.at ?? 0
    const filters: readonly Partial<AuditFilter>[] = [
      {},
      { action: 'Reset user password.' },
      { action: 'Add user.' },
      { action: 'Hard Delete user.' },
      { from: at },
      { from: at - 700_000, until: at },
      { until: at, action: 'UserLoggedIn' },
      { person: ' PERSON12' },
      { person: 'nordwind' },
      { person: 'nordwind', action: 'Update user.', until: at },
      { person: 'person7@', action: 'Reset user password.', from: at },
      { person: 'admin1@', until: at },
      { person: 'nobody like this' },
    ]
    for (const part of filters) {
      const filter = { ...everyEntry, ...part }
      const person = filter.person.trim().toLowerCase()
      const wanted = all.filter(
        (row) =>
          (filter.action === null || row.action === filter.action) &&
          (filter.from === null || row.at >= filter.from) &&
          (filter.until === null || row.at <= filter.until) &&
          (row.actor.includes(person) || row.target.includes(person)),
      )
      for (const offset of [0, 50, 2000]) {
        const page = await services.audit.list({ filter, offset, limit: 50 }, owner)
        expect(page.entries.map(({ id }) => id)).toEqual(wanted.slice(offset, offset + 50).map(({ id }) => id))
        expect(page, JSON.stringify(part)).toMatchObject({ total: wanted.length, isMore: false })
      }
    }
    const { csv, count } = await exported(services, owner, { ...everyEntry, person: 'person12@' })
    expect(csv.trim().split('\r\n')).toHaveLength(count + 1)
    expect(count).toBe(all.filter(({ target }) => target === 'person12@nordwind.test').length)
  })

  it('counts and turns through 10,000 entries about people and says that there are more', async () => {
    const { services, owner, dataDir } = await setUp()
    fillAudit(dataDir, 12_000)
    const filter = { ...everyEntry, person: 'nordwind' }
    const page = await services.audit.list({ filter, offset: 9950, limit: 100 }, owner)
    expect(page).toMatchObject({ total: 10_000, isMore: true })
    expect(page.entries).toHaveLength(50)
    expect(page.entries[0]?.id).toBe(lastEntry(dataDir) - 9950)
  })

  it('is filtered alike in a store that was upgraded and in one that was never', async () => {
    const { services, owner, dataDir } = await withLongLog()
    const filter = { ...everyEntry, person: 'person12', action: 'UserLoggedIn' } as const
    const look = () => services.audit.list({ filter, offset: 0, limit: 500 }, owner)
    const grown = await look()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec(`DROP TABLE audit_blocks; DROP TABLE audit_actions; CREATE TABLE audit_mentions (entry);
      ALTER TABLE audit_names ADD COLUMN entries INTEGER;
      CREATE INDEX audit_action ON audit (action, at); CREATE INDEX audit_at ON audit (at)`)
    sql.exec(readFileSync(new URL('../../../electron/db/migrations/0017-blocks.sql', import.meta.url), 'utf8'))
    expect(sql.prepare('SELECT count(*) FROM audit_blocks').pluck().get()).toBe(Math.floor(lastEntry(dataDir) / 1024))
    sql.close()
    expect(grown.total).toBeGreaterThan(10)
    expect(await look()).toEqual(grown)
  })
})
