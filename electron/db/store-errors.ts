import { DomainError, type ErrorCode } from '../../shared/errors.ts'

type StoreErrorCode = Extract<
  ErrorCode,
  'DISK_FULL' | 'DISK_FAULT' | 'MEMORY_FULL' | 'STORE_BUSY' | 'STORE_CANT_LOCK' | 'STORE_READ_ONLY' | 'STORE_DAMAGED'
>

/** SQLite's extended codes (sqlite.org/rescode.html) and the file system's, by what a person can do; the first that fits decides. */
const kinds: readonly (readonly [RegExp, StoreErrorCode])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/, 'DISK_FULL'],
  [/^(SQLITE_NOMEM|SQLITE_IOERR_NOMEM|ENOMEM)$/, 'MEMORY_FULL'],
  // Shares and some synchronised folders can't lock a part of a file, or map the memory that WAL shares.
  [/^(SQLITE_IOERR_(LOCK|UNLOCK|RDLOCK|CHECKRESERVEDLOCK|BLOCKED|SHMLOCK|SHMOPEN|SHMMAP)|ENOLCK)$/, 'STORE_CANT_LOCK'],
  // On Windows a file that a virus scanner or a backup has open can't be removed or looked at.
  [/^(SQLITE_BUSY.*|SQLITE_IOERR_(DELETE|DELETE_NOENT|ACCESS)|EBUSY)$/, 'STORE_BUSY'],
  [/^(SQLITE_(READONLY|CANTOPEN|PERM).*|SQLITE_IOERR_AUTH|EACCES|EPERM|EROFS)$/, 'STORE_READ_ONLY'],
  [/^(SQLITE_IOERR.*|EIO)$/, 'DISK_FAULT'],
  [/^SQLITE_(CORRUPT|NOTADB).*$/, 'STORE_DAMAGED'],
]

/** Turns SQLite's and the file system's errors about a bad disk or file into an error that a person can act on. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof DomainError) return error
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return error
  const kind = kinds.find(([codes]) => codes.test(code))?.[1]
  return kind === undefined ? error : new DomainError(kind)
}
