import { DomainError } from '../../shared/errors.ts'
import type { myLinksContract } from '../../shared/links.ts'
import type { Database } from '../db/database.ts'
import type { Attempts } from '../recovery/attempts.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'

export type PortalLinksDeps = {
  readonly db: Pick<Database, 'transaction'>
  readonly grant: Attempts['grant']
  /** Takes a link away and answers whose it was; null for one that opens nothing. */
  readonly take: (token: string) => SpentLink | null
}
/** Whose link it was, and the admin who sent it. */
export type SpentLink = { readonly user: StoredUser; readonly madeBy: number }

/** Opens a link at the portal, which begins a run of **Forgot password?**. */
export function createPortalLinks(deps: PortalLinksDeps): Implements<typeof myLinksContract> {
  function spend(token: string, call: Call) {
    // A lapsed link is removed too, so that the error is thrown after the transaction.
    const opened = deps.db.transaction(() => {
      const taken = deps.take(token)
      if (taken === null) return null
      return { ...deps.grant(taken.user, taken.madeBy, call), username: taken.user.username }
    })
    if (opened === null) throw new DomainError('LINK_GONE')
    return opened
  }

  return { spend: ({ token }, call) => spend(token, call) }
}
