import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import type { AuditAction } from '../../../shared/audit-action.ts'
import type { DirectoryConnection } from '../../../shared/directories.ts'
import type { UserId } from '../../../shared/ids.ts'
import { untilUnlocked } from '../../../shared/rules/lockout.ts'
import { begin, deskCode, prove, selfServiceFor } from '../../support/self-service.ts'
import { signedIn as signedInCall } from '../../support/signed-in.ts'
import { nobody, setUp } from '../../support/test-services.ts'
import { codeOf } from '../directory/in-memory-directory.ts'
import { type NsSlapd, nameOf, nsSlapdFault, ordinary, signedIn, startNsSlapd } from '../directory/ns-slapd.ts'
import {
  addPerson,
  asAdministrator,
  people as peopleOfSamba,
  type Samba,
  connectionTo as sambaConnection,
  sambaFault,
  startSamba,
} from '../directory/samba.ts'
import {
  addPeople,
  asManager,
  base,
  bindAs,
  connectionTo,
  helpdesk,
  people,
  replace,
  type Slapd,
  slapdFault,
  startSlapd,
} from '../directory/slapd.ts'

const [first, second, third] = ['Blue-Harbour-42-lamp', 'Green-Meadow-17-desk', 'Grey-Window-88-boat']
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const

/** An office that has read the people of a directory. */
async function officeWith(input: { readonly connection: DirectoryConnection; readonly password: string }) {
  const desk = await setUp()
  const { services, owner } = desk
  const { id } = await services.directories.add(input, owner)
  await services.directories.look({ id, isWhole: true }, owner)
  const idOf = (name: string) => services.users.idOf(name) as UserId
  return {
    ...desk,
    idOf,
    look: () => services.directories.look({ id, isWhole: true }, owner),
    of: (name: string) => services.users.get({ id: idOf(name) }, owner),
    /** The results in the audit log of what was done to somebody, newest first. */
    noted: async (action: AuditAction, name: string) => {
      const filter = { ...everyEntry, action } as const
      const { entries } = await services.audit.list({ filter, offset: 0, limit: 20 }, owner)
      return entries.filter(({ target }) => target === name).map(({ result }) => result)
    },
    /** What changing the own password answers: a code, or null. */
    changeOwn: async (username: string, currentPassword: string, newPassword: string) => {
      const { token } = await services.sessions.signIn({ username, password: first }, nobody)
      const call = signedInCall(services.serve.callOf(token, 'browser', false))
      return codeOf(Promise.resolve(services.passwords.change({ currentPassword, newPassword }, call)))
    },
  }
}

