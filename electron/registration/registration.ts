import { DomainError } from '../../shared/errors.ts'
import type { Registration, registrationContract } from '../../shared/registration.ts'
import { allowedMethods, type ProofMethod } from '../../shared/rules/self-service.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { MethodsChange } from '../events/events.ts'
import { offeredQuestions, questionOf, questionText } from '../language/questions.ts'
import type { Notices } from '../mail/notices.ts'
import type { Attempts } from '../recovery/attempts.ts'
import type { Throttles } from '../recovery/throttles.ts'
import type { Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Answers } from './answers.ts'
import type { Capabilities } from './capabilities.ts'
import type { Contacts } from './contacts.ts'
import type { Deadlines } from './deadlines.ts'
import type { FactorPort, MailPort } from './proofs.ts'
import type { Report } from './report.ts'

export type RegistrationDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly users: Pick<Users, 'stored' | 'putContact' | 'proveEmail'>
  readonly capabilities: Capabilities
  readonly answers: Answers
  readonly contacts: Contacts
  readonly deadlines: Deadlines
  readonly notices: Pick<Notices, 'methodsChanged' | 'addressOf'>
  readonly factor: FactorPort
  readonly mail: Pick<MailPort, 'isOn'>
  readonly runs: Pick<Attempts, 'accountOf'>
  readonly throttles: Pick<Throttles, 'isUsedUp' | 'count'>
  readonly report: Report
  readonly now: () => number
}

/** **Security info** of the signed-in person: what they have registered and how they change it; and the report for admins. */
export function createRegistration(deps: RegistrationDeps): Implements<typeof registrationContract> {
  const { policy } = deps.capabilities
  const { contacts, deadlines, notices } = deps

  /** Counts a mail with a code to this person; throws if there were too many. */
  function countMail(userId: number): void {
    const account = deps.runs.accountOf(userId)
    if (deps.throttles.isUsedUp(account, 'sent'))
      throw new DomainError('TOO_MANY_ATTEMPTS', { seconds: 600, isLimit: true })
    deps.throttles.count(account, 'sent')
  }

  function me(call: SignedInCall): StoredUser {
    const user = deps.users.stored(call.actor.id)
    if (user === null) throw new DomainError('SIGN_IN_NEEDED')
    return user
  }

  function detailOf(user: StoredUser, method: ProofMethod): string {
    if (method === 'email') return user.contact.alternateEmail
    if (method === 'sms') return user.contact.mobilePhone
    if (method === 'questions') return String(deps.answers.questionsOf(user.id).length)
    return method === 'recoveryCode' ? String(deps.factor.codesLeft(user.id)) : ''
  }

  function mine(user: StoredUser): Registration {
    const { isEnabled, isRegistered, required } = deps.capabilities.of(user)
    const registered = deps.capabilities.registeredOf(user)
    const mustRegisterBy = deadlines.registrationEnd(user)
    const { alternateEmail, mobilePhone } = user.contact
    return {
      isEnabled,
      isRegistered,
      required,
      methods: allowedMethods(policy(), user.roles.length > 0)
        .filter((method) => method !== 'deskCode')
        .map((method) => ({
          method,
          isRegistered: registered.includes(method),
          detail: registered.includes(method) ? detailOf(user, method) : '',
        })),
      mustRegisterBy,
      canPutOff: mustRegisterBy === null || deps.now() < mustRegisterBy,
      isMailOn: deps.mail.isOn(),
      contact: {
        alternateEmail,
        isEmailProved: contacts.counts(user, 'alternateEmail'),
        mobilePhone,
        isPhoneProved: contacts.counts(user, 'mobilePhone'),
      },
      isReconfirmDue: deadlines.isReconfirmDue(user),
    }
  }

  function note(user: StoredUser, detail: Readonly<Record<string, string>>, call: Call): void {
    deadlines.confirmed(user.id)
    const target = { id: user.id, name: user.username }
    deps.audit.append({ action: 'User registered for self-service password reset.', target, detail }, call)
  }

  function confirmEmail(code: string, call: SignedInCall): void {
    const user = me(call)
    const isRight = deps.db.transaction(() => {
      // The earlier address gets a mail too, because somebody else may have entered the new one.
      const earlier = notices.addressOf(user)
      const address = contacts.confirm(user.id, code)
      if (address === null) return false
      const writer = call.recordedAuthor ?? user.id
      deps.users.putContact(user.id, { alternateEmail: address }, call, writer)
      if (writer === user.id) deps.users.proveEmail(user.id)
      note(user, { method: 'email' }, call)
      notices.methodsChanged(user, 'emailAdded', [earlier, address])
      return true
    })
    if (!isRight) throw new DomainError('PROOF_WRONG')
  }

  async function saveQuestions(
    given: readonly { question: string; answer: string }[],
    call: SignedInCall,
  ): Promise<void> {
    const user = me(call)
    const { ownQuestions, questionsToRegister } = policy()
    // Admins answer no questions (Entra: security questions).
    if (!allowedMethods(policy(), user.roles.length > 0).includes('questions'))
      throw new DomainError('NOT_ALLOWED', { roles: [] })
    if (given.length !== questionsToRegister)
      throw new DomainError('FIELD_INVALID', { field: 'question', reason: 'count' })
    const chosen = given.map(({ question, answer }) => {
      const known = questionOf(question, ownQuestions)
      if (known === null) throw new DomainError('FIELD_INVALID', { field: 'question', reason: 'unknown' })
      return { question: known, answer }
    })
    const hashed = await deps.answers.hash(chosen)
    deps.db.transaction(() => {
      deps.answers.replace(user.id, hashed, call.recordedAuthor ?? null)
      note(user, { method: 'questions' }, call)
      notices.methodsChanged(user, 'questionsSaved', [notices.addressOf(user)])
    })
  }

  function remove(method: keyof typeof removals, call: SignedInCall): void {
    const user = me(call)
    deps.db.transaction(() => {
      const earlier = notices.addressOf(user)
      if (method === 'questions') deps.answers.remove(user.id)
      else
        deps.users.putContact(user.id, method === 'email' ? { alternateEmail: '' } : { mobilePhone: '' }, call, user.id)
      const target = { id: user.id, name: user.username }
      deps.audit.append({ action: 'User deleted security info.', target, detail: { method } }, call)
      notices.methodsChanged(user, removals[method], [earlier])
    })
  }

  return {
    mine: (_, call) => mine(me(call)),
    startEmail: ({ address }, call) => {
      deps.db.transaction(() => {
        const user = me(call)
        countMail(user.id)
        contacts.start(user, address)
      })
      return {}
    },
    confirmEmail: ({ code }, call) => {
      confirmEmail(code, call)
      return {}
    },
    questions: ({ language }) => {
      const { ownQuestions, questionsToRegister } = policy()
      const offered = offeredQuestions(ownQuestions).map((one) => questionText(one, language))
      return { offered, count: questionsToRegister }
    },
    saveQuestions: async ({ answers }, call) => {
      await saveQuestions(answers, call)
      return {}
    },
    remove: ({ method }, call) => {
      remove(method, call)
      return {}
    },
    reconfirm: (_, call) => {
      deps.db.transaction(() => note(me(call), { reconfirmed: 'true' }, call))
      return {}
    },
    report: deps.report.report,
    of: deps.report.of,
    exportReport: deps.report.exportReport,
    unavailable: deps.report.unavailable,
  }
}

const removals = {
  email: 'emailRemoved',
  sms: 'phoneChanged',
  questions: 'questionsRemoved',
} as const satisfies Record<string, MethodsChange>
