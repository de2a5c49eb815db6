import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { checkAccess } from '../../../electron/rpc/invoke.ts'
import { accountContract } from '../../../shared/account.ts'
import { methodsContract } from '../../../shared/methods.ts'
import type { OperationMeta } from '../../../shared/operation.ts'
import { myRegistrationContract } from '../../../shared/registration.ts'
import { type Arrived, startMailServer } from '../../support/mail-server.ts'
import { readable } from '../../support/mailed-link.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import {
  begin,
  mailedCode,
  otherCode,
  prove,
  registerQuestions,
  type selfServiceFor,
} from '../../support/self-service.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, setUp, signedInPerson } from '../../support/test-services.ts'
import { withMail } from '../../support/with-mail.ts'

const newPassword = 'Green-Valley-77-tree'
const day = 86_400_000

it('a new app counts as a look at one’s methods, a removed one does not', async () => {
  const { services, owner, clock, dataDir } = await setUp()
  const person = await signedInPerson(services, owner)
  const call = () => ({ ...person.call(), isConfirmed: true })
  const confirmedAt = () => {
    const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
    const at = sql.prepare('SELECT confirmed_at FROM registrations WHERE user_id = ?').pluck().get(person.id)
    sql.close()
    return at
  }
  await registerAuthenticator(services, call(), clock)
  const registered = clock.now
  expect(confirmedAt()).toBe(registered)
  clock.now += 60_000
  await services.methods.removeAuthenticator({}, call())
  expect(confirmedAt()).toBe(registered)
})

