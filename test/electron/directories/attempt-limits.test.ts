import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DoorName } from '../../../shared/audit.ts'
import { type DomainError, isDomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import type { Fact, LockRules } from '../../../shared/rules/directory/directory-rules.ts'
import { carefulLimit } from '../../../shared/rules/lockout.ts'
import { signedIn } from '../../support/signed-in.ts'
import { addPerson as addOwn, nobody, setUp } from '../../support/test-services.ts'
import { addPerson, asAdministrator, connectionTo, replace, root, sambaFault, startSamba } from '../directory/samba.ts'
import { entry, firstPassword, pretendOffice } from './pretend-directory.ts'

const halfAnHour = 30 * 60_000
const lock = { threshold: 5, window: halfAnHour, duration: halfAnHour }

/** An office with Anna in a directory that locks like this, and what reaches the directory. */
async function officeThatLocks(locks: readonly Fact<LockRules>[]) {
  const clock = { now: Date.UTC(2026, 5, 1) }
  const desk = await pretendOffice({ clock })
  const { office, services } = desk
  const asked: string[] = []
  office.state.asked = (password) => void asked.push(password)
  office.put(entry('anna'))
  office.state.locks = locks
  await office.look()
  const id = services.users.idOf('anna') as UserId
  const signIn = async (username: string, password: string, door: DoorName = 'portal') => {
    try {
      await services.sessions.signIn({ username, password }, { ...nobody, door })
      return 'in'
    } catch (error) {
      return isDomainError(error, 'TOO_MANY_ATTEMPTS') ? error.data.seconds : (error as DomainError).code
    }
  }
  const wrong = async (username: string, count: number, door: DoorName = 'portal') => {
    const answers = []
    for (let at = 0; at < count; at += 1) answers.push(await signIn(username, `Wrong-${at}`, door))
    return answers
  }
  return { ...desk, asked, clock, id, signIn, wrong }
}
const failed = (count: number) => Array.from({ length: count }, () => 'SIGN_IN_FAILED')

describe('wrong passwords of people of a directory', () => {
  it('lock in Keydesk one before the directory would, for a second longer than it counts them', async () => {
    const { wrong, asked, clock, signIn } = await officeThatLocks([lock])
    expect(await wrong('anna', 6)).toEqual([...failed(4), 1801, 1801])
    expect(asked).toHaveLength(4)
    clock.now += 1_802_000
    expect(await signIn('anna', firstPassword)).toBe('in')
  })

  it('let no more than one reach the directory each time that a lock is over', async () => {
    const { wrong, asked, clock } = await officeThatLocks([lock])
    await wrong('anna', 4)
    clock.now += 1_802_000
    expect(await wrong('anna', 2)).toEqual(['SIGN_IN_FAILED', 3600])
    expect(asked).toHaveLength(5)
  })

  it('lock names of Keydesk’s own and names that nobody has at the same number, so that a lock tells nobody who is where', async () => {
    const { wrong, services, owner } = await officeThatLocks([lock])
    const { username } = await addOwn(services, owner)
    const [there, own, none] = [await wrong('anna', 6), await wrong(username, 6), await wrong('nobody', 6)]
    expect(own).toEqual(there)
    expect(none).toEqual(there)
  })

  it('count each time, also the same one, as the directory does', async () => {
    const { signIn, asked } = await officeThatLocks([lock])
    const answers = []
    for (let at = 0; at < 5; at += 1) answers.push(await signIn('anna', 'The-Same-Wrong-1'))
    expect(answers).toEqual([...failed(4), 1801])
    expect(asked).toHaveLength(4)
  })

  it('are passed on one at a time, so that many at once don’t pass the limit together', async () => {
    const { signIn, asked } = await officeThatLocks([lock])
    const tries = Array.from({ length: 20 }, (_, at) => signIn('anna', `Wrong-${at}`))
    const answers = await Promise.all(tries)
    expect(answers.filter((answer) => answer === 'SIGN_IN_FAILED')).toHaveLength(4)
    expect(asked).toHaveLength(4)
  })

  it('count at all doors together, and a right one ends the count at all of them', async () => {
    const { wrong, signIn, asked } = await officeThatLocks([lock])
    await wrong('anna', 3, 'portal')
    expect(await signIn('anna', firstPassword, 'browser')).toBe('in')
    asked.length = 0
    await wrong('anna', 2, 'portal')
    await wrong('anna', 2, 'browser')
    expect(await signIn('anna', firstPassword, 'commandLine')).toBe(1801)
    expect(asked).toHaveLength(4)
  })

  it('count where the own password is asked for again, and where it is changed', async () => {
    const { services, asked, id } = await officeThatLocks([lock])
    const { token } = await services.sessions.signIn({ username: 'anna', password: firstPassword }, nobody)
    const call = signedIn(services.serve.callOf(token, 'browser', false))
    asked.length = 0
    const refused = async (work: () => unknown) =>
      (async () => work())().then(
        () => 'done',
        (error) => error.code,
      )
    const change = { currentPassword: 'Wrong-1', newPassword: 'Quiet-Harbour-77-oak' }
    const answers = []
    for (let at = 0; at < 3; at += 1) {
      answers.push(await refused(() => services.sessions.confirm({ password: 'Wrong-1' }, call)))
      answers.push(await refused(() => services.passwords.change(change, call)))
    }
    expect(answers).toEqual([...Array(4).fill('WRONG_PASSWORD'), 'TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS'])
    expect(asked).toHaveLength(4)
    expect(services.users.stored(id)).toMatchObject({ isBlocked: false })
  })

  it('are held to a careful number where it is not known when the directory locks, from the moment that it is connected', async () => {
    const { wrong } = await officeThatLocks(['unknown'])
    expect(await wrong('anna', 4)).toEqual([...failed(carefulLimit.tries), carefulLimit.seconds])
    const desk = await pretendOffice()
    const policies = await desk.services.policies.get({}, desk.owner)
    expect(policies.directoryLocks).toEqual([{ directory: 'Office', threshold: 'unknown', limit: carefulLimit }])
  })

  it('keep Keydesk’s own limit beside a directory that never locks', async () => {
    const { wrong, services, owner } = await officeThatLocks([{ threshold: 0, window: 0, duration: 0 }])
    expect(await wrong('anna', 11)).toEqual([...failed(10), 60])
    expect((await services.policies.get({}, owner)).directoryLocks).toEqual([
      { directory: 'Office', threshold: 0, limit: null },
    ])
  })

  it('stay below the strictest of several policies, over a restart with the directory away', async () => {
    const { office, services, owner, restart } = await officeThatLocks([lock, { ...lock, threshold: 3 }])
    expect((await services.policies.get({}, owner)).directoryLocks).toEqual([
      { directory: 'Office', threshold: 3, limit: { tries: 2, seconds: 1801 } },
    ])
    office.state.isAway = true
    const again = await restart()
    const signIn = async (password: string) =>
      again.sessions.signIn({ username: 'anna', password }, { ...nobody, door: 'portal' })
    for (const password of ['Wrong-1', 'Wrong-2'])
      await expect(signIn(password)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    await expect(signIn(firstPassword)).rejects.toMatchObject({ data: { seconds: 1801 } })
  })

  it.skipIf(sambaFault !== null)(
    `never lock somebody in Active Directory, however many there are${sambaFault === null ? '' : ` (${sambaFault})`}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
      const samba = await startSamba(folder)
      try {
        const name = 'anna'
        await asAdministrator(samba, (client) => client.modify(root, [replace('lockoutThreshold', '3')]))
        await addPerson(samba, name, { password: firstPassword })
        const { services, owner } = await setUp()
        const { id } = await services.directories.add(connectionTo(samba), owner)
        await services.directories.look({ id, isWhole: true }, owner)
        const tries = Array.from({ length: 12 }, (_, at) =>
          services.sessions.signIn({ username: name, password: `Wrong-${at}` }, { ...nobody, door: 'portal' }),
        )
        const answers = await Promise.allSettled(tries)
        expect(answers.every(({ status }) => status === 'rejected')).toBe(true)
        await services.directories.look({ id, isWhole: true }, owner)
        const person = await services.users.get({ id: services.users.idOf(name) as UserId }, owner)
        expect(person).toMatchObject({ locks: { there: null, here: expect.any(Number) } })
      } finally {
        await samba.stop()
        rmSync(folder, { recursive: true })
      }
    },
  )
})
