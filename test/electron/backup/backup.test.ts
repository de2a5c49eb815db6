import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { endedTables, keptTables } from '../../../electron/backup/after-restore.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { restoreBackup } from '../../../electron/services.ts'
import type { BackupSchedule } from '../../../shared/backup.ts'
import { memoryKeychain } from '../../support/keychains.ts'
import { nobody, setUp, signedInPerson, temporaryFolder, testServices } from '../../support/test-services.ts'
import { threeAdmins, withRule } from '../../support/two-admins.ts'

const codeOf = async (work: () => unknown) => {
  try {
    await work()
    return 'none'
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { fault?: string } }
    return data?.fault === undefined ? code : `${code} ${data.fault}`
  }
}
const here = { door: 'commandLine' } as const
const into = (file: string, key: string, dataDir = join(temporaryFolder(), 'new')) =>
  restoreBackup({ ...here, dataDir, file, key, keychain: memoryKeychain() })
const daily = (folder: string): BackupSchedule => ({
  ...{ every: 'day', weekday: 1, hour: 12, minute: 0, keepDays: 7, folder },
})
const day = 86_400_000
const passphrase = 'four quiet rivers bend'

/** A copy of a file with some bytes changed. */
function changed(file: string, change: (bytes: Buffer) => void): string {
  const copy = join(temporaryFolder(), 'changed.keydesk-backup')
  const bytes = readFileSync(file)
  change(bytes)
  writeFileSync(copy, bytes)
  return copy
}

describe('where a backup goes', () => {
  it('refuses every place that is none, says why, and leaves nothing there', async () => {
    const { services, owner, dataDir } = await setUp()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'there'), 'mine')
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
    const make = (path: string) => codeOf(() => services.backup.make({ path, passphrase: null }, owner))
    expect(await make(join(folder, 'there'))).toBe('BACKUP_NOT_WRITTEN exists')
    expect(await make(join(folder, 'link'))).toBe('BACKUP_NOT_WRITTEN exists')
    expect(await make(join(folder, 'gone', 'file'))).toBe('BACKUP_NOT_WRITTEN noFolder')
    expect(await make(join(folder, 'there', 'file'))).toBe('BACKUP_NOT_WRITTEN noFolder')
    expect(await make(join(folder, 'x'.repeat(300)))).toBe('BACKUP_NOT_WRITTEN badName')
    expect(await make(dataDir)).toBe('BACKUP_NOT_WRITTEN inDataFolder')
    expect(await make(join(dataDir, 'file'))).toBe('BACKUP_NOT_WRITTEN inDataFolder')
    for (const path of ['relative', '/dev/null', '//host/share', '/proc/self/mem'])
      expect(await make(path), path).toBe('BACKUP_NOT_WRITTEN notLocal')
    expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('mine')
    expect(readdirSync(folder).toSorted()).toEqual(['link', 'there'])
    expect(existsSync(join(dataDir, 'keydesk-unfinished'))).toBe(false)
  })

  it('takes no short passphrase, and one backup at a time', async () => {
    const { services, owner } = await setUp()
    const path = temporaryFolder()
    expect(await codeOf(() => services.backup.make({ path, passphrase: 'too short' }, owner))).toBe('PASSPHRASE_SHORT')
    const first = services.backup.make({ path, passphrase: null }, owner)
    expect((await services.backup.state({}, owner)).running).not.toBe(null)
    expect(await codeOf(() => services.backup.make({ path, passphrase: null }, owner))).toBe('BACKUP_RUNNING')
    await first
    expect(services.backup.state({}, owner)).toMatchObject({ running: null, isOverdue: false, days: 0 })
  })
})

