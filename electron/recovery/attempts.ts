import { DomainError } from '../../shared/errors.ts'
import type { Language, UserId } from '../../shared/ids.ts'
import type { AttemptState } from '../../shared/recovery.ts'
import {
  type AttemptStep,
  attemptNow,
  attemptStep,
  maximumOpenRuns,
  openMethods,
  type ProofNeed,
  type ResetAttempt,
} from '../../shared/rules/reset-attempt.ts'
import { type ProofMethod, proofMethod } from '../../shared/rules/self-service.ts'
import { usernameKey } from '../../shared/rules/username.ts'
import { newToken, sameBytes, tokenHash } from '../codes/codes.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Capabilities } from '../registration/capabilities.ts'
import type { FactorPort } from '../registration/proofs.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import type { Vouching } from '../vouching/vouching.ts'
import type { AttemptRow, AttemptsStore } from './attempts-store.ts'
import type { Notes } from './notes.ts'
import type { Throttles } from './throttles.ts'

export type AttemptsDeps = {
  readonly attempts: AttemptsStore
  readonly throttles: Pick<Throttles, 'clear'>
  readonly notes: Pick<Notes, 'progress'>
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly vault: Vault
  readonly capabilities: Capabilities
  readonly vouching: Vouching
  readonly factor: FactorPort
  readonly stored: (id: number) => StoredUser | null
  readonly idOf: (username: string) => number | null
  readonly credentialVersion: (id: number) => string | null
  /** Their own language, or the organisation's. */
  readonly languageOf: (user: StoredUser) => Language
  readonly now: () => number
}
export type Attempts = ReturnType<typeof createAttempts>

/** One run as it stands now. `user` is null for a name that does not exist, and for somebody who may not reset their own password. */
export type Run = {
  readonly row: AttemptRow
  readonly user: StoredUser | null
  readonly proved: readonly ProofMethod[]
  readonly need: ProofNeed
  readonly step: AttemptStep
  /** The instant by which this run is judged; it never goes back. */
  readonly now: number
}

const life = 15 * 60_000
/** The most runs of all accounts together that may be open at the same time. */
const maximumRuns = 10_000
const nobodysNeed: ProofNeed = { required: Number.MAX_SAFE_INTEGER, methods: [], factors: [] }
/** Methods whose code goes to an address or a number, which somebody else may have entered for the person. */
const isSent = (method: ProofMethod) => method === 'email' || method === 'sms'
const everyFactor: readonly ProofMethod[] = ['authenticator', 'recoveryCode']

