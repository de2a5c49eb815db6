import { AndFilter, Attribute, Change, EqualityFilter, type Entry as LdapEntry, PasswordPolicyError } from 'ldapts'
import type { DirectoryRight } from '../../shared/directories.ts'
import { DomainError } from '../../shared/errors.ts'
import {
  type DirectoryRules,
  directoryRules,
  durationFact,
  lengthFact,
  numberFact,
} from '../../shared/rules/directory/directory-rules.ts'
import type { Entry, ExternalDirectory, Verdict } from './directory.ts'
import type { Session } from './ldap/connection.ts'
import { accountName, effectiveWrites } from './ldap/effective-rights.ts'
import { contactOf, instantOf, textOf } from './ldap/entry-values.ts'
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
import { isResult } from './ldap/refusal.ts'
import { mayWrite, rememberRight, rightLine, triedWrites } from './ldap/rights.ts'

/** A password policy: everybody's (cn=config), or one of a person or of a part of the tree. */
type Policy = {
  readonly mustChange: boolean
  readonly expires: boolean
  readonly locks: boolean
  readonly maxFailures: number
  readonly rules: DirectoryRules
}
type Facts = ServerFacts & {
  /** Everybody's; null where Keydesk's account may not read it. */
  readonly policy: Policy | null
  /** The others by name, in lower case. */
  readonly policies: ReadonlyMap<string, Policy>
  /** False where the server is known to leave the others aside. */
  readonly usesPolicies: boolean
}

const policyAttributes = [
  ...(['passwordMustChange', 'passwordExp', 'passwordLockout', 'passwordMaxFailure'] as const),
  ...(['passwordCheckSyntax', 'passwordMinLength', 'passwordMinDigits', 'passwordMinAlphas'] as const),
  ...(['passwordMinUppers', 'passwordMinLowers', 'passwordMinSpecials', 'passwordMin8bit'] as const),
  ...(['passwordMinCategories', 'passwordMaxRepeats', 'passwordMinTokenLength'] as const),
  ...(['passwordDictCheck', 'passwordPalindrome', 'passwordMaxSequence', 'passwordMaxSeqSets'] as const),
  ...(['passwordMaxClassChars', 'passwordBadWords', 'passwordUserAttributes'] as const),
  ...(['passwordHistory', 'passwordInHistory', 'passwordMinAge', 'passwordMaxAge'] as const),
  ...(['passwordResetFailureCount', 'passwordUnlock', 'passwordLockoutDuration'] as const),
]
/** Whether policies of a person or of a part of the tree count. */
const localSwitch = 'nsslapd-pwpolicy-local'
type PolicyAttribute = (typeof policyAttributes)[number]
/** `passwordExpirationTime` of a password that must be changed, and `accountUnlockTime` of a lock that only an admin ends. */
const epoch = '19700101000000Z'
const lockAttributes = ['accountUnlockTime', 'passwordRetryCount']
const stateAttributes = [
  ...['userPassword', 'pwdUpdateTime', 'passwordExpirationTime', 'nsAccountLock'],
  ...lockAttributes,
]
const noHash = 'a value that nobody has'

/** The access rule that gives an account a right over the people below an entry. */
const accessRule = (
  account: string,
  {
    right,
    access,
    names,
  }: { readonly right: DirectoryRight; readonly access: string; readonly names: readonly string[] },
) =>
  `aci: (targetattr="${names.join(' || ')}")(version 3.0; acl "Keydesk ${right}"; allow (${access}) userdn="ldap:///${account}";)`

