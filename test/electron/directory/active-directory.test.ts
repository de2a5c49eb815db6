import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Change } from 'ldapts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPerson } from '../../../electron/directory/active-directory/people.ts'
import { rulesFor } from '../../../electron/directory/active-directory/rules.ts'
import type { ExternalDirectory, Seen, SeenEnd } from '../../../electron/directory/directory.ts'
import { probe } from '../../../electron/directory/ldap/probe.ts'
import { openDirectory } from '../../../electron/directory/open-directory.ts'
import { isDomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import type { EditedField } from '../../../shared/rules/directory/directory-fields.ts'
import { nobody, setUp } from '../../support/test-services.ts'
import {
  account,
  addPerson,
  administrator,
  asAdministrator,
  connectionTo,
  people,
  replace,
  root,
  type Samba,
  sambaFault,
  startSamba,
} from './samba.ts'

const [first, second, third] = ['Blue-Harbour-42-lamp', 'Green-Meadow-17-desk', 'Red-Mountain-99-cup']

describe.skipIf(sambaFault !== null)(`Active Directory${sambaFault === null ? '' : ` (${sambaFault})`}`, () => {
  let folder = ''
  let samba: Samba
  const opened: { ldap: { close: () => void } }[] = []
  function openAs(as: { readonly name: string; readonly password: string } = administrator, base = people) {
    const { connection, password } = connectionTo(samba, as)
    const open = openDirectory({ ...connection, base }, password)
    opened.push(open)
    return open.directory
  }
  let directory: ExternalDirectory
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    samba = await startSamba(folder)
    directory = openAs()
  })
  afterAll(async () => {
    for (const { ldap } of opened) ldap.close()
    await samba?.stop()
    rmSync(folder, { recursive: true })
  })

  let number = 0
  async function person(password: string | null = first, more: Readonly<Record<string, string>> = {}) {
    number += 1
    const name = `p${number}`
    const key = await addPerson(samba, name, { password, more })
    return { name, key, dn: `CN=${name},${people}` }
  }
  const modify = (dn: string, ...changes: Change[]) => asAdministrator(samba, (client) => client.modify(dn, changes))
  const kindOf = async (key: string, password: string) => (await directory.verify(key, password)).kind
  /** The code of the error and what it says more. */
  const fault = (work: Promise<unknown>) =>
    work.then(
      () => 'none',
      (error) => (isDomainError(error) ? { code: error.code, ...error.data } : error),
    )
  async function look(seen: ExternalDirectory, since: string | null) {
    const pages = seen.changes(since)
    const all = { entries: [] as Seen['entries'][number][], gone: [] as string[], pages: 0 }
    for (;;) {
      const next: IteratorResult<Seen, SeenEnd> = await pages.next()
      if (next.done) return { ...all, ...next.value }
      all.pages += next.value.entries.length > 0 ? 1 : 0
      all.entries.push(...next.value.entries)
      all.gone.push(...next.value.gone)
    }
  }

  describe('a sign-in', () => {
    it('with a temporary password is told apart from a wrong one', async () => {
      const { key } = await person()
      await directory.reset(key, { password: second, mustChange: true })
      expect([await kindOf(key, second), await kindOf(key, third)]).toEqual(['mustChange', 'wrong'])
    })

    it('with the password from before a reset is wrong, although the directory itself takes it for another hour', async () => {
      const { key, dn } = await person()
      await directory.reset(key, { password: second, mustChange: false })
      await asAdministrator(samba, async () => {}, { name: dn, password: first })
      expect([await kindOf(key, first), await kindOf(key, second)]).toEqual(['wrong', 'right'])
    })

    it('of which the current password is proved changes nothing', async () => {
      const { key } = await person()
      const before = await directory.read(key)
      expect(await directory.verify(key, first)).toEqual({ kind: 'right', version: before?.version })
      expect(await directory.read(key)).toEqual(before)
    })

    it('replaces no password by itself in a domain that would allow it', async () => {
      const { key } = await person()
      await withRules({ pwdHistoryLength: '0', minPwdAge: '0' }, async () => {
        const before = await directory.read(key)
        expect(await directory.verify(key, first)).toEqual({ kind: 'right', version: before?.version })
        expect(await directory.read(key)).toEqual(before)
      })
    })

    it('of a disabled account, of one whose time is over, and of one with an expired password', async () => {
      const [disabled, over, expired] = [await person(), await person(), await person()]
      await modify(disabled.dn, replace('userAccountControl', account.disabled))
      await modify(over.dn, replace('accountExpires', '132000000000000000'))
      expect([await kindOf(disabled.key, first), await kindOf(disabled.key, second)]).toEqual(['blocked', 'wrong'])
      expect(await kindOf(over.key, first)).toBe('blocked')
      expect(await directory.read(disabled.key)).toMatchObject({ isBlocked: true })
      expect(await directory.read(over.key)).toMatchObject({ isBlocked: true })
      samba.makeOld(expired.dn)
      expect([await kindOf(expired.key, first), await kindOf(expired.key, second)]).toEqual(['expired', 'wrong'])
      expect((await directory.read(expired.key))?.password.expiresAt).toBeLessThan(Date.now())
    })

    it('of somebody whom the directory has locked, until a reset or an unlock ends it', async () => {
      const { key } = await person()
      await withRules({ lockoutThreshold: '2' }, async () => {
        const lock = async () => {
          await kindOf(key, third)
          await kindOf(key, third)
        }
        await lock()
        expect(await kindOf(key, first)).toBe('locked')
        const entry = await directory.read(key)
        const minutes = ((entry?.lock?.until ?? 0) - Date.now()) / 60_000
        expect(minutes).toBeGreaterThan(28)
        expect(minutes).toBeLessThan(31)
        await directory.unlock?.(key)
        expect([(await directory.read(key))?.lock, await kindOf(key, first)]).toEqual([null, 'right'])
        await lock()
        await directory.reset(key, { password: second, mustChange: false })
        expect([(await directory.read(key))?.lock, await kindOf(key, second)]).toEqual([null, 'right'])
      })
    })
  })

  describe('a password', () => {
    it('that breaks the rules of the domain is refused with the rule, and the old one stays', async () => {
      const { key } = await person()
      const reset = (password: string, isOwn = false) =>
        fault(directory.reset(key, { password, mustChange: false, isOwn }))
      const refused = (reason: string) => ({ code: 'DIRECTORY_REFUSED', reason })
      expect(await reset('aB1-')).toEqual(refused('length'))
      expect(await reset('only-small-letters')).toEqual(refused('complexity'))
      expect(await kindOf(key, first)).toBe('right')
    })

    it('of a person’s own choice is taken where the server does not know how to keep the history then', async () => {
      const { key } = await person()
      await directory.reset(key, { password: second, mustChange: false, isOwn: true })
      expect(await kindOf(key, second)).toBe('right')
    })

    it('is changed with the old one, which has to be right', async () => {
      const { key } = await person()
      const change = (from: string, to: string) => fault(directory.change?.(key, from, to) as Promise<unknown>)
      expect(await change(second, third)).toEqual({ code: 'WRONG_PASSWORD' })
      expect(await change(first, second)).toEqual({ code: 'DIRECTORY_REFUSED', reason: 'tooYoung' })
      await directory.requireChange(key)
      expect(await change(first, first)).toEqual({ code: 'DIRECTORY_REFUSED', reason: 'history' })
      expect(await change(first, second)).toBe('none')
      expect([await kindOf(key, first), await kindOf(key, second)]).toEqual(['wrong', 'right'])
    })

    it('gets another version by each reset, temporary or not, and none by a required change', async () => {
      const { key } = await person()
      const versions = [(await directory.read(key))?.version]
      for (const mustChange of [true, true, false, false])
        versions.push((await directory.reset(key, { password: second, mustChange })).version)
      expect(new Set(versions).size).toBe(5)
      expect((await directory.requireChange(key)).version).toBe(versions[4])
      expect((await directory.read(key))?.version).toBe(versions[4])
    })

    it('that never expires makes a required change void, which is said before and not taken for done', async () => {
      const { key, dn } = await person()
      await modify(dn, replace('userAccountControl', account.neverExpires))
      expect(await fault(directory.requireChange(key))).toEqual({ code: 'DIRECTORY_REFUSED', reason: 'neverExpires' })
      await directory.reset(key, { password: second, mustChange: true })
      expect((await directory.read(key))?.password).toMatchObject({
        mustChange: false,
        neverExpires: true,
        isMustChangeVoid: true,
        expiresAt: null,
      })
      expect(await kindOf(key, second)).toBe('right')
    })
  })

  it('blocks and allows somebody, and keeps the other flags', async () => {
    const { key, dn } = await person()
    await modify(dn, replace('userAccountControl', account.neverExpires))
    await directory.setBlocked?.(key, true)
    expect([(await directory.read(key))?.isBlocked, await kindOf(key, first)]).toEqual([true, 'blocked'])
    await directory.setBlocked?.(key, false)
    expect(await directory.read(key)).toMatchObject({ isBlocked: false, password: { neverExpires: true } })
    expect(await kindOf(key, first)).toBe('right')
  })

  it('sets a flag while somebody else sets another', async () => {
    const { key } = await person()
    const set = async (isOn: boolean) => {
      await Promise.all([directory.setNeverExpires?.(key, isOn), directory.setBlocked?.(key, isOn)])
      return directory.read(key)
    }
    expect(await set(true)).toMatchObject({ isBlocked: true, password: { neverExpires: true } })
    expect(await set(false)).toMatchObject({ isBlocked: false, password: { neverExpires: false } })
  })

  it('edits only what it keeps as one value of its own form, and says of each field why not', async () => {
    const { key } = await person(first, { c: 'DK', co: 'Danmark', streetAddress: 'Havnen 1' })
    expect(await directory.editable?.(key)).toMatchObject({
      fields: { displayName: null, address: null, country: 'otherForm' },
      neverExpires: null,
    })
    const edit = (field: EditedField, seen: string, to: string) =>
      fault(directory.edit?.(key, [{ field, seen, to }]) as Promise<unknown>)
    const invalid = (field: string, reason: string) => ({ code: 'FIELD_INVALID', field, reason })
    expect(await edit('country', 'Danmark', 'Norge')).toEqual(invalid('country', 'otherForm'))
    expect(await edit('lastName', '', 'x'.repeat(65))).toEqual(invalid('lastName', 'directoryForm'))
    expect(await edit('address', 'Havnen 1', 'Havnen 2\n8000 Aarhus')).toBe('none')
    expect((await directory.read(key))?.contact.address).toBe('Havnen 2 8000 Aarhus')
    expect(await edit('address', 'Havnen 2 8000 Aarhus', '')).toBe('none')
  })

  it('knows the directory’s own admins, and leaves out the account that signs tickets', async () => {
    const whole = openAs(administrator, root)
    const { entries } = await look(whole, null)
    const protectedNames = entries.filter(({ isProtected }) => isProtected).map(({ username }) => username)
    expect(protectedNames).toContain('Administrator')
    expect(entries.map(({ username }) => username)).not.toContain('krbtgt')
    expect(entries.some(({ username }) => username.endsWith('$'))).toBe(false)
  })

  describe('a look', () => {
    it('sees everybody, beyond the thousand that the directory gives at once, and then only what has changed', {
      tags: 'long',
    }, async () => {
      const parent = `OU=Many,${root}`
      await asAdministrator(samba, async (client) => {
        await client.add(parent, { objectClass: ['organizationalUnit'] })
        for (let at = 0; at < 1050; at++)
          await client.add(`CN=many${at},${parent}`, { objectClass: ['user'], sAMAccountName: `many${at}` })
      })
      const many = openAs(administrator, parent)
      const whole = await look(many, null)
      expect(whole.isWhole).toBe(true)
      expect(new Set(whole.entries.map(({ key }) => key)).size).toBe(1050)
      expect(whole.pages).toBeGreaterThan(1)
      expect(await look(many, whole.cursor)).toEqual({
        ...whole,
        entries: [],
        gone: [],
        pages: 0,
        isWhole: false,
        isUnchanged: true,
      })
      await modify(`CN=many7,${parent}`, replace('displayName', 'Number Seven'))
      const next = await look(many, whole.cursor)
      expect(next.entries.map(({ displayName }) => displayName)).toEqual(['Number Seven'])
      expect(next.cursor).not.toBe(whole.cursor)
    })

    it('follows somebody who is renamed, and sees who is deleted and who is moved away', async () => {
      const other = `OU=Elsewhere,${root}`
      const [renamed, deleted, moved] = [await person(), await person(), await person()]
      const { cursor } = await look(directory, null)
      await asAdministrator(samba, async (client) => {
        await client.add(other, { objectClass: ['organizationalUnit'] })
        await client.modify(renamed.dn, replace('sAMAccountName', 'renamed'))
        await client.modifyDN(renamed.dn, `CN=Søren Ærø\\, the second,${people}`)
        await client.del(deleted.dn)
        await client.modifyDN(moved.dn, `CN=${moved.name},${other}`)
      })
      const seen = await look(directory, cursor)
      expect(seen.entries.map(({ key, username }) => [key, username])).toEqual([[renamed.key, 'renamed']])
      expect(seen.gone).toEqual(expect.arrayContaining([deleted.key, moved.key]))
      expect(seen.gone).not.toContain(renamed.key)
      expect(await directory.read(moved.key)).toBe(null)
      expect(await fault(directory.reset(moved.key, { password: second, mustChange: false }))).toMatchObject({
        code: 'NOT_FOUND',
      })
      expect(await kindOf(renamed.key, first)).toBe('right')
    })

    it('sees everybody where the count of changes is another server’s', async () => {
      await person()
      const { cursor } = await look(directory, null)
      const count = cursor.split(' ')[1]
      for (const foreign of [`00000000-0000-0000-0000-000000000000 ${count}`, 'nonsense', ''])
        expect((await look(directory, foreign)).isWhole).toBe(true)
    })
  })

  it('refuses what the account has no right to, says which right it is, and takes the commands that give it', {
    tags: 'long',
  }, async () => {
    const name = 'keydesk'
    await addPerson(samba, name, { password: first, more: { userPrincipalName: `${name}@keydesk.test` } })
    const { key } = await person()
    const weak = openAs({ name: `${name}@keydesk.test`, password: first })
    const notAllowed = { code: 'DIRECTORY_NOT_ALLOWED' }
    const states = async () =>
      Object.fromEntries((await weak.rights()).rights.map(({ right, state }) => [right, state]))
    expect(await fault(weak.reset(key, { password: second, mustChange: false }))).toEqual(notAllowed)
    expect(await fault(weak.requireChange(key))).toEqual(notAllowed)
    expect(await fault(weak.setBlocked?.(key, true) as Promise<unknown>)).toEqual(notAllowed)
    const before = await directory.read(key)
    expect(await states()).toEqual({
      readPeople: 'yes',
      readState: 'yes',
      reset: 'no',
      requireChange: 'no',
      unlock: 'no',
      readRules: 'yes',
      edit: 'no',
    })
    const edit = () => fault(weak.edit?.(key, [{ field: 'city', seen: '', to: 'Aarhus' }]) as Promise<unknown>)
    expect(await edit()).toEqual({ code: 'FIELD_INVALID', field: 'city', reason: 'noRight' })
    expect((await weak.editable?.(key))?.fields).toMatchObject({ city: 'noRight', displayName: 'noRight' })
    expect((await weak.editable?.(key))?.neverExpires).toBe('noRight')
    expect(await fault(weak.setNeverExpires?.(key, true) as Promise<unknown>)).toEqual(notAllowed)
    for (const { command } of (await weak.rights()).rights) {
      const rule = /--sddl="(.*)"/.exec(command)?.[1]
      if (rule !== undefined) samba.tool('dsacl', 'set', `--objectdn=${people}`, `--sddl=${rule}`)
    }
    expect(await states()).toMatchObject({ reset: 'yes', requireChange: 'yes', unlock: 'yes', edit: 'yes' })
    expect(await directory.read(key)).toEqual(before)
    expect(await edit()).toBe('none')
    expect((await directory.read(key))?.contact.city).toBe('Aarhus')
    expect((await weak.editable?.(key))?.fields.displayName).toBe(null)
    await weak.reset(key, { password: second, mustChange: true })
    expect(await kindOf(key, second)).toBe('mustChange')
    // Nor does a look need more than an ordinary account has, where it only misses who was deleted.
    const { cursor } = await look(weak, null)
    await weak.setBlocked?.(key, false)
    await weak.reset(key, { password: third, mustChange: false })
    expect((await look(weak, cursor)).entries.map((entry) => entry.key)).toContain(key)
  })

  it('gives the desk its people, who get a temporary password there and sign in with it', async () => {
    const { name, dn } = await person()
    const { services, owner } = await setUp()
    const { id } = await services.directories.add(connectionTo(samba), owner)
    await services.directories.look({ id, isWhole: true }, owner)
    const userId = services.users.idOf(name) as UserId
    expect(await services.users.get({ id: userId }, owner)).toMatchObject({ displayName: `Person ${name}` })
    const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
    const answer = await services.passwords.reset({ userId, choice, mustChange: true }, owner)
    if (answer.outcome !== 'done') throw new Error(answer.outcome)
    const { passwords } = await services.passwords.reveal({ secretIds: [answer.secretId] }, owner)
    expect(await services.users.get({ id: userId }, owner)).toMatchObject({ passwordState: 'temporary' })
    const password = passwords[0]?.password ?? ''
    expect((await services.sessions.signIn({ username: name, password }, nobody)).token).not.toBe('')
    expect(await services.directories.look({ id, isWhole: false }, owner)).toMatchObject({ added: 0, gone: 0 })
    expect(await services.users.get({ id: userId }, owner)).toMatchObject({ passwordState: 'temporary' })
    await asAdministrator(samba, (client) => client.del(dn))
    expect(await services.directories.look({ id, isWhole: false }, owner)).toMatchObject({ gone: 1 })
  })

  it('takes the rules of the domain only for people without a fine-grained policy', async () => {
    const [strict, usual] = [await person(), await person()]
    const policy = `CN=strict,CN=Password Settings Container,CN=System,${root}`
    await asAdministrator(samba, (client) =>
      client.add(policy, {
        objectClass: ['msDS-PasswordSettings'],
        'msDS-PasswordSettingsPrecedence': '1',
        'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
        'msDS-PasswordHistoryLength': '3',
        'msDS-PasswordComplexityEnabled': 'FALSE',
        'msDS-MinimumPasswordLength': '25',
        'msDS-MinimumPasswordAge': '0',
        'msDS-MaximumPasswordAge': '-9223372036854775808',
        'msDS-LockoutThreshold': '2',
        'msDS-LockoutObservationWindow': '-36000000000',
        'msDS-LockoutDuration': '-36000000000',
        'msDS-PSOAppliesTo': strict.dn,
      }),
    )
    const reset = { password: second, mustChange: false }
    expect(await fault(directory.reset(strict.key, reset))).toEqual({ code: 'DIRECTORY_REFUSED', reason: 'length' })
    expect(await fault(directory.reset(usual.key, reset))).toBe('none')
    expect((await directory.read(strict.key))?.password.expiresAt).toBe(null)
    // An ordinary account must not see the policy; what it can't read is unknown, and not what holds for the others.
    const { connection, password } = connectionTo(samba, { name: usual.dn, password: second })
    const ordinary = openDirectory(connection, password)
    opened.push(ordinary)
    const rulesOf = (key: string) =>
      ordinary.ldap.asAccount(async (session) => {
        const entry = await findPerson(session, people, key)
        return entry === null ? 'nobody' : rulesFor(session, entry)
      })
    expect(await rulesOf(strict.key)).toBe('unknown')
    expect(await ordinary.directory.rules(strict.key)).toBe('unknown')
    expect(await ordinary.directory.rules(usual.key)).toMatchObject({
      minimumLength: 7,
      unit: 'utf16',
      composition: { kind: 'threeOfFive' },
      historyCount: 24,
      minimumAge: 86_400_000,
      maximumAge: 42 * 86_400_000,
      lock: { threshold: 0, window: 30 * 60_000, duration: 30 * 60_000 },
    })
    expect(await directory.rules(strict.key)).toMatchObject({
      minimumLength: 25,
      composition: { kind: 'none' },
      historyCount: 3,
      minimumAge: 0,
      maximumAge: 0,
      lock: { threshold: 2, window: 3_600_000, duration: 3_600_000 },
    })
    expect(await directory.locks()).toEqual([
      { threshold: 0, window: 30 * 60_000, duration: 30 * 60_000 },
      { threshold: 2, window: 3_600_000, duration: 3_600_000 },
    ])
    expect(await ordinary.directory.locks()).toContain('unknown')
    // This server does not know the policy hints.
    expect(await directory.abilities()).toEqual({ requireChange: true, lock: false, keepsHistory: false })
    await kindOf(strict.key, third)
    await kindOf(strict.key, third)
    const inAWhile = Date.now() + 57 * 60_000
    expect((await directory.read(strict.key))?.lock?.until).toBeGreaterThan(inAWhile)
    const listed = (await look(directory, null)).entries.find(({ key }) => key === strict.key)
    expect(listed?.lock?.until).toBeGreaterThan(inAWhile)
  })

  it('is recognised as Active Directory before anybody signs in', async () => {
    const { connection } = connectionTo(samba)
    const { servers, security, trust } = connection
    const probed = await probe({ server: servers[0], security, trust, patience: 20_000 })
    expect(probed).toMatchObject({ fault: null, kind: 'activeDirectory', bases: [root] })
  })

  /** Does some work under other rules of the domain. */
  async function withRules(rules: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
    const names = Object.keys(rules)
    const before = await asAdministrator(samba, async (client) => {
      const { searchEntries } = await client.search(root, { scope: 'base', attributes: names })
      await client.modify(
        root,
        names.map((name) => replace(name, rules[name] ?? '')),
      )
      return searchEntries[0]
    })
    try {
      await work()
    } finally {
      await modify(root, ...names.map((name) => replace(name, String(before?.[name]))))
    }
  }
})
