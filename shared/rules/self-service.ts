import { z } from 'zod'
import { groupId } from '../ids.ts'
import { foldLookAlikes } from './text/look-alikes.ts'
import { typedText } from './text/typed-text.ts'
import { checkEmail } from './username.ts'

/** Methods to prove who somebody is without the password. `deskCode` is read out by an admin who has checked who is calling. */
export const proofMethod = z.enum(['authenticator', 'email', 'recoveryCode', 'deskCode', 'questions', 'sms'])
export type ProofMethod = z.infer<typeof proofMethod>
export const proofMethods = proofMethod.options

/** Microsoft's limits for security questions (Entra: security questions), characters and counts. */
export const questionLimits = { question: [3, 200], answer: [3, 40], own: 20, least: 3, most: 5 } as const

/** The colour of the organisation's pages: themes of Fluent's, and themes whose colours are as light and dark as those, step by step. */
export const brandColour = z.enum(['blue', 'purple', 'teal', 'green', 'brown'])
export type BrandColour = z.infer<typeof brandColour>

/** True for an empty text, a mail address or a web address: anything else, such as a script, must not become a link. */
function isHelp(help: string): boolean {
  return help === '' || checkEmail(help) || /^https?:\/\/[^\s/]+(?:\/\S*)?$/i.test(help)
}

/** Who may reset their own password, how they prove who they are, and who is told (Entra: self-service password reset). */
export const selfServiceSection = z.strictObject({
  /** For plain users; admins may always use self-service, with two methods and without questions. */
  enabledFor: z.enum(['none', 'selected', 'all']),
  groups: z.array(groupId).max(50).readonly(),
  except: z.array(groupId).max(50).readonly(),
  methods: z.array(proofMethod).max(proofMethods.length).readonly(),
  required: z.number().int().min(1).max(2),
  questionsToRegister: z.number().int().min(3).max(5),
  questionsToReset: z.number().int().min(3).max(5),
  ownQuestions: z.array(typedText().min(3).max(200)).max(20).readonly(),
  isRegistrationRequired: z.boolean(),
  /** Days in which registration may be put off after the first sign-in that asks for it. */
  graceDays: z.number().int().min(0).max(90),
  /** Days until people are asked to review their methods; 0 for never. */
  reconfirmDays: z.number().int().min(0).max(730),
  canUnlock: z.boolean(),
  mustTellUsers: z.boolean(),
  mustTellAdmins: z.boolean(),
  /** A mail address or a web address; empty for Keydesk's own requests. */
  help: typedText().max(300).refine(isHelp),
  colour: brandColour,
  /** Minutes that a Temporary Access Pass is valid, by default and at most, and whether it works only once (Entra: Temporary Access Pass). */
  passMinutes: z.number().int().min(10).max(43_200),
  passMaximumMinutes: z.number().int().min(10).max(43_200),
  isPassOnce: z.boolean(),
})
export type SelfServicePolicy = z.infer<typeof selfServiceSection>

/** Switched off; with two methods that need only a smartphone app and a telephone call. */
export const defaultSelfService: SelfServicePolicy = {
  enabledFor: 'none',
  groups: [],
  except: [],
  methods: ['authenticator', 'email', 'recoveryCode', 'deskCode'],
  required: 1,
  questionsToRegister: 5,
  questionsToReset: 3,
  ownQuestions: [],
  isRegistrationRequired: false,
  graceDays: 14,
  reconfirmDays: 180,
  canUnlock: false,
  mustTellUsers: true,
  mustTellAdmins: true,
  help: '',
  colour: 'blue',
  passMinutes: 60,
  passMaximumMinutes: 480,
  isPassOnce: false,
}

/** What the policy needs to know of one person. */
export type SelfServicePerson = {
  readonly isAdmin: boolean
  readonly isBlocked: boolean
  /** True for an account of the directory's own admins, whom only an admin at the desk resets. */
  readonly isProtected: boolean
  readonly hasPassword: boolean
  /** True if the person is in one of the policy's groups, or in one of those that are left out; through other groups too. */
  readonly isChosen: boolean
  readonly isExcepted: boolean
  /** The methods that the person could prove right now. */
  readonly registered: readonly ProofMethod[]
}

export type Capability = {
  /** True if the policy lets this person reset their own password. */
  readonly isEnabled: boolean
  /** True with as many of the allowed methods as are required (Entra: registered). */
  readonly isRegistered: boolean
  /** Enabled and registered, so that the person could reset a forgotten password. */
  readonly isCapable: boolean
  /** The methods that count for this person. */
  readonly methods: readonly ProofMethod[]
  readonly required: number
}

