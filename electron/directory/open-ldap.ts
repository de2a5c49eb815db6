import { Attribute, Change, EqualityFilter, type Entry as LdapEntry, PasswordPolicyError } from 'ldapts'
import { DomainError } from '../../shared/errors.ts'
import {
  type DirectoryRules,
  durationFact,
  type Fact,
  lengthFact,
  noDirectoryRules,
  numberFact,
} from '../../shared/rules/directory/directory-rules.ts'
import type { Entry, ExternalDirectory, Verdict } from './directory.ts'
import type { Session } from './ldap/connection.ts'
import { contactOf, instantOf, textOf, textsOf } from './ldap/entry-values.ts'
import {
  type BindAnswer,
  createLdapDirectory,
  isNotAllowed,
  type LdapDirectoryOptions,
  type ServerFacts,
  type ServerKind,
  sightOf,
} from './ldap/ldap-directory.ts'
import { passwordVersion } from './ldap/password-version.ts'
import { inetOrgPerson } from './ldap/person-attributes.ts'
import { namesOf } from './ldap/person-names.ts'
import { mayWrite, rememberRight, rightLine, triedWrites } from './ldap/rights.ts'

/** A password policy of slapo-ppolicy(5); durations in milliseconds. */
type Policy = {
  readonly locks: boolean
  /** 0 for a lock that only an admin ends. */
  readonly lockLasts: number
  /** 0 for passwords that don't expire. */
  readonly maxAge: number
  readonly rules: DirectoryRules
}
type Facts = ServerFacts & {
  /** Whether the server has the password policy overlay. */
  readonly hasPolicy: boolean
  /** The policies by name, in lower case. */
  readonly policies: ReadonlyMap<string, Policy>
}

const stateAttributes = ['pwdChangedTime', 'pwdReset', 'pwdAccountLockedTime']
const policyAttributes = [
  ...['pwdAttribute', 'pwdCheckQuality', 'pwdMinLength', 'pwdMaxLength', 'pwdCheckModule', 'pwdUseCheckModule'],
  ...['pwdInHistory', 'pwdMinAge', 'pwdMaxAge'],
  ...['pwdLockout', 'pwdMaxFailure', 'pwdFailureCountInterval', 'pwdLockoutDuration'],
]
const unlockTrial = { attribute: 'pwdAccountLockedTime', value: '19700101000000Z' }
/** A lock that only an admin ends (slapo-ppolicy(5), pwdAccountLockedTime). */
const forGood = '000001010000Z'
const policyControl = '1.3.6.1.4.1.42.2.27.8.5.1'
const noHash = 'a value that nobody has'

/** The line for slapd's configuration that gives Keydesk's account a right (slapd.access(5)). */
const accessRule = (access: 'read' | 'write', names: readonly string[]) =>
  `olcAccess: to attrs=${names.join(',')} by dn.exact="<account>" ${access} by * break`

const readRules = 'olcAccess: to filter=(objectClass=pwdPolicy) by dn.exact="<account>" read by * break'

