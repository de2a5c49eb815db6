import { expect, it } from 'vitest'
import type { JobId } from '../../../shared/ids.ts'
import { signedInPerson } from '../../support/test-services.ts'
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
  const ended = await soon(Promise.all([services.jobs.finished(one), services.jobs.finished(other)]))
  expect(ended).toBe('ended')
})

it('a job that is just being tried again stays whose it is when another admin resumes it', async () => {
  const { services, owner, people, state, hold, sql } = await fakeOffice(1)
  const other = await signedInPerson(services, owner, ['globalAdministrator'])
  state.isAway = true
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection: { kind: 'users', ids: people }, ...given }, owner),
  ) as { jobId: JobId }
  const stateNow = async () => (await services.jobs.get({ id: jobId }, owner)).state
  await expect.poll(stateNow).toBe('interrupted')
  const { asked, goOn } = hold('reset')
  state.isAway = false
  await asked
  await services.jobs.resume({ id: jobId }, other.call())
  expect(sql.prepare('SELECT actor_id FROM jobs WHERE id = ?').pluck().get(jobId)).toBe(owner.actor.id)
  goOn()
  await services.jobs.finished(jobId)
  expect(state.writes).toBe(1)
})
