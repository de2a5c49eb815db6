import { BerWriter, BusyError, InsufficientAccessError, InvalidCredentialsError, UnwillingToPerformError } from 'ldapts'
import { describe, expect, it } from 'vitest'
import { policyHints, quoted } from '../../../../electron/directory/active-directory/password-writes.ts'
import {
  isOldPasswordWrong,
  likelyRule,
  passwordRefusal,
  verdictOf,
} from '../../../../electron/directory/active-directory/refusals.ts'
import { DomainError } from '../../../../shared/errors.ts'
import { type DirectoryRules, noDirectoryRules } from '../../../../shared/rules/directory/directory-rules.ts'

const rules: DirectoryRules = {
  ...noDirectoryRules,
  minimumLength: 10,
  unit: 'utf16',
  composition: { kind: 'threeOfFive' },
  historyCount: 24,
}
/** As Windows says it: which rule is broken is left out. */
const windowsRefusal = new UnwillingToPerformError(
  '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0',
)
const refusedSignIn = (data: string) =>
  new InvalidCredentialsError(
    `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`,
  )

describe('a refusal of Active Directory', () => {
  it('names the likely rule as likely, where the server names none', async () => {
    const likely = (password: string) => async () => likelyRule(password, rules, true)
    const refusal = (password: string) => passwordRefusal(windowsRefusal, likely(password))
    expect(await refusal('Short-1')).toMatchObject({ data: { reason: 'length', isLikely: true } })
    expect(await refusal('only-small-letters')).toMatchObject({ data: { reason: 'complexity', isLikely: true } })
    expect(await refusal('Long-Enough-77')).toMatchObject({ data: { reason: 'history', isLikely: true } })
    expect(likelyRule('Long-Enough-77', rules, false)).toBe(null)
    expect(likelyRule('Ten-long-7', rules, false)).toBe(null)
    expect(likelyRule('Ten-long7', rules, false)).toBe('length')
    expect(likelyRule('ten-long-7', rules, false)).toBe(null)
    expect(likelyRule('only-small-letters', { ...rules, composition: { kind: 'none' } }, false)).toBe(null)
    expect(likelyRule('Long-Enough-77', { ...rules, historyCount: 0 }, true)).toBe(null)
    expect(likelyRule('short', 'unknown', true)).toBe(null)
  })

  it('names no rule where the rules can’t be read', async () => {
    for (const answer of [new BusyError('busy'), new DomainError('DIRECTORY_UNREACHABLE')]) {
      const refusal = await passwordRefusal(windowsRefusal, () => Promise.reject(answer))
      expect(refusal).toEqual(new DomainError('DIRECTORY_REFUSED'))
      expect((refusal as DomainError).data).toEqual({})
    }
  })

  it('hides no error of the program while the rules are read', async () => {
    const bug = new TypeError('undefined is not a function')
    await expect(passwordRefusal(windowsRefusal, () => Promise.reject(bug))).rejects.toBe(bug)
  })

  it('for a missing right is no refusal of the password', async () => {
    const error = new InsufficientAccessError('00000005: SecErr: DSID-03152DB0, problem 4003 (INSUFF_ACCESS_RIGHTS)')
    expect(await passwordRefusal(error, async () => 'length')).toEqual(new DomainError('DIRECTORY_NOT_ALLOWED'))
    expect(isOldPasswordWrong(error)).toBe(false)
  })

  it('of a sign-in is told by its reason', () => {
    const verdicts = ['52e', '525', '773', '532', '775', '533', '530', '531', '701', 'abc'].map((data) =>
      verdictOf(refusedSignIn(data)),
    )
    const blocked = ['blocked', 'blocked', 'blocked', 'blocked']
    expect(verdicts).toEqual(['wrong', 'wrong', 'mustChange', 'expired', 'locked', ...blocked, 'wrong'])
  })

  it('of a busy server says nothing about the password', () => {
    expect(() => verdictOf(new BusyError('busy'))).toThrow(
      new DomainError('DIRECTORY_UNREACHABLE', { reason: 'refused' }),
    )
  })
})

describe('a write of a password', () => {
  it('has it in quotes, as UTF-16', () => {
    expect(quoted('Pä1').toString('hex')).toBe('22005000e40031002200')
  })

  it('asks for the history with the flag of MS-ADTS, and lets older servers pass it over', () => {
    const writer = new BerWriter()
    policyHints().write(writer)
    expect(writer.buffer.toString('hex')).toContain('04053003020101')
    expect(policyHints()).toMatchObject({ type: '1.2.840.113556.1.4.2239', critical: false })
  })
})
