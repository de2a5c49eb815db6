import { z } from 'zod'
import { groupId, language, page, userId } from './ids.ts'
import { operation } from './operation.ts'
import { groupLimits } from './rules/groups.ts'
import { selection, userRow } from './users.ts'

/** The kinds that an admin can make. `picked`: people are added by hand. `departments`: everybody of the named departments, whenever that changes. */
export const ownGroupKind = z.enum(['picked', 'departments'])
/** `directory`: a group of a connected directory, which alone decides who is in it. */
export const groupKind = z.enum([...ownGroupKind.options, 'directory'])
export type OwnGroupKind = z.infer<typeof ownGroupKind>
export type GroupKind = z.infer<typeof groupKind>

/** The name of a directory's group is followed by that of the directory. */
export const groupName = z.strictObject({ id: groupId, name: z.string() })
export type GroupName = z.infer<typeof groupName>

export const group = groupName.extend({
  kind: groupKind,
  departments: z.array(z.string()).readonly(),
  /** The name of the directory that it is a group of; null for Keydesk's own. */
  directory: z.string().nullable(),
  /** True where the directory has it no more: it reaches nobody, and is listed while a role or rules are limited to it. */
  isGone: z.boolean(),
  /** Everybody in the group, those of its groups included, each once. */
  memberCount: z.number().int(),
  /** Groups that are directly in it. */
  groupCount: z.number().int(),
})
export type Group = z.infer<typeof group>

/** `isDirect` is false for people who are in the group by their department or through another group: they can't be taken out of it here. */
export const groupMember = userRow
  .pick({ id: true, username: true, displayName: true, department: true })
  .extend({ isDirect: z.boolean() })
export type GroupMember = z.infer<typeof groupMember>

/** A use of a group that keeps it from being deleted: the name of an admin whose role is limited to it, or password rules. */
export const groupUse = z.strictObject({ kind: z.enum(['role', 'rules']), name: z.string() })
export type GroupUse = z.infer<typeof groupUse>

export const groupDetails = group.extend({
  subgroups: z.array(groupName).readonly(),
  /** The groups that hold it. */
  within: z.array(groupName).readonly(),
  uses: z.array(groupUse).readonly(),
})
export type GroupDetails = z.infer<typeof groupDetails>

/** Names that are too long are refused with a reason, absurdly long ones by the contract. `departments` applies only to groups of that kind. */
const fields = {
  name: z.string().max(2000),
  kind: ownGroupKind,
  departments: z.array(z.string().max(2000)).max(groupLimits.departments).readonly(),
}
const one = z.strictObject({ id: groupId })
const people = one.extend({ selection })
const groups = one.extend({ groupIds: z.array(groupId).min(1).max(groupLimits.groups).readonly() })
const count = z.strictObject({ count: z.number().int() })
const none = z.strictObject({})
const manage = { access: 'admin', permission: 'groups.manage' } as const
const read = { access: 'admin', permission: 'users.read' } as const

export const groupsContract = {
  /** All groups by name. */
  list: operation({ ...read, isPassive: true }, none, z.strictObject({ groups: z.array(group).readonly() })),
  get: operation({ ...read, isPassive: true }, one, groupDetails),
  /** Everybody in the group, through other groups too, by display name. */
  members: operation(
    { ...read, isPassive: true },
    one.extend({ search: z.string().max(200), language, ...page }),
    z.strictObject({ members: z.array(groupMember).readonly(), total: z.number().int() }),
  ),
  create: operation({ ...manage, audit: ['Add group.'] }, z.strictObject(fields), one),
  /**
   * Changes a group. A group that becomes one of departments loses its picked people. `seen` holds the values that were shown. A field that
   * was not changed keeps its stored value, even if somebody else has changed that meanwhile.
   */
  update: operation(
    { ...manage, audit: ['Update group.'], mustConfirm: 'when' },
    one.extend({ ...fields, seen: z.strictObject(fields).optional() }),
    none,
  ),
  /** Adds people, and answers how many were not in the group before. */
  addMembers: operation({ ...manage, audit: ['Add member to group.'], mustConfirm: 'when' }, people, count),
  removeMembers: operation({ ...manage, audit: ['Remove member from group.'], mustConfirm: 'when' }, people, count),
  addGroups: operation({ ...manage, audit: ['Add member to group.'], mustConfirm: 'when' }, groups, count),
  removeGroups: operation({ ...manage, audit: ['Remove member from group.'], mustConfirm: 'when' }, groups, count),
  /** Throws GROUP_IN_USE while something uses the group; being in another group is no use. */
  delete: operation({ ...manage, audit: ['Delete group.'], mustConfirm: 'when' }, one, none),
  /** The groups that somebody is in, through other groups too. */
  of: operation(
    { ...read, isPassive: true },
    z.strictObject({ userId }),
    z.strictObject({ groups: z.array(groupName).readonly() }),
  ),
}
