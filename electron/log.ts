import { randomUUID } from 'node:crypto'
import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const maximumBytes = 1_000_000
/** The most stack frames that are kept of each error, and the most causes that are followed. */
const shownFrames = 12
const shownCauses = 3

export type Log = {
  /** Writes one bug and answers with the id that the person sees. */
  readonly bug: (where: string, error: unknown) => string
}
type Facts = { readonly name: string; readonly code?: string; readonly frames: readonly string[] }

const word = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.-]{1,60}$/.test(value) ? value : null

/** Where an error came from: the lines of the stack that name a file and a place in it, never the message above them. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const from = message === '' ? -1 : stack.indexOf(message)
  const lines = (from < 0 ? stack : stack.slice(from + message.length)).split('\n')
  return lines
    .map((line) => line.trim())
    .filter((line) => /^at .{0,300}:\d+:\d+\)?$/.test(line))
    .slice(0, shownFrames)
}

/** The facts by which a bug is found: names, codes and places. Messages are left out, because they may repeat what somebody typed. */
function factsOf(error: unknown, causes = shownCauses): readonly Facts[] {
  if (!(error instanceof Error)) return [{ name: typeof error, frames: [] }]
  const code = word((error as { code?: unknown }).code)
  const facts = { name: word(error.name) ?? 'Error', ...(code !== null && { code }), frames: framesOf(error) }
  return error.cause === undefined || causes === 0 ? [facts] : [facts, ...factsOf(error.cause, causes - 1)]
}

/** A log of bugs in the data folder: one JSON line each, two files of 1 MB at most; codes, names and places, never a message or an input. */
export function createLog(dataDir: string): Log {
  const file = join(dataDir, 'keydesk.log')
  return {
    bug: (where, error) => {
      const id = randomUUID().slice(0, 8)
      try {
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maximumBytes) renameSync(file, `${file}.1`)
        const [fact, ...causes] = factsOf(error)
        const line = JSON.stringify({ at: new Date().toISOString(), id, where, ...fact, causes })
        appendFileSync(file, `${line}\n`, { mode: 0o600 })
      } catch {
        // A full or read-only disk must not cause a second failure.
      }
      return id
    },
  }
}
