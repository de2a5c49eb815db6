import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { AttemptState, Proof } from '../../shared/recovery.ts'
import { isCodeOver } from '../../shared/rules/reset-attempt.ts'
import type { ProofMethod } from '../../shared/rules/self-service.ts'
import { codeHash, deskRecord, sameBytes, sentRecord, typedMaterial } from '../codes/codes.ts'
import type { Answers } from '../registration/answers.ts'
import type { Capabilities } from '../registration/capabilities.ts'
import type { FactorPort } from '../registration/proofs.ts'
import type { Call } from '../rpc/call.ts'
import type { Vault } from '../vault/vault.ts'
import type { Vouching } from '../vouching/vouching.ts'
import type { Attempts, Run } from './attempts.ts'
import type { AttemptsStore, CodeRow } from './attempts-store.ts'
import type { Notes } from './notes.ts'
import type { Throttles } from './throttles.ts'

export type ProveDeps = {
  readonly transaction: <T>(work: () => T) => T
  readonly attempts: AttemptsStore
  readonly runs: Attempts
  readonly throttles: Throttles
  readonly answers: Answers
  readonly capabilities: Capabilities
  readonly vouching: Vouching
  readonly factor: FactorPort
  readonly vault: Vault
  readonly notes: Notes
}

/** Ids begin at 1. */
const nobodysId = 0

type Outcome =
  | { readonly kind: 'proved' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'blocked'; readonly seconds: number }

/** The result of the slow comparison outside the transaction: the questions that were compared, and whether all answers were right. */
type Slow = { readonly drawn: string | null; readonly areRight: boolean }

/** Checks one proof. For people who do not exist, or may not reset their password, the same is compared and counted. */
export function createProofs(deps: ProveDeps) {
  const { attempts, throttles, runs } = deps
  const inTurn = createTurns()

  /** Whether a code is right. Only a right code is used up; wrong tries are counted until the code is void. */
  function isRightCode(code: CodeRow | null, record: string, typed: string, now: number): boolean {
    const hash = codeHash(deps.vault, record, typedMaterial(typed))
    const isSame = sameBytes(code?.hash ?? Buffer.alloc(hash.length), hash)
    return code !== null && isSame && !isCodeOver(code, now)
  }

  function provesSent({ row, user, now }: Run, method: 'email' | 'sms', typed: string): boolean {
    const code = attempts.code(row.id, method)
    const isReached = user !== null && deps.capabilities.registeredOf(user).includes(method)
    const isRight = isRightCode(code, sentRecord(row.id, method), typed, now) && isReached
    if (isRight) attempts.spendCode(row.id, method)
    else attempts.failCode(row.id, method, now)
    return isRight
  }

  function provesDesk({ row, user, now }: Run, typed: string): boolean {
    const id = row.user_id ?? nobodysId
    const code = attempts.deskCode(id)
    const isStanding = user !== null && deps.vouching.standsFor(code?.madeBy ?? null, user)
    const isRight = isRightCode(code, deskRecord(id), typed, now) && isStanding
    if (isRight) attempts.spendDeskCode(id)
    else attempts.failDeskCode(id, now)
    return isRight
  }

  /**
   * Checks a code of the app or a recovery code; their forms differ, so that none is used up under the other's name. The same is compared for
   * names that do not exist. A damaged app counts as a wrong code, because only people who have proved the password are told of the damage.
   */
  function provesFactor(userId: number, method: ProofMethod, typed: string): boolean {
    const isDigits = /^\d{6}$/.test(typedMaterial(typed))
    try {
      return isDigits === (method === 'authenticator') && deps.factor.prove(userId, typed) === method
    } catch (error) {
      if (isDomainError(error, 'FACTOR_DAMAGED')) return false
      throw error
    }
  }

  function isProved(run: Run, proof: Proof, areAnswersRight: boolean): boolean {
    const { user, need } = run
    const isWanted = need.methods.includes(proof.method) || need.factors.includes(proof.method)
    if (proof.method === 'questions') {
      if (!areAnswersRight) attempts.draw(run.row.id, null)
      return isWanted && areAnswersRight
    }
    if (proof.method === 'email' || proof.method === 'sms') return provesSent(run, proof.method, proof.code) && isWanted
    if (proof.method === 'deskCode') return provesDesk(isWanted ? run : { ...run, user: null }, proof.code)
    return provesFactor(user !== null && isWanted ? user.id : nobodysId, proof.method, proof.code)
  }

  /** Decides in one transaction, in which everything is read again: of two calls at the same time only one succeeds. */
  function decide(token: string, proof: Proof, slow: Slow, call: Call): Outcome {
    const run = runs.must(token)
    const { row, proved } = run
    const { account } = row
    const { method } = proof
    const seconds = throttles.secondsLeft(account)
    if (seconds > 0) return { kind: 'blocked', seconds }
    if (throttles.count(account, `tried ${method}`)) {
      deps.notes.blocked(run, call)
      return { kind: 'blocked', seconds: throttles.secondsLeft(account) }
    }
    attempts.see(row.id, run.now)
    const areAnswersRight = slow.areRight && slow.drawn === row.drawn && slow.drawn !== null
    const isRight = isProved(run, proof, areAnswersRight)
    const next = JSON.stringify([...proved, method])
    const isWon = isRight && attempts.prove(row.id, row.proved, next)
    deps.notes.progress(run, { step: 'prove', method }, isWon, call)
    if (isWon) return { kind: 'proved' }
    if (throttles.count(account, 'notProven')) deps.notes.blocked(run, call)
    return { kind: 'wrong' }
  }

  function settle(token: string, proof: Proof, slow: Slow, call: Call): AttemptState {
    const outcome = deps.transaction(() => decide(token, proof, slow, call))
    if (outcome.kind === 'blocked') throw new DomainError('TOO_MANY_ATTEMPTS', { seconds: outcome.seconds })
    if (outcome.kind === 'wrong') throw new DomainError('PROOF_WRONG')
    return runs.stateOf(runs.must(token))
  }

  /** Compares answers, which takes several slow hashes: never for somebody who is blocked, and only one set at a time for each name. */
  async function settleAnswers(
    token: string,
    proof: Proof & { method: 'questions' },
    call: Call,
  ): Promise<AttemptState> {
    const { row, user } = runs.must(token)
    const seconds = throttles.secondsLeft(row.account)
    if (seconds > 0) throw new DomainError('TOO_MANY_ATTEMPTS', { seconds })
    const questions = JSON.parse(row.drawn ?? '[]') as string[]
    const areRight = await deps.answers.areRight(user?.id ?? null, questions, proof.answers)
    return settle(token, proof, { drawn: row.drawn, areRight }, call)
  }

  return async (token: string, proof: Proof, call: Call): Promise<AttemptState> => {
    const before = runs.must(token)
    if (before.step === 'choosePassword' || before.proved.includes(proof.method)) return runs.stateOf(before)
    if (proof.method !== 'questions') return settle(token, proof, { drawn: before.row.drawn, areRight: false }, call)
    return inTurn(Buffer.from(before.row.account).toString('hex'), () => settleAnswers(token, proof, call))
  }
}

/** Runs the work of each name one after the other. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work)
    last.set(name, mine)
    try {
      return await mine
    } finally {
      if (last.get(name) === mine) last.delete(name)
    }
  }
}
