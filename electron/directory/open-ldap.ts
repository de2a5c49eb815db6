import { createHash } from 'node:crypto'
import {
  AndFilter,
  Attribute,
  Change,
  EqualityFilter,
  type Filter,
  GreaterThanEqualsFilter,
  type Entry as LdapEntry,
  PasswordPolicyControl,
  PasswordPolicyError,
  ResultCodeError,
} from 'ldapts'
import { DomainError } from '../../shared/errors.ts'
import type { DirectoryKey, Entry, ExternalDirectory, Seen, SeenEnd, Verdict } from './directory.ts'
import type { Ldap, Session } from './ldap/connection.ts'
import { bytesOf, contactOf, generalizedTime, instantOf, textOf, textsOf } from './ldap/entry-values.ts'
import { passwordModify, passwordModifyValue } from './ldap/password-modify.ts'
import { attributesOf, inetOrgPerson } from './ldap/person-attributes.ts'
import { isResult, refusals } from './ldap/refusal.ts'
import { mayWrite, rightLine } from './ldap/rights.ts'

export type OpenLdapOptions = {
  readonly ldap: Ldap
  /** The distinguished name below which the people are. */
  readonly base: string
}
const pageSize = 1000
const person = new EqualityFilter({ attribute: 'objectClass', value: 'inetOrgPerson' })
const state = ['pwdChangedTime', 'pwdReset', 'pwdAccountLockedTime', 'userPassword', 'entryCSN']
const attributes = [
  ...new Set(['entryUUID', 'uid', 'cn', 'displayName', 'modifyTimestamp', ...state, ...attributesOf(inetOrgPerson)]),
]
/** `modifyTimestamp` counts whole seconds, and an entry may be written while the same second is being read. */
const overlap = 5000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const stateAttributes = ['pwdChangedTime', 'pwdReset', 'pwdAccountLockedTime']
const unlockTrial = { attribute: 'pwdAccountLockedTime', value: '19700101000000Z' }

/** The line for slapd's configuration that gives Keydesk's account a right (slapd.access(5)). */
const accessRule = (access: 'read' | 'write', names: readonly string[]) =>
  `olcAccess: to attrs=${names.join(',')} by dn.exact="<account>" ${access} by * break`

