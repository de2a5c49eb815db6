import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, lstatSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { type BackupFault, DomainError } from '../../shared/errors.ts'

// A backup on disk: mark, length and header as JSON, length and manifest sealed, then the store in sealed chunks. All are sealed with one key
// that is this file's alone (AES-256-GCM). The header is associated data of every part, and each nonce is the number of its part and whether
// it is the last (STREAM; Hoang, Reyhanitabar, Rogaway, Vizár 2015), so that a part that is changed, moved, left out or taken from another
// file opens nowhere.

const mark = Buffer.from('Keydesk backup 1\n', 'latin1')
/** The same without the number of the format: a file of a later format is told from one that is no backup. */
const anyMark = Buffer.from('Keydesk backup ', 'latin1')
const chunkBytes = 1 << 20
const tagBytes = 16
const maximumHeader = 65_536
const manifestNumber = 0xffff_ffff
/** The longest store that a file may claim to hold, in bytes. */
const maximumStore = 2 ** 40

const base64 = z.base64().max(1000)
/** As long as the functions that derive and seal keys take and give them: another length is nobody's backup, and would be a bug there. */
const bytesBetween = (least: number, most: number) =>
  base64.refine((text) => {
    const { length } = Buffer.from(text, 'base64')
    return length >= least && length <= most
  })
const salt = bytesBetween(16, 64)
/** A sealed key: version, nonce, tag and 32 bytes. */
const sealedKey = bytesBetween(61, 61)
const slot = z.strictObject({ salt, sealed: sealedKey })

/** What can be read of a backup without a key. Nobody vouches for it until the manifest has opened. */
export const backupHeader = z.strictObject({
  /** The number of the last migration that the store has had. */
  storeVersion: z.number().int().min(1).max(1_000_000),
  organisation: z.string().max(200),
  vaultId: z.uuid(),
  madeAt: z.number().int().min(0).max(8.64e15),
  /** Scheduled backups are removed when they are old, others never. */
  isScheduled: z.boolean(),
  /** The length of the store in bytes. */
  bytes: z.number().int().min(512).max(maximumStore),
  slots: z.strictObject({
    /** The file's key, sealed by a key that is derived from the master key. */
    master: sealedKey,
    /** The vault's own slot for the recovery key, which holds the master key. */
    recovery: slot,
    /** The file's key, sealed by a key that is derived from a passphrase. */
    passphrase: slot.nullable(),
  }),
})
export type BackupHeader = z.infer<typeof backupHeader>

/** What is known of the store inside, and the key of its vault. */
export const backupManifest = z.strictObject({
  people: z.number().int().min(0),
  entries: z.number().int().min(0),
  /** When the newest audit entry was made; null for an empty log. */
  lastEntryAt: z.number().int().nullable(),
  masterKey: bytesBetween(32, 32),
})
export type BackupManifest = z.infer<typeof backupManifest>

/** The facts of an opened file that its parts are read by. */
export type SealedFile = {
  readonly header: BackupHeader
  readonly digest: Buffer
  readonly manifest: Buffer
  /** Where the chunks begin. */
  readonly at: number
}

function fail(fault: BackupFault): never {
  throw new DomainError('BACKUP_UNREADABLE', { fault })
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(number, 7)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** The sealed bytes and their tag, which stand one after the other in the file. */
type SealedPart = { readonly sealed: Buffer; readonly tag: Buffer }

function sealPart(key: Uint8Array, digest: Buffer, number: number, isLast: boolean, plain: Uint8Array): SealedPart {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast))
  cipher.setAAD(digest)
  const sealed = cipher.update(plain)
  // A stream cipher has nothing left to hand out at its end.
  cipher.final()
  return { sealed, tag: cipher.getAuthTag() }
}

function openPart(key: Uint8Array, digest: Buffer, number: number, isLast: boolean, sealed: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast))
  decipher.setAAD(digest)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    const plain = decipher.update(sealed.subarray(0, sealed.length - tagBytes))
    decipher.final()
    return plain
  } catch {
    return null
  }
}

