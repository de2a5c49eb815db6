import { canReset, type RoleName } from './role-matrix.ts'

/** Who may say yes to somebody else's request, and whose own reset therefore waits: whoever could reset them could say yes in their name. */
export const approverRoles = [
  'globalAdministrator',
  'privilegedAuthenticationAdministrator',
] as const satisfies readonly RoleName[]

/** How long a request waits before it expires. */
export const requestHours = 72

type Holder = { readonly id: number; readonly roles: readonly RoleName[] }

/** True for the roles whose yes counts. */
export function isApprover(roles: readonly RoleName[]): boolean {
  return approverRoles.some((role) => roles.includes(role))
}

/** `waits`: a second yes is needed. `standsStill`: the rule is on but nobody is left who could say yes, so that it must not block. */
export type Standing = 'off' | 'waits' | 'standsStill'

/**
 * Where the rule stands for this asker. `approvers` are the enabled people who can sign in and hold an approver's role. The person
 * whose password it is may say yes too, or two admins could never help each other; but they may have forgotten it, so they don't
 * count as the last one left for an asker who can't appoint another admin.
 */
export function standing(
  isOn: boolean,
  asker: Holder,
  targetId: number | null,
  approvers: readonly Holder[],
): Standing {
  if (!isOn) return 'off'
  const canAppoint = asker.roles.includes('globalAdministrator')
  const others = approvers.filter(({ id }) => id !== asker.id && (canAppoint || id !== targetId))
  return others.length > 0 ? 'waits' : 'standsStill'
}

/** Whether this person's yes or no to somebody's request counts. */
export function mayDecide(person: Holder, askerId: number | null, targetRoles: readonly RoleName[]): boolean {
  return person.id !== askerId && isApprover(person.roles) && canReset(person.roles, targetRoles)
}

type Facts = Holder & { readonly isBlocked: boolean }

/** Everybody: all enabled people but the actor, as far as the actor's roles reach, whatever groups they are limited to; one person alone is nobody's everybody. */
export function isEverybody(included: number, people: Iterable<Facts>, actor: Holder): boolean {
  if (included < 2) return false
  let reachable = 0
  for (const { id, isBlocked, roles } of people) {
    if (id !== actor.id && !isBlocked && canReset(actor.roles, roles)) reachable += 1
  }
  return included >= reachable
}
