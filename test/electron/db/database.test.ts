import { chmodSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import { runProgram } from '../../support/build-script.ts'
import { signedIn } from '../../support/signed-in.ts'
import {
  addPerson,
  memoryKeychain,
  nobody,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  temporaryFolder,
} from '../../support/test-services.ts'

function start(dataDir: string) {
  return createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en'), keychain: memoryKeychain() })
}

async function made(): Promise<string> {
  const { dataDir, close } = await setUp()
  await close()
  return dataDir
}

describe('the store', () => {
  it('is durable, checked and overwrites what was deleted', () => {
    const db = openDatabase(temporaryFolder())
    const pragma = (name: string) => db.sql.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous'), 'FULL').toBe(2)
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('trusted_schema')).toBe(0)
    expect(pragma('secure_delete')).toBe(1)
    expect(pragma('cell_size_check')).toBe(1)
    db.close()
  })

  it('is readable by its owner only', async () => {
    const dataDir = await made()
    if (process.platform === 'win32') return
    expect(statSync(join(dataDir, 'keydesk.db')).mode & 0o077).toBe(0)
  })

  it('undoes a whole transaction when a part of it fails', () => {
    const db = openDatabase(temporaryFolder())
    const write = () => db.sql.prepare("INSERT INTO settings VALUES ('a', '1')").run()
    expect(() =>
      db.transaction(() => {
        write()
        db.transaction(() => {
          throw new Error('later')
        })
      }),
    ).toThrow('later')
    expect(db.sql.prepare("SELECT count(*) FROM settings WHERE name = 'a'").pluck().get()).toBe(0)
    db.close()
  })

  it('leaves no trace of a replaced secret in the file', async () => {
    const { services, owner, dataDir, close } = await setUp()
    const person = await addPerson(services, owner)
    await resetAndRead(services, owner, person.id)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    const sealed = sql.prepare('SELECT sealed FROM secrets WHERE user_id = ?').pluck().get(person.id) as Buffer
    sql.close()
    await resetAndRead(services, owner, person.id)
    await close()
    expect(readFileSync(join(dataDir, 'keydesk.db')).includes(sealed)).toBe(false)
  })
})

describe('a bad data folder', () => {
  it('that another process holds is refused with who holds it, and is free again when that one is gone', async () => {
    const { dataDir, close } = await setUp()
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'FOLDER_IN_USE',
      data: { holder: `browser, process ${process.pid}` },
    })
    await close()
    const services = await start(dataDir)
    await services.close()
  })

  it('without its store is refused, and nothing is made anew over it', async () => {
    const dataDir = await made()
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `keydesk.db${end}`), { force: true })
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_MISSING' })
    await expect(start(dataDir), 'still refused, nothing was created').rejects.toMatchObject({ code: 'STORE_MISSING' })
  })

  it('from a newer version is refused and left as it is', async () => {
    const dataDir = await made()
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.pragma('user_version = 99')
    sql.close()
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_NEWER' })
  })

  it.each([
    [
      'is not a database',
      (file: string) =>
        writeFileSync(file, 'This is not a database, and it is long enough to be looked at as one.'.repeat(200)),
    ],
    ['was cut off', (file: string) => truncateSync(file, 5000)],
    [
      'is damaged at its start',
      (file: string) => writeFileSync(file, Buffer.concat([Buffer.alloc(200, 7), readFileSync(file).subarray(200)])),
    ],
  ])('whose store %s is refused with a clear error', async (_, damage) => {
    const dataDir = await made()
    damage(join(dataDir, 'keydesk.db'))
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  })

  it('that can’t be written is refused with a clear error', async ({ skip }) => {
    if (process.platform === 'win32') skip('file modes are another thing on Windows')
    const dataDir = await made()
    if (process.getuid?.() === 0) {
      // Root may write whatever the mode says; a read-only mount binds root too.
      mountOver(dataDir, skip)
      await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' })
    } else {
      chmodSync(dataDir, 0o500)
      onTestFinished(() => chmodSync(dataDir, 0o700))
      await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' })
    }
  })
})

function mountOver(dataDir: string, skip: (why: string) => void): void {
  try {
    runProgram('mount', ['--bind', dataDir, dataDir])
    runProgram('mount', ['-o', 'remount,ro,bind', dataDir])
  } catch {
    skip('this machine lets nobody mount')
  }
  onTestFinished(() => void runProgram('umount', [dataDir]))
}

describe('a full disk', () => {
  it('refuses what it can’t store, loses nothing, and works again when there is room', async ({ skip }) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      skip('needs a small disk of its own, which only root on Linux can make')
    const dataDir = temporaryFolder()
    try {
      runProgram('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dataDir])
    } catch {
      skip('this machine lets nobody mount')
    }
    const services = await start(dataDir)
    onTestFinished(async () => {
      await services.close()
      runProgram('umount', [dataDir])
    })
    const set = {
      organisation: 'Full',
      displayName: 'Owner',
      username: ownerName,
      password: ownerPassword,
      language: 'en',
    } as const
    const { token } = await services.settings.createOrganisation(set, nobody)
    const call = services.serve.callOf(token, 'browser', false)
    const person = await addPerson(services, signedIn(call))
    const before = await resetAndRead(services, signedIn(call), person.id)
    const filler = join(dataDir, 'filler')
    fill(filler)
    const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
    const attempts = Array.from({ length: 60 }, () =>
      services.passwords.reset({ userId: person.id, choice, mustChange: true }, signedIn(call)),
    )
    const outcomes = await Promise.allSettled(attempts)
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const outcome of refused) expect(outcome.reason).toMatchObject({ code: 'DISK_FULL' })
    rmSync(filler)
    const { ticket } = await services.passwords.ticketOf({ userId: person.id }, signedIn(call))
    const { passwords } = await services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, signedIn(call))
    const current = passwords[0]?.password as string
    if (outcomes.every((outcome) => outcome.status === 'rejected')) expect(current).toBe(before)
    await services.sessions.signIn({ username: person.username, password: current }, nobody)
    expect(await services.audit.verify({}, signedIn(call))).toMatchObject({ isIntact: true })
    await resetAndRead(services, signedIn(call), person.id)
  })
})

function fill(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(4 * 1024 * 1024))
  } catch {
    // The disk is full now, as wanted.
  }
}
