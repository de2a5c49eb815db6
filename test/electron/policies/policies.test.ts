import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { defaultPolicies, type Policies } from '../../../shared/rules/policy.ts'
import { signedIn } from '../../support/signed-in.ts'
import {
  addPerson,
  confirmed,
  nobody,
  ownerName,
  ownerPassword,
  setUp,
  signedInPerson,
  temporaryFolder,
} from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const day = 86_400_000
const typed = (password: string) => ({ kind: 'typed', password }) as const

async function withPolicies(change: (policies: Policies) => Policies) {
  const test = await setUp()
  await test.services.policies.save(change(defaultPolicies), test.owner)
  return test
}

describe('policies', () => {
  it('are saved as one document, with every old and new value in the audit log', async () => {
    const { services, owner } = await setUp()
    const next = { ...defaultPolicies, lockout: { ...defaultPolicies.lockout, threshold: 5 } }
    expect(await services.policies.preview(next, owner)).toEqual({
      changes: [{ path: 'lockout.threshold', before: '10', after: '5' }],
      impacts: [],
      groups: [],
    })
    await services.policies.save(next, owner)
    const { entries } = await services.audit.list(
      { filter: { ...everyEntry, action: 'Set password policy.' }, offset: 0, limit: 1 },
      owner,
    )
    expect(entries[0]?.detail).toEqual({ 'lockout.threshold': '10 → 5' })
  })

  it('are taken back once', async () => {
    const { services, owner } = await withPolicies((policies) => ({
      ...policies,
      lockout: { ...policies.lockout, seconds: 300 },
    }))
    expect(await services.policies.get({}, owner)).toMatchObject({ canUndo: true })
    expect(await services.policies.undo({}, owner)).toEqual(defaultPolicies)
    expect(() => services.policies.undo({}, owner)).toThrow('NOTHING_SELECTED')
  })

  it('ask nobody for a new password because time has passed, until an owner switches expiration on', async () => {
    const test = await setUp()
    const { services, owner, clock } = test
    const person = await signedInPerson(services, owner)
    const signIn = async () => (await services.sessions.signIn(person, nobody)).session.mustChange
    clock.now += 10 * 365 * day
    expect(await signIn()).toBe(false)
    const { token } = await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const expiration = { ...defaultPolicies.expiration, isOn: true }
    await services.policies.save({ ...defaultPolicies, expiration }, confirmed(services, token))
    expect(await signIn()).toBe(true)
  })

  it('leave a never-expiring password alone, but a forced change wins', async () => {
    const { services, owner, clock } = await withPolicies((policies) => ({
      ...policies,
      expiration: { isOn: true, days: 90, remindDays: 14, startsAt: null },
    }))
    const person = await signedInPerson(services, owner)
    await services.users.setNeverExpires({ id: person.id, isOn: true }, owner)
    clock.now += 1000 * day
    const signIn = async () =>
      (await services.sessions.signIn({ username: person.username, password: person.password }, nobody)).session
    expect((await signIn()).mustChange).toBe(false)
    const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids: [person.id] } }, owner)
    await services.jobs.finished(jobId)
    expect((await signIn()).mustChange).toBe(true)
  })

  it('go out and come in as one JSON file, and every mistake in it is named', async () => {
    const { services, owner } = await setUp()
    const { json } = await services.policies.exportFile({}, owner)
    expect(await services.policies.readFile({ json }, owner)).toEqual({ policies: defaultPolicies, problems: [] })
    const wrong = { ...defaultPolicies, lockout: { threshold: 0, seconds: 'x' }, surplus: 1 }
    const { policies, problems } = await services.policies.readFile({ json: JSON.stringify(wrong) }, owner)
    expect(policies).toBeNull()
    expect(problems.map((problem) => problem.path)).toEqual(
      expect.arrayContaining(['lockout.threshold', 'lockout.seconds', 'lockout.capSeconds', '']),
    )
    for (const json of ['', '{', 'null', '[]', '"x"'])
      expect((await services.policies.readFile({ json }, owner)).policies).toBeNull()
  })
})

