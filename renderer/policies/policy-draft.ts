import {
  bannedTerm,
  defaultPolicies,
  expirationSection,
  type GroupRule,
  lockoutSection,
  type Policies,
  type PolicySection,
  presets,
  protectionSection,
  signInSection,
  temporarySection,
} from '../../shared/rules/policy.ts'
import { type SelfServiceFault, selfServiceFaults } from '../../shared/rules/self-service.ts'
import {
  hasQuestions,
  type SelfServiceDraft,
  selfServiceDraftOf,
  selfServiceNumbers,
  selfServiceOf,
  wrongTexts,
} from './self-service/self-service-draft.ts'

const rules = protectionSection.shape.rules.shape

/** Every number of the policies by its place in the document, with the schema that limits it. */
const numbers = {
  'expiration.days': expirationSection.shape.days,
  'expiration.remindDays': expirationSection.shape.remindDays,
  'protection.rules.minimumLength': rules.minimumLength,
  'protection.rules.maximumLength': rules.maximumLength,
  'protection.rules.minimumClasses': rules.minimumClasses,
  'protection.rules.maximumRepeats': rules.maximumRepeats,
  'protection.maximumSequence': protectionSection.shape.maximumSequence,
  'protection.historyCount': protectionSection.shape.historyCount,
  'protection.historyDays': protectionSection.shape.historyDays,
  'protection.minimumAgeHours': protectionSection.shape.minimumAgeHours,
  'lockout.threshold': lockoutSection.shape.threshold,
  'lockout.seconds': lockoutSection.shape.seconds,
  'lockout.capSeconds': lockoutSection.shape.capSeconds,
  'temporary.hours': temporarySection.shape.hours.unwrap(),
  'signIn.idleMinutes': signInSection.shape.idleMinutes,
  'signIn.sessionHours': signInSection.shape.sessionHours,
  'signIn.clipboardSeconds': signInSection.shape.clipboardSeconds,
  'signIn.deletedDays': signInSection.shape.deletedDays,
  ...selfServiceNumbers,
} as const

export type NumberPath = keyof typeof numbers
export const numberPaths = Object.keys(numbers) as readonly NumberPath[]

/** The policies as they are being typed, by place: numbers and lists are text until they are saved. */
export type PolicyDraft = { readonly [P in NumberPath]: string } & SelfServiceDraft & {
    readonly 'expiration.isOn': boolean
    readonly 'expiration.startsAt': number | null
    readonly 'protection.preset': Policies['protection']['preset']
    readonly 'protection.rules.isNameRefused': boolean
    readonly 'protection.isShippedListOn': boolean
    readonly 'protection.isStrict': boolean
    readonly 'protection.ownTerms': string
    readonly 'protection.breachFile': string
    readonly 'temporary.style': Policies['temporary']['style']
    readonly 'temporary.keep': Policies['temporary']['keep']
    readonly 'temporary.isMustChangeFixed': boolean
    readonly 'signIn.isScreenProtected': boolean
    readonly 'signIn.twoPerson.isOn': boolean
    readonly 'signIn.secondFactor.isOffered': boolean
    readonly 'signIn.secondFactor.requiredRoles': Policies['signIn']['secondFactor']['requiredRoles']
    readonly doesLapse: boolean
    readonly groupRules: readonly GroupRule[]
  }

/** The limits of a number, from its schema. */
export function limitsOf(path: NumberPath): { readonly from: number; readonly to: number } {
  const { minValue, maxValue } = numbers[path]
  return { from: minValue ?? 0, to: maxValue ?? Number.MAX_SAFE_INTEGER }
}

function numberAt(policies: Policies, path: NumberPath): number | null {
  const [section = '', ...rest] = path.split('.')
  let value: unknown = policies[section as PolicySection]
  for (const name of rest) value = (value as Record<string, unknown>)[name]
  return typeof value === 'number' ? value : null
}

/** What a fresh installation has; of the hours, those that an admin would start from. */
export function standardOf(path: NumberPath): number {
  return numberAt(defaultPolicies, path) ?? 0
}

/** What the fields show at first. */
export function draftOf(policies: Policies): PolicyDraft {
  const { expiration, protection, temporary, signIn } = policies
  const typed = numberPaths.map((path) => [path, String(numberAt(policies, path) ?? standardOf(path))])
  return {
    ...(Object.fromEntries(typed) as { readonly [P in NumberPath]: string }),
    'expiration.isOn': expiration.isOn,
    'expiration.startsAt': expiration.startsAt,
    'protection.preset': protection.preset,
    'protection.rules.isNameRefused': protection.rules.isNameRefused,
    'protection.isShippedListOn': protection.isShippedListOn,
    'protection.isStrict': protection.isStrict,
    'protection.ownTerms': protection.ownTerms.join('\n'),
    'protection.breachFile': protection.breachFile ?? '',
    'temporary.style': temporary.style,
    'temporary.keep': temporary.keep,
    'temporary.isMustChangeFixed': temporary.isMustChangeFixed,
    'signIn.isScreenProtected': signIn.isScreenProtected,
    'signIn.twoPerson.isOn': signIn.twoPerson.isOn,
    'signIn.secondFactor.isOffered': signIn.secondFactor.isOffered,
    'signIn.secondFactor.requiredRoles': signIn.secondFactor.requiredRoles,
    ...selfServiceDraftOf(policies.selfService),
    doesLapse: temporary.hours !== null,
    groupRules: policies.groupRules,
  }
}

