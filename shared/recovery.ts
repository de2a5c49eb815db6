import { z } from 'zod'
import { instant, language, page, typedPassword, userId } from './ids.ts'
import { operation } from './operation.ts'
import { liveProtection } from './rules/policy.ts'
import { proofMethod } from './rules/self-service.ts'

const nothing = z.strictObject({})
/** 256 random bits in base64url: whoever holds them is the one who began. */
const attemptToken = z
  .string()
  .length(43)
  .regex(/^[\w-]+$/)
export const attempt = z.strictObject({ attempt: attemptToken })
const typedCode = z.string().trim().min(1).max(64)
const typedAnswer = z.string().min(1).max(200)

export const proof = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('authenticator'), code: typedCode }),
  z.strictObject({ method: z.literal('email'), code: typedCode }),
  z.strictObject({ method: z.literal('sms'), code: typedCode }),
  z.strictObject({ method: z.literal('recoveryCode'), code: typedCode }),
  z.strictObject({ method: z.literal('deskCode'), code: typedCode }),
  z.strictObject({ method: z.literal('questions'), answers: z.array(typedAnswer).min(3).max(5).readonly() }),
])
export type Proof = z.infer<typeof proof>

/** Where somebody stands in the wizard. Until the last method is proved it is the same for everybody, whether or not the user exists. */
export const attemptState = z.strictObject({
  step: z.enum(['prove', 'choosePassword']),
  /** What the policy offers, whatever the person has registered: anything else would tell who exists. */
  /** Once something was proved, those that would bring the person further. */
  methods: z.array(proofMethod).readonly(),
  /** Empty until something was proved. */
  proved: z.array(proofMethod).readonly(),
  endsAt: instant,
})
export type AttemptState = z.infer<typeof attemptState>

/** What a person asked the admins, as the person may see it. */
export const helpState = z.strictObject({
  number: z.number().int(),
  state: z.enum(['open', 'answered', 'refused', 'expired']),
  answer: z.string(),
  createdAt: instant,
})
export type HelpState = z.infer<typeof helpState>

/** **Forgot password?**, without a session, at the app and at the portal (Entra: self-service password reset). */
export const myRecoveryContract = {
  /** What the first page needs: whether it is offered, and where help is. */
  offer: operation(
    { access: 'anyone', isPassive: true },
    nothing,
    z.strictObject({ canUnlock: z.boolean(), help: z.string(), organisation: z.string() }),
  ),
  /** Answers alike, and after like time, for every user name. */
  begin: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    z.strictObject({ username: z.string().min(1).max(320), purpose: z.enum(['reset', 'unlock']), language }),
    attempt.extend({ state: attemptState }),
  ),
  state: operation({ access: 'anyone', isPassive: true }, attempt, attemptState),
  /** Sends a code where the method needs one, or answers the questions to ask. Says nothing of whether it was sent. */
  ask: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    attempt.extend({ method: proofMethod }),
    z.strictObject({ questions: z.array(z.string()).readonly() }),
  ),
  /** PROOF_WRONG for a wrong code, a lapsed one, a method that the person lacks, and a person who does not exist. */
  prove: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    attempt.extend({ proof }),
    attemptState,
  ),
  /** The rules for this person's new password; only once everything is proved. */
  rules: operation({ access: 'anyone', isPassive: true }, attempt, liveProtection),
  /** The last step; nobody is signed in by it. */
  finish: operation(
    { access: 'anyone', audit: ['Reset password (self-service).'] },
    attempt.extend({ newPassword: typedPassword }),
    nothing,
  ),
  unlock: operation({ access: 'anyone', audit: ['Unlock user account (self-service).'] }, attempt, nothing),
  /** **Contact your administrator**: lands in Requests. The code shows the state later; the number is for the telephone. */
  askForHelp: operation(
    { access: 'anyone', audit: ['Ask for help.'] },
    attempt.extend({ reason: z.string().trim().min(1).max(500) }),
    z.strictObject({ number: z.number().int(), code: z.string() }),
  ),
  helpState: operation(
    { access: 'anyone', isPassive: true },
    z.strictObject({ code: z.string().trim().min(10).max(40) }),
    helpState,
  ),
}

/** How far one person is registered, for themselves. */
export const registration = z.strictObject({
  isEnabled: z.boolean(),
  isRegistered: z.boolean(),
  required: z.number().int(),
  methods: z.array(z.strictObject({ method: proofMethod, isRegistered: z.boolean(), detail: z.string() })).readonly(),
  /** The instant until which registration may be put off; null when nothing is asked, as of people who could not do it by themselves. */
  mustRegisterBy: instant.nullable(),
  /** False once that instant is over, by the service's own clock. */
  canPutOff: z.boolean(),
  /** Whether an address can be proved at all. */
  isMailOn: z.boolean(),
  /** As it is now, whatever the policy makes of it; an empty one is proved by nobody. */
  contact: z.strictObject({
    alternateEmail: z.string(),
    isEmailProved: z.boolean(),
    mobilePhone: z.string(),
    isPhoneProved: z.boolean(),
  }),
  /** The methods are due to be looked at again. */
  isReconfirmDue: z.boolean(),
})
export type Registration = z.infer<typeof registration>

