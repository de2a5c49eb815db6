import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { isDomainError } from '../../../shared/errors.ts'
import type { JobId, UserId } from '../../../shared/ids.ts'
import { addPerson, nobody, setUp, temporaryFolder } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'
import { openFaultProxy } from './fault-proxy.ts'
import { createOpenLdap } from './open-ldap.ts'
import { addPeople, slapdFault, startSlapd } from './slapd.ts'

const first = 'Blue-Harbour-42-lamp'
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const

/** An office whose people are in an OpenLDAP, behind a network that can fail. */
async function office(count = 1, settleAfter = 0) {
  const slapd = await startSlapd(temporaryFolder())
  onTestFinished(() => slapd.stop())
  const proxy = await openFaultProxy(slapd.url)
  onTestFinished(proxy.close)
  const uids = Array.from({ length: count }, (_, at) => `person${at}`)
  const keys = await addPeople(slapd.url, uids, first)
  const directory = createOpenLdap({ url: proxy.url, patience: 3000 })
  const homes = new Map<UserId, string>()
  const externalHomeOf = (id: UserId) => {
    const key = homes.get(id)
    return key === undefined ? null : { directory, key }
  }
  const desk = await setUp({ externalHomeOf, settleAfter })
  const { services, owner } = desk
  const people: UserId[] = []
  for (const uid of uids) {
    const { id } = await addPerson(services, owner)
    homes.set(id, keys.get(uid) as string)
    people.push(id)
  }
  // Connects without the failing network, as a person signs in at their own machine.
  const straight = createOpenLdap({ url: slapd.url })
  const opens = async (id: UserId, password: string) =>
    (await straight.verify(homes.get(id) as string, password)).kind === 'right'
  const sql = new Sqlite(join(desk.dataDir, 'keydesk.db'), { readonly: true })
  onTestFinished(() => void sql.close())
  const intents = () => sql.prepare('SELECT count(*) FROM password_intents').pluck().get() as number
  const resets = () =>
    sql.prepare("SELECT target_id, result FROM audit WHERE action = 'Reset user password.' ORDER BY id").raw().all()
  const knowers = (id: UserId) =>
    sql.prepare('SELECT knower_id FROM password_knowers WHERE user_id = ?').pluck().all(id)
  const reset = (id: UserId) => services.passwords.reset({ userId: id, choice, mustChange: true }, owner)
  const read = async (secretId: string) =>
    (await services.passwords.reveal({ secretIds: [secretId as never] }, owner)).passwords[0]?.password ?? ''
  const readable = async (id: UserId) => {
    const { ticket } = await services.passwords.ticketOf({ userId: id }, owner)
    return ticket === null ? null : read(ticket.secretId)
  }
  return {
    ...desk,
    slapd,
    proxy,
    people,
    one: people[0] as UserId,
    directory: straight,
    homes,
    opens,
    intents,
    resets,
    knowers,
    reset,
    read,
    readable,
  }
}

const codeOf = (work: unknown) =>
  Promise.resolve(work).then(
    () => null,
    (error) => (isDomainError(error) ? error.code : error),
  )