/** OpenLDAP, with or without its password policy overlay (slapo-ppolicy). */
export function createOpenLdap(options: LdapDirectoryOptions): ExternalDirectory {
  const now = options.now ?? Date.now
  const remembered = rememberRight()
  const server: ServerKind<Facts> = {
    kind: 'openLdap',
    key: { name: 'entryUUID', pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
    classes: [],
    state: [...stateAttributes, 'pwdPolicySubentry', 'pwdStartTime', 'pwdEndTime', 'userPassword', 'entryCSN'],
    factsOf: async (session, people) => {
      const [root] = await session.search('', { scope: 'base', attributes: ['supportedControl'] })
      const hasPolicy = root !== undefined && textsOf(root, 'supportedControl').includes(policyControl)
      const { seesPasswords, seesState } = await sightOf(people, 'pwdChangedTime')
      return {
        hasPolicy,
        policies: hasPolicy ? await policiesOf(session, options.base) : new Map(),
        seesPasswords,
        seesState,
      }
    },
    entryOf: (entry, facts) => entryOf(entry, facts, now()),
    verdictOf,
    mustBeAbleToRequire: async (session, entry, facts) => {
      if (!facts.hasPolicy) throw new DomainError('DIRECTORY_REFUSED', { reason: 'noMustChange' })
      if ((await remembered(facts, () => mayRequire(session, entry))) === false)
        throw new DomainError('DIRECTORY_NOT_ALLOWED')
    },
    setMustChange,
    finish: async (session, entry, { mustChange, facts }) => {
      // The overlay decides by itself, by its policy and by the rights of Keydesk's account.
      if (!facts.hasPolicy || isReset(entry) === mustChange) return false
      // Without the right to take it back the person chooses another password, which is the safe side.
      await setMustChange(session, entry.dn, mustChange).catch((error) => {
        if (!isNotAllowed(error)) throw error
      })
      return true
    },
    writesOf: (session, entry, attributes) => triedWrites(session, entry.dn, attributes),
    // Whoever may manage passwords is above the policy, and no request tells whether Keydesk's account is.
    abilitiesOf: ({ hasPolicy }) => ({
      requireChange: hasPolicy,
      lock: hasPolicy,
      keepsHistory: hasPolicy ? null : false,
    }),
    rulesOf: (entry, facts) => {
      if (!facts.hasPolicy) return noDirectoryRules
      return (entry === null ? onlyPolicy(facts) : policyFor(entry, facts))?.rules ?? 'unknown'
    },
    namedRules: ({ policies }) => new Map([...policies].map(([name, { rules }]) => [name, rules])),
    unlock: (session, name) => session.modify(name, [replace('pwdAccountLockedTime', [])]),
    rightsOf: async (session, one, { hasPolicy, policies, seesState }) => {
      const mayReset = await mayWrite(session, one.dn, { attribute: 'userPassword', value: noHash })
      const state = rightLine('readState', seesState, accessRule('read', ['userPassword', ...stateAttributes]))
      const reset = rightLine('reset', mayReset, accessRule('write', ['userPassword']))
      if (!hasPolicy) {
        const impossible = (right: 'requireChange' | 'unlock') => ({ right, state: 'impossible', command: '' }) as const
        return [state, reset, impossible('requireChange'), impossible('unlock')]
      }
      const mayUnlock = await mayWrite(session, one.dn, unlockTrial)
      return [
        state,
        reset,
        rightLine('requireChange', await mayRequire(session, one), accessRule('write', ['pwdReset'])),
        rightLine('unlock', mayUnlock, accessRule('write', ['pwdAccountLockedTime'])),
        rightLine('readRules', policies.size > 0, readRules),
      ]
    },
    editRule: async (_, attributes) => accessRule('write', attributes),
    readRule: accessRule('read', ['entry']),
    limitRule: 'olcLimits: dn.exact="<account>" size=unlimited',
  }
  return createLdapDirectory(server, options)
}

const isReset = (entry: LdapEntry) => textOf(entry, 'pwdReset') === 'TRUE'

/** Tried with the value that is not there. */
const mayRequire = (session: Session, entry: LdapEntry) =>
  mayWrite(session, entry.dn, { attribute: 'pwdReset', value: isReset(entry) ? 'FALSE' : 'TRUE' })

const replace = (type: string, values: string[]) =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values }) })

const setMustChange = (session: Session, name: string, mustChange: boolean) =>
  session.modify(name, [replace('pwdReset', [mustChange ? 'TRUE' : 'FALSE'])])

async function policiesOf(session: Session, base: string): Promise<ReadonlyMap<string, Policy>> {
  const filter = new EqualityFilter({ attribute: 'objectClass', value: 'pwdPolicy' })
  const policies = new Map<string, Policy>()
  const pages = session.pages(base, { scope: 'sub', filter, attributes: policyAttributes, pageSize: 100 })
  for await (const page of pages) for (const entry of page) policies.set(entry.dn.toLowerCase(), policyOf(entry))
  return policies
}

function policyOf(entry: LdapEntry): Policy {
  const milliseconds = (name: string) => Number(textOf(entry, name) ?? 0) * 1000
  return {
    locks: textOf(entry, 'pwdLockout') === 'TRUE',
    lockLasts: milliseconds('pwdLockoutDuration'),
    maxAge: milliseconds('pwdMaxAge'),
    rules: rulesOf(entry),
  }
}

