import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { PolicyImpact } from '../../shared/policies.ts'
import type { Policies } from '../../shared/rules/policy.ts'
import { codeLife } from '../../shared/rules/reset-attempt.ts'
import { proofMethods } from '../../shared/rules/self-service.ts'
import type { AttemptState, selfserviceContract } from '../../shared/selfservice.ts'
import type { Audit } from '../audit/audit.ts'
import type { Authority } from '../authority/authority.ts'
import type { Database } from '../db/database.ts'
import type { Hasher } from '../passwords/hash.ts'
import type { Knowers } from '../passwords/knowers.ts'
import type { Request, SetPassword } from '../passwords/set-password.ts'
import type { HelpRequests } from '../requests/help-requests.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { Lockouts } from '../sessions/lockouts.ts'
import type { Values } from '../settings/values.ts'
import type { CsvText } from '../users/export-file.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import { createAnswers } from './answers.ts'
import { createAsk } from './ask.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { type AttemptsStore, createAttemptsStore } from './attempts-store.ts'
import { type CapabilitiesDeps, createCapabilities } from './capabilities.ts'
import { newDigits, spacedDigits } from './codes.ts'
import { type Contacts, createContacts, type Reachable } from './contacts.ts'
import { createDeadlines, type Deadlines } from './deadlines.ts'
import { createEvenly } from './floor.ts'
import { createForgot } from './forgot.ts'
import { createHelp, type Help } from './help.ts'
import { createNotes } from './notes.ts'
import { createNotices, type MethodsChange, type Notices, type NoticesDeps } from './notices.ts'
import { createPasses } from './passes.ts'
import type { FactorPort, MailPort } from './proofs.ts'
import { codeHash, createProofs, deskRecord } from './prove.ts'
import { createRegistered } from './registered.ts'
import { createRegistration } from './registration.ts'
import { createReport, type Report } from './report.ts'
import { createSecondAdmin, type SecondAdmin } from './second-admin.ts'
import { createSms } from './sms.ts'
import { createThrottles, type Throttles } from './throttles.ts'
import { createVouching } from './vouching.ts'

export type SelfServiceDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly authority: Authority
  readonly knowers: Pick<Knowers, 'of' | 'mayChoose'>
  readonly vault: Vault
  readonly values: Values
  readonly hasher: Hasher
  readonly users: Users
  readonly lockouts: Lockouts
  readonly factor: FactorPort
  readonly mail: MailPort
  readonly hashOf: (id: number) => string | null
  readonly membersOf: CapabilitiesDeps['membersOf']
  readonly holdersOf: NoticesDeps['holdersOf']
  readonly isIn: NoticesDeps['isIn']
  /** Throws for oneself and for whoever the role matrix keeps out of reach. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly csvText: CsvText
  readonly bug: (where: string, error: unknown) => string
  readonly now: () => number
  /** The instant up to which things are gone for good, whatever the clock says once. */
  readonly forGood: () => number
  /** Milliseconds below which nothing that could tell who exists is answered. */
  readonly answerFloor: number
}
export type SelfService = ReturnType<typeof createSelfService>

