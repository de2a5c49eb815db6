import type { Entry as LdapEntry } from 'ldapts'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../electron/directory/directory.ts'
import { createDirectoryServer389 } from '../../../electron/directory/directory-server-389.ts'
import { generalizedTime } from '../../../electron/directory/ldap/entry-values.ts'
import { createOpenLdap } from '../../../electron/directory/open-ldap.ts'
import { pretendServer } from './ldap/pretend-server.ts'

const now = Date.UTC(2026, 5, 1, 12)
const options = { base: 'dc=test', now: () => now }
/** The time so many seconds from now, as servers write it. */
const at = (seconds: number) => generalizedTime(now + seconds * 1000)
const name = 'uid=anna,dc=test'

describe('OpenLDAP', () => {
  const key = '11111111-1111-1111-1111-111111111111'
  const usual = { pwdLockout: 'TRUE', pwdLockoutDuration: '600' }
  type Policy = Readonly<Record<string, string>>

  /** Somebody with these values, under the only policy of the server or, with none or several, under one that is not known. */
  async function read(values: Partial<LdapEntry>, policies: readonly Policy[] = [usual]): Promise<Entry> {
    const { ldap } = pretendServer({
      root: { supportedControl: ['1.3.6.1.4.1.42.2.27.8.5.1'] },
      policies: policies.map((policy, number) => ({ dn: `cn=policy${number},dc=test`, ...policy })),
      people: [{ dn: name, entryUUID: key, uid: 'anna', userPassword: '{SSHA}x', ...values }],
    })
    return (await createOpenLdap({ ldap, ...options }).read(key)) as Entry
  }
  const lockSince = async (pwdAccountLockedTime: string, ...policies: readonly Policy[]) =>
    (await read({ pwdAccountLockedTime }, policies.length > 0 ? policies : [usual])).lock

  it('keeps somebody locked from the first moment of a lock up to its end, and not at its end', async () => {
    expect(await lockSince(at(0))).toEqual({ until: now + 600_000 })
    expect(await lockSince(at(-599))).toEqual({ until: now + 1000 })
    expect(await lockSince(at(-600))).toBe(null)
    expect(await lockSince(at(1))).toBe(null)
  })

  it('ends no lock by itself that is for good, or whose end is not known', async () => {
    const forGood = { until: null }
    expect(await lockSince('000001010000Z')).toEqual(forGood)
    expect(await lockSince(at(-9999), { pwdLockout: 'TRUE', pwdLockoutDuration: '0' })).toEqual(forGood)
    expect(await lockSince(at(-9999), { pwdLockout: 'TRUE' })).toEqual(forGood)
    expect(await lockSince(at(-9999), usual, usual)).toEqual(forGood)
    expect(await lockSince('soon')).toEqual(forGood)
  })

  it('locks nobody whose policy does not lock', async () => {
    expect(await lockSince(at(0), { pwdLockoutDuration: '600' })).toBe(null)
    expect(await lockSince('000001010000Z', { pwdLockout: 'FALSE' })).toBe(null)
    expect((await read({})).lock).toBe(null)
  })

  it('keeps somebody out before the time of their account and from its end on', async () => {
    const isBlocked = async (values: Partial<LdapEntry>) => (await read(values)).isBlocked
    expect(await isBlocked({ pwdStartTime: at(1) })).toBe(true)
    expect(await isBlocked({ pwdStartTime: at(0) })).toBe(false)
    expect(await isBlocked({ pwdEndTime: at(1) })).toBe(false)
    expect(await isBlocked({ pwdEndTime: at(0) })).toBe(true)
    expect(await isBlocked({ pwdStartTime: at(-9), pwdEndTime: at(9) })).toBe(false)
    expect(await isBlocked({})).toBe(false)
  })

  it('says when a password expires, where it does', async () => {
    const expiry = async (maxAge: string, values: Partial<LdapEntry> = { pwdChangedTime: at(-60) }) =>
      (await read(values, [{ pwdMaxAge: maxAge }])).password.expiresAt
    expect(await expiry('90')).toBe(now + 30_000)
    expect(await expiry('0')).toBe(null)
    expect(await expiry('90', {})).toBe(null)
  })

  it('has the policy of the person before the only one, and an unknown one where it is not seen', async () => {
    const of = async (pwdPolicySubentry: string, maxAges: readonly string[]) => {
      const policies = maxAges.map((pwdMaxAge) => ({ pwdMaxAge }))
      return (await read({ pwdChangedTime: at(0), pwdPolicySubentry }, policies)).password.expiresAt
    }
    expect(await of('CN=Policy1,dc=test', ['10', '20'])).toBe(now + 20_000)
    expect(await of('cn=unseen,dc=test', ['10'])).toBe(null)
  })
})

