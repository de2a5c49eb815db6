import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { UserId } from '../../../shared/ids.ts'
import { linkHours, maximumLinks, maximumNamedLinks } from '../../../shared/links.ts'
import { portalOff } from '../../../shared/portal.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { noFilter } from '../../../shared/users.ts'
import { importFile } from '../../support/import-people.ts'
import { readable } from '../../support/mailed-link.ts'
import { giveAddress, linkDesk, users } from '../../support/reset-links.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { begin, mailedCode, selfServiceFor } from '../../support/self-service.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'
import { askFor } from '../../support/two-admins.ts'

const hour = 3_600_000
const newPassword = 'Green-Valley-77-tree'
const twoPerson = { ...defaultPolicies, signIn: { ...defaultPolicies.signIn, twoPerson: { isOn: true } } }

describe('the mail', () => {
  it('has a link to the portal of the settings, says for whom and how long, and no password', async () => {
    const { services, owner, person, address, sendLink, arrived, origin, clock, dataDir } = await linkDesk()
    const password = await resetAndRead(services, owner, person.id)
    const { link, token } = await sendLink()
    expect(link).toBe(`${origin}/link#${token}`)
    const mail = arrived.at(-1)
    expect(mail?.to).toEqual([address])
    const text = mail === undefined ? '' : readable(mail)
    const ends = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })
    for (const part of [person.username, 'Olga Owner', ends.format(clock.now + linkHours * hour)])
      expect(text).toContain(part)
    expect(mail?.text).not.toContain(password)
    const stored =
      readFileSync(join(dataDir, 'keydesk.db'), 'latin1') + readFileSync(join(dataDir, 'keydesk.db-wal'), 'latin1')
    expect(stored).not.toContain(token)
  })

  it('comes in the language of its reader, and not any more once the link is over', async () => {
    const { services, owner, person, arrived, clock, address } = await linkDesk()
    const contact = { alternateEmail: address }
    await services.users.edit({ ...person, displayName: 'Ida', contact, language: 'da' }, owner)
    await services.links.send({ selection: users(person.id) }, owner)
    await services.mail.work()
    expect(readable(arrived[0] as never)).toContain('Olga Owner har sendt dig dette link')
    await services.links.send({ selection: users(person.id) }, owner)
    clock.now += linkHours * hour + 1
    await services.mail.work()
    expect(arrived).toHaveLength(1)
  })

  it('keeps its link, whatever is done to its words', async () => {
    const { services, owner } = await setUp()
    const template = { template: 'resetLink', language: 'en', subject: 'A link', body: 'For {{name}}: ' } as const
    const missing = { code: 'MAIL_TEMPLATE', data: { unknown: [], missing: ['link'] } }
    await expect(async () => services.mail.saveTemplate(template, owner)).rejects.toMatchObject(missing)
    const inSubject = { ...template, subject: 'A link: {{link}}' }
    await expect(async () => services.mail.saveTemplate(inSubject, owner)).rejects.toMatchObject(missing)
    await services.mail.saveTemplate({ ...template, body: 'For {{name}}: {{link}}' }, owner)
  })
})

