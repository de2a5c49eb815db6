import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Call, SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import type { SecretId, UserId } from '../../../shared/ids.ts'
import type { Contact } from '../../../shared/users.ts'
import { importFile, uploadContacts } from '../../support/import-people.ts'
import { codeIn, settingsFor, startMailServer } from '../../support/mail-server.ts'
import { linkDesk } from '../../support/reset-links.ts'
import { begin, prove, selfServiceFor, smsProgram } from '../../support/self-service.ts'
import { signedIn } from '../../support/signed-in.ts'
import { addPerson, nobody, resetAndRead, setUp, signedInPerson, temporaryFolder } from '../../support/test-services.ts'
import { withRule } from '../../support/two-admins.ts'

const evil = { alternateEmail: 'mine@evil.test', mobilePhone: '+4512345678' }
const sure = (call: Call): Call => ({ ...call, isConfirmed: true })

async function write(services: Services, userId: UserId, contact: Partial<Contact>, call: SignedInCall) {
  const { username, displayName, language } = await services.users.get({ id: userId }, call)
  return services.users.edit({ id: userId, username, displayName, language, contact }, call)
}

/** An office that sends mail and text messages, with self-service for everybody by those two. */
async function office() {
  const { arrived, port } = await startMailServer()
  const desk = await setUp()
  const { services, owner } = desk
  await services.mail.save({ server: settingsFor(port, { security: 'none' }), password: { kind: 'none' } }, owner)
  const program = smsProgram(temporaryFolder())
  services.sms.save({ gateway: { kind: 'command', path: program.path } }, owner)
  await services.policies.save(selfServiceFor({ methods: ['email', 'sms', 'deskCode'], required: 2 }), owner)
  const helper = await signedInPerson(services, owner, ['userAdministrator'])
  const helperCall = () => sure(helper.call())
  const methodsOf = async (id: UserId) => (await services.registration.of({ userId: id }, owner)).methods
  /** The code that a run mails to the address, or null where none goes out. */
  const mailedTo = async (username: string) => {
    await services.mail.work()
    const before = arrived.length
    await services.recovery.ask({ attempt: await begin(services, username), method: 'email' }, nobody)
    await services.mail.work()
    return arrived.slice(before).flatMap(({ to }) => to)
  }
  const setRoles = (id: UserId, roles: readonly ('globalAdministrator' | 'userAdministrator' | 'reportsReader')[]) =>
    services.roles.set({ userId: id, roles }, owner)
  return { ...desk, arrived, program, helper, helperCall, methodsOf, mailedTo, setRoles }
}

describe('an address that was proved with a password that an admin knew', () => {
  it('counts as entered by that admin: it no longer counts once that admin could not reset the person, whatever the person chose since', async () => {
    const { services, owner, arrived, helper, helperCall, methodsOf, setRoles } = await office()
    const person = await signedInPerson(services, owner)
    const password = await resetAndRead(services, signedIn(helperCall()), person.id, false)
    const { token } = await services.sessions.signIn({ username: person.username, password }, nobody)
    const call = () => sure(services.serve.callOf(token, 'browser', false))
    await services.registration.startEmail({ address: evil.alternateEmail }, signedIn(call()))
    await services.mail.work()
    await services.registration.confirmEmail({ code: codeIn(arrived.at(-1) as never) }, signedIn(call()))
    const fresh = { currentPassword: password, newPassword: 'Calm-Forest-88-gate' }
    await services.passwords.change(fresh, signedIn(call()))
    expect(await methodsOf(person.id)).toEqual(['email'])
    await setRoles(helper.id, [])
    expect(await methodsOf(person.id)).toEqual([])
  })

  it('counts as entered by the person once they chose a password that nobody knows', async () => {
    const { services, owner, arrived, helper, methodsOf, setRoles } = await office()
    const person = await signedInPerson(services, owner)
    const call = () => sure(person.call())
    await services.registration.startEmail({ address: 'mine@home.test' }, signedIn(call()))
    await services.mail.work()
    await services.registration.confirmEmail({ code: codeIn(arrived.at(-1) as never) }, signedIn(call()))
    await setRoles(helper.id, [])
    expect(await methodsOf(person.id)).toEqual(['email'])
  })
})

