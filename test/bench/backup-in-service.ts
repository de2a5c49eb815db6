// Backs a large store up and restores it, and does the same without the product, in turns, and says the times as JSON. Started by backup.ts.
import { createCipheriv, randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices, restoreBackup } from '../../electron/services.ts'
import { timed } from './bench-row.ts'
import { owner } from './running-door.ts'
import { type Watched, watched } from './watched.ts'

export type BackupTimes = {
  readonly pairs: readonly {
    readonly backup: Watched
    readonly restore: Watched
    readonly start: number
    readonly bare: { readonly copy: number; readonly cipher: number }
  }[]
  /** Length of the store in bytes. */
  readonly bytes: number
}

const rounds = 3
const [dataDir = '', scratch = ''] = process.argv.slice(2)
const doorPort = plainDoor(() => 'en')
const services = await createServices({ dataDir, door: 'commandLine', doorPort })
const call = await services.callAs(owner.username, owner.password)
const { recoveryKey } = await services.vault.createRecoveryKey({}, call)
const store = join(dataDir, 'keydesk.db')

/** SQLite's own online backup, in one step. */
async function copyBare(to: string): Promise<void> {
  const sql = new Sqlite(store, { readonly: true })
  await sql.backup(to, { progress: () => 0x7fff_ffff })
  sql.close()
}

/** One pass of AES-256-GCM over the bytes of a file, a mebibyte at a time, written nowhere. */
function cipherBare(file: string): void {
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12))
  const room = Buffer.allocUnsafe(1 << 20)
  const handle = openSync(file, 'r')
  for (let read = readSync(handle, room); read > 0; read = readSync(handle, room)) cipher.update(room.subarray(0, read))
  cipher.final()
  closeSync(handle)
}

const pairs: BackupTimes['pairs'][number][] = []
for (let round = 0; round < rounds; round += 1) {
  const folder = mkdtempSync(join(scratch, 'round-'))
  const copied = join(folder, 'bare.db')
  const copy = await timed(() => copyBare(copied))
  const cipher = await timed(() => cipherBare(copied))
  rmSync(copied)
  let file = ''
  const backup = await watched(async () => {
    file = (await services.backup.make({ path: folder, passphrase: null }, call)).file
  })
  const target = join(folder, 'restored')
  const restore = await watched(() => restoreBackup({ dataDir: target, door: 'commandLine', file, key: recoveryKey }))
  const start = await timed(async () => {
    const anew = await createServices({ dataDir: target, door: 'commandLine', doorPort })
    await anew.close()
  })
  rmSync(folder, { recursive: true })
  pairs.push({ backup, restore, start, bare: { copy, cipher } })
}
const bytes = statSync(store).size
await services.close()
process.stdout.write(JSON.stringify({ pairs, bytes } satisfies BackupTimes))