describe('a link', () => {
  it('is not used up by a request for its page, as mail scanners make, whatever headers they send', async () => {
    const { sendLink, send, origin, spend, call } = await linkDesk()
    const { token } = await sendLink()
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST'])
      for (const path of ['/link', `/link?${token}`, `/link/${token}`, `/rpc/links/spend?token=${token}`])
        await send({ method, path })
    // What a page elsewhere could send.
    for (const headers of [{ origin: 'https://evil.test' }, { 'x-keydesk': '' }, { 'sec-fetch-site': 'none' }] as const)
      expect((await call('myLinks/spend', { token }, { headers })).status).toBe(403)
    const page = await send({ path: '/link' })
    expect([page.status, page.headers['referrer-policy']]).toEqual([200, 'no-referrer'])
    expect((await send({ path: '/link', headers: { host: 'evil.test' } })).status).toBe(421)
    expect((await spend(token)).json).toMatchObject({ state: { step: 'choosePassword' } })
    expect(origin).toMatch(/^https:/)
  })

  it('leads to a new password, once, whether or not self-service is switched on', async () => {
    const { services, person, sendLink, spend, call, owner } = await linkDesk()
    const { token } = await sendLink()
    const { json } = await spend(token)
    expect(json).toMatchObject({
      username: person.username,
      state: { step: 'choosePassword', methods: [], proved: [] },
    })
    const { attempt } = json
    expect((await call('myRecovery/rules', { attempt })).status).toBe(200)
    expect((await call('myRecovery/finish', { attempt, newPassword: 'short' })).json.code).toBe('POLICY_BROKEN')
    expect((await call('myRecovery/finish', { attempt, newPassword })).status).toBe(200)
    await services.sessions.signIn({ username: person.username, password: newPassword }, nobody)
    expect((await call('myRecovery/finish', { attempt, newPassword: `${newPassword}s` })).json.code).toBe(
      'ATTEMPT_GONE',
    )
    expect((await spend(token)).json.code).toBe('LINK_GONE')
    const { entries } = await services.users.history({ id: person.id, offset: 0, limit: 10 }, owner)
    const actions = entries.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['Send password reset link.', 'Reset password (self-service).']))
  })

  it('works for only one of many who press the button at once', async () => {
    const { sendLink, spend } = await linkDesk()
    const { token } = await sendLink()
    const answers = await Promise.all(Array.from({ length: 20 }, () => spend(token)))
    const codes = answers.map(({ status, json }) => (status === 200 ? 'won' : json.code))
    expect(codes.filter((code) => code === 'won')).toHaveLength(1)
    expect(new Set(codes)).toEqual(new Set(['won', 'LINK_GONE', 'TOO_MANY_ATTEMPTS']))
  })

  it('is answered alike, used or lapsed or never made, and asked for only so often', async () => {
    const { sendLink, spend, clock } = await linkDesk()
    const { token } = await sendLink()
    clock.now += linkHours * hour
    const codes = [await spend(token), await spend(token), await spend('0'.repeat(64))].map(({ json }) => json.code)
    expect(codes).toEqual(['LINK_GONE', 'LINK_GONE', 'LINK_GONE'])
    for (let at = 0; at < 17; at += 1) await spend(String(at).padStart(64, '1'))
    expect((await spend('2'.repeat(64))).json.code).toBe('TOO_MANY_ATTEMPTS')
  })

  const ends: Readonly<Record<string, (desk: Awaited<ReturnType<typeof linkDesk>>) => unknown>> = {
    'another reset': ({ services, owner, person }) => resetAndRead(services, owner, person.id),
    'a newer link': ({ sendLink }) => sendLink(),
    'a block, also one that was lifted': async ({ services, owner, person: { id } }) => {
      await services.users.block({ id, isBlocked: true }, owner)
      await services.users.block({ id, isBlocked: false }, owner)
    },
    'the person being deleted': ({ services, owner, person }) => services.users.deleteMany({ ids: [person.id] }, owner),
    'another alternate email': ({ services, owner, person }) => giveAddress(services, owner, person, 'x@home.test'),
    'a role that the person got': ({ services, owner, person }) =>
      services.roles.set({ userId: person.id, roles: ['globalAdministrator'] }, owner),
    'its time': ({ clock }) => {
      clock.now += linkHours * hour
    },
    'a clock that is set back': ({ clock }) => {
      clock.now -= hour
    },
  }
  it.each(Object.entries(ends))('is ended by %s', async (_, end) => {
    const desk = await linkDesk()
    const { token } = await desk.sendLink()
    await end(desk)
    expect((await desk.spend(token)).json.code).toBe('LINK_GONE')
  })

  it.each(['another reset', 'a block, also one that was lifted'])('that was opened is ended by %s', async (what) => {
    const desk = await linkDesk()
    const { token } = await desk.sendLink()
    const { attempt } = (await desk.spend(token)).json
    await ends[what]?.(desk)
    expect((await desk.call('myRecovery/finish', { attempt, newPassword })).json.code).toBe('ATTEMPT_GONE')
  })

  it('is not ended by strangers who guess or start attempts for the same account', async () => {
    const { services, owner, person, sendLink, spend, call } = await linkDesk()
    await services.policies.save(selfServiceFor({ methods: ['deskCode', 'email'] }), owner)
    const { token } = await sendLink()
    const { attempt } = (await spend(token)).json
    for (let at = 0; at < 8; at += 1) {
      const other = await begin(services, person.username)
      const wrong = { attempt: other, proof: { method: 'deskCode', code: '1234 5678' } } as const
      await Promise.resolve(services.recovery.prove(wrong, nobody)).catch(() => {})
    }
    expect((await call('myRecovery/finish', { attempt, newPassword })).status).toBe(200)
  })
})

