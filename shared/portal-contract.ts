import { portalLinksContract } from './links.ts'
import { portalAccountContract } from './portal-account.ts'

/** Everything that the portal offers to the office network, apart from adminContract, so that the two never meet; one line a slice. */
export const portalContract = {
  account: portalAccountContract,
  links: portalLinksContract,
}
export type PortalContract = typeof portalContract
