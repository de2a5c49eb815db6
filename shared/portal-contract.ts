import { portalLinksContract } from './links.ts'
import { methodsContract } from './methods.ts'
import { portalAccountContract } from './portal-account.ts'
import { forgotContract, registrationContract } from './selfservice.ts'

const { mine, startAuthenticator, confirmAuthenticator, removeAuthenticator, createRecoveryCodes } = methodsContract

/**
 * Everything that the portal offers to the office network, apart from adminContract, so that the two never meet; one line a slice. No slice
 * has a name of the admin's contract: every one of the admin's operations is unknown here.
 */
export const portalContract = {
  account: portalAccountContract,
  forgotPassword: forgotContract,
  securityInfo: registrationContract,
  authenticator: { mine, startAuthenticator, confirmAuthenticator, removeAuthenticator, createRecoveryCodes },
  links: portalLinksContract,
}
export type PortalContract = typeof portalContract
