import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { portalContract } from '../../../shared/portal-contract.ts'
import { validInput } from '../../support/inputs.ts'
import { openPortal } from '../../support/portal.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { selfServiceFor } from '../../support/self-service.ts'
import {
  addPerson,
  nobody,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  signedInPerson,
} from '../../support/test-services.ts'

describe('two doors', () => {
  it('do not know each other’s sessions, and admin roles mean nothing at the portal', async () => {
    const { services, token, call } = await openPortal()
    expect((await call('current', {}, { cookie: `__Host-keydesk=${token}` })).status).toBe(401)
    const { cookie = '', json } = await call('signIn', { username: ownerName, password: ownerPassword })
    expect(Object.keys(json).sort()).toEqual([
      'displayName',
      'endsAt',
      'factor',
      'idleMinutes',
      'isInDirectory',
      'language',
      'mustChange',
      'mustGiveMethods',
      'username',
    ])
    const portalToken = cookie.slice('__Host-keydesk='.length)
    for (const door of ['browser', 'desktop'] as const)
      expect(services.serve.callOf(portalToken, door, false).actor).toBeNull()
    expect(services.portalServe.callOf(portalToken, 'portal', false).actor?.roles).toEqual([])
    expect(services.portalServe.callOf(token, 'portal', false).actor).toBeNull()
  })

  it('differ when the idle time is over: the portal signs out, and a lock of this machine does not affect it', async () => {
    const { services, call, clock } = await openPortal()
    const { cookie } = await call('signIn', { username: ownerName, password: ownerPassword })
    services.sessions.lockAll()
    expect((await call('mySessions', {}, { cookie })).status).toBe(200)
    clock.now += 5 * 60_000
    expect((await call('current', {}, { cookie })).json.code).toBe('SIGN_IN_NEEDED')
  })

  it('end a person’s sessions together when the password is reset', async () => {
    const { services, owner, call } = await openPortal()
    const person = await signedInPerson(services, owner)
    const { cookie } = await call('signIn', { username: person.username, password: person.password })
    expect((await call('myDetails', {}, { cookie })).status).toBe(200)
    await resetAndRead(services, owner, person.id)
    expect((await call('myDetails', {}, { cookie })).status).toBe(401)
  })
})

describe('the first page', () => {
  it('has the colour of the organisation at every door, as soon as it is saved', async () => {
    const { services, owner, call } = await openPortal()
    expect((await call('welcome', {})).json.colour).toBe('blue')
    await services.policies.save(selfServiceFor({ colour: 'teal' }), owner)
    expect((await call('welcome', {})).json.colour).toBe('teal')
    expect(services.settings.status({}, nobody)).toMatchObject({ colour: 'teal' })
  })
})

describe('the own contact information', () => {
  const contactOf = (services: Services, call: SignedInCall) => {
    const { contact, language } = services.users.details(call.actor.id, call.actor)
    return { alternateEmail: contact.alternateEmail, mobilePhone: contact.mobilePhone, language }
  }

  it('that others changed since it was seen stays as it is, and stays whose word it was', async () => {
    const { services, owner, ownerId } = await setUp()
    const person = await signedInPerson(services, owner)
    const { edit } = services.account
    const typed = { alternateEmail: 'old@home.test', mobilePhone: '+45 11111111', language: null }
    await edit(typed, person.call())
    const seen = contactOf(services, person.call())
    const username = person.username
    const contact = { alternateEmail: 'new@home.test', mobilePhone: '+45 22222222' }
    await services.users.edit({ id: person.id, username, displayName: 'P', contact, language: null }, owner)
    await edit({ ...seen, language: 'sv', seen }, person.call())
    expect(contactOf(services, person.call())).toEqual({ ...contact, language: 'sv' })
    expect(services.users.stored(person.id)?.vouchers).toEqual({ alternateEmail: ownerId, mobilePhone: ownerId })
    await edit({ ...seen, mobilePhone: '+45 33333333', seen }, person.call())
    expect(contactOf(services, person.call())).toMatchObject({ ...contact, mobilePhone: '+45 33333333' })
    expect(services.users.stored(person.id)?.vouchers).toEqual({ alternateEmail: ownerId, mobilePhone: person.id })
  })

  it('stays proved where the form still shows what it was before, and spaces are no change', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const { edit } = services.account
    const seen = contactOf(services, person.call())
    await edit({ ...seen, alternateEmail: 'proved@home.test' }, person.call())
    services.users.proveEmail(person.id)
    await edit({ ...seen, alternateEmail: ' ', mobilePhone: '+45 11111111', seen }, person.call())
    const { contact, vouchers } = services.users.stored(person.id) ?? {}
    expect(contact).toMatchObject({ alternateEmail: 'proved@home.test', mobilePhone: '+45 11111111' })
    expect(vouchers).toEqual({ alternateEmail: 'proved', mobilePhone: person.id })
  })

  it('leaves no entry where nothing changes', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const { edit } = services.account
    const typed = { alternateEmail: 'me@home.test', mobilePhone: '+45 11111111', language: 'da' } as const
    await edit(typed, person.call())
    const count = async () => (await services.audit.list({ filter: everyEntry, offset: 0, limit: 1 }, owner)).total
    const before = await count()
    expect(await edit({ ...typed, mobilePhone: ' +45 11111111 ' }, person.call())).toEqual({})
    await edit({ ...typed, seen: typed }, person.call())
    expect(await count()).toBe(before)
  })
})

