import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { complaintOf } from '../../../electron/command-line/complaint.ts'
import { openDatabase } from '../../../electron/db/database.ts'
import { foldCase } from '../../../electron/db/fold-case.ts'
import { upgrade, upgradeCopies } from '../../../electron/db/upgrade.ts'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { programVersion } from '../../../electron/program-version.ts'
import { createServices } from '../../../electron/services.ts'
import type { SecretId, UserId } from '../../../shared/ids.ts'
import { languages } from '../../../shared/languages.ts'
import { noFilter } from '../../../shared/users.ts'
import { runFile, startFile } from '../../support/build-script.ts'
import { fixtureTime, fixtureVersions, skippedVersions, unpackFixture } from '../../support/store-fixtures.ts'
import { nobody, temporaryFolder } from '../../support/test-services.ts'

const shipped = fileURLToPath(new URL('../../../electron/db/migrations/', import.meta.url))
const numbers = readdirSync(shipped).map((name) => Number.parseInt(name, 10))
const newest = Math.max(...numbers)
const versionIn = (file: string) => {
  const sql = new Sqlite(file, { readonly: true })
  const version = sql.pragma('user_version', { simple: true })
  sql.close()
  return version
}

/** The shipped migrations and more, in a folder of their own. */
function migrations(more: Readonly<Record<string, string>>): URL {
  const folder = join(temporaryFolder(), 'migrations')
  cpSync(shipped, folder, { recursive: true })
  for (const [name, text] of Object.entries(more)) writeFileSync(join(folder, name), text)
  return pathToFileURL(`${folder}/`)
}

/** The shipped migrations up to a number. */
function upTo(last: number): URL {
  const folder = join(temporaryFolder(), 'migrations')
  const isEarly = (name: string) => Number.parseInt(name, 10) <= last
  cpSync(shipped, folder, {
    recursive: true,
    filter: (path) => !path.endsWith('.sql') || isEarly(basename(path)),
  })
  return pathToFileURL(`${folder}/`)
}

describe('every version that anybody has', () => {
  it('has an organisation here, made before the next migration landed (make-store-fixture.ts)', () => {
    const wanted = numbers.filter((number) => number < newest && !skippedVersions.includes(number))
    expect(wanted.filter((number) => !fixtureVersions().includes(number))).toEqual([])
  })

  it('has a migration of its own number, and no number twice', () => {
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(readdirSync(shipped).every((name) => /^\d{4}-[a-z]+(-[a-z]+)*\.sql$/.test(name))).toBe(true)
  })

  it.each(fixtureVersions())('%d becomes the newest, with everybody and everything', async (version) => {
    const dataDir = temporaryFolder()
    const { facts, keychain } = unpackFixture(version, dataDir)
    const doorPort = plainDoor(() => 'en')
    const services = await createServices({ dataDir, door: 'browser', doorPort, keychain, now: () => fixtureTime })
    try {
      expect(versionIn(join(dataDir, 'keydesk.db'))).toBe(newest)
      const call = { ...services.sessions.callFor(1 as UserId, 'browser'), isConfirmed: true }
      const sort = { by: 'username', direction: 'ascending', language: 'en' } as const
      const query = { search: '', filter: noFilter }
      const { rows } = await services.users.list({ query, sort, offset: 0, limit: 100 }, call)
      const roles = await Promise.all(
        rows.map(async ({ username, id }) => [username, services.users.stored(id)?.roles ?? []]),
      )
      expect(Object.fromEntries(roles)).toEqual(facts.people)
      expect(await services.audit.verify({}, call)).toMatchObject({ isIntact: true, entries: facts.entries })
      for (const [username, password] of Object.entries(facts.readable)) {
        const id = services.users.idOf(username) as UserId
        const { ticket } = await services.passwords.ticketOf({ userId: id }, call)
        const shown = await services.passwords.reveal({ secretIds: [ticket?.secretId as SecretId] }, call)
        expect(shown.passwords).toMatchObject([{ username, password }])
        expect(await services.sessions.signIn({ username, password }, nobody)).toMatchObject({ session: { username } })
      }
      expect(await services.sessions.signIn(facts.owner, nobody)).toMatchObject({
        session: { username: facts.owner.username },
      })
      const { groups } = await services.groups.list({}, call)
      expect(Object.fromEntries(groups.map(({ name, memberCount }) => [name, memberCount]))).toEqual(facts.groups)
      const { jobs } = await services.jobs.list({}, call)
      expect(jobs.map((job) => job.state)).toEqual(Array.from({ length: facts.jobs }, () => 'done'))
    } finally {
      await services.close()
    }
  })
})

