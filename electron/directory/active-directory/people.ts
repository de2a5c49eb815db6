import { AndFilter, EqualityFilter, type Entry as LdapEntry, NotFilter, PresenceFilter } from 'ldapts'
import type { DirectoryKey, Entry } from '../directory.ts'
import type { Session } from '../ldap/connection.ts'
import { bytesOf, contactOf, instantOf, textOf } from '../ldap/entry-values.ts'
import { activeDirectoryUser, attributesOf } from '../ldap/person-attributes.ts'
import { instantOfFileTime, largeInteger } from './file-time.ts'
import { bytesOfGuid, guidOf } from './guid.ts'

/** Flags of userAccountControl (MS-ADTS 2.2.16). */
export const flag = { disabled: 0x2, locked: 0x10, needsNoPassword: 0x20, neverExpires: 0x10000 } as const
/** Accounts that people sign in with: no computers, no trusts (MS-SAMR 2.2.1.9). */
const userObject = '805306368'

/**
 * Everybody who is an account of a person. The accounts that sign Kerberos tickets are left out, because the whole domain depends on their
 * passwords.
 */
export const person = new AndFilter({
  filters: [
    new EqualityFilter({ attribute: 'sAMAccountType', value: userObject }),
    new NotFilter({ filter: new EqualityFilter({ attribute: 'sAMAccountName', value: 'krbtgt' }) }),
    new NotFilter({ filter: new PresenceFilter({ attribute: 'msDS-SecondaryKrbTgtNumber' }) }),
  ],
})

/** What the state of an account is read from. */
export const stateAttributes = ['userAccountControl', 'pwdLastSet', 'lockoutTime', 'accountExpires', 'adminCount']
/** Computed by the directory, so that they come only where they are asked for by name, and can't be searched for (MS-ADTS 3.1.1.4.5). */
const computed = [
  'msDS-User-Account-Control-Computed',
  'msDS-UserPasswordExpiryTimeComputed',
  'msDS-KeyVersionNumber',
  'msDS-ResultantPSO',
]
const attributes = [
  ...new Set([
    'objectGUID',
    'sAMAccountName',
    'displayName',
    'cn',
    'whenChanged',
    ...stateAttributes,
    ...computed,
    ...attributesOf(activeDirectoryUser),
  ]),
]
/** What a search for people asks for. An objectGUID may be valid UTF-8 by chance. */
export const personSearch = () => ({
  scope: 'sub' as const,
  attributes,
  explicitBufferAttributes: ['objectGUID'],
})

/** Somebody as the directory has them, with the name of their entry; null for nobody, and for somebody outside of the base. */
export async function findPerson(session: Session, base: string, key: DirectoryKey): Promise<LdapEntry | null> {
  const bytes = bytesOfGuid(key)
  if (bytes === null) return null
  const filter = new AndFilter({ filters: [person, new EqualityFilter({ attribute: 'objectGUID', value: bytes })] })
  const found = await session.search(base, { ...personSearch(), filter, sizeLimit: 2 })
  return found[0] ?? null
}

/** The name of somebody's entry in a write: it stays theirs when the entry is renamed or moved meanwhile (MS-ADTS 3.1.1.3.1.2.4). */
export const nameByKey = (key: DirectoryKey): string => `<GUID=${key}>`

export const keyOf = (entry: LdapEntry): DirectoryKey | null => guidOf(bytesOf(entry, 'objectGUID'))

const numberOf = (entry: LdapEntry, name: string) => Number(largeInteger(textOf(entry, name)) ?? 0n)
const has = (entry: LdapEntry, name: string, bit: number) => (numberOf(entry, name) & bit) !== 0
const neverExpires = (entry: LdapEntry) => has(entry, 'userAccountControl', flag.neverExpires)

/** True while the directory's own lock after wrong passwords holds; `lockoutTime` alone stays behind after its time is over. */
export const isLocked = (entry: LdapEntry): boolean => has(entry, 'msDS-User-Account-Control-Computed', flag.locked)

/** True for somebody whom the directory never makes change a password, whatever is asked of them. */
export const isMustChangeVoid = neverExpires

/** `lockedUntil` is when the lock ends by itself, milliseconds UTC; null for one that only an admin ends. */
export function entryOf(entry: LdapEntry, key: DirectoryKey, lockedUntil: number | null): Entry {
  const version = versionOf(entry)
  const username = textOf(entry, 'sAMAccountName') ?? textOf(entry, 'cn') ?? entry.dn
  const isSet = version !== null
  return {
    key,
    version,
    username,
    displayName: textOf(entry, 'displayName') ?? textOf(entry, 'cn') ?? username,
    contact: contactOf(entry, activeDirectoryUser),
    isBlocked: has(entry, 'userAccountControl', flag.disabled) || isOver(entry),
    lock: isLocked(entry) ? { until: lockedUntil } : null,
    isProtected: numberOf(entry, 'adminCount') > 0,
    password: {
      isSet,
      mustChange: isSet && textOf(entry, 'pwdLastSet') === '0' && !neverExpires(entry),
      changedAt: instantOfFileTime(textOf(entry, 'pwdLastSet')),
      expiresAt: instantOfFileTime(textOf(entry, 'msDS-UserPasswordExpiryTimeComputed')),
      neverExpires: neverExpires(entry),
      isMustChangeVoid: isMustChangeVoid(entry),
    },
  }
}

/** True for an account whose own end has come, which signs in no more than a disabled one. */
function isOver(entry: LdapEntry): boolean {
  const end = instantOfFileTime(textOf(entry, 'accountExpires'))
  return end !== null && end <= Date.now()
}

/**
 * The version of the password: how often it was written, which every domain controller knows (MS-ADTS 3.1.1.4.5.16) and which stays when a
 * change is required. Where that can't be read, the time of the last change stands for it. Null without a password.
 */
export function versionOf(entry: LdapEntry): string | null {
  const writes = textOf(entry, 'msDS-KeyVersionNumber')
  const changed = textOf(entry, 'pwdLastSet')
  // An account that was made without a password may be without one, has never had the time of a change, and one write: that of nothing.
  const isNew = has(entry, 'userAccountControl', flag.needsNoPassword) && changed === '0' && Number(writes ?? 1) <= 1
  if (isNew) return null
  if (writes !== null) return writes
  return changed === '0' ? `0 ${textOf(entry, 'whenChanged') ?? ''}` : (changed ?? 'unknown')
}

/** How many times a password was written between two versions; 0 where one of them does not count writes. */
export function writesBetween(before: string | null, after: string): number {
  const [from, to] = [before, after].map((version) => (/^\d{1,9}$/.test(version ?? '') ? Number(version) : null))
  return from == null || to == null ? 0 : to - from
}

/** When the entry was last written, milliseconds UTC. */
export const writtenAt = (entry: LdapEntry): number => instantOf(textOf(entry, 'whenChanged')) ?? 0
