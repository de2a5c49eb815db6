import { z } from 'zod'
import type { UserId } from './ids.ts'
import type { RequestFact } from './requests.ts'
import { selfServiceFault } from './rules/self-service.ts'

const none = z.strictObject({})
const count = z.number().int().min(0)

/** Every rule that a password can break; the screen checks them while somebody types, and the service enforces them. */
export const passwordRuleName = z.enum([
  'length',
  'maximumLength',
  'characters',
  'classes',
  'name',
  'banned',
  'repeats',
  'history',
  'same',
  'sequence',
  'tooYoung',
  'breached',
  // The rest are rules that only connected directories have.
  'bytes',
  'kinds',
  'digits',
  'letters',
  'uppercase',
  'lowercase',
  'symbols',
  'beyondAscii',
  'categories',
  'nameParts',
])
export type PasswordRuleName = z.infer<typeof passwordRuleName>

/** Why an import file can't be read at all; faults of single rows are listed as problems instead. */
export const fileFault = z.enum([
  'empty',
  'tooLarge',
  'binary',
  'encoding',
  'columns',
  'contactColumns',
  'nameColumn',
  'unclosedQuote',
  'lineTooLong',
])
export type FileFault = z.infer<typeof fileFault>

/**
 * Why the portal can't use a certificate file. `oldCipher`: it is encrypted with one that not every door can open. `order`: other certificates
 * stand before the portal's own.
 */
export const certificateFault = z.enum([
  'missing',
  'unreadable',
  'passphrase',
  'key',
  'expired',
  'work',
  'oldCipher',
  'order',
])
export type CertificateFault = z.infer<typeof certificateFault>

/**
 * Why a path can't be the data folder. `onNetwork`: it is another machine's. `twoFolders`: the one where Keydesk kept its data before has an
 * organisation, and so has the one where it keeps them now.
 */
export const folderFault = z.enum([
  'notAFolder',
  'danglingLink',
  'noHome',
  'tooLong',
  'notOurs',
  'onNetwork',
  'twoFolders',
])
export type FolderFault = z.infer<typeof folderFault>

/** What is wrong with a file that stands where one of Keydesk's own should be. */
export const storeFault = z.enum(['empty', 'foreign', 'notAFile', 'link', 'notOurs'])
export type StoreFault = z.infer<typeof storeFault>

/**
 * Why the system's keychain did not give the key of the vault: it has none (any more), it is locked or refuses Keydesk, no keychain answers,
 * it has the key of another vault, or it has not answered yet because the system asks the person first.
 */
export const keychainFault = z.enum(['gone', 'denied', 'unreachable', 'otherKey', 'waiting'])
export type KeychainFault = z.infer<typeof keychainFault>

/**
 * Why Keydesk and a directory server don't come together. `otherCertificate`: the server shows another one than the admin accepted.
 * `baseUnknown`: the account signs in, but there is nothing by the name below which the people should be.
 * `tooManyGroups`: there are more groups below that name, or people in one, than Keydesk reads.
 */
export const directoryFault = z.enum([
  'nameUnknown',
  'unreachable',
  'timeout',
  'tls',
  'tlsNeeded',
  'certificate',
  'certificateName',
  'certificateExpired',
  'otherCertificate',
  'loginRefused',
  'baseUnknown',
  'tooManyGroups',
  'refused',
])
export type DirectoryFault = z.infer<typeof directoryFault>

/**
 * Why a directory refuses a write: the rule that a password breaks. `neverExpires`: the account's password never expires, so that a change
 * can't be required. `noMustChange`: the directory can't require a change from anybody, because it has no password policy that does.
 * `value`: it does not take what was to be written beside a password, and does not say why.
 */
export const directoryRefusal = z.enum([
  'length',
  'complexity',
  'history',
  'tooYoung',
  'neverExpires',
  'noMustChange',
  'value',
])
export type DirectoryRefusal = z.infer<typeof directoryRefusal>

/** Why somebody can't be sent a link to choose a new password; the first three reasons apply to everybody. */
export const linkRefusal = z.enum([
  'mailOff',
  'portalOff',
  'secondAdmin',
  'gone',
  'ownAccount',
  'notAllowed',
  'blocked',
  'protected',
  'noAddress',
  'notProved',
])
export type LinkRefusal = z.infer<typeof linkRefusal>

