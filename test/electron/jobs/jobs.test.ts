import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { createJobView } from '../../../electron/jobs/job-view.ts'
import { createJobsStore, type JobRow } from '../../../electron/jobs/jobs-store.ts'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { JobId, UserId } from '../../../shared/ids.ts'
import { noFilter } from '../../../shared/users.ts'
import { jump } from '../../support/test-clocks.ts'
import {
  addPerson,
  nobody,
  noKeychain,
  ownerName,
  ownerPassword,
  setUp,
  signedInPerson,
} from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const everybody = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const
const options = { style: 'strong', language: 'en', mustChange: true } as const

async function people(count: number) {
  const test = await setUp()
  const ids: UserId[] = []
  for (let at = 0; at < count; at += 1) ids.push((await addPerson(test.services, test.owner)).id)
  return { ...test, ids }
}

async function half(count: number) {
  const test = await people(count)
  const { jobId } = withoutApproval(
    await test.services.passwords.resetMany({ selection: everybody, ...options }, test.owner),
  )
  const done = async () => (await test.services.jobs.get({ id: jobId }, test.owner)).done
  while ((await done()) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  return { ...test, jobId }
}

const resetsOf = async (
  test: Pick<Awaited<ReturnType<typeof people>>, 'owner'>,
  services: Awaited<ReturnType<typeof people>>['services'],
  job: JobId,
) => {
  const { entries } = await services.audit.list(
    { filter: { ...everyEntry, action: 'Reset user password.' }, offset: 0, limit: 500 },
    test.owner,
  )
  return entries.filter((entry) => entry.detail.job === job).map((entry) => entry.target)
}

/** No new password of this person can be stored until the answered function is called. */
function refuseReset(dataDir: string, id: UserId): () => void {
  const sql = new Sqlite(`${dataDir}/keydesk.db`)
  sql.exec(
    `CREATE TRIGGER refuse BEFORE UPDATE OF password_hash ON users WHEN new.id = ${id} BEGIN SELECT raise(ABORT, 'no'); END`,
  )
  return () => {
    sql.exec('DROP TRIGGER refuse')
    sql.close()
  }
}

describe('a job', () => {
  it('stops when told to, keeps what is done, and goes on when resumed without resetting anyone twice', async () => {
    const test = await half(60)
    const { services, owner, jobId } = test
    const stopped = await services.jobs.stop({ id: jobId }, owner)
    expect(stopped.state).toBe('stopped')
    expect(stopped.done).toBeGreaterThan(0)
    expect(stopped.done).toBeLessThan(60)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await services.jobs.get({ id: jobId }, owner)).done).toBe(stopped.done)
    await services.jobs.resume({ id: jobId }, owner)
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 60, readable: 60 })
    const resets = await resetsOf(test, services, jobId)
    expect(resets).toHaveLength(60)
    expect(new Set(resets).size).toBe(60)
  })

  it('is listed as one with readable passwords from when there are some until the last of them is gone', async () => {
    const { services, owner } = await setUp()
    const people = [await addPerson(services, owner), await addPerson(services, owner)]
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
    const listed = async () => (await services.jobs.list({}, owner)).jobs.find((job) => job.id === jobId)
    // No person has been reset yet: a job hashes first.
    expect(await listed()).toMatchObject({ state: 'running', hasReadable: false })
    await services.jobs.finished(jobId)
    expect(await listed()).toMatchObject({ state: 'done', hasReadable: true })
    expect(await listed(), 'asked once more').toMatchObject({ state: 'done', hasReadable: true })
    await services.users.deleteMany({ ids: people.map(({ id }) => id) }, owner)
    expect(await listed()).toMatchObject({ state: 'done', hasReadable: false })
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ readable: 0 })
  })

  it('is listed as one with readable passwords again once a clock that was ahead is right', async () => {
    const { services, owner, clock } = await people(2)
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
    await services.jobs.finished(jobId)
    const listed = async () => (await services.jobs.list({}, owner)).jobs.find((job) => job.id === jobId)
    jump(clock, 10 * 24 * 3_600_000)
    expect(await listed()).toMatchObject({ state: 'done', hasReadable: false })
    jump(clock, -10 * 24 * 3_600_000)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ readable: 2 })
    expect(await listed()).toMatchObject({ state: 'done', hasReadable: true })
  })

  it('is listed as one with readable passwords again after a retry that makes new ones', async () => {
    const { services, owner, ids, dataDir } = await people(2)
    const [gone, refused] = ids as [UserId, UserId]
    const accept = refuseReset(dataDir, refused)
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
    await services.jobs.finished(jobId)
    await services.users.deleteMany({ ids: [gone] }, owner)
    const listed = async () => (await services.jobs.list({}, owner)).jobs.find((job) => job.id === jobId)
    expect(await listed()).toMatchObject({ state: 'done', done: 1, failed: 1, hasReadable: false })
    accept()
    await services.jobs.retry({ id: jobId }, owner)
    await services.jobs.finished(jobId)
    expect(await listed()).toMatchObject({ state: 'done', done: 2, failed: 0, hasReadable: true })
  })

  it('is not looked through at every question once it is finished and has no password left', async () => {
    const { services, owner, dataDir, clock } = await setUp()
    const { id } = await signedInPerson(services, owner)
    const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: [id] } }, owner)
    await services.jobs.finished(jobId)
    const sql = new Sqlite(`${dataDir}/keydesk.db`, { readonly: true })
    const store = createJobsStore(sql)
    const looked = vi.spyOn(store, 'hasReadable')
    const seen = { isRunning: () => false, interruptionOf: () => null }
    const view = createJobView(store, { vault: services.vault, now: () => clock.now, ...seen })
    const listed = () => view.asListed(store.get(jobId) as JobRow)
    expect(listed()).toMatchObject({ state: 'done', done: 1, hasReadable: false })
    const before = looked.mock.calls.length
    expect(before).toBeGreaterThan(0)
    expect(listed()).toMatchObject({ state: 'done', done: 1, hasReadable: false })
    expect(looked).toHaveBeenCalledTimes(before)
    sql.close()
  })

  it('goes on by itself after a restart', async () => {
    const test = await half(60)
    const services = await test.restart()
    await services.jobs.finished(test.jobId)
    expect(await services.jobs.get({ id: test.jobId }, test.owner)).toMatchObject({ state: 'done', done: 60 })
    expect(new Set(await resetsOf(test, services, test.jobId)).size).toBe(60)
  })

  it('of more people than get their items at once does each of them once, through a restart between', async () => {
    const test = await setUp()
    const read = <T>(work: (sql: Sqlite.Database) => T): T => {
      const sql = new Sqlite(`${test.dataDir}/keydesk.db`)
      const found = work(sql)
      sql.close()
      return found
    }
    await test.close()
    read((sql) =>
      sql.exec(`WITH RECURSIVE series (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM series WHERE value < 4100)
        INSERT INTO users (username, display_name, created_at, password_hash)
        SELECT 'made-up-' || value, 'Made up', 0, 'no hash' FROM series`),
    )
    const services = await test.restart()
    const { jobId } = await services.passwords.requireChange({ selection: everybody }, test.owner)
    await test.close()
    const listed = 'SELECT (SELECT count(*) FROM job_items), (SELECT people IS NOT NULL FROM jobs)'
    const row = (text: string) => read((sql) => sql.prepare(text).raw().get())
    expect(row(listed)).toEqual([2000, 1])
    const again = await test.restart()
    await again.jobs.finished(jobId)
    expect(await again.jobs.get({ id: jobId }, test.owner)).toMatchObject({ state: 'done', done: 4100, total: 4100 })
    await test.close()
    expect(row(listed)).toEqual([4100, 0])
    const forced = `SELECT count(DISTINCT target_id), count(*) FROM audit WHERE action = 'Set force change user password.'`
    expect(row(forced)).toEqual([4100, 4100])
  })

  it('waits for the vault after a restart where no keychain holds the key', async () => {
    const test = await setUp({ keychain: noKeychain })
    for (let at = 0; at < 40; at += 1) await addPerson(test.services, test.owner)
    const { jobId } = withoutApproval(
      await test.services.passwords.resetMany({ selection: everybody, ...options }, test.owner),
    )
    const services = await test.restart()
    expect((await services.jobs.get({ id: jobId }, test.owner)).state).toBe('waiting')
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, test.owner)).toMatchObject({ state: 'done', done: 40 })
  })

  it('leaves out who was blocked or got out of reach while it waited, and says why', async () => {
    const { services, owner, ids, jobId } = await half(30)
    await services.jobs.stop({ id: jobId }, owner)
    const { items } = await services.jobs.items({ id: jobId, outcome: 'pending', offset: 0, limit: 50 }, owner)
    expect(ids).toContain(items[0]?.userId)
    await services.users.block({ id: items[0]?.userId as UserId, isBlocked: true }, owner)
    await services.jobs.resume({ id: jobId }, owner)
    await services.jobs.finished(jobId)
    const after = await services.jobs.get({ id: jobId }, owner)
    expect(after).toMatchObject({ state: 'done', done: 29, skipped: 1, failed: 0 })
    const { items: skipped } = await services.jobs.items({ id: jobId, outcome: 'skipped', offset: 0, limit: 5 }, owner)
    expect(skipped).toMatchObject([{ userId: items[0]?.userId, reason: 'blocked', secretId: null }])
  })

  it('stops when its admin loses the role or is blocked, wherever it stands', async () => {
    const { services, owner, ids } = await people(60)
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const selection = { kind: 'users', ids } as const
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection, ...options }, { ...helper.call(), isConfirmed: true }),
    )
    while ((await services.jobs.get({ id: jobId }, owner)).done === 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
    await services.roles.set({ userId: helper.id, roles: ['globalReader'] }, owner)
    const { done } = await services.jobs.get({ id: jobId }, owner)
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({
      state: 'stopped',
      done,
      failed: 0,
      skipped: 0,
    })
    expect(done).toBeLessThan(60)
  })

  it('is taken over by whoever resumes it, in their name and within their reach', async () => {
    const test = await people(30)
    const { services, owner, ids } = test
    const admin = await addPerson(services, owner, { roles: ['userAdministrator'] })
    const selection = { kind: 'users', ids: [...ids, admin.id] } as const
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection, ...options }, owner))
    await services.jobs.stop({ id: jobId }, owner)
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const caller = createCaller(services.serve, helper.call)
    await expect(caller.jobs.resume({ id: jobId })).rejects.toThrow('CONFIRMATION_NEEDED')
    await services.jobs.resume({ id: jobId }, { ...helper.call(), isConfirmed: true })
    await services.jobs.finished(jobId)
    const { items } = await services.jobs.items({ id: jobId, outcome: 'skipped', offset: 0, limit: 9 }, owner)
    expect(items).toMatchObject([{ userId: admin.id, reason: 'notAllowed' }])
    const filter = { ...everyEntry, action: 'Reset user password.' } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 1 }, owner)
    expect(entries[0]?.actor).toBe(helper.username)
  })

  it('is stopped by the one who started it or a global admin, by nobody else', async () => {
    const { services, owner } = await people(30)
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const other = await signedInPerson(services, owner, ['passwordAdministrator'])
    const start = async (call: SignedInCall) =>
      withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, call)).jobId
    // No person has been reset when these are asked: a job hashes first.
    const owners = await start(owner)
    await expect(services.jobs.stop({ id: owners }, helper.call())).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect((await services.jobs.stop({ id: owners }, owner)).state).toBe('stopped')
    const own = await start({ ...helper.call(), isConfirmed: true })
    await expect(services.jobs.stop({ id: own }, other.call())).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect((await services.jobs.stop({ id: own }, helper.call())).state).toBe('stopped')
    const another = await start({ ...helper.call(), isConfirmed: true })
    expect((await services.jobs.stop({ id: another }, owner)).state).toBe('stopped')
  })

  it('goes on when it is resumed while the people in progress at its stop are still being finished', async () => {
    const test = await half(40)
    const { services, owner, jobId } = test
    const stopping = Promise.resolve(services.jobs.stop({ id: jobId }, owner))
    expect((await services.jobs.get({ id: jobId }, owner)).state).toBe('stopped')
    const resumed = Promise.resolve(services.jobs.resume({ id: jobId }, owner))
    expect((await stopping).state).toBe('stopped')
    expect((await resumed).state).toBe('running')
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 40 })
    expect(new Set(await resetsOf(test, services, jobId)).size).toBe(40)
  })

  it('refuses what does not fit its state', async () => {
    const { services, owner, jobId } = await half(10)
    await services.jobs.finished(jobId)
    await expect(services.jobs.stop({ id: jobId }, owner)).rejects.toMatchObject({ code: 'JOB_STATE' })
    expect(() => services.jobs.resume({ id: jobId }, owner)).toThrow('JOB_STATE')
    expect(() => services.jobs.retry({ id: jobId }, owner)).toThrow('JOB_STATE')
    expect(() => services.jobs.get({ id: '6f6a2f58-4d0c-4a2c-9a5e-0d3e6f1c2b3a' as JobId }, owner)).toThrow('NOT_FOUND')
  })

  it('tries the failures again when asked', async () => {
    const { services, owner, ids, dataDir } = await people(5)
    const accept = refuseReset(dataDir, ids[2] as UserId)
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 4, failed: 1 })
    const { items } = await services.jobs.items({ id: jobId, outcome: 'failed', offset: 0, limit: 5 }, owner)
    expect(items).toMatchObject([{ userId: ids[2], reason: 'INTERNAL', secretId: null }])
    expect((await services.users.get({ id: ids[2] as UserId }, owner)).passwordState).toBe('none')
    accept()
    await services.jobs.retry({ id: jobId }, owner)
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 5, failed: 0 })
  })
})