/** **Security info** of whoever is signed in, at the app and at the portal; takes no user id. The app and its codes are in `methods`. */
export const myRegistrationContract = {
  mine: operation({ access: 'user', isPassive: true, canRegister: true }, nothing, registration),
  /** Mails a code to a new alternate address; the address counts once the code is typed. */
  startEmail: operation(
    { access: 'user', mustConfirm: true, canRegister: true },
    z.strictObject({ address: z.string().trim().max(254) }),
    nothing,
  ),
  confirmEmail: operation(
    { access: 'user', canRegister: true, audit: ['User registered for self-service password reset.'] },
    z.strictObject({ code: typedCode }),
    nothing,
  ),
  questions: operation(
    { access: 'user', isPassive: true, canRegister: true },
    /** That of the screen; any question is known again by its words in each language. */
    z.strictObject({ language }),
    z.strictObject({ offered: z.array(z.string()).readonly(), count: z.number().int() }),
  ),
  saveQuestions: operation(
    {
      access: 'user',
      mustConfirm: true,
      canRegister: true,
      audit: ['User registered for self-service password reset.'],
    },
    z.strictObject({
      answers: z
        .array(z.strictObject({ question: z.string().min(3).max(200), answer: typedAnswer }))
        .min(3)
        .max(5)
        .readonly(),
    }),
    nothing,
  ),
  /** The app and its codes are taken away in `methods`. */
  remove: operation(
    { access: 'user', mustConfirm: true, audit: ['User deleted security info.'] },
    z.strictObject({ method: proofMethod.extract(['email', 'sms', 'questions']) }),
    nothing,
  ),
  /** Everything is still right. */
  reconfirm: operation(
    { access: 'user', audit: ['User registered for self-service password reset.'] },
    nothing,
    nothing,
  ),
}

/** One person in the report; live, because it is computed from the same rule as the wizard. */
export const reportRow = z.strictObject({
  userId,
  username: z.string(),
  displayName: z.string(),
  isAdmin: z.boolean(),
  isEnabled: z.boolean(),
  isRegistered: z.boolean(),
  isCapable: z.boolean(),
  methods: z.array(proofMethod).readonly(),
})
export type ReportRow = z.infer<typeof reportRow>

/** Which people of the report are shown. */
export const reportFilter = z.enum([
  'all',
  'enabled',
  'registered',
  'capable',
  'notCapable',
  'notRegistered',
  'notEnabled',
])
export type ReportFilter = z.infer<typeof reportFilter>

/** How text messages leave: by mail to an address made of the number, or by a program of this machine that reads number and text. */
export const smsGateway = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  /** `{number}` stands for the digits: `{number}@sms.example.com`. */
  z.strictObject({ kind: z.literal('mail'), pattern: z.string().trim().max(254) }),
  /** An absolute path; the number is the first line of its standard input, the text the rest. */
  z.strictObject({ kind: z.literal('command'), path: z.string().trim().max(1000) }),
])
export type SmsGateway = z.infer<typeof smsGateway>

/** What admins do around self-service. */
export const selfserviceContract = {
  report: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({
      search: z.string().max(200),
      only: reportFilter,
      ...page,
    }),
    z.strictObject({
      rows: z.array(reportRow).readonly(),
      total: z.number().int(),
      /** Methods that the policy offers and nobody can use, because Keydesk sends no mail or no text messages. */
      unavailable: z.array(proofMethod).readonly(),
      counts: z.strictObject({
        all: z.number().int(),
        enabled: z.number().int(),
        registered: z.number().int(),
        capable: z.number().int(),
      }),
    }),
  ),
  /** The rows that search and filter leave, as a file; it holds neither addresses nor numbers. */
  exportReport: operation(
    { access: 'admin', permission: 'users.read', audit: ['Export registration report.'], mustConfirm: true },
    z.strictObject({ search: z.string().max(200), only: reportFilter, language }),
    z.strictObject({ fileName: z.string(), csv: z.string(), count: z.number().int() }),
  ),
  /** The same of one person, for the details pane. */
  of: operation({ access: 'admin', permission: 'users.read', isPassive: true }, z.strictObject({ userId }), reportRow),
  /** The methods that nobody can use now, because Keydesk sends no mail or no text messages. */
  unavailable: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    nothing,
    z.strictObject({ methods: z.array(proofMethod).readonly() }),
  ),
  /** Global admins only, because a program of this machine can be named. */
  smsGateway: operation(
    { access: 'admin', permission: 'vault.manage', isPassive: true },
    nothing,
    z.strictObject({ gateway: smsGateway }),
  ),
  saveSmsGateway: operation(
    { access: 'admin', twoPerson: 'waits', permission: 'vault.manage', mustConfirm: true, audit: ['Set SMS gateway.'] },
    z.strictObject({ gateway: smsGateway }),
    nothing,
  ),
  /** A one-time code that the admin reads out after checking who is calling; shown once, 5 minutes, for the attempt that is open. */
  createDeskCode: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      mustConfirm: true,
      audit: ['Create desk code.'],
    },
    z.strictObject({ userId }),
    z.strictObject({ code: z.string(), endsAt: instant }),
  ),
  /** A Temporary Access Pass: signs in to register methods, does not replace the password. Shown once; a new one replaces it. */
  createPass: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      mustConfirm: true,
      audit: ['Create Temporary Access Pass.'],
    },
    z.strictObject({ userId, minutes: z.number().int().min(10).max(43_200), isOnce: z.boolean() }),
    z.strictObject({ pass: z.string(), endsAt: instant }),
  ),
  passOf: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ userId }),
    z.strictObject({ endsAt: instant.nullable(), isOnce: z.boolean() }),
  ),
  deletePass: operation(
    { access: 'admin', permission: 'passwords.reset', audit: ['Delete Temporary Access Pass.'] },
    z.strictObject({ userId }),
    nothing,
  ),
}