/** What of self-service must be there before passwords are: who has what, and what follows from a new password. */
export function createSelfService(deps: SelfServiceDeps) {
  const { db, vault, users, mail, now } = deps
  const { sql, transaction } = db
  const { stored, idOf } = users
  const registered = createRegistered(sql)
  const sms = createSms(deps)
  const isAvailable: CapabilitiesDeps['isAvailable'] = (method) =>
    method === 'email' ? mail.isOn() : method !== 'sms' || sms.isOn()
  const secondAdmin = createSecondAdmin(deps.authority)
  const vouching = createVouching({ ...deps, ...secondAdmin, stored })
  const capabilities = createCapabilities({ ...deps, registered, vouching, isAvailable })
  const attempts = createAttemptsStore(sql)
  const runs = createAttempts({ ...deps, attempts, capabilities, vouching, stored, idOf })
  const parts = {
    ...{ throttles: createThrottles({ sql, now, forGood: deps.forGood }), answers: createAnswers({ ...deps, sql }) },
    ...{ contacts: createContacts({ ...deps, sql, vouching }), notes: createNotes({ ...deps, stored }) },
    passes: createPasses({ ...deps, stored, secondAdmin, vouching }),
  }
  const { hasGoodEmail } = parts.contacts
  const notices = createNotices({ ...deps, stored, hasGoodEmail })
  const deadlines = createDeadlines({ ...deps, sql, capabilities })
  const { methodsChanged, ownContact } = createOwnChanges({ ...parts, stored, notices, deadlines })
  const countMail = (userId: number): void => {
    const account = runs.accountOf(userId)
    if (parts.throttles.isUsedUp(account, 'sent'))
      throw new DomainError('TOO_MANY_ATTEMPTS', { seconds: 600, isLimit: true })
    parts.throttles.count(account, 'sent')
  }
  const ofPerson = (ask: (user: StoredUser) => unknown) => (id: number) => {
    const user = stored(id)
    return user !== null && Boolean(ask(user))
  }
  const shared = {
    ...deps,
    ...parts,
    attempts,
    runs,
    capabilities,
    sms,
    notices,
    stored,
    transaction,
    secondAdmin,
    vouching,
  }

  return {
    registration: createRegistration({ ...shared, deadlines, countMail }),
    mustGiveMethods: ofPerson(deadlines.isOver),
    /** Starts the time in which registration may be put off. */
    onSignedIn: ofPerson(deadlines.mustRegisterBy) as (id: number) => unknown,
    methodsChanged,
    passes: parts.passes,
    ownContact,
    hasGoodEmail,
    standsFor: vouching.standsFor,
    /** Who may be the one that signs in with this person's password, because they know it; of several the one whose word counts least. */
    wordOf: (id: UserId): UserId | null => vouching.leastOf(deps.knowers.of(id).map((knower) => knower.id)),
    /**
     * Ends what was handed out or begun for somebody who is blocked or got a role, inside the caller's transaction: who made it may not
     * reach them any more, and letting them in again brings nothing back.
     */
    shutWays: (id: number): void => {
      attempts.endOf(id)
      attempts.spendDeskCode(id)
      parts.passes.drop(id)
    },
    disown: createDisown(sql),
    /** Begins a run for whoever opened a link, inside the caller's transaction; clears what others have guessed, as a reset would. */
    grant: (user: StoredUser, grantedBy: number, call: Call): { attempt: string; state: AttemptState } => {
      parts.throttles.clear(runs.accountOf(user.id))
      parts.notes.progress({ row: { user_id: user.id } }, { step: 'link' }, true, call)
      const attempt = runs.grant(user, grantedBy)
      return { attempt, state: runs.stateOf(runs.must(attempt)) }
    },
    warm: registered.warm,
    impactOf: (before: Policies, after: Policies): PolicyImpact => capabilities.impactOf(before, after),
    /** What needs the slice of requests. */
    withRequests: (requests: HelpRequests) => {
      const help = createHelp({ sql, vault, now, forGood: deps.forGood, requests })
      const report = createReport({ ...deps, capabilities })
      return {
        desk: { ...createDesk({ ...shared, help, isAvailable }), ...report },
        onNewPassword: createOnNewPassword({ ...shared, help }),
        /** Once passwords can be set, what sets them without the old one. */
        forgot: (more: { setPassword: SetPassword; endSessions: (id: number) => void }) =>
          createForgot({
            ...{ ...shared, ...more, help, prove: createProofs(shared), ask: createAsk(shared) },
            evenly: createEvenly(deps.answerFloor),
          }),
        tidy: (): void => {
          attempts.forget(now() - day, now() + day)
          parts.throttles.tidy()
          parts.passes.tidy()
          help.tidy()
        },
      }
    },
  }
}

/**
 * Makes what somebody registered the word of whoever may have been in their place: it counts while they could reset the person, and is
 * registered anew otherwise. As the second factor of a sign-in an app stays. Inside the caller's transaction.
 */
