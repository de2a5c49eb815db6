import { readFileSync } from 'node:fs'
import { createFileReader, type FileFacts, usersFormat } from '../../../electron/imports/import-file.ts'
import { type ErrorData, isDomainError } from '../../../shared/errors.ts'
import type { ImportProblem } from '../../../shared/imports.ts'
import type { ImportedUser } from '../../../shared/rules/files/user-file.ts'

export type ReadFile = {
  readonly rows: readonly { readonly line: number; readonly user: ImportedUser }[]
  readonly problems: readonly ImportProblem[]
  readonly facts: FileFacts
  readonly fault: ErrorData<'FILE_UNREADABLE'> | null
}

/** The bytes of one of the example files. */
export function userFile(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url))
}

/** Reads a whole file, given in pieces of the sizes in `cuts` (the rest in one), and keeps everything that the reader hands over. */
export function readUserFile(file: Uint8Array | string, cuts: readonly number[] = []): ReadFile {
  const rows: { line: number; user: ImportedUser }[] = []
  const problems: ImportProblem[] = []
  const reader = createFileReader(usersFormat, {
    onRow: (user, line) => rows.push({ line, user }),
    onProblem: (problem) => problems.push(problem),
  })
  let rest: Uint8Array = typeof file === 'string' ? Buffer.from(file) : file
  try {
    for (const cut of cuts) {
      reader.push(rest.subarray(0, cut))
      rest = rest.subarray(cut)
    }
    reader.push(rest)
    reader.end()
  } catch (error) {
    if (!isDomainError(error, 'FILE_UNREADABLE')) throw error
    return { rows, problems, facts: reader.facts(), fault: error.data }
  }
  return { rows, problems, facts: reader.facts(), fault: null }
}
