import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { PortalContract } from '../../shared/portal-contract.ts'
import { errorCodeOf, lostConnection } from '../base/api-errors.ts'

type Trouble = 'SIGN_IN_NEEDED' | 'PASSWORD_CHANGE_NEEDED' | 'METHODS_NEEDED'
let tellTrouble: (trouble: Trouble) => void = () => {}

/** Sets the one listener that is called when any answer says that the session has ended or waits for a new password. */
export function onTrouble(listener: (trouble: Trouble) => void): () => void {
  tellTrouble = listener
  return () => {
    if (tellTrouble === listener) tellTrouble = () => {}
  }
}

async function send(request: Request, init: RequestInit): Promise<Response> {
  try {
    // The session's token is in a cookie that no script can read.
    return await fetch(request, { ...init, cache: 'no-store', credentials: 'same-origin' })
  } catch (cause) {
    if (request.signal.aborted) throw cause
    throw lostConnection(cause)
  }
}

const link = new RPCLink({
  url: `${location.origin}/rpc`,
  headers: { 'x-keydesk': 'portal' },
  fetch: send,
  interceptors: [
    async ({ next }) => {
      try {
        return await next()
      } catch (error) {
        const code = errorCodeOf(error)
        if (code === 'SIGN_IN_NEEDED' || code === 'PASSWORD_CHANGE_NEEDED' || code === 'METHODS_NEEDED')
          tellTrouble(code)
        throw error
      }
    },
  ],
})

/** Every operation of the portal as a typed function; this page can call no others. */
export const { myAccount, myRecovery, myRegistration, myMethods, myLinks }: ContractRouterClient<PortalContract> =
  createORPCClient(link)

/** What the first page shows. */
export type Welcome = Awaited<ReturnType<typeof myAccount.welcome>>

/** The same as options for react-query. */
export const portalApi = createTanstackQueryUtils({ myAccount })
