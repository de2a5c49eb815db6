import { type Entry as LdapEntry, ResultCodeError } from 'ldapts'
import { DomainError } from '../../../shared/errors.ts'
import type { DirectoryRules, Fact } from '../../../shared/rules/directory/directory-rules.ts'
import type { Session } from '../ldap/connection.ts'
import { textOf } from '../ldap/entry-values.ts'
import { instantOfFileTime } from './file-time.ts'
import { changePassword } from './password-writes.ts'
import { isOldPasswordWrong } from './refusals.ts'
import { rulesFor } from './rules.ts'

/**
 * For how long after a change the password before it may still sign in, milliseconds. An hour is the default of Windows and of Samba; an admin
 * can make it longer (OldPasswordAllowedPeriod, Microsoft KB906305).
 */
const oldPasswordPeriod = 7 * 86_400_000
/** How far the clocks of Keydesk and of the directory may differ. */
const clocks = 10 * 60_000

/**
 * Whether a sign-in of somebody may have been with the password before the current one, and asking for a change would tell without changing
 * anything: where neither history nor age forbids it, a change from a password to itself would be done.
 */
export async function needsProof(session: Session, entry: LdapEntry): Promise<boolean> {
  const changedAt = instantOfFileTime(textOf(entry, 'pwdLastSet'))
  const age = changedAt === null ? 0 : Date.now() - changedAt
  return age < oldPasswordPeriod && forbidsSame(await rulesFor(session, entry), age)
}

/** Unknown rules count as usual ones, which have a history: at the worst, a password is replaced by itself. */
function forbidsSame(rules: Fact<DirectoryRules>, age: number): boolean {
  if (rules === 'unknown' || rules.historyCount === 'unknown' || rules.historyCount > 0) return true
  return rules.minimumAge !== 'unknown' && age + clocks < rules.minimumAge
}

/**
 * Whether a password that has just signed in is the current one: a change from it to itself breaks the rules of the domain only after it was
 * found right. `rewritten` where it was replaced by itself.
 */
export async function proveCurrent(
  session: Session,
  name: string,
  password: string,
): Promise<'right' | 'wrong' | 'rewritten'> {
  try {
    await session.modify(name, changePassword(password, password))
    return 'rewritten'
  } catch (error) {
    if (isOldPasswordWrong(error)) return 'wrong'
    // Any other refusal, as of somebody who must not change their password, leaves it at what the sign-in said.
    if (error instanceof ResultCodeError) return 'right'
    throw new DomainError('DIRECTORY_UNREACHABLE')
  }
}
