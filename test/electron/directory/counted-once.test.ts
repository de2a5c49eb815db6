import { expect, it } from 'vitest'
import type { JobId } from '../../../shared/ids.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { choice, codeOf, fakeOffice, gate, given, lostConnection, pause, soon } from './in-memory-directory.ts'

it('a job that goes on while others are being found out counts nobody twice', async () => {
  const { services, owner, people, hooks, state } = await fakeOffice(2)
  const [x, y] = people as [never, never]
  const [gateX, gateY, readsY] = [gate(), gate(), gate()]
  let isGated = true
  hooks.read = async (key) => {
    if (key !== String(y) || !isGated) return
    isGated = false
    readsY.open()
    await gateY.promise
  }
  const cuts = new Set([String(x), String(y)])
  hooks.reset = async (key, apply) => {
    apply()
    if (!cuts.has(key)) return
    cuts.delete(key)
    state.isAway = true
    throw lostConnection()
  }
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection: { kind: 'users', ids: [y] }, ...given }, owner),
  ) as { jobId: JobId }
  await readsY.promise
  await codeOf(services.passwords.reset({ userId: x, choice, mustChange: true }, owner))
  state.isAway = false
  let gated = true
  hooks.verify = async () => {
    if (!gated) return
    gated = false
    await gateX.promise
  }
  const settling = services.passwords.settle()
  await pause(50)
  gateY.open()
  await expect
    .poll(async () => (await services.jobs.get({ id: jobId }, owner)).state, { timeout: 8000 })
    .toBe('interrupted')

  state.isAway = false
  await pause(5600)
  gateX.open()
  await settling.catch(() => {})
  await soon(services.jobs.finished(jobId), 9000)
  const job = await services.jobs.get({ id: jobId }, owner)

  expect(job.done).toBe(1)
})