describe('an alternate address', () => {
  it('gets ten codes in ten minutes at most, and the block is written down once', async () => {
    const { services, person, owner, code, call } = await withMail()
    services.registration.startEmail({ address: 'ida@home.test' }, call())
    services.registration.confirmEmail({ code: await code() }, call())
    const attempt = await begin(services, person.username)
    const ask = () => Promise.resolve(services.recovery.ask({ attempt, method: 'email' }, nobody))
    let sent = 0
    while (await ask().then(Boolean, () => false)) sent += 1
    expect(sent).toBe(9)
    await expect(ask()).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    const action = 'Blocked from self-service password reset.'
    const filter = { person: '', action, from: null, until: null } as const
    expect((await services.audit.list({ filter, offset: 0, limit: 9 }, owner)).entries).toHaveLength(1)
  })

  it('may have letters of any alphabet, and is refused in words once the mail server has refused such letters', async () => {
    const { services, owner, post, code, call, mail, server } = await withMail()
    const address = 'søren@firma.test'
    services.registration.startEmail({ address }, call())
    services.registration.confirmEmail({ code: await code() }, call())
    expect((await services.registration.mine({}, call())).contact).toMatchObject({ alternateEmail: address })
    await post()
    const old = await startMailServer({ hideSMTPUTF8: true })
    await mail.save({ server: { ...server, port: old.port }, password: { kind: 'none' } }, owner)
    services.registration.startEmail({ address: 'åse@firma.test' }, call())
    await mail.work()
    expect(() => services.registration.startEmail({ address: 'åse@firma.test' }, call())).toThrow(
      expect.objectContaining({ code: 'EMAIL_NOT_TAKEN' }),
    )
    services.registration.startEmail({ address: 'ase@firma.test' }, call())
    await mail.work()
    expect(old.arrived.flatMap(({ to }) => to)).toContain('ase@firma.test')
    await mail.save({ server, password: { kind: 'none' } }, owner)
    expect(() => services.registration.startEmail({ address: 'åse@firma.test' }, call())).not.toThrow()
  })

  it('that a person typed counts once the code sent to it was typed, and then resets the password', async () => {
    const { services, person, post, code, call } = await withMail()
    services.account.edit({ alternateEmail: 'ida@home.test', mobilePhone: '', language: null }, call())
    expect((await services.registration.mine({}, call())).isRegistered).toBe(false)
    const first = await begin(services, person.username)
    await services.recovery.ask({ attempt: first, method: 'email' }, nobody)
    expect(await post()).toEqual([])
    services.registration.startEmail({ address: 'ida@home.test' }, call())
    const sent = await code()
    expect(() => services.registration.confirmEmail({ code: otherCode(sent) }, call())).toThrow(
      expect.objectContaining({ code: 'PROOF_WRONG' }),
    )
    services.registration.confirmEmail({ code: sent }, call())
    const told = await post()
    expect(told.flatMap(({ to }) => to).sort()).toEqual(['ida@home.test', person.username])
    for (const { text } of told) expect(text.split('\n\n').slice(1).join()).not.toMatch(/ida@home|\d{4} \d{4}/)
    expect(await services.registration.mine({}, call())).toMatchObject({
      isRegistered: true,
      methods: expect.arrayContaining([{ method: 'email', isRegistered: true, detail: 'ida@home.test' }]),
    })
    const attempt = await begin(services, person.username)
    await services.recovery.ask({ attempt, method: 'email' }, nobody)
    const mails = await post()
    expect(mails.map(({ to }) => to)).toEqual([['ida@home.test']])
    const proof = mailedCode(mails)
    await prove(services, attempt, { method: 'email', code: proof })
    await services.recovery.finish({ attempt, newPassword }, nobody)
    const [notice] = await post()
    expect(notice?.to).toEqual(['ida@home.test'])
    expect(notice?.text).not.toContain(newPassword)
  })

  it('is sent a code that says for how long it works, and none once that is over', async () => {
    const { services, post, clock, call } = await withMail()
    services.registration.startEmail({ address: 'ida@home.test' }, call())
    const [mail] = await post()
    expect(mail?.to).toEqual(['ida@home.test'])
    expect(readable(mail as Arrived)).toMatch(/Your verification code is \d{4} \d{4}\. It works for 5 minutes\./)
    services.registration.startEmail({ address: 'ida@home.test' }, call())
    clock.now += 5 * 60_000
    expect(await post()).toEqual([])
  })

  it('that an admin wrote counts at once; a code belongs to its run and lives five minutes', async () => {
    const { services, owner, person, code, clock } = await withMail()
    const { username } = person
    const contact = { alternateEmail: 'ida@home.test' }
    services.users.edit({ id: person.id, username, displayName: 'Ida', contact, language: null }, owner)
    const [one, two] = [await begin(services, username), await begin(services, username)]
    await services.recovery.ask({ attempt: one, method: 'email' }, nobody)
    const sent = await code()
    await services.recovery.ask({ attempt: two, method: 'email' }, nobody)
    await expect(prove(services, two, { method: 'email', code: sent })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    clock.now += 5 * 60_000
    await expect(prove(services, one, { method: 'email', code: sent })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })

  it('is not the user name, and can be taken away', async () => {
    const { services, person, call } = await withMail()
    expect(() => services.registration.startEmail({ address: person.username }, call())).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID' }),
    )
    services.registration.remove({ method: 'email' }, call())
    expect(services.account.me({}, call())).toMatchObject({ contact: { alternateEmail: '' } })
  })

  it('must be an address before a code is mailed to it', async () => {
    const { services, post, call } = await withMail()
    for (const address of ['ida', 'ida@', 'ida at home.test', 'ida@home.test, eve@evil.test']) {
      expect(() => services.registration.startEmail({ address }, call())).toThrow(
        expect.objectContaining({
          code: 'FIELD_INVALID',
          data: { field: 'alternateEmail', reason: 'emailInvalid' },
        }),
      )
    }
    expect(await post()).toEqual([])
  })

  it('needs a mail server', async () => {
    const { services, owner } = await setUp()
    expect(() => services.registration.startEmail({ address: 'ida@home.test' }, owner)).toThrow(
      expect.objectContaining({ code: 'EMAIL_UNAVAILABLE' }),
    )
  })
})

describe('notices', () => {
  it('tell a person of a reset, and the other global admins of a reset of an admin', async () => {
    const { services, owner, post } = await withMail()
    const admin = await signedInPerson(services, owner, ['globalAdministrator'])
    const third = await signedInPerson(services, owner, ['globalAdministrator'])
    await post()
    const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
    await services.passwords.reset({ userId: admin.id, choice, mustChange: true }, owner)
    expect((await post()).flatMap(({ to }) => to).sort()).toEqual([admin.username, third.username].sort())
  })

  it('tell those of a request for help who could answer it', async () => {
    const { services, owner, person, post } = await withMail()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    await post()
    for (const username of [person.username, 'nobody@nordwind.test']) {
      await services.recovery.askForHelp({ attempt: await begin(services, username), reason: 'Lost phone' }, nobody)
    }
    const mails = await post()
    expect(mails.map(({ to }) => to)).toEqual([[helper.username]])
    expect(mails[0]?.text).toContain('Lost phone')
  })
})

describe('registration', () => {
  it('may be put off for a time that starts when it is first asked for, and is due again after a while', async () => {
    const { services, owner, person, clock } = await withMail({ isRegistrationRequired: true, graceDays: 14 })
    // The sign-in with the temporary password asked already.
    const first = clock.now
    clock.now += day
    const mine = async () => {
      const { token } = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
      return services.registration.mine({}, signedIn(services.serve.callOf(token, 'browser', false)))
    }
    expect((await mine()).mustRegisterBy).toBe(first + 14 * day)
    clock.now += day
    expect((await mine()).mustRegisterBy).toBe(first + 14 * day)
    const { username } = person
    const contact = { alternateEmail: 'ida@home.test' }
    services.users.edit({ id: person.id, username, displayName: 'Ida', contact, language: null }, owner)
    expect(await mine()).toMatchObject({ mustRegisterBy: null, isReconfirmDue: false })
    clock.now += 180 * day
    expect((await mine()).isReconfirmDue).toBe(true)
    expect(person.isSignedIn()).toBe(false)
    const { token } = await services.sessions.signIn({ username, password: person.password }, nobody)
    services.registration.reconfirm({}, signedIn(services.serve.callOf(token, 'browser', false)))
    expect((await mine()).isReconfirmDue).toBe(false)
  })

  it('is never to be looked at again where the policy says so', async () => {
    const { services, owner, person, clock } = await withMail({ reconfirmDays: 0 })
    const { id, username } = person
    const contact = { alternateEmail: 'ida@home.test' }
    services.users.edit({ id, username, displayName: 'Ida', contact, language: null }, owner)
    clock.now += 1000 * day
    const { token } = await services.sessions.signIn({ username, password: person.password }, nobody)
    const mine = await services.registration.mine({}, signedIn(services.serve.callOf(token, 'browser', false)))
    expect(mine).toMatchObject({ isRegistered: true, isReconfirmDue: false })
  })

  it('is asked of nobody where the policy requires none', async () => {
    const { services, person } = await withMail({ isRegistrationRequired: false, graceDays: 14 })
    expect(await services.registration.mine({}, person.call())).toMatchObject({ mustRegisterBy: null, canPutOff: true })
  })
})

describe('the deadline', () => {
  /** Somebody who has put off for as long as they may, under a policy that asks for what is given. */
  async function late(part: Parameters<typeof selfServiceFor>[0]) {
    const world = await withMail({ isRegistrationRequired: true, graceDays: 14, ...part })
    const { services, person, clock } = world
    const signIn = async () => {
      const { username, password } = person
      const { token, session } = await services.sessions.signIn({ username, password }, nobody)
      return { session, call: services.serve.callOf(token, 'portal', true), token }
    }
    await signIn()
    clock.now += 14 * day - 1
    expect((await signIn()).session.mustGiveMethods).toBe(false)
    clock.now += 1
    return { ...world, signIn }
  }

  it('lets nobody do anything else once it is over, whatever the screen shows', async () => {
    const { services, signIn, code } = await late({ methods: ['email', 'deskCode'] })
    const { session, token } = await signIn()
    expect(session.mustGiveMethods).toBe(true)
    const call = { ...services.serve.callOf(token, 'browser', false), isConfirmed: true }
    const meta = (contract: { '~orpc': { meta: OperationMeta } }) => contract['~orpc'].meta
    expect(() => checkAccess(meta(accountContract.me), call)).toThrow(
      expect.objectContaining({ code: 'METHODS_NEEDED' }),
    )
    for (const operation of [myRegistrationContract.mine, myRegistrationContract.startEmail, methodsContract.mine]) {
      expect(() => checkAccess(meta(operation), call)).not.toThrow()
    }
    expect(await services.registration.mine({}, signedIn(call))).toMatchObject({ canPutOff: false })
    services.registration.startEmail({ address: 'ida@home.test' }, signedIn(call))
    services.registration.confirmEmail({ code: await code() }, signedIn(call))
    expect(() => checkAccess(meta(accountContract.me), services.serve.callOf(token, 'browser', false))).not.toThrow()
    expect((await signIn()).session.mustGiveMethods).toBe(false)
  })

  it('is none for people who could not register by themselves', async () => {
    const { services, signIn } = await late({ methods: ['sms', 'deskCode'] })
    const { session, token } = await signIn()
    expect(session.mustGiveMethods).toBe(false)
    const mine = await services.registration.mine({}, signedIn(services.serve.callOf(token, 'browser', false)))
    expect(mine).toMatchObject({ isRegistered: false, mustRegisterBy: null, canPutOff: true })
  })
})

describe('own changes', () => {
  it('tell the person by mail where the mail can be trusted, without a secret, also where a policy tells nobody of resets', async () => {
    const { services, owner, person, post, code, call, clock } = await withMail({
      methods: ['email', 'questions', 'authenticator', 'deskCode'],
      mustTellUsers: false,
    })
    const { token } = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    const own = () => ({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
    const told = async () =>
      (await post()).map(({ to, text }) => [to.join(), /\d: (.*?)\./.exec(text.replace(/=\n/g, ''))?.[1]])
    expect(call().actor?.id).toBe(person.id)
    await registerQuestions(services, signedIn(own()))
    expect(await told()).toEqual([[person.username, 'security questions answered']])
    const { recoveryCodes } = await registerAuthenticator(services, signedIn(own()), clock)
    const [mail] = await post()
    expect(mail?.text).toContain('authenticator app set up')
    for (const secret of recoveryCodes) expect(mail?.text).not.toContain(secret)
    services.registration.startEmail({ address: 'ida@home.test' }, signedIn(own()))
    services.registration.confirmEmail({ code: await code() }, signedIn(own()))
    await post()
    services.methods.createRecoveryCodes({}, signedIn(own()))
    expect(await told()).toEqual([['ida@home.test', 'new recovery codes created']])
    services.account.edit({ alternateEmail: ' ida@home.test ', mobilePhone: '', language: null }, signedIn(own()))
    expect(await told(), 'the same address is no change').toEqual([])
    // A new address that nobody has proved takes the proved one away: that one is told.
    services.account.edit({ alternateEmail: 'eve@home.test', mobilePhone: '', language: null }, signedIn(own()))
    expect(await told()).toEqual([['ida@home.test', 'email address removed']])
    services.methods.removeFor({ userId: person.id }, owner)
    expect(await told()).toEqual([[person.username, 'authenticator app and recovery codes removed']])
  })

  it('mail no more than ten codes in ten minutes to whatever address is typed', async () => {
    const { services, call, clock } = await withMail()
    const start = (at: number) => services.registration.startEmail({ address: `a${at}@home.test` }, call())
    for (let at = 0; at < 10; at += 1) start(at)
    expect(() => start(10)).toThrow(expect.objectContaining({ code: 'TOO_MANY_ATTEMPTS' }))
    clock.now += 10 * 60_000
    start(11)
  })
})

describe('security info', () => {
  /** Somebody whose address and number an admin wrote. */
  async function reachable(part: Parameters<typeof selfServiceFor>[0] = {}) {
    const world = await withMail(part)
    const { services, owner, person } = world
    await services.sms.save({ gateway: { kind: 'mail', pattern: '{number}@sms.test' } }, owner)
    const contact = { alternateEmail: 'ida@home.test', mobilePhone: '+45 20123456' }
    await services.users.edit(
      { id: person.id, username: person.username, displayName: 'Ida', contact, language: null },
      owner,
    )
    return world
  }

  it('shows the address, the number, and how many answers and recovery codes there are', async () => {
    const { services, call, clock } = await reachable({
      methods: ['email', 'sms', 'questions', 'authenticator', 'recoveryCode', 'deskCode'],
    })
    const details = async () =>
      Object.fromEntries(
        (await services.registration.mine({}, call())).methods.map(({ method, detail }) => [method, detail]),
      )
    const contact = { email: 'ida@home.test', sms: '+45 20123456' }
    expect(await details()).toEqual({ ...contact, questions: '', authenticator: '', recoveryCode: '' })
    await registerQuestions(services, call())
    await registerAuthenticator(services, call(), clock)
    expect(await details()).toEqual({ ...contact, questions: '5', authenticator: '', recoveryCode: '10' })
  })

  it.each([
    ['sms', { alternateEmail: 'ida@home.test', mobilePhone: '' }],
    ['email', { alternateEmail: '', mobilePhone: '+45 20123456' }],
  ] as const)('removed for %s alone leaves the rest as it was', async (method, contact) => {
    const { services, call } = await reachable()
    services.registration.remove({ method }, call())
    expect(services.account.me({}, call())).toMatchObject({ contact })
    const { methods } = await services.registration.mine({}, call())
    const left = methods.filter(({ isRegistered }) => isRegistered).map((one) => one.method)
    expect(left).toEqual(method === 'sms' ? ['email'] : ['sms'])
  })
})
