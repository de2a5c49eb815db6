import { type DomainError, type ErrorCode, isDomainError } from '../../errors.ts'

const certain: readonly ErrorCode[] = [
  'NOT_FOUND',
  'WRONG_PASSWORD',
  'DIRECTORY_REFUSED',
  'DIRECTORY_NOT_ALLOWED',
  'DIRECTORY_UNREACHABLE',
  'DIRECTORY_CONFLICT',
  'FIELD_INVALID',
]

/** True for errors of a directory that has written nothing; after any other error the outcome is unknown. */
export function hasWrittenNothing(error: unknown): boolean {
  return isDomainError(error) && certain.includes(error.code)
}

/** True for an error that only means that a directory does not answer for now: the work can go on when it is back. */
export function isDirectoryAway(error: unknown): error is DomainError {
  return isDomainError(error, 'DIRECTORY_UNREACHABLE') || isDomainError(error, 'DIRECTORY_UNCERTAIN')
}

/** Thrown after a write that a directory has done, where it could not be read what stands there now. */
export class OutcomeUnknown extends Error {}

/** True where the connection was cut or timed out, or the outcome of a write could not be read; any other error is a bug. */
export function isLostConnection(error: unknown): boolean {
  if (error instanceof OutcomeUnknown) return true
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown }
  return /ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|timeout|closed/i.test([code, name, message].join(' '))
}