describe('a backup that can’t be restored', () => {
  it('is told by what is wrong with it, and leaves nothing', async () => {
    const { services, owner, recoveryKey } = await setUp()
    const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
    const size = readFileSync(file).length
    const target = join(temporaryFolder(), 'new')
    const restore = (path: string, key = recoveryKey) => codeOf(() => into(path, key, target))
    const cut = (length: number) => {
      const copy = join(temporaryFolder(), 'cut')
      copyFileSync(file, copy)
      truncateSync(copy, length)
      return copy
    }
    expect(await restore(join(target, 'none'))).toBe('BACKUP_UNREADABLE missing')
    expect(await restore(temporaryFolder())).toBe('BACKUP_UNREADABLE folder')
    expect(await restore('/dev/zero')).toBe('BACKUP_UNREADABLE notAFile')
    expect(await restore(cut(0))).toBe('BACKUP_UNREADABLE empty')
    for (const length of [5, 18, 40, 900, 1500, 2000, size >> 1, size - 16, size - 1])
      expect(await restore(cut(length)), String(length)).toBe('BACKUP_UNREADABLE cut')
    expect(await restore(changed(file, (bytes) => bytes.write('SQLite format 3', 0)))).toBe('BACKUP_UNREADABLE foreign')
    expect(await restore(changed(file, (bytes) => bytes.write('2', 15)))).toBe('BACKUP_UNREADABLE newer')
    expect(await restore(file, 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH')).toBe('BACKUP_KEY_WRONG')
    expect(await restore(file, passphrase)).toBe('BACKUP_KEY_WRONG')
    const longer = join(temporaryFolder(), 'longer')
    writeFileSync(longer, Buffer.concat([readFileSync(file), Buffer.from('x')]))
    expect(await restore(longer)).toBe('BACKUP_UNREADABLE damaged')
    expect(existsSync(target)).toBe(false)
  })

  it('is another organisation’s for another key, and says whose it is', async () => {
    const { services, owner } = await setUp()
    const { recoveryKey } = await setUp({ keychain: memoryKeychain() })
    const { file, madeAt } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
    await expect(into(file, recoveryKey)).rejects.toMatchObject({
      code: 'BACKUP_KEY_WRONG',
      data: { organisation: 'Nordwind', madeAt },
    })
  })

  it('names the version that a newer store needs', async () => {
    const { services, owner, recoveryKey } = await setUp()
    const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
    const newer = changed(file, (bytes) => {
      const at = bytes.indexOf('"storeVersion":') + '"storeVersion":'.length
      bytes.write('99', at)
    })
    await expect(into(newer, recoveryKey)).rejects.toMatchObject({ code: 'BACKUP_NEWER', data: { needed: 99 } })
  })

  it('does not go where an organisation is, nor where Keydesk works', async () => {
    const { services, owner, recoveryKey, dataDir } = await setUp()
    const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
    expect(await codeOf(() => into(file, recoveryKey, dataDir))).toBe('FOLDER_HOLDS_STORE')
    const empty = await testServices()
    expect(await codeOf(() => into(file, recoveryKey, empty.dataDir))).toBe('FOLDER_IN_USE')
    await empty.services.close()
    expect(await into(file, recoveryKey, empty.dataDir)).toMatchObject({ organisation: 'Nordwind' })
  })
})

it('any flipped bit of a backup is noticed, wherever it is', async () => {
  const { services, owner, recoveryKey } = await setUp()
  const { file } = await services.backup.make({ path: temporaryFolder(), passphrase }, owner)
  const size = readFileSync(file).length
  const seed = Math.floor(Math.random() * 2 ** 31)
  // `npm run test:long` flips more.
  const flips = Number(process.env.KEYDESK_BACKUP_FLIPS ?? 6)
  const places = Array.from({ length: flips }, (_, at) =>
    // Half of them in the header, which is short.
    at < flips / 2 ? (seed * (at + 1)) % 1800 : (seed * 7919 * (at + 1)) % size,
  )
  const heard: Record<string, number> = {}
  for (const place of places) {
    const flipped = changed(file, (bytes) => {
      bytes[place] = (bytes[place] ?? 0) ^ (1 << ((seed + place) % 8))
    })
    const code = await codeOf(() => into(flipped, recoveryKey))
    heard[code ?? ''] = (heard[code ?? ''] ?? 0) + 1
  }
  console.info(`${places.length} flipped bits, seed ${seed}: ${JSON.stringify(heard)}`)
  // A bit of the passphrase's slot leaves the recovery key as it was, but not what is sealed with the header.
  expect(heard.none).toBe(undefined)
})

it('chunks that change places are noticed', async () => {
  const { services, owner, recoveryKey, dataDir } = await setUp()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  // Longer than three chunks.
  sql.prepare("INSERT INTO settings VALUES ('ballast', hex(randomblob(2000000)))").run()
  sql.close()
  const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
  const sealed = 1_048_576 + 16
  const swapped = changed(file, (bytes) => {
    // Mark, length and header, length and manifest: then the chunks begin.
    const manifestAt = 21 + bytes.readUInt32BE(17)
    const at = manifestAt + 4 + bytes.readUInt32BE(manifestAt)
    const first = Buffer.from(bytes.subarray(at, at + sealed))
    bytes.copyWithin(at, at + sealed, at + 2 * sealed)
    first.copy(bytes, at + sealed)
  })
  expect(await codeOf(() => into(swapped, recoveryKey))).toBe('BACKUP_UNREADABLE damaged')
})

describe('what a restore ends', () => {
  it('has an answer for every table of the store', async () => {
    const { dataDir } = await setUp()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
    const tables = sql
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all()
    sql.close()
    const answered = [...Object.keys(keptTables), ...Object.keys(endedTables)]
    expect(answered.toSorted()).toEqual(tables.toSorted())
  })

  it('ends passes, running work and waiting mail of then', async () => {
    const { services, owner, recoveryKey, dataDir } = await setUp()
    const person = await signedInPerson(services, owner)
    const { pass } = await services.passes.create({ userId: person.id, minutes: 60, isOnce: true }, owner)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec(`INSERT INTO mail_outbox (id, recipient, template, language, state, created_at, tried_since, next_try_at)
      VALUES ('a', 'x@example.com', 'testMail', 'en', 'sending', 1, 1, 1)`)
    sql.exec(`INSERT INTO jobs (id, kind, state, options, actor_id, actor, door, created_at, total)
      VALUES ('j', 'resetPasswords', 'running', '{"approval":{"request":1}}', 1, '', 'browser', 1, 0)`)
    sql.close()
    const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
    const folder = join(temporaryFolder(), 'new')
    await into(file, recoveryKey, folder)
    const restored = new Sqlite(join(folder, 'keydesk.db'), { readonly: true })
    const one = (text: string) => restored.prepare(text).raw().get()
    expect(one('SELECT count(*) FROM access_passes')).toEqual([0])
    expect(one('SELECT state, reason FROM mail_outbox')).toEqual(['stuck', 'restored'])
    expect(one('SELECT state, options FROM jobs')).toEqual(['stopped', '{}'])
    restored.close()
    const { services: anew } = await testServices({ dataDir: folder, keychain: memoryKeychain() })
    anew.vault.openWithRecoveryKey({ recoveryKey }, nobody)
    expect(await codeOf(() => anew.sessions.signIn({ username: person.username, password: pass }, nobody))).toBe(
      'SIGN_IN_FAILED',
    )
  })
})

describe('the schedule', () => {
  it('makes one when its time has passed, keeps what is young, and removes only its own', async () => {
    const clock = { now: Date.UTC(2026, 10, 20, 12) }
    const { services, owner } = await setUp({ clock })
    const folder = temporaryFolder()
    await services.backup.saveSchedule(daily(folder), owner)
    await services.backup.makeDue()
    expect(readdirSync(folder)).toEqual([])
    const byHand = await services.backup.make({ path: folder, passphrase: null }, owner)
    writeFileSync(join(folder, 'keydesk-foreign.keydesk-backup'), 'not ours')
    clock.now += day + 1000
    await services.backup.makeDue()
    await services.backup.makeDue()
    expect(readdirSync(folder)).toHaveLength(3)
    const [first] = readdirSync(folder).filter((name) => !byHand.file.endsWith(name) && !name.includes('foreign'))
    clock.now += 8 * day
    await services.backup.makeDue()
    const left = readdirSync(folder)
    expect(left).toHaveLength(3)
    expect(left).not.toContain(first)
    expect(left).toContain('keydesk-foreign.keydesk-backup')
    expect(left.some((name) => byHand.file.endsWith(name))).toBe(true)
  })

  it('says why it failed, tries again within the hour, and warns once it is late', async () => {
    const clock = { now: Date.UTC(2026, 10, 20, 12) }
    const { services, owner } = await setUp({ clock })
    const folder = join(temporaryFolder(), 'stick')
    mkdirSync(folder)
    await services.backup.saveSchedule(daily(folder), owner)
    rmdirSync(folder)
    clock.now += 3 * day + 1000
    await services.backup.makeDue()
    const state = services.backup.state({}, owner)
    expect(state).toMatchObject({ isOverdue: true, days: 3, failure: { reason: 'noFolder', path: folder } })
    mkdirSync(folder)
    await services.backup.makeDue()
    expect(readdirSync(folder)).toEqual([])
    clock.now += 3_600_000
    await services.backup.makeDue()
    expect(readdirSync(folder)).toHaveLength(1)
    expect(services.backup.state({}, owner)).toMatchObject({ isOverdue: false, failure: null })
  })
})

describe('under the two-person rule', () => {
  it('nobody makes a backup alone that they could open alone', async () => {
    const { services, owner, third } = await threeAdmins()
    const path = temporaryFolder()
    const make = (call: typeof owner, typed: string | null) =>
      codeOf(() => createCaller(services.serve, () => call).backup.make({ path, passphrase: typed }))
    const other = { ...third.call(), isConfirmed: true }
    expect(await make(owner, null)).toBe('WAITING_FOR_APPROVAL')
    expect(await make(other, passphrase)).toBe('WAITING_FOR_APPROVAL')
    expect(readdirSync(path)).toEqual([])
    expect(await make(other, null)).toBe('none')
    expect(readdirSync(path)).toHaveLength(1)
  })

  it('an approved backup is made, with the passphrase that the asker chose', async () => {
    const { services, owner, third } = await threeAdmins()
    const path = temporaryFolder()
    const caller = createCaller(services.serve, () => owner)
    await expect(caller.backup.make({ path, passphrase })).rejects.toMatchObject({ code: 'WAITING_FOR_APPROVAL' })
    const [request] = (await services.requests.list({ offset: 0, limit: 1 }, owner)).requests
    expect(JSON.stringify(request)).not.toContain(passphrase)
    await services.requests.approve({ id: request?.id as never }, { ...third.call(), isConfirmed: true })
    const [name = ''] = readdirSync(path)
    expect(await into(join(path, name), passphrase)).toMatchObject({ organisation: 'Nordwind' })
  })

  it('the schedule stands still after a new recovery key, which one person made', async () => {
    const { services, owner, third, clock } = await threeAdmins()
    const folder = temporaryFolder()
    await createCaller(services.serve, () => owner)
      .backup.saveSchedule(daily(folder))
      .catch(() => {})
    const [request] = (await services.requests.list({ offset: 0, limit: 1 }, owner)).requests
    await services.requests.approve({ id: request?.id as never }, { ...third.call(), isConfirmed: true })
    services.vault.createRecoveryKey({}, owner)
    clock.now += 2 * day
    await services.backup.makeDue()
    expect(readdirSync(folder)).toEqual([])
    expect((await services.backup.state({}, owner)).failure?.reason).toBe('needsApproval')
  })
})

it('a schedule that one admin made stands still once the two-person rule is on', async () => {
  const { services, owner, clock } = await setUp()
  const other = await signedInPerson(services, owner, ['globalAdministrator'])
  const folder = temporaryFolder()
  await services.backup.saveSchedule(daily(folder), owner)
  await services.policies.save(withRule(true), { ...other.call(), isConfirmed: true })
  clock.now += 2 * day
  await services.backup.makeDue()
  expect(readdirSync(folder)).toEqual([])
  expect((await services.backup.state({}, owner)).failure?.reason).toBe('needsApproval')
})

it('what is in the file is sealed: neither names nor the page marks of a database are seen', async () => {
  const { services, owner } = await setUp()
  const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
  const handle = openSync(file, 'r')
  const start = Buffer.alloc(20)
  readSync(handle, start, 0, 20, 0)
  closeSync(handle)
  const bytes = readFileSync(file)
  expect(start.toString('latin1')).toMatch(/^Keydesk backup 1\n/)
  for (const text of ['SQLite format', 'owner@nordwind.test', 'Olga Owner', 'globalAdministrator'])
    expect(bytes.includes(text), text).toBe(false)
})