describe('a new password in an external directory', () => {
  beforeEach(({ skip }) => {
    if (slapdFault !== null) skip(slapdFault)
  })

  it('is set there, can be revealed here, and has its audit entry', async () => {
    const { one, reset, read, opens, intents, resets, directory, homes } = await office()
    const { secretId } = withoutApproval(await reset(one))
    const password = await read(secretId)
    expect([await opens(one, password), await opens(one, first)]).toEqual([true, false])
    expect((await directory.read(homes.get(one) as string))?.password.mustChange).toBe(true)
    expect([intents(), resets()]).toEqual([0, [[one, 'success']]])
  })

  it('signs its person in here, who is told to choose their own', async () => {
    const { one, reset, read, services } = await office()
    const password = await read(withoutApproval(await reset(one)).secretId)
    const { username } = services.users.stored(one) ?? { username: '' }
    const { session } = await services.sessions.signIn({ username, password }, nobody)
    expect(session).toMatchObject({ userId: one, mustChange: true })
    await expect(services.sessions.signIn({ username, password: first }, nobody)).rejects.toSatisfy((error) =>
      isDomainError(error, 'SIGN_IN_FAILED'),
    )
  })

  it('counts its admin among those who know it, but nobody where it was made for nobody', async () => {
    const { people, reset, knowers, services, owner } = await office(2)
    const [given, left] = people as [UserId, UserId]
    await reset(given)
    await services.passwords.shutOut({ userId: left }, owner)
    expect([knowers(given), knowers(left)]).toEqual([[owner.actor?.id], []])
  })

  it('is refused where the network is down', async () => {
    const { one, reset, proxy, opens, intents, resets } = await office()
    proxy.set('away')
    expect(await codeOf(reset(one))).toBe('DIRECTORY_UNREACHABLE')
    expect([await opens(one, first), intents(), proxy.writes(), resets()]).toEqual([true, 0, 0, []])
  })

  it('is not set where the connection is cut before the server gets the request', async () => {
    const { one, reset, proxy, opens, intents, resets, services } = await office()
    proxy.set('cutBefore')
    expect(await codeOf(reset(one))).toBe('DIRECTORY_UNCERTAIN')
    proxy.set('none')
    await services.passwords.settle()
    expect([await opens(one, first), intents(), resets()]).toEqual([true, 0, []])
  })

  it('is read back where the answer is cut off, and not written a second time', async () => {
    const { one, reset, read, proxy, opens, intents, resets } = await office()
    proxy.set('cutAfter')
    const password = await read(withoutApproval(await reset(one)).secretId)
    expect([await opens(one, password), intents(), proxy.writes()]).toEqual([true, 0, 1])
    expect(resets()).toEqual([[one, 'success']])
  })

  it.each([
    ['cutAfterAndAway', true],
    ['cutBeforeAndAway', false],
  ] as const)('%s: is uncertain, and found out when the directory is back', async (fault, isThere) => {
    const { one, reset, proxy, opens, intents, resets, services, readable } = await office()
    proxy.set(fault)
    expect(await codeOf(reset(one))).toBe('DIRECTORY_UNCERTAIN')
    expect([intents(), resets(), await readable(one)]).toEqual([1, [], null])
    expect(await codeOf(services.passwords.settle())).toBe('DIRECTORY_UNREACHABLE')
    expect(intents()).toBe(1)
    proxy.set('none')
    await services.passwords.settle()
    const password = await readable(one)
    expect([intents(), resets()]).toEqual([0, isThere ? [[one, 'success']] : []])
    expect(await opens(one, password ?? first)).toBe(true)
    expect(password === null).toBe(!isThere)
  })

  it('whose outcome is unknown is settled before the same person gets another one', async () => {
    const { one, reset, read, proxy, opens, intents, resets } = await office()
    proxy.set('cutAfterAndAway')
    await codeOf(reset(one))
    proxy.set('none')
    const password = await read(withoutApproval(await reset(one)).secretId)
    expect([await opens(one, password), intents()]).toEqual([true, 0])
    expect(resets()).toEqual([
      [one, 'success'],
      [one, 'success'],
    ])
  })

  it('whose outcome is unknown is settled when Keydesk starts again', async () => {
    const { one, reset, proxy, opens, restart, owner } = await office()
    proxy.set('cutAfterAndAway')
    await codeOf(reset(one))
    proxy.set('none')
    const services = await restart()
    await expect.poll(async () => (await services.passwords.ticketOf({ userId: one }, owner)).ticket).not.toBe(null)
    const { ticket } = await services.passwords.ticketOf({ userId: one }, owner)
    const { passwords } = await services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, owner)
    expect(await opens(one, passwords[0]?.password ?? '')).toBe(true)
  })

  it('is dropped where somebody else has given the person another one meanwhile', async () => {
    const { one, reset, proxy, directory, homes, opens, intents, resets, services, readable } = await office()
    proxy.set('cutAfterAndAway')
    await codeOf(reset(one))
    await directory.reset(homes.get(one) as string, { password: 'By-another-desk-7', mustChange: false })
    proxy.set('none')
    await services.passwords.settle()
    expect([intents(), resets(), await readable(one)]).toEqual([0, [], null])
    expect(await opens(one, 'By-another-desk-7')).toBe(true)
  })

  it('of two admins at once leaves one password that both lists know', async () => {
    const { one, reset, opens, intents, readable } = await office()
    await Promise.all([reset(one), reset(one), reset(one)])
    const password = await readable(one)
    expect([await opens(one, password ?? ''), intents()]).toEqual([true, 0])
  })

  it('is not kept for a person who was deleted while the directory was asked', async () => {
    const { one, services, owner, proxy, opens, intents } = await office()
    const asked = services.passwords.reset({ userId: one, choice, mustChange: true }, owner)
    await services.users.deleteMany({ ids: [one] }, owner)
    expect(await codeOf(asked)).toBe('NOT_FOUND')
    expect([await opens(one, first), intents(), proxy.writes()]).toEqual([true, 0, 0])
  })

  it('in a job waits for a directory that can not be reached, and the job goes on by itself', async () => {
    const { people, services, owner, proxy, opens, intents, resets, readable } = await office(12)
    proxy.set('cutAfterAndAway')
    const selection = { kind: 'users', ids: people } as const
    const given = { selection, style: 'strong', language: 'en', mustChange: true } as const
    const { jobId } = withoutApproval(await services.passwords.resetMany(given, owner)) as { jobId: JobId }
    const state = async () => (await services.jobs.get({ id: jobId }, owner)).state
    await expect.poll(state).toBe('interrupted')
    expect((await services.jobs.get({ id: jobId }, owner)).interruption?.reason).toMatch(/^DIRECTORY_/)
    proxy.set('none')
    await services.jobs.finished(jobId)
    expect(await services.jobs.get({ id: jobId }, owner)).toMatchObject({ state: 'done', done: 12, failed: 0 })
    const passwords = await Promise.all(people.map(readable))
    const right = await Promise.all(people.map((id, at) => opens(id, passwords[at] ?? '')))
    expect([right.every(Boolean), intents()]).toEqual([true, 0])
    expect(resets().length).toBe(12)
  })

  it('in a job that is stopped is written down for everybody who has one', async () => {
    const { people, services, owner, opens, intents, readable } = await office(40)
    const selection = { kind: 'users', ids: people } as const
    const given = { selection, style: 'strong', language: 'en', mustChange: true } as const
    const { jobId } = withoutApproval(await services.passwords.resetMany(given, owner)) as { jobId: JobId }
    await services.jobs.stop({ id: jobId }, owner)
    const passwords = await Promise.all(people.map(readable))
    const right = await Promise.all(people.map((id, at) => opens(id, passwords[at] ?? first)))
    expect([right.every(Boolean), intents()]).toEqual([true, 0])
  })

  it('whose stored intent is damaged is not shown, and the error says so', async () => {
    const { one, reset, proxy, dataDir, services, resets, readable } = await office()
    proxy.set('cutAfterAndAway')
    await codeOf(reset(one))
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec('UPDATE password_intents SET sealed = zeroblob(length(sealed))')
    sql.close()
    proxy.set('none')
    await services.passwords.settle()
    expect([resets(), await readable(one)]).toEqual([[[one, 'failure']], null])
  })
})
