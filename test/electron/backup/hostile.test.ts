import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { takeName } from '../../../electron/backup/backup-place.ts'
import { removeOldBackups } from '../../../electron/backup/old-backups.ts'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices, restoreBackup } from '../../../electron/services.ts'
import { createBackupKeys } from '../../../electron/vault/backup-keys.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { BackupSchedule } from '../../../shared/backup.ts'
import { memoryKeychain } from '../../support/keychains.ts'
import { jump } from '../../support/test-clocks.ts'
import { nobody, ownerName, ownerPassword, setUp, temporaryFolder } from '../../support/test-services.ts'

const [hour, day] = [3_600_000, 86_400_000]
const daily = (folder: string): BackupSchedule => ({
  ...{ every: 'day', weekday: 1, hour: 12, minute: 0, keepDays: 7, folder },
})

async function scheduled() {
  const clock = { now: Date.UTC(2026, 10, 20, 12) }
  const test = await setUp({ clock })
  const folder = temporaryFolder()
  await test.services.backup.saveSchedule(daily(folder), test.owner)
  const state = () => test.services.backup.state({}, test.owner)
  return { ...test, clock, folder, state, files: () => readdirSync(folder).toSorted() }
}

describe('a clock that was wrong', () => {
  it('years ahead removes no backup that is still to be kept', async () => {
    const { services, clock, files } = await scheduled()
    clock.now += day
    await services.backup.makeDue()
    const [first] = files()
    jump(clock, 400 * day)
    await services.backup.makeDue()
    expect(files()).toHaveLength(2)
    expect(files()).toContain(first)
  })

  it('years ahead stops no backup and no warning once it is right again', async () => {
    const { services, clock, files, state } = await scheduled()
    jump(clock, 1500 * day)
    await services.backup.makeDue()
    expect(files()).toHaveLength(1)
    jump(clock, -1500 * day)
    // As in each minute.
    await services.backup.makeDue()
    clock.now += day + hour
    await services.backup.makeDue()
    expect(files()).toHaveLength(2)
    expect((await state()).nextAt).toBeLessThan(clock.now + 2 * day)
  })

  it('and years ahead is not what the age of a backup by hand is counted from', async () => {
    const { services, owner, clock, folder, state } = await scheduled()
    await services.backup.saveSchedule({ ...daily(''), every: 'never' }, owner)
    jump(clock, 1500 * day)
    await services.backup.make({ path: folder, passphrase: null }, owner)
    jump(clock, -1500 * day)
    await services.backup.makeDue()
    clock.now += 8 * day
    expect(await state()).toMatchObject({ isOverdue: true, days: 8 })
  })

  it('and years ahead keeps nothing from being tried again that failed then', async () => {
    const { services, clock, files, folder, state } = await scheduled()
    rmdirSync(folder)
    jump(clock, 1500 * day)
    await services.backup.makeDue()
    expect((await state()).failure?.reason).toBe('noFolder')
    mkdirSync(folder)
    jump(clock, -1500 * day)
    // As in each minute.
    await services.backup.makeDue()
    clock.now += day + hour
    await services.backup.makeDue()
    expect(files()).toHaveLength(1)
  })
})

describe('old backups', () => {
  it('that can’t be removed stay for the next time, and the others go', async () => {
    const { services, clock, files, folder } = await scheduled()
    for (let count = 0; count < 2; count += 1) {
      clock.now += day
      await services.backup.makeDue()
    }
    const [stuck = '', loose] = files()
    const { masterKey, vaultId } = services.vault.forBackup()
    const removed = await removeOldBackups({
      ...{ folder, masterKey, vaultId, keepDays: 7, now: clock.now + 30 * day },
      keys: createBackupKeys({ limit: (work) => work() }),
      remove: (file) => {
        if (file.endsWith(stuck)) throw Object.assign(new Error('in use'), { code: 'EBUSY' })
      },
    })
    expect(removed).toEqual([loose])
  })
})

it('what is removed while Keydesk ends is written down', async () => {
  const { services, owner, clock, folder, files, state, restart } = await scheduled()
  clock.now += day
  await services.backup.makeDue()
  const [old = ''] = files()
  // Other files are looked at first, which takes a moment.
  for (let count = 0; count < 400; count += 1) writeFileSync(join(folder, `keydesk-${count}.keydesk-backup`), 'x')
  renameSync(join(folder, old), join(folder, 'keydesk-zz.keydesk-backup'))
  clock.now += 9 * day
  const making = services.backup.makeDue()
  while ((await state()).running !== null) await nextTurn()
  const anew = await restart()
  await making
  expect(files()).not.toContain('keydesk-zz.keydesk-backup')
  const filter = { ...everyEntry, action: 'Remove old backup.' as const }
  expect(anew.audit.list({ filter, offset: 0, limit: 10 } as never, owner)).toMatchObject({ total: 1 })
})

