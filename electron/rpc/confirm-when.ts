import type { AdminContract } from '../../shared/contract.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import type { PortalContract } from '../../shared/portal-contract.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import type { DoorPort } from '../door/door-port.ts'
import type { Reachable } from '../events/events.ts'
import type { Groups } from '../groups/groups.ts'
import type { Reach } from '../groups/reach.ts'
import type { Imports } from '../imports/imports.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Links } from '../links/links.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Users } from '../users/users.ts'
import type { ConfirmWhen, SignedInCall } from './call.ts'

export type ConfirmWhenDeps = {
  readonly users: Pick<Users, 'mustBeAddable' | 'mustBeEditable' | 'stored' | 'mustBeOwnContact'>
  readonly imports: Pick<Imports, 'bringsInto'>
  readonly groups: Pick<Groups, 'decidesWho' | 'mustBeRemovable'>
  readonly reach: Pick<Reach, 'limitsRole' | 'isMoved' | 'mustDecideOver'>
  readonly passwords: Pick<Passwords, 'mustBeResettable' | 'mustBeReadable' | 'mustHaveSome'>
  readonly jobs: Pick<Jobs, 'isTakenOver'>
  readonly links: Pick<Links, 'mustBeChosen'>
  readonly doorPort: Pick<DoorPort, 'canCopy'>
}

/**
 * Decides for the desk's operations whose input matters when the own password is asked for. A question first refuses what the service would
 * refuse, so that nobody types the password for nothing; it changes nothing.
 */
export function createConfirmWhen(deps: ConfirmWhenDeps): ConfirmWhen<AdminContract> {
  const { users, imports, groups, reach, passwords, jobs, links } = deps

  /** A change of who is in a group that limits a role is treated like giving that role. */
  function isOverRole(id: GroupId, call: SignedInCall): boolean {
    reach.mustDecideOver(id, call)
    return reach.limitsRole(id)
  }

  function isMovedBy({ id, value }: { readonly id: UserId; readonly value: string }): boolean {
    const user = users.stored(id)
    return user !== null && reach.isMoved(user.contact.department, cleanText(value))
  }

  return {
    users: {
      add: (input, call) => reach.isMoved('', users.mustBeAddable(input, call).contact.department),
      edit: (input, call) => {
        const { before, after } = users.mustBeEditable(input, call)
        // An admin who changes where another admin's codes go, or their sign-in name, can become that admin or lock them out; and so can a
        // stranger who finds a screen unlocked.
        const isAboutSignIn = before.username !== after.username || !isSameReach(before.contact, after.contact)
        const isOfPower = hasPower(before) || before.id === call.actor.id
        return (isAboutSignIn && isOfPower) || reach.isMoved(before.contact.department, after.contact.department)
      },
      editMany: ({ field, edits }) => field === 'department' && edits.some((edit) => isMovedBy(edit)),
    },
    account: { edit: (input, call) => isElsewhere(users, input, call) },
    imports: {
      importUsers: (input, call) => imports.bringsInto(input, (department) => reach.isMoved('', department), call),
    },
    groups: {
      update: (input, call) => groups.decidesWho(input) && isOverRole(input.id, call),
      addMembers: ({ id }, call) => isOverRole(id, call),
      removeMembers: ({ id }, call) => isOverRole(id, call),
      addGroups: ({ id }, call) => isOverRole(id, call),
      removeGroups: ({ id }, call) => isOverRole(id, call),
      delete: ({ id }, call) => reach.limitsRole(groups.mustBeRemovable(id, call).id),
    },
    passwords: {
      // The password of an admin, here or in a directory, can be used to become that admin, so that resetting or reading it must be confirmed.
      reset: ({ userId }, call) => hasPower(passwords.mustBeResettable(userId, call)),
      requireChange: ({ selection }, call) => {
        const { ids, hasAdmin } = passwords.mustHaveSome(selection, call)
        return ids.length > 1 || hasAdmin
      },
      reveal: ({ secretIds }, call) =>
        secretIds.length > 1 || secretIds.some((id) => hasPower(passwords.mustBeReadable(id, call).user)),
    },
    door: {
      copyPassword: ({ secretId }, call) =>
        deps.doorPort.canCopy && hasPower(passwords.mustBeReadable(secretId, call).user),
    },
    jobs: {
      resume: ({ id }, call) => jobs.isTakenOver(id, false, call),
      retry: ({ id }, call) => jobs.isTakenOver(id, true, call),
    },
    links: {
      send: ({ selection }, call) => {
        const { single } = links.mustBeChosen(selection, call)
        return single === null || hasRole(single)
      },
    },
  }
}

/** The same for the operations of the portal. */
export function createPortalConfirmWhen({ users }: Pick<ConfirmWhenDeps, 'users'>): ConfirmWhen<PortalContract> {
  return { myAccount: { updateContact: (input, call) => isElsewhere(users, input, call) } }
}

const hasRole = ({ roles }: { readonly roles: readonly RoleName[] }) => roles.length > 0
/** An admin of Keydesk, or of the directory that the person lives in. */
const hasPower = (person: { readonly roles: readonly RoleName[]; readonly isProtected: boolean }) =>
  hasRole(person) || person.isProtected

/** Whether codes would still go to the same places. */
function isSameReach(one: Reachable, other: Reachable): boolean {
  return one.alternateEmail === other.alternateEmail && one.mobilePhone === other.mobilePhone
}

type OwnContact = Parameters<Users['mustBeOwnContact']>[0]

/** Whether codes for the caller would go to other places. */
function isElsewhere(users: Pick<Users, 'mustBeOwnContact'>, input: OwnContact, call: SignedInCall): boolean {
  const { before, after } = users.mustBeOwnContact(input, call)
  return !isSameReach(before.contact, after.contact)
}
