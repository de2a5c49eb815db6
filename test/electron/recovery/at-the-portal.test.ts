import { describe, expect, it } from 'vitest'
import { openPortal } from '../../support/portal.ts'
import { codeAt, registerAuthenticator, requireFactor } from '../../support/second-factor.ts'
import { answers, selfServiceFor } from '../../support/self-service.ts'
import { ownerName, ownerPassword, signedInPerson } from '../../support/test-services.ts'

const begin = (username: string) => ({ username, purpose: 'reset', language: 'da' })

describe('a forgotten password at the portal', () => {
  it('may be begun so often from one address, whoever it is about, and again once the time has passed', async () => {
    const { call, clock } = await openPortal()
    for (let time = 0; time < 20; time++) {
      expect((await call('myRecovery/begin', begin(`p${time}@nordwind.test`))).status).toBe(200)
    }
    const refused = await call('myRecovery/begin', begin('another@nordwind.test'))
    expect(refused.json).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', data: { seconds: 900 } })
    clock.now += 900_000
    expect((await call('myRecovery/begin', begin('another@nordwind.test'))).status).toBe(200)
  })

  it('may be tried so often in one run and from one address', async () => {
    const { call } = await openPortal()
    const { json } = await call('myRecovery/begin', begin('nobody@nordwind.test'))
    const statuses = []
    for (let time = 0; time < 61; time++) {
      statuses.push((await call('myRecovery/state', { attempt: json.attempt })).status)
    }
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([200]))
    expect(statuses[60]).toBe(429)
  })
})

describe('help asked for at the portal', () => {
  it('is taken six times a day from one address, whoever it is for', async () => {
    const { call, clock } = await openPortal()
    const ask = async (time: number) => {
      const { json } = await call('myRecovery/begin', begin(`p${time}@nordwind.test`))
      return (await call('myRecovery/askForHelp', { attempt: json.attempt, reason: 'I lost my phone' })).status
    }
    for (let time = 0; time < 6; time++) expect(await ask(time)).toBe(200)
    expect(await ask(6)).toBe(429)
    clock.now += 86_400_000
    expect(await ask(7)).toBe(200)
  })
})

describe('security info at the portal', () => {
  it('changes so often in a quarter of an hour, and can be read on', async () => {
    const { services, owner, call } = await openPortal()
    const person = await signedInPerson(services, owner)
    const { cookie } = await call('signIn', { username: person.username, password: person.password })
    for (let time = 0; time < 40; time++) {
      expect((await call('myRegistration/confirmEmail', { code: '1234 5678' }, { cookie })).json.code).toBe(
        'PROOF_WRONG',
      )
    }
    expect((await call('myRegistration/confirmEmail', { code: '1234 5678' }, { cookie })).status).toBe(429)
    expect((await call('myRegistration/mine', {}, { cookie })).status).toBe(200)
  })

  it('asks for the own password again, under the limits of signing in', async () => {
    const { services, owner, call, clock } = await openPortal()
    const person = await signedInPerson(services, owner)
    const { cookie } = await call('signIn', { username: person.username, password: person.password })
    const start = () => call('myMethods/startAuthenticator', {}, { cookie })
    expect((await start()).json.code).toBe('CONFIRMATION_NEEDED')
    expect((await call('confirm', { password: 'wrong' }, { cookie })).json.code).toBe('WRONG_PASSWORD')
    expect((await call('confirm', { password: person.password }, { cookie })).status).toBe(200)
    const { secret } = (await start()).json
    const code = codeAt(secret, clock.now)
    const confirmed = await call('myMethods/confirmAuthenticator', { code }, { cookie })
    expect(confirmed.json.recoveryCodes).toHaveLength(10)
    const { methods } = (await call('myRegistration/mine', {}, { cookie })).json
    expect(methods.find((one: { method: string }) => one.method === 'authenticator').isRegistered).toBe(true)
  })

  it('mails codes to an address so often and no more, whoever asks', async () => {
    const { services, owner, call } = await openPortal()
    const person = await signedInPerson(services, owner)
    const { cookie } = await call('signIn', { username: person.username, password: person.password })
    await call('confirm', { password: person.password }, { cookie })
    const codes: string[] = []
    for (let time = 0; time < 6; time++) {
      codes.push((await call('myRegistration/startEmail', { address: 'stranger@home.test' }, { cookie })).json.code)
    }
    // No mail server is set here.
    expect(codes).toEqual([...Array(5).fill('EMAIL_UNAVAILABLE'), 'TOO_MANY_ATTEMPTS'])
  })

  it('keeps the second factor of whose role requires it, although roles mean nothing else there', async () => {
    const { services, owner, call, clock } = await openPortal()
    await requireFactor(services, owner, ['globalAdministrator'])
    const { code } = await registerAuthenticator(services, owner, clock)
    const { cookie: first } = await call('signIn', { username: ownerName, password: ownerPassword })
    const { cookie } = await call('proveFactor', { code: code(30) }, { cookie: first })
    await call('confirm', { password: ownerPassword }, { cookie })
    expect((await call('myMethods/mine', {}, { cookie })).json).toMatchObject({ isRequired: true })
    const removed = await call('myMethods/removeAuthenticator', {}, { cookie })
    expect(removed.json.code).toBe('FACTOR_REQUIRED')
  })

  it('is all that a session may do once giving methods can be put off no longer', async () => {
    const { services, owner, call } = await openPortal()
    await services.policies.save(
      selfServiceFor({ isRegistrationRequired: true, graceDays: 0, methods: ['questions', 'deskCode'] }),
      owner,
    )
    const person = await signedInPerson(services, owner)
    const signedIn = await call('signIn', { username: person.username, password: person.password })
    expect(signedIn.json).toMatchObject({ mustGiveMethods: true, mustChange: false })
    const { cookie } = signedIn
    expect((await call('myDetails', {}, { cookie })).json.code).toBe('METHODS_NEEDED')
    await call('confirm', { password: person.password }, { cookie })
    const { offered, count } = (await call('myRegistration/questions', { language: 'sv' }, { cookie })).json
    const given = answers.slice(0, count).map((answer, at) => ({ question: offered[at], answer }))
    expect((await call('myRegistration/saveQuestions', { answers: given }, { cookie })).status).toBe(200)
    expect((await call('current', {}, { cookie })).json).toMatchObject({ mustGiveMethods: false })
    expect((await call('myDetails', {}, { cookie })).status).toBe(200)
  })
})
