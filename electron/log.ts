import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { programVersion } from './program-version.ts'

const maximumBytes = 1_000_000
/** The most that is read back of the log, in bytes: the last lines. */
const readBytes = 64_000
/** The most stack frames that are kept of each error, and the most causes that are followed. */
const shownFrames = 12
const shownCauses = 3
/** The longest line of a stack that is kept. */
const longestFrame = 300

/** What ended: the program behind a door, the page's process, another process of Electron, or a thread. */
export type CrashPlace = 'desktop' | 'browser' | 'commandLine' | 'window' | 'helper' | 'thread'

export type Log = {
  /** Writes one bug and answers with the id that the person sees. */
  readonly bug: (where: string, error: unknown) => string
  /** Writes a bug that ended something, and keeps it as the last crash, of which the next start tells. */
  readonly crash: (where: CrashPlace, error: unknown) => string
}

/** The forms that names and codes of errors have, so that nothing else gets in by them: `SqliteError`, `SQLITE_IOERR_READ`, `ENOENT`. */
const name = z
  .string()
  .regex(/^(\$?[A-Za-z]{0,50}(Error|Exception)|bigint|boolean|function|number|object|string|symbol|undefined)$/)
const errorCode = z.string().regex(/^[A-Z][A-Z\d_]{1,59}$/)
const facts = z.strictObject({
  name,
  code: errorCode.optional(),
  frames: z.array(z.string().max(longestFrame)).max(shownFrames).readonly(),
})
type Facts = z.infer<typeof facts>
const line = facts.extend({
  at: z.iso.datetime(),
  id: z.string().regex(/^[\da-f]{8}$/),
  where: z.string().max(60),
  causes: z.array(facts).max(shownCauses).readonly(),
})
export type LogLine = z.infer<typeof line>
const crashRecord = line.extend({ version: z.string().max(40), isTold: z.boolean() })
export type CrashRecord = z.infer<typeof crashRecord>

/** Paths of Windows as addresses have them. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

const readAs = (form: z.ZodType<string>, value: unknown): string | undefined => {
  const read = form.safeParse(value)
  return read.success ? read.data : undefined
}

/** Where the program lies; what is below it is named from there, because the way to it may hold a person's name. */
const program = new URL(import.meta.url.endsWith('.ts') ? '../' : '../../', import.meta.url)
const roots = [program.href, slashed(fileURLToPath(program))]