function withLength(...parts: readonly Uint8Array[]): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, 0))
  return Buffer.concat([length, ...parts])
}

const digestOf = (start: Uint8Array) => createHash('sha256').update(start).digest()

/** Writes all of a buffer, whatever the system takes at once. */
function writeAll(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done, bytes.length - done)
}

/** Reads until the buffer is full or the file ends; answers how many bytes it has read. */
function readAll(handle: number, into: Uint8Array, position: number): number {
  let done = 0
  while (done < into.length) {
    const read = readSync(handle, into, done, into.length - done, position + done)
    if (read === 0) break
    done += read
  }
  return done
}

export type Sealing = {
  /** The store that is sealed; it must have as many bytes as the header says. */
  readonly from: string
  /** The file that is made; it must not exist. */
  readonly to: string
  readonly key: Uint8Array
  readonly header: BackupHeader
  readonly manifest: BackupManifest
}

/** Writes a sealed file, readable by its owner only, which the system has not brought to the disk yet. `report` gets the number of bytes done so far. */
export function sealFile({ from, to, key, header, manifest }: Sealing, report: (bytes: number) => void): void {
  const source = openSync(from, 'r')
  try {
    const target = openSync(to, 'wx', 0o600)
    try {
      const start = Buffer.concat([mark, withLength(Buffer.from(JSON.stringify(backupHeader.parse(header))))])
      const digest = digestOf(start)
      writeAll(target, start)
      const facts = Buffer.from(JSON.stringify(backupManifest.parse(manifest)))
      const { sealed, tag } = sealPart(key, digest, manifestNumber, true, facts)
      writeAll(target, withLength(sealed, tag))
      facts.fill(0)
      const room = Buffer.allocUnsafe(chunkBytes)
      const count = Math.ceil(header.bytes / chunkBytes)
      for (let number = 0; number < count; number += 1) {
        const length = readAll(source, room, number * chunkBytes)
        const isLast = number === count - 1
        const expected = isLast ? header.bytes - number * chunkBytes : chunkBytes
        if (length !== expected) throw new Error('The copy of the store has another length than its header says.')
        const part = sealPart(key, digest, number, isLast, room.subarray(0, length))
        writeAll(target, part.sealed)
        writeAll(target, part.tag)
        report(number * chunkBytes + length)
      }
    } finally {
      closeSync(target)
    }
  } finally {
    closeSync(source)
  }
}

/** Opens a file for reading; throws BACKUP_UNREADABLE with the reason for what can't be one. */
function openFile(file: string): number {
  try {
    const found = statSync(file)
    if (found.isDirectory()) fail('folder')
    // Never opened, because a pipe or a device would block for ever.
    if (!found.isFile()) fail('notAFile')
    return openSync(file, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM') fail('notAllowed')
    if (code === 'ENOENT' && lstatSync(file, { throwIfNoEntry: false }) === undefined) fail('missing')
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code ?? '')) fail('missing')
    throw asReadFault(error)
  }
}

