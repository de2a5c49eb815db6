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

/** Every file that Keydesk makes directly in its data folder and opens again. */
const side = ['keydesk.db-wal', 'keydesk.db-shm', 'keydesk.db-journal', 'keydesk.holder', 'keydesk.log'] as const
/** The bytes that every SQLite database begins with. */
const magic = 'SQLite format 3\0'
/** SQLite's smallest page, and so the smallest database that has anything in it. */
const smallestStore = 512
/** SQLite's own limits for the longest name beside the database, in bytes (unix) and in characters (Windows). */
const longestPath = process.platform === 'win32' ? 259 : 511

/** Where a data folder keeps what, in one place. */
export function storePaths(dataDir: string) {
  const at = (name: string) => join(dataDir, name)
  return {
    store: at('keydesk.db'),
    marker: at('keydesk.marker'),
    lock: at('keydesk.lock'),
    holder: at('keydesk.holder'),
  }
}

/**
 * Looks at a data folder without touching anything in it: `new` where no organisation has ever been kept, `used` where one is.
 * The marker is the last thing that a new folder gets, so that a crash before it leaves a folder that is still new.
 * Throws FOLDER_UNUSABLE, STORE_UNUSABLE, STORE_MISSING or STORE_DAMAGED.
 */
export function inspectStore(dataDir: string): 'new' | 'used' {
  try {
    if (!isFolderThere(dataDir)) return 'new'
    const { store, marker, lock } = storePaths(dataDir)
    for (const name of side) ownFile(join(dataDir, name))
    const isMarked = ownFile(marker) !== undefined
    // Nothing is ever written into the lock: whatever is in it is somebody else's.
    if ((ownFile(lock)?.size ?? 0) > 0) throw unusable('foreign', lock)
    const file = ownFile(store)
    if (file === undefined && isMarked) throw new DomainError('STORE_MISSING')
    if (file !== undefined) inspectHeader(store, file.size, isMarked)
    return isMarked ? 'used' : 'new'
  } catch (error) {
    throw asStoreError(error)
  }
}

/** Makes a folder that is not there, for its owner alone. */
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
    found = nearest(dataDir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENAMETOOLONG') throw noFolder('tooLong', dataDir)
    throw asStoreError(error)
  }
  if (found === undefined) return false
  if (isTooLong(realpathSync(dataDir))) throw noFolder('tooLong', dataDir)
  if (isOthers(found)) throw noFolder('notOurs', dataDir)
  return true
}

/** The folder itself, or nothing where it can be made; a part of its path that can hold no folder is named. */
function nearest(path: string): Stats | undefined {
  const target = look(() => statSync(path))
  if (target?.isDirectory()) return target
  if (target !== undefined) throw noFolder('notAFolder', path)
  if (look(() => lstatSync(path)) !== undefined) throw noFolder('danglingLink', path)
  const above = dirname(path)
  if (above !== path) nearest(above)
  return undefined
}

/** What is there, or nothing: also behind a link that leads nowhere or in a circle, and below a file. */
function look(at: () => Stats): Stats | undefined {
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

/** A plain file of this user, or nothing; anything else that has its name could lead elsewhere, or be read by somebody else. */
function ownFile(path: string): Stats | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return undefined
  if (found.isSymbolicLink()) throw unusable('link', path)
  if (!found.isFile()) throw unusable('notAFile', path)
  if (isOthers(found)) throw unusable('notOurs', path)
  return found
}

/** Windows keeps owners in a way of its own, which Node does not show. */
function isOthers({ uid }: Stats): boolean {
  return process.getuid !== undefined && uid !== process.getuid()
}

/** Reads the first bytes before SQLite opens the file: afterwards, closing this handle would drop SQLite's locks (POSIX). */
function inspectHeader(store: string, size: number, isMarked: boolean): void {
  if (size === 0 && !isMarked) return
  if (size < smallestStore) throw unusable(isMarked ? 'empty' : 'foreign', store)
  const header = readStart(store, 108)
  if (header.toString('latin1', 0, magic.length) !== magic) {
    throw isMarked ? new DomainError('STORE_DAMAGED') : unusable('foreign', store)
  }
  // What is not in the file yet may be in its log: then SQLite says what is there.
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
 * Keeps other users out of a data folder that was made with looser rights. False where that can't be done: a folder that holds other things too
 * is not Keydesk's to close, and some disks know no rights.
 */
export function closeToOthers(dataDir: string): boolean {
  const isOpen = () => process.getuid !== undefined && (statSync(dataDir).mode & 0o077) !== 0
  if (!isOpen()) return true
  const isOwn = readdirSync(dataDir).every((name) => name.startsWith('keydesk') || name === 'desktop')
  try {
    if (isOwn) chmodSync(dataDir, 0o700)
  } catch {}
  return !isOpen()
}

/** The refusal of a path that can be no data folder. */
function noFolder(fault: FolderFault, folder: string) {
  return new DomainError('FOLDER_UNUSABLE', { fault, folder })
}

/** The refusal of something that stands where a file of Keydesk's own should be. */
export function unusable(fault: StoreFault, file: string) {
  return new DomainError('STORE_UNUSABLE', { fault, file })
}
