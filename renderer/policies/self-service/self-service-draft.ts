import { type Policies, policies } from '../../../shared/rules/policy.ts'
import { questionLimits } from '../../../shared/rules/self-service.ts'

type SelfService = Policies['selfService']
const { shape } = policies.shape.selfService

/** The numbers of self-service by their place in the document, with the schema that limits them. */
export const selfServiceNumbers = {
  'selfService.questionsToRegister': shape.questionsToRegister,
  'selfService.questionsToReset': shape.questionsToReset,
  'selfService.graceDays': shape.graceDays,
  'selfService.reconfirmDays': shape.reconfirmDays,
  'selfService.passMinutes': shape.passMinutes,
  'selfService.passMaximumMinutes': shape.passMaximumMinutes,
} as const
export type SelfServiceNumber = keyof typeof selfServiceNumbers

type NumberName = SelfServiceNumber extends `selfService.${infer N}` ? N : never
type Chosen = Omit<SelfService, NumberName | 'ownQuestions'>

/** Self-service as it is being typed, but for its numbers. */
export type SelfServiceDraft = { readonly [N in keyof Chosen as `selfService.${N}`]: Chosen[N] } & {
  readonly 'selfService.ownQuestions': string
}

/** What the fields show at first. */
export function selfServiceDraftOf(policy: SelfService): SelfServiceDraft {
  return {
    'selfService.enabledFor': policy.enabledFor,
    'selfService.groups': policy.groups,
    'selfService.except': policy.except,
    'selfService.methods': policy.methods,
    'selfService.required': policy.required,
    'selfService.ownQuestions': policy.ownQuestions.join('\n'),
    'selfService.isRegistrationRequired': policy.isRegistrationRequired,
    'selfService.canUnlock': policy.canUnlock,
    'selfService.mustTellUsers': policy.mustTellUsers,
    'selfService.mustTellAdmins': policy.mustTellAdmins,
    'selfService.help': policy.help,
    'selfService.colour': policy.colour,
    'selfService.isPassOnce': policy.isPassOnce,
  }
}

/** The organisation's own questions, one a line and each once, and the lines (from 1) that are too short or too long. */
export function readQuestions(text: string): {
  readonly questions: readonly string[]
  readonly badLines: readonly number[]
} {
  const [from, to] = questionLimits.question
  const questions = new Set<string>()
  const badLines: number[] = []
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const question = line.trim()
    if (question === '') continue
    if (question.length >= from && question.length <= to) questions.add(question)
    else badLines.push(at + 1)
  }
  return { questions: [...questions], badLines }
}

/** True if the text can be a link or an address for help, or is empty. */
export function isHelpGood(text: string): boolean {
  return shape.help.safeParse(text).success
}

/** Questions that nobody is asked are not on the screen. */
export function hasQuestions(draft: SelfServiceDraft): boolean {
  return draft['selfService.methods'].includes('questions')
}

/** The texts that have to be mended, in the order of the page. */
export function wrongTexts(draft: SelfServiceDraft): readonly ('selfService.ownQuestions' | 'selfService.help')[] {
  const { questions, badLines } = readQuestions(draft['selfService.ownQuestions'])
  const isListBad = hasQuestions(draft) && (badLines.length > 0 || questions.length > questionLimits.own)
  const isHelpBad = !isHelpGood(draft['selfService.help'])
  return [
    ...(isListBad ? (['selfService.ownQuestions'] as const) : []),
    ...(isHelpBad ? (['selfService.help'] as const) : []),
  ]
}

/** The section to save. What is not on the screen is made to fit, so that nobody searches for what is wrong with it. */
export function selfServiceOf(draft: SelfServiceDraft, at: (path: SelfServiceNumber) => number): SelfService {
  const toRegister = at('selfService.questionsToRegister')
  const toReset = at('selfService.questionsToReset')
  return {
    enabledFor: draft['selfService.enabledFor'],
    groups: draft['selfService.groups'],
    except: draft['selfService.except'],
    methods: draft['selfService.methods'],
    required: draft['selfService.required'],
    questionsToRegister: toRegister,
    questionsToReset: hasQuestions(draft) ? toReset : Math.min(toReset, toRegister),
    ownQuestions: readQuestions(draft['selfService.ownQuestions']).questions.slice(0, questionLimits.own),
    isRegistrationRequired: draft['selfService.isRegistrationRequired'],
    graceDays: at('selfService.graceDays'),
    reconfirmDays: at('selfService.reconfirmDays'),
    canUnlock: draft['selfService.canUnlock'],
    mustTellUsers: draft['selfService.mustTellUsers'],
    mustTellAdmins: draft['selfService.mustTellAdmins'],
    help: draft['selfService.help'].trim(),
    colour: draft['selfService.colour'],
    passMinutes: at('selfService.passMinutes'),
    passMaximumMinutes: at('selfService.passMaximumMinutes'),
    isPassOnce: draft['selfService.isPassOnce'],
  }
}
