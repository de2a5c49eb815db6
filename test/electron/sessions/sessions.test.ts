import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { signedIn } from '../../support/signed-in.ts'
import { jump } from '../../support/test-clocks.ts'
import {
  addPerson,
  confirmed,
  nobody,
  noKeychain,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  signedInPerson,
  testServices,
} from '../../support/test-services.ts'

const minute = 60_000

/** Why sign-ins failed, the latest first. */
async function failuresOf(services: Services, owner: SignedInCall) {
  const filter = { ...everyEntry, action: 'UserLoginFailed' } as const
  return (await services.audit.list({ filter, offset: 0, limit: 9 }, owner)).entries.map(({ reason }) => reason)
}

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

  it('lists where somebody is signed in, the one that was used last first', async () => {
    const { services, clock } = await setUp()
    const used = []
    for (let at = 0; at < 3; at += 1) {
      const input = { username: ownerName, password: ownerPassword }
      used.push((await services.sessions.signIn(input, nobody)).token)
      clock.now += minute
    }
    const callOf = (token: string | undefined) => signedIn(services.serve.callOf(token ?? '', 'browser', false))
    const last = callOf(used[1])
    const { sessions } = await services.sessions.mine({}, last)
    const times = sessions.map(({ activeAt }) => activeAt)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(sessions[0]?.isThis).toBe(true)
  })

  it('takes a user name in any case and with spaces around it', async () => {
    const { services } = await setUp()
    const signedIn = await services.sessions.signIn(
      { username: ` ${ownerName.toUpperCase()} `, password: ownerPassword },
      nobody,
    )
    expect(signedIn.session.username).toBe(ownerName)
  })

  it.each([
    ['blanks around what was pasted', (password: string) => ` ${password}\u00a0\u200b\n`],
    ['another kind of space inside', (password: string) => password.replaceAll(' ', '\u00a0')],
    ['letters in two code points', (password: string) => password.normalize('NFD')],
  ])('takes the password with %s, for signing in and where it is asked for again', async (_, typed) => {
    const { services, owner } = await setUp()
    const { id, username } = await addPerson(services, owner)
    const password = 'Blåbær grød anker 42'
    const choice = { kind: 'typed', password } as const
    await services.passwords.reset({ userId: id, choice, mustChange: false }, owner)
    const { token } = await services.sessions.signIn({ username, password: typed(password) }, nobody)
    const call = signedIn(services.serve.callOf(token, 'browser', false))
    await services.sessions.confirm({ password: typed(password) }, call)
    await expect(services.sessions.signIn({ username, password: typed(`${password}x`) }, nobody)).rejects.toThrow()
  })

  it('takes a password that begins and ends with blanks only with them', async () => {
    const { services, owner } = await setUp()
    const { id, username } = await addPerson(services, owner)
    const password = '  Quiet harbour 42 stones '
    await services.passwords.reset({ userId: id, choice: { kind: 'typed', password }, mustChange: false }, owner)
    await services.sessions.signIn({ username, password }, nobody)
    await expect(services.sessions.signIn({ username, password: password.trim() }, nobody)).rejects.toThrow()
  })

  it('counts everything that one password may have meant as one try', async () => {
    const { services, owner } = await setUp()
    const { username } = await signedInPerson(services, owner)
    const { threshold } = defaultPolicies.lockout
    for (let at = 0; at < threshold - 1; at += 1) {
      const password = `\u00a0Wrong\u00a0guess ${at} `
      await expect(services.sessions.signIn({ username, password }, nobody)).rejects.toMatchObject({
        code: 'SIGN_IN_FAILED',
      })
    }
    const last = services.sessions.signIn({ username, password: ' Wrong again ' }, nobody)
    await expect(last).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    const locked = services.sessions.signIn({ username, password: 'Wrong' }, nobody)
    await expect(locked).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
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
    // The least of each, because other programs only ever add to it. One hash more or less would double or empty it.
    const [unknown = 0, wrong = 0, right = 0] = works.map((all) => Math.min(...all))
    for (const ratio of [unknown / wrong, unknown / right]) {
      expect(ratio).toBeGreaterThan(0.6)
      expect(ratio).toBeLessThan(1.6)
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

  it.each([-365 * 24 * 60, -60])(
    'locks, asks for the password again and ends after the time that has passed, although the clock was set by %i minutes meanwhile',
    async (minutes) => {
      const { services, token, clock } = await setUp()
      const call = () => services.serve.callOf(token, 'browser', false)
      await services.sessions.confirm({ password: ownerPassword }, signedIn(call()))
      jump(clock, minutes * minute)
      clock.now += 4 * minute
      expect(call()).toMatchObject({ isLocked: false, isConfirmed: true })
      clock.now += 2 * minute
      expect(call()).toMatchObject({ isLocked: false, isConfirmed: false })
      clock.now += 5 * minute
      expect(call().isLocked).toBe(true)
      clock.now += 12 * 60 * minute
      expect(call().actor).toBeNull()
    },
  )

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

describe('whoever was changed while their password was being proved', () => {
  it('is not let in once blocked, and the log says so', async () => {
    const { services, owner } = await setUp()
    const admin = await signedInPerson(services, owner, ['globalAdministrator'])
    // Asked once the password is proved and before the session opens.
    const asked = vi.spyOn(services.vault, 'needsAdminSlots').mockImplementationOnce(() => {
      services.users.block({ id: admin.id, isBlocked: true }, owner)
      return false
    })
    await expect(services.sessions.signIn(admin, nobody)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    asked.mockRestore()
    expect(services.sessions.of({ userId: admin.id }, owner)).toEqual({ sessions: [] })
    expect(await failuresOf(services, owner)).toEqual(['wrongPassword'])
  })

  it('is not let in with a password that was reset meanwhile, which gets no slot of the vault either', async () => {
    const { services, owner } = await setUp({ keychain: noKeychain })
    const admin = await signedInPerson(services, owner)
    await services.roles.set({ userId: admin.id, roles: ['globalAdministrator'] }, owner)
    const { prepareAdminSlot } = services.vault
    const prepared = vi.spyOn(services.vault, 'prepareAdminSlot').mockImplementationOnce(async (password) => {
      await resetAndRead(services, owner, admin.id)
      return prepareAdminSlot(password)
    })
    await expect(services.sessions.signIn(admin, nobody)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    prepared.mockRestore()
    expect(services.sessions.of({ userId: admin.id }, owner)).toEqual({ sessions: [] })
    expect(await failuresOf(services, owner)).toEqual(['wrongPassword'])
    const { slots } = await services.vault.slots({}, owner)
    expect(slots.flatMap(({ username }) => username ?? [])).toEqual([ownerName])
  })

  it('typed a wrong password where an admin has taken it away since', async () => {
    const { services, owner, dataDir } = await setUp()
    const person = await signedInPerson(services, owner)
    const signIn = services.sessions.signIn(person, nobody)
    // Before the hash of the typed one is done.
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.prepare("UPDATE users SET credential_version = 'another' WHERE id = ?").run(person.id)
    sql.close()
    await expect(signIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(await failuresOf(services, owner)).toEqual(['wrongPassword'])
  })
})

describe('sessions', () => {
  it('end elsewhere by a role that somebody gives to themselves, which keeps the one that they are in', async () => {
    const { services, owner, ownerId, token } = await setUp()
    const other = await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    await services.roles.set({ userId: ownerId, roles: ['globalAdministrator', 'reportsReader'] }, owner)
    expect(services.serve.callOf(token, 'browser', false).actor?.id).toBe(ownerId)
    expect(services.serve.callOf(other.token, 'browser', false).actor).toBeNull()
  })

  it('of somebody who does not exist are not ended', async () => {
    const { services, owner } = await setUp()
    expect(() => services.sessions.endAll({ userId: 999_999 as never }, owner)).toThrow('NOT_FOUND')
  })
})

it('a code for which nobody asks proves nothing, and the session stays as it is', async () => {
  const { services, owner, token, clock } = await setUp()
  const app = await registerAuthenticator(services, owner, clock)
  clock.now += minute
  const prove = () => services.sessions.proveFactor({ code: app.code() }, owner)
  expect(prove).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
  expect(services.serve.callOf(token, 'browser', false).actor).not.toBeNull()
})

it('nothing is done for somebody who is blocked, and no new token is given for a session that is over', async () => {
  const { services, owner } = await setUp()
  const person = await signedInPerson(services, owner)
  services.users.block({ id: person.id, isBlocked: true }, owner)
  expect(() => services.sessions.callFor(person.id, 'commandLine')).toThrow('SIGN_IN_FAILED')
  expect(() => services.sessions.renew(person.token)).toThrow('SIGN_IN_NEEDED')
})

describe('present at the desk', () => {
  async function desk() {
    const test = await setUp()
    const person = await signedInPerson(test.services, test.owner)
    const names = () => test.services.sessions.atDesk().map(({ username }) => username)
    return { ...test, person, names }
  }

  it('is who is signed in, also behind a lock, and not who is signed in at the portal', async () => {
    const { services, person, names } = await desk()
    expect(names()).toEqual([ownerName, person.username])
    services.sessions.lockAll()
    expect(names()).toEqual([ownerName, person.username])
    services.sessions.signOut({}, person.call())
    await services.sessions.signIn(person, { ...nobody, door: 'portal' })
    expect(names()).toEqual([ownerName])
  })

  it('is nobody who is blocked or whose day is over', async () => {
    const { services, owner, person, clock, names } = await desk()
    services.users.block({ id: person.id, isBlocked: true }, owner)
    expect(names()).toEqual([ownerName])
    clock.now += 12 * 60 * minute - 1
    expect(names()).toEqual([ownerName])
    clock.now += 1
    expect(names()).toEqual([])
  })

  it('is nobody who has a password to change or a code to enter, until they have', async () => {
    const { services, owner, clock, names } = await desk()
    const fresh = await addPerson(services, owner)
    const password = await resetAndRead(services, owner, fresh.id)
    await services.sessions.signIn({ username: fresh.username, password }, nobody)
    expect(names()).not.toContain(fresh.username)
    const guarded = await signedInPerson(services, owner)
    const app = await registerAuthenticator(services, { ...guarded.call(), isConfirmed: true }, clock)
    services.sessions.signOut({}, guarded.call())
    clock.now += minute
    const { token } = await services.sessions.signIn(guarded, nobody)
    expect(names()).not.toContain(guarded.username)
    services.sessions.proveFactor({ code: app.code() }, signedIn(services.serve.callOf(token, 'browser', false)))
    expect(names()).toContain(guarded.username)
  })

  it('is nobody whose password is another one since, whoever has replaced it in the store', async () => {
    const { dataDir, person, names } = await desk()
    const sql = new Sqlite(`${dataDir}/keydesk.db`)
    sql.prepare("UPDATE users SET credential_version = 'another' WHERE id = ?").run(person.id)
    sql.close()
    expect(names()).toEqual([ownerName])
  })

  it('is nobody who came with a Temporary Access Pass', async () => {
    const { services, owner, person, names } = await desk()
    services.sessions.signOut({}, person.call())
    const { pass } = await services.passes.create({ userId: person.id, minutes: 60, isOnce: false }, owner)
    await services.sessions.signIn({ username: person.username, password: pass }, nobody)
    expect(names()).toEqual([ownerName])
  })
})

it('a temporary password that lapses ends the session that it opened, and a pass is let in without any password', async () => {
  const { services, owner, clock } = await setUp()
  const temporary = { ...defaultPolicies.temporary, hours: 1 }
  await services.policies.save({ ...defaultPolicies, temporary }, owner)
  const person = await addPerson(services, owner)
  const enter = async (password: string) => {
    const { token } = await services.sessions.signIn({ username: person.username, password }, nobody)
    return () => services.serve.callOf(token, 'browser', false).actor?.id ?? null
  }
  const { pass } = await services.passes.create({ userId: person.id, minutes: 120, isOnce: false }, owner)
  const beforeAnyPassword = await enter(pass)
  expect(beforeAnyPassword()).toBe(person.id)
  const withPassword = await enter(await resetAndRead(services, owner, person.id))
  expect(withPassword()).toBe(person.id)
  clock.now += 60 * minute
  expect(withPassword()).toBeNull()
  expect((await enter(pass))()).toBe(person.id)
})

describe('the command line', () => {
  it('says that nothing is set up yet', async () => {
    const { services } = await testServices()
    await expect(services.callAs(ownerName, ownerPassword)).rejects.toMatchObject({ code: 'NOT_SET_UP' })
  })

  it('takes no Temporary Access Pass, and the log says so', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const { pass } = await services.passes.create({ userId: person.id, minutes: 60, isOnce: false }, owner)
    await expect(services.callAs(person.username, pass)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(await failuresOf(services, owner)).toEqual(['wrongPassword'])
  })
})

describe('the count of wrong passwords', () => {
  const week = 7 * 24 * 60 * minute

  /** Somebody fails nine times, one less than locks; a week and some milliseconds later another name fails, and then they fail once more. */
  async function afterWeek(whose: 'somebody' | 'a name that nobody has', more: number) {
    const { services, owner, clock } = await setUp()
    const person = await addPerson(services, owner)
    const name = whose === 'somebody' ? person.username : 'nobody@nordwind.test'
    const refusal = async (username: string, password: string) => {
      const [outcome] = await Promise.allSettled([services.sessions.signIn({ username, password }, nobody)])
      return outcome.status === 'rejected' ? outcome.reason.code : 'signed in'
    }
    for (let guess = 0; guess < 9; guess += 1) expect(await refusal(name, `wrong ${guess}`)).toBe('SIGN_IN_FAILED')
    clock.now += week + more
    expect(await refusal('another@nordwind.test', 'wrong')).toBe('SIGN_IN_FAILED')
    expect(await refusal(name, 'wrong for the tenth time')).toBe('SIGN_IN_FAILED')
    return refusal(name, 'wrong again')
  }

  it.each([
    ['a name that nobody has', 'is kept for a week', 0, 'TOO_MANY_ATTEMPTS'],
    ['a name that nobody has', 'is forgotten after that', 1, 'SIGN_IN_FAILED'],
    ['somebody', 'is kept for longer', 1, 'TOO_MANY_ATTEMPTS'],
  ] as const)('of %s %s', async (whose, _, more, refused) => {
    expect(await afterWeek(whose, more)).toBe(refused)
  })
})

it('a lock is shown with its person as soon as it begins, and again when it grows', async () => {
  const { services, owner, clock } = await setUp()
  const { id, username } = await addPerson(services, owner)
  const shown = async () => (await services.users.get({ id }, owner)).lockedUntil
  const fail = (password: string) =>
    expect(services.sessions.signIn({ username, password }, nobody)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  for (let guess = 0; guess < 9; guess += 1) await fail(`wrong ${guess}`)
  expect(await shown()).toBeNull()
  await fail('wrong for the tenth time')
  expect(await shown()).toBe(clock.now + minute)
  clock.now += minute
  await fail('wrong once more')
  expect(await shown()).toBe(clock.now + 2 * minute)
})

it('a right password at one door leaves what was counted at another', async () => {
  const { services, owner } = await setUp()
  const person = await signedInPerson(services, owner)
  const { username } = person
  const atPortal = { ...nobody, door: 'portal' } as const
  const fail = (guess: number) =>
    expect(services.sessions.signIn({ username, password: `wrong ${guess}` }, atPortal)).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
  for (let guess = 0; guess < 4; guess += 1) await fail(guess)
  await services.sessions.signIn({ username, password: person.password }, nobody)
  for (let guess = 4; guess < 10; guess += 1) await fail(guess)
  await expect(services.sessions.signIn({ username, password: person.password }, atPortal)).rejects.toMatchObject({
    code: 'TOO_MANY_ATTEMPTS',
  })
})

describe('a lock that was dated by a clock ahead', () => {
  const tenDays = 10 * 24 * 60 * minute

  it.each(['somebody', 'a name that nobody has'])('lasts its own length from now, of %s', async (whose) => {
    const { services, owner, clock } = await setUp()
    const person = await addPerson(services, owner)
    const username = whose === 'somebody' ? person.username : 'nobody@nordwind.test'
    const tryOnce = (password: string) => services.sessions.signIn({ username, password }, nobody)
    jump(clock, tenDays)
    for (let guess = 0; guess < 10; guess += 1)
      await expect(tryOnce(`wrong ${guess}`)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    jump(clock, -tenDays)
    services.tidy()
    const { lockedUntil } = await services.users.get({ id: person.id }, owner)
    expect(lockedUntil).toBe(whose === 'somebody' ? clock.now + minute : null)
    await expect(tryOnce('right')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', data: { seconds: 60 } })
    clock.now += minute / 2
    await expect(tryOnce('right')).rejects.toMatchObject({ data: { seconds: 30 } })
    clock.now += minute / 2
    await expect(tryOnce('wrong')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })
})
