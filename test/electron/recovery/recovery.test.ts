import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import type { Arrived } from '../../support/mail-server.ts'
import { readable } from '../../support/mailed-link.ts'
import { giveAddress, linkDesk } from '../../support/reset-links.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import {
  answers,
  begin,
  deskCode,
  mailedCode,
  otherCode,
  personWithQuestions,
  prove,
  selfServiceFor,
} from '../../support/self-service.ts'
import { jump } from '../../support/test-clocks.ts'
import { nobody, resetAndRead, setUp, signedInPerson, testServices } from '../../support/test-services.ts'
import { withMail } from '../../support/with-mail.ts'

const newPassword = 'Green-Valley-77-tree'
const minute = 60_000

type Decoy = { readonly id: string; readonly recipient: string; readonly sealed: Buffer }

async function open(part: Parameters<typeof selfServiceFor>[0] = {}) {
  const world = await setUp()
  await world.services.policies.save(selfServiceFor(part), world.owner)
  return world
}
const refusal = (code: string) => expect.objectContaining({ code })

it('the wizard names the organisation and where help is, and no organisation before there is one', async () => {
  const { services } = await testServices()
  expect(services.recovery.offer({}, nobody)).toMatchObject({ organisation: '' })
  const world = await open({ help: 'desk@nordwind.test', canUnlock: true })
  expect(world.services.recovery.offer({}, nobody)).toEqual({
    canUnlock: true,
    help: 'desk@nordwind.test',
    organisation: 'Nordwind',
  })
})

