import { DomainError } from '../../shared/errors.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import { codeLife } from '../../shared/rules/reset-attempt.ts'
import type { ProofMethod, SelfServicePolicy } from '../../shared/rules/self-service.ts'
import { smsNumber } from '../../shared/rules/text/sms-number.ts'
import { codeHash, newDigits, sentRecord, spacedDigits } from '../codes/codes.ts'
import { offeredQuestions, questionText, type StoredQuestion } from '../language/questions.ts'
import type { Answers } from '../registration/answers.ts'
import type { Capabilities } from '../registration/capabilities.ts'
import type { MailPort } from '../registration/proofs.ts'
import type { Call } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { Sms } from '../sms/sms.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import type { Attempts, Run } from './attempts.ts'
import type { AttemptsStore } from './attempts-store.ts'
import { madeUpQuestions, pickQuestions } from './drawn-questions.ts'
import type { Notes } from './notes.ts'
import type { Throttles } from './throttles.ts'

export type AskDeps = {
  readonly transaction: <T>(work: () => T) => T
  readonly attempts: AttemptsStore
  readonly runs: Attempts
  readonly throttles: Throttles
  readonly answers: Answers
  readonly capabilities: Capabilities
  readonly values: Values
  readonly vault: Vault
  readonly mail: MailPort
  readonly sms: Sms
  readonly notes: Notes
}
type Asked = { readonly questions: readonly string[]; readonly blockedSeconds: number; readonly after: () => void }

const nothingAfter = () => {}
/** A name as long as an address or a number, so that a decoy takes the same work. */
const nobodysName = 'Nobody in Particular'

/** Sends a code, or draws the questions. Where there is no address, number or set of answers, the same work is done and nothing is sent. */
export function createAsk(deps: AskDeps) {
  const { attempts, runs, throttles, vault } = deps
  const policy = (): SelfServicePolicy => deps.values.policies().selfService

  /** The person, if they could prove who they are by this method and it would count; else null. */
  function reachable({ user, need }: Run, method: ProofMethod): StoredUser | null {
    if (user === null || !need.methods.includes(method)) return null
    return deps.capabilities.registeredOf(user).includes(method) ? user : null
  }

  function send(run: Run, method: 'email' | 'sms'): () => void {
    const user = reachable(run, method)
    const digits = newDigits()
    // A decoy is hashed with another record, so that no code matches it.
    const record = user === null ? `nobody ${run.row.id} ${method}` : sentRecord(run.row.id, method)
    attempts.putCode(run.row.id, method, codeHash(vault, record, digits), run.now)
    const code = spacedDigits(digits)
    const { language } = run.row
    const data = { code, name: user?.displayName ?? nobodysName, minutes: codeLife / 60_000 }
    const mail = { template: 'verificationCode', language, data, expiresAt: run.now + codeLife } as const
    if (method === 'email') {
      if (user === null) deps.mail.queueDecoy(mail)
      else deps.mail.queue({ ...mail, to: user.contact.alternateEmail })
      return nothingAfter
    }
    const { organisation } = deps.values.settings()
    const text = createWords(language).t('sms.message', { organisation, code })
    return deps.sms.send(user === null ? null : (smsNumber(user.contact.mobilePhone) ?? ''), text, mail)
  }

  /** The questions of a run: the same until answers are wrong, then others (Entra: security questions). */
  function drawQuestions(run: Run): readonly StoredQuestion[] {
    if (run.row.drawn !== null) return JSON.parse(run.row.drawn) as readonly StoredQuestion[]
    const { questionsToRegister, questionsToReset, ownQuestions } = policy()
    const user = reachable(run, 'questions')
    const pool =
      user === null
        ? madeUpQuestions(run.row.account, offeredQuestions(ownQuestions), questionsToRegister)
        : deps.answers.questionsOf(user.id)
    const questions = pickQuestions(pool, questionsToReset)
    attempts.draw(run.row.id, JSON.stringify(questions))
    return questions
  }

  function begin(token: string, method: ProofMethod, call: Call): Asked {
    const run = runs.must(token)
    const { account, language } = run.row
    const blocked = (): Asked => ({
      questions: [],
      blockedSeconds: throttles.secondsLeft(account),
      after: nothingAfter,
    })
    if (throttles.secondsLeft(account) > 0) return blocked()
    attempts.see(run.row.id, run.now)
    deps.notes.progress(run, { step: 'ask', method }, true, call)
    if (!deps.capabilities.offered().includes(method)) return { questions: [], blockedSeconds: 0, after: nothingAfter }
    if (method === 'email' || method === 'sms') {
      if (throttles.count(account, 'sent')) {
        deps.notes.blocked(run, call)
        return blocked()
      }
      return { questions: [], blockedSeconds: 0, after: send(run, method) }
    }
    const questions = method === 'questions' ? drawQuestions(run) : []
    return { questions: questions.map((one) => questionText(one, language)), blockedSeconds: 0, after: nothingAfter }
  }

  return (token: string, method: ProofMethod, call: Call): { questions: readonly string[] } => {
    const { questions, blockedSeconds, after } = deps.transaction(() => begin(token, method, call))
    if (blockedSeconds > 0) throw new DomainError('TOO_MANY_ATTEMPTS', { seconds: blockedSeconds })
    after()
    return { questions }
  }
}
