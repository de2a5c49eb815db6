import { ResultCodeError } from 'ldapts'
import { describe, expect, it } from 'vitest'
import { faultOf, faultOfReading } from '../../../../electron/directory/ldap/connect-fault.ts'

class Answered extends ResultCodeError {
  public constructor(code: number) {
    super(code, '')
  }
}
const withCode = (code: string) => Object.assign(new Error('x'), { code })

describe('what is in the way of a connection', () => {
  it.each([
    ['ENOTFOUND', 'nameUnknown'],
    ['EAI_AGAIN', 'nameUnknown'],
    ['ETIMEDOUT', 'timeout'],
    ['CERT_NOT_PINNED', 'otherCertificate'],
    ['CERT_HAS_EXPIRED', 'certificateExpired'],
    ['CERT_NOT_YET_VALID', 'certificateExpired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificateName'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['INVALID_CA', 'certificate'],
    ['CERT_REVOKED', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
  ] as const)('after %s is said as %s', (code, fault) => {
    expect(faultOf(withCode(code))).toBe(fault)
  })

  it('is the time where the library says so in words alone', () => {
    expect(faultOf(new Error('Connection Timeout'))).toBe('timeout')
    expect(faultOf(new Error('Connection closed'))).toBe('unreachable')
  })

  it.each([
    [2, 'tls'],
    [8, 'tlsNeeded'],
    [12, 'tls'],
    [13, 'tlsNeeded'],
    [32, 'loginRefused'],
    [34, 'loginRefused'],
    [48, 'loginRefused'],
    [49, 'loginRefused'],
    [50, 'refused'],
    [53, 'refused'],
    [112, 'tls'],
  ] as const)('after the server’s answer %i is said as %s', (code, fault) => {
    expect(faultOf(new Answered(code))).toBe(fault)
  })

  it('is the base, once the account has signed in, and no fault of the account', () => {
    const answered = [32, 34, 49, 50].map((code) => faultOfReading(new Answered(code)))
    expect(answered).toEqual(['baseUnknown', 'baseUnknown', 'loginRefused', 'refused'])
    expect(faultOfReading(Object.assign(new Error('x'), { code: 32 }))).toBe('unreachable')
  })
})
