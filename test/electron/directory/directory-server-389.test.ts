import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, ExternalDirectory } from '../../../electron/directory/directory.ts'
import type { Ldap } from '../../../electron/directory/ldap/connection.ts'
import type { EditedField } from '../../../shared/rules/directory/directory-fields.ts'
import {
  addPolicy,
  connect389,
  editAccess,
  type NsSlapd,
  nameOf,
  nsSlapdFault,
  ordinary,
  passwordAdmin,
  replaceAll,
  root,
  rule,
  startNsSlapd,
  usualAccess,
} from './ns-slapd.ts'
import { base, people } from './slapd.ts'

const [first, second, third] = ['Blue-Harbour-42-lamp', 'Green-Meadow-17-desk', 'Red-Mountain-93-door']
const noPolicy = {
  passwordMustChange: 'off',
  passwordTrackUpdateTime: 'off',
  passwordLockout: 'off',
  passwordUnlock: 'on',
  passwordExp: 'off',
  passwordGraceLimit: '0',
  passwordCheckSyntax: 'off',
  passwordHistory: 'off',
  passwordMinAge: '0',
}
const everybody = `ldap:///${ordinary.dn}`
const who = { [passwordAdmin.dn]: 'a password administrator', [ordinary.dn]: 'an account with access rules' }
const past = '20200101000000Z'

