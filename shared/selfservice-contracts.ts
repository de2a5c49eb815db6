import { linksContract } from './links.ts'
import { myRecoveryContract, myRegistrationContract, selfserviceContract } from './recovery.ts'

/** The sides of self-service as the admin app offers them: before signing in, for oneself, for admins, and links that admins send. */
export const selfServiceContracts = {
  recovery: myRecoveryContract,
  registration: myRegistrationContract,
  selfservice: selfserviceContract,
  links: linksContract,
}
