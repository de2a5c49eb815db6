import { z } from 'zod'

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
export const fileFault = z.enum(['empty', 'tooLarge', 'binary', 'encoding', 'columns', 'unclosedQuote', 'lineTooLong'])
export type FileFault = z.infer<typeof fileFault>

/** Why a certificate file can't be the portal's. */
export const certificateFault = z.enum(['missing', 'unreadable', 'passphrase', 'key', 'expired'])
export type CertificateFault = z.infer<typeof certificateFault>

/** The whole vocabulary of expected errors: code, HTTP status and the data that the screen needs to explain it. Never a secret in data. */
export const errorMap = {
  SIGN_IN_NEEDED: { status: 401, data: none },
  SIGN_IN_FAILED: { status: 401, data: none },
  SESSION_LOCKED: { status: 423, data: none },
  PASSWORD_CHANGE_NEEDED: { status: 403, data: none },
  CONFIRMATION_NEEDED: { status: 403, data: none },
  WRONG_PASSWORD: { status: 403, data: none },
  NOT_ALLOWED: { status: 403, data: z.strictObject({ roles: z.array(z.string()).readonly() }) },
  OWN_ACCOUNT: { status: 409, data: none },
  LAST_GLOBAL_ADMIN: { status: 409, data: none },
  DOOR_REFUSED: { status: 403, data: none },
  DOOR_CANNOT: { status: 409, data: none },
  NOT_SET_UP: { status: 409, data: none },
  ALREADY_SET_UP: { status: 409, data: none },
  VAULT_LOCKED: { status: 423, data: none },
  VAULT_OPEN_ALREADY: { status: 409, data: none },
  KEYCHAIN_FAILED: { status: 503, data: none },
  RECOVERY_KEY_WRONG: { status: 403, data: none },
  NOT_FOUND: { status: 404, data: z.strictObject({ what: z.enum(['user', 'job', 'import', 'operation']) }) },
  USERNAME_TAKEN: { status: 409, data: z.strictObject({ username: z.string() }) },
  USERNAME_INVALID: { status: 422, data: z.strictObject({ reason: z.string() }) },
  FIELD_INVALID: { status: 422, data: z.strictObject({ field: z.string(), reason: z.string() }) },
  /** `words`: the banned words or names that hit, so that the person knows what to leave out. */
  POLICY_BROKEN: {
    status: 422,
    data: z.strictObject({ rules: z.array(passwordRuleName).readonly(), words: z.array(z.string()).readonly() }),
  },
  POLICY_IMPOSSIBLE: { status: 422, data: z.strictObject({ rules: z.array(passwordRuleName).readonly() }) },
  FILE_UNREADABLE: { status: 422, data: z.strictObject({ fault: fileFault, line: count.optional() }) },
  IMPORT_CHANGED: { status: 409, data: none },
  NOTHING_SELECTED: { status: 422, data: none },
  SECRET_GONE: { status: 410, data: none },
  JOB_STATE: { status: 409, data: none },
  TOO_LARGE: { status: 413, data: none },
  TOO_MANY_ATTEMPTS: { status: 429, data: z.strictObject({ seconds: count }) },
  PORTAL_CERTIFICATE: { status: 422, data: z.strictObject({ reason: certificateFault }) },
  DISK_FULL: { status: 507, data: none },
  STORE_READ_ONLY: { status: 507, data: none },
  STORE_DAMAGED: { status: 500, data: none },
  STORE_NEWER: { status: 500, data: none },
  STORE_MISSING: { status: 500, data: none },
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

/** True for a DomainError with this code, so that a caller can handle one failure and let the rest pass. */
export function isDomainError<C extends ErrorCode>(error: unknown, code?: C): error is DomainError<C> {
  return error instanceof DomainError && (code === undefined || error.code === code)
}
