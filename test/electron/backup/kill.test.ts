// @module-tag long
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { restoreBackup } from '../../../electron/services.ts'
import { createRandom } from '../../bench/made-up-users.ts'
import { count } from '../../long/tally.ts'
import { startFile, testEnvironment } from '../../support/build-script.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { nobody, ownerName, ownerPassword, setUp, temporaryFolder, testServices } from '../../support/test-services.ts'

/** `npm run test:long` kills more often. */
const rounds = Number(process.env.KEYDESK_BACKUP_KILLS ?? 2)
const seed = Math.floor(Math.random() * 2 ** 31)

/** An organisation whose store takes a while to copy. */
async function world() {
  const keys = temporaryFolder()
  const keychain = fileKeychain(keys)
  const { services, dataDir, recoveryKey, owner } = await setUp({ keychain })
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.prepare("INSERT INTO settings VALUES ('ballast', hex(randomblob(4000000)))").run()
  sql.close()
  return { services, owner, dataDir, recoveryKey, keys, keychain }
}

/** Starts the work in a process of its own and kills it after this many milliseconds; answers what it has said. */
async function killed(args: readonly string[], after: number): Promise<string> {
  const child = startFile('test/support/backup-child.ts', args, testEnvironment())
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  const over = once(child, 'exit')
  while (!said.includes('ready') && child.exitCode === null) await sleep(5)
  await sleep(after)
  child.kill('SIGKILL')
  await over
  return said
}

it('whoever is killed while making backups leaves only whole ones under their names', async () => {
  const { services, dataDir, recoveryKey, keys } = await world()
  await services.close()
  const folder = temporaryFolder()
  const random = createRandom(seed)
  let made = 0
  for (let round = 0; round < rounds; round += 1) {
    const said = await killed(['backup', dataDir, keys, folder], random(2000))
    made += said.split('made ').length - 1
  }
  const whole = readdirSync(folder).filter((name) => name.endsWith('.keydesk-backup'))
  console.info(`${rounds} kills, seed ${seed}: ${made} said to be made, ${whole.length} there`)
  count({ work: 'backups', kills: rounds, acknowledged: made, lost: Math.max(0, made - whole.length) })
  expect(whole.length).toBeGreaterThanOrEqual(made)
  for (const name of whole) {
    const target = join(temporaryFolder(), 'new')
    const keychain = fileKeychain(temporaryFolder())
    const given = { dataDir: target, door: 'commandLine', key: recoveryKey, keychain } as const
    expect(await restoreBackup({ ...given, file: join(folder, name) })).toMatchObject({ organisation: 'Nordwind' })
  }
  const { services: again } = await testServices({ dataDir, keychain: fileKeychain(keys) })
  expect(existsSync(join(dataDir, 'keydesk-unfinished'))).toBe(false)
  await again.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
})

it('whoever is killed while restoring leaves nothing or everything, and can do it again', async () => {
  const { services, owner, recoveryKey } = await world()
  const { file } = await services.backup.make({ path: temporaryFolder(), passphrase: null }, owner)
  const random = createRandom(seed)
  let isThere = 0
  for (let round = 0; round < rounds; round += 1) {
    const target = join(temporaryFolder(), 'new')
    mkdirSync(target)
    const keys = temporaryFolder()
    await killed(['restore', target, keys, file, recoveryKey], random(1500))
    const keychain = fileKeychain(keys)
    const first = await testServices({ dataDir: target, keychain })
    const { isSetUp } = await first.services.settings.status({}, nobody)
    await first.services.close()
    if (isSetUp) isThere += 1
    else await restoreBackup({ dataDir: target, door: 'commandLine', file, key: recoveryKey, keychain })
    const { services: anew } = await testServices({ dataDir: target, keychain })
    await anew.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const reader = anew.sessions.callFor(anew.users.idOf(ownerName) as never, 'browser')
    expect(await anew.audit.verify({}, reader)).toMatchObject({ isIntact: true })
    await anew.close()
  }
  console.info(`${rounds} kills, seed ${seed}: ${isThere} left everything, ${rounds - isThere} nothing`)
  count({ work: 'restores', kills: rounds, acknowledged: isThere, lost: 0, half: 0 })
})
