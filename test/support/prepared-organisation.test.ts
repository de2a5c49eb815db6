import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { nobody, ownerName, ownerPassword, setUp, temporaryFolder, testServices } from './test-services.ts'

type Row = Record<string, unknown>

/** Every row of every table; what chance decides is only said to be there. */
function contentsOf(dataDir: string): Record<string, readonly Row[]> {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const tables = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
  const plain = (row: Row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        Buffer.isBuffer(value) || /hash|vault_id|credential_version/.test(name) ? `${typeof value}` : value,
      ]),
    )
  const rows = (table: string) => (sql.prepare(`SELECT * FROM "${table}"`).all() as Row[]).map(plain)
  const contents = Object.fromEntries(tables.sort().map((table) => [table, rows(table)]))
  sql.close()
  return contents
}

it('a prepared organisation is, row by row, one that the product makes anew and its owner signs in to', async () => {
  const prepared = await setUp()
  // A folder of its own is always filled by the product, at once.
  const made = await setUp({ dataDir: temporaryFolder() })
  const again = await made.services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  expect(prepared.session).toEqual(again.session)
  for (const { services, owner } of [prepared, made]) await services.audit.verify({}, owner)
  await Promise.all([prepared.close(), made.close()])
  expect(contentsOf(prepared.dataDir)).toEqual(contentsOf(made.dataDir))
})

it('a prepared organisation is opened by its keychain, its owner and its recovery key like any other', async () => {
  const { dataDir, recoveryKey, restart, close } = await setUp()
  const services = await restart()
  expect(await services.settings.status({}, nobody)).toMatchObject({ vault: 'open' })
  await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  await close()
  // The folder on a machine whose keychain has never heard of it.
  const elsewhere = await testServices({ dataDir })
  expect(await elsewhere.services.settings.status({}, nobody)).toMatchObject({ vault: 'locked' })
  await elsewhere.services.vault.openWithRecoveryKey({ recoveryKey }, nobody)
  expect(await elsewhere.services.settings.status({}, nobody)).toMatchObject({ vault: 'open' })
})
