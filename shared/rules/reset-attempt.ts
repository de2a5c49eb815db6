import type { ProofMethod } from './self-service.ts'

/** Milliseconds: the whole wizard, and a code that was sent or read out (Entra: self-service password reset). */
export const attemptLife = 15 * 60_000
export const codeLife = 5 * 60_000
/** Runs of one account that may be open at once: as many as the portal lets begin in that time, or strangers could void its owner's. */
export const maximumOpenRuns = 60
/** Wrong codes after which a sent code is void. */
export const maximumCodeTries = 5
/** Milliseconds that a clock may be put right by without anybody's code being lost. */
export const clockSlack = 5_000

/** One run of the wizard, as it is kept in the store. Of somebody who does not exist it looks the same. */
export type ResetAttempt = {
  readonly startedAt: number
  /** The latest instant that the attempt has seen: a clock that is set back does not lengthen anything. */
  readonly seenAt: number
  readonly proved: readonly ProofMethod[]
  readonly state: 'open' | 'done' | 'void'
}

/**
 * What must be proved: so many of the methods that count, none after a link that an admin sent, and where somebody has a second factor,
 * that too, by one of `factors`.
 */
export type ProofNeed = {
  readonly required: number
  readonly methods: readonly ProofMethod[]
  /** Empty for somebody without a second factor. */
  readonly factors: readonly ProofMethod[]
}

/** What the person may do next. `gone`: it has ended, whatever the reason. */
export type AttemptStep = 'prove' | 'choosePassword' | 'gone'

/** True for a clock that was set back: the time that has passed is unknown, so that everything that lives for minutes ends. */
export function isSetBack(seenAt: number, now: number): boolean {
  return now < seenAt - clockSlack
}

/** The instant that counts: never earlier than what was seen before. */
export function attemptNow(attempt: Pick<ResetAttempt, 'seenAt'>, now: number): number {
  return Math.max(attempt.seenAt, now)
}

/** A second factor stays one: whoever has it needs it here too, or a reset would be the way around it. */
export function isEnough(proved: readonly ProofMethod[], { required, methods, factors }: ProofNeed): boolean {
  const counting = methods.filter((method) => proved.includes(method))
  const hasFactor = factors.length === 0 || factors.some((method) => proved.includes(method))
  return hasFactor && counting.length >= required
}

/** The methods that would bring somebody further: a method counts once, and where only the factor is missing, nothing else does. */
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

/** True for a code that opens nothing any more. */
export function isCodeOver(code: SentCode, now: number): boolean {
  return (
    code.tries >= maximumCodeTries ||
    isSetBack(code.seenAt, now) ||
    Math.max(code.seenAt, now) - code.sentAt >= codeLife
  )
}
