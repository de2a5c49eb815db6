import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/test-services.ts'
import { tinyDisk } from '../support/tiny-disk.ts'
import { kinds } from './desk-work.ts'
import { callByCall, pageByPage, workOnBreakingDisk } from './disk-faults.ts'
import { failingDisk } from './failing-disk.ts'

const clean = { lost: 0, half: 0, wordless: [] }

it.each(['EIO', 'ENOSPC', 'EDQUOT'] as const)('every kind of work survives %s at each of its calls', async (fault) => {
  const dataDir = temporaryFolder()
  const disk = failingDisk(dataDir, temporaryFolder())
  if (typeof disk === 'string') throw new Error(disk)
  const plans = [callByCall(disk, fault, false), callByCall(disk, fault, true)]
  const counts = await workOnBreakingDisk(Object.keys(kinds), plans, { dataDir, environment: disk.environment })
  expect(counts).toMatchObject(clean)
  expect(counts.noticed).toBeGreaterThan(0)
})

it('every kind of work survives a disk that fills at each of its pages', async ({ skip }) => {
  const disk = tinyDisk(24)
  if (typeof disk === 'string') return skip(disk)
  const counts = await workOnBreakingDisk(Object.keys(kinds), [pageByPage(disk, 24)], { dataDir: disk.path })
  expect(counts).toMatchObject(clean)
  expect(counts.noticed).toBeGreaterThan(0)
})
