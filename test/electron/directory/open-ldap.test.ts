import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Attribute, Change, type Client } from 'ldapts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry, ExternalDirectory } from '../../../electron/directory/directory.ts'
import { createLdap, type Ldap } from '../../../electron/directory/ldap/connection.ts'
import { createOpenLdap } from '../../../electron/directory/open-ldap.ts'
import type { EditedField } from '../../../shared/rules/directory/directory-fields.ts'
import { lengthIn, noDirectoryRules } from '../../../shared/rules/directory/directory-rules.ts'
import {
  addPeople,
  addPolicy,
  asManager,
  base,
  helpdesk,
  keysOf,
  manager,
  people,
  replace,
  type Slapd,
  type SlapdOptions,
  slapdFault,
  startSlapd,
} from './slapd.ts'

const [first, second, third] = ['Blue-Harbour-42-lamp', 'Green-Meadow-17-desk', 'Red-Mountain-93-door']
/** Some versions count whole seconds. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1050))
const by = (rights: string, what = 'attrs=userPassword') =>
  `access to ${what} by dn.exact="${helpdesk.dn}" ${rights} by self write by anonymous auth by * break`

/** A server for the tests of one block. */
function withServer(options: SlapdOptions) {
  const at = {} as { folder: string; slapd: Slapd }
  const opened: Ldap[] = []
  let number = 0
  beforeAll(async () => {
    at.folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    at.slapd = await startSlapd(at.folder, undefined, options)
  })
  afterAll(async () => {
    for (const ldap of opened) ldap.close()
    await at.slapd?.stop()
    rmSync(at.folder, { recursive: true })
  })
  return {
    as: (
      account: { readonly dn: string; readonly password: string } = manager,
      below = base,
      now = Date.now,
    ): ExternalDirectory => {
      const ldap = createLdap({
        servers: [{ host: 'localhost', port: at.slapd.tlsPort }],
        security: 'ldaps',
        trust: { kind: 'authority', certificates: at.slapd.authority },
        account: { name: account.dn, password: account.password },
      })
      opened.push(ldap)
      return createOpenLdap({ ldap, base: below, now })
    },
    person: async (password = first) => {
      number += 1
      const uid = `person${number}`
      const keys = await addPeople(at.slapd.url, [uid], password)
      return { key: keys.get(uid) as string, name: `uid=${uid},${people}` }
    },
    asRoot: <T>(work: (client: Client) => Promise<T>) => asManager(at.slapd.url, work),
    keys: () => asManager(at.slapd.url, keysOf),
  }
}

const entryOf = async (directory: ExternalDirectory, key: string) => (await directory.read(key)) as Entry
const kindOf = async (directory: ExternalDirectory, key: string, password: string) =>
  (await directory.verify(key, password)).kind

async function look(directory: ExternalDirectory, since: string | null = null) {
  const found: Entry[] = []
  const pages = directory.changes(since)
  for (;;) {
    const { done, value } = await pages.next()
    if (done) return { found, end: value }
    found.push(...value.entries)
  }
}

const statesOf = async (directory: ExternalDirectory) =>
  Object.fromEntries((await directory.rights()).rights.map(({ right, state }) => [right, state]))