/** Rules that nobody has set are off; that is known only where the entry can be read, as the one attribute shows that every policy has. */
function rulesOf(entry: LdapEntry): DirectoryRules {
  const isRead = textOf(entry, 'pwdAttribute') !== null
  const numberOf = (name: string): number | null => {
    const text = textOf(entry, name)
    if (text === null) return isRead ? 0 : null
    return /^\d{1,15}$/.test(text) ? Number(text) : null
  }
  const seconds = (name: string) => {
    const number = numberOf(name)
    return durationFact(number === null ? null : number * 1000)
  }
  // With 0 the overlay looks at no password; with 1 and 2 at every one that it gets in the clear, as Keydesk sends it.
  const quality = numberOf('pwdCheckQuality')
  const checked = (fact: Fact<number>) => (quality === null ? 'unknown' : quality === 0 ? 0 : fact)
  // A module checks passwords by rules that only its own program knows.
  const hasModule = textOf(entry, 'pwdCheckModule') !== null || textOf(entry, 'pwdUseCheckModule') === 'TRUE'
  const locks = textOf(entry, 'pwdLockout')
  const isLocking = locks === 'TRUE' || (locks === null && !isRead)
  return {
    minimumLength: checked(lengthFact(numberOf('pwdMinLength'))),
    maximumLength: checked(lengthFact(numberOf('pwdMaxLength'))),
    unit: 'bytes',
    composition: hasModule && quality !== 0 ? 'unknown' : { kind: 'none' },
    mayAskForMore: hasModule && quality !== 0,
    historyCount: numberFact(numberOf('pwdInHistory')),
    minimumAge: seconds('pwdMinAge'),
    maximumAge: seconds('pwdMaxAge'),
    lock: {
      threshold: isLocking ? numberFact(numberOf('pwdMaxFailure')) : 0,
      window: seconds('pwdFailureCountInterval'),
      duration: seconds('pwdLockoutDuration'),
    },
  }
}

/** The policy of a person; null where it can't be known, because the usual one is named in the configuration alone. */
function policyFor(entry: LdapEntry, { policies }: Facts): Policy | null {
  const own = textOf(entry, 'pwdPolicySubentry')
  return own === null ? onlyPolicy({ policies }) : (policies.get(own.toLowerCase()) ?? null)
}

/** Where there is only one policy, the usual one is no other; null where it can't be known. */
function onlyPolicy({ policies }: Pick<Facts, 'policies'>): Policy | null {
  const [only = null, ...others] = policies.values()
  return others.length === 0 ? only : null
}

function entryOf(entry: LdapEntry, facts: Facts, now: number): Entry {
  const changedAt = instantOf(textOf(entry, 'pwdChangedTime'))
  const policy = policyFor(entry, facts)
  const version = passwordVersion(entry, {
    changed: 'pwdChangedTime',
    otherwise: 'entryCSN',
    seesPasswords: facts.seesPasswords,
  })
  const maxAge = policy?.maxAge ?? 0
  return {
    key: textOf(entry, 'entryUUID') ?? '',
    version,
    ...namesOf(entry),
    contact: contactOf(entry, inetOrgPerson),
    isBlocked: isOutOfTime(entry, now),
    lock: lockOf(entry, policy, now),
    isProtected: false,
    password: {
      isSet: version !== null,
      mustChange: facts.hasPolicy && isReset(entry),
      changedAt,
      expiresAt: changedAt !== null && maxAge > 0 ? changedAt + maxAge : null,
      neverExpires: false,
    },
  }
}

/** True before and after the time for which an account may be used. */
function isOutOfTime(entry: LdapEntry, now: number): boolean {
  const [start, end] = ['pwdStartTime', 'pwdEndTime'].map((name) => instantOf(textOf(entry, name)))
  return (start ?? now) > now || (end ?? Number.POSITIVE_INFINITY) <= now
}

function lockOf(entry: LdapEntry, policy: Policy | null, now: number): Entry['lock'] {
  const since = textOf(entry, 'pwdAccountLockedTime')
  if (since === null || policy?.locks === false) return null
  const from = instantOf(since)
  // How long a lock lasts is known to the policy alone; without it, the lock counts until it is taken away.
  if (since === forGood || from === null || policy === null) return { until: null }
  if (from > now) return null
  if (policy.lockLasts === 0) return { until: null }
  const until = from + policy.lockLasts
  return until > now ? { until } : null
}

/** The overlay speaks of a required change and of expiration only to the right password. */
function verdictOf({ error, policy }: BindAnswer, entry: Entry | null): Verdict['kind'] {
  if (error === null && policy?.error === PasswordPolicyError.ChangeAfterReset) return 'mustChange'
  // One of the last times that an expired password still signs in.
  if (error === null) return policy?.graceAuthNsRemaining === undefined ? 'right' : 'expired'
  if (policy?.error === PasswordPolicyError.PasswordExpired) return 'expired'
  if (entry?.isBlocked === true) return 'blocked'
  const isLocked = policy?.error === PasswordPolicyError.AccountLocked || (entry !== null && entry.lock !== null)
  return isLocked ? 'locked' : 'wrong'
}