describe('the folder of a schedule', () => {
  it('behind a link is a folder and never a file with the folder’s name', async () => {
    const { services, owner, clock, state } = await scheduled()
    const real = temporaryFolder()
    const link = join(temporaryFolder(), 'link')
    symlinkSync(real, link)
    const stick = join(link, 'stick')
    expect(() => services.backup.saveSchedule(daily(stick), owner)).toThrow(
      expect.objectContaining({ code: 'BACKUP_NOT_WRITTEN', data: { fault: 'noFolder', path: stick } }),
    )
    mkdirSync(stick)
    await services.backup.saveSchedule(daily(stick), owner)
    // The stick is pulled out.
    rmdirSync(stick)
    clock.now += day
    await services.backup.makeDue()
    expect(readdirSync(real)).toEqual([])
    expect((await state()).failure?.reason).toBe('noFolder')
  })
})

describe('the name of a finished backup', () => {
  it.each(['EPERM', 'EISDIR', 'ENOTSUP', 'ENOSYS'])('is given where files have one name only: %s', (code) => {
    const folder = temporaryFolder()
    const [file, beside] = [join(folder, 'a'), join(folder, 'a.part')]
    writeFileSync(beside, 'whole')
    const link = () => {
      throw Object.assign(new Error('no'), { code })
    }
    takeName({ file, beside }, link)
    expect(readFileSync(file, 'utf8')).toBe('whole')
    expect(readdirSync(folder)).toEqual(['a'])
  })
})

describe('a backup that somebody has made by hand', () => {
  it('with an empty or short salt or slot is a damaged one, and no bug', async () => {
    const { services, owner, recoveryKey } = await setUp()
    const passphrase = 'four quiet rivers bend'
    const { file } = await services.backup.make({ path: temporaryFolder(), passphrase }, owner)
    const bytes = readFileSync(file)
    const length = bytes.readUInt32BE(17)
    const header = JSON.parse(bytes.toString('utf8', 21, 21 + length))
    for (const [place, value] of [
      [['passphrase', 'salt'], ''],
      [['passphrase', 'salt'], 'AAAA'],
      [['passphrase', 'sealed'], ''],
      [['recovery', 'salt'], ''],
      [['recovery', 'sealed'], 'AAAA'],
    ] as const) {
      const changed = structuredClone(header)
      changed.slots[place[0]][place[1]] = value
      const text = Buffer.from(JSON.stringify(changed))
      const size = Buffer.alloc(4)
      size.writeUInt32BE(text.length)
      const crafted = join(temporaryFolder(), 'crafted')
      writeFileSync(crafted, Buffer.concat([bytes.subarray(0, 17), size, text, bytes.subarray(21 + length)]))
      for (const key of [recoveryKey, passphrase, 'another passphrase']) {
        const restore = restoreBackup({
          ...{ door: 'commandLine', dataDir: join(temporaryFolder(), 'new'), file: crafted, key },
          keychain: memoryKeychain(),
        })
        await expect(restore, `${place} ${value}`).rejects.toMatchObject({ data: { fault: 'damaged' } })
      }
    }
  })
})

it('a job that stood still when the backup was made goes on with no approval of then', async () => {
  const { services, owner, recoveryKey, dataDir } = await setUp()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  for (const state of ['stopped', 'done'])
    sql.exec(`INSERT INTO jobs (id, kind, state, options, actor_id, actor, door, created_at, total)
      VALUES ('${state}', 'resetPasswords', '${state}', '{"approval":{"request":1}}', 1, '', 'browser', 1, 0)`)
  sql.close()
  const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
  const dir = join(temporaryFolder(), 'new')
  await restoreBackup({ door: 'commandLine', dataDir: dir, file, key: recoveryKey, keychain: memoryKeychain() })
  const restored = new Sqlite(join(dir, 'keydesk.db'), { readonly: true })
  const options = restored.prepare('SELECT id, options FROM jobs ORDER BY id').all()
  restored.close()
  expect(options).toEqual([
    // What was done keeps who approved it.
    { id: 'done', options: '{"approval":{"request":1}}' },
    { id: 'stopped', options: '{}' },
  ])
})

it('an organisation that is set up while a backup is being restored stays, and the restore says so', async () => {
  const { services, owner, recoveryKey } = await setUp()
  const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
  const dataDir = temporaryFolder()
  let restarts = 0
  const fresh = await createServices({
    ...{ dataDir, door: 'browser', doorPort: plainDoor(() => 'en'), keychain: memoryKeychain() },
    onRestored: () => {
      restarts += 1
    },
  })
  onTestFinished(() => fresh.close())
  const bytes = readFileSync(file)
  const { uploadId, pieceBytes } = await fresh.backup.startUpload({ size: bytes.length }, nobody)
  for (let index = 0; index * pieceBytes < bytes.length; index += 1) {
    const piece = bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes)
    await fresh.backup.upload({ uploadId, index, bytes: piece.toString('base64') }, nobody)
  }
  // What takes longest is looking through the store, by when the organisation is there.
  const restored = fresh.backup.restore({ uploadId, key: recoveryKey }, nobody)
  const who = { username: ownerName, displayName: 'O', password: ownerPassword, language: 'en' } as const
  await fresh.settings.createOrganisation({ organisation: 'Another', ...who }, nobody)
  await expect(restored).rejects.toMatchObject({ code: 'ALREADY_SET_UP' })
  expect(readdirSync(dataDir)).not.toContain('keydesk-restored.db')
  expect(restarts).toBe(0)
})