describe.skipIf(slapdFault !== null)('somebody of an OpenLDAP', () => {
  let folder = ''
  let slapd: Slapd
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    const access = [
      'access to attrs=userPassword by self write by anonymous auth by * none',
      'access to * by self write by * read',
    ]
    slapd = await startSlapd(folder, undefined, { access, policy: { pwdInHistory: '3', pwdLockout: 'TRUE' } })
    await addPeople(slapd.url, ['anna', 'bo', 'cilla', 'dan', 'eva'], first)
  })
  afterAll(async () => {
    await slapd.stop()
    rmSync(folder, { recursive: true })
  })
  const lock = (uid: string) =>
    asManager(slapd.url, (client) =>
      client.modify(`uid=${uid},${people}`, replace('pwdAccountLockedTime', '000001010000Z')),
    )

  it('who is locked there is unlocked there by the desk, and shown so at once', async () => {
    await lock('anna')
    const { services, owner, idOf, of, noted } = await officeWith(connectionTo(slapd))
    expect(await of('anna')).toMatchObject({ signIn: 'locked', locks: { here: null, there: untilUnlocked } })
    await expect(bindAs(slapd.url, 'anna', first)).rejects.toThrow()
    await services.policies.unlock({ userId: idOf('anna') }, owner)
    await bindAs(slapd.url, 'anna', first)
    expect(await of('anna')).toMatchObject({ signIn: 'allowed', locks: { here: null, there: null } })
    expect(await noted('Unlock user account.', 'anna')).toEqual(['success'])
  })

  it('who is locked by Keydesk alone is told apart, and unlocked too', async () => {
    const { services, owner, idOf, of } = await officeWith(connectionTo(slapd))
    for (let at = 0; at < 10; at += 1)
      await codeOf(services.sessions.signIn({ username: 'bo', password: `wrong ${at}` }, nobody))
    const { locks } = await of('bo')
    expect([locks.here === null, locks.there]).toEqual([false, null])
    await services.policies.unlock({ userId: idOf('bo') }, owner)
    expect(await of('bo')).toMatchObject({ signIn: 'allowed', locks: { here: null, there: null } })
  })

  it('stays locked here and there where Keydesk’s account may not unlock, and the desk says so', async () => {
    await lock('cilla')
    const { connection } = connectionTo(slapd)
    const asHelpdesk = { connection: { ...connection, account: helpdesk.dn }, password: helpdesk.password }
    const { services, owner, idOf, of, noted } = await officeWith(asHelpdesk)
    expect(await codeOf(Promise.resolve(services.policies.unlock({ userId: idOf('cilla') }, owner)))).toBe(
      'DIRECTORY_NOT_ALLOWED',
    )
    expect(await of('cilla')).toMatchObject({ signIn: 'locked' })
    expect(await noted('Unlock user account.', 'cilla')).toEqual([])
  })

  it('is shown as unlocked at once by a reset, which ends the lock there', async () => {
    await lock('dan')
    const { services, owner, idOf, of } = await officeWith(connectionTo(slapd))
    expect(await of('dan')).toMatchObject({ signIn: 'locked' })
    await services.passwords.reset({ userId: idOf('dan'), choice, mustChange: false }, owner)
    expect(await of('dan')).toMatchObject({ signIn: 'allowed', locks: { there: null } })
  })

  it('unlocks the own account at the portal, there too', async () => {
    const { services, owner, idOf, look, of } = await officeWith(connectionTo(slapd))
    await services.policies.save(selfServiceFor({ canUnlock: true }), owner)
    await lock('eva')
    await look()
    const attempt = await begin(services, 'eva', 'unlock')
    await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, idOf('eva')) })
    await services.recovery.unlock({ attempt }, nobody)
    await bindAs(slapd.url, 'eva', first)
    expect(await of('eva')).toMatchObject({ signIn: 'allowed', locks: { there: null } })
  })

  it('is not blocked where the directory can’t do that, which is known before', async () => {
    const { services, owner, idOf, of } = await officeWith(connectionTo(slapd))
    expect(await of('bo')).toMatchObject({ canBlock: false })
    for (const isBlocked of [true, false])
      expect(await codeOf(Promise.resolve(services.users.block({ id: idOf('bo'), isBlocked }, owner)))).toBe(
        'IN_DIRECTORY',
      )
    expect(await codeOf(Promise.resolve(services.passwords.shutOut({ userId: idOf('bo') }, owner)))).toBe(
      'IN_DIRECTORY',
    )
  })

  it('changes the own password with the old one, without any right of Keydesk’s account and under all rules', async () => {
    await addPeople(slapd.url, ['frida'], first)
    const { connection } = connectionTo(slapd)
    const asHelpdesk = { connection: { ...connection, account: helpdesk.dn }, password: helpdesk.password }
    const { changeOwn, of } = await officeWith(asHelpdesk)
    expect(await changeOwn('frida', second, third)).toBe('WRONG_PASSWORD')
    expect(await changeOwn('frida', first, second)).toBe(null)
    await bindAs(slapd.url, 'frida', second)
    expect(await of('frida')).toMatchObject({ passwordState: 'current' })
    // The rule is the directory's alone.
    await asManager(slapd.url, (client) => client.modify(`cn=usual,${base}`, replace('pwdMinAge', '86400')))
    await addPeople(slapd.url, ['gitte'], first)
    const later = await officeWith(asHelpdesk)
    expect(await later.changeOwn('gitte', first, second)).toBe('DIRECTORY_REFUSED')
    await bindAs(slapd.url, 'gitte', first)
  })
})

