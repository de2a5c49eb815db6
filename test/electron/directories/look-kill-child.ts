// Looks at a directory again and again until it is killed. Started by look-kill.test.ts.
import { writeSync } from 'node:fs'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { ownerName } from '../../support/test-services.ts'

const [dataDir = '', keys = ''] = process.argv.slice(2)
const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: fileKeychain(keys),
})
const call = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
const [directory] = (await services.directories.list({}, call)).directories
if (directory === undefined) throw new Error('No directory is connected.')
writeSync(1, 'ready\n')
for (;;) await services.directories.look({ id: directory.id, isWhole: true }, call)
