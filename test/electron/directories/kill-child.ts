// Matches everybody and undoes it, again and again, or disconnects the directory, until it is killed. Started by kill.test.ts.
import { writeSync } from 'node:fs'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import type { DirectoryId } from '../../../shared/directories.ts'
import type { UserId } from '../../../shared/ids.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { pretendDirectory, pretendedLdap } from './pretend-directory.ts'

const [dataDir = '', keys = '', what = ''] = process.argv.slice(2)
const { directory } = pretendDirectory()
const services = await createServices({
  dataDir,
  // What the last process left behind goes on by itself, as in the window.
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: fileKeychain(keys),
  openDirectory: () => ({ directory, ldap: pretendedLdap }),
})
const owner = services.users.idOf('owner@nordwind.test') as UserId
const call = services.sessions.callFor(owner, 'browser')
const id = 1 as DirectoryId
writeSync(1, 'ready\n')
setInterval(() => {}, 1000)
if (what === 'keep' || what === 'remove') await services.directories.remove({ id, people: what }, call)
for (;;) {
  const left = (await services.jobs.list({}, call)).jobs.find(({ state }) => state === 'running')
  if (left !== undefined) await services.jobs.finished(left.id)
  const page = { isFresh: true, tab: 'pairs', search: '', offset: 0, limit: 1 } as const
  const { counts, digest } = await services.directories.match({ id, ...page }, call)
  const users = { kind: 'everybody', jobId: null } as const
  const { jobId } =
    counts.pairs > 0
      ? await services.directories.adopt({ id, pairs: { digest, except: [] }, also: [] }, call)
      : await services.directories.undoMatch({ id, users }, call)
  await services.jobs.finished(jobId)
}
