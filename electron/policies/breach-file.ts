import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { isLocalPath } from '../../shared/rules/local-path.ts'
import {
  type BreachAnswer,
  type BreachFault,
  type BreachReader,
  inspectBreaches,
  searchBreaches,
} from './breach-search.ts'

export type BreachFileState =
  | { readonly state: 'ready'; readonly bytes: number }
  | { readonly state: 'unusable'; readonly reason: BreachFault }

export type BreachFile = {
  check(password: string): Promise<BreachAnswer>
  describe(): Promise<BreachFileState>
  close(): Promise<void>
}

const isMissing = (code: unknown) => code === 'ENOENT' || code === 'ENOTDIR'

function faultOf(error: unknown): BreachFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (isMissing(code)) return 'missing'
  return code === 'EISDIR' ? 'notAFile' : 'unreadable'
}

/** Reads until the wanted bytes are there or the file ends, because a single read may return fewer. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return bytes.subarray(0, done)
}

async function statOf(file: FileHandle) {
  const found = await file.stat()
  return { size: found.size, mtimeMs: found.mtimeMs, isFile: found.isFile() }
}

type Use<T> = (reader: BreachReader) => Promise<T>
type Used<T> = { readonly result: T; readonly fault?: BreachFault }

/** Opens the file for one use only, so that a file that was removed, replaced or is being written is noticed at once. */
async function withReader<T>(path: string, use: Use<T>): Promise<Used<T> | BreachFault> {
  try {
    // The file is checked before it is opened, because opening a device may start something, and again afterwards, because it may have been replaced.
    // It is opened without blocking, because opening a pipe waits for a writer.
    if (!isLocalPath(path, process.platform === 'win32') || !(await stat(path)).isFile()) return 'notAFile'
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const { size, mtimeMs, isFile } = await statOf(file)
    if (!isFile) return 'notAFile'
    if (size === 0) return 'truncated'
    const result = await use({ size, read: (position, length) => readAt(file, position, length) })
    const after = await file.stat()
    const isSame = after.size === size && after.mtimeMs === mtimeMs
    return isSame ? { result } : { result, fault: 'truncated' }
  } catch (error) {
    return faultOf(error)
  }
}

/**
 * A downloaded list of Pwned Passwords (SHA-1, one file, ordered by hash; 40 GB), searched on the disk: no password leaves the machine, and
 * nothing of the file stays in memory. Passwords are looked up as they were typed, in UTF-8.
 */
export function createBreachFile(path: string): BreachFile {
  let isClosed = false
  const running = new Set<Promise<unknown>>()

  async function run<T>(use: Use<T>): Promise<Used<T> | BreachFault> {
    if (isClosed) return 'unreadable'
    const one = withReader(path, use)
    running.add(one)
    return await one.finally(() => running.delete(one))
  }

  return {
    async check(password) {
      const hash = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase()
      const used = await run((reader) => searchBreaches(reader, hash))
      if (typeof used === 'string') return { state: 'notChecked', reason: used }
      const isDoubtful = used.result.state === 'notFound' && used.fault !== undefined
      return isDoubtful ? { state: 'notChecked', reason: used.fault } : used.result
    },
    async describe() {
      const used = await run(async (reader) => ({ bytes: reader.size, reason: await inspectBreaches(reader) }))
      if (typeof used === 'string') return { state: 'unusable', reason: used }
      const reason = used.result.reason ?? used.fault
      return reason === undefined ? { state: 'ready', bytes: used.result.bytes } : { state: 'unusable', reason }
    },
    async close() {
      isClosed = true
      await Promise.allSettled(running)
    },
  }
}