describe.skipIf(slapdFault !== null)('OpenLDAP with its password policy', () => {
  const { as, person, asRoot } = withServer({
    access: [by('none'), 'access to * by * read'],
    policy: { pwdLockout: 'TRUE', pwdLockoutDuration: '2', pwdMaxFailure: '2', pwdFailureCountInterval: '30' },
  })
  const lockOut = async (directory: ExternalDirectory, key: string) => {
    for (const wrong of ['one', 'two']) await directory.verify(key, wrong)
  }
  const ownPolicy = (name: string, policy: string) =>
    asRoot((client) => client.modify(name, replace('pwdPolicySubentry', policy)))

  it('says until when somebody is locked, and no more after that', async () => {
    const directory = as()
    const { key } = await person()
    await lockOut(directory, key)
    expect(await kindOf(directory, key, first)).toBe('locked')
    expect(Math.abs(((await entryOf(directory, key)).lock?.until ?? 0) - Date.now())).toBeLessThan(5000)
    await new Promise((resolve) => setTimeout(resolve, 3100))
    expect((await entryOf(directory, key)).lock).toBe(null)
    expect(await kindOf(directory, key, 'wrong')).toBe('wrong')
    expect(await kindOf(directory, key, first)).toBe('right')
  })

  it('says that only an admin ends a lock for good, which unlocking and a reset do', async () => {
    const directory = as()
    const { key, name } = await person()
    const forGood = () => asRoot((client) => client.modify(name, replace('pwdAccountLockedTime', '000001010000Z')))
    await forGood()
    expect((await entryOf(directory, key)).lock).toEqual({ until: null })
    expect(await kindOf(directory, key, first)).toBe('locked')
    await directory.unlock?.(key)
    expect(await kindOf(directory, key, first)).toBe('right')
    await directory.unlock?.(key)
    await forGood()
    await directory.reset(key, { password: second, mustChange: false })
    expect((await entryOf(directory, key)).lock).toBe(null)
    expect(await kindOf(directory, key, second)).toBe('right')
  })

  it('says that a password must be changed, and no more after the person has', async () => {
    const directory = as()
    const { key } = await person()
    await directory.reset(key, { password: second, mustChange: true })
    expect(await kindOf(directory, key, second)).toBe('mustChange')
    await expect(directory.change?.(key, 'wrong', third)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    await directory.change?.(key, second, third)
    expect(await kindOf(directory, key, third)).toBe('right')
    expect((await entryOf(directory, key)).password.mustChange).toBe(false)
  })

  it('says that a password has expired by a policy of the person, also while it still signs in', async () => {
    const policy = await asRoot((client) => addPolicy(client, 'short', { pwdMaxAge: '2', pwdGraceAuthNLimit: '1' }))
    const { key, name } = await person()
    await ownPolicy(name, policy)
    const directory = as()
    // The overlay counts from a change on.
    await directory.reset(key, { password: first, mustChange: false })
    const { password } = await entryOf(directory, key)
    expect(password.expiresAt).toBe((password.changedAt ?? 0) + 2000)
    await new Promise((resolve) => setTimeout(resolve, 3100))
    expect(await kindOf(directory, key, 'wrong')).toBe('wrong')
    expect(await kindOf(directory, key, first)).toBe('expired')
    expect(await kindOf(directory, key, first)).toBe('expired')
    await directory.reset(key, { password: second, mustChange: false })
    expect(await kindOf(directory, key, second)).toBe('right')
  })

  it('does not say when a password expires where several policies may be the usual one', async () => {
    const { key } = await person()
    expect((await entryOf(as(), key)).password.expiresAt).toBe(null)
  })

  it('says that somebody is blocked after the end of their time', async () => {
    const { key, name } = await person()
    await asRoot((client) => client.modify(name, replace('pwdEndTime', '20200101000000Z')))
    expect((await entryOf(as(), key)).isBlocked).toBe(true)
    expect(await as().verify(key, first)).toEqual({ kind: 'blocked' })
  })

  it('finds somebody who was locked since the last look', async () => {
    const directory = as()
    const { key } = await person()
    await new Promise((resolve) => setTimeout(resolve, 6100))
    // A later change of somebody else moves the cursor on.
    await person()
    const { end: settled } = await look(directory)
    await lockOut(directory, key)
    const { found } = await look(directory, settled.cursor)
    expect(found.find((entry) => entry.key === key)?.lock ?? null).not.toBe(null)
  })

  it('does not read the people of the last second again and again, and misses nobody who is changed afterwards', async () => {
    let time = Date.now()
    const directory = as(manager, base, () => time)
    const { key, name } = await person()
    const keysSince = async (cursor: string | null) => {
      const { found, end } = await look(directory, cursor)
      return { keys: found.map((entry) => entry.key), cursor: end.cursor }
    }
    const whole = await keysSince(null)
    // Too soon to know whether that second is over.
    const soon = await keysSince(whole.cursor)
    expect(soon.keys).toContain(key)
    time += 6000
    const later = await keysSince(soon.cursor)
    expect(later.keys).toContain(key)
    time += 60_000
    const settled = await keysSince(later.cursor)
    expect(settled.keys).toEqual([])
    await nextSecond()
    await asRoot((client) => client.modify(name, replace('displayName', 'Changed')))
    expect((await keysSince(settled.cursor)).keys).toEqual([key])
  })
})

describe.skipIf(slapdFault !== null)('OpenLDAP by an account that may write passwords and no more', () => {
  const { as, person, asRoot } = withServer({
    access: [by('write'), 'access to * by * read'],
    policy: {
      ...{ pwdMustChange: 'TRUE', pwdCheckQuality: '2', pwdMinLength: '12', pwdInHistory: '3' },
      pwdMinAge: '0',
    },
  })

  it('reads the state, and changes the version with the password', async () => {
    const directory = as(helpdesk)
    const { key } = await person()
    const before = await entryOf(directory, key)
    await nextSecond()
    const receipt = await directory.reset(key, { password: second, mustChange: false })
    const after = await entryOf(directory, key)
    expect(after.version).toBe(receipt.version)
    expect(after.version).not.toBe(before.version)
    expect(await kindOf(directory, key, second)).toBe('right')
  })

  it('does not set a temporary password that it could not make temporary', async () => {
    const directory = as(helpdesk)
    const { key } = await person()
    const tried = directory.reset(key, { password: second, mustChange: true })
    await expect(tried).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
    await expect(directory.requireChange(key)).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
    await expect(directory.unlock?.(key)).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
    expect(await kindOf(directory, key, first)).toBe('right')
  })

  it('is told the rule that refuses a password, and changes nothing', async () => {
    const directory = as(helpdesk)
    const { key } = await person()
    const reset = (password: string) => directory.reset(key, { password, mustChange: false })
    await expect(reset('Ab1-short')).rejects.toMatchObject({ code: 'DIRECTORY_REFUSED', data: { reason: 'length' } })
    await reset(second)
    await reset(third)
    await expect(reset(second)).rejects.toMatchObject({ code: 'DIRECTORY_REFUSED', data: { reason: 'history' } })
    expect(await kindOf(directory, key, third)).toBe('right')
  })

  it('says what it may do', async () => {
    await person()
    expect(await statesOf(as(helpdesk))).toEqual({
      readPeople: 'yes',
      readState: 'yes',
      reset: 'yes',
      requireChange: 'no',
      unlock: 'no',
      readRules: 'yes',
      edit: 'no',
    })
    expect(await as(helpdesk).abilities()).toEqual({ requireChange: true, lock: true, keepsHistory: null })
  })

  it('is refused where the policy wants the old password', async () => {
    const policy = await asRoot((client) => addPolicy(client, 'safe', { pwdSafeModify: 'TRUE' }))
    const { key, name } = await person()
    await asRoot((client) => client.modify(name, replace('pwdPolicySubentry', policy)))
    const tried = as(helpdesk).reset(key, { password: second, mustChange: false })
    await expect(tried).rejects.toMatchObject({ code: 'DIRECTORY_NOT_ALLOWED' })
  })

  it('lets a person change a password themselves, and no sooner again than the policy says', async () => {
    const policy = await asRoot((client) => addPolicy(client, 'slow', { pwdMinAge: '86400' }))
    const { key, name } = await person()
    await asRoot((client) => client.modify(name, replace('pwdPolicySubentry', policy)))
    const directory = as(helpdesk)
    await expect(directory.change?.(key, first, second)).resolves.toMatchObject({ write: null })
    await expect(directory.change?.(key, second, third)).rejects.toMatchObject({ data: { reason: 'tooYoung' } })
    expect(await kindOf(directory, key, second)).toBe('right')
  })
})

describe.skipIf(slapdFault !== null)('the rules of an OpenLDAP', () => {
  const { as, person, asRoot } = withServer({
    access: [by('write'), `access to dn.exact="cn=hidden,${base}" by * none`, 'access to * by * read'],
    policy: { pwdCheckQuality: '2', pwdMinLength: '20', pwdInHistory: '3', pwdMaxAge: '86400' },
  })
  const under = async (policy: string) => {
    const { key, name } = await person()
    await asRoot((client) => client.modify(name, replace('pwdPolicySubentry', policy)))
    return key
  }
  /** Reads the policies anew, because they are known for a minute. */
  const rulesOf = (key: string | null) => as(helpdesk).rules(key)

  it('are those of the only policy, in bytes, and of nothing that it does not say', async () => {
    const { key } = await person()
    const usual = {
      ...noDirectoryRules,
      minimumLength: 20,
      historyCount: 3,
      maximumAge: 86_400_000,
    }
    expect(await rulesOf(null)).toEqual(usual)
    expect(await rulesOf(key)).toEqual(usual)
    expect(await as(helpdesk).locks()).toEqual([usual.lock, usual.lock])
  })

  it('hold for a password as the server counts it', async () => {
    const { key } = await person()
    const [short, enough] = ['Aa1-åååååååå', 'Aa1-åååååååå'].map((text, at) => text.slice(0, 11 + at))
    for (const password of [short, enough] as string[]) {
      const isKept = lengthIn('bytes', password) >= 20
      const tried = as(helpdesk).reset(key, { password, mustChange: false })
      if (isKept) await expect(tried).resolves.toMatchObject({ write: null })
      else await expect(tried).rejects.toMatchObject({ data: { reason: 'length' } })
    }
    expect([short, enough].map((password) => lengthIn('bytes', password as string))).toEqual([18, 20])
  })

  it('are a person’s own where they have a policy, and unknown where it can’t be read', async () => {
    const values = { pwdLockout: 'TRUE', pwdMaxFailure: '4', pwdFailureCountInterval: '900', pwdLockoutDuration: '600' }
    const own = await under(await asRoot((client) => addPolicy(client, 'own', { ...values, pwdMinLength: '30' })))
    expect(await rulesOf(own)).toMatchObject({
      // Nothing is looked at without pwdCheckQuality.
      minimumLength: 0,
      lock: { threshold: 4, window: 900_000, duration: 600_000 },
    })
    const module = { pwdCheckQuality: '1', pwdMinLength: '9', pwdCheckModule: 'check.so' }
    const odd = await asRoot(async (client) => {
      const name = await addPolicy(client, 'odd', {
        pwdCheckQuality: '1',
        pwdMinLength: '-5',
        pwdMinAge: '99999999999',
      })
      await client.add(`cn=module,${base}`, {
        objectClass: ['device', 'pwdPolicy', 'pwdPolicyChecker'],
        cn: 'module',
        pwdAttribute: 'userPassword',
        ...module,
      })
      return name
    })
    expect(await rulesOf(await under(odd))).toMatchObject({ minimumLength: 'unknown', minimumAge: 'unknown' })
    expect(await rulesOf(await under(`cn=module,${base}`))).toMatchObject({
      minimumLength: 9,
      composition: 'unknown',
      mayAskForMore: true,
    })
    const hidden = await asRoot((client) => addPolicy(client, 'hidden', { pwdMinLength: '40' }))
    expect(await rulesOf(await under(hidden))).toBe('unknown')
    // Nor does anybody know which of several policies is the usual one.
    expect([await rulesOf(null), await rulesOf((await person()).key)]).toEqual(['unknown', 'unknown'])
    expect(await as(helpdesk).locks()).toContain('unknown')
  })
})

describe.skipIf(slapdFault !== null)('OpenLDAP by an account that writes passwords and reads none', () => {
  const { as, person } = withServer({ hasPolicy: false, access: [by('=w'), 'access to * by * read'] })

  it('takes people to have a password, and changes the version with it', async () => {
    const directory = as(helpdesk)
    const { key } = await person()
    const before = await entryOf(directory, key)
    expect(before.password.isSet).toBe(true)
    const receipt = await directory.reset(key, { password: second, mustChange: false })
    expect((await entryOf(directory, key)).version).toBe(receipt.version)
    expect(receipt.version).not.toBe(before.version)
    expect(await kindOf(directory, key, second)).toBe('right')
  })

  it('says that it does not see the state, and what no right could give', async () => {
    await person()
    expect(await statesOf(as(helpdesk))).toEqual({
      readPeople: 'yes',
      readState: 'no',
      reset: 'yes',
      requireChange: 'impossible',
      unlock: 'impossible',
      edit: 'no',
    })
    expect(await as(helpdesk).abilities()).toEqual({ requireChange: false, lock: false, keepsHistory: false })
  })
})

describe.skipIf(slapdFault !== null)('OpenLDAP by an account that may write two attributes', () => {
  const rule = (access: string, attributes: string) =>
    `access to attrs=${attributes} by dn.exact="${helpdesk.dn}" ${access}`
  const { as, person, asRoot } = withServer({
    hasPolicy: false,
    access: [`${rule('write', 'mail,mobile')} by * read`, 'access to * by self write by * read'],
  })
  const edit = (key: string, field: EditedField, seen: string, to: string) =>
    as(helpdesk).edit?.(key, [{ field, seen, to }])
  const invalid = (field: string, reason: string) => ({ code: 'FIELD_INVALID', data: { field, reason } })

  it('says of each field whether it can be changed, and edits those', async () => {
    const { key } = await person()
    const editable = await as(helpdesk).editable?.(key)
    expect(editable).toMatchObject({
      fields: { alternateEmail: null, mobilePhone: null, displayName: 'noRight', country: 'noPlace' },
      neverExpires: 'impossible',
    })
    await edit(key, 'mobilePhone', '', '+45 1')
    expect((await entryOf(as(), key)).contact.mobilePhone).toBe('+45 1')
    await expect(edit(key, 'city', '', 'Aarhus')).rejects.toMatchObject(invalid('city', 'noRight'))
  })

  it('says so beside the commands that give the rest, of others and not of itself', async () => {
    const { rights } = await as(helpdesk).rights()
    const line = rights.find(({ right }) => right === 'edit')
    expect(line?.state).toBe('some')
    expect(line?.command).toMatch(
      /^olcAccess: to attrs=displayName,givenName,sn,.*by dn.exact="<account>" write by \* break$/,
    )
    const itself = { objectClass: ['inetOrgPerson'], uid: 'aaa', cn: 'aaa', sn: 'aaa', userPassword: first }
    const { dn, password } = { dn: `uid=aaa,${people}`, password: first }
    await asRoot((client) => client.add(dn, itself))
    expect((await as({ dn, password }).rights()).rights.find(({ right }) => right === 'edit')?.state).toBe('no')
  })
})

describe.skipIf(slapdFault !== null)('a value of somebody in an OpenLDAP', () => {
  const { as, person, asRoot } = withServer({ hasPolicy: false })
  const edit = (key: string, field: EditedField, seen: string, to: string) => as().edit?.(key, [{ field, seen, to }])
  const invalid = (field: string, reason: string) => ({ code: 'FIELD_INVALID', data: { field, reason } })

  it('is refused by its field where the directory can’t hold it, and nothing is written', async () => {
    const { key } = await person()
    const { contact } = await entryOf(as(), key)
    const tried = (field: EditedField, seen: string, to: string) => expect(edit(key, field, seen, to)).rejects
    await tried('alternateEmail', contact.alternateEmail, 'søren@example.com').toMatchObject(
      invalid('alternateEmail', 'directoryForm'),
    )
    await tried('mobilePhone', '', 'ask Søren').toMatchObject(invalid('mobilePhone', 'directoryForm'))
    await tried('lastName', contact.lastName, '').toMatchObject(invalid('lastName', 'directoryNeeds'))
    await tried('country', '', 'Danmark').toMatchObject(invalid('country', 'noPlace'))
    expect((await entryOf(as(), key)).contact).toEqual(contact)
  })

  it('is left alone where there are several, where it is in a form of its own, and where it names the entry', async () => {
    const { key, name } = await person()
    await asRoot(async (client) => {
      await client.modify(name, [replace('postalAddress', 'Havnen 1$8000 Aarhus')])
      const more = new Attribute({ type: 'mail', values: ['second@example.com'] })
      await client.modify(name, new Change({ operation: 'add', modification: more }))
      await client.modifyDN(name, `${name.split(',')[0]}+sn=${name.split(',')[0]?.slice(4)}`)
    })
    expect((await as().editable?.(key))?.fields).toMatchObject({
      alternateEmail: 'otherForm',
      address: 'otherForm',
      lastName: 'inName',
      displayName: null,
    })
    const { contact } = await entryOf(as(), key)
    await expect(edit(key, 'lastName', contact.lastName, 'Ny')).rejects.toMatchObject(invalid('lastName', 'inName'))
    await expect(edit(key, 'alternateEmail', contact.alternateEmail, '')).rejects.toMatchObject(
      invalid('alternateEmail', 'otherForm'),
    )
  })

  it('is changed where it stands, in the second attribute of a field, too', async () => {
    const { key, name } = await person()
    await asRoot((client) => client.modify(name, replace('ou', 'Salg')))
    await edit(key, 'department', 'Salg', 'Havn')
    const { searchEntries } = await asRoot((client) => client.search(name, { scope: 'base' }))
    expect(searchEntries[0]).toMatchObject({ ou: 'Havn' })
    expect(searchEntries[0]).not.toHaveProperty('departmentNumber')
  })

  it('of an account of Unix has a place for a few fields only', async () => {
    const posix = { uidNumber: '1000', gidNumber: '1000', homeDirectory: '/home/x' }
    const unix = { objectClass: ['account', 'posixAccount'], uid: 'ebbe', cn: 'ebbe', ...posix }
    await asRoot((client) => client.add(`uid=ebbe,${people}`, unix))
    const ebbe = (await look(as())).found.find(({ username }) => username === 'ebbe') as Entry
    expect((await as().editable?.(ebbe.key))?.fields).toMatchObject({
      displayName: 'noPlace',
      alternateEmail: 'noPlace',
      department: null,
      city: null,
    })
  })
})

describe.skipIf(slapdFault !== null)('OpenLDAP by an account that is given only some of the people', () => {
  const limit = `limits dn.exact="${helpdesk.dn}" size=3`
  const { as, person } = withServer({ access: ['access to * by * read', limit] })

  it('says so instead of taking those for everybody', async () => {
    for (let more = 0; more < 5; more += 1) await person()
    const { rights } = await as(helpdesk).rights()
    expect(rights[0]).toEqual({
      right: 'readPeople',
      state: 'no',
      command: 'olcLimits: dn.exact="<account>" size=unlimited',
    })
    expect(rights).toHaveLength(7)
    await expect(as(helpdesk).changes(null).next()).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' })
    expect((await as().rights()).people).toBe(5)
  })
})

describe.skipIf(slapdFault !== null)('the people of an OpenLDAP', () => {
  const { as, person, asRoot, keys } = withServer({ hasPolicy: false })
  const posix = { uidNumber: '1000', gidNumber: '1000', homeDirectory: '/home/x' }
  const named = async (username: string) => (await look(as())).found.find((entry) => entry.username === username)

  it('have a version that changes with a password that is stored as it is', async () => {
    const { key } = await person('stored as it is')
    const directory = as()
    const before = await entryOf(directory, key)
    expect(before.version).not.toContain('stored')
    expect(await entryOf(directory, key)).toEqual(before)
    const { version } = await directory.reset(key, { password: second, mustChange: false })
    expect(version).not.toBe(before.version)
    const { version: next } = await directory.reset(key, { password: third, mustChange: false })
    expect(next).not.toBe(version)
  })

  it('have the user name of their entry where they have several, and another name where they have none', async () => {
    await asRoot(async (client) => {
      const several = { objectClass: ['inetOrgPerson'], uid: ['aa', 'bente', 'zz'], cn: 'Bente', sn: 'Beck' }
      await client.add(`uid=bente,${people}`, several)
      await client.add(`cn=Carl Carlsen,${people}`, {
        objectClass: ['inetOrgPerson'],
        cn: 'Carl Carlsen',
        sn: 'Carlsen',
      })
    })
    expect(await named('bente')).toMatchObject({ displayName: 'Bente' })
    const carl = (await named('Carl Carlsen')) as Entry
    expect(carl).toMatchObject({ displayName: 'Carl Carlsen', password: { isSet: false } })
    await as().reset(carl.key, { password: second, mustChange: false })
    expect(await kindOf(as(), carl.key, second)).toBe('right')
  })

  it('can be accounts of Unix and nothing more', async () => {
    const unix = { objectClass: ['account', 'posixAccount'], uid: 'dorte', cn: 'dorte', gecos: 'Dorte Dahl', ...posix }
    await asRoot((client) => client.add(`uid=dorte,${people}`, { ...unix, userPassword: first }))
    const dorte = (await named('dorte')) as Entry
    expect(dorte.password.isSet).toBe(true)
    await as().reset(dorte.key, { password: second, mustChange: false })
    expect(await kindOf(as(), dorte.key, second)).toBe('right')
  })

  it('are none below a name that does not exist, which is no reason to take them for gone', async () => {
    const directory = as(manager, `ou=nowhere,${base}`)
    await expect(directory.rights()).rejects.toMatchObject({ name: 'NoSuchObjectError' })
    await expect(directory.changes(null).next()).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' })
    const { key } = await person()
    expect(await directory.read(key)).toBe(null)
  })

  it('can have values of a megabyte', async () => {
    const { key, name } = await person()
    await asRoot((client) => client.modify(name, replace('displayName', 'ø'.repeat(500_000))))
    await asRoot((client) => client.modify(name, replace('street', 'long '.repeat(200_000))))
    expect((await entryOf(as(), key)).contact.address.length).toBeLessThan(2000)
    expect((await look(as())).found.some((entry) => entry.key === key)).toBe(true)
    await asRoot((client) => client.modify(name, replace('displayName', 'short')))
  })

  it('are read past referrals, and each once although others have an alias', async () => {
    const { key, name } = await person()
    await asRoot(async (client) => {
      const referral = { objectClass: ['referral', 'extensibleObject'], ref: 'ldap://127.0.0.1:9/dc=other,dc=test' }
      await client.add(`ou=elsewhere,${people}`, { ...referral, ou: 'elsewhere' })
      const alias = { objectClass: ['alias', 'extensibleObject'], aliasedObjectName: name, uid: 'other-name' }
      await client.add(`uid=other-name,${people}`, alias)
    })
    const { found, end } = await look(as())
    expect(end.isWhole).toBe(true)
    expect(found.filter((entry) => entry.key === key)).toHaveLength(1)
    expect(found.some(({ username }) => username === 'other-name')).toBe(false)
    expect(found.length).toBeGreaterThanOrEqual((await keys()).size - 1)
    expect((await as().rights()).people).toBe(found.length)
  })
})

if (slapdFault !== null) describe('OpenLDAP', () => it.skip(slapdFault as string, () => {}))
