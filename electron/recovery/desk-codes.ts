import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { codeLife } from '../../shared/rules/reset-attempt.ts'
import type { Audit } from '../audit/audit.ts'
import { codeHash, deskRecord, newDigits, spacedDigits } from '../codes/codes.ts'
import type { Database } from '../db/database.ts'
import type { Knowers } from '../passwords/knowers.ts'
import type { Actor, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import type { AttemptsStore } from './attempts-store.ts'
import type { Help } from './help.ts'

export type DeskCodesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly vault: Vault
  readonly values: Values
  readonly knowers: Pick<Knowers, 'mayChoose'>
  readonly stored: (id: number) => StoredUser | null
  /** Throws for the admin's own account, and for people out of reach by the role matrix. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly twoPerson: Pick<TwoPerson, 'mustHaveSecondAdminFor'>
  readonly attempts: AttemptsStore
  readonly help: Help
  readonly now: () => number
}

/** Codes from the desk: an admin checks who is calling and reads a code out, which then proves to Keydesk who the person is. */
export function createDeskCodes(deps: DeskCodesDeps) {
  return ({ userId }: { readonly userId: UserId }, call: SignedInCall) => {
    const user = deps.stored(userId)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    deps.mustCover(call.actor, user)
    const isOffered = deps.values.policies().selfService.methods.includes('deskCode')
    if (!isOffered) throw new DomainError('NOT_ALLOWED', { roles: [] })
    const digits = newDigits()
    deps.db.transaction(() => {
      const detail = deps.twoPerson.mustHaveSecondAdminFor(call, user, [])
      const hash = codeHash(deps.vault, deskRecord(userId), digits)
      deps.attempts.putDeskCode(userId, hash, deps.now(), call.actor.id)
      deps.knowers.mayChoose(userId, call.actor)
      deps.help.answered(userId, call.actor?.username ?? '')
      deps.audit.append({ action: 'Create desk code.', target: { id: userId, name: user.username }, detail }, call)
    })
    return { code: spacedDigits(digits), endsAt: deps.now() + codeLife }
  }
}
