import { randomBytes } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import { usageError } from './complaint.ts'
import { words } from './words.ts'

/** A file that did not exist before and that only this account can read: what exports hold is personal or secret. */
export type NewFile = { readonly path: string; readonly write: (text: string) => void }

/**
 * Makes sure that a new file can be written before the work begins, so that a name that is taken never costs the results of long work. The
 * file is written under another name beside it and gets its own name when it is complete, so that a killed process leaves no half file.
 */
export function createNewFile(path: string): NewFile {
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`
  mustBeFree(path)
  trying('written', path, () => closeSync(openSync(beside, 'wx', 0o600)))
  rmSync(beside)
  return {
    path,
    write: (text) => {
      try {
        trying('written', path, () => writeWhole(beside, text))
        mustBeFree(path)
        trying('written', path, () => moveIntoPlace(beside, path))
      } finally {
        rmSync(beside, { force: true })
      }
    },
  }
}

/** Writes a new file in pieces, whatever its length; the file gets its name when it is complete. */
export async function writePieces(path: string, pieces: () => AsyncIterable<string>): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`
  mustBeFree(path)
  const handle = trying('written', path, () => openSync(beside, 'wx', 0o600))
  try {
    for await (const piece of pieces()) trying('written', path, () => writeFileSync(handle, piece))
    trying('written', path, () => fsyncSync(handle))
    mustBeFree(path)
    trying('written', path, () => moveIntoPlace(beside, path))
  } finally {
    closeSync(handle)
    rmSync(beside, { force: true })
  }
}

function mustBeFree(path: string): void {
  if (existsSync(path)) throw taken(path)
}

const taken = (path: string) => usageError(words().t('commandLine.fileTaken', { path }))

function writeWhole(path: string, text: string): void {
  const handle = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Gives a complete file its name: by a hard link, which never replaces a file that has appeared meanwhile; where the file system has no
 * links, by renaming.
 */
function moveIntoPlace(beside: string, path: string): void {
  try {
    linkSync(beside, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw taken(path)
    renameSync(beside, path)
  }
}

/** Writes a new file in one go. */
export async function writeNewFile(path: string, make: () => Promise<string>): Promise<void> {
  const file = createNewFile(path)
  file.write(await make())
}

/**
 * An input file piece by piece to its end: a file that grows meanwhile, a pipe or a named pipe has no size to go by. Throws FILE_UNREADABLE for one of more
 * than `maximum` bytes, such as a device that never ends.
 */
export async function* readPieces(path: string, maximum: number): AsyncIterable<Buffer> {
  let size = 0
  try {
    for await (const piece of createReadStream(path)) {
      size += (piece as Buffer).length
      if (size > maximum) throw new DomainError('FILE_UNREADABLE', { fault: 'tooLarge' })
      yield piece as Buffer
    }
  } catch (error) {
    throw isNamed(error) ? error : usageError(sentence('read', path, error))
  }
}

/** All of an input file, as `readPieces` reads it. */
export async function readWhole(path: string, maximum: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readPieces(path, maximum)) pieces.push(piece)
  return Buffer.concat(pieces)
}

function trying<T>(what: 'read' | 'written', path: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw isNamed(error) ? error : usageError(sentence(what, path, error))
  }
}

const isNamed = (error: unknown) => codeOf(error) === '' || isDomainError(error)

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

/** What the system's commonest errors mean to a person; other errors are shown by their code. */
const reasons = {
  ENOSPC: 'commandLine.fileReasons.full',
  EDQUOT: 'commandLine.fileReasons.quota',
  EROFS: 'commandLine.fileReasons.readOnly',
  EACCES: 'commandLine.fileReasons.notAllowed',
  EPERM: 'commandLine.fileReasons.notAllowed',
  EIO: 'commandLine.fileReasons.fault',
  EISDIR: 'commandLine.fileReasons.folder',
  ENOTDIR: 'commandLine.fileReasons.notInFolder',
  ENAMETOOLONG: 'commandLine.fileReasons.longName',
} as const

const isKnown = (code: string): code is keyof typeof reasons => Object.hasOwn(reasons, code)

function sentence(what: 'read' | 'written', path: string, error: unknown): string {
  const { t } = words()
  const code = codeOf(error)
  if (code === 'ENOENT') return t(what === 'read' ? 'commandLine.fileMissing' : 'commandLine.folderMissing', { path })
  const reason = isKnown(code) ? t(reasons[code]) : code
  return t(what === 'read' ? 'commandLine.fileUnreadable' : 'commandLine.fileUnwritable', { path, reason })
}
