import type { forgotContract } from '../../shared/selfservice.ts'
import type { Call, Implements } from '../rpc/call.ts'
import { beginLayers, helpLayers, type Layers, type Limits, mustVisit, stepLayers } from './limits.ts'

type Forgot = Implements<typeof forgotContract>

/** **Forgot password?** at the portal: the same wizard as in the app, behind limits per address, since anybody on the network can reach it. */
export function createPortalForgot(forgot: Forgot, limits: Limits): Forgot {
  const count = (layers: Layers, what: string, account: string, call: Call): void =>
    limits.count(layers, { what, address: mustVisit(call).address, account })
  const limited =
    <I extends { readonly attempt: string }, O>(step: (input: I, call: Call) => O) =>
    (input: I, call: Call): O => {
      count(stepLayers, 'wizard step', input.attempt, call)
      return step(input, call)
    }

  return {
    offer: forgot.offer,
    begin: (input, call) => {
      count(beginLayers, 'wizard', input.username, call)
      return forgot.begin(input, call)
    },
    state: limited(forgot.state),
    ask: limited(forgot.ask),
    prove: limited(forgot.prove),
    rules: limited(forgot.rules),
    finish: limited(forgot.finish),
    unlock: limited(forgot.unlock),
    askForHelp: (input, call) => {
      count(helpLayers, 'help', input.attempt, call)
      return forgot.askForHelp(input, call)
    },
    helpState: (input, call) => {
      // Codes are long; who tries many has none.
      count(beginLayers, 'help state', input.code, call)
      return forgot.helpState(input, call)
    },
  }
}