/** 389 Directory Server, version 2.3 and the like. */
export function createDirectoryServer389(options: LdapDirectoryOptions): ExternalDirectory {
  const now = options.now ?? Date.now
  const remembered = rememberRight()
  const server: ServerKind<Facts> = {
    kind: 'directoryServer389',
    key: { name: 'nsUniqueId', pattern: /^[0-9a-f]{8}(-[0-9a-f]{8}){3}$/i },
    classes: ['nsPerson'],
    state: [...stateAttributes, 'pwdPolicySubentry'],
    factsOf: async (session, people) => {
      const { seesPasswords, seesState } = await sightOf(people, 'pwdUpdateTime')
      const policies = await otherPolicies(session, options.base)
      return { ...(await usualPolicy(session)), policies, seesPasswords, seesState }
    },
    entryOf: (entry, facts) => entryOf(entry, facts, now()),
    verdictOf,
    mustBeAbleToRequire: async (session, entry, facts) => {
      if (policyFor(entry, facts)?.mustChange === false)
        throw new DomainError('DIRECTORY_REFUSED', { reason: 'noMustChange' })
      if ((await remembered(facts, () => mayRequire(session, entry))) === false)
        throw new DomainError('DIRECTORY_NOT_ALLOWED')
    },
    setMustChange,
    finish: async (session, entry, { mustChange }) => {
      const changes = lockAttributes.filter((name) => textOf(entry, name) !== null).map((name) => replace(name, []))
      // The server decides by itself whether a reset must be followed by a change.
      if (isMustChange(entry) !== mustChange) changes.push(expiration(mustChange))
      if (changes.length === 0) return false
      // A reset has ended the lock even where these can't be taken away, and a change too many is the safe side.
      await session.modify(entry.dn, changes).catch((error) => {
        if (!isNotAllowed(error)) throw error
      })
      return true
    },
    writesOf: async (session, entry, attributes) => {
      const account = await accountName(session)
      const may = await effectiveWrites(session, entry.dn, { account, attributes })
      const untold = attributes.filter((attribute) => may(attribute) === null)
      const tried = await triedWrites(session, entry.dn, untold)
      return (attribute) => may(attribute) ?? tried(attribute)
    },
    // Password administrators are above the policy, and no request tells whether Keydesk's account is one.
    abilitiesOf: ({ policy }) => ({
      requireChange: policy?.mustChange ?? null,
      lock: policy?.locks ?? null,
      keepsHistory: null,
    }),
    rulesOf: (entry, facts) => (entry === null ? facts.policy : policyFor(entry, facts))?.rules ?? 'unknown',
    namedRules: ({ policies }) => new Map([...policies].map(([name, { rules }]) => [name, rules])),
    unlock: (session, name) =>
      session.modify(
        name,
        lockAttributes.map((attribute) => replace(attribute, [])),
      ),
    setBlocked: (session, name, isBlocked) =>
      session.modify(name, [replace('nsAccountLock', isBlocked ? ['true'] : [])]),
    rightsOf: async (session, one, facts) => {
      const account = await accountName(session)
      const rule = (right: DirectoryRight, access: string, names: readonly string[]) =>
        accessRule(account, { right, access, names })
      const may = await effectiveWrites(session, one.dn, { account, attributes: stateAttributes })
      const writes = async (attribute: string, value: string) =>
        may(attribute) ?? (await mayWrite(session, one.dn, { attribute, value }))
      const requires = policyFor(one, facts)?.mustChange
      return [
        rightLine('readState', facts.seesState, rule('readState', 'read,search', stateAttributes)),
        rightLine('reset', await writes('userPassword', noHash), rule('reset', 'write', ['userPassword'])),
        requires === false
          ? { right: 'requireChange', state: 'impossible', command: '' }
          : rightLine(
              'requireChange',
              await writes('passwordExpirationTime', '19700101000002Z'),
              rule('requireChange', 'write', ['passwordExpirationTime']),
            ),
        rightLine(
          'unlock',
          await writes('accountUnlockTime', '19700101000002Z'),
          rule('unlock', 'write', lockAttributes),
        ),
        rightLine(
          'readRules',
          facts.policy !== null,
          rule('readRules', 'read,search', ['objectClass', localSwitch, ...policyAttributes]),
        ),
      ]
    },
    editRule: async (session, names) =>
      accessRule(await accountName(session), { right: 'edit', access: 'write', names }),
    limitRule:
      'dn: <account>\nchangetype: modify\nreplace: nsSizeLimit\nnsSizeLimit: -1\n-\nreplace: nsLookThroughLimit\nnsLookThroughLimit: -1',
    readRule: `aci: (targetattr="*")(version 3.0; acl "Keydesk readPeople"; allow (read,search,compare) userdn="ldap:///<account>";)`,
  }
  return createLdapDirectory(server, options)
}

const replace = (type: string, values: string[]) =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values }) })

/** The server works out a new time of expiration at the next sign-in, where it has none. */
const expiration = (mustChange: boolean) => replace('passwordExpirationTime', mustChange ? [epoch] : [])