describe('my account at the portal', () => {
  it('changes password, contact information and sessions, and shows the sign-ins with their door', async () => {
    const { services, owner, call } = await openPortal()
    const person = await signedInPerson(services, owner)
    const signIn = async (password: string) => (await call('signIn', { username: person.username, password })).cookie
    const cookie = await signIn(person.password)
    const other = await signIn(person.password)
    const contact = { alternateEmail: 'me@home.test', mobilePhone: '+45 11 22 33 44', language: 'da' }
    expect((await call('updateContact', contact, { cookie })).json.code).toBe('CONFIRMATION_NEEDED')
    expect((await call('confirm', { password: person.password }, { cookie })).status).toBe(200)
    expect((await call('updateContact', contact, { cookie })).status).toBe(200)
    expect((await call('myDetails', {}, { cookie })).json.contact).toEqual(contact)
    const { sessions } = (await call('mySessions', {}, { cookie })).json
    // The third is at the browser door: people see everywhere they are signed in.
    expect(sessions).toHaveLength(3)
    const wrong = { currentPassword: 'wrong', newPassword: 'Brave-Harbour-77-lamp' }
    expect((await call('change', wrong, { cookie })).json.code).toBe('WRONG_PASSWORD')
    const right = { ...wrong, currentPassword: person.password }
    const changed = await call('change', right, { cookie })
    expect(changed.status).toBe(200)
    expect((await call('current', {}, { cookie })).status).toBe(401)
    expect((await call('current', {}, { cookie: other })).status).toBe(401)
    const { entries } = (await call('signInsRecent', {}, { cookie: changed.cookie })).json
    expect(entries[0]).toMatchObject({ isGood: true, door: 'portal', reason: null })
    const again = await signIn('Brave-Harbour-77-lamp')
    const there = (await call('mySessions', {}, { cookie: again })).json.sessions.find(
      (one: { isThis: boolean }) => !one.isThis,
    )
    await call('endMine', { id: there.id }, { cookie: again })
    expect((await call('current', {}, { cookie: changed.cookie })).status).toBe(401)
  })

  it('asks for the own password only where the person has typed another place for codes', async () => {
    const { services, owner, call } = await openPortal()
    const person = await signedInPerson(services, owner)
    const { cookie } = await call('signIn', { username: person.username, password: person.password })
    const seen = { alternateEmail: '', mobilePhone: '', language: null }
    const save = async (typed: object) =>
      (await call('updateContact', { ...seen, ...typed, seen }, { cookie })).json.code
    const contact = { mobilePhone: '+45 22222222' }
    const { username } = person
    await services.users.edit({ id: person.id, username, displayName: 'P', contact, language: null }, owner)
    expect(await save({ language: 'sv' })).toBeUndefined()
    expect((await call('myDetails', {}, { cookie })).json.contact).toEqual({ ...seen, ...contact, language: 'sv' })
    expect(await save({ mobilePhone: '+45 33333333' })).toBe('CONFIRMATION_NEEDED')
  })

  it('counts an attempt once, whether the own password is asked for again or not', async () => {
    const { services, owner, call } = await openPortal()
    const person = await signedInPerson(services, owner)
    const { cookie } = await call('signIn', { username: person.username, password: person.password })
    const save = async (mobilePhone: string) =>
      (await call('updateContact', { alternateEmail: '', mobilePhone, language: null }, { cookie })).json.code
    const codes = []
    for (let at = 0; at < 20; at += 1) codes.push(await save(''), await save('+4512345678'))
    expect(new Set(codes)).toEqual(new Set([undefined, 'CONFIRMATION_NEEDED']))
    expect([await save(''), await save('+4512345678')]).toEqual(['TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS'])
  })

  it('allows no more guesses by changing the password, or by confirming and changing in turn', async () => {
    const { services, owner, call } = await openPortal()
    const person = await signedInPerson(services, owner)
    const { cookie } = await call('signIn', { username: person.username, password: person.password })
    const codes: string[] = []
    for (let guess = 0; guess < 6; guess += 1) {
      const [name, input] =
        guess % 2 === 0
          ? (['change', { currentPassword: `wrong ${guess}`, newPassword: 'Brave-Harbour-77-lamp' }] as const)
          : (['confirm', { password: `wrong ${guess}` }] as const)
      codes.push((await call(name, input, { cookie })).json.code)
    }
    expect(codes).toEqual([...Array(5).fill('WRONG_PASSWORD'), 'TOO_MANY_ATTEMPTS'])
    const right = { currentPassword: person.password, newPassword: 'Brave-Harbour-77-lamp' }
    expect((await call('change', right, { cookie })).json).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      data: { isLimit: true },
    })
  })

  it('asks for the second factor before anything else, and then gives the session another token', async () => {
    const { services, owner, call, clock } = await openPortal()
    const person = await signedInPerson(services, owner)
    const app = await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
    clock.now += 60_000
    const { cookie, json } = await call('signIn', { username: person.username, password: person.password })
    expect(json).toMatchObject({ factor: 'needed', username: '', displayName: '' })
    for (const name of Object.keys(portalContract.myAccount)) {
      if (['welcome', 'current', 'signIn', 'signOut', 'proveFactor'].includes(name)) continue
      const { json: refusal } = await call(name, validInput(`myAccount/${name}`), { cookie })
      expect([name, refusal.code]).toEqual([name, 'FACTOR_NEEDED'])
    }
    expect((await call('proveFactor', { code: '000000' }, { cookie })).json.code).toBe('FACTOR_WRONG')
    const proved = await call('proveFactor', { code: app.code() }, { cookie })
    expect(proved.json).toMatchObject({ factor: 'none', username: person.username })
    expect(proved.cookie).not.toBe(cookie)
    expect((await call('myDetails', {}, { cookie })).status).toBe(401)
    expect((await call('myDetails', {}, { cookie: proved.cookie })).status).toBe(200)
  })

  it('answers nothing but the password rules before a forced change', async () => {
    const { services, owner, call } = await openPortal()
    const person = await addPerson(services, owner)
    const password = await resetAndRead(services, owner, person.id)
    const { cookie } = await call('signIn', { username: person.username, password })
    const free = ['current', 'passwordRules', 'touch', 'welcome']
    for (const name of Object.keys(portalContract.myAccount)) {
      if (['signIn', 'signOut', 'changeForced', 'proveFactor'].includes(name)) continue
      const { status, json } = await call(name, validInput(`myAccount/${name}`), { cookie })
      if (free.includes(name)) expect([name, status]).toEqual([name, 200])
      else expect([name, json.code]).toEqual([name, 'PASSWORD_CHANGE_NEEDED'])
    }
    const broken = await call('changeForced', { newPassword: 'short' }, { cookie })
    expect(broken.json.code).toBe('POLICY_BROKEN')
  })
})
