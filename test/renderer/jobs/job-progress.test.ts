import { describe, expect, it } from 'vitest'
import { allowedActions, finishedCount, fraction, isListed, pollTime } from '../../../renderer/jobs/job-progress.ts'
import type { JobId } from '../../../shared/ids.ts'
import type { Job } from '../../../shared/jobs.ts'

const job = (part: Partial<Job>): Job => ({
  id: '00000000-0000-4000-8000-000000000000' as JobId,
  kind: 'resetPasswords',
  state: 'running',
  interruption: null,
  createdAt: 0,
  finishedAt: null,
  actor: 'admin@example.com',
  total: 10,
  done: 0,
  skipped: 0,
  failed: 0,
  readable: 0,
  ...part,
})

describe('the progress of a job', () => {
  it('counts everybody who needs nothing more', () => {
    expect(finishedCount(job({ done: 3, skipped: 2, failed: 1 }))).toBe(6)
  })

  it('is one share over all running jobs', () => {
    expect(fraction([job({ done: 5 }), job({ total: 30, done: 5 })])).toBe(0.25)
    expect(fraction([])).toBe(1)
  })

  it('asks four times a second while it runs, seldom while it waits, and not when it has ended', () => {
    expect([pollTime('running'), pollTime('waiting')]).toEqual([250, 2000])
    expect([pollTime('stopped'), pollTime('done'), pollTime(undefined)]).toEqual([false, false, false])
  })
})

describe('the list of jobs', () => {
  it('shows a finished job for as long as it had failures or its passwords can be read', () => {
    const listed = (part: Partial<Job>, hasReadable: boolean) => {
      const { readable: _, ...rest } = job({ state: 'done', ...part })
      return isListed({ ...rest, hasReadable })
    }
    expect(listed({}, false)).toBe(false)
    expect(listed({}, true)).toBe(true)
    expect(listed({ failed: 1 }, false)).toBe(true)
    expect(listed({ state: 'stopped' }, false)).toBe(true)
  })
})

describe('what a job offers', () => {
  it('can be stopped while it runs or waits', () => {
    expect(allowedActions(job({ state: 'running' }))).toEqual({ canStop: true, canResume: false, canRetry: false })
    expect(allowedActions(job({ state: 'waiting', failed: 1 }))).toEqual({
      canStop: true,
      canResume: true,
      canRetry: false,
    })
  })

  it('can be resumed after a stop', () => {
    expect(allowedActions(job({ state: 'stopped' }))).toEqual({ canStop: false, canResume: true, canRetry: false })
  })

  it('tries the failed ones again when it has ended', () => {
    expect(allowedActions(job({ state: 'done', failed: 2 }))).toEqual({
      canStop: false,
      canResume: false,
      canRetry: true,
    })
    expect(allowedActions(job({ state: 'done' })).canRetry).toBe(false)
  })
})