describe('389 Directory Server', () => {
  const key = '11111111-11111111-11111111-11111111'
  const usual = { passwordMustChange: 'on', passwordExp: 'on', passwordLockout: 'on', passwordMaxFailure: '3' }

  /** Somebody with these values; `policy` is undefined where Keydesk's account may not read it. */
  async function read(values: Partial<LdapEntry>, policy: Partial<LdapEntry> | undefined = usual): Promise<Entry> {
    const people = [{ dn: name, nsUniqueId: key, uid: 'anna', userPassword: '{SSHA}x', ...values }]
    const { ldap } = pretendServer({ config: policy, people })
    return (await createDirectoryServer389({ ldap, ...options }).read(key)) as Entry
  }
  const lockUntil = async (accountUnlockTime: string, count: string, policy?: Partial<LdapEntry>) =>
    (await read({ accountUnlockTime, passwordRetryCount: count }, policy)).lock

  it('keeps somebody locked up to the end of a lock, and not at its end', async () => {
    expect(await lockUntil(at(1), '3')).toEqual({ until: now + 1000 })
    expect(await lockUntil(at(0), '3')).toBe(null)
    expect(await lockUntil('19700101000000Z', '3')).toEqual({ until: null })
    expect(await lockUntil('soon', '3')).toBe(null)
  })

  it('locks from the wrong password on that is one too many, as far as its rules can be read', async () => {
    expect(await lockUntil(at(9), '2')).toBe(null)
    expect(await lockUntil(at(9), '4')).toEqual({ until: now + 9000 })
    expect(await lockUntil(at(9), '3', { ...usual, passwordLockout: 'off' })).toBe(null)
    expect(await lockUntil(at(9), '1', {})).toEqual({ until: now + 9000 })
    expect(await lockUntil(at(9), '0', {})).toBe(null)
  })

  it('says when a password expires, and takes the first second of 1970 for no time', async () => {
    const expiry = async (passwordExpirationTime: string, policy?: Partial<LdapEntry>) =>
      (await read({ passwordExpirationTime }, policy)).password.expiresAt
    expect(await expiry(at(60))).toBe(now + 60_000)
    expect(await expiry('19700101000000Z')).toBe(null)
    expect(await expiry('19700101000001Z')).toBe(null)
    expect(await expiry(at(60), { ...usual, passwordExp: 'off' })).toBe(null)
    expect(await expiry(at(60), {})).toBe(now + 60_000)
  })

  it('demands a change only where its rules do, as far as they can be read', async () => {
    const mustChange = async (policy?: Partial<LdapEntry>, passwordExpirationTime = '19700101000000Z') =>
      (await read({ passwordExpirationTime }, policy)).password.mustChange
    expect(await mustChange()).toBe(true)
    expect(await mustChange({})).toBe(true)
    expect(await mustChange({ ...usual, passwordMustChange: 'off' })).toBe(false)
    expect(await mustChange(usual, at(60))).toBe(false)
  })

  it('has blocked whoever it says so of, in any case', async () => {
    const isBlocked = async (nsAccountLock: string) => (await read({ nsAccountLock })).isBlocked
    expect([await isBlocked('TRUE'), await isBlocked('true'), await isBlocked('false')]).toEqual([true, true, false])
    expect((await read({})).isBlocked).toBe(false)
  })
})