describe.skipIf(nsSlapdFault !== null)('somebody of a 389 Directory Server', () => {
  let folder = ''
  let server: NsSlapd
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    server = await startNsSlapd(folder)
    await server.setPolicy({ passwordLockout: 'on', passwordMaxFailure: '3', passwordUnlock: 'off' })
    for (const uid of ['anna', 'bo', 'cilla']) await server.addPerson(uid, first)
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true })
  })
  const office = () => {
    const trust = { kind: 'authority', certificates: server.authority } as const
    const servers = [{ host: 'localhost', port: server.tlsPort }]
    const rest = { name: 'Office', security: 'ldaps', trust, base, account: ordinary.dn } as const
    return officeWith({ connection: { kind: 'directoryServer389', servers, ...rest }, password: ordinary.password })
  }
  const signIn = (uid: string, password: string) =>
    signedIn(server.url, { dn: nameOf(uid), password }, async () => 'in').catch(() => 'out')

  it('is blocked and allowed there by the desk', async () => {
    const { services, owner, idOf, of, noted } = await office()
    const id = idOf('anna')
    expect(await of('anna')).toMatchObject({ canBlock: true, signIn: 'allowed' })
    await services.users.block({ id, isBlocked: true }, owner)
    expect([await signIn('anna', first), (await of('anna')).signIn]).toEqual(['out', 'blocked'])
    await services.users.block({ id, isBlocked: false }, owner)
    expect([await signIn('anna', first), (await of('anna')).signIn]).toEqual(['in', 'allowed'])
    expect(await noted('Disable account.', 'anna')).toEqual(['success'])
    expect(await noted('Enable account.', 'anna')).toEqual(['success'])
  })

  it('is unlocked there by the desk', async () => {
    for (let at = 0; at < 4; at += 1) await signIn('bo', `wrong ${at}`)
    const { services, owner, idOf, of } = await office()
    expect([await signIn('bo', first), (await of('bo')).locks.there]).toEqual(['out', untilUnlocked])
    await services.policies.unlock({ userId: idOf('bo') }, owner)
    expect([await signIn('bo', first), (await of('bo')).signIn]).toEqual(['in', 'allowed'])
  })

  it('changes the own password with the old one', async () => {
    const { changeOwn } = await office()
    expect(await changeOwn('cilla', first, second)).toBe(null)
    expect(await signIn('cilla', second)).toBe('in')
  })
})

describe.skipIf(sambaFault !== null)('somebody of an Active Directory', () => {
  let folder = ''
  let samba: Samba
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    samba = await startSamba(folder)
    samba.tool('domain', 'passwordsettings', 'set', '--min-pwd-age=0')
    for (const name of ['anna', 'bo', 'cilla']) await addPerson(samba, name, { password: first })
  })
  afterAll(async () => {
    await samba?.stop()
    rmSync(folder, { recursive: true })
  })
  const signIn = (name: string, password: string) =>
    asAdministrator(samba, async () => 'in', { name: `CN=${name},${peopleOfSamba}`, password }).catch(() => 'out')

  it('is blocked and allowed there by the desk', async () => {
    const { services, owner, idOf, of } = await officeWith(sambaConnection(samba))
    const id = idOf('anna')
    expect(await of('anna')).toMatchObject({ canBlock: true, signIn: 'allowed' })
    await services.users.block({ id, isBlocked: true }, owner)
    expect([await signIn('anna', first), (await of('anna')).signIn]).toEqual(['out', 'blocked'])
    await services.users.block({ id, isBlocked: false }, owner)
    expect([await signIn('anna', first), (await of('anna')).signIn]).toEqual(['in', 'allowed'])
  })

  it('is shut out: blocked there, with a password that nobody knows', async () => {
    const { services, owner, idOf, of } = await officeWith(sambaConnection(samba))
    await services.passwords.shutOut({ userId: idOf('bo') }, owner)
    expect(await of('bo')).toMatchObject({ signIn: 'blocked' })
    await services.users.block({ id: idOf('bo'), isBlocked: false }, owner)
    expect(await signIn('bo', first)).toBe('out')
  })

  it('who is an admin there uses no self-service, and is reset with the own password of whoever resets', async () => {
    await addPerson(samba, 'dora', { password: first, more: { adminCount: '1' } })
    const { services, owner, idOf, of } = await officeWith(sambaConnection(samba))
    await services.policies.save(selfServiceFor({ canUnlock: true }), owner)
    const run = async (name: string) => {
      const attempt = await begin(services, name)
      const code = deskCode(services, owner, idOf(name))
      return codeOf(prove(services, attempt, { method: 'deskCode', code }))
    }
    expect(await run('anna')).toBe(null)
    expect(await run('dora')).toBe('PROOF_WRONG')
    expect(await of('dora')).toMatchObject({ isProtected: true })
    const { confirmWhen } = services.serve
    const mustConfirm = (name: string) =>
      confirmWhen.passwords.reset({ userId: idOf(name), choice, mustChange: true }, owner)
    expect([mustConfirm('anna'), mustConfirm('dora')]).toEqual([false, true])
    const selection = (name: string) => ({ selection: { kind: 'users', ids: [idOf(name)] } }) as const
    const change = (name: string) => confirmWhen.passwords.requireChange(selection(name), owner)
    expect([change('anna'), change('dora')]).toEqual([false, true])
  })

  it('changes the own password with the old one, and is told which rule of the domain a new one breaks', async () => {
    const { changeOwn } = await officeWith(sambaConnection(samba))
    expect(await changeOwn('cilla', first, first)).toBe('DIRECTORY_REFUSED')
    expect(await changeOwn('cilla', first, second)).toBe(null)
    expect(await signIn('cilla', second)).toBe('in')
  })
})
