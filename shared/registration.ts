import { z } from 'zod'
import { instant, language, page, userId } from './ids.ts'
import { operation } from './operation.ts'
import { typedAnswer, typedProof } from './recovery.ts'
import { csvSeparator } from './rules/files/csv-line.ts'
import { proofMethod } from './rules/self-service.ts'
import { typedText } from './rules/text/typed-text.ts'

const nothing = z.strictObject({})

/** How far somebody is registered, shown to themselves. */
export const registration = z.strictObject({
  isEnabled: z.boolean(),
  isRegistered: z.boolean(),
  required: z.number().int(),
  methods: z.array(z.strictObject({ method: proofMethod, isRegistered: z.boolean(), detail: z.string() })).readonly(),
  /** The instant until which registration may be put off; null when nothing is asked, as for people who could not register by themselves. */
  mustRegisterBy: instant.nullable(),
  /** False once that instant is over, by the service's own clock. */
  canPutOff: z.boolean(),
  /** True if an address can be proved at all. */
  isMailOn: z.boolean(),
  /** The stored contact information, whatever the policy says; an empty address is never proved. */
  contact: z.strictObject({
    alternateEmail: z.string(),
    isEmailProved: z.boolean(),
    mobilePhone: z.string(),
    isPhoneProved: z.boolean(),
  }),
  /** True if the methods are due for a review. */
  isReconfirmDue: z.boolean(),
})
export type Registration = z.infer<typeof registration>

/**
 * **Security info** of the signed-in person, at the desk and at the portal; takes no user id. The authenticator app and its codes are in
 * `methods`.
 */
export const myRegistrationContract = {
  mine: operation({ access: 'user', isPassive: true, canRegister: true }, nothing, registration),
  /** Mails a code to a new alternate address; the address counts once the code is typed. */
  startEmail: operation(
    { access: 'user', mustConfirm: true, canRegister: true },
    z.strictObject({ address: typedText().max(254) }),
    nothing,
  ),
  confirmEmail: operation(
    { access: 'user', canRegister: true, audit: ['User registered for self-service password reset.'] },
    z.strictObject({ code: typedProof }),
    nothing,
  ),
  questions: operation(
    { access: 'user', isPassive: true, canRegister: true },
    /** The language of the screen; a question is recognised by its text in any language. */
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
  /** Removes a method; for the app and its codes `methods` has operations of its own. */
  remove: operation(
    { access: 'user', mustConfirm: true, audit: ['User deleted security info.'] },
    z.strictObject({ method: proofMethod.extract(['email', 'sms', 'questions']) }),
    nothing,
  ),
  /** Confirms that all methods are still right. */
  reconfirm: operation(
    { access: 'user', audit: ['User registered for self-service password reset.'] },
    nothing,
    nothing,
  ),
}

/** One person in the report, computed anew by the wizard's rule. */
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

/** The same at the desk, where admins can also see who has registered. */
export const registrationContract = {
  ...myRegistrationContract,
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
      /** Methods that the policy offers but nobody can use, because Keydesk sends no mail or no text messages. */
      unavailable: z.array(proofMethod).readonly(),
      counts: z.strictObject({
        all: z.number().int(),
        enabled: z.number().int(),
        registered: z.number().int(),
        capable: z.number().int(),
      }),
    }),
  ),
  /** The rows that search and filter leave, as a file without addresses and numbers. */
  exportReport: operation(
    { access: 'admin', permission: 'users.read', audit: ['Export registration report.'], mustConfirm: true },
    z.strictObject({ search: z.string().max(200), only: reportFilter, language, separator: csvSeparator.optional() }),
    z.strictObject({ fileName: z.string(), csv: z.string(), count: z.number().int() }),
  ),
  /** The row of one person, for the details pane. */
  of: operation({ access: 'admin', permission: 'users.read', isPassive: true }, z.strictObject({ userId }), reportRow),
  /** Methods that nobody can use now, because Keydesk sends no mail or no text messages. */
  unavailable: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    nothing,
    z.strictObject({ methods: z.array(proofMethod).readonly() }),
  ),
}