/** A stick that was pulled out, or a disk that can't be read, as the error of a backup that can't be read. */
export function asReadFault(error: unknown): unknown {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  return ['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'EBADF'].includes(code ?? '')
    ? new DomainError('BACKUP_UNREADABLE', { fault: 'removed' })
    : error
}

/** Reads the start of an open file, and throws BACKUP_UNREADABLE where it is no backup, or none that `mustBeWhole` and is not. */
function readStart(handle: number, mustBeWhole: boolean): SealedFile {
  const size = fstatSync(handle).size
  if (size === 0) fail('empty')
  const first = Buffer.alloc(mark.length + 4)
  const length = readAll(handle, first, 0)
  if (!first.subarray(0, Math.min(length, anyMark.length)).equals(anyMark.subarray(0, length))) fail('foreign')
  if (length < first.length) fail('cut')
  if (!first.subarray(0, mark.length).equals(mark))
    fail(/^\d+$/.test(first.toString('latin1', 15, 16)) ? 'newer' : 'foreign')
  const headerBytes = first.readUInt32BE(mark.length)
  if (headerBytes > maximumHeader) fail('damaged')
  const text = Buffer.alloc(headerBytes)
  if (readAll(handle, text, first.length) < headerBytes) fail('cut')
  const header = parse(backupHeader, text)
  const lengthAt = first.length + headerBytes
  const word = Buffer.alloc(4)
  if (readAll(handle, word, lengthAt) < 4) fail('cut')
  const manifestBytes = word.readUInt32BE()
  if (manifestBytes > maximumHeader || manifestBytes <= tagBytes) fail('damaged')
  const manifest = Buffer.alloc(manifestBytes)
  if (readAll(handle, manifest, lengthAt + 4) < manifestBytes) fail('cut')
  const at = lengthAt + 4 + manifestBytes
  const whole = at + header.bytes + Math.ceil(header.bytes / chunkBytes) * tagBytes
  if (mustBeWhole && size < whole) fail('cut')
  if (mustBeWhole && size > whole) fail('damaged')
  return { header, digest: digestOf(Buffer.concat([first, text])), manifest, at }
}

function parse<T>(schema: z.ZodType<T>, text: Buffer): T {
  try {
    return schema.parse(JSON.parse(text.toString('utf8')))
  } catch {
    return fail('damaged')
  }
}

/** What a file says of itself without a key; throws BACKUP_UNREADABLE. */
export function readHeader(file: string, mustBeWhole = true): SealedFile {
  const handle = openFile(file)
  try {
    return readStart(handle, mustBeWhole)
  } catch (error) {
    throw asReadFault(error)
  } finally {
    closeSync(handle)
  }
}

/** The manifest of a file; null where the key is another file's, or the header was changed. */
export function openManifest({ digest, manifest }: SealedFile, key: Uint8Array): BackupManifest | null {
  const opened = openPart(key, digest, manifestNumber, true, manifest)
  return opened === null ? null : parse(backupManifest, opened)
}

/**
 * Opens every chunk of a file and hands it on; throws BACKUP_UNREADABLE for one that does not open, or where the file is another one than
 * `digest` says. `report` gets the number of bytes done so far.
 */
export function openChunks(
  file: string,
  key: Uint8Array,
  digest: Uint8Array,
  take: (chunk: Buffer) => void,
  report: (bytes: number) => void,
): void {
  const handle = openFile(file)
  try {
    const start = readStart(handle, true)
    if (!start.digest.equals(digest)) fail('damaged')
    const { bytes } = start.header
    const count = Math.ceil(bytes / chunkBytes)
    const room = Buffer.allocUnsafe(chunkBytes + tagBytes)
    for (let number = 0; number < count; number += 1) {
      const isLast = number === count - 1
      const plain = isLast ? bytes - number * chunkBytes : chunkBytes
      const sealed = room.subarray(0, plain + tagBytes)
      if (readAll(handle, sealed, start.at + number * (chunkBytes + tagBytes)) < sealed.length) fail('cut')
      const chunk = openPart(key, start.digest, number, isLast, sealed) ?? fail('damaged')
      take(chunk)
      report(number * chunkBytes + chunk.length)
    }
  } catch (error) {
    throw asReadFault(error)
  } finally {
    closeSync(handle)
  }
}

/** Opens a whole file into a new one, readable by its owner only, and brings it to the disk. */
export function openIntoFile(
  file: string,
  key: Uint8Array,
  digest: Uint8Array,
  to: string,
  report: (bytes: number) => void,
): void {
  const target = openSync(to, 'wx', 0o600)
  try {
    openChunks(file, key, digest, (chunk) => writeAll(target, chunk), report)
    fsyncSync(target)
  } finally {
    closeSync(target)
  }
}
