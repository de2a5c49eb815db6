import type { Entry as LdapEntry } from 'ldapts'
import type { Session } from '../ldap/connection.ts'
import { textOf } from '../ldap/entry-values.ts'
import { durationOf, instantOfFileTime, largeInteger } from './file-time.ts'
import { isLocked } from './people.ts'

/** The password rules of a domain, or of a fine-grained policy. */
export type DomainRules = {
  readonly minimumLength: number
  readonly isComplex: boolean
  readonly historyLength: number
  /** Milliseconds; 0 for none. */
  readonly minimumAge: number
  /** How long a lock lasts, milliseconds; null for one that only an admin ends. */
  readonly lockDuration: number | null
}

/** The attributes of the domain, and those of a fine-grained policy (MS-ADTS 3.1.1.4.5.36). */
const ofDomain = {
  length: 'minPwdLength',
  history: 'pwdHistoryLength',
  age: 'minPwdAge',
  lock: 'lockoutDuration',
  complex: 'pwdProperties',
}
const ofPolicy = {
  length: 'msDS-MinimumPasswordLength',
  history: 'msDS-PasswordHistoryLength',
  age: 'msDS-MinimumPasswordAge',
  lock: 'msDS-LockoutDuration',
  complex: 'msDS-PasswordComplexityEnabled',
}

/**
 * The rules for one person, as they were found. Null where they can't be read: whoever has a fine-grained policy that Keydesk's account must not see has unknown
 * rules, and not those of the domain.
 */
export async function rulesFor(session: Session, entry: LdapEntry): Promise<DomainRules | null> {
  const policy = textOf(entry, 'msDS-ResultantPSO')
  if (policy === null) return readRules(session, await rootOf(session), ofDomain)
  return readRules(session, policy, ofPolicy)
}

/** The distinguished name of the domain. */
export async function rootOf(session: Session): Promise<string> {
  const [root] = await session.search('', { scope: 'base', attributes: ['defaultNamingContext'] })
  return (root && textOf(root, 'defaultNamingContext')) ?? ''
}

async function readRules(session: Session, name: string, names: typeof ofDomain): Promise<DomainRules | null> {
  const found = await session.search(name, { scope: 'base', attributes: Object.values(names) }).catch(() => [])
  const [entry] = found
  if (entry === undefined) return null
  const length = largeInteger(textOf(entry, names.length))
  if (length === null) return null
  const complex = textOf(entry, names.complex)
  return {
    minimumLength: Number(length),
    isComplex: complex === 'TRUE' || (Number(complex) & 1) === 1,
    historyLength: Number(largeInteger(textOf(entry, names.history)) ?? 0n),
    minimumAge: durationOf(textOf(entry, names.age)) ?? 0,
    // No duration at all also stands for a lock without an end.
    lockDuration: durationOf(textOf(entry, names.lock)) || null,
  }
}

/**
 * Answers when the lock of somebody ends by itself, milliseconds UTC; null for somebody who is not locked, and for a lock that only an admin
 * ends. Each policy is read once, because thousands may be locked by an attack.
 */
export function createLockEnds(session: Session): (entry: LdapEntry) => Promise<number | null> {
  const known = new Map<string | null, Promise<DomainRules | null>>()
  return async (entry) => {
    const since = instantOfFileTime(textOf(entry, 'lockoutTime'))
    if (!isLocked(entry) || since === null) return null
    const policy = textOf(entry, 'msDS-ResultantPSO')
    const rules = known.get(policy) ?? rulesFor(session, entry)
    known.set(policy, rules)
    const duration = (await rules)?.lockDuration ?? null
    return duration === null ? null : since + duration
  }
}
