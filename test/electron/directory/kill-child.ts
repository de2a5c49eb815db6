// Resets everybody of an external directory until it is killed. Started by kill.test.ts.
import { writeSync } from 'node:fs'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import { noFilter } from '../../../shared/users.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { homesIn } from './homes.ts'

const [dataDir = '', keys = '', url = ''] = process.argv.slice(2)
const homes = await homesIn(dataDir, url)
const services = await createServices({
  dataDir,
  // A job that the last process left behind goes on by itself, as in the window.
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: fileKeychain(keys),
  externalHomeOf: homes,
  settleAfter: 200,
})
const owner = services.users.idOf('owner@nordwind.test') as UserId
const call = services.sessions.callFor(owner, 'browser')
writeSync(1, 'ready\n')
// A job that waits for its directory keeps no process alive by itself.
setInterval(() => {}, 1000)
const selection = { kind: 'matching', query: { search: 'work', filter: noFilter }, except: [] } as const
for (;;) {
  const left = (await services.jobs.list({}, call)).jobs.find(({ state }) => state === 'running')
  const started = async () => {
    const given = { selection, style: 'strong', language: 'en', mustChange: true } as const
    return withoutApproval(await services.passwords.resetMany(given, call)).jobId
  }
  await services.jobs.finished(left?.id ?? (await started()))
}
