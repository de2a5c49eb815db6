// @module-tag long
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { restoreBackup } from '../../../electron/services.ts'
import { memoryKeychain } from '../../support/keychains.ts'
import { setUp, temporaryFolder } from '../../support/test-services.ts'
import { tinyDisk } from '../../support/tiny-disk.ts'

async function world(dataDir?: string) {
  const keychain = memoryKeychain()
  const all = await setUp({ keychain, ...(dataDir === undefined ? {} : { dataDir }) })
  const sql = new Sqlite(join(all.dataDir, 'keydesk.db'))
  sql.prepare("INSERT INTO settings VALUES ('ballast', hex(randomblob(2000000)))").run()
  sql.close()
  return all
}

it('a full stick gets no half backup, and a whole one once there is room', async ({ skip }) => {
  const stick = tinyDisk(8)
  if (typeof stick === 'string') return skip(stick)
  const { services, owner } = await world()
  const make = () => services.backup.make({ path: stick.path, passphrase: null }, owner)
  for (const left of [0, 4096, 1 << 20, 3 << 20]) {
    stick.fill(left)
    await expect(make(), String(left)).rejects.toMatchObject({ code: 'BACKUP_NOT_WRITTEN', data: { fault: 'full' } })
    expect(readdirSync(stick.path)).toEqual(['filler'])
  }
  stick.empty()
  await make()
  expect(readdirSync(stick.path)).toHaveLength(1)
})

it('a full disk of the data folder is told, and nothing unfinished stays there', async ({ skip }) => {
  const disk = tinyDisk(24)
  if (typeof disk === 'string') return skip(disk)
  const dataDir = join(disk.path, 'data')
  const { services, owner } = await world(dataDir)
  const before = readdirSync(dataDir).toSorted()
  const path = temporaryFolder()
  disk.fill(1 << 20)
  await expect(services.backup.make({ path, passphrase: null }, owner)).rejects.toMatchObject({ code: 'DISK_FULL' })
  expect(readdirSync(path)).toEqual([])
  expect(readdirSync(dataDir).toSorted()).toEqual(before)
  disk.empty()
  await services.backup.make({ path, passphrase: null }, owner)
})

it('a restore onto a disk without room leaves nothing, and works once there is room', async ({ skip }) => {
  const disk = tinyDisk(24)
  if (typeof disk === 'string') return skip(disk)
  const { services, owner, recoveryKey } = await world()
  const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
  const dataDir = join(disk.path, 'data')
  mkdirSync(dataDir)
  const restore = () =>
    restoreBackup({ dataDir, door: 'commandLine', file, key: recoveryKey, keychain: memoryKeychain() })
  for (const left of [0, 1 << 20, 3 << 20]) {
    disk.fill(left)
    await expect(restore(), String(left)).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(readdirSync(dataDir)).not.toContain('keydesk.db')
    expect(readdirSync(dataDir)).not.toContain('keydesk-restored.db')
  }
  disk.empty()
  expect(await restore()).toMatchObject({ organisation: 'Nordwind' })
})
