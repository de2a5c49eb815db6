import type { Entry as LdapEntry } from 'ldapts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { needsProof } from '../../../../electron/directory/active-directory/current-password.ts'
import { entryOf } from '../../../../electron/directory/active-directory/people.ts'
import { createLockEnds } from '../../../../electron/directory/active-directory/rules.ts'
import type { Session } from '../../../../electron/directory/ldap/connection.ts'

const now = Date.UTC(2026, 5, 1, 12)
const [minute, day] = [60_000, 86_400_000]
const key = 'd06b05f6-fd95-4360-a349-abc9bb87e11a'
const fileTime = (instant: number) => String((BigInt(instant) + 11_644_473_600_000n) * 10_000n)
const duration = (milliseconds: number) => String(-BigInt(milliseconds) * 10_000n)
const anna = (values: Partial<LdapEntry> = {}): LdapEntry => ({
  dn: 'CN=Anna,DC=keydesk,DC=test',
  userAccountControl: '512',
  pwdLastSet: fileTime(now - day),
  ...values,
})

/** A domain with these rules; null for one whose rules Keydesk's account may not read. */
function domainWith(rules: Partial<LdapEntry> | null) {
  let reads = 0
  const search = async (base: string) => {
    if (base === '') return [{ dn: '', defaultNamingContext: 'DC=keydesk,DC=test' }]
    reads += 1
    return rules === null ? [] : [{ dn: base, minPwdLength: '7', ...rules }]
  }
  return { session: { search } as unknown as Session, reads: () => reads }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }))
afterEach(() => void vi.useRealTimers())

describe('somebody of Active Directory', () => {
  it('is kept out from the end of their account on', () => {
    const isBlocked = (accountExpires: string) => entryOf(anna({ accountExpires }), key, null).isBlocked
    expect(isBlocked(fileTime(now))).toBe(true)
    expect(isBlocked(fileTime(now + 1))).toBe(false)
    expect(['0', '9223372036854775807'].map(isBlocked)).toEqual([false, false])
  })

  it('is without a password only where nobody ever wrote one', () => {
    const isSet = (values: Partial<LdapEntry>) => entryOf(anna(values), key, null).password.isSet
    const fresh = { userAccountControl: '544', pwdLastSet: '0', 'msDS-KeyVersionNumber': '1' }
    expect(isSet(fresh)).toBe(false)
    expect(isSet({ ...fresh, 'msDS-KeyVersionNumber': '2' })).toBe(true)
    expect(isSet({ ...fresh, pwdLastSet: fileTime(now) })).toBe(true)
    expect(isSet({ ...fresh, userAccountControl: '512' })).toBe(true)
    expect(isSet({ userAccountControl: '544', pwdLastSet: '0' })).toBe(false)
  })

  it('has another version of the password after each write, also where the writes are not counted', () => {
    const version = (values: Partial<LdapEntry>) => entryOf(anna(values), key, null).version
    expect(version({ 'msDS-KeyVersionNumber': '3' })).toBe('3')
    expect(version({ pwdLastSet: '17' })).toBe('17')
    expect(version({ pwdLastSet: '0', whenChanged: '20260601120000.0Z' })).toBe('0 20260601120000.0Z')
  })

  it('must change a temporary password, unless theirs never expires', () => {
    const mustChange = (values: Partial<LdapEntry>) => entryOf(anna(values), key, null).password.mustChange
    expect(mustChange({ pwdLastSet: '0' })).toBe(true)
    expect(mustChange({})).toBe(false)
    expect(mustChange({ pwdLastSet: '0', userAccountControl: String(512 | 0x10000) })).toBe(false)
  })

  it('is protected where the directory counts them among its own admins, and not after they were', () => {
    const isProtected = (adminCount: string) => entryOf(anna({ adminCount }), key, null).isProtected
    expect(['1', '0', 'no'].map(isProtected)).toEqual([true, false, false])
  })

  it('is locked until the time of the lock is over, which each policy says once', async () => {
    const locked = (values: Partial<LdapEntry> = {}) =>
      anna({ 'msDS-User-Account-Control-Computed': '16', lockoutTime: fileTime(now), ...values })
    const { session, reads } = domainWith({ lockoutDuration: duration(30 * minute) })
    const endOf = createLockEnds(session)
    expect(await endOf(locked())).toBe(now + 30 * minute)
    expect(await endOf(locked({ lockoutTime: fileTime(now - minute) }))).toBe(now + 29 * minute)
    expect(reads()).toBe(1)
    expect(await endOf(anna({ lockoutTime: fileTime(now) }))).toBe(null)
    expect(await endOf(locked({ lockoutTime: '0' }))).toBe(null)
    for (const rules of [{ lockoutDuration: '0' }, { lockoutDuration: '-9223372036854775808' }, {}, null])
      expect(await createLockEnds(domainWith(rules).session)(locked())).toBe(null)
  })
})

describe('the password before the current one', () => {
  const isAsked = (age: number, rules: Partial<LdapEntry> | null) =>
    needsProof(domainWith(rules).session, anna({ pwdLastSet: fileTime(now - age) }))
  const history = { pwdHistoryLength: '24' }

  it('may still sign in for seven days after a change, so that the password is proved for as long', async () => {
    expect(await isAsked(0, history)).toBe(true)
    expect(await isAsked(7 * day - 1, history)).toBe(true)
    expect(await isAsked(7 * day, history)).toBe(false)
    expect(await needsProof(domainWith(history).session, anna({ pwdLastSet: '0' }))).toBe(true)
  })

  it('is not looked for where that would replace the password by itself', async () => {
    expect(await isAsked(day, { pwdHistoryLength: '1' })).toBe(true)
    expect(await isAsked(day, { pwdHistoryLength: '0' })).toBe(false)
    // A history that is not said counts as the usual one.
    expect(await isAsked(day, {})).toBe(true)
    expect(await isAsked(day, null)).toBe(true)
  })

  it('is looked for where the minimum age forbids a change for longer than clocks may differ', async () => {
    const young = { pwdHistoryLength: '0', minPwdAge: duration(day) }
    expect(await isAsked(day - 10 * minute - 1, young)).toBe(true)
    expect(await isAsked(day - 10 * minute, young)).toBe(false)
  })
})