describe('the languages of an older store', () => {
  it('stay what they were, and any other can be written beside them', () => {
    const dataDir = temporaryFolder()
    unpackFixture(18, dataDir)
    const old = new Sqlite(join(dataDir, 'keydesk.db'))
    old.exec("INSERT INTO mail_templates VALUES ('testMail', 'sv', 'Ett prov', 'Hej')")
    const run = old.prepare(
      `INSERT INTO reset_attempts (token, account, purpose, language, bound_to, started_at, seen_at)
       VALUES (?, x'00', 'reset', ?, x'00', 0, 0)`,
    )
    run.run(Buffer.from('one'), 'da')
    const told = {
      users: 'SELECT id, language FROM users ORDER BY id',
      templates: 'SELECT * FROM mail_templates',
      runs: 'SELECT id, token, language FROM reset_attempts',
    }
    const before = Object.values(told).map((query) => old.prepare(query).all())
    expect(before.map((rows) => rows.length)).toEqual([6, 1, 1])
    old.close()
    const { sql, close } = openDatabase(dataDir)
    expect(Object.values(told).map((query) => sql.prepare(query).all())).toEqual(before)
    sql.exec("UPDATE users SET language = 'xx'; UPDATE reset_attempts SET language = 'xx'")
    sql.exec("INSERT INTO mail_templates VALUES ('testMail', 'xx', 'X', 'Y')")
    expect(() => sql.exec("INSERT INTO mail_templates VALUES ('testMail', 'xx', 'X', 'Y')")).toThrow(/UNIQUE/)
    close()
  })
})