describe('an address and a number that an admin wrote', () => {
  it('count while that admin could reset the person, and send a helper no code of whoever was promoted', async () => {
    const { services, owner, helperCall, methodsOf, mailedTo, setRoles } = await office()
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(helperCall()))
    expect(await methodsOf(person.id)).toEqual(['email', 'sms'])
    expect(await mailedTo(person.username)).toEqual([evil.alternateEmail])
    await setRoles(person.id, ['globalAdministrator'])
    expect(await methodsOf(person.id)).toEqual([])
    expect(await mailedTo(person.username)).toEqual([])
    const { contact } = await services.registration.mine({}, services.sessions.callFor(person.id, 'browser'))
    expect(contact).toEqual({ ...evil, isEmailProved: false, isPhoneProved: false })
  })

  it('count again once the person is demoted, and for an admin once somebody who could reset them enters others', async () => {
    const { services, owner, helperCall, methodsOf, setRoles } = await office()
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(helperCall()))
    await setRoles(person.id, ['globalAdministrator'])
    await setRoles(person.id, [])
    expect(await methodsOf(person.id)).toEqual(['email', 'sms'])
    await setRoles(person.id, ['reportsReader'])
    expect(await methodsOf(person.id)).toEqual(['email', 'sms'])
    await setRoles(person.id, ['globalAdministrator'])
    // Saving the same value again changes no author, because a form sends back what it was given.
    await write(services, person.id, { ...evil, city: 'Aarhus' }, owner)
    expect(await methodsOf(person.id)).toEqual([])
    await write(services, person.id, { alternateEmail: 'theirs@home.test', mobilePhone: '+4587654321' }, owner)
    expect(await methodsOf(person.id)).toEqual(['email', 'sms'])
  })

  it('count no longer once the admin who wrote them is demoted, blocked or deleted', async () => {
    const { services, owner, helper, helperCall, methodsOf, setRoles } = await office()
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(helperCall()))
    const isCounted = async () => (await methodsOf(person.id)).length === 2
    expect(await isCounted()).toBe(true)
    await setRoles(helper.id, ['reportsReader'])
    expect(await isCounted()).toBe(false)
    await setRoles(helper.id, ['userAdministrator'])
    expect(await isCounted()).toBe(true)
    services.users.block({ id: helper.id, isBlocked: true }, owner)
    expect(await isCounted()).toBe(false)
    services.users.block({ id: helper.id, isBlocked: false }, owner)
    expect(await isCounted()).toBe(true)
    await services.users.deleteMany({ ids: [helper.id] }, owner)
    expect(await isCounted()).toBe(false)
  })

  it('of a role that is limited to groups count for the people of those groups', async () => {
    const { services, owner, helper, helperCall, methodsOf } = await office()
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(helperCall()))
    const { id: group } = await services.groups.create({ name: 'Shop', kind: 'picked', departments: [] }, owner)
    const limits = [{ role: 'userAdministrator', groups: [group] }] as const
    await services.roles.set({ userId: helper.id, roles: ['userAdministrator'], limits }, owner)
    expect(await methodsOf(person.id)).toEqual([])
    await services.groups.addMembers({ id: group, selection: { kind: 'users', ids: [person.id] } }, owner)
    expect(await methodsOf(person.id)).toEqual(['email', 'sms'])
  })

  it('are judged alike whether they were entered in the form, with a new account, or by a file of people or of contacts', async () => {
    const { services, helperCall, methodsOf, setRoles } = await office()
    const contact = evil
    const added = await services.users.add(
      { username: 'added@nordwind.test', displayName: 'Added', contact, language: null },
      signedIn(helperCall()),
    )
    const file = `User name,Display name,Alternate email address,Mobile phone\nfile@nordwind.test,File,${evil.alternateEmail},${evil.mobilePhone}\n`
    await importFile(services, signedIn(helperCall()), Buffer.from(file))
    const later = await addPerson(services, signedIn(helperCall()))
    const contacts = `User name,Alternate email address,Mobile phone\n${later.username},${evil.alternateEmail},${evil.mobilePhone}\n`
    services.imports.importContacts(
      { importId: await uploadContacts(services, signedIn(helperCall()), contacts) },
      signedIn(helperCall()),
    )
    const ids = [added.id, services.users.idOf('file@nordwind.test') as UserId, later.id]
    for (const id of ids) {
      expect(await methodsOf(id)).toEqual(['email', 'sms'])
      await setRoles(id, ['globalAdministrator'])
      expect(await methodsOf(id)).toEqual([])
    }
  })

  it('that somebody wrote for themselves never count, whatever they may do for others', async () => {
    const { services, helper, helperCall, methodsOf } = await office()
    await write(services, helper.id, evil, signedIn(helperCall()))
    expect(await methodsOf(helper.id)).toEqual([])
    const contacts = `User name,Alternate email address\n${helper.username},other@evil.test\n`
    services.imports.importContacts(
      { importId: await uploadContacts(services, signedIn(helperCall()), contacts) },
      signedIn(helperCall()),
    )
    expect(await methodsOf(helper.id)).toEqual([])
  })

  it('count for an admin, whoever entered them, once the person has typed the code', async () => {
    const { services, owner, arrived, helperCall, methodsOf, setRoles } = await office()
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(helperCall()))
    services.registration.startEmail({ address: evil.alternateEmail }, signedIn(sure(person.call())))
    await services.mail.work()
    services.registration.confirmEmail({ code: codeIn(arrived.at(-1) as never) }, person.call())
    await setRoles(person.id, ['globalAdministrator'])
    expect(await methodsOf(person.id)).toEqual(['email'])
  })

  it('of whoever could approve need a proof under the two-person rule, also where they were written before it', async () => {
    const { services, owner, methodsOf } = await office()
    const second = await signedInPerson(services, owner, ['globalAdministrator'])
    await write(services, second.id, evil, owner)
    expect(await methodsOf(second.id)).toEqual(['email', 'sms'])
    const policies = { ...selfServiceFor({ methods: ['email', 'sms', 'deskCode'] }), signIn: withRule(true).signIn }
    await services.policies.save(policies, owner)
    expect(await methodsOf(second.id)).toEqual([])
  })

  it('prove nothing in a run that began while they still counted', async () => {
    const { services, owner, arrived, helper, helperCall, setRoles } = await office()
    await services.policies.save(selfServiceFor({ methods: ['email', 'deskCode'], required: 1 }), owner)
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(helperCall()))
    const [first, second] = [await begin(services, person.username), await begin(services, person.username)]
    const codeOf = async (attempt: string) => {
      await services.recovery.ask({ attempt, method: 'email' }, nobody)
      await services.mail.work()
      return codeIn(arrived.at(-1) as never)
    }
    const [one, two] = [await codeOf(first), await codeOf(second)]
    await prove(services, first, { method: 'email', code: one })
    await setRoles(helper.id, [])
    await expect(prove(services, second, { method: 'email', code: two })).rejects.toMatchObject({ code: 'PROOF_WRONG' })
    const finish = services.recovery.finish({ attempt: first, newPassword: 'Green-Valley-77-tree' }, nobody)
    await expect(finish).rejects.toMatchObject({ code: 'PROOF_WRONG' })
  })

  it('are sent no link and no notice once they no longer count', async () => {
    const { services, owner, arrived, sendLink } = await linkDesk()
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(sure(helper.call())))
    await sendLink(person.id)
    expect(arrived.at(-1)?.to).toEqual([evil.alternateEmail])
    await services.roles.set({ userId: helper.id, roles: [] }, owner)
    await expect(sendLink(person.id)).rejects.toMatchObject({ code: 'LINK_REFUSED', data: { reason: 'notProved' } })
    const before = arrived.length
    await resetAndRead(services, owner, person.id)
    await services.mail.work()
    expect(arrived.slice(before).flatMap(({ to }) => to)).toEqual([person.username])
  })
})