/** The methods that the policy allows somebody: an admin answers no questions. */
export function allowedMethods(policy: SelfServicePolicy, isAdmin: boolean): readonly ProofMethod[] {
  return proofMethods.filter((method) => policy.methods.includes(method) && !(isAdmin && method === 'questions'))
}

function isInScope(policy: SelfServicePolicy, person: SelfServicePerson): boolean {
  if (person.isAdmin) return true
  if (policy.enabledFor === 'none') return false
  return !person.isExcepted && (policy.enabledFor === 'all' || person.isChosen)
}

/** Whether one person is enabled, registered and capable; report, wizard and preview all use this. A code from the desk counts as no registration. */
export function capabilityOf(policy: SelfServicePolicy, person: SelfServicePerson): Capability {
  const methods = allowedMethods(policy, person.isAdmin)
  const required = person.isAdmin ? 2 : policy.required
  const isUsable = !person.isBlocked && !person.isProtected && person.hasPassword
  const isEnabled = isUsable && isInScope(policy, person)
  const counting = methods.filter((method) => method !== 'deskCode' && person.registered.includes(method))
  const isRegistered = counting.length >= required
  return { isEnabled, isRegistered, isCapable: isEnabled && isRegistered, methods, required }
}

/** What somebody can use without an admin's help: an authenticator app, and an address that is proved by mail. */
export type OwnMeans = { readonly canUseApp: boolean; readonly isMailOn: boolean }

/** True if the person could register enough without an admin's help; a telephone number needs one. */
export function isWithinReach(
  { methods, required }: Capability,
  registered: readonly ProofMethod[],
  { canUseApp, isMailOn }: OwnMeans,
): boolean {
  const own = { authenticator: canUseApp, recoveryCode: canUseApp, email: isMailOn, questions: true, sms: false }
  const reached = methods.filter((method) => method !== 'deskCode' && (registered.includes(method) || own[method]))
  return reached.length >= required
}

/**
 * Why a policy can't be saved: with an app alone, or with fewer methods than are required, nobody could reset a password (Entra: number of
 * methods).
 */
export const selfServiceFault = z.enum(['tooFewMethods', 'onlyTheApp', 'noGroups', 'questionsToReset', 'passMinutes'])
export type SelfServiceFault = z.infer<typeof selfServiceFault>

/** The faults that keep a policy from being saved; empty for a good one. */
export function selfServiceFaults(policy: SelfServicePolicy): readonly SelfServiceFault[] {
  const faults: SelfServiceFault[] = []
  const { methods, required } = policy
  if (methods.length < required) faults.push('tooFewMethods')
  else if (methods.includes('authenticator') && methods.length <= required) faults.push('onlyTheApp')
  if (policy.enabledFor === 'selected' && policy.groups.length === 0) faults.push('noGroups')
  if (policy.questionsToReset > policy.questionsToRegister) faults.push('questionsToReset')
  if (policy.passMinutes > policy.passMaximumMinutes) faults.push('passMinutes')
  return faults
}

/**
 * The form in which answers are compared: without case, outer spaces and doubled spaces, because nobody remembers those (Entra: security
 * questions).
 */
export function foldAnswer(answer: string): string {
  const plain = foldLookAlikes(answer.normalize('NFKC')).toLowerCase()
  return plain.replaceAll('ß', 'ss').replaceAll('ς', 'σ').replaceAll('i\u0307', 'i')
}

/** An answer as versions of Keydesk compared it that took every shape of an apostrophe for another sign: answers of that time are hashed so. */
export function foldAnswerAsBefore(answer: string): string {
  return answer.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
}

export type AnswerFault = {
  readonly at: number
  readonly field: 'question' | 'answer'
  readonly reason: 'length' | 'twice'
}

/** The first fault of each answer: Microsoft's limits, and no question and no answer twice (Entra: security questions). */
export function answerFaults(
  given: readonly { readonly question: string; readonly answer: string }[],
): readonly AnswerFault[] {
  const [least, most] = questionLimits.answer
  const folded = given.map(({ answer }) => foldAnswer(answer))
  return given.flatMap(({ question }, at): AnswerFault[] => {
    const answer = folded[at] ?? ''
    const length = [...answer].length
    if (given.findIndex((one) => one.question === question) < at) return [{ at, field: 'question', reason: 'twice' }]
    if (length < least || length > most) return [{ at, field: 'answer', reason: 'length' }]
    return folded.indexOf(answer) < at ? [{ at, field: 'answer', reason: 'twice' }] : []
  })
}
