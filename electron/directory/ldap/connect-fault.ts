import { ResultCodeError } from 'ldapts'
import { type DirectoryFault, DomainError } from '../../../shared/errors.ts'

/** Why no connection came about, in the words of the settings page. */
export function faultOf(error: unknown): DirectoryFault {
  if (error instanceof ResultCodeError) return faultOfResult(error)
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'nameUnknown'
  if (code === 'ETIMEDOUT' || /timeout/i.test(message)) return 'timeout'
  if (code === 'CERT_NOT_PINNED') return 'otherCertificate'
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'certificateExpired'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificateName'
  if (/CERT|UNABLE_TO|SELF_SIGNED|INVALID_CA/.test(code)) return 'certificate'
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) return 'tls'
  return 'unreachable'
}

/** What a result of signing in or of StartTLS means (RFC 4511, appendix A). */
function faultOfResult({ code }: ResultCodeError): DirectoryFault {
  if (code === 49 || code === 48 || code === 32 || code === 34) return 'loginRefused'
  if (code === 8 || code === 13) return 'tlsNeeded'
  if (code === 2 || code === 12 || code === 112) return 'tls'
  return 'refused'
}

/** Why nobody can be read below a base, once the account has signed in (RFC 4511, appendix A: noSuchObject, invalidDNSyntax). */
export function faultOfReading(error: unknown): DirectoryFault {
  const isBase = error instanceof ResultCodeError && (error.code === 32 || error.code === 34)
  return isBase ? 'baseUnknown' : faultOf(error)
}

/** What stands for any fault of connecting where somebody only wants to work. */
export function connectFault(error: unknown): DomainError {
  return new DomainError('DIRECTORY_UNREACHABLE', { reason: faultOf(error) })
}