/** A line of V8's stack traces: a name of the program's own code, if it has one, and a place in a file. */
const frameShape =
  /^at (?:(async |new )?([\w$.<>[\]# *]{1,120}) \()?((?:file:\/\/|node:|\/|[A-Za-z]:[\\/]).+?:\d+:\d+)\)?$/

/** One line of a stack, without the folders above the program; null for what is no such line. */
function frameOf(text: string): string | null {
  const [, how = '', what = '', found = ''] = frameShape.exec(text) ?? []
  if (found === '') return null
  const place = slashed(found)
  const root = roots.find((one) => place.startsWith(one))
  const short = place.startsWith('node:')
    ? place
    : root === undefined
      ? (place.split('/').at(-1) ?? '')
      : place.slice(root.length)
  const frame = what === '' ? `at ${short}` : `at ${how}${what} (${short})`
  return frame.length <= longestFrame ? frame : null
}

/** Where an error came from: the lines of the stack that name a file and a place in it, never the message above them. */
function framesOf({ stack, message }: Error): readonly string[] {
  if (typeof stack !== 'string') return []
  const from = typeof message !== 'string' || message === '' ? -1 : stack.indexOf(message)
  const lines = (from < 0 ? stack : stack.slice(from + message.length)).split('\n')
  return lines.flatMap((text) => frameOf(text.trim()) ?? []).slice(0, shownFrames)
}

/** The facts by which a bug is found: names, codes and places. Messages are left out, because they may repeat what somebody typed. */
function factsOf(error: unknown, causes = shownCauses): readonly Facts[] {
  if (!(error instanceof Error)) return [{ name: typeof error, frames: [] }]
  const code = readAs(errorCode, (error as { code?: unknown }).code)
  const found = {
    name: readAs(name, error.name) ?? 'Error',
    ...(code !== undefined && { code }),
    frames: framesOf(error),
  }
  return error.cause === undefined || causes === 0 ? [found] : [found, ...factsOf(error.cause, causes - 1)]
}

/** The folder of the log and of the last crash, inside the data folder. */
export function logFolder(dataDir: string): string {
  return join(dataDir, 'logs')
}
const logFile = (dataDir: string) => join(logFolder(dataDir), 'keydesk.log')
const crashFile = (dataDir: string) => join(logFolder(dataDir), 'last-crash.json')

/**
 * A log of bugs in a folder of the data folder: one JSON line each, two files of 1 MB at most, and one small file of the last crash; codes,
 * names and places, never a message or an input.
 */
export function createLog(dataDir: string): Log {
  const file = logFile(dataDir)

  function write(where: string, error: unknown): LogLine {
    const [fact = { name: 'Error', frames: [] }, ...causes] = factsOf(error)
    const at = new Date().toISOString()
    const written: LogLine = { at, id: randomUUID().slice(0, 8), where: where.slice(0, 60), ...fact, causes }
    trying(() => {
      makeLogFolder(dataDir)
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maximumBytes) renameSync(file, `${file}.1`)
      appendFileSync(file, `${JSON.stringify(written)}\n`, { mode: 0o600 })
    })
    return written
  }

  return {
    bug: (where, error) => write(where, error).id,
    crash: (where, error) => {
      const written = write(where, error)
      trying(() => keepCrash(dataDir, { ...written, version: programVersion, isTold: false }))
      return written.id
    },
  }
}

/** Does what a full or read-only disk may prevent, because that must not cause a second failure. */
function trying(work: () => void): void {
  try {
    work()
  } catch {}
}

/** Made with rights for its owner only. A link in its place could lead what is written to another folder. */
export function makeLogFolder(dataDir: string): void {
  mkdirSync(logFolder(dataDir), { recursive: true, mode: 0o700 })
  for (const path of [logFolder(dataDir), logFile(dataDir)]) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw new Error('The log is a link.')
  }
}

function keepCrash(dataDir: string, record: CrashRecord): void {
  makeLogFolder(dataDir)
  const unfinished = `${crashFile(dataDir)}.unfinished`
  rmSync(unfinished, { force: true })
  // Never through a link that somebody has put in its place.
  writeFileSync(unfinished, JSON.stringify(record), { mode: 0o600, flag: 'wx' })
  renameSync(unfinished, crashFile(dataDir))
}

/** The last crash of any start; null where there was none, and for a file that is not Keydesk's own. */
export function lastCrash(dataDir: string): CrashRecord | null {
  try {
    return crashRecord.parse(JSON.parse(readEnd(crashFile(dataDir))))
  } catch {
    return null
  }
}

/** Notes that somebody was told of the last crash, so that they are told once. */
export function crashIsTold(dataDir: string): void {
  const record = lastCrash(dataDir)
  if (record !== null && !record.isTold) trying(() => keepCrash(dataDir, { ...record, isTold: true }))
}

/** The last lines of the log, oldest first; a line that Keydesk did not write is left out. */
export function lastLines(dataDir: string, most: number): readonly LogLine[] {
  const texts = [`${logFile(dataDir)}.1`, logFile(dataDir)].flatMap((file) => {
    try {
      return readEnd(file).split('\n')
    } catch {
      return []
    }
  })
  return texts.flatMap((text) => readLine(text) ?? []).slice(-most)
}

function readLine(text: string): LogLine | null {
  try {
    const read = line.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

function readEnd(file: string): string {
  if (!lstatSync(file).isFile()) throw new Error('Not a plain file.')
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const bytes = Buffer.alloc(Math.min(size, readBytes))
    readSync(handle, bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString('utf8')
  } finally {
    closeSync(handle)
  }
}
