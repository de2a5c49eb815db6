import { z } from 'zod'
import { groupId, language, page, userId } from './ids.ts'
import { operation } from './operation.ts'
import { groupLimits } from './rules/groups.ts'
import { selection, userRow } from './users.ts'

/** `picked`: its people are added by hand. `departments`: everybody of the named departments, as they come and go. */
export const groupKind = z.enum(['picked', 'departments'])
export type GroupKind = z.infer<typeof groupKind>

export const groupName = z.strictObject({ id: groupId, name: z.string() })
export type GroupName = z.infer<typeof groupName>

export const group = groupName.extend({
  kind: groupKind,
  departments: z.array(z.string()).readonly(),
  /** Everybody in it, those of its groups included, each once. */
  memberCount: z.number().int(),
  /** Groups directly in it. */
  groupCount: z.number().int(),
})
export type Group = z.infer<typeof group>

/** `isDirect` is false for people who are in it through a department or another group: they can't be taken out here. */
export const groupMember = userRow
  .pick({ id: true, username: true, displayName: true, department: true })
  .extend({ isDirect: z.boolean() })
export type GroupMember = z.infer<typeof groupMember>

/** Something that works on a group's people, so that the group can't go: the name of who holds a limited role, or its password rules. */
export const groupUse = z.strictObject({ kind: z.enum(['role', 'rules']), name: z.string() })
export type GroupUse = z.infer<typeof groupUse>

export const groupDetails = group.extend({
  subgroups: z.array(groupName).readonly(),
  /** The groups that hold it. */
  within: z.array(groupName).readonly(),
  uses: z.array(groupUse).readonly(),
})
export type GroupDetails = z.infer<typeof groupDetails>

/** Longer names are refused with a reason, absurd ones at the border. `departments` counts for its kind only. */
const fields = {
  name: z.string().max(2000),
  kind: groupKind,
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
   * Making a group one of departments takes out the people who were picked. `seen`: the group as it was shown. What was not typed over it stays
   * as it is stored by now, whoever has changed it meanwhile.
   */
  update: operation(
    { ...manage, audit: ['Update group.'], mustConfirm: 'when' },
    one.extend({ ...fields, seen: z.strictObject(fields).optional() }),
    none,
  ),
  /** Answers how many were not in it before. */
  addMembers: operation({ ...manage, audit: ['Add member to group.'], mustConfirm: 'when' }, people, count),
  removeMembers: operation({ ...manage, audit: ['Remove member from group.'], mustConfirm: 'when' }, people, count),
  addGroups: operation({ ...manage, audit: ['Add member to group.'], mustConfirm: 'when' }, groups, count),
  removeGroups: operation({ ...manage, audit: ['Remove member from group.'], mustConfirm: 'when' }, groups, count),
  /** GROUP_IN_USE while something works on its people; being in another group is no obstacle. */
  delete: operation({ ...manage, audit: ['Delete group.'], mustConfirm: 'when' }, one, none),
  /** The groups that somebody is in, through other groups too. */
  of: operation(
    { ...read, isPassive: true },
    z.strictObject({ userId }),
    z.strictObject({ groups: z.array(groupName).readonly() }),
  ),
}
