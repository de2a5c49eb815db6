import { expect, it } from 'vitest'
import { choiceOf, limitsOf } from '../../../../renderer/users/roles/role-choice.ts'
import { groupId } from '../../../../shared/ids.ts'

const group = groupId.parse(3)

it('a role that is limited to no group yet can not be saved, because it would reach everybody', () => {
  const choice = { roles: ['helpdeskAdministrator'], reach: { helpdeskAdministrator: [] } } as const
  expect(limitsOf(choice)).toBeNull()
  expect(limitsOf({ ...choice, reach: { helpdeskAdministrator: null } })).toEqual([])
  expect(limitsOf({ ...choice, reach: { helpdeskAdministrator: [group] } })).toEqual([
    { role: 'helpdeskAdministrator', groups: [group] },
  ])
})

it('the limit of a role that was unticked is left out', () => {
  expect(limitsOf({ roles: [], reach: { helpdeskAdministrator: [] } })).toEqual([])
})

it('what is held is what the panel starts with', () => {
  const limits = [{ role: 'userAdministrator', groups: [group] }] as const
  expect(limitsOf(choiceOf(['userAdministrator', 'reportsReader'], limits))).toEqual(limits)
})

it('more groups than one role takes are refused before the service is asked', () => {
  const groups = Array.from({ length: 21 }, (_, at) => groupId.parse(at + 1))
  expect(limitsOf({ roles: ['userAdministrator'], reach: { userAdministrator: groups } })).toBeNull()
})
