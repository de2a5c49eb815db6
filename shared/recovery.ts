import { z } from 'zod'
import { instant, language, typedPassword, userId } from './ids.ts'
import { operation } from './operation.ts'
import { liveProtection } from './rules/policy.ts'
import { proofMethod } from './rules/self-service.ts'
import { typedText } from './rules/text/typed-text.ts'

const nothing = z.strictObject({})
/** 256 random bits in base64url, by which a run recognises whoever began it. */
const attemptToken = z
  .string()
  .length(43)
  .regex(/^[\w-]+$/)
export const attempt = z.strictObject({ attempt: attemptToken })
export const typedProof = z.string().trim().min(1).max(64)
export const typedAnswer = z.string().min(1).max(200)

export const proof = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('authenticator'), code: typedProof }),
  z.strictObject({ method: z.literal('email'), code: typedProof }),
  z.strictObject({ method: z.literal('sms'), code: typedProof }),
  z.strictObject({ method: z.literal('recoveryCode'), code: typedProof }),
  z.strictObject({ method: z.literal('deskCode'), code: typedProof }),
  z.strictObject({ method: z.literal('questions'), answers: z.array(typedAnswer).min(3).max(5).readonly() }),
])
export type Proof = z.infer<typeof proof>

/** The state of a run of **Forgot password?**. Until the last method is proved it is the same for everybody, whether or not the user exists. */
export const attemptState = z.strictObject({
  step: z.enum(['prove', 'choosePassword']),
  /**
   * What the policy offers, whatever the person has registered, because anything else would tell who exists. Once something is proved, the
   * methods that would bring the person further.
   */
  methods: z.array(proofMethod).readonly(),
  /** Empty until something is proved. */
  proved: z.array(proofMethod).readonly(),
  endsAt: instant,
})
export type AttemptState = z.infer<typeof attemptState>

/** A request for help, as its person may see it. */
export const helpState = z.strictObject({
  number: z.number().int(),
  state: z.enum(['open', 'answered', 'refused', 'expired']),
  answer: z.string(),
  createdAt: instant,
})
export type HelpState = z.infer<typeof helpState>

/** **Forgot password?**, without a session, at the app and at the portal (Entra: self-service password reset). */
export const myRecoveryContract = {
  /** What the first page shows: whether self-service is offered, and where help is. */
  offer: operation(
    { access: 'anyone', isPassive: true },
    nothing,
    z.strictObject({ canUnlock: z.boolean(), help: z.string(), organisation: z.string() }),
  ),
  /** Begins a run; the answer and its time are the same for every user name. */
  begin: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    z.strictObject({ username: z.string().min(1).max(320), purpose: z.enum(['reset', 'unlock']), language }),
    attempt.extend({ state: attemptState }),
  ),
  state: operation({ access: 'anyone', isPassive: true }, attempt, attemptState),
  /** Sends a code if the method needs one, or answers the questions. Does not say whether a code was sent. */
  ask: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    attempt.extend({ method: proofMethod }),
    z.strictObject({ questions: z.array(z.string()).readonly() }),
  ),
  /** Throws PROOF_WRONG for a wrong or lapsed code, for a method that the person lacks, and for a person who does not exist. */
  prove: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    attempt.extend({ proof }),
    attemptState,
  ),
  /** The rules for this person's new password; only once everything is proved. */
  rules: operation({ access: 'anyone', isPassive: true }, attempt, liveProtection),
  /** The last step; it signs nobody in. */
  finish: operation(
    { access: 'anyone', audit: ['Reset password (self-service).'] },
    attempt.extend({ newPassword: typedPassword }),
    nothing,
  ),
  unlock: operation({ access: 'anyone', audit: ['Unlock user account (self-service).'] }, attempt, nothing),
  /** **Contact your administrator**: creates a request. The code shows its state later; the number is for the telephone. */
  askForHelp: operation(
    { access: 'anyone', audit: ['Ask for help.'] },
    attempt.extend({ reason: typedText().min(1).max(500) }),
    z.strictObject({ number: z.number().int(), code: z.string() }),
  ),
  helpState: operation(
    { access: 'anyone', isPassive: true },
    z.strictObject({ code: z.string().trim().min(10).max(40) }),
    helpState,
  ),
}

/** The same at the desk, where an admin can also give out a code. */
export const recoveryContract = {
  ...myRecoveryContract,
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
}
