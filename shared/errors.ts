import { z } from 'zod'
import type { UserId } from './ids.ts'
import type { RequestFact } from './requests.ts'
import { selfServiceFault } from './rules/self-service.ts'

const none = z.strictObject({})
const count = z.number().int().min(0)

/** Every rule that a password can break; the screen ticks them live and the service enforces them. */
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
])
export type PasswordRuleName = z.infer<typeof passwordRuleName>

/** Why an import file can't be read at all (single rows are listed as problems instead). */
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

/** Why a certificate file can't be the portal's. */
export const certificateFault = z.enum(['missing', 'unreadable', 'passphrase', 'key', 'expired', 'work'])
export type CertificateFault = z.infer<typeof certificateFault>

/** Why a path can't be the data folder. */
export const folderFault = z.enum(['notAFolder', 'danglingLink', 'noHome', 'tooLong', 'notOurs'])
export type FolderFault = z.infer<typeof folderFault>

/** What stands where a file of Keydesk's own should be. */
export const storeFault = z.enum(['empty', 'foreign', 'notAFile', 'link', 'notOurs'])
export type StoreFault = z.infer<typeof storeFault>

/**
 * Why the system's keychain did not give the key of the vault: it holds none (any more), it is locked or refuses Keydesk, there is none that
 * answers, or it holds the key of another vault.
 */
export const keychainFault = z.enum(['gone', 'denied', 'unreachable', 'otherKey'])
export type KeychainFault = z.infer<typeof keychainFault>

/** Why somebody is sent no link to choose a new password by; the first three hold for everybody. */
export const linkRefusal = z.enum([
  'mailOff',
  'portalOff',
  'secondAdmin',
  'gone',
  'ownAccount',
  'notAllowed',
  'blocked',
  'noAddress',
  'notProved',
])
export type LinkRefusal = z.infer<typeof linkRefusal>