describe('password protection in force', () => {
  it('refuses banned words with the word, on reset and on change', async () => {
    const { services, owner } = await withPolicies((policies) => ({
      ...policies,
      protection: { ...policies.protection, ownTerms: ['contoso', 'blank'] },
    }))
    const person = await addPerson(services, owner)
    const reset = services.passwords.reset(
      { userId: person.id, choice: typed('C0ntos0Blank12'), mustChange: true },
      owner,
    )
    await expect(reset).rejects.toMatchObject({
      code: 'POLICY_BROKEN',
      data: { rules: ['banned'], words: expect.arrayContaining(['contoso', 'blank']) },
    })
    const change = services.passwords.change({ currentPassword: ownerPassword, newPassword: 'P@ssword1' }, owner)
    await expect(change).rejects.toMatchObject({ data: { rules: ['banned'] } })
  })

  it('remembers as many passwords as the policy says', async () => {
    const { services, owner } = await withPolicies((policies) => ({
      ...policies,
      protection: { ...policies.protection, historyCount: 2 },
    }))
    const chain = [ownerPassword, 'Second-Harbour-41-x', 'Third-Harbour-42-y', 'Fourth-Harbour-43-z']
    for (let at = 1; at < chain.length; at += 1) {
      await services.passwords.change(
        { currentPassword: chain[at - 1] as string, newPassword: chain[at] as string },
        owner,
      )
    }
    const back = (to: number) =>
      services.passwords.change({ currentPassword: chain[3] as string, newPassword: chain[to] as string }, owner)
    await expect(back(2)).rejects.toMatchObject({ data: { rules: ['history'] } })
    await expect(back(1)).rejects.toMatchObject({ data: { rules: ['history'] } })
    await back(0)
  })

  it.each([
    [0, 3000, 'refused'],
    [30, 29, 'refused'],
    [30, 31, 'taken'],
    [1, 2, 'taken'],
  ])('with %d days of memory (0 is for ever), a password from %d days ago is %s', async (historyDays, age, outcome) => {
    const { services, owner, clock } = await withPolicies((policies) => ({
      ...policies,
      protection: { ...policies.protection, historyCount: 5, historyDays },
    }))
    const person = await signedInPerson(services, owner)
    const signIn = async (password: string) =>
      signedIn(
        services.serve.callOf(
          (await services.sessions.signIn({ username: person.username, password }, nobody)).token,
          'browser',
          false,
        ),
      )
    const next = 'Silver-Bridge-9-map'
    await services.passwords.change(
      { currentPassword: person.password, newPassword: next },
      await signIn(person.password),
    )
    clock.now += age * day
    const call = await signIn(next)
    const back = services.passwords.change({ currentPassword: next, newPassword: person.password }, call)
    if (outcome === 'taken') await back
    else await expect(back).rejects.toMatchObject({ data: { rules: ['history'] } })
  })

  it('keeps people from changing too soon, but never from a forced change', async () => {
    const { services, owner, clock } = await withPolicies((policies) => ({
      ...policies,
      protection: { ...policies.protection, minimumAgeHours: 24 },
    }))
    const person = await signedInPerson(services, owner)
    const change = () =>
      services.passwords.change({ currentPassword: person.password, newPassword: 'Silver-Bridge-9-map' }, person.call())
    await expect(change()).rejects.toMatchObject({ data: { rules: ['tooYoung'] } })
    clock.now += day
    const { token } = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    await services.passwords.change(
      { currentPassword: person.password, newPassword: 'Silver-Bridge-9-map' },
      signedIn(services.serve.callOf(token, 'browser', false)),
    )
  })

  it('refuses a breached password from the file, and never takes a broken file for a match', async () => {
    const file = join(temporaryFolder(), 'pwned.txt')
    const leaked = 'Leaked-Harbour-77-lamp'
    const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()
    const lines = [leaked, ...Array.from({ length: 400 }, (_, at) => `other ${at}`)]
      .map((text) => `${sha1(text)}:7`)
      .sort()
    writeFileSync(file, `${lines.join('\r\n')}\r\n`)
    const { services, owner } = await withPolicies((policies) => ({
      ...policies,
      protection: { ...policies.protection, breachFile: file },
    }))
    expect(await services.policies.get({}, owner)).toMatchObject({ breachFile: { state: 'ready' } })
    const person = await addPerson(services, owner)
    const reset = services.passwords.reset({ userId: person.id, choice: typed(leaked), mustChange: true }, owner)
    await expect(reset).rejects.toMatchObject({ data: { rules: ['breached'] } })
    expect(await services.policies.tryPassword({ password: leaked, policies: null }, owner)).toMatchObject({
      breaches: { state: 'found', count: 7 },
    })
    rmSync(file)
    expect(await services.policies.tryPassword({ password: leaked, policies: null }, owner)).toMatchObject({
      breaches: { state: 'notChecked', reason: 'missing' },
    })
    expect(await services.policies.get({}, owner)).toMatchObject({
      breachFile: { state: 'unusable', reason: 'missing' },
    })
  })

  it('always requires a change and forgets a password soon after it was shown, where the policy says so', async () => {
    const { services, owner, clock } = await withPolicies((policies) => ({
      ...policies,
      temporary: { ...policies.temporary, keep: 'once', isMustChangeFixed: true },
    }))
    const person = await addPerson(services, owner)
    const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
    const { secretId } = withoutApproval(
      await services.passwords.reset({ userId: person.id, choice, mustChange: false }, owner),
    )
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ passwordState: 'temporary' })
    await services.passwords.reveal({ secretIds: [secretId] }, owner)
    await services.passwords.reveal({ secretIds: [secretId] }, owner)
    clock.now += 121_000
    expect(() => services.passwords.reveal({ secretIds: [secretId] }, owner)).toThrow('SECRET_GONE')
  })
})

