import { DomainError } from '../../shared/errors.ts'

/** Turns SQLite's and the file system's errors about a bad disk or file into an error that a person can act on. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof DomainError) return error
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return error
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/.test(code)) return new DomainError('DISK_FULL')
  if (/^SQLITE_BUSY/.test(code)) return new DomainError('STORE_BUSY')
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)|^(EACCES|EPERM|EROFS)$/.test(code)) return new DomainError('STORE_READ_ONLY')
  if (/^SQLITE_IOERR|^EIO$/.test(code)) return new DomainError('DISK_FAULT')
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new DomainError('STORE_DAMAGED')
  return error
}