describe('people of an older store', () => {
  const rowsIn = (sql: Sqlite.Database, tables: readonly string[]) =>
    Object.fromEntries(tables.map((table) => [table, sql.prepare(`SELECT * FROM "${table}"`).all()]))

  const olderThanDirectories = fixtureVersions().filter((version) => version < 22)

  it.each(olderThanDirectories)('of version %d keep their rows, their references and their numbers', (version) => {
    const dataDir = temporaryFolder()
    unpackFixture(version, dataDir)
    const old = new Sqlite(join(dataDir, 'keydesk.db'))
    old.pragma('foreign_keys = OFF')
    foldCase(old)
    // Somebody who was erased: their number is not given out again.
    old.exec("INSERT INTO users (username, display_name, created_at) VALUES ('gone@nordwind.test', 'Gone', 0)")
    const gone = old.prepare('SELECT max(id) FROM users').pluck().get() as number
    old.prepare('DELETE FROM users WHERE id = ?').run(gone)
    // What the upgrades before the one under test change is not its concern.
    for (const name of readdirSync(shipped).toSorted()) {
      const number = Number.parseInt(name, 10)
      if (number <= version || number >= 22) continue
      old.exec(readFileSync(join(shipped, name), 'utf8'))
      old.pragma(`user_version = ${number}`)
    }
    // A group that was deleted: saved views may still name its number.
    const group = "INSERT INTO user_groups (name, name_key, kind, created_at) VALUES ('Gone', 'gone', 'picked', 0)"
    const goneGroup = Number(old.prepare(group).run().lastInsertRowid)
    old.prepare('DELETE FROM user_groups WHERE id = ?').run(goneGroup)
    const tables = old
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all()
    const indexes = (sql: Sqlite.Database) =>
      sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1").pluck().all()
    const [before, indexed] = [rowsIn(old, tables), indexes(old)]
    old.close()
    const { sql, close } = openDatabase(dataDir, { migrations: upTo(24) })
    const after = rowsIn(sql, tables)
    for (const row of after.users as Record<string, unknown>[]) {
      expect([row.directory_id, row.directory_key, row.locked_there, row.expires_there]).toEqual([
        null,
        null,
        null,
        null,
      ])
      for (const name of ['directory_id', 'directory_key', 'locked_there', 'expires_there', 'is_protected'])
        delete row[name]
    }
    const newOfGroups = ['directory_id', 'directory_key', 'directory_version', 'gone_at']
    for (const row of after.user_groups as Record<string, unknown>[]) {
      expect(newOfGroups.map((name) => row[name])).toEqual(newOfGroups.map(() => null))
      for (const name of newOfGroups) delete row[name]
    }
    // The version of Keydesk that made the store so, for older ones that must refuse it.
    after.settings = (after.settings ?? []).filter((row) => (row as { name: string }).name !== 'program')
    expect(after).toEqual(before)
    expect(indexes(sql)).toEqual(expect.arrayContaining(indexed))
    expect(sql.pragma('foreign_key_check')).toEqual([])
    expect(sql.pragma('foreign_keys', { simple: true })).toBe(1)
    sql.exec("INSERT INTO users (username, display_name, created_at) VALUES ('new@nordwind.test', 'New', 0)")
    expect(sql.prepare('SELECT max(id) FROM users').pluck().get()).toBe(gone + 1)
    expect(Number(sql.prepare(group).run().lastInsertRowid)).toBe(goneGroup + 1)
    expect(() => sql.prepare(group).run()).toThrow(/UNIQUE/)
    expect(() => sql.exec('UPDATE users SET username = (SELECT min(username) FROM users)')).toThrow(/UNIQUE/)
    sql.exec('DELETE FROM users')
    expect(sql.prepare('SELECT count(*) FROM user_roles').pluck().get()).toBe(0)
    close()
  })

  it('are kept as they are by an upgrade that fails, and rows that refer to nothing are refused again after it', () => {
    const dataDir = temporaryFolder()
    unpackFixture(21, dataDir)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.pragma('foreign_keys = ON')
    const before = rowsIn(sql, ['users', 'user_roles'])
    expect(() =>
      upgrade(sql, dataDir, { folder: migrations({ '0901-broken.sql': 'INSERT INTO nowhere VALUES (1);' }) }),
    ).toThrow()
    expect(sql.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(rowsIn(sql, ['users', 'user_roles'])).toEqual(before)
    sql.close()
  })
})

describe('an upgrade', () => {
  it('that is killed at any moment leaves all of the store as it was, or all of it new', { tags: 'long' }, async () => {
    const dataDir = temporaryFolder()
    unpackFixture(21, dataDir)
    const store = join(dataDir, 'keydesk.db')
    const old = new Sqlite(store)
    foldCase(old)
    // So many people that the upgrade takes a while.
    old.exec(`INSERT INTO users (username, display_name, created_at)
      WITH RECURSIVE at(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM at WHERE n < 20000) SELECT 'p' || n, 'P', 0 FROM at`)
    const people = 'SELECT count(*) FROM users'
    const before = old.prepare(people).pluck().get()
    old.close()
    const versions = new Set<unknown>()
    for (let wait = 0; versionIn(store) !== newest && wait < 2000; wait += 25) {
      const child = startFile('test/support/upgrade-child.ts', [dataDir])
      const isDone = once(child, 'exit')
      await once(child.stdout as NodeJS.ReadableStream, 'data')
      await setTimeout(wait)
      child.kill('SIGKILL')
      await isDone
      const left = new Sqlite(store)
      versions.add(left.pragma('user_version', { simple: true }))
      expect(left.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(left.prepare(people).pluck().get()).toBe(before)
      left.close()
    }
    expect([...versions].filter((version) => version !== 21 && version !== newest)).toEqual([])
    const { sql, close } = openDatabase(dataDir)
    expect(sql.prepare(people).pluck().get()).toBe(before)
    close()
    expect(
      readdirSync(dataDir).filter((name) => name.endsWith('.unfinished')),
      'no half copy stays',
    ).toEqual([])
  })

  const broken = {
    '0901-fine.sql': 'CREATE TABLE fine (id INTEGER) STRICT;',
    '0902-broken.sql': "CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES ('a secret');",
  }

  it('that fails changes nothing, says so, and leaves a copy from before', async () => {
    const dataDir = temporaryFolder()
    const { keychain } = unpackFixture(10, dataDir)
    const before = readFileSync(join(dataDir, 'keydesk.db'))
    let error: unknown
    try {
      openDatabase(dataDir, { migrations: migrations(broken) })
    } catch (thrown) {
      error = thrown
    }
    const [copy = ''] = upgradeCopies(dataDir).map((name) => join(dataDir, name))
    expect(basename(copy)).toMatch(/^keydesk-version-10-\d{4}-\d\d-\d\d\.db$/)
    expect(error).toMatchObject({ code: 'STORE_UPGRADE_FAILED', data: { copy, reason: 'SQLITE_ERROR' } })
    for (const language of languages) {
      const { sentence } = complaintOf(error, language)
      expect(sentence).toContain(copy)
      expect(sentence).not.toMatch(/secret|nowhere|Something/)
    }
    expect(readFileSync(join(dataDir, 'keydesk.db')).equals(before), 'not a byte is another').toBe(true)
    expect(versionIn(copy)).toBe(10)
    if (process.platform !== 'win32') expect(statSync(copy).mode & 0o777).toBe(0o600)
    const services = await createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en'), keychain })
    await services.close()
    expect(versionIn(join(dataDir, 'keydesk.db'))).toBe(newest)
  })

  it('that leaves a row behind which refers to nothing fails as well', () => {
    const dataDir = temporaryFolder()
    unpackFixture(10, dataDir)
    const orphan = "PRAGMA defer_foreign_keys = ON; INSERT INTO user_roles VALUES (999, 'globalAdministrator');"
    expect(() => openDatabase(dataDir, { migrations: migrations({ '0901-orphan.sql': orphan }) })).toThrow(
      expect.objectContaining({ code: 'STORE_UPGRADE_FAILED' }),
    )
    expect(versionIn(join(dataDir, 'keydesk.db'))).toBe(10)
  })

  it('keeps the copies of the last two while no start after it was good, and a new organisation has none', () => {
    const fresh = temporaryFolder()
    openDatabase(fresh).close()
    expect(upgradeCopies(fresh)).toEqual([])
    const dataDir = temporaryFolder()
    unpackFixture(8, dataDir)
    let more = {}
    for (const number of [901, 902, 903]) {
      more = { ...more, [`0${number}-fine.sql`]: `CREATE TABLE fine_${number} (id INTEGER) STRICT;` }
      openDatabase(dataDir, { migrations: migrations(more) }).close()
    }
    expect(upgradeCopies(dataDir).map((name) => versionIn(join(dataDir, name)))).toEqual([901, 902])
  })

  it('leaves its copy until a start after it has found the whole store sound', async () => {
    const dataDir = temporaryFolder()
    const { keychain } = unpackFixture(Math.max(...fixtureVersions().filter((version) => version < newest)), dataDir)
    const start = () =>
      createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en'), keychain, checkAfter: 0 })
    const first = await start()
    await first.health.check({}, first.sessions.callFor(1 as UserId, 'browser'))
    await first.close()
    expect(upgradeCopies(dataDir)).toHaveLength(1)
    const second = await start()
    await vi.waitFor(() => expect(upgradeCopies(dataDir)).toEqual([]), { timeout: 300_000 })
    await second.close()
  })

  it('removes what a copy that was cut short has left, whatever the day', () => {
    const dataDir = temporaryFolder()
    unpackFixture(10, dataDir)
    const left = ['keydesk-version-09-2026-01-31.db.unfinished', 'keydesk-version-10.db.unfinished']
    for (const name of left) writeFileSync(join(dataDir, name), 'half')
    openDatabase(dataDir).close()
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.unfinished'))).toEqual([])
  })

  it('does not begin where the disk has no room for it, and says how much is needed', () => {
    const dataDir = temporaryFolder()
    unpackFixture(10, dataDir)
    const before = readFileSync(join(dataDir, 'keydesk.db'))
    let error: unknown
    try {
      openDatabase(dataDir, { roomIn: () => 3_000_000 })
    } catch (thrown) {
      error = thrown
    }
    const needed = Math.ceil((2 * before.length + 16_777_216) / 1_000_000)
    expect(error).toMatchObject({ code: 'UPGRADE_NEEDS_ROOM', data: { needed, free: 3 } })
    for (const language of languages)
      expect(complaintOf(error, language).sentence).toMatch(new RegExp(`${needed}\u00a0MB.* 3\u00a0MB`))
    expect(upgradeCopies(dataDir)).toEqual([])
    expect(readFileSync(join(dataDir, 'keydesk.db')).equals(before), 'not a byte is another').toBe(true)
    openDatabase(dataDir, { roomIn: () => null }).close()
    expect(versionIn(join(dataDir, 'keydesk.db'))).toBe(newest)
  })

  it('does not begin where its copy can’t be written', () => {
    const dataDir = temporaryFolder()
    unpackFixture(10, dataDir)
    mkdirSync(join(dataDir, `keydesk-version-10-${new Date().toISOString().slice(0, 10)}.db`))
    expect(() => openDatabase(dataDir)).toThrow()
    expect(versionIn(join(dataDir, 'keydesk.db'))).toBe(10)
  })
})

describe('a store that a newer version has written', () => {
  function refused(change: (sql: Sqlite.Database) => void): unknown {
    const dataDir = temporaryFolder()
    openDatabase(dataDir).close()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    change(sql)
    sql.pragma('user_version = 99')
    sql.close()
    try {
      openDatabase(dataDir).close()
    } catch (thrown) {
      return thrown
    }
    return null
  }

  it('says in every language which version of Keydesk it needs, and which this is', () => {
    const error = refused((sql) => sql.exec(`UPDATE settings SET value = '{"version":"7.8.9"}' WHERE name = 'program'`))
    expect(error).toMatchObject({ code: 'STORE_NEWER', data: { needs: '7.8.9', version: programVersion } })
    for (const language of languages) {
      const { sentence } = complaintOf(error, language)
      expect(sentence).toContain('Keydesk 7.8.9')
      expect(sentence).toContain(`Keydesk ${programVersion}`)
    }
  })

  it('is refused by the command line and the browser door with that sentence', async () => {
    const dataDir = temporaryFolder()
    openDatabase(dataDir).close()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec(`UPDATE settings SET value = '{"version":"7.8.9"}' WHERE name = 'program'`)
    sql.pragma('user_version = 99')
    sql.close()
    const before = readFileSync(join(dataDir, 'keydesk.db'))
    for (const [file, ...args] of [
      ['electron/cli.ts', 'users', 'list'],
      ['electron/browser.ts', '--no-open'],
    ] as const) {
      const { status, out, err } = await runFile(file, ['--data-dir', dataDir, ...args])
      expect({ status, out }).toEqual({ status: 1, out: '' })
      expect(err).toContain('needs Keydesk 7.8.9 or newer')
    }
    expect(readFileSync(join(dataDir, 'keydesk.db')).equals(before), 'not a byte is another').toBe(true)
  })

  it.each([
    ['has no such table any more', 'DROP TABLE settings'],
    ['names none', "DELETE FROM settings WHERE name = 'program'"],
    ['names something else', `UPDATE settings SET value = '{"version":"<b>9</b> at evil"}' WHERE name = 'program'`],
    ['holds no JSON', `UPDATE settings SET value = '{' WHERE name = 'program'`],
  ])('is refused without a version where it %s', (_, change) => {
    const error = refused((sql) => sql.exec(change))
    expect(error).toMatchObject({ code: 'STORE_NEWER', data: { needs: '' } })
    for (const language of languages) expect(complaintOf(error, language).sentence).not.toMatch(/\{\{|evil/)
  })

  it('keeps the version that made it so, although a newer program of the same store opens it', () => {
    const dataDir = temporaryFolder()
    openDatabase(dataDir).close()
    const noted = () => {
      const { sql, close } = openDatabase(dataDir)
      const value = sql.prepare("SELECT value FROM settings WHERE name = 'program'").pluck().get()
      close()
      return JSON.parse(String(value))
    }
    expect(noted()).toEqual({ version: programVersion })
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec(`UPDATE settings SET value = '{"version":"0.0.9"}' WHERE name = 'program'`)
    sql.close()
    expect(noted()).toEqual({ version: '0.0.9' })
  })
})
