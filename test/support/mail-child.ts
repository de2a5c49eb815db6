// Sends what waits in the outbox of a data folder until it is killed. Started by outbox-kill.test.ts.
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices } from '../../electron/services.ts'
import { fileKeychain } from './file-keychain.ts'

const [dataDir = '', keys = ''] = process.argv.slice(2)
await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: fileKeychain(keys),
})
setInterval(() => {}, 1000)
