// Times the list inside a process that holds nothing else, and says the result as JSON. Started by list.ts.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { percentile } from './bench-row.ts'
import { pageSize, timeList } from './list-mix.ts'
import { createRandom } from './made-up-users.ts'
import { owner } from './running-door.ts'

const [dataDir = '', people = '0', step = '1'] = process.argv.slice(2)
const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
})
const call = services.sessions.callFor(services.users.idOf(owner.username) as UserId, 'browser')
const list = await timeList((input) => services.users.list(input, call), Number(people), Number(step))
const bare = timeBareReads(Number(people))
await services.close()
process.stdout.write(JSON.stringify({ list, bare }))

/** What SQLite alone needs for the rows of one page: a hundred reads by primary key. */
function timeBareReads(count: number) {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const one = sql.prepare('SELECT * FROM users WHERE id = ?')
  const random = createRandom(5)
  const times = Array.from({ length: 500 }, () => {
    const ids = Array.from({ length: pageSize }, () => 1 + random(count))
    const start = performance.now()
    for (const id of ids) one.get(id)
    return performance.now() - start
  })
  sql.close()
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) }
}
