import type { AttemptState } from '../../../shared/recovery.ts'
import { attemptLife } from '../../../shared/rules/reset-attempt.ts'
import type { ProofMethod } from '../../../shared/rules/self-service.ts'

export type Purpose = 'reset' | 'unlock'
/** The places in the wizard; each is one step for the Back button. */
export type Place = 'start' | 'methods' | 'code' | 'help' | 'helpAsked' | 'check' | 'done' | 'unlocked' | 'gone'
/** The pages that the wizard shows at these places. */
export type WizardPage = Place | 'password' | 'unlock'

/** A run as the page knows it, only in memory. */
export type Run = {
  readonly attempt: string
  readonly state: AttemptState
  readonly purpose: Purpose
  /** Milliseconds, by this device's clock. */
  readonly endsAt: number
}

/** The page to show. The service's answer decides, even after the Back button, so that no page asks for what is already proved. */
export function pageOf(place: Place, run: Run | null, method: ProofMethod | null): WizardPage {
  if (place !== 'methods' && place !== 'code') return place
  if (run === null) return 'start'
  if (run.state.step === 'choosePassword') return run.purpose === 'unlock' ? 'unlock' : 'password'
  const isOpen = method !== null && run.state.methods.includes(method)
  return place === 'code' && isOpen ? 'code' : 'methods'
}

/** When a run ends by this device's clock, which may be wrong by more than the run's life. */
export function endOf(endsAt: number, now: number, isJustBegun: boolean): number {
  const left = endsAt - now
  return now + (isJustBegun || left <= 0 || left > attemptLife ? attemptLife : left)
}

/**
 * The remaining seconds as they are shown: whole minutes, and tens of seconds near the end, because a running clock would put people under
 * pressure.
 */
export function roundedSeconds(endsAt: number, now: number): number {
  const left = Math.max(0, (endsAt - now) / 1000)
  const unit = left > 120 ? 60 : 10
  return Math.ceil(left / unit) * unit
}

/** True for the last two minutes. */
export function isAlmostOver(endsAt: number, now: number): boolean {
  return endsAt - now <= 120_000
}

/** The address for help as a link, to mail or to a page; null where it is only shown. */
export function helpLink(help: string): string | null {
  if (/^https:\/\//i.test(help)) return help
  return /^[^\s@:/?]+@[^\s@:/?]+$/.test(help) ? `mailto:${help}` : null
}

/** True for a text that can be a request's code, whatever spaces and hyphens were typed into it. */
export function isRequestCode(typed: string): boolean {
  return /^[\da-z]{12}$/i.test(typed.replace(/[\s\-–—]/g, ''))
}