it('does not replace the second factor', async () => {
  const { services, owner, sendLink, spend, call, clock } = await linkDesk()
  const person = await signedInPerson(services, owner)
  const app = await registerAuthenticator(services, { ...person.call(), isConfirmed: true }, clock)
  await giveAddress(services, owner, person)
  const { json } = await spend((await sendLink(person.id)).token)
  const { attempt } = json
  expect(json.state).toMatchObject({ step: 'prove', methods: ['authenticator', 'recoveryCode'], proved: [] })
  expect((await call('myRecovery/finish', { attempt, newPassword })).json.code).toBe('PROOF_WRONG')
  expect((await call('myRecovery/rules', { attempt })).json.code).toBe('PROOF_WRONG')
  clock.now += 60_000
  const wrong = { method: 'authenticator', code: '000000' }
  expect((await call('myRecovery/prove', { attempt, proof: wrong })).json.code).toBe('PROOF_WRONG')
  const right = { method: 'authenticator', code: app.code() }
  expect((await call('myRecovery/prove', { attempt, proof: right })).json).toMatchObject({ step: 'choosePassword' })
  expect((await call('myRecovery/finish', { attempt, newPassword })).status).toBe(200)
  const { token } = await services.sessions.signIn({ username: person.username, password: newPassword }, nobody)
  expect(services.serve.callOf(token, 'browser', false).factor).toBe('needed')
})

