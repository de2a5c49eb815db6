import { expect, it } from 'vitest'
import { createInterruptions } from '../../../electron/jobs/interruptions.ts'
import { DomainError } from '../../../shared/errors.ts'

it('a job that is interrupted again and again is tried after a second first, then less and less often, at last each minute', () => {
  const interruptions = createInterruptions({ now: () => 0 })
  const fault = new DomainError('DISK_FULL')
  const pauses = Array.from({ length: 8 }, () => {
    interruptions.add('job', fault, () => {})
    return interruptions.of('job')?.nextTryAt
  })
  expect(pauses).toEqual([1000, 2000, 5000, 15_000, 30_000, 60_000, 60_000, 60_000])
  interruptions.clearAll()
  expect(interruptions.of('job')).toBeNull()
})
