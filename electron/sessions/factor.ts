import { DomainError } from '../../shared/errors.ts'
import type { FactorState } from '../../shared/rules/second-factor.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Methods } from '../methods/methods.ts'
import type { Actor, Call } from '../rpc/call.ts'
import type { Lockouts } from './lockouts.ts'

export type FactorDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly methods: Pick<Methods, 'stateOf' | 'prove' | 'codesLeft'>
  readonly lockouts: Lockouts
}
export type Factor = ReturnType<typeof createFactor>

/**
 * The second step of signing in. The seeds are sealed by the vault, which must be open by then: where no keychain has its key, the right
 * password of a global admin opens it before the code is asked for. The code protects the session, without which Keydesk reads nothing from
 * the vault; somebody who has the data folder and that password could open the vault without Keydesk anyway.
 */
export function createFactor(deps: FactorDeps) {
  const targetOf = ({ id, username }: Actor) => ({ id, name: username })

  function fail(actor: Actor, reason: string, call: Call): void {
    const entry = { action: 'UserLoginFailed', target: targetOf(actor), result: 'failure', reason } as const
    deps.audit.append(entry, call)
  }

  return {
    stateOf: (actor: Actor): FactorState => deps.methods.stateOf(actor),
    /** Writes an audit entry for a right password before the second factor, which helps to find stolen passwords. */
    begun: (actor: Actor, state: FactorState, call: Call, isPass = false): void => {
      const target = targetOf(actor)
      if (isPass) deps.audit.append({ action: 'UserLoggedIn', target, detail: { with: 'Temporary Access Pass' } }, call)
      else if (state === 'none') deps.audit.append({ action: 'UserLoggedIn', target }, call)
      else deps.audit.append({ action: 'Ask for second factor.', target }, call)
    },
    /** Uses a code up or counts a wrong one; the error never says more than that the code was wrong (OWASP ASVS 6.6.3). */
    prove: (actor: Actor, code: string, call: Call): void => {
      const seconds = deps.lockouts.secondsForCodes(actor.id, call.door)
      if (seconds > 0) {
        deps.db.transaction(() => fail(actor, 'locked', call))
        throw new DomainError('TOO_MANY_ATTEMPTS', { seconds })
      }
      const isProved = deps.db.transaction(() => {
        const provedWith = deps.methods.prove(actor.id, code)
        if (provedWith === null) {
          deps.lockouts.codeFailed(actor.id, call.door)
          fail(actor, 'wrongCode', call)
          return false
        }
        deps.lockouts.codeSucceeded(actor.id, call.door)
        const left = { codesLeft: String(deps.methods.codesLeft(actor.id)) }
        const detail = { factor: provedWith, ...(provedWith === 'recoveryCode' ? left : {}) }
        deps.audit.append({ action: 'UserLoggedIn', target: targetOf(actor), detail }, call)
        return true
      })
      if (!isProved) throw new DomainError('FACTOR_WRONG')
    },
  }
}