/** OpenLDAP, with or without its password policy overlay (slapo-ppolicy). */
export function createOpenLdap({ ldap, base }: OpenLdapOptions): ExternalDirectory {
  const found = (session: Session, filter: Filter, wanted: readonly string[]) =>
    session
      .search(base, {
        scope: 'sub',
        filter: new AndFilter({ filters: [person, filter] }),
        attributes: [...wanted],
        sizeLimit: 2,
      })
      .catch((error) => (isNoObject(error) ? [] : Promise.reject(error)))

  async function find(session: Session, key: DirectoryKey): Promise<LdapEntry | null> {
    if (!uuid.test(key)) return null
    return (await found(session, new EqualityFilter({ attribute: 'entryUUID', value: key }), attributes))[0] ?? null
  }

  async function mustFind(session: Session, key: DirectoryKey): Promise<LdapEntry> {
    const entry = await find(session, key)
    if (entry === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return entry
  }

  const read = (key: DirectoryKey): Promise<Entry | null> =>
    ldap.asAccount(async (session) => {
      const entry = await find(session, key)
      return entry && entryOf(entry)
    })

  async function receiptOf(session: Session, key: DirectoryKey) {
    const { version, password } = entryOf(await mustFind(session, key))
    return { version: version ?? '', changedAt: password.changedAt ?? 0, write: null }
  }

  async function setMustChange(session: Session, name: string, mustChange: boolean): Promise<void> {
    const values = [mustChange ? 'TRUE' : 'FALSE']
    const modification = new Attribute({ type: 'pwdReset', values })
    await session.modify(name, [new Change({ operation: 'replace', modification })])
  }

  return {
    kind: 'openLdap',
    capabilities: { writes: 'external' },
    read,
    verify: async (key, password) => {
      const entry = key === null ? null : await read(key)
      const name = key === null || entry === null ? null : await nameOf(key)
      if (password === '') return { kind: 'wrong' }
      return bindAs(name ?? `uid=nobody,${base}`, password, entry)
    },
    reset: (key, { password, mustChange }) =>
      ldap.asAccount(async (session) => {
        const { dn } = await mustFind(session, key)
        await refusals(session.extended(passwordModify, passwordModifyValue(dn, { to: password })))
        // The overlay decides by itself, by its policy and by the rights of Keydesk's account.
        const { password: now } = entryOf(await mustFind(session, key))
        if (now.mustChange !== mustChange) await setMustChange(session, dn, mustChange)
        return receiptOf(session, key)
      }),
    requireChange: (key) =>
      ldap.asAccount(async (session) => {
        const { dn } = await mustFind(session, key)
        await refusals(setMustChange(session, dn, true))
        return receiptOf(session, key)
      }),
    changes: async function* (since): AsyncGenerator<Seen, SeenEnd> {
      let last = since === null ? 0 : Number(since)
      const after = new GreaterThanEqualsFilter({
        attribute: 'modifyTimestamp',
        value: generalizedTime(last - overlap),
      })
      const filter = since === null ? person : new AndFilter({ filters: [person, after] })
      const batches = ldap.stream((session) => session.pages(base, { scope: 'sub', filter, attributes, pageSize }))
      for await (const page of batches) {
        for (const entry of page) last = Math.max(last, instantOf(textOf(entry, 'modifyTimestamp')) ?? 0)
        yield {
          entries: page.flatMap((entry) => (textOf(entry, 'entryUUID') === null ? [] : [entryOf(entry)])),
          gone: [],
        }
      }
      return { cursor: String(last), isWhole: since === null }
    },
    rights: () =>
      ldap.asAccount(async (session) => {
        const { people, one } = await countPeople(session)
        if (one === null) return { people, rights: [rightLine('readPeople', false, accessRule('read', ['entry']))] }
        const hasState = one.pwdChangedTime !== undefined
        const opposite = textOf(one, 'pwdReset') === 'TRUE' ? 'FALSE' : 'TRUE'
        const mayReset = await mayWrite(session, one.dn, {
          attribute: 'userPassword',
          value: 'a value that nobody has',
        })
        const mayRequire = hasState ? await mayWrite(session, one.dn, { attribute: 'pwdReset', value: opposite }) : null
        const mayUnlock = hasState ? await mayWrite(session, one.dn, unlockTrial) : null
        return {
          people,
          rights: [
            rightLine('readPeople', true),
            rightLine('readState', hasState, accessRule('read', stateAttributes)),
            rightLine('reset', mayReset, accessRule('write', ['userPassword'])),
            rightLine('requireChange', mayRequire, accessRule('write', ['pwdReset'])),
            rightLine('unlock', mayUnlock, accessRule('write', ['pwdAccountLockedTime'])),
          ],
        }
      }),
  }

  /** How many people the account sees, and one of them to try rights on. */
  async function countPeople(session: Session): Promise<{ readonly people: number; readonly one: LdapEntry | null }> {
    let people = 0
    let one: LdapEntry | null = null
    for await (const page of session.pages(base, { scope: 'sub', filter: person, attributes: state, pageSize })) {
      people += page.length
      one ??= page[0] ?? null
    }
    return { people, one }
  }

  function nameOf(key: DirectoryKey): Promise<string | null> {
    return ldap.asAccount(async (session) => (await find(session, key))?.dn ?? null)
  }

  /** Signs somebody in; what the password policy says about a right password comes in its control. */
  async function bindAs(name: string, password: string, entry: Entry | null): Promise<Verdict> {
    const policy = new PasswordPolicyControl()
    const isRight = await ldap
      .asSomebody(name, password, { controls: [policy], work: async () => true })
      .catch((error) => {
        if (error instanceof ResultCodeError) return false
        throw error
      })
    const said = policy.value?.error
    const version = entry?.version ?? ''
    if (isRight) return { kind: said === PasswordPolicyError.ChangeAfterReset ? 'mustChange' : 'right', version }
    // The overlay speaks of expiration only to the right password.
    if (said === PasswordPolicyError.PasswordExpired) return { kind: 'expired', version }
    const isLocked = said === PasswordPolicyError.AccountLocked || (entry !== null && entry.lock !== null)
    return { kind: isLocked ? 'locked' : 'wrong' }
  }
}

const isNoObject = (error: unknown) => isResult(error, 'noSuchObject')

function entryOf(entry: LdapEntry): Entry {
  const changedAt = instantOf(textOf(entry, 'pwdChangedTime'))
  const version = versionOf(entry)
  const username = textOf(entry, 'uid') ?? textOf(entry, 'cn') ?? entry.dn
  return {
    key: textOf(entry, 'entryUUID') ?? '',
    version,
    username,
    displayName: textOf(entry, 'displayName') ?? textOf(entry, 'cn') ?? username,
    contact: contactOf(entry, inetOrgPerson),
    isBlocked: false,
    lock: lockOf(entry),
    isProtected: false,
    password: {
      isSet: version !== null,
      mustChange: textOf(entry, 'pwdReset') === 'TRUE',
      changedAt,
      expiresAt: null,
      neverExpires: false,
    },
  }
}

/**
 * The version of the password: when the overlay saw it change, which counts whole seconds, and a digest of the stored hash where the account
 * may read that. Without the overlay and without that right, the version of the whole entry stands for it. Null without a password.
 */
function versionOf(entry: LdapEntry): string | null {
  const hash = textsOf(entry, 'userPassword').find((value) => value.startsWith('{'))
  // A password that the directory keeps as it is gets no digest, because that would be easy to guess.
  const digest = hash === undefined ? '' : createHash('sha256').update(hash).digest('base64url')
  const changed = textOf(entry, 'pwdChangedTime')
  if (changed !== null || digest !== '') return `${changed ?? ''} ${digest}`.trim()
  return bytesOf(entry, 'userPassword') === null ? null : (textOf(entry, 'entryCSN') ?? 'unknown')
}

function lockOf(entry: LdapEntry): Entry['lock'] {
  const since = textOf(entry, 'pwdAccountLockedTime')
  if (since === null) return null
  // How long such a lock lasts is known to the policy alone, so that it counts until it is taken away.
  return { until: null }
}
