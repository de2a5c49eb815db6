// A Keydesk that is connected to a directory: reads everybody, then what has changed, then resets people as a job, and says what it took as JSON.
// Started by directories.ts.

import { TLSSocket } from 'node:tls'
import { plainDoor } from '../../electron/door/door-port.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import type { DirectoryConnection } from '../../shared/directories.ts'
import { noFilter } from '../../shared/users.ts'
import { signedIn } from '../support/signed-in.ts'
import { withoutApproval } from '../support/without-approval.ts'
import { timed } from './bench-row.ts'
import { owner } from './running-door.ts'
import { watched } from './watched.ts'

export type Task = {
  readonly dataDir: string
  readonly connection: DirectoryConnection
  readonly password: string
  /** How many people a job resets; 0 for no job. */
  readonly resets: number
  /** True to connect the directory and read nobody. */
  readonly isOnlyConnected?: boolean
}
/** Times in milliseconds. */
export type Took = {
  readonly people: number
  readonly listed: number
  readonly listRequests: number
  readonly blocked: number
  readonly ownWork: number
  readonly again: number
  readonly againRequests: number
  readonly reset: number
}

// Each request is written to the socket once.
let requests = 0
const { write } = TLSSocket.prototype
TLSSocket.prototype.write = function (this: TLSSocket, ...given: Parameters<typeof write>) {
  requests += 1
  return write.apply(this, given)
} as typeof write

async function counted<T>(work: () => Promise<T>): Promise<{ readonly done: T; readonly requests: number }> {
  const before = requests
  const done = await work()
  return { done, requests: requests - before }
}

const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const { dataDir, connection, password, resets, isOnlyConnected = false } = JSON.parse(process.argv[2] ?? '') as Task
const services = await createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en') })
const organisation = { organisation: 'Nordwind', displayName: 'Olga Owner', language: 'en' } as const
const { token } = await services.settings.createOrganisation({ ...organisation, ...owner }, nobody)
const call = signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
const { id } = await services.directories.add({ connection, password }, call)
if (isOnlyConnected) {
  await services.close()
  process.exit(0)
}
// As at every start of a window.
await services.users.warm()
const whole = await counted(() => watched(() => services.directories.look({ id, isWhole: true }, call)))
const again = await counted(() => timed(() => services.directories.look({ id, isWhole: false }, call)))
const sort = { by: 'username', direction: 'ascending', language: 'en' } as const
const page = { query: { search: '', filter: noFilter }, sort, offset: 0, limit: 100 } as const
const { all } = await services.users.list(page, call)

async function resetSome(): Promise<number> {
  if (resets === 0) return 0
  const query = { search: 'person', filter: noFilter }
  const { ids } = await services.users.ids({ query, sort, offset: 0, limit: resets }, call)
  return timed(async () => {
    const given = { selection: { kind: 'users', ids }, style: 'strong', language: 'en', mustChange: true } as const
    const { jobId } = withoutApproval(await services.passwords.resetMany(given, call))
    await services.jobs.finished(jobId)
    const { state, done } = await services.jobs.get({ id: jobId }, call)
    if (state !== 'done' || done !== resets) throw new Error(`Only ${done} of ${resets} were reset: ${state}.`)
  })
}

const took: Took = {
  people: all - 1,
  listed: whole.done.took,
  listRequests: whole.requests,
  blocked: whole.done.blocked,
  ownWork: whole.done.own,
  again: again.done,
  againRequests: again.requests,
  reset: await resetSome(),
}
await services.close()
process.stdout.write(JSON.stringify(took))