describe.skipIf(nsSlapdFault !== null)('389 Directory Server', () => {
  let folder = ''
  let server: NsSlapd
  let number = 0
  const opened: Ldap[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    server = await startNsSlapd(folder)
  })
  beforeEach(async () => {
    await server.setPolicy(noPolicy)
    await server.setAccess(usualAccess)
    await server.asRoot((client) => client.modify('cn=config', replaceAll('aci', [])))
  })
  afterAll(async () => {
    for (const ldap of opened) ldap.close()
    await server?.stop()
    rmSync(folder, { recursive: true })
  })

  function as(account: { readonly dn: string; readonly password: string }): ExternalDirectory {
    const { ldap, directory } = connect389(server, account)
    opened.push(ldap)
    return directory
  }
  async function person(password: string | null = first): Promise<{ readonly key: string; readonly name: string }> {
    number += 1
    const uid = `person${number}`
    return { key: await server.addPerson(uid, password), name: nameOf(uid) }
  }
  const set = (name: string, type: string, values: readonly string[]) =>
    server.asRoot((client) => client.modify(name, replaceAll(type, values)))
  const entryOf = async (directory: ExternalDirectory, key: string) => (await directory.read(key)) as Entry
  const kindOf = async (directory: ExternalDirectory, key: string, password: string) =>
    (await directory.verify(key, password)).kind
  async function lockOut(directory: ExternalDirectory, key: string): Promise<void> {
    for (const wrong of ['one', 'two']) await directory.verify(key, wrong)
  }

  describe('of a password', () => {
    it.each([passwordAdmin, ordinary].map((account) => [who[account.dn], account] as const))(
      'says that it must be changed after a reset by %s, and no more after the person has',
      async (_, account) => {
        await server.setPolicy({ passwordMustChange: 'on' })
        const directory = as(account)
        const { key } = await person()
        await directory.reset(key, { password: second, mustChange: true })
        expect(await directory.verify(key, second)).toMatchObject({ kind: 'mustChange' })
        expect((await entryOf(directory, key)).password.mustChange).toBe(true)
        await directory.change?.(key, second, third)
        expect(await kindOf(directory, key, third)).toBe('right')
        expect((await entryOf(directory, key)).password.mustChange).toBe(false)
      },
    )

    it.each([passwordAdmin, ordinary].map((account) => [who[account.dn], account] as const))(
      'does not ask for a change that nobody required, although %s has reset it and the policy requires one',
      async (_, account) => {
        await server.setPolicy({ passwordMustChange: 'on', passwordExp: 'on', passwordMaxAge: '864000' })
        const directory = as(account)
        const { key } = await person()
        await directory.reset(key, { password: second, mustChange: false })
        expect(await kindOf(directory, key, second)).toBe('right')
        const { password } = await entryOf(directory, key)
        expect(password.mustChange).toBe(false)
        // The server starts the time of expiration anew at the sign-in.
        expect((password.expiresAt ?? 0) - Date.now()).toBeGreaterThan(863_000_000)
      },
    )

    it('says that it has expired, of the right one only, and also while it still signs in', async () => {
      await server.setPolicy({ passwordExp: 'on', passwordMaxAge: '864000', passwordGraceLimit: '1' })
      const directory = as(ordinary)
      const { key, name } = await person()
      await set(name, 'passwordExpirationTime', [past])
      expect((await entryOf(directory, key)).password.expiresAt).toBe(Date.UTC(2020, 0, 1))
      expect(await kindOf(directory, key, 'wrong')).toBe('wrong')
      expect(await kindOf(directory, key, first)).toBe('expired')
      expect(await kindOf(directory, key, first)).toBe('expired')
      await directory.reset(key, { password: second, mustChange: false })
      expect(await kindOf(directory, key, second)).toBe('right')
    })

    it('is set over StartTLS, too', async () => {
      const { ldap, directory } = connect389(server, ordinary, 'startTls')
      opened.push(ldap)
      const { key } = await person()
      await directory.reset(key, { password: second, mustChange: false })
      expect(await kindOf(directory, key, second)).toBe('right')
    })

    it('says nothing where somebody is blocked, and opens again after', async () => {
      const directory = as(ordinary)
      const { key } = await person()
      await directory.setBlocked?.(key, true)
      expect((await entryOf(directory, key)).isBlocked).toBe(true)
      expect(await directory.verify(key, first)).toEqual({ kind: 'blocked' })
      expect(await directory.verify(key, 'wrong')).toEqual({ kind: 'blocked' })
      await directory.setBlocked?.(key, false)
      expect((await entryOf(directory, key)).isBlocked).toBe(false)
      expect(await kindOf(directory, key, first)).toBe('right')
    })
  })

  describe('of a lock after wrong passwords', () => {
    it('says until when, and that it has ended', async () => {
      await server.setPolicy({ passwordLockout: 'on', passwordMaxFailure: '2', passwordLockoutDuration: '2' })
      const directory = as(ordinary)
      const { key } = await person()
      await lockOut(directory, key)
      expect(await kindOf(directory, key, first)).toBe('locked')
      const { lock } = await entryOf(directory, key)
      expect(Math.abs((lock?.until ?? 0) - Date.now())).toBeLessThan(5000)
      await new Promise((resolve) => setTimeout(resolve, 3100))
      expect((await entryOf(directory, key)).lock).toBe(null)
      expect(await kindOf(directory, key, first)).toBe('right')
    })

    it('says that only an admin ends it, and unlocking does without another password', async () => {
      await server.setPolicy({ passwordLockout: 'on', passwordMaxFailure: '2', passwordUnlock: 'off' })
      const directory = as(ordinary)
      const { key } = await person()
      await lockOut(directory, key)
      expect((await entryOf(directory, key)).lock).toEqual({ until: null })
      await directory.unlock?.(key)
      expect((await entryOf(directory, key)).lock).toBe(null)
      expect(await kindOf(directory, key, first)).toBe('right')
      await directory.unlock?.(key)
    })

    it('says that a reset has ended it, also after the next wrong password', async () => {
      await server.setPolicy({ passwordLockout: 'on', passwordMaxFailure: '2', passwordUnlock: 'off' })
      const directory = as(ordinary)
      const { key } = await person()
      await lockOut(directory, key)
      await directory.reset(key, { password: second, mustChange: false })
      expect((await entryOf(directory, key)).lock).toBe(null)
      expect(await kindOf(directory, key, 'wrong')).toBe('wrong')
      expect((await entryOf(directory, key)).lock).toBe(null)
      expect(await kindOf(directory, key, second)).toBe('right')
    })

    it('leaves a reset done where the account may not take the rest of a lock away', async () => {
      await server.setPolicy({ passwordLockout: 'on', passwordMaxFailure: '2', passwordUnlock: 'off' })
      await server.setAccess([...usualAccess.slice(0, 2)])
      const directory = as(ordinary)
      const { key } = await person()
      await lockOut(directory, key)
      await directory.reset(key, { password: second, mustChange: false })
      expect((await entryOf(directory, key)).lock).toBe(null)
      expect(await kindOf(directory, key, second)).toBe('right')
    })
  })

  describe('a required change', () => {
    it('is refused before anything is written where the policy is known to require none', async () => {
      expect(await as(ordinary).abilities()).toEqual({ requireChange: null, lock: null, keepsHistory: null })
      await server.letReadRules(ordinary)
      const directory = as(ordinary)
      expect(await directory.abilities()).toEqual({ requireChange: false, lock: false, keepsHistory: null })
      const { key } = await person()
      const refused = { code: 'DIRECTORY_REFUSED', data: { reason: 'noMustChange' } }
      await expect(directory.requireChange(key)).rejects.toMatchObject(refused)
      await expect(directory.reset(key, { password: second, mustChange: true })).rejects.toMatchObject(refused)
      expect(await kindOf(directory, key, first)).toBe('right')
    })

    it('follows the policy of the person, where they have one of their own', async () => {
      await server.letReadRules(ordinary)
      await server.setPolicy({ 'nsslapd-pwpolicy-local': 'on' })
      const { key, name } = await person()
      const policy = await server.asRoot((client) => addPolicy(client, { passwordMustChange: 'on' }))
      await set(name, 'pwdPolicySubentry', [policy])
      const directory = as(ordinary)
      await directory.reset(key, { password: second, mustChange: true })
      expect(await kindOf(directory, key, second)).toBe('mustChange')
      expect((await entryOf(directory, key)).password.mustChange).toBe(true)
      await set(policy, 'passwordMustChange', ['off'])
      const refused = { code: 'DIRECTORY_REFUSED', data: { reason: 'noMustChange' } }
      await expect(as(ordinary).requireChange(key)).rejects.toMatchObject(refused)
      await server.setPolicy({ 'nsslapd-pwpolicy-local': 'off' })
    })

    it('is refused before anything is written where the account lacks the right', async () => {
      await server.setPolicy({ passwordMustChange: 'on' })
      await server.setAccess(usualAccess.slice(0, 2))
      const directory = as(ordinary)
      const { key } = await person()
      await expect(directory.requireChange(key)).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
      const tried = directory.reset(key, { password: second, mustChange: true })
      await expect(tried).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
      expect(await kindOf(directory, key, first)).toBe('right')
    })

    it('is not said of somebody whom the server does not ask for one', async () => {
      await server.letReadRules(ordinary)
      const directory = as(ordinary)
      const { key, name } = await person()
      await set(name, 'passwordExpirationTime', ['19700101000000Z'])
      expect(await kindOf(directory, key, first)).toBe('right')
      expect((await entryOf(directory, key)).password.mustChange).toBe(false)
    })
  })

  describe('a password that is refused', () => {
    it.each([passwordAdmin, ordinary].map((account) => [who[account.dn], account] as const))(
      'is refused to %s with the rule, and changes nothing',
      async (_, account) => {
        await server.setPolicy({
          passwordCheckSyntax: 'on',
          passwordMinLength: '12',
          passwordHistory: 'on',
          passwordInHistory: '6',
        })
        const directory = as(account)
        const { key } = await person()
        const reset = (password: string) => directory.reset(key, { password, mustChange: false })
        await expect(reset('Ab1-short')).rejects.toMatchObject({
          code: 'DIRECTORY_REFUSED',
          data: { reason: 'complexity' },
        })
        await reset(second)
        await reset(third)
        await expect(reset(second)).rejects.toMatchObject({ code: 'DIRECTORY_REFUSED', data: { reason: 'history' } })
        await expect(reset(third)).rejects.toMatchObject({ code: 'DIRECTORY_REFUSED' })
        expect(await kindOf(directory, key, third)).toBe('right')
      },
    )

    it('is refused to the account that lacks the right, and to whoever has not the old one', async () => {
      await server.setAccess(usualAccess.slice(0, 1))
      const directory = as(ordinary)
      const { key } = await person()
      const tried = directory.reset(key, { password: second, mustChange: false })
      await expect(tried).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
      await expect(directory.change?.(key, first, second)).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
      await expect(directory.change?.(key, 'wrong', second)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
      await expect(directory.change?.(key, '', second)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
      expect(await kindOf(directory, key, first)).toBe('right')
    })

    it('is refused to the person who changed it a short time ago', async () => {
      await server.setPolicy({ passwordMinAge: '86400' })
      const directory = as(ordinary)
      const { key } = await person()
      await directory.reset(key, { password: second, mustChange: false })
      await expect(directory.change?.(key, second, third)).rejects.toMatchObject({
        code: 'DIRECTORY_REFUSED',
        data: { reason: 'tooYoung' },
      })
    })
  })

  describe('the version of a password', () => {
    it.each([
      ['its hash can be read', 'off', usualAccess],
      ['only the time of its change can be read', 'on', withoutPasswords()],
      ['neither can be read', 'on', withoutPasswords([])],
    ] as const)('changes with it where %s', async (_, tracks, access) => {
      await server.setPolicy({ passwordTrackUpdateTime: tracks })
      await server.setAccess(access)
      const directory = as(ordinary)
      const { key } = await person()
      await directory.reset(key, { password: second, mustChange: false })
      const before = await entryOf(directory, key)
      expect(before.password.isSet).toBe(true)
      expect(await entryOf(directory, key)).toEqual(before)
      await new Promise((resolve) => setTimeout(resolve, 1050))
      const receipt = await directory.reset(key, { password: third, mustChange: false })
      const after = await entryOf(directory, key)
      expect(after.version).toBe(receipt.version)
      expect(after.version).not.toBe(before.version)
    })

    it('stays the same after other changes where the hash can be read', async () => {
      const directory = as(ordinary)
      const { key, name } = await person()
      const before = await entryOf(directory, key)
      await new Promise((resolve) => setTimeout(resolve, 1050))
      await set(name, 'title', ['Captain'])
      expect((await entryOf(directory, key)).version).toBe(before.version)
    })
  })

  describe('the rules', () => {
    it('are those of the server where the account may read them, and unknown where it may not', async () => {
      const { key } = await person()
      expect(await as(ordinary).rules(key)).toBe('unknown')
      expect(await as(ordinary).locks()).toContain('unknown')
      await server.letReadRules(ordinary)
      expect(await as(ordinary).rules(key)).toMatchObject({ minimumLength: 0, composition: { kind: 'none' } })
      await server.setPolicy({
        ...{ passwordCheckSyntax: 'on', passwordMinLength: '11', passwordMinDigits: '2', passwordMinSpecials: '1' },
        ...{ passwordHistory: 'on', passwordInHistory: '4', passwordMinAge: '3600', passwordMaxAge: '7200' },
        ...{ passwordExp: 'on', passwordLockout: 'on', passwordMaxFailure: '5', passwordUnlock: 'off' },
        ...{ passwordResetFailureCount: '900', passwordPalindrome: 'on' },
      })
      const everybodys = await as(ordinary).rules(null)
      expect(everybodys).toMatchObject({
        minimumLength: 11,
        unit: 'characters',
        composition: { kind: 'counted', digits: 2, symbols: 1, categories: 3, nameParts: 3, repeats: 0 },
        mayAskForMore: true,
        ...{ historyCount: 4, minimumAge: 3_600_000, maximumAge: 7_200_000 },
        lock: { threshold: 5, window: 900_000, duration: 0 },
      })
      expect(await as(ordinary).rules(key)).toEqual(everybodys)
      await server.setPolicy({ passwordPalindrome: 'off', passwordMaxAge: '8640000' })
    })

    it('are a person’s own, with what holds where it says nothing', async () => {
      const { key, name } = await person()
      await server.letReadRules(ordinary)
      const values = { passwordCheckSyntax: 'on', passwordMinUppers: '3', passwordLockout: 'on' }
      const policy = await server.asRoot((client) => addPolicy(client, values, 'strict'))
      await set(name, 'pwdPolicySubentry', [policy])
      await server.setPolicy({ 'nsslapd-pwpolicy-local': 'on' })
      expect(await as(ordinary).rules(key)).toMatchObject({
        minimumLength: 8,
        composition: { kind: 'counted', uppercase: 3, categories: 3 },
        lock: { threshold: 3, window: 600_000, duration: 3_600_000 },
      })
      const locks = await as(ordinary).locks()
      expect(locks).toContainEqual({ threshold: 3, window: 600_000, duration: 3_600_000 })
      expect(locks).not.toContain('unknown')
      await server.setPolicy({ 'nsslapd-pwpolicy-local': 'off' })
      await set(name, 'pwdPolicySubentry', [])
      await server.asRoot((client) => client.del(policy))
    })
  })

  describe('what the account may do', () => {
    const lines = async (account: typeof ordinary | typeof passwordAdmin) => {
      const { rights } = await as(account).rights()
      return Object.fromEntries(rights.map(({ right, state }) => [right, state]))
    }
    it('is said line by line, and a command given with a missing right gives it', async () => {
      await person()
      await server.setPolicy({ passwordMustChange: 'on' })
      await server.setAccess([withoutPasswords([])[0] as string])
      expect(await lines(ordinary)).toEqual({
        readPeople: 'yes',
        readState: 'no',
        reset: 'no',
        requireChange: 'no',
        unlock: 'no',
        readRules: 'no',
        edit: 'no',
      })
      const { rights } = await as(ordinary).rights()
      const missing = rights.filter(({ state }) => state === 'no')
      const rulesFor = (isOfConfig: boolean) =>
        missing
          .filter(({ right }) => (right === 'readRules') === isOfConfig)
          .map(({ command }) => command.replace('aci: ', ''))
      await server.setAccess([withoutPasswords([])[0] as string, ...rulesFor(false)])
      await set('cn=config', 'aci', rulesFor(true))
      expect(Object.values(await lines(ordinary))).toEqual(['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes'])
    })

    it('is some of the editing, and the command gives the rest: each field can be changed then', async () => {
      const { key } = await person()
      const some = rule('some', 'write', 'mail || mobile', everybody)
      await server.setAccess([...usualAccess, some])
      const directory = as(ordinary)
      const line = async () => (await directory.rights()).rights.find(({ right }) => right === 'edit')
      const edit = (to: string) => directory.edit?.(key, [{ field: 'city', seen: '', to }])
      const before = await line()
      expect(before?.state).toBe('some')
      expect((await directory.editable?.(key))?.fields).toMatchObject({ mobilePhone: null, city: 'noRight' })
      await expect(edit('Aarhus')).rejects.toMatchObject({
        code: 'FIELD_INVALID',
        data: { field: 'city', reason: 'noRight' },
      })
      await server.setAccess([...usualAccess, some, before?.command.replace('aci: ', '') as string])
      expect(await line()).toEqual({ right: 'edit', state: 'yes', command: '' })
      await edit('Aarhus')
      expect((await entryOf(directory, key)).contact.city).toBe('Aarhus')
    })

    it('is nothing for a value that the directory can’t hold, which is said by its field', async () => {
      const { key } = await person()
      await server.setAccess([...usualAccess, editAccess])
      const { contact } = await entryOf(as(ordinary), key)
      const edit = (field: EditedField, seen: string, to: string) => as(ordinary).edit?.(key, [{ field, seen, to }])
      const invalid = (field: string, reason: string) => ({ code: 'FIELD_INVALID', data: { field, reason } })
      await expect(edit('lastName', contact.lastName, '')).rejects.toMatchObject(invalid('lastName', 'directoryNeeds'))
      await expect(edit('officePhone', '', 'ask Søren')).rejects.toMatchObject(invalid('officePhone', 'directoryForm'))
      expect((await entryOf(as(ordinary), key)).contact).toEqual(contact)
    })

    it('is everything for the root of the server, and impossible stays what the policy does not do', async () => {
      await person()
      expect(await lines(root as never)).toMatchObject({ reset: 'yes', requireChange: 'impossible', readRules: 'yes' })
    })

    it('is too little where the server gives only some of the people', async () => {
      for (let more = 0; more < 4; more += 1) await person()
      await server.setPolicy({ 'nsslapd-sizelimit': '3' })
      const { rights } = await as(ordinary).rights()
      expect(rights[0]).toMatchObject({
        right: 'readPeople',
        state: 'no',
        command: expect.stringContaining('nsSizeLimit'),
      })
      expect(rights).toHaveLength(7)
      await expect(as(ordinary).changes(null).next()).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' })
      await set(ordinary.dn, 'nsSizeLimit', ['-1'])
      await set(ordinary.dn, 'nsLookThroughLimit', ['-1'])
      expect(await lines(ordinary)).toMatchObject({ readPeople: 'yes' })
      await server.setPolicy({ 'nsslapd-sizelimit': '2000' })
    })

    it('is nothing where it sees nobody', async () => {
      await server.setAccess([])
      expect(await as(ordinary).rights()).toMatchObject({ people: 0, rights: [{ right: 'readPeople', state: 'no' }] })
    })

    it('changes nobody when it is found out', async () => {
      const { key } = await person()
      const before = await as(root).read(key)
      await as(ordinary).rights()
      expect(await as(root).read(key)).toEqual(before)
    })
  })

  describe('a look at the people', () => {
    async function look(directory: ExternalDirectory, since: string | null) {
      const found: Entry[] = []
      const pages = directory.changes(since)
      for (;;) {
        const { done, value } = await pages.next()
        if (done) return { found, end: value }
        found.push(...value.entries)
      }
    }
    it('sees whoever changed since the last one, under the same key after a rename', async () => {
      const directory = as(ordinary)
      const { key, name } = await person()
      const whole = await look(directory, null)
      expect(whole.end.isWhole).toBe(true)
      expect(whole.found.find((entry) => entry.key === key)).toEqual(await directory.read(key))
      await new Promise((resolve) => setTimeout(resolve, 6000))
      const settled = await look(directory, whole.end.cursor)
      await server.asRoot((client) => client.modifyDN(name, `uid=renamed${number}`))
      const later = await look(directory, settled.end.cursor)
      expect(later.end.isWhole).toBe(false)
      expect(later.found.find((entry) => entry.key === key)?.username).toBe(`renamed${number}`)
    })

    it('sees people of other classes, and nothing else', async () => {
      const directory = as(ordinary)
      const posix = { uidNumber: '1000', gidNumber: '1000', homeDirectory: '/home/ask' }
      await server.asRoot(async (client) => {
        const classes = ['nsPerson', 'nsAccount', 'nsOrgPerson', 'posixAccount']
        const asDsidm = { objectClass: classes, uid: 'ask', cn: 'ask', displayName: 'Ask Aas', ...posix }
        await client.add(nameOf('ask'), asDsidm)
        const plain = { objectClass: ['account', 'posixAccount'], uid: 'embla', cn: 'Embla', ...posix }
        await client.add(nameOf('embla'), plain)
        await client.add(`cn=printers,${people}`, { objectClass: ['groupOfNames'], cn: 'printers' })
      })
      const { found } = await look(directory, null)
      const names = found.map(({ username }) => username)
      expect(names).toEqual(expect.arrayContaining(['ask', 'embla']))
      expect(names.filter((name) => ['printers', 'keydesk', 'desk'].includes(name))).toEqual([])
      expect(found.find(({ username }) => username === 'ask')).toMatchObject({ displayName: 'Ask Aas' })
      expect(found.find(({ username }) => username === 'embla')).toMatchObject({ displayName: 'Embla', version: null })
    })
  })

  it('makes nothing outside of its folder, and takes the shared memory away when it ends', {
    tags: 'long',
  }, async () => {
    const other = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    const second = await startNsSlapd(other)
    await second.stop('SIGKILL')
    const again = await startNsSlapd(other)
    await again.asRoot(async (client) => client.search(base, { scope: 'base' }))
    await again.stop()
    const { existsSync } = await import('node:fs')
    expect(existsSync(`/dev/shm/sem.${other.slice(other.lastIndexOf('/') + 1)}.stats`)).toBe(false)
    rmSync(other, { recursive: true })
  })
})

/** Access as many directories have it: people can be read, their passwords not. */
function withoutPasswords(state = ['pwdUpdateTime']): readonly string[] {
  const readable = [
    ...['objectClass', 'uid', 'cn', 'sn', 'displayName', 'mail', 'gecos', 'nsUniqueId', 'modifyTimestamp'],
    ...['passwordExpirationTime', 'nsAccountLock', 'accountUnlockTime', 'passwordRetryCount'],
  ]
  return [rule('people', 'read,search', [...readable, ...state].join(' || '), everybody), ...usualAccess.slice(1)]
}
if (nsSlapdFault !== null) describe('389 Directory Server', () => it.skip(nsSlapdFault as string, () => {}))
