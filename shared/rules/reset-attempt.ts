import type { ProofMethod } from './self-service.ts'

/** The life of a run, and of a code that was sent or read out, in milliseconds (Entra: self-service password reset). */
export const attemptLife = 15 * 60_000
export const codeLife = 5 * 60_000
/**
 * The most open runs of one account: as many as the portal lets anybody begin in that time, because otherwise strangers could void the
 * owner's run.
 */
export const maximumOpenRuns = 60
/** Wrong codes after which a sent code is void. */
export const maximumCodeTries = 5
/** By how many milliseconds a clock may be corrected before codes are lost. */
export const clockSlack = 5_000

/** One run of **Forgot password?**, as stored. For a user who does not exist it looks the same. */
export type ResetAttempt = {
  readonly startedAt: number
  /** The latest instant that the run has seen: setting a clock back does not lengthen its life. */
  readonly seenAt: number
  readonly proved: readonly ProofMethod[]
  readonly state: 'open' | 'done' | 'void'
}

/**
 * What must be proved: `required` of the `methods` that count (none after an admin's link); and for people with a second factor also that
 * factor, by one of `factors`.
 */
export type ProofNeed = {
  readonly required: number
  readonly methods: readonly ProofMethod[]
  /** Empty for people without a second factor. */
  readonly factors: readonly ProofMethod[]
}

/** What the person may do next. `gone`: the run has ended, for whatever reason. */
export type AttemptStep = 'prove' | 'choosePassword' | 'gone'

/** True if the clock was set back: then it is unknown how much time has passed, so that everything that lives for minutes ends. */
export function isSetBack(seenAt: number, now: number): boolean {
  return now < seenAt - clockSlack
}

/** The instant by which a run is judged: never earlier than one seen before. */
export function attemptNow(attempt: Pick<ResetAttempt, 'seenAt'>, now: number): number {
  return Math.max(attempt.seenAt, now)
}

/** True if enough is proved. A second factor is always among it, because otherwise a reset would be a way around it. */
export function isEnough(proved: readonly ProofMethod[], { required, methods, factors }: ProofNeed): boolean {
  const counting = methods.filter((method) => proved.includes(method))
  const hasFactor = factors.length === 0 || factors.some((method) => proved.includes(method))
  return hasFactor && counting.length >= required
}

/** The methods that would bring the person further: each counts once, and where only the factor is missing, only its methods. */
export function openMethods(proved: readonly ProofMethod[], need: ProofNeed): readonly ProofMethod[] {
  const { required, methods, factors } = need
  const left = methods.filter((method) => !proved.includes(method))
  const hasBegun = proved.length > 0 || required === 0
  if (!hasBegun || factors.length === 0 || factors.some((method) => proved.includes(method))) return left
  const missing = required - methods.filter((method) => proved.includes(method)).length
  const rest = missing > 1 || (missing === 1 && !factors.some((method) => methods.includes(method))) ? left : []
  return [...new Set([...factors, ...rest])]
}

export function attemptStep(attempt: ResetAttempt, need: ProofNeed, now: number): AttemptStep {
  const isOver = isSetBack(attempt.seenAt, now) || attemptNow(attempt, now) - attempt.startedAt >= attemptLife
  if (attempt.state !== 'open' || isOver) return 'gone'
  return isEnough(attempt.proved, need) ? 'choosePassword' : 'prove'
}

/** A code that was sent or read out; `seenAt` is the latest instant that it has seen. */
export type SentCode = { readonly sentAt: number; readonly seenAt: number; readonly tries: number }

/** True for a code that is not valid any more. */
export function isCodeOver(code: SentCode, now: number): boolean {
  return (
    code.tries >= maximumCodeTries ||
    isSetBack(code.seenAt, now) ||
    Math.max(code.seenAt, now) - code.sentAt >= codeLife
  )
}
