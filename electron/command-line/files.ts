import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { usageError } from './complaint.ts'

/** A file that did not exist before and that only this account can read: what exports hold is personal or secret. */
export type NewFile = { readonly write: (text: string) => void; readonly discard: () => void }

/** Claims a name before the work begins, so that an hour's results never meet a name that is taken. */
export function createNewFile(path: string): NewFile {
  const handle = open(path)
  return {
    write: (text) => {
      writeFileSync(handle, text)
      closeSync(handle)
    },
    discard: () => {
      closeSync(handle)
      rmSync(path, { force: true })
    },
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    const isTaken = codeOf(error) === 'EEXIST'
    throw usageError(isTaken ? `${path} exists already; nothing was overwritten.` : sentence('written', path, error))
  }
}

/** Writes a new file in one go. */
export async function writeNewFile(path: string, make: () => Promise<string>): Promise<void> {
  const file = createNewFile(path)
  try {
    file.write(await make())
  } catch (error) {
    file.discard()
    throw error
  }
}

/** The size of an input file in bytes. */
export function sizeOf(path: string): number {
  return trying(path, () => statSync(path).size)
}

/** All of an input file. */
export function readAll(path: string): Buffer {
  return trying(path, () => readFileSync(path))
}

/** Runs a reading step and puts what the system says about the file into one sentence. */
export function trying<T>(path: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw usageError(sentence('read', path, error))
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

function sentence(what: 'read' | 'written', path: string, error: unknown): string {
  const code = codeOf(error)
  const isMissing = code === 'ENOENT' && what === 'read'
  return isMissing ? `There is no file ${path}.` : `${path} can't be ${what} (${code || 'unknown reason'}).`
}
