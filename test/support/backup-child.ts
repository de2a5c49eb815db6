// Makes backups, or restores one, until it is killed. Started by test/electron/backup/kill.test.ts.
import { writeSync } from 'node:fs'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices, restoreBackup } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { fileKeychain } from './file-keychain.ts'

const [work = '', dataDir = '', keys = '', path = '', key = ''] = process.argv.slice(2)
const keychain = fileKeychain(keys)

if (work === 'restore') {
  writeSync(1, 'ready\n')
  await restoreBackup({ dataDir, door: 'commandLine', file: path, key, keychain })
  writeSync(1, 'restored\n')
} else {
  const services = await createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en'), keychain })
  const call = services.sessions.callFor(services.users.idOf('owner@nordwind.test') as UserId, 'browser')
  writeSync(1, 'ready\n')
  for (let at = 0; ; at += 1) {
    const { file } = await services.backup.make(
      { path: `${path}/${Date.now()}-${at}.keydesk-backup`, passphrase: null },
      call,
    )
    writeSync(1, `made ${file}\n`)
  }
}
