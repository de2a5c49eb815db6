import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { selfserviceContract } from '../../shared/recovery.ts'
import { codeLife } from '../../shared/rules/reset-attempt.ts'
import { proofMethods } from '../../shared/rules/self-service.ts'
import type { Audit } from '../audit/audit.ts'
import type { Authority } from '../authority/authority.ts'
import { codeHash, deskRecord, newDigits, spacedDigits } from '../codes/codes.ts'
import type { Database } from '../db/database.ts'
import type { Passes } from '../passes/passes.ts'
import type { Knowers } from '../passwords/knowers.ts'
import type { AttemptsStore } from '../recovery/attempts-store.ts'
import type { Help } from '../recovery/help.ts'
import type { Throttles } from '../recovery/throttles.ts'
import type { Capabilities } from '../registration/capabilities.ts'
import type { Report } from '../registration/report.ts'
import type { Actor, Implements, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { Sms } from '../text-messages/sms.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'

export type SelfServiceDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly vault: Vault
  readonly values: Values
  readonly knowers: Pick<Knowers, 'mayChoose'>
  readonly stored: (id: number) => StoredUser | null
  /** Throws for oneself and for whoever the role matrix keeps out of reach. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly authority: Pick<Authority, 'mustBeTwoFor'>
  readonly attempts: AttemptsStore
  readonly capabilities: Capabilities
  readonly passes: Passes
  readonly sms: Sms
  readonly help: Help
  readonly throttles: Pick<Throttles, 'tidy'>
  readonly report: Report
  readonly now: () => number
}

const day = 86_400_000

/** What admins do around self-service: who is ready for it, codes from the desk, Temporary Access Passes, text messages. */
export function createSelfService(deps: SelfServiceDeps) {
  function createDeskCode(userId: UserId, call: SignedInCall) {
    const user = deps.stored(userId)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    deps.mustCover(call.actor, user)
    const isOffered = deps.values.policies().selfService.methods.includes('deskCode')
    if (!isOffered) throw new DomainError('NOT_ALLOWED', { roles: [] })
    const digits = newDigits()
    deps.db.transaction(() => {
      const detail = deps.authority.mustBeTwoFor(call, user, [])
      const hash = codeHash(deps.vault, deskRecord(userId), digits)
      deps.attempts.putDeskCode(userId, hash, deps.now(), call.actor.id)
      deps.knowers.mayChoose(userId, call.actor)
      deps.help.answered(userId, call.actor?.username ?? '')
      deps.audit.append({ action: 'Create desk code.', target: { id: userId, name: user.username }, detail }, call)
    })
    return { code: spacedDigits(digits), endsAt: deps.now() + codeLife }
  }

  const service: Implements<typeof selfserviceContract> = {
    report: deps.report.report,
    of: deps.report.of,
    exportReport: deps.report.exportReport,
    unavailable: () => ({ methods: proofMethods.filter((method) => !deps.capabilities.isAvailable(method)) }),
    smsGateway: () => ({ gateway: deps.sms.gateway() }),
    saveSmsGateway: ({ gateway }, call) => {
      deps.sms.save(gateway, call)
      return {}
    },
    createDeskCode: ({ userId }, call) => createDeskCode(userId, call),
    createPass: (input, call) => deps.passes.create(input, call),
    passOf: ({ userId }) => deps.passes.of(userId),
    deletePass: ({ userId }, call) => {
      deps.passes.remove(userId, call)
      return {}
    },
  }
  return {
    ...service,
    /** Forgets what is over; runs of a clock that was wrong too. */
    tidy: (): void => {
      deps.attempts.forget(deps.now() - day, deps.now() + day)
      deps.throttles.tidy()
      deps.passes.tidy()
      deps.help.tidy()
    },
  }
}
