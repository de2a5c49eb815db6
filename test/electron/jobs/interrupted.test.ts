import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { noFilter } from '../../../shared/users.ts'
import {
  addPerson,
  memoryKeychain,
  nobody,
  noKeychain,
  ownerName,
  ownerPassword,
  setUp,
  signedInPerson,
  type TestOptions,
  testServices,
} from '../../support/test-services.ts'
import { tinyDisk } from '../../support/tiny-disk.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { fakeOffice } from '../directory/in-memory-directory.ts'

const selection = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const
const options = { style: 'strong', language: 'en', mustChange: true } as const

/** A job over 60 people that has begun and not ended. */
async function begun(more: TestOptions = {}) {
  const keychain = memoryKeychain()
  const test = await setUp({ keychain, ...more })
  for (let at = 0; at < 60; at += 1) await addPerson(test.services, test.owner)
  const { jobId } = withoutApproval(await test.services.passwords.resetMany({ selection, ...options }, test.owner))
  const job = async () => test.services.jobs.get({ id: jobId }, test.owner)
  while ((await job()).done === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  return { ...test, keychain, jobId, job }
}
type Begun = Awaited<ReturnType<typeof begun>>

async function untilInterrupted({ job }: Begun) {
  for (;;) {
    const found = await job()
    if (found.state !== 'running') return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

it('says that another program has the store locked, tries again by itself and goes on', async () => {
  const test = await begun()
  const other = new Sqlite(`${test.dataDir}/keydesk.db`)
  other.exec('BEGIN IMMEDIATE')
  const stopped = await untilInterrupted(test)
  expect(stopped).toMatchObject({
    state: 'interrupted',
    interruption: { reason: 'STORE_BUSY', nextTryAt: expect.any(Number) },
    failed: 0,
  })
  expect((await test.services.jobs.list({}, test.owner)).jobs[0]).toMatchObject({ state: 'interrupted' })
  other.exec('COMMIT')
  other.close()
  await test.services.jobs.finished(test.jobId)
  expect(await test.job()).toMatchObject({ state: 'done', interruption: null, done: 60, failed: 0, readable: 60 })
})

it('says that the disk is full, and resumes when asked and there is room', async ({ skip }) => {
  const disk = tinyDisk(6)
  if (typeof disk === 'string') return skip(disk)
  const test = await begun({ dataDir: disk.path })
  disk.fill()
  const stopped = await untilInterrupted(test)
  expect(stopped).toMatchObject({ state: 'interrupted', interruption: { reason: 'DISK_FULL' }, failed: 0 })
  expect(stopped.done).toBeGreaterThan(0)
  expect(stopped.readable).toBe(stopped.done)
  // Asked to go on too early, it says why it can't, and is as it was.
  expect(() => test.services.jobs.resume({ id: test.jobId }, test.owner)).toThrow('DISK_FULL')
  expect((await test.job()).state).toBe('interrupted')
  // Hourly work meets the same full disk without doing harm.
  test.services.tidy()
  disk.empty()
  test.services.jobs.resume({ id: test.jobId }, test.owner)
  await test.services.jobs.finished(test.jobId)
  expect(await test.job()).toMatchObject({ state: 'done', done: 60, failed: 0 })
  expect(await test.services.audit.verify({}, test.owner)).toMatchObject({ isIntact: true })
})

it('shows a job whose process was killed as cut off where nothing goes on with it', async () => {
  const test = await begun()
  await test.close()
  const { dataDir, keychain } = test
  const { services } = await testServices({ dataDir, keychain, door: 'commandLine' })
  expect(await services.jobs.get({ id: test.jobId }, test.owner)).toMatchObject({
    state: 'interrupted',
    interruption: { reason: 'cutOff', nextTryAt: null },
  })
})

it('waits where the vault is closed under it, fails nobody, and goes on once it is open', {
  tags: 'long',
}, async () => {
  const test = await begun({ keychain: noKeychain })
  const { services, owner, jobId, job } = test
  services.vault.close()
  await services.jobs.finished(jobId)
  const closed = await job()
  expect(closed).toMatchObject({ state: 'waiting', interruption: null, failed: 0, skipped: 0 })
  expect(closed.done).toBeLessThan(60)
  await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  await services.jobs.finished(jobId)
  expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 60, failed: 0 })
})

it('waits where the vault was closed while it was interrupted, and is not waited for', { tags: 'long' }, async () => {
  const test = await begun({ keychain: noKeychain })
  const { services, owner, jobId, job } = test
  const other = new Sqlite(`${test.dataDir}/keydesk.db`)
  other.exec('BEGIN IMMEDIATE')
  await untilInterrupted(test)
  services.vault.close()
  other.exec('COMMIT')
  other.close()
  await services.jobs.finished(jobId)
  expect(await job()).toMatchObject({ state: 'waiting', interruption: null, failed: 0, skipped: 0 })
  await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  await services.jobs.finished(jobId)
  expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 60, failed: 0 })
})

it('is taken over by nobody who resumes it while it is being tried again, so that nothing is asked of them', {
  tags: 'long',
}, async () => {
  const { services, owner, people, state, hold } = await fakeOffice(1)
  const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
  state.isAway = true
  const chosen = { kind: 'users', ids: people } as const
  const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: chosen, ...options }, owner))
  const job = async () => services.jobs.get({ id: jobId }, owner)
  await expect.poll(job).toMatchObject({ state: 'interrupted' })
  const { asked, goOn } = hold('read')
  const caller = createCaller(services.serve, helper.call)
  await expect(caller.jobs.resume({ id: jobId }), 'before it is tried').rejects.toThrow('CONFIRMATION_NEEDED')
  state.isAway = false
  await asked
  const [resumed, retried] = await Promise.allSettled([
    caller.jobs.resume({ id: jobId }),
    caller.jobs.retry({ id: jobId }),
  ])
  goOn()
  await services.jobs.finished(jobId)
  expect(resumed).toMatchObject({ status: 'fulfilled', value: { actor: owner.actor.username } })
  expect(retried, 'nobody has failed').toMatchObject({ reason: { code: 'JOB_STATE' } })
  expect(await job()).toMatchObject({ state: 'done', done: 1, actor: owner.actor.username })
})
