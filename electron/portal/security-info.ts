import type { registrationContract } from '../../shared/selfservice.ts'
import type { Implements } from '../rpc/call.ts'
import { type Limits, mailLayers, mustVisit } from './limits.ts'

type Registration = Implements<typeof registrationContract>

/** **Security info** at the portal: the same as in the app, but nobody fills a stranger's mailbox with codes from there. */
export function createPortalSecurityInfo(registration: Registration, limits: Limits): Registration {
  return {
    ...registration,
    startEmail: (input, call) => {
      const { address } = mustVisit(call)
      limits.take(mailLayers, { what: 'mail to prove', address, account: call.actor?.username ?? '' })
      return registration.startEmail(input, call)
    },
  }
}
