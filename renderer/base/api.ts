import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { AdminContract } from '../../shared/contract.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { errorCodeOf, lostConnection } from './api-errors.ts'
import { readHash } from './hash.ts'

export { type ApiError, errorCodeOf, errorDataOf, isConnectionLost, isWaiting } from './api-errors.ts'
export type SessionTrouble =
  | 'SESSION_LOCKED'
  | 'FACTOR_NEEDED'
  | 'SIGN_IN_NEEDED'
  | 'PASSWORD_CHANGE_NEEDED'
  | 'METHODS_NEEDED'

const launchToken = readHash().get('token')
let sessionToken: string | null = null
let tellTrouble: (trouble: SessionTrouble) => void = () => {}

/** Keeps the session's token in memory only, so that nothing of it stays behind when the window closes. */
export function setSessionToken(token: string | null): void {
  sessionToken = token
}

/**
 * Sets the one listener that is called when any answer says that the session is locked, has ended, or waits for a second factor or a new password.
 */
export function onSessionTrouble(listener: (trouble: SessionTrouble) => void): () => void {
  tellTrouble = listener
  return () => {
    if (tellTrouble === listener) tellTrouble = () => {}
  }
}

function headers(): Record<string, string> {
  return {
    ...(sessionToken !== null && { authorization: `Bearer ${sessionToken}` }),
    ...(launchToken !== null && { 'x-keydesk-launch': launchToken }),
  }
}

async function send(request: Request, init: RequestInit): Promise<Response> {
  try {
    return await fetch(request, { ...init, cache: 'no-store', credentials: 'omit' })
  } catch (cause) {
    if (request.signal.aborted) throw cause
    throw lostConnection(cause)
  }
}

const troubles: readonly SessionTrouble[] = [
  'SESSION_LOCKED',
  'FACTOR_NEEDED',
  'SIGN_IN_NEEDED',
  'PASSWORD_CHANGE_NEEDED',
  'METHODS_NEEDED',
]

function isTrouble(code: ErrorCode | null): code is SessionTrouble {
  return troubles.some((trouble) => trouble === code)
}

const link = new RPCLink({
  url: `${location.origin}/rpc`,
  headers,
  fetch: send,
  interceptors: [
    async ({ next }) => {
      const token = sessionToken
      try {
        return await next()
      } catch (error) {
        const code = errorCodeOf(error)
        // An answer to a token that was replaced meanwhile is ignored, because it does not concern the current session.
        if (isTrouble(code) && token === sessionToken) tellTrouble(code)
        throw error
      }
    },
  ],
})

/** Every operation of the contract as a typed function. */
export const client: ContractRouterClient<AdminContract> = createORPCClient(link)

/** The same operations as options for react-query: `api.users.list.queryOptions({ input })`. */
export const api = createTanstackQueryUtils(client)