/** What choosing a preset writes into the fields; own rules begin with the numbers that were there. */
export function presetChange(preset: Policies['protection']['preset']): Partial<PolicyDraft> {
  if (preset === 'own') return { 'protection.preset': preset }
  const { isNameRefused, ...lengths } = presets[preset]
  const texts = Object.entries(lengths).map(([name, value]) => [`protection.rules.${name}`, String(value)])
  return {
    ...(Object.fromEntries(texts) as Partial<PolicyDraft>),
    'protection.rules.isNameRefused': isNameRefused,
    'protection.preset': preset,
  }
}

export const maximumTerms = 20_000
const termLimits = { from: bannedTerm.minLength ?? 1, to: bannedTerm.maxLength ?? 64 }

/** The admin's own words, one a line, and the lines (from 1) that can't be banned words. */
export function readTerms(text: string): { readonly terms: readonly string[]; readonly badLines: readonly number[] } {
  const terms = new Set<string>()
  const badLines: number[] = []
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const term = line.trim()
    if (term === '') continue
    if (term.length >= termLimits.from && term.length <= termLimits.to) terms.add(term)
    else badLines.push(at + 1)
  }
  return { terms: [...terms], badLines }
}

function typedNumber(draft: PolicyDraft, path: NumberPath): number | null {
  const { from, to } = limitsOf(path)
  const text = draft[path].trim()
  const value = Number(text)
  return /^\d{1,6}$/.test(text) && value >= from && value <= to ? value : null
}

/** Fields that are not on the screen can't be wrong: they keep their number, or the one of a fresh installation. */
function isUnused(draft: PolicyDraft, path: NumberPath): boolean {
  if (path === 'temporary.hours') return !draft.doesLapse
  if (path === 'expiration.days' || path === 'expiration.remindDays') return !draft['expiration.isOn']
  if (path === 'selfService.graceDays') return !draft['selfService.isRegistrationRequired']
  if (path === 'selfService.questionsToRegister' || path === 'selfService.questionsToReset') return !hasQuestions(draft)
  return false
}

/** True if the field's text is a number within its limits. */
export function isNumberGood(draft: PolicyDraft, path: NumberPath): boolean {
  return isUnused(draft, path) || typedNumber(draft, path) !== null
}

type WrongPath = NumberPath | 'protection.ownTerms' | ReturnType<typeof wrongTexts>[number]

/** The places that have to be mended before the policies can be saved, in the order of the page. */
export function wrongPaths(draft: PolicyDraft): readonly WrongPath[] {
  const wrong: WrongPath[] = numberPaths.filter((path) => !isNumberGood(draft, path))
  const { terms, badLines } = readTerms(draft['protection.ownTerms'])
  if (badLines.length > 0 || terms.length > maximumTerms) wrong.push('protection.ownTerms')
  return [...wrong, ...wrongTexts(draft)]
}

const numberIn = (draft: PolicyDraft) => (path: NumberPath) => typedNumber(draft, path) ?? standardOf(path)

/** Why self-service can't be saved as it is being typed; empty when it can. */
export function faultsOf(draft: PolicyDraft): readonly SelfServiceFault[] {
  return selfServiceFaults(selfServiceOf(draft, numberIn(draft)))
}

/** The policies to save, null while a field is wrong. */
export function policiesOf(draft: PolicyDraft): Policies | null {
  if (wrongPaths(draft).length > 0) return null
  const at = numberIn(draft)
  return {
    expiration: {
      isOn: draft['expiration.isOn'],
      days: at('expiration.days'),
      remindDays: at('expiration.remindDays'),
      startsAt: draft['expiration.startsAt'],
    },
    protection: protectionOf(draft, at),
    lockout: {
      threshold: at('lockout.threshold'),
      seconds: at('lockout.seconds'),
      capSeconds: at('lockout.capSeconds'),
    },
    temporary: {
      style: draft['temporary.style'],
      hours: draft.doesLapse ? at('temporary.hours') : null,
      keep: draft['temporary.keep'],
      isMustChangeFixed: draft['temporary.isMustChangeFixed'],
    },
    signIn: {
      idleMinutes: at('signIn.idleMinutes'),
      sessionHours: at('signIn.sessionHours'),
      clipboardSeconds: at('signIn.clipboardSeconds'),
      isScreenProtected: draft['signIn.isScreenProtected'],
      deletedDays: at('signIn.deletedDays'),
      twoPerson: { isOn: draft['signIn.twoPerson.isOn'] },
      secondFactor: {
        isOffered: draft['signIn.secondFactor.isOffered'],
        requiredRoles: draft['signIn.secondFactor.requiredRoles'],
      },
    },
    selfService: selfServiceOf(draft, at),
    groupRules: draft.groupRules,
  }
}

function protectionOf(draft: PolicyDraft, at: (path: NumberPath) => number): Policies['protection'] {
  const breachFile = draft['protection.breachFile'].trim()
  return {
    preset: draft['protection.preset'],
    rules: {
      minimumLength: at('protection.rules.minimumLength'),
      maximumLength: at('protection.rules.maximumLength'),
      minimumClasses: at('protection.rules.minimumClasses'),
      maximumRepeats: at('protection.rules.maximumRepeats'),
      isNameRefused: draft['protection.rules.isNameRefused'],
    },
    maximumSequence: at('protection.maximumSequence'),
    historyCount: at('protection.historyCount'),
    historyDays: at('protection.historyDays'),
    minimumAgeHours: at('protection.minimumAgeHours'),
    isShippedListOn: draft['protection.isShippedListOn'],
    isStrict: draft['protection.isStrict'],
    ownTerms: readTerms(draft['protection.ownTerms']).terms,
    breachFile: breachFile === '' ? null : breachFile,
  }
}