/** Why a file can't be read as a backup. `newer`: a later format. `storeDamaged`: what is inside does not hold together. */
export const backupFault = z.enum([
  'missing',
  'folder',
  'notAFile',
  'notAllowed',
  'removed',
  'empty',
  'foreign',
  'newer',
  'cut',
  'damaged',
  'storeDamaged',
])
export type BackupFault = z.infer<typeof backupFault>

/** Why a backup can't be written where it was to go. `removed`: the disk or stick is gone or faulty. `changed`: it does not read as it was written. */
export const backupWriteFault = z.enum([
  'exists',
  'noFolder',
  'notLocal',
  'inDataFolder',
  'notAllowed',
  'readOnly',
  'full',
  'removed',
  'badName',
  'changed',
])
export type BackupWriteFault = z.infer<typeof backupWriteFault>

/** Every expected error: code, HTTP status and the data that the screen needs to explain it. The data never holds a secret. */
export const errorMap = {
  SIGN_IN_NEEDED: { status: 401, data: none },
  SIGN_IN_FAILED: { status: 401, data: none },
  SESSION_LOCKED: { status: 423, data: none },
  PASSWORD_CHANGE_NEEDED: { status: 403, data: none },
  /** The password was right; the second factor has not been proved yet. */
  FACTOR_NEEDED: { status: 403, data: none },
  FACTOR_WRONG: { status: 403, data: none },
  /** The seed of the person's authenticator app can't be opened any more, so that no code of it can be right. */
  FACTOR_DAMAGED: { status: 500, data: none },
  /** A role requires the second factor, which can therefore be replaced but not removed. */
  FACTOR_REQUIRED: { status: 409, data: none },
  /** An authenticator app must be set up in a window first; the command line can't show the QR code. */
  REGISTRATION_NEEDED: { status: 403, data: none },
  /** Registering security info can't be put off any longer: nothing else is possible until enough methods are registered. */
  METHODS_NEEDED: { status: 403, data: none },
  /** The app that is being set up was not confirmed in time. */
  REGISTRATION_OVER: { status: 410, data: none },
  CONFIRMATION_NEEDED: { status: 403, data: none },
  WRONG_PASSWORD: { status: 403, data: none },
  /** A code or answer that proves nothing: wrong, lapsed, used, or for a user who does not exist. */
  PROOF_WRONG: { status: 403, data: none },
  /** The run is over: 15 minutes have passed, the password was changed meanwhile, or the run was completed. */
  ATTEMPT_GONE: { status: 410, data: none },
  /** `roles` are those that could do it. `isLimited` is true if a role of the actor could, were it not limited to groups. */
  NOT_ALLOWED: {
    status: 403,
    data: z.strictObject({ roles: z.array(z.string()).readonly(), isLimited: z.boolean().optional() }),
  },
  OWN_ACCOUNT: { status: 409, data: none },
  LAST_GLOBAL_ADMIN: { status: 409, data: none },
  /** A role would go to a person whose password is known to people who could not reset that person then. An empty name stands for somebody unknown. */
  PASSWORD_KNOWN: { status: 409, data: z.strictObject({ names: z.array(z.string()).readonly() }) },
  DOOR_REFUSED: { status: 403, data: none },
  /** Another program has the system's clipboard open, so that nothing was copied. */
  CLIPBOARD_BUSY: { status: 409, data: none },
  DOOR_CANNOT: { status: 409, data: none },
  /** The system could not show a folder. */
  FOLDER_NOT_OPENED: { status: 409, data: none },
  NOT_SET_UP: { status: 409, data: none },
  ALREADY_SET_UP: { status: 409, data: none },
  VAULT_LOCKED: { status: 423, data: none },
  VAULT_OPEN_ALREADY: { status: 409, data: none },
  /** The vault needs its recovery key first, because no password can be checked without the vault. */
  KEYCHAIN_FAILED: { status: 503, data: z.strictObject({ reason: keychainFault }) },
  RECOVERY_KEY_WRONG: { status: 403, data: none },
  NOT_FOUND: {
    status: 404,
    data: z.strictObject({
      what: z.enum(['user', 'job', 'import', 'operation', 'group', 'method', 'view', 'mail', 'request', 'directory']),
    }),
  },
  VIEW_NAME_TAKEN: { status: 409, data: z.strictObject({ name: z.string() }) },
  TOO_MANY_VIEWS: { status: 409, data: z.strictObject({ maximum: count }) },
  USERNAME_TAKEN: { status: 409, data: z.strictObject({ username: z.string() }) },
  USERNAME_INVALID: { status: 422, data: z.strictObject({ reason: z.string() }) },
  FIELD_INVALID: { status: 422, data: z.strictObject({ field: z.string(), reason: z.string() }) },
  /** A path that may lead off this machine or into a device. */
  FILE_NOT_LOCAL: { status: 422, data: none },
  GROUP_NAME_TAKEN: { status: 409, data: z.strictObject({ name: z.string() }) },
  /** `group` already holds the other group, directly or through others. */
  GROUP_CIRCLE: { status: 409, data: z.strictObject({ group: z.string() }) },
  /** `by` names the admins whose roles are limited to the group; `hasRules` is true if it has password rules of its own. */
  GROUP_IN_USE: { status: 409, data: z.strictObject({ by: z.array(z.string()).readonly(), hasRules: z.boolean() }) },
  GROUP_BY_DEPARTMENT: { status: 409, data: none },
  /** A connected directory alone decides about its groups. */
  GROUP_IN_DIRECTORY: { status: 409, data: z.strictObject({ directory: z.string() }) },
  /** Roles or rules are limited to groups of a directory, whose connection must not end before. */
  DIRECTORY_GROUPS_IN_USE: { status: 409, data: z.strictObject({ groups: z.array(z.string()).readonly() }) },
  /** A role is limited to `group`, so that only admins who may give roles may change who is in it. */
  GROUP_LIMITS_ROLE: {
    status: 403,
    data: z.strictObject({ group: z.string(), roles: z.array(z.string()).readonly() }),
  },
  TOO_MANY_GROUPS: { status: 409, data: z.strictObject({ maximum: count }) },
  /** `words` are the banned words or names that were found, so that the person knows what to leave out. */
  POLICY_BROKEN: {
    status: 422,
    data: z.strictObject({ rules: z.array(passwordRuleName).readonly(), words: z.array(z.string()).readonly() }),
  },
  POLICY_IMPOSSIBLE: { status: 422, data: z.strictObject({ rules: z.array(passwordRuleName).readonly() }) },
  /** With this self-service policy nobody could reset a password. */
  SELF_SERVICE_FAULTS: { status: 422, data: z.strictObject({ faults: z.array(selfServiceFault).readonly() }) },
  /** Keydesk sends no mail, so that nothing can be proved by mail. */
  EMAIL_UNAVAILABLE: { status: 409, data: none },
  /** The mail server has lately refused an address with letters beyond ASCII before the @, and this is one. */
  EMAIL_NOT_TAKEN: { status: 409, data: none },
  FILE_UNREADABLE: { status: 422, data: z.strictObject({ fault: fileFault, line: count.optional() }) },
  IMPORT_CHANGED: { status: 409, data: none },
  NOTHING_SELECTED: { status: 422, data: none },
  SECRET_GONE: { status: 410, data: none },
  /** A stored password can't be opened although its time is not over: it is damaged, which is not the same as gone. */
  SECRET_DAMAGED: { status: 500, data: z.strictObject({ names: z.array(z.string()).readonly() }) },
  /** Under the two-person rule only the admin who asked for an approver's new password may read it. */
  SECRET_OF_ASKER: { status: 403, data: none },
  JOB_STATE: { status: 409, data: none },
  /** A check or an export of the log that was stopped, or whose next piece was not asked for in time. */
  STOPPED: { status: 409, data: none },
  MAIL_OFF: { status: 409, data: none },
  /** The stored password of the mail server can't be opened any more, so that no mail is sent. */
  MAIL_PASSWORD_DAMAGED: { status: 500, data: none },
  MAIL_STATE: { status: 409, data: none },
  MAIL_PASSWORD_NEEDED: { status: 409, data: none },
  /** `unknown` and `missing` are the names of placeholders. */
  MAIL_TEMPLATE: {
    status: 422,
    data: z.strictObject({ unknown: z.array(z.string()).readonly(), missing: z.array(z.string()).readonly() }),
  },
  /** The request is closed: somebody else has decided it, or it was withdrawn or has expired. */
  REQUEST_STATE: { status: 409, data: none },
  REQUEST_CHANGED: { status: 409, data: none },
  /** The stored request can't be opened any more; it can only be refused or withdrawn. */
  REQUEST_DAMAGED: { status: 500, data: none },
  OWN_REQUEST: { status: 409, data: none },
  /** The admin who asked is gone, blocked, or may no longer do it. */
  ASKER_NOT_ALLOWED: { status: 409, data: none },
  /** A typed password is not stored, so that it can't wait for a second admin. */
  TYPED_CANNOT_WAIT: { status: 409, data: none },
  /** The operation needs a second admin's approval and, unlike a reset, can't wait for it. */
  SECOND_ADMIN_NEEDED: { status: 409, data: none },
  /** Nothing was done yet: the operation waits for a second admin as the request with this number. */
  WAITING_FOR_APPROVAL: { status: 409, data: z.strictObject({ request: count }) },
  APPROVER_PASSWORD_KNOWN: { status: 409, data: z.strictObject({ names: z.array(z.string()).readonly() }) },
  TOO_FEW_APPROVERS: { status: 409, data: none },
  TOO_LARGE: { status: 413, data: none },
  /** `isLimit` is true where only time helps: no account is locked that an admin could unlock. */
  TOO_MANY_ATTEMPTS: { status: 429, data: z.strictObject({ seconds: count, isLimit: z.boolean().optional() }) },
  LINK_REFUSED: { status: 409, data: z.strictObject({ reason: linkRefusal }) },
  LINKS_LIMIT: { status: 422, data: z.strictObject({ maximum: count }) },
  /** A one-time link that was used or replaced, has lapsed, or never existed. */
  LINK_GONE: { status: 410, data: none },
  PORTAL_CERTIFICATE: { status: 422, data: z.strictObject({ reason: certificateFault }) },
  /** A directory of users could not be asked; nothing was changed. */
  DIRECTORY_UNREACHABLE: { status: 503, data: z.strictObject({ reason: directoryFault.optional() }) },
  /** A directory did not answer a write, and can't be read either; the outcome is found out once it answers again. */
  DIRECTORY_UNCERTAIN: { status: 503, data: none },
  /** Somebody was matched with a directory, or has left one, while this was on its way; nobody's password here was changed. */
  PERSON_MOVED: { status: 409, data: none },
  /** The directory's own rules refuse the password; nothing was changed. `isLikely`: it does not say which, and this one fits. */
  DIRECTORY_REFUSED: {
    status: 422,
    data: z.strictObject({ reason: directoryRefusal.optional(), isLikely: z.boolean().optional() }),
  },
  /** The service account at the directory lacks the right; nothing was changed. */
  DIRECTORY_NOT_ALLOWED: { status: 403, data: none },
  /** A field of somebody in a directory has another value than the one that was seen; nothing was changed. `now` is that value. */
  DIRECTORY_CONFLICT: { status: 409, data: z.strictObject({ field: z.string(), now: z.string() }) },
  /** The person lives in a connected directory, which alone can change this. */
  IN_DIRECTORY: { status: 409, data: none },
  /** A match is not any more what the admin saw: somebody was renamed, blocked or given a role meanwhile. */
  MATCH_CHANGED: { status: 409, data: none },
  /** No other admin's password opens the vault, so that this one must stay Keydesk's own. */
  LAST_VAULT_SLOT: { status: 409, data: none },
  /** The password that was put aside for an undo is gone, because the person has another one in the directory. */
  UNDO_GONE: { status: 410, data: none },
  BACKUP_NOT_WRITTEN: { status: 422, data: z.strictObject({ fault: backupWriteFault, path: z.string() }) },
  BACKUP_UNREADABLE: { status: 422, data: z.strictObject({ fault: backupFault }) },
  /** Another backup is being made. */
  BACKUP_RUNNING: { status: 409, data: none },
  /** The key opens another organisation's backups, or none; the facts are those that the file claims without a key. */
  BACKUP_KEY_WRONG: { status: 403, data: z.strictObject({ organisation: z.string(), madeAt: count }) },
  /** Made by a later Keydesk, whose database has version `needed`; this one reads up to `known`. */
  BACKUP_NEWER: { status: 409, data: z.strictObject({ needed: count, known: count }) },
  PASSPHRASE_SHORT: { status: 422, data: z.strictObject({ minimum: count }) },
  /** The store is damaged, so that a backup of it would be, too. */
  BACKUP_OF_DAMAGED: { status: 409, data: none },
  /** A restore into a folder that already holds an organisation. */
  FOLDER_HOLDS_STORE: { status: 409, data: z.strictObject({ folder: z.string() }) },
  DISK_FULL: { status: 507, data: none },
  /** The disk can't be read or written, although it is not full. */
  DISK_FAULT: { status: 507, data: none },
  /** The machine has no memory left for the database. */
  MEMORY_FULL: { status: 507, data: none },
  /** The disk can't lock the database, as many network shares and synchronised folders can't. */
  STORE_CANT_LOCK: { status: 507, data: none },
  STORE_READ_ONLY: { status: 507, data: none },
  STORE_DAMAGED: { status: 500, data: none },
  /** `tables` are those where damage was found; the rest can be used. */
  STORE_PARTLY_DAMAGED: { status: 500, data: z.strictObject({ tables: z.array(z.string()).readonly() }) },
  /** Only at the start. `needs` is the version of Keydesk that opens the store, empty where it is not known; `version` is this one. */
  STORE_NEWER: { status: 500, data: z.strictObject({ needs: z.string(), version: z.string() }) },
  /** Only at the start: the copy from before an upgrade, and the upgrade itself, need more room than the disk has. In megabytes. */
  UPGRADE_NEEDS_ROOM: { status: 507, data: z.strictObject({ needed: count, free: count }) },
  STORE_MISSING: { status: 500, data: none },
  /** Another program keeps the database locked for longer than an operation waits. */
  STORE_BUSY: { status: 503, data: none },
  /** Only at the start, because `file` is a path of this machine. */
  STORE_UNUSABLE: { status: 500, data: z.strictObject({ fault: storeFault, file: z.string() }) },
  /** Only at the start. */
  FOLDER_UNUSABLE: { status: 500, data: z.strictObject({ fault: folderFault, folder: z.string() }) },
  /** Only at the start. `copy` is the path of the unchanged store, `reason` the error of SQLite. */
  STORE_UPGRADE_FAILED: { status: 500, data: z.strictObject({ copy: z.string(), reason: z.string() }) },
  /** The database was removed or replaced meanwhile. `copy` is the path of a copy with everything that was done, empty while none could be saved. */
  STORE_REPLACED: { status: 503, data: z.strictObject({ copy: z.string() }) },
  /** Only at the start. `holder` is empty where no living process can be named. */
  FOLDER_IN_USE: { status: 409, data: z.strictObject({ holder: z.string() }) },
  BAD_REQUEST: { status: 400, data: z.strictObject({ paths: z.array(z.string()).readonly() }) },
  INTERNAL: { status: 500, data: z.strictObject({ logId: z.string() }) },
} as const