const setMustChange = (session: Session, name: string, mustChange: boolean) =>
  session.modify(name, [expiration(mustChange)])

const mayRequire = (session: Session, entry: LdapEntry) =>
  mayWrite(session, entry.dn, { attribute: 'passwordExpirationTime', value: '19700101000002Z' })

/** `pwdReset` is for reading only and stays after an admin took the required change back; the time decides at sign-in. */
const isMustChange = (entry: LdapEntry) => textOf(entry, 'passwordExpirationTime') === epoch

async function usualPolicy(session: Session): Promise<Pick<Facts, 'policy' | 'usesPolicies'>> {
  const search = session.search('cn=config', { scope: 'base', attributes: [...policyAttributes, localSwitch] })
  const [entry] = await search.catch((error) => (isRefusedRead(error) ? [] : Promise.reject(error)))
  // The server gives every attribute of its configuration a value, so that a missing one is one that the account may not read.
  const isRead = entry !== undefined && textOf(entry, 'passwordMustChange') !== null
  const usesPolicies = entry === undefined || textOf(entry, localSwitch) !== 'off'
  return { policy: isRead ? policyOf(entry) : null, usesPolicies }
}

const isRefusedRead = (error: unknown) => isNotAllowed(error) || isResult(error, 'noSuchObject')

async function otherPolicies(session: Session, base: string): Promise<ReadonlyMap<string, Policy>> {
  const classes = ['ldapSubEntry', 'passwordPolicy'].map(
    (value) => new EqualityFilter({ attribute: 'objectClass', value }),
  )
  const filter = new AndFilter({ filters: classes })
  const policies = new Map<string, Policy>()
  const pages = session.pages(base, { scope: 'sub', filter, attributes: [...policyAttributes], pageSize: 100 })
  for await (const page of pages) for (const entry of page) policies.set(entry.dn.toLowerCase(), policyOf(entry))
  return policies
}

/** What holds where a policy of a person or of a part of the tree says nothing (389 Directory Server, pwpolicy_init_defaults). */
const usual: Partial<Record<PolicyAttribute, number>> = {
  passwordMinLength: 8,
  passwordMinCategories: 3,
  passwordMinTokenLength: 3,
  passwordInHistory: 6,
  passwordMaxAge: 8_640_000,
  passwordMaxFailure: 3,
  passwordResetFailureCount: 600,
  passwordLockoutDuration: 3600,
}

function rulesOf(entry: LdapEntry): DirectoryRules {
  const isOn = (name: PolicyAttribute) => ['on', 'yes', 'true', '1'].includes(textOf(entry, name)?.toLowerCase() ?? '')
  const numberOf = (name: PolicyAttribute): number | null => {
    const text = textOf(entry, name)
    if (text === null) return usual[name] ?? 0
    return /^\d{1,15}$/.test(text) ? Number(text) : null
  }
  const seconds = (name: PolicyAttribute) => {
    const number = numberOf(name)
    return durationFact(number === null ? null : number * 1000)
  }
  const isChecked = isOn('passwordCheckSyntax')
  const composition = isChecked ? compositionOf(numberOf) : ({ kind: 'none' } as const)
  const hasMore = [
    isOn('passwordDictCheck') || isOn('passwordPalindrome'),
    ...moreRules.map((name) => numberOf(name) !== 0),
    textOf(entry, 'passwordBadWords') !== null || textOf(entry, 'passwordUserAttributes') !== null,
  ]
  return {
    minimumLength: isChecked ? lengthFact(numberOf('passwordMinLength')) : 0,
    maximumLength: 0,
    unit: 'characters',
    composition,
    mayAskForMore: isChecked && (composition === 'unknown' || hasMore.includes(true)),
    historyCount: isOn('passwordHistory') ? numberFact(numberOf('passwordInHistory')) : 0,
    minimumAge: seconds('passwordMinAge'),
    maximumAge: isOn('passwordExp') ? seconds('passwordMaxAge') : 0,
    lock: {
      threshold: isOn('passwordLockout') ? numberFact(numberOf('passwordMaxFailure')) : 0,
      window: seconds('passwordResetFailureCount'),
      duration: textOf(entry, 'passwordUnlock') === 'off' ? 0 : seconds('passwordLockoutDuration'),
    },
  }
}

