import { type DomainError, type ErrorCode, isDomainError } from '../errors.ts'

const certain: readonly ErrorCode[] = [
  'NOT_FOUND',
  'DIRECTORY_REFUSED',
  'DIRECTORY_NOT_ALLOWED',
  'DIRECTORY_UNREACHABLE',
]

/** True for errors of a directory that has written nothing; after any other error the outcome is unknown. */
export function hasWrittenNothing(error: unknown): boolean {
  return isDomainError(error) && certain.includes(error.code)
}

/** True for an error that only means that a directory does not answer for now: the work can go on when it is back. */
export function isDirectoryAway(error: unknown): error is DomainError {
  return isDomainError(error, 'DIRECTORY_UNREACHABLE') || isDomainError(error, 'DIRECTORY_UNCERTAIN')
}
