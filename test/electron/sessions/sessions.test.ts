import { describe, expect, it } from 'vitest'
import { signedIn } from '../../support/signed-in.ts'
import {
  addPerson,
  confirmed,
  nobody,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  signedInPerson,
} from '../../support/test-services.ts'

const minute = 60_000

describe('signing in', () => {
  it('gives a 256-bit token that stands for the person', async () => {
    const { services } = await setUp()
    const { token, session } = await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(session).toMatchObject({
      username: ownerName,
      roles: ['globalAdministrator'],
      mustChange: false,
      isLocked: false,
    })
    expect(services.serve.callOf(token, 'browser', true).actor?.username).toBe(ownerName)
  })

  it('takes a user name in any case and with spaces around it', async () => {
    const { services } = await setUp()
    const signedIn = await services.sessions.signIn(
      { username: ` ${ownerName.toUpperCase()} `, password: ownerPassword },
      nobody,
    )
    expect(signedIn.session.username).toBe(ownerName)
  })

  it('answers an unknown user, a wrong password, a blocked user and a lapsed password alike, and writes down which it was', async () => {
    const { services, owner, clock } = await setUp()
    const blocked = await signedInPerson(services, owner)
    await services.users.block({ id: blocked.id, isBlocked: true }, owner)
    const lapsed = await addPerson(services, owner)
    const lapsedPassword = await resetAndRead(services, owner, lapsed.id)
    clock.now += 73 * 60 * minute
    const tries = [
      { username: 'nobody@nordwind.test', password: 'x' },
      { username: ownerName, password: 'wrong' },
      { username: blocked.username, password: blocked.password },
      { username: lapsed.username, password: lapsedPassword },
    ]
    for (const attempt of tries) {
      await expect(services.sessions.signIn(attempt, nobody)).rejects.toMatchObject({
        code: 'SIGN_IN_FAILED',
        data: {},
      })
    }
    const { entries } = await services.audit.list(
      { filter: { person: '', action: 'UserLoginFailed', from: null, until: null }, offset: 0, limit: 9 },
      owner,
    )
    expect(entries.map((entry) => entry.reason)).toEqual(['lapsed', 'blocked', 'wrongPassword', 'unknownUser'])
    expect(entries.at(-1)?.target, 'what was typed may be a password').toBe('')
  })

  it('takes one slow hash, whether the name or the password is wrong or both are right, so that the time tells nothing', async () => {
    const { services } = await setUp()
    const kinds = [
      { username: 'nobody@nordwind.test', password: 'wrong' },
      { username: ownerName, password: 'wrong' },
      { username: ownerName, password: ownerPassword },
    ] as const
    /** The work and not the time, which another program on the machine shares; microseconds. */
    const workOf = async (typed: (typeof kinds)[number]) => {
      const before = process.cpuUsage()
      await Promise.resolve(services.sessions.signIn(typed, nobody)).catch(() => {})
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    // In turns, because the machine itself is now faster and now slower. Ten wrong ones in a row would lock the account.
    const works = kinds.map((): number[] => [])
    for (let round = 0; round < 9; round += 1)
      for (const [at, kind] of kinds.entries()) works[at]?.push(await workOf(kind))
    const [unknown = 0, wrong = 0, right = 0] = works.map((all) => all.sort((a, b) => a - b)[4])
    for (const ratio of [unknown / wrong, unknown / right]) {
      expect(ratio).toBeGreaterThan(0.7)
      expect(ratio).toBeLessThan(1.4)
    }
  })

  it('asks somebody with a temporary password for a new one before anything else', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const temporary = await resetAndRead(services, owner, person.id)
    const { token, session } = await services.sessions.signIn(
      { username: person.username, password: temporary },
      nobody,
    )
    expect(session.mustChange).toBe(true)
    const call = services.serve.callOf(token, 'browser', false)
    await services.passwords.changeForced({ newPassword: 'Green-Field-77-hat' }, signedIn(call))
    expect(services.sessions.current({}, signedIn(services.serve.callOf(token, 'browser', true)))).toMatchObject({
      mustChange: false,
    })
    await expect(
      services.sessions.signIn({ username: person.username, password: temporary }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('keeps no token in the store', async () => {
    const { services, token, dataDir } = await setUp()
    await services.close()
    const { readFileSync, readdirSync } = await import('node:fs')
    for (const file of readdirSync(dataDir)) expect(readFileSync(`${dataDir}/${file}`).includes(token)).toBe(false)
  })
})

describe('a session', () => {
  it('locks after five idle minutes and opens again with the password', async () => {
    const { services, token, clock } = await setUp()
    clock.now += 4 * minute
    expect(services.serve.callOf(token, 'browser', false).isLocked).toBe(false)
    clock.now += 5 * minute
    const call = services.serve.callOf(token, 'browser', false)
    expect(call.isLocked).toBe(true)
    await expect(services.sessions.unlock({ password: 'wrong' }, signedIn(call))).rejects.toMatchObject({
      code: 'WRONG_PASSWORD',
    })
    const info = await services.sessions.unlock({ password: ownerPassword }, signedIn(call))
    expect(info.isLocked).toBe(false)
  })

  it('is not kept from locking by polling', async () => {
    const { services, token, clock } = await setUp()
    for (let minutes = 0; minutes < 5; minutes += 1) {
      clock.now += minute
      services.serve.callOf(token, 'browser', true)
    }
    expect(services.serve.callOf(token, 'browser', false).isLocked).toBe(true)
  })

  it('ends after twelve hours however busy it is', async () => {
    const { services, token, clock } = await setUp()
    for (let minutes = 0; minutes < 12 * 60; minutes += 4) {
      clock.now += 4 * minute
      services.serve.callOf(token, 'browser', false)
    }
    expect(services.serve.callOf(token, 'browser', false).actor).toBeNull()
  })

  it('locks with all others when the machine sleeps', async () => {
    const { services, token } = await setUp()
    services.sessions.lockAll()
    expect(services.serve.callOf(token, 'browser', false).isLocked).toBe(true)
  })

  it('ends at sign-out, at a block and at a reset by somebody else', async () => {
    const { services, owner } = await setUp()
    const one = await signedInPerson(services, owner)
    services.sessions.signOut({}, one.call())
    expect(one.isSignedIn()).toBe(false)
    const two = await signedInPerson(services, owner)
    await services.users.block({ id: two.id, isBlocked: true }, owner)
    expect(two.isSignedIn()).toBe(false)
    const three = await signedInPerson(services, owner)
    await resetAndRead(services, owner, three.id)
    expect(three.isSignedIn()).toBe(false)
  })

  it('ends when an admin requires a change, so that only the password itself can choose the next one', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: [person.id] } }, owner)
    await services.jobs.finished(jobId)
    expect(person.isSignedIn()).toBe(false)
    const again = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    expect(again.session.mustChange).toBe(true)
  })

  it('counts as confirmed for five minutes after its own password', async () => {
    const { services, token, clock } = await setUp()
    const call = () => services.serve.callOf(token, 'browser', false)
    expect(call().isConfirmed).toBe(false)
    await services.sessions.confirm({ password: ownerPassword }, signedIn(call()))
    expect(call().isConfirmed).toBe(true)
    clock.now += 4 * minute
    call()
    clock.now += minute
    expect(call().isConfirmed).toBe(false)
  })

  it('does not survive a restart', async () => {
    const { token, restart } = await setUp()
    const services = await restart()
    expect(services.serve.callOf(token, 'browser', false).actor).toBeNull()
  })

  it('is not found by a made-up token', async () => {
    const { services } = await setUp()
    expect(services.serve.callOf('A'.repeat(43), 'browser', false).actor).toBeNull()
    expect(() => confirmed(services, 'B'.repeat(43))).toThrow('Nobody is signed in.')
  })
})