const moreRules = ['passwordMaxSequence', 'passwordMaxSeqSets', 'passwordMaxClassChars'] as const

/** Unknown where one of the numbers is none. */
function compositionOf(numberOf: (name: PolicyAttribute) => number | null): DirectoryRules['composition'] {
  const facts = {
    digits: lengthFact(numberOf('passwordMinDigits')),
    letters: lengthFact(numberOf('passwordMinAlphas')),
    uppercase: lengthFact(numberOf('passwordMinUppers')),
    lowercase: lengthFact(numberOf('passwordMinLowers')),
    symbols: lengthFact(numberOf('passwordMinSpecials')),
    beyondAscii: lengthFact(numberOf('passwordMin8bit')),
    categories: lengthFact(numberOf('passwordMinCategories')),
    repeats: lengthFact(numberOf('passwordMaxRepeats')),
    nameParts: lengthFact(numberOf('passwordMinTokenLength')),
  }
  const read = directoryRules.shape.composition.safeParse({ kind: 'counted', ...facts })
  return read.success ? read.data : 'unknown'
}

/** Attributes that nobody has set are off. */
function policyOf(entry: LdapEntry): Policy {
  const isOn = (name: PolicyAttribute) => textOf(entry, name) === 'on'
  return {
    mustChange: isOn('passwordMustChange'),
    expires: isOn('passwordExp'),
    locks: isOn('passwordLockout'),
    maxFailures: Number(textOf(entry, 'passwordMaxFailure') ?? 1),
    rules: rulesOf(entry),
  }
}

/** Null where it can't be known. */
function policyFor(entry: LdapEntry, { policy, policies, usesPolicies }: Facts): Policy | null {
  const own = usesPolicies ? textOf(entry, 'pwdPolicySubentry') : null
  return own === null ? policy : (policies.get(own.toLowerCase()) ?? null)
}

function entryOf(entry: LdapEntry, facts: Facts, now: number): Entry {
  const policy = policyFor(entry, facts)
  const version = passwordVersion(entry, {
    changed: 'pwdUpdateTime',
    otherwise: 'modifyTimestamp',
    seesPasswords: facts.seesPasswords,
  })
  const expiresAt = instantOf(textOf(entry, 'passwordExpirationTime'))
  // The server writes the first seconds of 1970 for what is no time.
  const expires = policy?.expires !== false && expiresAt !== null && expiresAt > 1000
  return {
    key: textOf(entry, 'nsUniqueId') ?? '',
    version,
    ...namesOf(entry),
    contact: contactOf(entry, inetOrgPerson),
    isBlocked: textOf(entry, 'nsAccountLock')?.toLowerCase() === 'true',
    lock: policy?.locks === false ? null : lockOf(entry, policy?.maxFailures ?? 1, now),
    isProtected: false,
    password: {
      isSet: version !== null,
      mustChange: isMustChange(entry) && policy?.mustChange !== false,
      changedAt: instantOf(textOf(entry, 'pwdUpdateTime')),
      expiresAt: expires ? expiresAt : null,
      neverExpires: false,
    },
  }
}

/** A reset leaves the time of a lock behind and sets the count of wrong passwords to 0, which is what the server goes by. */
function lockOf(entry: LdapEntry, maxFailures: number, now: number): Entry['lock'] {
  const until = textOf(entry, 'accountUnlockTime')
  if (until === null || Number(textOf(entry, 'passwordRetryCount') ?? 0) < maxFailures) return null
  if (until === epoch) return { until: null }
  const end = instantOf(until)
  return end !== null && end > now ? { until: end } : null
}

/** A blocked or locked account is refused whatever the password is; of expiration the server speaks only to the right one. */
function verdictOf({ error, policy }: BindAnswer, entry: Entry | null): Verdict['kind'] {
  if (error === null && policy?.error === PasswordPolicyError.ChangeAfterReset) return 'mustChange'
  if (error === null) return policy?.graceAuthNsRemaining === undefined ? 'right' : 'expired'
  if (policy?.error === PasswordPolicyError.PasswordExpired) return 'expired'
  if (error.code === unwilling || entry?.isBlocked === true) return 'blocked'
  return policy?.error === PasswordPolicyError.AccountLocked ? 'locked' : 'wrong'
}
/** RFC 4511, appendix A. */
const unwilling = 53
