import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tryProgram } from '../support/build-script.ts'

export type DiskFault = 'EIO' | 'ENOSPC' | 'EDQUOT'
const numbers: Readonly<Record<DiskFault, number>> = {
  EIO: constants.errno.EIO,
  ENOSPC: constants.errno.ENOSPC,
  EDQUOT: constants.errno.EDQUOT,
}
const longs = ['count', 'first', 'last', 'code', 'failed'] as const
const bytes = 8

/**
 * A disk whose n-th call fails, for a process of the test, and which counts its calls; `own` is a folder for what that takes. A sentence with the
 * reason where it can't be had.
 */
export function failingDisk(folder: string, own: string) {
  if (process.platform !== 'linux') return 'calls of the system can be made to fail on Linux only'
  const library = join(own, 'failing-disk.so')
  const source = fileURLToPath(new URL('./failing-disk.c', import.meta.url))
  const built = tryProgram('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'])
  if (built.status !== 0)
    return `gcc can't build the library that lets calls fail: ${built.error?.message ?? built.stderr}`
  const plan = join(own, 'plan')
  writeFileSync(plan, Buffer.alloc(longs.length * bytes))
  const put = (values: Partial<Record<(typeof longs)[number], number>>) => {
    const handle = openSync(plan, 'r+')
    try {
      for (const [name, value] of Object.entries(values)) {
        const one = Buffer.alloc(bytes)
        one.writeBigInt64LE(BigInt(value))
        writeSync(handle, one, 0, bytes, longs.indexOf(name as 'count') * bytes)
      }
    } finally {
      closeSync(handle)
    }
  }
  const read = (name: (typeof longs)[number]): number => {
    const handle = openSync(plan, 'r')
    const one = Buffer.alloc(bytes)
    readSync(handle, one, 0, bytes, longs.indexOf(name) * bytes)
    closeSync(handle)
    return Number(one.readBigInt64LE())
  }
  return {
    environment: { LD_PRELOAD: library, KEYDESK_FAULT_PLAN: plan, KEYDESK_FAULT_FOLDER: folder },
    /** From here on calls are counted anew, and those from `first` to `last` fail. */
    fail: (first: number, last: number, fault: DiskFault): void => {
      put({ first: 0 })
      put({ count: 0, failed: 0, last, code: numbers[fault] })
      put({ first })
    },
    heal: () => put({ first: 0 }),
    /** Calls since `fail`, or since the beginning: writes, syncs, truncations, renames, and what is opened to be written. */
    calls: () => read('count'),
    failed: () => read('failed'),
  }
}
