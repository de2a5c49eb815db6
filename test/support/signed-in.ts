import type { Call, SignedInCall } from '../../electron/rpc/call.ts'

/** A call of which the test knows that somebody is signed in; it fails where nobody is. */
export function signedIn(call: Call): SignedInCall {
  if (call.actor === null) throw new Error('Nobody is signed in.')
  return { ...call, actor: call.actor }
}
