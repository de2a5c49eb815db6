import { DomainError } from '../../shared/errors.ts'
import type { recoveryContract } from '../../shared/recovery.ts'
import type { ProofMethod } from '../../shared/rules/self-service.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { ConnectedDirectories } from '../directories/directories.ts'
import type { Notices } from '../mail/notices.ts'
import type { LiveRules } from '../passwords/live-rules.ts'
import type { SetPassword } from '../passwords/set-password.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { Values } from '../settings/values.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { createAsk } from './ask.ts'
import type { Attempts, Run } from './attempts.ts'
import type { AttemptsStore } from './attempts-store.ts'
import type { createDeskCodes } from './desk-codes.ts'
import type { EqualTime } from './equal-time.ts'
import type { Help } from './help.ts'
import { callOf, type Notes } from './notes.ts'
import type { createProofs } from './prove.ts'
import type { Throttles } from './throttles.ts'

export type RecoveryDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly values: Values
  readonly attempts: AttemptsStore
  readonly runs: Attempts
  readonly throttles: Throttles
  readonly notes: Notes
  readonly notices: Notices
  readonly help: Help
  readonly prove: ReturnType<typeof createProofs>
  readonly ask: ReturnType<typeof createAsk>
  readonly createDeskCode: ReturnType<typeof createDeskCodes>
  readonly inEqualTime: EqualTime
  readonly setPassword: SetPassword
  readonly liveRules: Pick<LiveRules, 'soon'>
  readonly lockouts: Lockouts
  readonly directories: Pick<ConnectedDirectories, 'unlock'>
  readonly stored: (id: number) => StoredUser | null
  readonly now: () => number
}

const day = 86_400_000

type Proved = Run & { readonly user: StoredUser }

