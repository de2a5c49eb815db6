import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Home } from '../../../electron/directory/directory.ts'
import type { UserId } from '../../../shared/ids.ts'
import { createOpenLdap } from './open-ldap.ts'
import { asManager, keysOf } from './slapd.ts'

/** The external directory of a store's people whose user names begin with `work`: the entry of the same name in an OpenLDAP. */
export async function homesIn(dataDir: string, url: string): Promise<(id: UserId) => Home | null> {
  const keys = await asManager(url, keysOf)
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  const rows = sql.prepare("SELECT id, username FROM users WHERE username LIKE 'work%'").raw().all() as [
    UserId,
    string,
  ][]
  sql.close()
  const directory = createOpenLdap({ url })
  const homes = new Map(rows.map(([id, username]) => [id, keys.get(username.split('@')[0] ?? '') as string]))
  return (id) => {
    const key = homes.get(id)
    return key === undefined ? null : { directory, key }
  }
}
