import { type PasswordPolicyControl, PasswordPolicyError, ResultCodeError } from 'ldapts'
import { type DirectoryRefusal, DomainError } from '../../../shared/errors.ts'

/** Result codes of RFC 4511, appendix A. */
const result = {
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  constraintViolation: 19,
  attributeOrValueExists: 20,
  invalidAttributeSyntax: 21,
  noSuchObject: 32,
  invalidName: 34,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  namingViolation: 64,
  objectClassViolation: 65,
  notAllowedOnName: 67,
  referral: 10,
} as const

export const isResult = (error: unknown, name: keyof typeof result): error is ResultCodeError =>
  error instanceof ResultCodeError && error.code === result[name]

/** What the password policy control says of a refused password (draft-behera-ldap-password-policy-10, 6.2). */
const rules: Readonly<Record<number, DirectoryRefusal>> = {
  [PasswordPolicyError.InsufficientPasswordQuality]: 'complexity',
  [PasswordPolicyError.PasswordTooShort]: 'length',
  [PasswordPolicyError.PasswordTooYoung]: 'tooYoung',
  [PasswordPolicyError.PasswordInHistory]: 'history',
}

/**
 * What a refused write means. The server has written nothing where it answers with a result other than success (RFC 4511, 4.1.9); any other
 * error is passed on, because its outcome is unknown. `policy` is the control that went with the write, `otherwise` what is refused where nothing
 * says more.
 */
export function refusalOf(error: unknown, policy?: PasswordPolicyControl, otherwise?: DirectoryRefusal): unknown {
  if (!(error instanceof ResultCodeError)) return error
  const reason = rules[policy?.value?.error ?? -1]
  if (reason !== undefined) return new DomainError('DIRECTORY_REFUSED', { reason })
  if (isResult(error, 'noSuchObject')) return new DomainError('NOT_FOUND', { what: 'user' })
  // A server that only has a copy leads to the one that may be written.
  if (isResult(error, 'insufficientAccessRights') || isResult(error, 'referral'))
    return new DomainError('DIRECTORY_NOT_ALLOWED')
  if (isResult(error, 'busy') || isResult(error, 'unavailable')) return new DomainError('DIRECTORY_UNREACHABLE')
  return new DomainError('DIRECTORY_REFUSED', otherwise === undefined ? {} : { reason: otherwise })
}

/** Does a write, and throws what its refusal means. */
export function refusals<T>(
  write: Promise<T>,
  policy?: PasswordPolicyControl,
  otherwise?: DirectoryRefusal,
): Promise<T> {
  return write.catch((error) => {
    throw refusalOf(error, policy, otherwise)
  })
}