/** **Forgot password?** Every answer that could tell who exists is the same for everybody, and takes the same time. */
export function createRecovery(deps: RecoveryDeps) {
  const { db, runs, attempts, throttles, notes } = deps
  const policy = () => deps.values.policies().selfService

  function mustProved(token: string, purpose: 'reset' | 'unlock'): Proved {
    const run = runs.must(token)
    if (run.row.purpose !== purpose) throw new DomainError('NOT_ALLOWED', { roles: [] })
    if (run.step !== 'choosePassword' || run.user === null) throw new DomainError('PROOF_WRONG')
    return { ...run, user: run.user }
  }

  /** Seconds for which a reset is blocked because this account was reset too often; counted inside a transaction, with an audit entry. */
  function secondsBlocked({ row }: Proved, call: Call): number {
    // After a link from an admin no limit applies, so that a stranger who guesses at an account can't stop its person.
    const isGuarded = row.is_granted === 0
    const isBlocked = isGuarded && (throttles.secondsLeft(row.account) > 0 || throttles.count(row.account, 'reset'))
    if (!isBlocked) return 0
    notes.blocked({ row }, call)
    return throttles.secondsLeft(row.account)
  }

  /** Ends a run, inside a transaction, so that only one of two calls succeeds. */
  function end({ row, user }: Proved): void {
    if (!attempts.end(row.id)) throw new DomainError('ATTEMPT_GONE')
    attempts.endAll(row.account)
    throttles.clear(row.account)
    deps.help.answered(user.id, user.username)
  }

  function mustBeOpen(seconds: number): void {
    if (seconds > 0) throw new DomainError('TOO_MANY_ATTEMPTS', { seconds })
  }

  async function finish(token: string, password: string, call: Call): Promise<void> {
    const { user } = mustProved(token, 'reset')
    let seconds = 0
    const check = () => {
      seconds = secondsBlocked(mustProved(token, 'reset'), call)
      return seconds === 0
    }
    const request = { user, password, kind: 'selfService', mustChange: false, isGenerated: false, check } as const
    await deps.setPassword.set(request, callOf(user, call), () => end(mustProved(token, 'reset')))
    mustBeOpen(seconds)
  }

  /** Ends the directory's own lock first, so that nobody is told of an end that did not come. */
  async function unlock(token: string, call: Call): Promise<void> {
    if (!policy().canUnlock) throw new DomainError('NOT_ALLOWED', { roles: [] })
    mustBeOpen(db.transaction(() => secondsBlocked(mustProved(token, 'unlock'), call)))
    const { user } = mustProved(token, 'unlock')
    const follow = user.isInDirectory ? await deps.directories.unlock(user.id) : null
    db.transaction(() => {
      const run = mustProved(token, 'unlock')
      const { id, username } = run.user
      deps.lockouts.clear(id)
      follow?.(callOf(run.user, call))
      const entry = { action: 'Unlock user account (self-service).', target: { id, name: username } } as const
      deps.audit.append(entry, callOf(run.user, call))
      end(run)
    })
  }

  function askForHelp(token: string, reason: string, call: Call): { number: number; code: string } {
    const asked = db.transaction(() => {
      const { row } = runs.must(token)
      if (throttles.isUsedUp(row.account, 'helped')) return null
      throttles.count(row.account, 'helped')
      const user = row.user_id === null ? null : deps.stored(row.user_id)
      const ticket = deps.help.ask(user, reason, call.door)
      deps.notices.helpAsked(user, reason)
      const target = { id: user?.id ?? null, name: user?.username ?? '' }
      deps.audit.append({ action: 'Ask for help.', target, detail: { request: String(ticket.number) } }, call)
      return ticket
    })
    if (asked === null) throw new DomainError('TOO_MANY_ATTEMPTS', { seconds: 86_400 })
    return asked
  }

  const service: Implements<typeof recoveryContract> = {
    offer: () => ({
      canUnlock: policy().canUnlock,
      help: policy().help,
      organisation: deps.values.isSetUp() ? deps.values.settings().organisation : '',
    }),
    begin: ({ username, purpose, language }, call) =>
      deps.inEqualTime(() => {
        if (purpose === 'unlock' && !policy().canUnlock) throw new DomainError('NOT_ALLOWED', { roles: [] })
        return db.transaction(() => {
          const { token, userId } = runs.begin(username, purpose, language)
          notes.progress({ row: { user_id: userId } }, { step: 'begin', purpose }, true, call)
          return { attempt: token, state: runs.stateOf(runs.must(token)) }
        })
      }),
    state: ({ attempt }) => deps.inEqualTime(() => runs.stateOf(runs.must(attempt))),
    ask: ({ attempt, method }, call) => deps.inEqualTime(() => deps.ask(attempt, method as ProofMethod, call)),
    prove: ({ attempt, proof }, call) => deps.inEqualTime(() => deps.prove(attempt, proof, call)),
    rules: ({ attempt }) =>
      deps.inEqualTime(() => {
        const { step, user } = runs.must(attempt)
        if (step !== 'choosePassword' || user === null) throw new DomainError('PROOF_WRONG')
        return deps.liveRules.soon(user.id)
      }),
    finish: ({ attempt, newPassword }, call) =>
      deps.inEqualTime(async () => {
        await finish(attempt, newPassword, call)
        return {}
      }),
    unlock: ({ attempt }, call) =>
      deps.inEqualTime(async () => {
        await unlock(attempt, call)
        return {}
      }),
    askForHelp: ({ attempt, reason }, call) => deps.inEqualTime(() => askForHelp(attempt, reason, call)),
    helpState: ({ code }) => deps.inEqualTime(() => deps.help.stateOf(code)),
    createDeskCode: deps.createDeskCode,
  }
  return {
    ...service,
    /** Removes runs that have ended, and runs that a wrong clock has dated. */
    tidy: (): void => {
      attempts.forget(deps.now() - day, deps.now() + day)
      throttles.tidy()
      deps.help.tidy()
    },
  }
}
