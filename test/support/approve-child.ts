// Says yes to a request and is gone at once, before the job that follows has done anything. Started by two-person.test.ts.
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices } from '../../electron/services.ts'
import type { RequestId, UserId } from '../../shared/ids.ts'
import { fileKeychain } from './file-keychain.ts'

const [dataDir = '', keys = '', request = '', approver = ''] = process.argv.slice(2)
const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: fileKeychain(keys),
})
const call = services.sessions.callFor(services.users.idOf(approver) as UserId, 'browser')
services.requests.approve({ id: Number(request) as RequestId }, call)
process.kill(process.pid, 'SIGKILL')
