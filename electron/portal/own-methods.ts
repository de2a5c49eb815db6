import type { portalContract } from '../../shared/portal-contract.ts'
import type { Call, Implements } from '../rpc/call.ts'
import { changeLayers, type Limits, mailLayers, mustVisit } from './limits.ts'

type OwnMethods = {
  readonly securityInfo: Implements<typeof portalContract.securityInfo>
  readonly authenticator: Implements<typeof portalContract.authenticator>
}

/** Security info at the portal: what sends mail, hashes or compares codes is limited, because a session there may be somebody else's. */
export function createPortalMethods({ securityInfo, authenticator }: OwnMethods, limits: Limits): OwnMethods {
  const limited =
    <I, O>(change: (input: I, call: Call) => O, layers = changeLayers, what = 'security info') =>
    (input: I, call: Call): O => {
      const { address } = mustVisit(call)
      limits.count(layers, { what, address, account: call.actor?.username ?? '' })
      return change(input, call)
    }
  return {
    securityInfo: {
      ...securityInfo,
      startEmail: limited(securityInfo.startEmail, mailLayers, 'mail to prove'),
      confirmEmail: limited(securityInfo.confirmEmail),
      saveQuestions: limited(securityInfo.saveQuestions),
      remove: limited(securityInfo.remove),
      reconfirm: limited(securityInfo.reconfirm),
    },
    authenticator: {
      ...authenticator,
      startAuthenticator: limited(authenticator.startAuthenticator),
      confirmAuthenticator: limited(authenticator.confirmAuthenticator),
      removeAuthenticator: limited(authenticator.removeAuthenticator),
      createRecoveryCodes: limited(authenticator.createRecoveryCodes),
    },
  }
}