describe('an address and a number of which nobody knows who wrote them', () => {
  it('count for a plain person, and not for an admin', async () => {
    const { services, owner, dataDir, helperCall, close, restart } = await office()
    const person = await signedInPerson(services, owner)
    await write(services, person.id, evil, signedIn(helperCall()))
    await close()
    // As in a store from before the author was kept.
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql
      .prepare('UPDATE users SET alternate_email_writer = NULL, mobile_phone_writer = NULL WHERE id = ?')
      .run(person.id)
    sql.close()
    const again = await restart()
    const countedOf = async () => (await again.registration.of({ userId: person.id }, owner)).methods
    expect(await countedOf()).toEqual(['email', 'sms'])
    await again.roles.set({ userId: person.id, roles: ['reportsReader'] }, owner)
    expect(await countedOf()).toEqual([])
  })
})

describe('where several admins know a password, what is registered with it counts as the word of', () => {
  /** Somebody whose password these admins know, in the order in which they came to know it. */
  async function known(...order: readonly ('global' | 'user' | 'helpdesk')[]) {
    const { services, owner, clock } = await setUp()
    const admins = {
      global: await signedInPerson(services, owner, ['globalAdministrator']),
      user: await signedInPerson(services, owner, ['userAdministrator']),
      helpdesk: await signedInPerson(services, owner, ['helpdeskAdministrator']),
    }
    const person = await addPerson(services, owner)
    const [first = 'global', ...others] = order
    const callOf = (name: keyof typeof admins) => signedIn(sure(admins[name].call()))
    const password = await resetAndRead(services, callOf(first), person.id, false)
    for (const name of others) {
      clock.now += 1
      const { ticket } = await services.passwords.ticketOf({ userId: person.id }, callOf(name))
      await services.passwords.reveal({ secretIds: [ticket?.secretId as SecretId] }, callOf(name))
    }
    const { token } = await services.sessions.signIn({ username: person.username, password }, nobody)
    const recordedAuthor = () => services.serve.callOf(token, 'browser', false).recordedAuthor
    return { services, owner, admins, recordedAuthor }
  }

  it('the one who could reset the fewest, whoever knew it first', async () => {
    for (const order of [['global', 'helpdesk', 'user'] as const, ['helpdesk', 'user', 'global'] as const]) {
      const { admins, recordedAuthor } = await known(...order)
      expect(recordedAuthor(), order.join()).toBe(admins.helpdesk.id)
    }
  })

  it('the one who is blocked since, who could reset nobody', async () => {
    const { services, owner, admins, recordedAuthor } = await known('user', 'global')
    expect(recordedAuthor()).toBe(admins.user.id)
    await services.users.block({ id: admins.global.id, isBlocked: true }, owner)
    expect(recordedAuthor()).toBe(admins.global.id)
  })

  it('the person, where nobody else knows it', async () => {
    const { services, owner } = await setUp()
    expect((await signedInPerson(services, owner)).call().recordedAuthor).toBeNull()
  })
})
