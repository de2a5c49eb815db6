import { myAccountContract } from './account.ts'
import { myLinksContract } from './links.ts'
import { myMethodsContract } from './methods.ts'
import { myRecoveryContract } from './recovery.ts'
import { myRegistrationContract } from './registration.ts'

/**
 * All operations of the portal, one line a slice, separate from adminContract so that the two never mix. Each is about the caller's own
 * account: its key is `my`, then the slice. No key of adminContract begins with `my`, so that the portal knows none of the admin's
 * operations.
 */
export const portalContract = {
  myAccount: myAccountContract,
  myRecovery: myRecoveryContract,
  myRegistration: myRegistrationContract,
  myMethods: myMethodsContract,
  myLinks: myLinksContract,
}
export type PortalContract = typeof portalContract
