// @module-tag long
import { expect, it } from 'vitest'
import { kinds } from '../long/desk-work.ts'
import { callByCall, type FaultPlan, pageByPage, workOnBreakingDisk } from '../long/disk-faults.ts'
import { failingDisk } from '../long/failing-disk.ts'
import { temporaryFolder } from '../support/test-services.ts'
import { tinyDisk } from '../support/tiny-disk.ts'

/** A short one of each kind that `npm run test:long` walks through all work. */
const work = ['restore', 'import']
const clean = { lost: 0, half: 0, wordless: [] }

it('every kind of work of the long tests is done where nothing breaks', async () => {
  const none: FaultPlan = { name: 'a whole disk', begin: () => false, heal: () => {}, hasFailed: () => false }
  const counts = await workOnBreakingDisk(Object.keys(kinds), [none], {})
  expect(counts).toMatchObject({ ...clean, faults: 0, noticed: 0 })
  expect(counts.acknowledged).toBeGreaterThanOrEqual(Object.keys(kinds).length)
})

it('work on a disk whose n-th call fails is refused with a known error, and succeeds when the fault is over', async ({
  skip,
}) => {
  const dataDir = temporaryFolder()
  const disk = failingDisk(dataDir, temporaryFolder())
  if (typeof disk === 'string') return skip(disk)
  const breakings = [callByCall(disk, 'EIO', false), callByCall(disk, 'ENOSPC', true)]
  const counts = await workOnBreakingDisk(work, breakings, { dataDir, environment: disk.environment })
  expect(counts).toMatchObject(clean)
  expect(counts.noticed).toBeGreaterThan(4)
})

it('work on a full disk is refused with a known error, and succeeds when there is room', async ({ skip }) => {
  const disk = tinyDisk(24)
  if (typeof disk === 'string') return skip(disk)
  const counts = await workOnBreakingDisk(work, [pageByPage(disk, 4)], { dataDir: disk.path })
  expect(counts).toMatchObject(clean)
  expect(counts.noticed).toBeGreaterThan(1)
})
