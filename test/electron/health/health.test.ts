import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/serve.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'

/** Overwrites the first page of a table's own index or rows, as a bad sector does. */
function damage(dataDir: string, table: string): void {
  const file = join(dataDir, 'keydesk.db')
  const sql = new Sqlite(file)
  sql.pragma('wal_checkpoint(TRUNCATE)')
  const page = sql.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table) as number
  const size = sql.pragma('page_size', { simple: true }) as number
  sql.close()
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, (page - 1) * size)
  closeSync(handle)
}

it('names what is damaged to global admins, after the start and when they ask, and is silent while all is well', async () => {
  const test = await setUp({ checkAfter: 0 })
  await addPerson(test.services, test.owner)
  const reader = await signedInPerson(test.services, test.owner, ['globalReader'])
  expect(await test.services.health.check({}, test.owner)).toEqual({ damaged: [] })
  const asReader = createCaller(test.services.serve, reader.call)
  await expect(asReader.health.state({})).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  await test.close()
  damage(test.dataDir, 'views')
  const again = await test.restart()
  const owner = again.sessions.callFor(test.ownerId, 'browser')
  await expect.poll(() => again.health.state({}, owner)).toEqual({ damaged: ['views'] })
  // Everything else works as before.
  await addPerson(again, owner)
  expect(await again.health.check({}, owner)).toEqual({ damaged: ['views'] })
})
