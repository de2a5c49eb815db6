import { expect, it } from 'vitest'
import type { JobId } from '../../../shared/ids.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { fakeOffice, given, soon } from './in-memory-directory.ts'

it('two jobs over the same people in another order both end', async () => {
  const { services, owner, people, state } = await fakeOffice(12)
  state.delay = 20
  const start = async (ids: typeof people) =>
    (
      withoutApproval(await services.passwords.resetMany({ selection: { kind: 'users', ids }, ...given }, owner)) as {
        jobId: JobId
      }
    ).jobId
  const one = await start(people)
  const other = await start([...people].reverse())
  const ended = await soon(Promise.all([services.jobs.finished(one), services.jobs.finished(other)]), 8000)
  expect(ended).toBe('ended')
}, 60_000)
