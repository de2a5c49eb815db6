import { ResultCodeError } from 'ldapts'
import { DomainError } from '../../../shared/errors.ts'

/** Result codes of RFC 4511, appendix A. */
const result = {
  noSuchAttribute: 16,
  constraintViolation: 19,
  attributeOrValueExists: 20,
  noSuchObject: 32,
  invalidName: 34,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  referral: 10,
} as const

export const isResult = (error: unknown, name: keyof typeof result): error is ResultCodeError =>
  error instanceof ResultCodeError && error.code === result[name]

/**
 * What a refused write means. The server has written nothing where it answers with a result other than success (RFC 4511, 4.1.9); any other
 * error is passed on, because its outcome is unknown.
 */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof ResultCodeError)) return error
  if (isResult(error, 'noSuchObject')) return new DomainError('NOT_FOUND', { what: 'user' })
  if (isResult(error, 'insufficientAccessRights')) return new DomainError('DIRECTORY_NOT_ALLOWED')
  if (isResult(error, 'busy') || isResult(error, 'unavailable')) return new DomainError('DIRECTORY_UNREACHABLE')
  return new DomainError('DIRECTORY_REFUSED')
}

/** Does a write, and throws what its refusal means. */
export function refusals<T>(write: Promise<T>): Promise<T> {
  return write.catch((error) => {
    throw refusalOf(error)
  })
}
