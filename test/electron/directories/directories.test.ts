import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { UserId } from '../../../shared/ids.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { noFilter } from '../../../shared/users.ts'
import { nobody, setUp } from '../../support/test-services.ts'
import { codeOf } from '../directory/in-memory-directory.ts'
import {
  addPeople,
  asManager,
  bindAs,
  connectionTo,
  people,
  replace,
  type Slapd,
  slapdFault,
  startSlapd,
} from '../directory/slapd.ts'

const first = 'Blue-Harbour-42-lamp'
const sort = { by: 'username', direction: 'ascending', language: 'en' } as const

describe.skipIf(slapdFault !== null)('the people of a connected OpenLDAP', () => {
  let folder = ''
  let slapd: Slapd
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    slapd = await startSlapd(folder, undefined, { policy: { pwdLockout: 'TRUE' } })
    await addPeople(slapd.url, ['anna', 'bo', 'cilla'], first)
  })
  afterAll(async () => {
    await slapd.stop()
    rmSync(folder, { recursive: true })
  })

  async function office() {
    const desk = await setUp()
    const { id } = await desk.services.directories.add(connectionTo(slapd), desk.owner)
    return { ...desk, id }
  }
  const namesIn = async (services: Services, owner: SignedInCall) => {
    const { rows } = await services.users.list(
      { query: { search: '', filter: noFilter }, sort, offset: 0, limit: 100 },
      owner,
    )
    return rows.map(({ username }) => username)
  }
  const idOf = (services: Services, name: string) => services.users.idOf(name) as UserId

  it('stand in the list beside the others, and are counted', async () => {
    const { services, owner, id } = await office()
    const before = await namesIn(services, owner)
    expect(await services.directories.look({ id, isWhole: true }, owner)).toEqual({
      added: 3,
      changed: 0,
      gone: 0,
      missing: 0,
    })
    expect(await namesIn(services, owner)).toEqual([...before, 'anna', 'bo', 'cilla'].sort())
    expect((await services.directories.list({}, owner)).directories).toMatchObject([{ id, people: 3, fault: null }])
    expect(await services.users.get({ id: idOf(services, 'anna') }, owner)).toMatchObject({
      displayName: 'Person anna',
      contact: { alternateEmail: 'anna@nordwind.test' },
    })
    expect(await services.directories.look({ id, isWhole: true }, owner)).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
      missing: 0,
    })
  })

  it('are seen as they are now after a change, a rename and a removal, and keep their number', async () => {
    const { services, owner, id } = await office()
    await addPeople(slapd.url, ['dan', 'eva'], first)
    await services.directories.look({ id, isWhole: true }, owner)
    const [dan, eva] = [idOf(services, 'dan'), idOf(services, 'eva')]
    await asManager(slapd.url, async (client) => {
      await client.modify(`uid=dan,${people}`, replace('displayName', 'Dan Dam'))
      await client.modifyDN(`uid=dan,${people}`, 'uid=daniel')
      await client.del(`uid=eva,${people}`)
    })
    expect(await services.directories.look({ id, isWhole: false }, owner)).toEqual({
      added: 0,
      changed: 1,
      gone: 0,
      missing: 0,
    })
    expect(await services.users.get({ id: dan }, owner)).toMatchObject({ username: 'daniel', displayName: 'Dan Dam' })
    expect(await services.directories.look({ id, isWhole: true }, owner)).toEqual({
      added: 0,
      changed: 0,
      gone: 1,
      missing: 0,
    })
    expect(await codeOf(Promise.resolve().then(() => services.users.get({ id: eva }, owner)))).toBe('NOT_FOUND')
    await asManager(slapd.url, (client) => client.del(`uid=daniel,${people}`))
  })

  it('get a new password that opens the directory, and Keydesk knows which', async () => {
    const { services, owner, id } = await office()
    await services.directories.look({ id, isWhole: true }, owner)
    const userId = idOf(services, 'bo')
    const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
    const answer = await services.passwords.reset({ userId, choice, mustChange: true }, owner)
    if (answer.outcome !== 'done') throw new Error(answer.outcome)
    const { passwords } = await services.passwords.reveal({ secretIds: [answer.secretId] }, owner)
    const password = passwords[0]?.password ?? ''
    await expect(bindAs(slapd.url, 'bo', first)).rejects.toThrow()
    await bindAs(slapd.url, 'bo', password)
    expect(await services.users.get({ id: userId }, owner)).toMatchObject({ passwordState: 'temporary' })
    // What Keydesk wrote itself is no change of somebody else's.
    await services.directories.look({ id, isWhole: true }, owner)
    expect(await services.users.get({ id: userId }, owner)).toMatchObject({ passwordState: 'temporary' })
  })

  it('sign in with the password of the directory', async () => {
    const { services, owner, id } = await office()
    await services.directories.look({ id, isWhole: true }, owner)
    await expect(services.sessions.signIn({ username: 'cilla', password: 'wrong' }, nobody)).rejects.toThrow()
    const answer = await services.sessions.signIn({ username: 'cilla', password: first }, nobody)
    expect(answer.token).not.toBe('')
  })

  it('must change a password that was reset there, and are known by the one that was set there a moment ago', async () => {
    const { services, owner, id } = await office()
    await addPeople(slapd.url, ['frida'], first)
    await services.directories.look({ id, isWhole: true }, owner)
    const dn = `uid=frida,${people}`
    await asManager(slapd.url, (client) => client.modify(dn, replace('userPassword', 'Green-Meadow-17-desk')))
    const signIn = (password: string) => services.sessions.signIn({ username: 'frida', password }, nobody)
    await expect(signIn(first)).rejects.toThrow()
    const answer = await signIn('Green-Meadow-17-desk')
    expect(answer).toMatchObject({ session: { mustChange: true } })
    await asManager(slapd.url, (client) => client.modify(dn, replace('pwdReset', 'FALSE')))
    expect(await signIn('Green-Meadow-17-desk')).toMatchObject({ session: { mustChange: false } })
    await asManager(slapd.url, (client) => client.del(dn))
  })

  it('are shown as locked where the directory locks them, and expire by its rules alone', async () => {
    const { services, owner, clock, id } = await office()
    await addPeople(slapd.url, ['gitte'], first)
    const dn = `uid=gitte,${people}`
    await asManager(slapd.url, (client) => client.modify(dn, replace('pwdAccountLockedTime', '000001010000Z')))
    const expiration = { ...defaultPolicies.expiration, isOn: true, days: 90 }
    await services.policies.save({ ...defaultPolicies, expiration }, owner)
    await services.directories.look({ id, isWhole: true }, owner)
    clock.now += 400 * 86_400_000
    const gitte = { id: idOf(services, 'gitte') }
    expect(await services.users.get(gitte, owner)).toMatchObject({
      signIn: 'locked',
      passwordState: 'current',
      passwordExpiresAt: null,
    })
    await asManager(slapd.url, (client) => client.del(dn))
  })

  it('are not changed by the desk where the directory would bring the old value back', async () => {
    const { services, owner, id } = await office()
    await services.directories.look({ id, isWhole: true }, owner)
    const userId = idOf(services, 'anna')
    const code = (work: () => unknown) => codeOf(Promise.resolve().then(work))
    expect(await code(() => services.users.block({ id: userId, isBlocked: true }, owner))).toBe('IN_DIRECTORY')
    expect(await code(() => services.users.setNeverExpires({ id: userId, isOn: true }, owner))).toBe('IN_DIRECTORY')
  })

  it('stay where a look sees nobody, or fewer than half of them', async () => {
    const { services, owner, id } = await office()
    await services.directories.look({ id, isWhole: true }, owner)
    await slapd.stop()
    expect(await codeOf(services.directories.look({ id, isWhole: true }, owner))).toBe('DIRECTORY_UNREACHABLE')
    expect((await services.directories.list({}, owner)).directories).toMatchObject([
      { people: 3, fault: 'unreachable' },
    ])
    slapd = { ...(await startSlapd(folder, slapd.plainPort)) }
  })

  it('are not seen below a base that is not there, which is no fault of the account', async () => {
    const { services, owner } = await office()
    const { connection, password } = connectionTo(slapd)
    const faultOf = async (part: Partial<typeof connection>, typed: string = password) =>
      (
        await services.directories.test(
          { kind: 'typed', connection: { ...connection, ...part }, password: typed },
          owner,
        )
      ).fault
    expect(await faultOf({ base: 'dc=nothing,dc=test' } as never)).toBe('baseUnknown')
    expect(await faultOf({ base: 'not a name' } as never)).toBe('baseUnknown')
    expect(await faultOf({}, 'not the password')).toBe('loginRefused')
    expect(await faultOf({})).toBeNull()
  })

  it('are connected with what was trusted in the audit log, a pinned certificate by its fingerprint', async () => {
    const { services, owner } = await setUp()
    const { connection, password } = connectionTo(slapd)
    const { certificate } = await services.directories.probe(
      { server: { host: 'localhost', port: slapd.tlsPort }, security: 'ldaps', trust: { kind: 'system' } },
      owner,
    )
    const trust = { kind: 'pinned', certificate: certificate?.certificate ?? '' } as const
    await services.directories.add({ connection: { ...connection, trust }, password }, owner)
    const [entry] = (await services.audit.list({ filter: everyEntry, offset: 0, limit: 1 }, owner)).entries
    expect(entry?.detail).toMatchObject({ trust: 'pinned', fingerprint: certificate?.fingerprint })
  })

  it('keep their number and their roles where the connection is changed', async () => {
    const { services, owner, id } = await office()
    await services.directories.look({ id, isWhole: true }, owner)
    const anna = idOf(services, 'anna')
    const { connection, password } = connectionTo(slapd)
    const wrong = { ...connection, name: 'Main office', servers: [{ host: 'localhost', port: 1 }] }
    await services.directories.save({ id, connection: wrong, password }, owner)
    expect(await codeOf(services.directories.look({ id, isWhole: false }, owner))).toBe('DIRECTORY_UNREACHABLE')
    await services.directories.save({ id, connection: { ...connection, name: 'Main office' }, password }, owner)
    expect(await services.directories.look({ id, isWhole: false }, owner)).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
      missing: 0,
    })
    expect(idOf(services, 'anna')).toBe(anna)
    expect((await services.directories.list({}, owner)).directories).toMatchObject([
      { id, people: 3, fault: null, connection: { name: 'Main office' } },
    ])
    const otherKind = { id, connection: { ...connection, kind: 'activeDirectory' }, password } as const
    expect(await codeOf(Promise.resolve().then(() => services.directories.save(otherKind, owner)))).toBe(
      'FIELD_INVALID',
    )
  })

  it('go from the list when the directory is disconnected, which changes nothing there', async () => {
    const { services, owner, id } = await office()
    const before = await namesIn(services, owner)
    await services.directories.look({ id, isWhole: true }, owner)
    await services.directories.remove({ id, people: 'remove' }, owner)
    expect(await namesIn(services, owner)).toEqual(before)
    expect((await services.directories.list({}, owner)).directories).toEqual([])
    await bindAs(slapd.url, 'anna', first)
  })
})
