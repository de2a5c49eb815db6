import { linksContract } from './links.ts'
import { forgotContract, registrationContract, selfserviceContract } from './selfservice.ts'

/** The sides of self-service as the admin app offers them: before signing in, for oneself, for admins, and links that admins send. */
export const selfServiceContracts = {
  forgot: forgotContract,
  registration: registrationContract,
  selfservice: selfserviceContract,
  links: linksContract,
}
