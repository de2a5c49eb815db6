import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { usersFile } from './made-up-users.ts'
import { startDoor } from './running-door.ts'

/** A data folder with made-up people, and what it took to bring them in. */
export type People = {
  readonly dataDir: string
  readonly milliseconds: number
  readonly peakMemory: number | null
  /** Size of the closed store, in MB. */
  readonly storeSize: number
}
export type PeopleOf = (count: number) => Promise<People>

const rowsAFile = 100_000

/** Imports made-up people as an admin does, chunk by chunk through HTTP, once for each count; everything is gone after `remove`. */
export function createPeople(): { readonly of: PeopleOf; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'keydesk-bench-'))
  const made = new Map<number, Promise<People>>()
  return {
    of: (count) => {
      const people = made.get(count) ?? importPeople(join(root, String(count)), count)
      made.set(count, people)
      return people
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

async function importPeople(dataDir: string, count: number): Promise<People> {
  const door = await startDoor(dataDir)
  let milliseconds = 0
  try {
    await door.create()
    for (let from = 1; from <= count; from += rowsAFile) {
      // Writing the file is no part of the import.
      const file = usersFile(from, Math.min(count, from + rowsAFile - 1))
      const start = performance.now()
      await importFile(door.client.imports, file)
      milliseconds += performance.now() - start
    }
    const peakMemory = door.memory()?.peak ?? null
    await door.stop()
    return { dataDir, milliseconds, peakMemory, storeSize: sizeOf(dataDir) }
  } catch (error) {
    await door.stop().catch(() => {})
    throw error
  }
}

async function importFile(imports: Awaited<ReturnType<typeof startDoor>>['client']['imports'], file: Buffer) {
  const { importId, chunkBytes } = await imports.startUsers({ fileName: 'people.csv', size: file.length })
  for (let index = 0; index * chunkBytes < file.length; index += 1) {
    const bytes = file.subarray(index * chunkBytes, (index + 1) * chunkBytes).toString('base64')
    await imports.uploadUsers({ importId, index, bytes })
  }
  const { problemCount } = await imports.previewUsers({ importId })
  if (problemCount > 0) throw new Error(`The made-up file has ${problemCount} problems.`)
  await imports.importUsers({ importId })
}

function sizeOf(dataDir: string): number {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('keydesk.db'))
  return files.reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0) / 1e6
}
