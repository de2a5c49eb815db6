import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createAuditStore } from '../../../electron/audit/audit-store.ts'
import { fillAudit } from '../../support/long-log.ts'
import { setUp } from '../../support/test-services.ts'

it('counts what each span of time holds as the log lists it, within blocks and beyond the last one', async () => {
  const { dataDir, close } = await setUp()
  await close()
  fillAudit(dataDir, 3 * 1024 + 500, 50)
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const store = createAuditStore(sql)
  const first = Date.UTC(2020, 0, 1)
  // Seconds of the log: spans within a block, over the edge of one, and past the blocks.
  const starts = [0, 700, 1030, 2500, 3080, 3400].map((second) => first + second * 1000)
  for (const action of ['Reset user password.', 'Update user.', 'Restore backup.'] as const) {
    const listed = starts.map((from, at) => {
      const until = (starts[at + 1] ?? Number.MAX_SAFE_INTEGER) - 1
      return store.list({ person: '', action, from, until }, 0, 1).total
    })
    expect(store.countSpans(action, starts)).toEqual(listed)
  }
  sql.close()
})
