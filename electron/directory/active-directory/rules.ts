import { AndFilter, EqualityFilter, type Entry as LdapEntry, OrFilter, PresenceFilter } from 'ldapts'
import {
  type DirectoryRules,
  durationFact,
  type Fact,
  type LockRules,
  lengthFact,
  numberFact,
} from '../../../shared/rules/directory/directory-rules.ts'
import type { Session } from '../ldap/connection.ts'
import { textOf, textsOf } from '../ldap/entry-values.ts'
import { isResult } from '../ldap/refusal.ts'
import { durationOf, instantOfFileTime, largeInteger } from './file-time.ts'
import { isLocked } from './people.ts'

/** The attributes of the domain, and those of a fine-grained policy (MS-ADTS 3.1.1.4.5.36). */
const ofDomain = {
  length: 'minPwdLength',
  history: 'pwdHistoryLength',
  minimumAge: 'minPwdAge',
  maximumAge: 'maxPwdAge',
  threshold: 'lockoutThreshold',
  window: 'lockOutObservationWindow',
  lock: 'lockoutDuration',
  complex: 'pwdProperties',
}
const ofPolicy = {
  length: 'msDS-MinimumPasswordLength',
  history: 'msDS-PasswordHistoryLength',
  minimumAge: 'msDS-MinimumPasswordAge',
  maximumAge: 'msDS-MaximumPasswordAge',
  threshold: 'msDS-LockoutThreshold',
  window: 'msDS-LockoutObservationWindow',
  lock: 'msDS-LockoutDuration',
  complex: 'msDS-PasswordComplexityEnabled',
}
/** Active Directory takes no longer passwords. */
const longestPassword = 256

/** The name of somebody's fine-grained policy; null where the rules of the domain hold. */
export const policyOf = (entry: LdapEntry): string | null => textOf(entry, 'msDS-ResultantPSO')

/**
 * The rules for one person, as they were found. Unknown where they can't be read: whoever has a fine-grained policy that Keydesk's account must
 * not see has unknown rules, and not those of the domain.
 */
export const rulesFor = (session: Session, entry: LdapEntry): Promise<Fact<DirectoryRules>> =>
  rulesUnder(session, policyOf(entry))

/** The rules of a fine-grained policy, or of the domain. */
export async function rulesUnder(session: Session, policy: string | null): Promise<Fact<DirectoryRules>> {
  if (policy === null) return readRules(session, await rootOf(session), ofDomain)
  return readRules(session, policy, ofPolicy)
}

/** The distinguished name of the domain. */
export async function rootOf(session: Session): Promise<string> {
  const [root] = await session.search('', { scope: 'base', attributes: ['defaultNamingContext'] })
  return (root && textOf(root, 'defaultNamingContext')) ?? ''
}

/** True for an answer of the directory that leaves its rules unknown: there is no such entry, or the account must not read it. */
const isRefusedRead = (error: unknown) => isResult(error, 'noSuchObject') || isResult(error, 'insufficientAccessRights')

async function readRules(session: Session, name: string, names: typeof ofDomain): Promise<Fact<DirectoryRules>> {
  const search = session.search(name, { scope: 'base', attributes: Object.values(names) })
  const [entry] = await search.catch((error) => (isRefusedRead(error) ? [] : Promise.reject(error)))
  if (entry === undefined || Object.values(names).every((attribute) => textOf(entry, attribute) === null))
    return 'unknown'
  const numberOf = (name: string) => {
    const value = largeInteger(textOf(entry, name))
    return value === null ? null : Number(value)
  }
  const duration = (name: string) => durationFact(endlessAsZero(textOf(entry, name)))
  const isComplex = complexityOf(textOf(entry, names.complex))
  return {
    minimumLength: lengthFact(numberOf(names.length)),
    maximumLength: longestPassword,
    unit: 'utf16',
    composition: isComplex === null ? 'unknown' : { kind: isComplex ? 'threeOfFive' : 'none' },
    mayAskForMore: false,
    historyCount: numberFact(numberOf(names.history)),
    minimumAge: duration(names.minimumAge),
    maximumAge: duration(names.maximumAge),
    lock: {
      threshold: numberFact(numberOf(names.threshold)),
      window: duration(names.window),
      // No duration at all also stands for a lock without an end.
      duration: duration(names.lock),
    },
  }
}

/** Milliseconds; 0 for a duration without an end, null for what is none. */
function endlessAsZero(text: string | null): number | null {
  const ticks = largeInteger(text)
  if (ticks === null || ticks > 0n) return null
  return durationOf(text) ?? 0
}

/** The first bit of the domain's properties, or the switch of a fine-grained policy. */
function complexityOf(text: string | null): boolean | null {
  if (text === 'TRUE' || text === 'FALSE') return text === 'TRUE'
  const properties = largeInteger(text)
  return properties === null ? null : (properties & 1n) === 1n
}

/**
 * When the directory locks people, for each policy that somebody has: that of the domain, and the fine-grained ones that are applied to
 * somebody or to a group. Unknown for one that Keydesk's account can't read.
 */
export async function lockRules(session: Session, base: string): Promise<readonly Fact<LockRules>[]> {
  const lockOf = (rules: Fact<DirectoryRules>) => (rules === 'unknown' ? rules : rules.lock)
  const root = await rootOf(session)
  const applied = new Set<string>()
  const kinds = ['user', 'group'].map((value) => new EqualityFilter({ attribute: 'objectClass', value }))
  const filter = new PresenceFilter({ attribute: 'msDS-PSOApplied' })
  const search = { scope: 'sub' as const, filter, attributes: ['objectClass', 'msDS-PSOApplied'], pageSize: 1000 }
  // Groups may be anywhere in the domain.
  for await (const page of session.pages(root === '' ? base : root, { ...search, filter: both(filter, kinds) }))
    for (const entry of page) for (const name of textsOf(entry, 'msDS-PSOApplied')) applied.add(name)
  const locks = [lockOf(await rulesUnder(session, null))]
  for (const name of applied) locks.push(lockOf(await rulesUnder(session, name)))
  return locks
}

const both = (filter: PresenceFilter, kinds: readonly EqualityFilter[]) =>
  new AndFilter({ filters: [filter, new OrFilter({ filters: [...kinds] })] })

/**
 * Answers when the lock of somebody ends by itself, milliseconds UTC; null for somebody who is not locked, and for a lock that only an admin
 * ends. Each policy is read once, because thousands may be locked by an attack.
 */
export function createLockEnds(session: Session): (entry: LdapEntry) => Promise<number | null> {
  const known = new Map<string | null, Promise<Fact<DirectoryRules>>>()
  return async (entry) => {
    const since = instantOfFileTime(textOf(entry, 'lockoutTime'))
    if (!isLocked(entry) || since === null) return null
    const policy = policyOf(entry)
    const rules = known.get(policy) ?? rulesUnder(session, policy)
    known.set(policy, rules)
    const found = await rules
    const duration = found === 'unknown' ? 'unknown' : found.lock.duration
    return duration === 'unknown' || duration === 0 ? null : since + duration
  }
}