/** Runs of **Forgot password?**. What a run needs is computed anew at each step, because policy, roles and methods may change meanwhile. */
export function createAttempts(deps: AttemptsDeps) {
  const { attempts, vault } = deps
  const accountOf = (id: number) => vault.digest('self-service account', `user ${id}`)
  /**
   * What a run's proofs hold for: this password and these places where codes go. A code from an earlier mailbox proves nothing after the
   * address has changed.
   */
  function boundTo(id: number): Uint8Array {
    // Computed for id 0 too, which nobody has, so that a name that does not exist takes the same work.
    const { alternateEmail, mobilePhone } = deps.stored(id)?.contact ?? {}
    return vault.digest(
      'self-service binding',
      JSON.stringify([id, deps.credentialVersion(id), alternateEmail, mobilePhone]),
    )
  }

  function needOf(user: StoredUser, isGranted: boolean): ProofNeed {
    // Somebody may have become an admin of the directory since the link was sent.
    if (user.isProtected) return nobodysNeed
    const factors = deps.factor.isNeeded(user) ? everyFactor : []
    if (isGranted) return { required: 0, methods: [], factors }
    const { isEnabled, methods, required } = deps.capabilities.of(user)
    if (!isEnabled) return nobodysNeed
    return { required, methods, factors }
  }

  function begin(
    username: string,
    purpose: 'reset' | 'unlock',
    language: Language,
  ): { token: string; userId: number | null } {
    const now = deps.now()
    if (attempts.countSince(now - life) >= maximumRuns)
      throw new DomainError('TOO_MANY_ATTEMPTS', { seconds: life / 1000 })
    const userId = deps.idOf(username.trim())
    const account =
      userId === null ? vault.digest('self-service account', `name ${usernameKey(username)}`) : accountOf(userId)
    const token = newToken()
    const bound = boundTo(userId ?? 0)
    attempts.insert({
      token: tokenHash(token),
      userId,
      account,
      purpose,
      language,
      boundTo: bound,
      isGranted: false,
      grantedBy: null,
      now,
    })
    attempts.keepNewest(account, maximumOpenRuns)
    return { token, userId }
  }

  /**
   * Begins a run for somebody who has opened a link from an admin, inside the caller's transaction. It needs no policy and no method, only a
   * second factor where there is one. Clears counted guesses, as a reset does.
   */
  function grant(
    user: StoredUser,
    grantedBy: number,
    call: Call,
  ): { readonly attempt: string; readonly state: AttemptState } {
    const { id } = user
    const token = newToken()
    deps.throttles.clear(accountOf(id))
    deps.notes.progress({ row: { user_id: id } }, { step: 'link' }, true, call)
    const run = { userId: id, account: accountOf(id), purpose: 'reset', language: deps.languageOf(user) } as const
    attempts.insert({
      ...run,
      token: tokenHash(token),
      boundTo: boundTo(id),
      isGranted: true,
      grantedBy,
      now: deps.now(),
    })
    return { attempt: token, state: stateOf(must(token)) }
  }

  function find(token: string): Run | null {
    const row = attempts.find(tokenHash(token))
    if (row === null) return null
    const found = row.user_id === null ? null : deps.stored(row.user_id)
    // The password or the address has changed meanwhile, so that the proofs no longer hold.
    const isSame = sameBytes(row.bound_to, boundTo(row.user_id ?? 0))
    const isBound = row.user_id === null || (found !== null && isSame)
    const isOpen =
      isBound && (row.is_granted === 0 || (found !== null && deps.vouching.standsFor(row.granted_by, found)))
    const need = found === null ? nobodysNeed : needOf(found, row.is_granted === 1)
    const all = proofMethod.array().parse(JSON.parse(row.proved))
    // A proved address does not count any more if its author could not reset the person now.
    const proved =
      found === null
        ? all
        : all.filter((method) => !isSent(method) || deps.capabilities.registeredOf(found).includes(method))
    const attempt: ResetAttempt = { startedAt: row.started_at, seenAt: row.seen_at, proved, state: row.state }
    const now = attemptNow(attempt, deps.now())
    const step = isOpen ? attemptStep(attempt, need, deps.now()) : 'gone'
    return { row, user: need === nobodysNeed ? null : found, proved, need, step, now }
  }

  /** The run of a token; throws ATTEMPT_GONE. */
  function must(token: string): Run & { readonly step: 'prove' | 'choosePassword' } {
    const run = find(token)
    if (run === null || run.step === 'gone') throw new DomainError('ATTEMPT_GONE')
    return { ...run, step: run.step }
  }

  /** What the person sees of a run: until something is proved, the same for everybody. */
  function stateOf({ row, proved, need, step }: Run): AttemptState {
    const isAlike = proved.length === 0 && row.is_granted === 0
    const methods = isAlike ? deps.capabilities.offered() : openMethods(proved, need)
    if (step === 'gone') throw new DomainError('ATTEMPT_GONE')
    return { step, methods, proved, endsAt: row.started_at + life }
  }

  /**
   * Ends the runs and codes of a person who is blocked, deleted or given a role: the admin who made a code may not reach the person any more.
   * Undoing that change brings nothing back.
   */
  function endOf(userId: UserId): void {
    attempts.endOf(userId)
    attempts.spendDeskCode(userId)
  }

  deps.rowsOfUser.goWithDeletion('desk_codes', 'reset_attempts')
  deps.events.on('userShutOut', ({ userId }) => endOf(userId))
  deps.events.on('userPromoted', ({ userId }) => endOf(userId))
  deps.events.on('directoryChanged', ({ userId }) => endOf(userId))
  // A new password ends every run that was begun before it.
  deps.events.on('passwordChanged', ({ user }) => {
    const account = accountOf(user.id)
    attempts.endAll(account)
    attempts.spendDeskCode(user.id)
    deps.throttles.clear(account)
  })

  return { begin, grant, accountOf, must, stateOf }
}