function createDisown(sql: Database['sql']) {
  const disown = ['authenticators', 'recovery_codes', 'security_answers'].map((table) =>
    sql.prepare(`UPDATE ${table} SET pass_by = @takenBy WHERE user_id = @userId AND pass_by IS NULL`),
  )
  const unprove = sql.prepare(
    'UPDATE users SET alternate_email_proved = 0, alternate_email_writer = @takenBy WHERE id = @userId AND alternate_email_proved = 1',
  )
  return (userId: UserId, takenBy: UserId): void => {
    for (const statement of [...disown, unprove]) statement.run({ userId, takenBy })
  }
}

type OwnChangesDeps = {
  readonly contacts: Contacts
  readonly deadlines: Deadlines
  readonly notices: Notices
  readonly stored: (id: number) => StoredUser | null
}

/** What follows from methods that change elsewhere, inside the transaction of the change. */
function createOwnChanges({ contacts, deadlines, notices, stored }: OwnChangesDeps) {
  return {
    methodsChanged: (id: number, change: MethodsChange): void => {
      const user = stored(id)
      if (user === null) return
      if (change !== 'appRemoved') deadlines.confirmed(id)
      notices.methodsChanged(user, change, [notices.addressOf(user)])
    },
    /** Told before the change, while it is known whether the earlier address and number counted. */
    ownContact: (id: number, before: Reachable, after: Reachable): void => {
      const user = stored(id)
      if (user === null) return
      const earlier = notices.addressOf(user)
      const isLost = (field: keyof Reachable) => before[field] !== after[field] && contacts.counts(user, field)
      if (isLost('alternateEmail')) notices.methodsChanged(user, 'emailRemoved', [earlier])
      if (isLost('mobilePhone')) notices.methodsChanged(user, 'phoneChanged', [earlier])
    },
  }
}

type NewPasswordDeps = {
  readonly runs: Attempts
  readonly attempts: AttemptsStore
  readonly throttles: Throttles
  readonly help: Help
  readonly notices: Notices
}

/** A new password ends every run that was begun for the old one, inside its transaction, and answers who asked for it. */
function createOnNewPassword({ runs, attempts, throttles, help, notices }: NewPasswordDeps) {
  return (user: StoredUser, kind: Request['kind'], call: Call): void => {
    const account = runs.accountOf(user.id)
    attempts.endAll(account)
    attempts.spendDeskCode(user.id)
    throttles.clear(account)
    if (kind === 'reset') help.answered(user.id, call.actor?.username ?? '')
    if (kind !== 'change') notices.newPassword(user, kind, call)
  }
}

const day = 86_400_000

type DeskDeps = Pick<SelfServiceDeps, 'audit' | 'vault' | 'values' | 'mustCover' | 'now' | 'knowers'> & {
  readonly transaction: <T>(work: () => T) => T
  readonly stored: (id: number) => StoredUser | null
  readonly attempts: ReturnType<typeof createAttemptsStore>
  readonly passes: ReturnType<typeof createPasses>
  readonly sms: ReturnType<typeof createSms>
  readonly help: Help
  readonly secondAdmin: SecondAdmin
  readonly isAvailable: CapabilitiesDeps['isAvailable']
}

/** What admins do around self-service, but for the report. */
function createDesk(deps: DeskDeps): Omit<Implements<typeof selfserviceContract>, keyof Report> {
  function createDeskCode(userId: UserId, call: Call) {
    const user = deps.stored(userId)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    deps.mustCover(call.actor as Actor, user)
    const isOffered = deps.values.policies().selfService.methods.includes('deskCode')
    if (!isOffered) throw new DomainError('NOT_ALLOWED', { roles: [] })
    const digits = newDigits()
    deps.transaction(() => {
      const detail = deps.secondAdmin.mustNotWait(call, user)
      deps.attempts.putDeskCode(
        userId,
        codeHash(deps.vault, deskRecord(userId), digits),
        deps.now(),
        (call.actor as Actor).id,
      )
      deps.knowers.mayChoose(userId, call.actor as Actor)
      deps.help.answered(userId, call.actor?.username ?? '')
      deps.audit.append({ action: 'Create desk code.', target: { id: userId, name: user.username }, detail }, call)
    })
    return { code: spacedDigits(digits), endsAt: deps.now() + codeLife }
  }

  return {
    unavailable: () => ({ methods: proofMethods.filter((method) => !deps.isAvailable(method)) }),
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
}
