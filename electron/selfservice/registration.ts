import { DomainError } from '../../shared/errors.ts'
import { allowedMethods, type ProofMethod } from '../../shared/rules/self-service.ts'
import type { Registration, registrationContract } from '../../shared/selfservice.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Answers } from './answers.ts'
import type { Capabilities } from './capabilities.ts'
import type { Contacts } from './contacts.ts'
import type { FactorPort } from './proofs.ts'
import { offeredQuestions, questionOf, questionText } from './questions/questions.ts'

export type RegistrationDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly users: Pick<Users, 'stored' | 'putContact'>
  readonly capabilities: Capabilities
  readonly answers: Answers
  readonly contacts: Contacts
  readonly factor: FactorPort
  readonly now: () => number
}

type Row = { asked_at: number | null; confirmed_at: number | null }
const day = 86_400_000

/** **Security info** of whoever is signed in: what they have registered, and how they change it. */
export function createRegistration(deps: RegistrationDeps): Implements<typeof registrationContract> {
  const { sql } = deps.db
  const get = sql.prepare<[number], Row>('SELECT asked_at, confirmed_at FROM registrations WHERE user_id = ?')
  const asked = sql.prepare(
    `INSERT INTO registrations VALUES (@id, @now, NULL) ON CONFLICT (user_id) DO UPDATE SET asked_at = coalesce(asked_at, @now)`,
  )
  const confirmed = sql.prepare(
    `INSERT INTO registrations VALUES (@id, NULL, @now) ON CONFLICT (user_id) DO UPDATE SET confirmed_at = @now`,
  )
  const { policy } = deps.capabilities

  function me(call: Call): StoredUser {
    const user = deps.users.stored((call.actor as Actor).id)
    if (user === null) throw new DomainError('SIGN_IN_NEEDED')
    return user
  }

  function detailOf(user: StoredUser, method: ProofMethod): string {
    if (method === 'email') return user.contact.alternateEmail
    if (method === 'sms') return user.contact.mobilePhone
    if (method === 'questions') return String(deps.answers.questionsOf(user.id).length)
    return method === 'recoveryCode' ? String(deps.factor.codesLeft(user.id)) : ''
  }

  /** From the first time on that somebody is asked, so that nobody is late before they could know. */
  function mustRegisterBy(user: StoredUser, isAsked: boolean): number | null {
    if (!isAsked || !policy().isRegistrationRequired) return null
    if ((get.get(user.id)?.asked_at ?? null) === null) asked.run({ id: user.id, now: deps.now() })
    return (get.get(user.id)?.asked_at ?? deps.now()) + policy().graceDays * day
  }

  function mine(user: StoredUser): Registration {
    const { isEnabled, isRegistered, required } = deps.capabilities.of(user)
    const registered = deps.capabilities.registeredOf(user.id)
    const { reconfirmDays } = policy()
    const since = get.get(user.id)?.confirmed_at ?? user.createdAt
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
      mustRegisterBy: mustRegisterBy(user, isEnabled && !isRegistered),
      isReconfirmDue: isEnabled && isRegistered && reconfirmDays > 0 && deps.now() - since >= reconfirmDays * day,
    }
  }

  function note(user: StoredUser, detail: Readonly<Record<string, string>>, call: Call): void {
    confirmed.run({ id: user.id, now: deps.now() })
    const target = { id: user.id, name: user.username }
    deps.audit.append({ action: 'User registered for self-service password reset.', target, detail }, call)
  }

  async function saveQuestions(given: readonly { question: string; answer: string }[], call: Call): Promise<void> {
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
      deps.answers.replace(user.id, hashed)
      note(user, { method: 'questions' }, call)
    })
  }

  function remove(method: 'email' | 'sms' | 'questions', call: Call): void {
    const user = me(call)
    deps.db.transaction(() => {
      if (method === 'questions') deps.answers.remove(user.id)
      else deps.users.putContact(user.id, method === 'email' ? { alternateEmail: '' } : { mobilePhone: '' }, call)
      const target = { id: user.id, name: user.username }
      deps.audit.append({ action: 'User deleted security info.', target, detail: { method } }, call)
    })
  }

  return {
    mine: (_, call) => mine(me(call)),
    startEmail: ({ address }, call) => {
      deps.db.transaction(() => deps.contacts.start(me(call), address))
      return {}
    },
    confirmEmail: ({ code }, call) => {
      const user = me(call)
      const isRight = deps.db.transaction(() => {
        const address = deps.contacts.confirm(user.id, code)
        if (address === null) return false
        deps.users.putContact(user.id, { alternateEmail: address }, call)
        note(user, { method: 'email' }, call)
        return true
      })
      if (!isRight) throw new DomainError('PROOF_WRONG')
      return {}
    },
    questions: (_, call) => {
      const { ownQuestions, questionsToRegister } = policy()
      const language = me(call).language ?? 'en'
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
  }
}
