import type { ErrorCode } from '../../shared/errors.ts'

/** What a script learns from the exit status (build/docs/command-line.md). */
export const exitStatus = {
  done: 0,
  someFailed: 1,
  badInput: 2,
  notAllowed: 3,
  vaultLocked: 4,
  folderInUse: 5,
} as const
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

const statusOf: Partial<Record<ErrorCode, ExitStatus>> = {
  SIGN_IN_NEEDED: 3,
  SIGN_IN_FAILED: 3,
  SESSION_LOCKED: 3,
  PASSWORD_CHANGE_NEEDED: 3,
  FACTOR_NEEDED: 3,
  FACTOR_WRONG: 3,
  REGISTRATION_NEEDED: 3,
  CONFIRMATION_NEEDED: 3,
  WRONG_PASSWORD: 3,
  NOT_ALLOWED: 3,
  SECRET_OF_ASKER: 3,
  GROUP_LIMITS_ROLE: 3,
  TOO_MANY_ATTEMPTS: 3,
  DOOR_REFUSED: 3,
  VAULT_LOCKED: 4,
  KEYCHAIN_FAILED: 4,
  RECOVERY_KEY_WRONG: 4,
  FOLDER_IN_USE: 5,
  DIRECTORY_UNREACHABLE: 1,
  DIRECTORY_UNCERTAIN: 1,
  DIRECTORY_REFUSED: 2,
  DIRECTORY_NOT_ALLOWED: 3,
  DIRECTORY_CONFLICT: 1,
  IN_DIRECTORY: 2,
  DISK_FULL: 1,
  MEMORY_FULL: 1,
  STORE_CANT_LOCK: 1,
  BACKUP_KEY_WRONG: 4,
  BACKUP_NEWER: 1,
  BACKUP_OF_DAMAGED: 1,
  STORE_READ_ONLY: 1,
  STORE_DAMAGED: 1,
  STORE_NEWER: 1,
  UPGRADE_NEEDS_ROOM: 1,
  STORE_PARTLY_DAMAGED: 1,
  SECRET_DAMAGED: 1,
  FACTOR_DAMAGED: 1,
  MAIL_PASSWORD_DAMAGED: 1,
  REQUEST_DAMAGED: 1,
  STORE_MISSING: 1,
  STORE_BUSY: 1,
  STORE_UPGRADE_FAILED: 1,
  STORE_REPLACED: 1,
  STORE_UNUSABLE: 1,
  FOLDER_UNUSABLE: 1,
  DISK_FAULT: 1,
  INTERNAL: 1,
  WAITING_FOR_APPROVAL: 1,
}

/** The exit status of an expected error; a code that is not listed here means bad input. */
export function exitStatusOf(code: ErrorCode): ExitStatus {
  return statusOf[code] ?? exitStatus.badInput
}
