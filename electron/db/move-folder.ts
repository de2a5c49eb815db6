import { createHash } from 'node:crypto'
import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { DomainError } from '../../shared/errors.ts'
import { lockFolder, mustBeAlone } from './folder-lock.ts'
import { livingHolder } from './holder.ts'
import { asStoreError } from './store-errors.ts'
import { storePaths } from './store-files.ts'

/** What a Keydesk without an organisation may leave in its folder: nothing that anybody would miss. */
const worthless = /^(?:keydesk\.(?:lock|holder|log|log\.1)|desktop|logs|keydesk-unfinished|open\.html)$/
/** These belong to a process, not to the store. */
const processFiles = ['keydesk.lock', 'keydesk.holder']
/** In a folder that was copied from another disk: what was in the other one, until that is gone. */
const copiedFrom = 'keydesk.copied'

/** Moves within a disk, at once; false where the two places are on two disks. Throws FOLDER_IN_USE where a program has a file in it open. */
type Rename = (from: string, to: string) => boolean

const rename: Rename = (from, to) => {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'EXDEV') return false
    // Windows moves no folder in which a program has a file open.
    const { holder } = storePaths(from)
    if (['EPERM', 'EACCES', 'EBUSY'].includes(code))
      throw new DomainError('FOLDER_IN_USE', { holder: livingHolder(holder) })
    throw asStoreError(error)
  }
}

const hasStore = (folder: string) => {
  const { store, marker } = storePaths(folder)
  return existsSync(store) || existsSync(marker)
}

/**
 * Moves a data folder to where it belongs now, if there is one and the new place has none. A kill at any moment leaves one of the two whole,
 * and the next call goes on. Throws FOLDER_IN_USE if a Keydesk works in the old folder, and FOLDER_UNUSABLE if both places have an organisation.
 */
export function moveFolder(from: string, to: string, move: Rename = rename): void {
  const [copying, leaving] = [`${to}.moving`, `${from}.moved`]
  rmSync(leaving, { recursive: true, force: true })
  if (!hasStore(from)) return
  if (hasStore(to)) {
    finish(from, to, leaving)
    return
  }
  const others = existsSync(to) ? readdirSync(to).filter((name) => !worthless.test(name)) : []
  if (others.length > 0) throw new DomainError('FOLDER_UNUSABLE', { fault: 'twoFolders', folder: from })
  const lock = lockFolder(from, 'commandLine')
  try {
    mustBeAlone(storePaths(from).store, storePaths(from).holder)
  } finally {
    // Windows moves no folder whose lock file is open.
    lock.release()
  }
  mkdirSync(dirname(to), { recursive: true })
  rmSync(to, { recursive: true, force: true })
  if (move(from, to)) return
  const again = lockFolder(from, 'commandLine')
  try {
    rmSync(copying, { recursive: true, force: true })
    const filter = (path: string) => !processFiles.includes(basename(path))
    cpSync(from, copying, { recursive: true, preserveTimestamps: true, filter })
    writeFileSync(join(copying, copiedFrom), contentsOf(from), { mode: 0o600 })
    for (const path of filesIn(copying)) flush(path)
    renameSync(copying, to)
  } finally {
    again.release()
  }
  finish(from, to, leaving)
}

/** Removes the old folder, if the new one is its copy and nothing has changed in the old one since. */
function finish(from: string, to: string, leaving: string): void {
  const note = join(to, copiedFrom)
  const isCopy = existsSync(note) && readFileSync(note, 'utf8') === contentsOf(from)
  if (!isCopy) throw new DomainError('FOLDER_UNUSABLE', { fault: 'twoFolders', folder: from })
  renameSync(from, leaving)
  rmSync(note)
  rmSync(leaving, { recursive: true, force: true })
}

/** Every file of a folder with the hash of what is in it, as a text that is the same for a whole copy. */
export function contentsOf(folder: string): string {
  const hashed = filesIn(folder).map((path) => {
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
    return [relative(folder, path), digest]
  })
  return JSON.stringify(hashed)
}

/** Every file of a folder, but for those that belong to a process. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !processFiles.includes(basename(path)))
    .sort()
}

/** Waits until a file is on the disk, because the other copy is deleted afterwards. */
function flush(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