describe('smart lockout in force', () => {
  const wrong = (at: number) => ({ username: ownerName, password: `wrong ${at}` })

  it('locks after ten different wrong passwords, known and unknown names alike, and opens again in time', async () => {
    const { services, clock } = await setUp()
    for (const username of [ownerName, 'nobody@nordwind.test']) {
      for (let at = 0; at < 10; at += 1) {
        await expect(services.sessions.signIn({ username, password: `wrong ${at}` }, nobody)).rejects.toMatchObject({
          code: 'SIGN_IN_FAILED',
        })
      }
      await expect(services.sessions.signIn({ username, password: ownerPassword }, nobody)).rejects.toMatchObject({
        code: 'TOO_MANY_ATTEMPTS',
        data: { seconds: 60 },
      })
    }
    clock.now += 60_000
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  })

  it('does not count the same wrong password again, and starts anew after a right one', async () => {
    const { services } = await setUp()
    for (let at = 0; at < 30; at += 1) {
      await expect(services.sessions.signIn(wrong(0), nobody)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    }
    for (let at = 1; at < 9; at += 1) await expect(services.sessions.signIn(wrong(at), nobody)).rejects.toThrow()
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    for (let at = 20; at < 29; at += 1) await expect(services.sessions.signIn(wrong(at), nobody)).rejects.toThrow()
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  })

  it('survives a restart, is listed with time left, and is ended by an admin or a reset', async () => {
    const { services: first, owner, restart } = await setUp()
    const person = await signedInPerson(first, owner)
    const lock = async (services: typeof first) => {
      for (let at = 0; at < 10; at += 1) {
        await expect(
          services.sessions.signIn({ username: person.username, password: `wrong ${at}` }, nobody),
        ).rejects.toThrow()
      }
    }
    await lock(first)
    const services = await restart()
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const attempt = () =>
      Promise.resolve(services.sessions.signIn({ username: person.username, password: person.password }, nobody))
    await expect(attempt()).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ signIn: 'locked' })
    expect(await services.policies.locked({}, owner)).toMatchObject({
      people: [{ userId: person.id, failures: 10, door: 'browser' }],
    })
    await services.policies.unlock({ userId: person.id }, owner)
    await attempt()
    await lock(services)
    const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
    await services.passwords.reset({ userId: person.id, choice, mustChange: true }, owner)
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ signIn: 'allowed' })
  })

  it('guards unlock and confirm too', async () => {
    const { services, token } = await setUp()
    const call = services.serve.callOf(token, 'browser', false)
    for (let at = 0; at < 10; at += 1) {
      await expect(services.sessions.confirm({ password: `wrong ${at}` }, signedIn(call))).rejects.toMatchObject({
        code: 'WRONG_PASSWORD',
      })
    }
    await expect(services.sessions.confirm({ password: ownerPassword }, signedIn(call))).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
    })
  })

  it('refuses a flood of tries while the first ones are being hashed', async () => {
    const { services } = await setUp()
    const tries = Array.from({ length: 40 }, (_, at) => Promise.resolve(services.sessions.signIn(wrong(at), nobody)))
    const right = Promise.resolve(services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody))
    const outcomes = await Promise.allSettled([...tries, right])
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true)
    const codes = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : '',
    )
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(10)
  })
})