export type ErrorCode = keyof typeof errorMap
export type ErrorData<C extends ErrorCode> = z.infer<(typeof errorMap)[C]['data']>

/** An expected failure: it leaves the process as a code with data, and gets its sentence on the screen or the command line. */
export class DomainError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly data: ErrorData<C>
  constructor(
    code: C,
    ...rest: Record<never, never> extends ErrorData<C> ? [data?: ErrorData<C>] : [data: ErrorData<C>]
  ) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.data = (rest[0] ?? {}) as ErrorData<C>
  }
}

/**
 * A refusal of what one person may not do alone. Where the operation can wait, it holds the facts for a second admin; these never leave the
 * process.
 */
export class SecondAdminNeeded extends DomainError<'SECOND_ADMIN_NEEDED'> {
  readonly about: UserId | null
  readonly facts: readonly RequestFact[]
  constructor(about: UserId | null, facts: readonly RequestFact[]) {
    super('SECOND_ADMIN_NEEDED')
    this.about = about
    this.facts = facts
  }
}

/** True for a DomainError with this code, so that a caller can handle one error and let the others pass. */
export function isDomainError<C extends ErrorCode>(error: unknown, code?: C): error is DomainError<C> {
  return error instanceof DomainError && (code === undefined || error.code === code)
}
