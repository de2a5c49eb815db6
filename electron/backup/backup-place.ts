import { randomBytes } from 'node:crypto'
import { linkSync, lstatSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { type BackupWriteFault, DomainError } from '../../shared/errors.ts'
import { backupFileName } from '../../shared/rules/backup-schedule.ts'
import { isLocalPath } from '../../shared/rules/local-path.ts'
import { syncFolder } from '../db/restored.ts'

/** Where a backup goes: its file, and the name beside it that it has until it is proved good. */
export type BackupPlace = { readonly file: string; readonly beside: string }

/** What is not there now can't be written; a disk that answers with a fault has most often been pulled out. */
const faults: Readonly<Record<string, BackupWriteFault>> = {
  EEXIST: 'exists',
  ENOENT: 'noFolder',
  ENOTDIR: 'noFolder',
  ELOOP: 'noFolder',
  EACCES: 'notAllowed',
  EPERM: 'notAllowed',
  EROFS: 'readOnly',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EIO: 'removed',
  ENXIO: 'removed',
  ENODEV: 'removed',
  ESTALE: 'removed',
  EBADF: 'removed',
  ENAMETOOLONG: 'badName',
  EINVAL: 'badName',
}

/** An error of the file system as the reason why a backup can't be written there; every other error as it is. */
export function asWriteFault(error: unknown, path: string): unknown {
  const fault = error instanceof DomainError ? undefined : faults[String((error as { code?: unknown } | null)?.code)]
  return fault === undefined ? error : new DomainError('BACKUP_NOT_WRITTEN', { fault, path })
}

function refuse(fault: BackupWriteFault, path: string): never {
  throw new DomainError('BACKUP_NOT_WRITTEN', { fault, path })
}

/** Throws BACKUP_NOT_WRITTEN for what is no folder at this moment, such as that of a stick that was pulled out. */
export function mustBeFolder(path: string): void {
  try {
    if (isLocalPath(path, process.platform === 'win32') && !statSync(path).isDirectory()) refuse('noFolder', path)
  } catch (error) {
    throw asWriteFault(error, path)
  }
}

/** The place for a backup at a path: a name of its own in a folder, or a file that must not exist. Throws BACKUP_NOT_WRITTEN. */
export function choosePlace(path: string, dataDir: string, organisation: string, now: number): BackupPlace {
  if (!isLocalPath(path, process.platform === 'win32')) refuse('notLocal', path)
  try {
    const found = lstatSync(path, { throwIfNoEntry: false })
    const isFolder = found !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    // A link counts as a file that exists, wherever it leads.
    if (found !== undefined && !isFolder) refuse('exists', path)
    const file = isFolder ? join(path, backupFileName(organisation, now)) : path
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) refuse('exists', file)
    // The system's own way also tells the letter case that a disk has, where that does not count.
    const folder = realpathSync.native(dirname(file))
    const own = realpathSync.native(dataDir)
    // A backup beside the store is lost with the store.
    if (folder === own || folder.startsWith(own + sep)) refuse('inDataFolder', path)
    const beside = join(folder, `${basename(file)}.${randomBytes(4).toString('hex')}.part`)
    return { file: join(folder, basename(file)), beside }
  } catch (error) {
    throw asWriteFault(error, path)
  }
}

/** Waits until the system has brought a written file to the disk. */
export async function bringToDisk(file: string): Promise<void> {
  // Windows brings only files to the disk that are open for writing.
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** How systems say that files have one name only, as on sticks with FAT; Windows says EISDIR (nodejs/node#65817). */
const oneNameOnly = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR']

/** Gives a finished file its name, and never one that another file has taken meanwhile. `link` fails on purpose in tests. */
export function takeName({ file, beside }: BackupPlace, link = linkSync): void {
  try {
    try {
      link(beside, file)
      rmSync(beside)
    } catch (error) {
      if (!oneNameOnly.includes(String((error as NodeJS.ErrnoException).code))) throw error
      if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) refuse('exists', file)
      renameSync(beside, file)
    }
    syncFolder(dirname(file))
  } catch (error) {
    throw asWriteFault(error, file)
  }
}
