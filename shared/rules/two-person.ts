import type { RequestFact } from '../requests.ts'
import { cutText } from './cut-text.ts'
import { canReset, type RoleName } from './role-matrix.ts'

/** Who may say yes to somebody else's request, and whose own reset therefore waits: whoever could reset them could say yes in their name. */
export const approverRoles = [
  'globalAdministrator',
  'privilegedAuthenticationAdministrator',
] as const satisfies readonly RoleName[]

/** How long a request waits before it expires. */
export const requestHours = 72

/**
 * How long Keydesk must have run meanwhile, with nobody to answer, before a request counts as unanswered; setting the clock does not add to this
 * time.
 */
export const silentHours = 24

/** How long a yes holds for a job that is stopped, killed or waits. */
export const approvalHours = 24

type Holder = { readonly id: number; readonly roles: readonly RoleName[] }

/** True for the roles whose yes counts. */
export function isApprover(roles: readonly RoleName[]): boolean {
  return approverRoles.some((role) => roles.includes(role))
}

/** `waits`: a second yes is needed. `standsStill`: the rule is on but nobody is left who could say yes, so that it must not block. */
export type Standing = 'off' | 'waits' | 'standsStill'

/**
 * Where the rule stands for an asker beside whom so many others could say yes. The person whose password it is counts, or two admins could
 * never help each other.
 */
export function standing(isOn: boolean, others: number): Standing {
  if (!isOn) return 'off'
  return others > 0 ? 'waits' : 'standsStill'
}

/** Whether this person's yes or no to somebody's request counts. */
export function mayDecide(person: Holder, askerId: number | null, targetRoles: readonly RoleName[]): boolean {
  return person.id !== askerId && isApprover(person.roles) && canReset(person.roles, targetRoles)
}

type Facts = Holder & { readonly isBlocked: boolean }

/**
 * Everybody: all enabled people but the actor, as far as the actor's roles reach, whatever groups they are limited to; one person alone never counts
 * as everybody.
 */
export function isEverybody(included: number, people: Iterable<Facts>, actor: Holder): boolean {
  if (included < 2) return false
  let reachable = 0
  for (const { id, isBlocked, roles } of people) {
    if (id !== actor.id && !isBlocked && canReset(actor.roles, roles)) reachable += 1
  }
  return included >= reachable
}

/** A fact as long as a request may have it; one that is cut says so. */
export function truncateFact(text: string): string {
  return text.length > 2000 ? `${cutText(text, 1999)}…` : text
}

/** What would change in a setting, as its audit entry has it, for a second admin to read before saying yes. */
export function settingFacts(changes: Readonly<Record<string, string>>): readonly RequestFact[] {
  const texts = Object.entries(changes).map(([name, change]) => `${name}: ${change}`)
  const shown = texts.length > 100 ? [...texts.slice(0, 99), `… (${texts.length})`] : texts
  return shown.map((text) => ({ name: 'setting', value: truncateFact(text) }))
}
