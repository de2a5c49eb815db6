import { ORPCError } from '@orpc/client'
import { type ErrorCode, type ErrorData, errorMap } from '../../shared/errors.ts'

export type ApiError = ORPCError<ErrorCode, unknown>

const connectionLost = 'CONNECTION_LOST'

/** What a client throws when no answer comes. */
export function lostConnection(cause: unknown): Error {
  return new Error(connectionLost, { cause })
}

/** The code of an expected failure, null for a lost connection or a bug. */
export function errorCodeOf(error: unknown): ErrorCode | null {
  if (!(error instanceof ORPCError)) return null
  const code: string = error.code
  return Object.hasOwn(errorMap, code) ? (code as ErrorCode) : null
}

/** True for an error that only says that the request waits for a second admin. */
export function isWaiting(error: unknown): boolean {
  return errorCodeOf(error) === 'WAITING_FOR_APPROVAL'
}

/** The checked data of a failure with this code, null if it is another one. */
export function errorDataOf<C extends ErrorCode>(error: unknown, code: C): ErrorData<C> | null {
  if (!(error instanceof ORPCError) || error.code !== code) return null
  const parsed = errorMap[code].data.safeParse(error.data)
  return parsed.success ? (parsed.data as ErrorData<C>) : null
}

/** The error for a part that failed, when the answer is good for the rest. */
export function partialFailure<C extends ErrorCode>(code: C, data: ErrorData<C>): Error {
  return new ORPCError(code, { data })
}

/** True when no answer came at all: the program behind the page is gone or unreachable. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && error.message === connectionLost
}