describe('sending', () => {
  const refusedWith = (reason: string) => ({ code: 'LINK_REFUSED', data: { reason } })

  it('needs mail, an open portal, and an address that counts', async () => {
    const { services, owner, person, settings } = await linkDesk()
    const send = async () => services.links.send({ selection: users(person.id) }, owner)
    const offer = async () => (await services.links.offer({ userId: person.id }, owner)).refusal
    expect(await offer()).toBeNull()
    const { username } = person
    const edit = (alternateEmail: string) =>
      services.users.edit({ ...person, displayName: username, contact: { alternateEmail }, language: null }, owner)
    await edit('')
    await expect(send()).rejects.toMatchObject(refusedWith('noAddress'))
    await edit('ida@home.test')
    await services.users.block({ id: person.id, isBlocked: true }, owner)
    await expect(send()).rejects.toMatchObject(refusedWith('blocked'))
    expect(await offer()).toBe('blocked')
    await services.users.block({ id: person.id, isBlocked: false }, owner)
    await services.portal.save({ ...portalOff, hostName: settings.hostName }, owner)
    await expect(send()).rejects.toMatchObject(refusedWith('portalOff'))
    const { hasPassword: _, ...server } = await services.mail.get({}, owner)
    await services.mail.save({ server: { ...server, isOn: false }, password: { kind: 'none' } }, owner)
    await expect(send()).rejects.toMatchObject(refusedWith('mailOff'))
    expect(await offer()).toBe('mailOff')
  })

  it('does not trust an address that somebody wrote themselves', async () => {
    const { services, owner } = await linkDesk()
    const person = await signedInPerson(services, owner)
    const contact = { alternateEmail: 'new@home.test', mobilePhone: '', language: null }
    await services.account.edit(contact, { ...person.call(), isConfirmed: true })
    await expect(async () => services.links.send({ selection: users(person.id) }, owner)).rejects.toMatchObject(
      refusedWith('notProved'),
    )
  })

  it('follows the rules of a reset: it reaches no further, and asks for the own password where a reset would', async () => {
    const { services, owner, ownerId, person } = await linkDesk()
    const admin = await signedInPerson(services, owner, ['globalAdministrator'])
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    for (const one of [admin, helper]) await giveAddress(services, owner, one)
    const asHelper = createCaller(services.serve, helper.call)
    const send = (...ids: (typeof ownerId)[]) => asHelper.links.send({ selection: users(...ids) })
    await expect(send(admin.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(send(helper.id)).rejects.toMatchObject({ code: 'OWN_ACCOUNT' })
    expect(await send(person.id)).toMatchObject({ count: 1, refused: [] })
    await expect(send(person.id, admin.id)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
    const toAdmin = { selection: users(admin.id) }
    const unconfirmed = createCaller(services.serve, () => ({ ...owner, isConfirmed: false }))
    await expect(unconfirmed.links.send(toAdmin)).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
    })
    expect(await services.links.send(toAdmin, owner)).toMatchObject({ count: 1 })
  })

  it('is refused where a reset would wait for a second admin', async () => {
    const { services, owner, person } = await linkDesk()
    const admin = await signedInPerson(services, owner, ['globalAdministrator'])
    const other = await addPerson(services, owner)
    for (const one of [admin, other]) await giveAddress(services, owner, one)
    await services.policies.save(twoPerson, owner)
    await expect(async () => services.links.send({ selection: users(admin.id) }, owner)).rejects.toMatchObject(
      refusedWith('secondAdmin'),
    )
    const all = users(admin.id, person.id, other.id)
    await expect(async () => services.links.send({ selection: all }, owner)).rejects.toMatchObject(
      refusedWith('secondAdmin'),
    )
    const some = await services.links.send({ selection: users(admin.id, person.id) }, owner)
    expect(some).toMatchObject({ count: 1, sent: [{ id: person.id }], refused: [{ reason: 'secondAdmin', count: 1 }] })
  })

  it('to several tells who got one, with their address masked, and who did not and why', async () => {
    const { services, owner, ownerId, person } = await linkDesk()
    const without = await addPerson(services, owner)
    const answer = await services.links.send({ selection: users(person.id, without.id, ownerId) }, owner)
    expect(answer.sent).toMatchObject([{ username: person.username, to: 'p***@home.test' }])
    expect(answer.refused.map(({ reason, count, people }) => [reason, count, people[0]?.id])).toEqual([
      ['noAddress', 1, without.id],
      ['ownAccount', 1, ownerId],
    ])
    const filter = { ...everyEntry, action: 'Send password reset link.' } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 10 }, owner)
    expect(entries.map(({ detail }) => detail)).toEqual([{ to: 'p***@home.test' }])
    const { mails } = await services.mail.outbox({ state: null, offset: 0, limit: 10 }, owner)
    expect(mails.filter(({ template }) => template === 'resetLink')).toHaveLength(1)
  })

  it('is offered for nobody who is gone, oneself or out of reach', async () => {
    const { services, owner, ownerId, person } = await linkDesk()
    const helper = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const offer = async (userId: UserId, call = helper.call()) => (await services.links.offer({ userId }, call)).refusal
    expect(await offer(person.id)).toBeNull()
    expect(await offer(999 as UserId)).toBe('gone')
    expect(await offer(helper.id)).toBe('ownAccount')
    expect(await offer(ownerId)).toBe('notAllowed')
  })

  it('to an approver says in the audit log that the two-person rule stood still, and to others says nothing of it', async () => {
    const { services, owner, ownerId, person, arrived, clock } = await linkDesk()
    const second = await signedInPerson(services, owner, ['globalAdministrator'])
    const asSecond = { ...second.call(), isConfirmed: true }
    services.registration.startEmail({ address: 'second@home.test' }, asSecond)
    await services.mail.work()
    services.registration.confirmEmail({ code: mailedCode([arrived.at(-1) as never]) }, asSecond)
    await services.policies.save(twoPerson, owner)
    // Nobody is there to answer what the owner asks.
    clock.now += 1
    await askFor(services, second.id, owner)
    clock.now += 73 * hour
    services.requests.expire()
    const ownerNow = services.sessions.callFor(ownerId, 'browser')
    const sent = await services.links.send({ selection: users(second.id, person.id) }, ownerNow)
    expect(sent).toMatchObject({ count: 2, refused: [] })
    const filter = { ...everyEntry, action: 'Send password reset link.' } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 10 }, ownerNow)
    const detailOf = (name: string) => entries.find(({ target }) => target === name)?.detail
    expect(detailOf(second.username)).toEqual({ to: 's***@home.test', twoPerson: 'standsStill' })
    expect(detailOf(person.username)).toEqual({ to: 'p***@home.test' })
  })

  it('names a hundred people at most who got one, and of those who did not, and counts them all', async () => {
    const { services, owner } = await linkDesk()
    const many = Array.from({ length: maximumNamedLinks + 1 }, (_, at) => at)
    const lines = [
      ...many.map((at) => `with${at}@nordwind.test,With ${at},with${at}@home.test`),
      ...many.map((at) => `without${at}@nordwind.test,Without ${at},`),
    ]
    const heading = 'User name,Display name,Alternate email address'
    await importFile(services, owner, Buffer.from([heading, ...lines].join('\n')))
    const query = { search: 'with', filter: noFilter }
    const answer = await services.links.send({ selection: { kind: 'matching', query, except: [] } }, owner)
    const [refused, ...others] = answer.refused
    expect(others).toEqual([])
    expect([answer.count, answer.sent.length]).toEqual([many.length, maximumNamedLinks])
    expect(refused).toMatchObject({ reason: 'noAddress', count: many.length })
    expect(refused?.people).toHaveLength(maximumNamedLinks)
  })

  it('is limited to a thousand people', async () => {
    const { services, owner } = await linkDesk()
    const lines = Array.from({ length: maximumLinks + 1 }, (_, at) => `worker${at}@nordwind.test,Worker ${at}`)
    await importFile(services, owner, Buffer.from(['User name,Display name', ...lines].join('\n')))
    const query = { search: '', filter: noFilter }
    await expect(async () =>
      services.links.send({ selection: { kind: 'matching', query, except: [] } }, owner),
    ).rejects.toMatchObject({ code: 'LINKS_LIMIT', data: { maximum: maximumLinks } })
  })
})
