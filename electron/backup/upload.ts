import { randomUUID } from 'node:crypto'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '../../shared/errors.ts'
import { makeUnfinished } from '../db/restored.ts'
import { asStoreError } from '../db/store-errors.ts'

type Upload = { readonly id: string; readonly file: string; readonly handle: number; readonly size: number }

/** One backup file that comes in piece by piece; a new one takes the place of an earlier one. */
export function createUpload(dataDir: string) {
  let current: Upload | null = null
  let received = 0
  let pieces = 0
  let folder = ''

  function drop(): void {
    if (current === null) return
    closeSync(current.handle)
    rmSync(current.file, { force: true })
    current = null
  }

  function must(id: string): Upload {
    if (current?.id !== id) throw new DomainError('IMPORT_CHANGED')
    return current
  }

  return {
    start: (size: number): string => {
      drop()
      try {
        folder = makeUnfinished(dataDir)
        const file = join(folder, 'upload')
        current = { id: randomUUID(), file, handle: openSync(file, 'wx', 0o600), size }
      } catch (error) {
        throw asStoreError(error)
      }
      received = 0
      pieces = 0
      return current.id
    },
    /** Takes the next piece; answers how many bytes there are by now. */
    take: (id: string, index: number, bytes: Buffer): number => {
      const { handle, size } = must(id)
      if (index !== pieces || received + bytes.length > size) throw new DomainError('IMPORT_CHANGED')
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
      } catch (error) {
        drop()
        throw asStoreError(error)
      }
      received += bytes.length
      pieces += 1
      return received
    },
    /** The whole file, and the folder that it is in. */
    whole: (id: string): { readonly file: string; readonly folder: string } => {
      const { file, size } = must(id)
      if (received !== size) throw new DomainError('IMPORT_CHANGED')
      return { file, folder }
    },
    drop,
  }
}
