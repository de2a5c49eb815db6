import { expect, it } from 'vitest'
import { asStoreError } from '../../../electron/db/store-errors.ts'
import { isStoreFault } from '../../../electron/db/store-faults.ts'
import type { ErrorCode } from '../../../shared/errors.ts'

const kinds: Partial<Record<ErrorCode, readonly string[]>> = {
  DISK_FULL: ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'],
  MEMORY_FULL: ['SQLITE_NOMEM', 'SQLITE_IOERR_NOMEM', 'ENOMEM'],
  STORE_CANT_LOCK: [
    'SQLITE_IOERR_LOCK',
    'SQLITE_IOERR_UNLOCK',
    'SQLITE_IOERR_RDLOCK',
    'SQLITE_IOERR_CHECKRESERVEDLOCK',
    'SQLITE_IOERR_BLOCKED',
    'SQLITE_IOERR_SHMLOCK',
    'SQLITE_IOERR_SHMOPEN',
    'SQLITE_IOERR_SHMMAP',
    'ENOLCK',
  ],
  STORE_BUSY: ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_IOERR_DELETE', 'SQLITE_IOERR_ACCESS', 'EBUSY'],
  STORE_READ_ONLY: ['SQLITE_READONLY', 'SQLITE_CANTOPEN_ISDIR', 'SQLITE_PERM', 'SQLITE_IOERR_AUTH', 'EACCES', 'EROFS'],
  DISK_FAULT: [
    'SQLITE_IOERR',
    'SQLITE_IOERR_READ',
    'SQLITE_IOERR_SHORT_READ',
    'SQLITE_IOERR_WRITE',
    'SQLITE_IOERR_FSYNC',
    'SQLITE_IOERR_TRUNCATE',
    'SQLITE_IOERR_CORRUPTFS',
    'EIO',
  ],
  STORE_DAMAGED: ['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB'],
}
const each = Object.entries(kinds).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const))

it.each(each)('%s is told as %s, and work goes on once it is over', (code, kind) => {
  const error = asStoreError(Object.assign(new Error('disk I/O error'), { code }))
  expect(error).toMatchObject({ code: kind })
  expect(isStoreFault(error)).toBe(true)
})

it('any other error stays what it is', () => {
  for (const code of ['SQLITE_CONSTRAINT_UNIQUE', 'ECONNRESET', 'SQLITE_ERROR', 7, undefined]) {
    const error = Object.assign(new Error('x'), { code })
    expect(asStoreError(error)).toBe(error)
  }
  expect(asStoreError(null)).toBe(null)
})