describe('a forgotten password', () => {
  it('is replaced after a code from the desk, ends all sessions, and signs nobody in', async () => {
    const { services, owner } = await open()
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    const state = await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    expect(state).toMatchObject({ step: 'choosePassword', proved: ['deskCode'] })
    expect(await services.recovery.finish({ attempt, newPassword }, nobody)).toEqual({})
    expect(person.isSignedIn()).toBe(false)
    await expect(
      services.sessions.signIn({ username: person.username, password: person.password }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    const { session } = await services.sessions.signIn({ username: person.username, password: newPassword }, nobody)
    expect(session.mustChange).toBe(false)
    const { entries } = await services.users.history({ id: person.id, offset: 0, limit: 50 }, owner)
    expect(entries.find(({ action }) => action === 'Reset password (self-service).')).toMatchObject({
      actor: person.username,
      target: person.username,
    })
  })

  it('says when it ends: a quarter of an hour after it was begun', async () => {
    const { services, owner, clock } = await open()
    const person = await signedInPerson(services, owner)
    const begun = clock.now
    const attempt = await begin(services, person.username)
    clock.now += minute
    expect(await services.recovery.state({ attempt }, nobody)).toMatchObject({ endsAt: begun + 15 * minute })
    clock.now = begun + 15 * minute
    await expect(async () => services.recovery.state({ attempt }, nobody)).rejects.toEqual(refusal('ATTEMPT_GONE'))
  })

  it('follows the password rules: neither a weak password nor an earlier one, and the minimum age does not stop it', async () => {
    const policies = selfServiceFor()
    const { services, owner } = await setUp()
    await services.policies.save(
      { ...policies, protection: { ...policies.protection, minimumAgeHours: 720, historyCount: 5 } },
      owner,
    )
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    for (const [password, rule] of [
      ['x', 'length'],
      [person.password, 'same'],
    ] as const) {
      await expect(services.recovery.finish({ attempt, newPassword: password }, nobody)).rejects.toMatchObject({
        code: 'POLICY_BROKEN',
        data: { rules: expect.arrayContaining([rule]) },
      })
    }
    await services.recovery.finish({ attempt, newPassword }, nobody)
  })

  it('can be chosen once: a second last step is refused', async () => {
    const { services, owner } = await open()
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    const tries = await Promise.allSettled(
      ['Green-Valley-77-tree', 'Brown-Meadow-88-tree'].map((password) =>
        services.recovery.finish({ attempt, newPassword: password }, nobody),
      ),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('needs everything proved first', async () => {
    const { services, owner } = await open({ required: 2 })
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    for (const last of [
      () => services.recovery.finish({ attempt, newPassword }, nobody),
      async () => services.recovery.rules({ attempt }, nobody),
    ]) {
      await expect(last()).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    }
    const state = await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    expect(state).toMatchObject({ step: 'prove', proved: ['deskCode'] })
    await expect(services.recovery.finish({ attempt, newPassword }, nobody)).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
  })
})

describe('a code', () => {
  it('works once, lives five minutes and survives wrong tries', async () => {
    const { services, owner, clock } = await open()
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    const code = deskCode(services, owner, person.id)
    for (let at = 0; at < 3; at += 1) {
      await expect(prove(services, attempt, { method: 'deskCode', code: otherCode(code) })).rejects.toMatchObject({
        code: 'PROOF_WRONG',
      })
    }
    clock.now += 4 * minute
    expect((await prove(services, attempt, { method: 'deskCode', code })).step).toBe('choosePassword')
    const other = await begin(services, person.username)
    await expect(prove(services, other, { method: 'deskCode', code })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })

  it('is over after five minutes, also when the clock is set back', async () => {
    const { services, owner, clock } = await open()
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    const code = deskCode(services, owner, person.id)
    clock.now += 5 * minute
    await expect(prove(services, attempt, { method: 'deskCode', code })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    clock.now -= 5 * minute
    await expect(prove(services, attempt, { method: 'deskCode', code })).rejects.toMatchObject({ code: 'ATTEMPT_GONE' })
  })

  it('is another one for another person', async () => {
    const { services, owner } = await open()
    const [one, two] = [await signedInPerson(services, owner), await signedInPerson(services, owner)]
    const code = deskCode(services, owner, one.id)
    deskCode(services, owner, two.id)
    const attempt = await begin(services, two.username)
    await expect(prove(services, attempt, { method: 'deskCode', code })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })

  it('is not for oneself, and not for whom the role does not reach', async () => {
    const { services, owner, ownerId } = await open()
    expect(() => deskCode(services, owner, ownerId)).toThrow(refusal('OWN_ACCOUNT'))
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const call = { ...helper.call(), isConfirmed: true }
    expect(() => deskCode(services, call, ownerId)).toThrow(refusal('NOT_ALLOWED'))
  })
})

describe('a code by mail', () => {
  type World = Awaited<ReturnType<typeof withMail>>
  const askFor = ({ services }: Pick<World, 'services'>, attempt: string, method: 'email' | 'sms' = 'email') =>
    services.recovery.ask({ attempt, method }, nobody)

  /** Ida has an address, and a run in which no code has been asked for yet. */
  async function ida(part: Parameters<typeof withMail>[0] = {}) {
    const world = await withMail(part)
    const { services, owner, person } = world
    const { id, username } = person
    const contact = { alternateEmail: 'ida@home.test' }
    services.users.edit({ id, username, displayName: 'Ida', contact, language: null }, owner)
    return { ...world, attempt: await begin(services, username) }
  }

  it('names its person and the five minutes for which it works', async () => {
    const world = await ida()
    await askFor(world, world.attempt)
    const [mail] = await world.post()
    expect(mail?.to).toEqual(['ida@home.test'])
    expect(readable(mail as Arrived)).toMatch(
      /Hello Ida,\s+Your verification code is \d{4} \d{4}\. It works for 5 minutes\./,
    )
  })

  it.each([
    ['is still sent in the last moment in which it works', 5 * minute - 1, ['ida@home.test']],
    ['is not sent any more once it works no more', 5 * minute, []],
  ] as const)('%s', async (_, later, receivers) => {
    const world = await ida()
    await askFor(world, world.attempt)
    world.clock.now += later
    expect((await world.post()).flatMap(({ to }) => to)).toEqual(receivers)
  })

  it('is sent to nobody for a name that nobody has, and neither is a text message', async () => {
    const world = await ida()
    const { services, owner, post } = world
    await services.sms.save({ gateway: { kind: 'mail', pattern: '{number}@sms.test' } }, owner)
    await post()
    for (const method of ['email', 'sms'] as const) {
      const attempt = await begin(services, 'nobody@nordwind.test')
      expect(await askFor(world, attempt, method)).toEqual({ questions: [] })
      expect(await post()).toEqual([])
    }
  })

  it('is sent to nobody in a run that a link began, where it would count for nothing', async () => {
    const desk = await linkDesk()
    const { services, owner, person, arrived, sendLink, spend } = desk
    await services.policies.save(selfServiceFor({ methods: ['email', 'deskCode'] }), owner)
    const { attempt } = (await spend((await sendLink()).token)).json
    await services.mail.work()
    const before = arrived.length
    expect(await services.registration.of({ userId: person.id }, owner)).toMatchObject({ methods: ['email'] })
    expect(await askFor(desk, attempt)).toEqual({ questions: [] })
    await services.mail.work()
    expect(arrived.slice(before)).toEqual([])
  })

  it('is not made good by a later policy where it was sent to nobody, whoever reads it in the store', async () => {
    const world = await ida({ enabledFor: 'none' })
    const { services, owner, attempt, dataDir, code } = world
    await askFor(world, attempt)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
    const decoys = sql.prepare<[], Decoy>('SELECT id, recipient, sealed FROM mail_outbox WHERE is_decoy = 1').all()
    sql.close()
    const [unsent] = decoys.map(({ id, recipient, sealed }) =>
      JSON.parse(services.vault.unseal('mail data', `${id} ${recipient}`, sealed) ?? ''),
    )
    expect(unsent.code).toMatch(/^\d{4} \d{4}$/)
    await services.policies.save(selfServiceFor({ methods: ['email', 'deskCode'] }), owner)
    const give = (typed: string) => prove(services, attempt, { method: 'email', code: typed })
    await expect(give(unsent.code)).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    await askFor(world, attempt)
    expect(await give(await code())).toMatchObject({ step: 'choosePassword' })
  })

  it('proves nothing once the policy takes no codes by mail any more', async () => {
    const world = await ida()
    const { services, owner, attempt, code } = world
    await askFor(world, attempt)
    const sent = await code()
    await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'] }), owner)
    await expect(prove(services, attempt, { method: 'email', code: sent })).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
  })

  it('is gone from the store once it has proved who somebody is', async () => {
    const world = await ida()
    const { services, attempt, dataDir, code } = world
    const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
    const kept = () => sql.prepare('SELECT count(*) FROM reset_codes').pluck().get()
    await askFor(world, attempt)
    const sent = await code()
    expect(kept()).toBe(1)
    expect(await prove(services, attempt, { method: 'email', code: sent })).toMatchObject({ proved: ['email'] })
    expect(kept()).toBe(0)
    sql.close()
  })

  it.each([
    ['still works after four wrong tries', 3, { status: 'fulfilled', value: { step: 'choosePassword' } }],
    ['is void after five wrong tries', 4, { status: 'rejected', reason: { code: 'PROOF_WRONG' } }],
  ] as const)('%s, between which a link has cleared what the account had counted', async (_, before, outcome) => {
    const { services, owner, arrived, sendLink, spend } = await linkDesk()
    await services.policies.save(selfServiceFor({ methods: ['email', 'deskCode'] }), owner)
    const person = await signedInPerson(services, owner)
    await giveAddress(services, owner, person)
    const attempt = await begin(services, person.username)
    await services.recovery.ask({ attempt, method: 'email' }, nobody)
    await services.mail.work()
    const code = mailedCode(arrived.slice(-1))
    const guess = () => prove(services, attempt, { method: 'email', code: otherCode(code) })
    for (let at = 0; at < before; at += 1) await expect(guess()).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    expect((await spend((await sendLink(person.id)).token)).status).toBe(200)
    await expect(guess()).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    const [last] = await Promise.allSettled([prove(services, attempt, { method: 'email', code })])
    expect(last).toMatchObject(outcome)
  })
})

describe('a run of the wizard', () => {
  it('ends after fifteen minutes, after any other new password, and with the account', async () => {
    const { services, owner, clock } = await open()
    const person = await signedInPerson(services, owner)
    const gone = (attempt: string) =>
      expect(services.recovery.state({ attempt }, nobody)).rejects.toThrow(refusal('ATTEMPT_GONE'))
    const first = await begin(services, person.username)
    clock.now += 15 * minute
    await gone(first)
    const second = await begin(services, person.username)
    await prove(services, second, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    await resetAndRead(services, owner, person.id)
    await gone(second)
    const third = await begin(services, person.username)
    await services.users.deleteMany({ ids: [person.id] }, owner)
    await gone(third)
    await gone('B'.repeat(43))
  })

  it('asks somebody with an authenticator app for its code too, whatever else is proved', async () => {
    const { services, owner, clock } = await open({ methods: ['questions', 'deskCode'] })
    const person = await personWithQuestions(services, owner)
    const app = await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
    clock.now += minute
    const attempt = await begin(services, person.username)
    const state = await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    expect(state).toMatchObject({ step: 'prove', proved: ['deskCode'], methods: ['authenticator', 'recoveryCode'] })
    await expect(services.recovery.finish({ attempt, newPassword }, nobody)).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
    const code = app.code()
    expect(await prove(services, attempt, { method: 'authenticator', code })).toMatchObject({ step: 'choosePassword' })
    await services.recovery.finish({ attempt, newPassword }, nobody)
    const again = await begin(services, person.username)
    await expect(prove(services, again, { method: 'authenticator', code })).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
    const [recovery = ''] = app.recoveryCodes
    await expect(prove(services, again, { method: 'authenticator', code: recovery })).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
    expect(await prove(services, again, { method: 'recoveryCode', code: recovery })).toMatchObject({
      step: 'prove',
      proved: ['recoveryCode'],
      methods: ['deskCode', 'questions'],
    })
  })

  it('takes a code for a name that nobody has, and spends nobody else’s by it', async () => {
    const { services, owner, clock } = await open({ methods: ['authenticator', 'recoveryCode'] })
    const app = await registerAuthenticator(services, { ...owner, isConfirmed: true }, clock)
    const [recovery = ''] = app.recoveryCodes
    const attempt = await begin(services, 'nobody@nordwind.test')
    await expect(prove(services, attempt, { method: 'recoveryCode', code: recovery })).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
    expect((await services.methods.mine({}, owner)).recoveryCodesLeft).toBe(app.recoveryCodes.length)
  })

  it('asked for by a method that is not offered sends nothing and counts nothing, however often', async () => {
    // Mail is one of the methods, and no server is set up for it.
    const { services, owner } = await open({ methods: ['email', 'deskCode'] })
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    for (let time = 0; time < 30; time += 1)
      expect(await services.recovery.ask({ attempt, method: 'email' }, nobody)).toEqual({ questions: [] })
    expect((await services.mail.outbox({ state: null, offset: 0, limit: 50 }, owner)).mails).toEqual([])
    const code = deskCode(services, owner, person.id)
    expect(await prove(services, attempt, { method: 'deskCode', code })).toMatchObject({ step: 'choosePassword' })
  })

  it('asks admins for two methods even where self-service is off, and never for questions', async () => {
    const { services, owner } = await open({ enabledFor: 'none', methods: ['questions', 'deskCode'] })
    const admin = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const plain = await signedInPerson(services, owner)
    const attempt = await begin(services, admin.username)
    const code = deskCode(services, owner, admin.id)
    expect(await prove(services, attempt, { method: 'deskCode', code })).toMatchObject({ step: 'prove', methods: [] })
    const other = await begin(services, plain.username)
    await expect(
      prove(services, other, { method: 'deskCode', code: deskCode(services, owner, plain.id) }),
    ).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })
})

describe('security questions', () => {
  it('are drawn for whoever chooses them, and not for whoever chooses a code from the desk', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const { username } = await personWithQuestions(services, owner)
    const attempt = await begin(services, username)
    expect(await services.recovery.ask({ attempt, method: 'deskCode' }, nobody)).toEqual({ questions: [] })
    expect((await services.recovery.ask({ attempt, method: 'questions' }, nobody)).questions).toHaveLength(3)
  })

  it('are drawn anew after a wrong set, and prove with the right answers however they are written', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const person = await personWithQuestions(services, owner)
    const attempt = await begin(services, person.username)
    const ask = async () => (await services.recovery.ask({ attempt, method: 'questions' }, nobody)).questions
    const first = await ask()
    expect(first).toHaveLength(3)
    expect(await ask()).toEqual(first)
    const wrong = first.map(() => 'nowhere')
    await expect(prove(services, attempt, { method: 'questions', answers: wrong })).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
    const next = await ask()
    const right = next.map((question) => `  ${(person.known.get(question) ?? '').toUpperCase()} `)
    expect(await prove(services, attempt, { method: 'questions', answers: right })).toMatchObject({
      step: 'choosePassword',
    })
  })

  it('are not hashed for a blocked account, nor several times at once for one account', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const { username } = await personWithQuestions(services, owner)
    const attempt = await begin(services, username)
    await services.recovery.ask({ attempt, method: 'questions' }, nobody)
    const guess = () => prove(services, attempt, { method: 'questions', answers: ['one', 'two', 'three'] })
    const answers = await Promise.allSettled(Array.from({ length: 40 }, guess))
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'done'))
    // Each is compared only once the one before is counted.
    expect(codes).toEqual([...Array(5).fill('PROOF_WRONG'), ...Array(35).fill('TOO_MANY_ATTEMPTS')])
    const start = process.cpuUsage()
    await Promise.allSettled(Array.from({ length: 40 }, guess))
    const { user } = process.cpuUsage(start)
    // Forty sets of hashes would take a second or more of the processor, whatever else the machine does.
    expect(user / 1000).toBeLessThan(500)
  })

  it('are offered to a person, and to no admin', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const person = await signedInPerson(services, owner)
    const offered = async (call: Parameters<typeof services.registration.mine>[1]) =>
      (await services.registration.mine({}, call)).methods.map(({ method }) => method)
    expect(await offered(person.call())).toEqual(['questions'])
    expect(await offered(owner)).toEqual([])
  })

  it('are refused when given twice, unknown, too short or too few, and for admins', async () => {
    const { services, owner } = await open({ methods: ['questions', 'deskCode'] })
    const person = await signedInPerson(services, owner)
    const call = { ...person.call(), isConfirmed: true }
    const { offered } = await services.registration.questions({ language: 'en' }, call)
    const good = offered.slice(0, 5).map((question, at) => ({ question, answer: answers[at] ?? '' }))
    const [first, second, ...rest] = good as [(typeof good)[0], (typeof good)[0], ...typeof good]
    const bad = [
      [first, { ...first, answer: 'other' }, ...rest],
      [first, { ...second, answer: ` ${first.answer.toLowerCase()}` }, ...rest],
      [{ ...first, question: 'What is my name?' }, second, ...rest],
      [{ ...first, answer: ' ab ' }, second, ...rest],
      good.slice(0, 4),
    ]
    for (const set of bad) {
      await expect(services.registration.saveQuestions({ answers: set }, call)).rejects.toMatchObject({
        code: 'FIELD_INVALID',
      })
    }
    await expect(services.registration.saveQuestions({ answers: good }, owner)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })
})

describe('unlocking', () => {
  it('opens a locked account without a new password, only where the policy lets people', async () => {
    const { services, owner } = await open({ canUnlock: true })
    const person = await signedInPerson(services, owner)
    for (let at = 0; at < 10; at += 1) {
      const wrong = { username: person.username, password: `wrong ${at}` }
      await expect(services.sessions.signIn(wrong, nobody)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    }
    expect(services.policies.locked({}, owner)).toMatchObject({ people: [{ userId: person.id }] })
    const attempt = await begin(services, person.username, 'unlock')
    await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
    await expect(services.recovery.finish({ attempt, newPassword }, nobody)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ signIn: 'locked' })
    await services.recovery.unlock({ attempt }, nobody)
    expect(services.policies.locked({}, owner)).toEqual({ people: [] })
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ signIn: 'allowed' })
    await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    await services.policies.save(selfServiceFor(), owner)
    await expect(begin(services, person.username, 'unlock')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('somebody who is blocked in the middle of a run', () => {
  type World = Awaited<ReturnType<typeof open>>
  const blocks = async ({ services, owner }: World) => {
    const filter = { ...everyEntry, action: 'Blocked from self-service password reset.' } as const
    return (await services.audit.list({ filter, offset: 0, limit: 9 }, owner)).entries
  }
  const dayLong = { code: 'TOO_MANY_ATTEMPTS', data: { seconds: 86_400 } }

  /** Somebody who has proved who they are, while another run guesses until the account is blocked. */
  async function guessedAt(purpose: 'reset' | 'unlock') {
    const world = await open({ canUnlock: true })
    const { services, owner } = world
    const person = await signedInPerson(services, owner)
    for (let at = 0; at < 10; at += 1)
      await Promise.allSettled([
        services.sessions.signIn({ username: person.username, password: `wrong ${at}` }, nobody),
      ])
    const attempt = await begin(services, person.username, purpose)
    const code = deskCode(services, owner, person.id)
    expect(await prove(services, attempt, { method: 'deskCode', code })).toMatchObject({ step: 'choosePassword' })
    const other = await begin(services, person.username)
    const guess = { method: 'deskCode', code: otherCode(code) } as const
    for (let at = 0; at < 5; at += 1) await Promise.allSettled([prove(services, other, guess)])
    expect(await blocks(world)).toHaveLength(1)
    return { ...world, person, attempt }
  }

  it('chooses no password, and the audit log says so', async () => {
    const world = await guessedAt('reset')
    const { services, person, attempt } = world
    await expect(services.recovery.finish({ attempt, newPassword }, nobody)).rejects.toMatchObject(dayLong)
    const [entry] = await blocks(world)
    expect(await blocks(world)).toHaveLength(2)
    expect(entry).toMatchObject({ target: person.username })
    expect(person.isSignedIn()).toBe(true)
  })

  it('unlocks nothing, and the audit log says so', async () => {
    const world = await guessedAt('unlock')
    const { services, owner, person, attempt } = world
    await expect(async () => services.recovery.unlock({ attempt }, nobody)).rejects.toMatchObject(dayLong)
    expect(await blocks(world)).toHaveLength(2)
    expect(services.policies.locked({}, owner)).toMatchObject({ people: [{ userId: person.id }] })
  })

  it('is so by a sixth reset within an hour too', async () => {
    const world = await open()
    const { services, owner, clock } = world
    const person = await signedInPerson(services, owner)
    const reset = async (at: number) => {
      clock.now += minute
      const attempt = await begin(services, person.username)
      const code = deskCode(services, services.sessions.callFor(world.ownerId, 'browser'), person.id)
      await prove(services, attempt, { method: 'deskCode', code })
      return services.recovery.finish({ attempt, newPassword: `${newPassword}-${at}` }, nobody)
    }
    for (let at = 0; at < 5; at += 1) await reset(at)
    expect(await blocks(world)).toEqual([])
    await expect(reset(5)).rejects.toMatchObject(dayLong)
    expect(await blocks(world)).toHaveLength(1)
    const lastPassword = `${newPassword}-4`
    await services.sessions.signIn({ username: person.username, password: lastPassword }, nobody)
  })
})

it('a block of a clock that was ahead lasts a day from when the clock is right, however often it is asked about', async () => {
  const { services, clock } = await open()
  const hour = 60 * minute
  const guess = async () => {
    const attempt = await begin(services, 'nobody@nordwind.test')
    const proof = { method: 'deskCode', code: '1234 5678' } as const
    return Promise.resolve(prove(services, attempt, proof)).catch((error: unknown) => error)
  }
  jump(clock, 10 * 24 * hour)
  for (let at = 0; at < 5; at += 1) await guess()
  jump(clock, -10 * 24 * hour)
  expect(await guess()).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', data: { seconds: 24 * 3600 } })
  clock.now += 23 * hour
  expect(await guess()).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', data: { seconds: 3600 } })
  clock.now += hour
  expect(await guess()).toMatchObject({ code: 'PROOF_WRONG' })
})

it('no more than ten thousand runs begin within a quarter of an hour, whoever begins them', async () => {
  const { services, clock, dataDir } = await open()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql
    .prepare(
      `WITH RECURSIVE n (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < 9999)
       INSERT INTO reset_attempts (token, account, purpose, bound_to, started_at, seen_at)
       SELECT randomblob(32), randomblob(32), 'reset', randomblob(32), @now, @now FROM n`,
    )
    .run({ now: clock.now })
  sql.close()
  const another = () => begin(services, 'nobody@nordwind.test')
  await another()
  await expect(another()).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', data: { seconds: 900 } })
  clock.now += 15 * minute
  await another()
})

describe('an authenticator app that can’t be read from the store', () => {
  async function withApp() {
    const world = await open({ methods: ['authenticator', 'deskCode'] })
    const { services, owner, clock, dataDir } = world
    const person = await signedInPerson(services, owner)
    const app = await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
    clock.now += minute
    const attempt = await begin(services, person.username)
    const onStore = (statement: string) => {
      const sql = new Sqlite(join(dataDir, 'keydesk.db'))
      sql.exec(statement)
      sql.close()
    }
    return {
      ...world,
      person,
      attempt,
      onStore,
      give: () => prove(services, attempt, { method: 'authenticator', code: app.code() }),
    }
  }

  it('proves nothing, and tells nobody that it is damaged', async () => {
    const { onStore, give, services, attempt } = await withApp()
    onStore('UPDATE authenticators SET sealed = randomblob(length(sealed))')
    await expect(give()).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    expect(await services.recovery.state({ attempt }, nobody)).toMatchObject({ step: 'prove', proved: [] })
  })

  it('is no wrong code where it is the store that fails', async () => {
    const { onStore, give } = await withApp()
    onStore("CREATE TRIGGER hinder BEFORE UPDATE ON authenticators BEGIN SELECT raise(ABORT, 'no'); END")
    await expect(give()).rejects.not.toMatchObject({ code: 'PROOF_WRONG' })
    onStore('DROP TRIGGER hinder')
    expect(await give()).toMatchObject({ proved: ['authenticator'] })
  })
})
