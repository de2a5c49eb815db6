import { type DomainError, type ErrorCode, isDomainError } from '../../shared/errors.ts'

const codes: readonly ErrorCode[] = [
  'DISK_FULL',
  'DISK_FAULT',
  'MEMORY_FULL',
  'STORE_BUSY',
  'STORE_CANT_LOCK',
  'STORE_READ_ONLY',
  'STORE_DAMAGED',
]

/** True for an error that only means that the store can't be written for now: the work can go on once the fault is over. */
export function isStoreFault(error: unknown): error is DomainError {
  return isDomainError(error) && codes.includes(error.code)
}
