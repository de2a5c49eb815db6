import type { DoorName } from '../../shared/audit.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Call, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { Factor } from './factor.ts'
import type { ProveOwn } from './prove.ts'
import type { Sessions } from './sessions.ts'

export type CallAsDeps = {
  readonly prove: ProveOwn
  readonly sessions: Pick<Sessions, 'callFor'>
  readonly factor: Factor
  readonly values: Values
  readonly door: DoorName
}

/** For callers that can't ask for a code. */
const noCode = (): Promise<string> => Promise.reject(new DomainError('FACTOR_NEEDED'))

/** Signs somebody in for one command-line invocation, with the second factor where they have one. */
export function createCallAs({ prove, sessions, factor, values, door }: CallAsDeps) {
  return async (username: string, password: string, readCode = noCode): Promise<SignedInCall> => {
    if (!values.isSetUp()) throw new DomainError('NOT_SET_UP')
    const nobody: Call = { actor: null, door, token: null, isLocked: false, isConfirmed: false }
    const { user, pass } = await prove.signIn(username, password, nobody)
    // A Temporary Access Pass is only good for registering methods, which needs a window.
    if (pass !== null) return prove.refuse(user.id, 'wrongPassword', nobody)
    const call = sessions.callFor(user.id, door)
    const actor = call.actor
    const state = factor.stateOf(actor)
    // Only a window can show the QR code.
    if (state === 'mustRegister') throw new DomainError('REGISTRATION_NEEDED')
    if (state === 'needed') factor.prove(actor, await readCode(), call)
    return call
  }
}
