import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { tryProgram } from './build-script.ts'

export type TinyDisk = {
  readonly path: string
  /** Takes all room but this many bytes. */
  readonly fill: (left?: number) => void
  /** Frees the room again. */
  readonly empty: () => void
}

/** A file system of its own of a few megabytes, gone with the test; a sentence with the reason where none can be had. */
export function tinyDisk(megabytes: number): TinyDisk | string {
  if (process.platform !== 'linux') return 'a small file system of its own is made on Linux only'
  if (process.getuid?.() !== 0) return 'only root may mount a small file system'
  const path = mkdtempSync(join(tmpdir(), 'keydesk-disk-'))
  const mount = tryProgram('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path])
  if (mount.status !== 0) {
    rmSync(path, { recursive: true })
    return `no small file system can be mounted: ${mount.stderr?.trim() || mount.error?.message}`
  }
  onTestFinished(() => {
    // Unmounted lazily, because a process that was just killed may hold a file for a moment.
    tryProgram('umount', ['-l', path])
    rmSync(path, { recursive: true, force: true })
  })
  const filler = join(path, 'filler')
  const empty = () => rmSync(filler, { force: true })
  return {
    path,
    fill: (left = 0) => {
      empty()
      const { bavail, bsize } = statfsSync(path)
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)))
      } catch (error) {
        // Other work has filled the disk first, which is what is wanted.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    empty,
  }
}
