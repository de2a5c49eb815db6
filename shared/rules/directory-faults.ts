import { type DomainError, type ErrorCode, isDomainError } from '../errors.ts'

const certain: readonly ErrorCode[] = [
  'NOT_FOUND',
  'DIRECTORY_REFUSED',
  'DIRECTORY_NOT_ALLOWED',
  'DIRECTORY_UNREACHABLE',
]

/** True for what a directory throws after it has written nothing; after anything else the outcome is unknown. */
export function hasWrittenNothing(error: unknown): boolean {
  return isDomainError(error) && certain.includes(error.code)
}

/** True where a directory can't be asked for now: nothing is wrong with the work itself, and it can go on when it is back. */
export function isDirectoryAway(error: unknown): error is DomainError {
  return isDomainError(error, 'DIRECTORY_UNREACHABLE') || isDomainError(error, 'DIRECTORY_UNCERTAIN')
}