/** The whole vocabulary of expected errors: code, HTTP status and the data that the screen needs to explain it. Never a secret in data. */
export const errorMap = {
  SIGN_IN_NEEDED: { status: 401, data: none },
  SIGN_IN_FAILED: { status: 401, data: none },
  SESSION_LOCKED: { status: 423, data: none },
  PASSWORD_CHANGE_NEEDED: { status: 403, data: none },
  /** The password was right; the second factor has not been proved yet. */
  FACTOR_NEEDED: { status: 403, data: none },
  FACTOR_WRONG: { status: 403, data: none },
  /** The seed of somebody's authenticator app does not open any more, so that no code of it can be right. */
  FACTOR_DAMAGED: { status: 500, data: none },
  /** A role requires the second factor, so that it can be replaced but not removed. */
  FACTOR_REQUIRED: { status: 409, data: none },
  /** An authenticator app must be set up in a window first; the command line can't show the QR code. */
  REGISTRATION_NEEDED: { status: 403, data: none },
  /** Security info can't be put off any longer: nothing else until enough methods are registered. */
  METHODS_NEEDED: { status: 403, data: none },
  /** The app that is being set up was not confirmed in time. */
  REGISTRATION_OVER: { status: 410, data: none },
  CONFIRMATION_NEEDED: { status: 403, data: none },
  WRONG_PASSWORD: { status: 403, data: none },
  /** A code or answer that proves nothing: wrong, lapsed, used, or of somebody who does not exist. */
  PROOF_WRONG: { status: 403, data: none },
  /** The attempt is over: 15 minutes have passed, the password was changed meanwhile, or it is done. */
  ATTEMPT_GONE: { status: 410, data: none },
  /** `roles`: those that could. `isLimited`: a role of the actor's own would do, were it not limited to groups. */
  NOT_ALLOWED: {
    status: 403,
    data: z.strictObject({ roles: z.array(z.string()).readonly(), isLimited: z.boolean().optional() }),
  },
  OWN_ACCOUNT: { status: 409, data: none },
  LAST_GLOBAL_ADMIN: { status: 409, data: none },
  /** A role would go to somebody whose password these people know who could not reset it then; an empty name is somebody unknown. */
  PASSWORD_KNOWN: { status: 409, data: z.strictObject({ names: z.array(z.string()).readonly() }) },
  DOOR_REFUSED: { status: 403, data: none },
  DOOR_CANNOT: { status: 409, data: none },
  NOT_SET_UP: { status: 409, data: none },
  ALREADY_SET_UP: { status: 409, data: none },
  VAULT_LOCKED: { status: 423, data: none },
  VAULT_OPEN_ALREADY: { status: 409, data: none },
  /** The vault needs its recovery key first: no password can be checked before. */
  KEYCHAIN_FAILED: { status: 503, data: z.strictObject({ reason: keychainFault }) },
  RECOVERY_KEY_WRONG: { status: 403, data: none },
  NOT_FOUND: {
    status: 404,
    data: z.strictObject({
      what: z.enum(['user', 'job', 'import', 'operation', 'group', 'method', 'view', 'mail', 'request']),
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
  /** `group`: the one that holds the group already, directly or through others. */
  GROUP_CIRCLE: { status: 409, data: z.strictObject({ group: z.string() }) },
  /** `by`: whose limited roles work on it; `hasRules`: it has password rules of its own. */
  GROUP_IN_USE: { status: 409, data: z.strictObject({ by: z.array(z.string()).readonly(), hasRules: z.boolean() }) },
  GROUP_BY_DEPARTMENT: { status: 409, data: none },
  /** `group`: the one that a role is limited to, so that its people are decided by the roles that give roles. */
  GROUP_LIMITS_ROLE: {
    status: 403,
    data: z.strictObject({ group: z.string(), roles: z.array(z.string()).readonly() }),
  },
  TOO_MANY_GROUPS: { status: 409, data: z.strictObject({ maximum: count }) },
  /** `words`: the banned words or names that hit, so that the person knows what to leave out. */
  POLICY_BROKEN: {
    status: 422,
    data: z.strictObject({ rules: z.array(passwordRuleName).readonly(), words: z.array(z.string()).readonly() }),
  },
  POLICY_IMPOSSIBLE: { status: 422, data: z.strictObject({ rules: z.array(passwordRuleName).readonly() }) },
  /** With this self-service policy nobody could reset a password. */
  SELF_SERVICE_FAULTS: { status: 422, data: z.strictObject({ faults: z.array(selfServiceFault).readonly() }) },
  /** Keydesk sends no mail, so that nothing can be proved by one. */
  EMAIL_UNAVAILABLE: { status: 409, data: none },
  FILE_UNREADABLE: { status: 422, data: z.strictObject({ fault: fileFault, line: count.optional() }) },
  IMPORT_CHANGED: { status: 409, data: none },
  NOTHING_SELECTED: { status: 422, data: none },
  SECRET_GONE: { status: 410, data: none },
  /** What is stored of it does not open any more, though its time is not over: damage, and not the same as gone. */
  SECRET_DAMAGED: { status: 500, data: z.strictObject({ names: z.array(z.string()).readonly() }) },
  /** Under the two-person rule the password of whoever could approve is read by whoever asked for it, and by nobody else. */
  SECRET_OF_ASKER: { status: 403, data: none },
  JOB_STATE: { status: 409, data: none },
  /** Long reading that was stopped, or whose next piece was not asked for in time. */
  STOPPED: { status: 409, data: none },
  MAIL_OFF: { status: 409, data: none },
  /** The password of the mail server does not open any more; nothing goes out without it. */
  MAIL_PASSWORD_DAMAGED: { status: 500, data: none },
  MAIL_STATE: { status: 409, data: none },
  MAIL_PASSWORD_NEEDED: { status: 409, data: none },
  /** `unknown` and `missing` are names of placeholders. */
  MAIL_TEMPLATE: {
    status: 422,
    data: z.strictObject({ unknown: z.array(z.string()).readonly(), missing: z.array(z.string()).readonly() }),
  },
  /** Somebody else decided it first, or it was withdrawn or has expired. */
  REQUEST_STATE: { status: 409, data: none },
  REQUEST_CHANGED: { status: 409, data: none },
  /** What was asked for does not open any more; it can only be refused or withdrawn. */
  REQUEST_DAMAGED: { status: 500, data: none },
  OWN_REQUEST: { status: 409, data: none },
  /** Whoever asked is gone, blocked, or may no longer do what they asked for. */
  ASKER_NOT_ALLOWED: { status: 409, data: none },
  /** A typed password can't be kept while a second admin is asked. */
  TYPED_CANNOT_WAIT: { status: 409, data: none },
  /** Needs a second admin's approval and can't wait for it, unlike a reset of the password. */
  SECOND_ADMIN_NEEDED: { status: 409, data: none },
  /** Nothing was done: a second admin finds the request under this number. */
  WAITING_FOR_APPROVAL: { status: 409, data: z.strictObject({ request: count }) },
  APPROVER_PASSWORD_KNOWN: { status: 409, data: z.strictObject({ names: z.array(z.string()).readonly() }) },
  TOO_FEW_APPROVERS: { status: 409, data: none },
  TOO_LARGE: { status: 413, data: none },
  /** `isLimit`: only time helps, because no account is locked that an admin could unlock. */
  TOO_MANY_ATTEMPTS: { status: 429, data: z.strictObject({ seconds: count, isLimit: z.boolean().optional() }) },
  LINK_REFUSED: { status: 409, data: z.strictObject({ reason: linkRefusal }) },
  LINKS_LIMIT: { status: 422, data: z.strictObject({ maximum: count }) },
  /** A one-time link that was used, replaced, has lapsed or never was. */
  LINK_GONE: { status: 410, data: none },
  PORTAL_CERTIFICATE: { status: 422, data: z.strictObject({ reason: certificateFault }) },
  /** A directory that people live in could not be asked; nothing was changed. */
  DIRECTORY_UNREACHABLE: { status: 503, data: none },
  /** It was asked and did not answer, and can't be read either: what became of it is found out when it is back. */
  DIRECTORY_UNCERTAIN: { status: 503, data: none },
  /** Its own rules refuse the password; nothing was changed. */
  DIRECTORY_REFUSED: { status: 422, data: none },
  /** The service account lacks the right; nothing was changed. */
  DIRECTORY_NOT_ALLOWED: { status: 403, data: none },
  DISK_FULL: { status: 507, data: none },
  /** The disk can't be read or written, although it has room. */
  DISK_FAULT: { status: 507, data: none },
  STORE_READ_ONLY: { status: 507, data: none },
  STORE_DAMAGED: { status: 500, data: none },
  /** `tables`: where damage was found while the rest can be used. */
  STORE_PARTLY_DAMAGED: { status: 500, data: z.strictObject({ tables: z.array(z.string()).readonly() }) },
  STORE_NEWER: { status: 500, data: none },
  STORE_MISSING: { status: 500, data: none },
  /** Another program has the database locked, for longer than an operation waits. */
  STORE_BUSY: { status: 503, data: none },
  /** At the start only: `file` is a path of this machine. */
  STORE_UNUSABLE: { status: 500, data: z.strictObject({ fault: storeFault, file: z.string() }) },
  /** Only at the start. */
  FOLDER_UNUSABLE: { status: 500, data: z.strictObject({ fault: folderFault, folder: z.string() }) },
  /** `holder` is empty where nobody alive can be named. */
  /** At the start only; `copy` is where the store as it was lies, `reason` what SQLite calls it. */
  STORE_UPGRADE_FAILED: { status: 500, data: z.strictObject({ copy: z.string(), reason: z.string() }) },
  /** The database was removed or replaced meanwhile; `copy` is where everything that was done lies, empty while it could not be saved. */
  STORE_REPLACED: { status: 503, data: z.strictObject({ copy: z.string() }) },
  FOLDER_IN_USE: { status: 409, data: z.strictObject({ holder: z.string() }) },
  BAD_REQUEST: { status: 400, data: z.strictObject({ paths: z.array(z.string()).readonly() }) },
  INTERNAL: { status: 500, data: z.strictObject({ logId: z.string() }) },
} as const

export type ErrorCode = keyof typeof errorMap
export type ErrorData<C extends ErrorCode> = z.infer<(typeof errorMap)[C]['data']>

/** An expected failure: crosses the border as code and data, is put into words only on the screen or the command line. */
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

/** A refusal of what one person may not do alone, with what a second admin is shown where it can wait; none of that crosses the border. */
export class SecondAdminNeeded extends DomainError<'SECOND_ADMIN_NEEDED'> {
  readonly about: UserId | null
  readonly facts: readonly RequestFact[]
  constructor(about: UserId | null, facts: readonly RequestFact[]) {
    super('SECOND_ADMIN_NEEDED')
    this.about = about
    this.facts = facts
  }
}

/** True for a DomainError with this code, so that a caller can handle one failure and let the rest pass. */
export function isDomainError<C extends ErrorCode>(error: unknown, code?: C): error is DomainError<C> {
  return error instanceof DomainError && (code === undefined || error.code === code)
}
