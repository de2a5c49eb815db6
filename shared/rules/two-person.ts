import type { RequestFact } from '../requests.ts'
import { canReset, type RoleName } from './role-matrix.ts'
import { cutText } from './text/cut-text.ts'

/**
 * The roles of approvers, who may approve somebody else's request. A reset of an approver waits for approval, because whoever resets an
 * approver could approve in the approver's name.
 */
export const approverRoles = [
  'globalAdministrator',
  'privilegedAuthenticationAdministrator',
] as const satisfies readonly RoleName[]

/** How long a request waits before it expires. */
export const requestHours = 72

/** For how many hours Keydesk must run, with nobody answering, before a request counts as unanswered; setting the clock does not add to this time. */
export const silentHours = 24

/** For how many hours an approval is valid for a job that is stopped, killed or waits. */
export const approvalHours = 24

type Holder = { readonly id: number; readonly roles: readonly RoleName[] }

/** True for the roles whose yes counts. */
export function isApprover(roles: readonly RoleName[]): boolean {
  return approverRoles.some((role) => roles.includes(role))
}

/** `waits`: a second admin's approval is needed. `standsStill`: the rule is on, but nobody is left who could approve, so that it must not block. */
export type Standing = 'off' | 'waits' | 'standsStill'

/**
 * Whether the rule applies to an asker, where `others` can approve. The person whose password is reset is counted as one of these, because
 * otherwise two admins could never help each other.
 */
export function standing(isOn: boolean, others: number): Standing {
  if (!isOn) return 'off'
  return others > 0 ? 'waits' : 'standsStill'
}

/** Whether this person may decide somebody's request. */
export function mayDecide(person: Holder, askerId: number | null, targetRoles: readonly RoleName[]): boolean {
  return person.id !== askerId && isApprover(person.roles) && canReset(person.roles, targetRoles)
}

type Facts = Holder & { readonly isBlocked: boolean }

/**
 * True if everybody is included whom the actor's roles could reset without their limits to groups, except blocked people and the actor; one
 * person alone never counts as everybody.
 */
export function isEverybody(included: number, people: Iterable<Facts>, actor: Holder): boolean {
  if (included < 2) return false
  let reachable = 0
  for (const { id, isBlocked, roles } of people) {
    if (id !== actor.id && !isBlocked && canReset(actor.roles, roles)) reachable += 1
  }
  return included >= reachable
}

/** Cuts a fact to the length that a request allows; a fact that was cut says so. */
export function truncateFact(text: string): string {
  return text.length > 2000 ? `${cutText(text, 1999)}…` : text
}

/** The changes of a setting, written as in its audit entry, for a second admin to read before approving. */
export function settingFacts(changes: Readonly<Record<string, string>>): readonly RequestFact[] {
  const texts = Object.entries(changes).map(([name, change]) => `${name}: ${change}`)
  const shown = texts.length > 100 ? [...texts.slice(0, 99), `… (${texts.length})`] : texts
  return shown.map((text) => ({ name: 'setting', value: truncateFact(text) }))
}
