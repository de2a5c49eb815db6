import { randomUUID } from 'node:crypto'
import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const maximumBytes = 1_000_000
const secretWords = /(password|secret|code|token|key)("?\s*[:=]\s*"?)([^\s",}]+)/gi

export type Log = {
  /** Writes one bug and answers with the id that the person sees. */
  readonly bug: (where: string, error: unknown) => string
}

/** Takes anything that looks like a named secret out of a text before it is written. */
export function redact(text: string): string {
  return text.replace(secretWords, '$1$2…')
}

function factsOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return redact(`${error.name}: ${error.message}\n${error.stack?.split('\n').slice(1, 8).join('\n') ?? ''}`).slice(
    0,
    4000,
  )
}

/** A log of bugs in the data folder: one JSON line each, two files of 1 MB at most, never an input value. */
export function createLog(dataDir: string): Log {
  const file = join(dataDir, 'keydesk.log')
  return {
    bug: (where, error) => {
      const id = randomUUID().slice(0, 8)
      try {
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maximumBytes) renameSync(file, `${file}.1`)
        const line = JSON.stringify({ at: new Date().toISOString(), id, where, error: factsOf(error) })
        appendFileSync(file, `${line}\n`, { mode: 0o600 })
      } catch {
        // A full or read-only disk must not turn one failure into two.
      }
      return id
    },
  }
}
