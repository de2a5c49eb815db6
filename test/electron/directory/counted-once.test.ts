// @module-tag long
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
  await expect.poll(async () => (await services.jobs.get({ id: jobId }, owner)).state).toBe('interrupted')

  state.isAway = false
  await pause(5600)
  gateX.open()
  await settling.catch(() => {})
  await soon(services.jobs.finished(jobId))
  const job = await services.jobs.get({ id: jobId }, owner)

  expect(job.done).toBe(1)
})

it('a job that waits while somebody of it is being found out gives them no second password', async () => {
  const { services, owner, one, hooks, state, account, sql, cut, hold } = await fakeOffice(1)
  hooks.reset = cut
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection: { kind: 'users', ids: [one] }, ...given }, owner),
  ) as { jobId: JobId }
  const stateNow = async () => (await services.jobs.get({ id: jobId }, owner)).state
  await expect.poll(stateNow).toBe('interrupted')
  const { asked, goOn } = hold('verify')
  hooks.reset = (_, apply) => apply()
  state.isAway = false
  const settling = services.passwords.settle()
  await asked
  // By now the job is being tried again, and its turn with this person comes once they are found out.
  await pause(3000)
  goOn()
  await settling
  await services.jobs.finished(jobId)
  expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 1, skipped: 0 })
  expect(account(one).version).toBe(2)
  const entries = "SELECT count(*) FROM audit WHERE action = 'Reset user password.' AND target_id = ?"
  expect(sql.prepare(entries).pluck().get(one)).toBe(1)
})
