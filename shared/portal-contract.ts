import { portalAccountContract } from './portal-account.ts'

/** Everything that the portal offers to the office network, apart from adminContract, so that the two never meet; one line a slice. */
export const portalContract = {
  account: portalAccountContract,
}
export type PortalContract = typeof portalContract
