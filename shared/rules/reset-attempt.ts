import type { ProofMethod } from './self-service.ts'

/** Milliseconds: the whole wizard, and a code that was sent or read out (Entra: self-service password reset). */
export const attemptLife = 15 * 60_000
export const codeLife = 5 * 60_000
/** Wrong codes after which a sent code is void. */
export const codeTries = 5

/** One run of the wizard, as it is kept in the store. Of somebody who does not exist it looks the same. */
export type ResetAttempt = {
  readonly startedAt: number
  /** The latest instant that the attempt has seen: a clock that is set back does not lengthen anything. */
  readonly seenAt: number
  readonly proved: readonly ProofMethod[]
  /** How many methods the person must prove. */
  readonly required: number
  readonly state: 'open' | 'done' | 'void'
}

/** What the person may do next. `gone`: it has ended, whatever the reason. */
export type AttemptStep = 'prove' | 'choosePassword' | 'gone'

/** The instant that counts: never earlier than what was seen before. */
export function attemptNow(attempt: ResetAttempt, now: number): number {
  return Math.max(attempt.seenAt, now)
}

export function attemptStep(attempt: ResetAttempt, now: number): AttemptStep {
  if (attempt.state !== 'open' || attemptNow(attempt, now) - attempt.startedAt >= attemptLife) return 'gone'
  return attempt.proved.length >= attempt.required ? 'choosePassword' : 'prove'
}

/** A method counts once, however often it is proved. */
export function withProof(attempt: ResetAttempt, method: ProofMethod, now: number): ResetAttempt {
  const seenAt = attemptNow(attempt, now)
  if (attemptStep(attempt, now) !== 'prove' || attempt.proved.includes(method)) return { ...attempt, seenAt }
  return { ...attempt, seenAt, proved: [...attempt.proved, method] }
}
