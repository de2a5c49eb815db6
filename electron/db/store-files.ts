import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DomainError, type FolderFault, type StoreFault } from '../../shared/errors.ts'
import { asStoreError } from './store-errors.ts'
import { closeOnWindows, isInProfile } from './windows-rights.ts'

/** Every file that Keydesk makes directly in its data folder and opens again. */
const side = [
  'keydesk.db-wal',
  'keydesk.db-shm',
  'keydesk.db-journal',
  'keydesk.holder',
  'keydesk-restored.db',
] as const
/** The folder of the log, and the files in it. */
const logs = { folder: 'logs', files: ['keydesk.log', 'last-crash.json'] } as const
const ownFolders: readonly string[] = ['desktop', logs.folder]
/** The bytes that every SQLite database begins with. */
const magic = 'SQLite format 3\0'
/** SQLite's smallest page, and so the smallest database that has anything in it. */
const smallestStore = 512
/** SQLite's own limits for the longest name beside the database, in bytes (unix) and in characters (Windows). */
const longestPath = process.platform === 'win32' ? 259 : 511

/** The paths of a data folder's files, in one place. */
export function storePaths(dataDir: string) {
  const at = (name: string) => join(dataDir, name)
  return {
    store: at('keydesk.db'),
    marker: at('keydesk.marker'),
    lock: at('keydesk.lock'),
    holder: at('keydesk.holder'),
    /** A folder for what is worth nothing until it is finished; it is removed at each start. */
    unfinished: at('keydesk-unfinished'),
    /** A whole restored store that only has to take its place. */
    restored: at('keydesk-restored.db'),
  }
}

/**
 * Looks at a data folder without changing it: `new` where no organisation has ever been kept, `used` where one is. The marker is the last
 * file that a new folder gets, so that a crash before it leaves a folder that still counts as new. Throws FOLDER_UNUSABLE, STORE_UNUSABLE,
 * STORE_MISSING or STORE_DAMAGED.
 */
export function inspectStore(dataDir: string): 'new' | 'used' {
  try {
    if (!isFolderThere(dataDir)) return 'new'
    const { store, marker, lock } = storePaths(dataDir)
    for (const name of side) ownFile(join(dataDir, name))
    mustBeOwnFolder(join(dataDir, logs.folder))
    for (const name of logs.files) ownFile(join(dataDir, logs.folder, name))
    const isMarked = ownFile(marker) !== undefined
    // Nothing is ever written into the lock file: one with contents belongs to another program.
    if ((ownFile(lock)?.size ?? 0) > 0) throw unusable('foreign', lock)
    const file = ownFile(store)
    if (file === undefined && isMarked) throw new DomainError('STORE_MISSING')
    if (file !== undefined) inspectHeader(store, file.size, isMarked)
    return isMarked ? 'used' : 'new'
  } catch (error) {
    throw asStoreError(error)
  }
}

/** Makes a folder that does not exist, with rights for its owner only. */
export function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw asStoreError(error)
  }
}

/** False for a folder that has to be made first; throws FOLDER_UNUSABLE for what can't be one. */
export function isFolderThere(dataDir: string): boolean {
  if (isTooLong(dataDir)) throw noFolder('tooLong', dataDir)
  let found: Stats | undefined
  try {
    found = folderIfThere(dataDir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENAMETOOLONG') throw noFolder('tooLong', dataDir)
    throw asStoreError(error)
  }
  if (found === undefined) return false
  if (isTooLong(realpathSync(dataDir))) throw noFolder('tooLong', dataDir)
  if (isOwnedByOther(found)) throw noFolder('notOurs', dataDir)
  return true
}

/** The folder itself, or undefined where it can still be made; throws FOLDER_UNUSABLE with the part of the path that prevents it. */
function folderIfThere(path: string): Stats | undefined {
  const target = statIfThere(() => statSync(path))
  if (target?.isDirectory()) return target
  if (target !== undefined) throw noFolder('notAFolder', path)
  if (statIfThere(() => lstatSync(path)) !== undefined) throw noFolder('danglingLink', path)
  const above = dirname(path)
  if (above !== path) folderIfThere(above)
  return undefined
}

/** The result of a stat, or undefined where nothing exists: also for a link that leads nowhere or in a circle, and for a path below a file. */
function statIfThere(at: () => Stats): Stats | undefined {
  try {
    return at()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

function isTooLong(dataDir: string): boolean {
  const longest = join(dataDir, 'keydesk.db-journal')
  return (process.platform === 'win32' ? longest.length : Buffer.byteLength(longest)) > longestPath
}

/** A plain file of this user, or undefined; throws for anything else of that name, which could lead elsewhere or be read by another user. */
function ownFile(path: string): Stats | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return undefined
  if (found.isSymbolicLink()) throw unusable('link', path)
  if (!found.isFile()) throw unusable('notAFile', path)
  if (isOwnedByOther(found)) throw unusable('notOurs', path)
  return found
}

/** Throws for anything but a folder of this user, or nothing. */
function mustBeOwnFolder(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (found.isSymbolicLink()) throw unusable('link', path)
  if (!found.isDirectory()) throw unusable('foreign', path)
  if (isOwnedByOther(found)) throw unusable('notOurs', path)
}

/** True for a file of another user; never on Windows, where Node does not show the owner. */
function isOwnedByOther({ uid }: Stats): boolean {
  return process.getuid !== undefined && uid !== process.getuid()
}

/** Checks the first bytes before SQLite opens the file: later, closing this handle would drop SQLite's locks (POSIX). */
function inspectHeader(store: string, size: number, isMarked: boolean): void {
  if (size === 0 && !isMarked) return
  if (size < smallestStore) throw unusable(isMarked ? 'empty' : 'foreign', store)
  const header = readStart(store, 108)
  if (header.toString('latin1', 0, magic.length) !== magic) {
    throw isMarked ? new DomainError('STORE_DAMAGED') : unusable('foreign', store)
  }
  // What the header lacks may still be in the log: then SQLite decides.
  const log = lstatSync(`${store}-wal`, { throwIfNoEntry: false })
  if (header.readUInt32BE(60) > 0 || (log?.size ?? 0) > 0) return
  if (header.readUInt16BE(103) > 0) throw unusable('foreign', store)
  if (isMarked) throw unusable('empty', store)
}

function readStart(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  const handle = openSync(path, 'r')
  try {
    readSync(handle, bytes, 0, length, 0)
  } finally {
    closeSync(handle)
  }
  return bytes
}

/**
 * Takes other users' rights to a data folder away. False where that can't be done: a folder that holds other files too is not changed, and
 * some disks have no rights.
 */
export function closeToOthers(dataDir: string): boolean {
  const isOwn = readdirSync(dataDir).every((name) => name.startsWith('keydesk') || ownFolders.includes(name))
  if (process.platform === 'win32') return isInProfile(dataDir) || (isOwn && closeOnWindows(dataDir))
  const isOpen = () => process.getuid !== undefined && (statSync(dataDir).mode & 0o077) !== 0
  if (!isOpen()) return true
  try {
    if (isOwn) chmodSync(dataDir, 0o700)
  } catch {}
  return !isOpen()
}

/** The error for a path that can't be a data folder. */
function noFolder(fault: FolderFault, folder: string) {
  return new DomainError('FOLDER_UNUSABLE', { fault, folder })
}

/** The error for something that stands where a file of Keydesk's own should be. */
export function unusable(fault: StoreFault, file: string) {
  return new DomainError('STORE_UNUSABLE', { fault, file })
}
