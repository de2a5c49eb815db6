import { myAccountContract } from './account.ts'
import { myLinksContract } from './links.ts'
import { myMethodsContract } from './methods.ts'
import { myRecoveryContract } from './recovery.ts'
import { myRegistrationContract } from './registration.ts'

/**
 * Everything that the portal offers to the office network, apart from adminContract, so that the two never meet; one line a slice. It offers
 * what is a person's own, and each key says so: `my`, then the slice. No key is one of the admin's contract, where none begins with `my`, so
 * that every one of the admin's operations is unknown here.
 */
export const portalContract = {
  myAccount: myAccountContract,
  myRecovery: myRecoveryContract,
  myRegistration: myRegistrationContract,
  myMethods: myMethodsContract,
  myLinks: myLinksContract,
}
export type PortalContract = typeof portalContract
