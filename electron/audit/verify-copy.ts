import Sqlite from 'better-sqlite3'
import type { AuditVerdict } from '../../shared/audit.ts'
import { createAuditStore } from './audit-store.ts'
import { createVerification } from './verification.ts'

/** Checks the whole chain of another store than the open one, a copy or a restored one, in threads of its own. */
export async function verifyCopy(file: string): Promise<AuditVerdict> {
  const sql = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    return await createVerification({ db: { sql }, store: createAuditStore(sql) }).verify()
  } finally {
    sql.close()
  }
}
