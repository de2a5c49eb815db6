import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupId, userId } from '../../../shared/ids.ts'
import {
  canChange,
  canReset,
  hasPermission,
  isPermitted,
  limitableRole,
  type Permission,
  type RoleName,
  roleNames,
  rolesReaching,
  rolesThatCanChange,
  rolesThatCanCreatePass,
  rolesThatCanReset,
  rolesWith,
  unlimitedRoles,
} from '../../../shared/rules/role-matrix.ts'

/** Microsoft's table for the roles that Keydesk has (Entra: privileged roles and permissions, who can reset passwords). */
const actors = [
  'passwordAdministrator',
  'helpdeskAdministrator',
  'authenticationAdministrator',
  'userAdministrator',
  'privilegedAuthenticationAdministrator',
  'globalAdministrator',
] as const
const table: readonly (readonly [RoleName | 'none', string])[] = [
  ['none', 'YYYYYY'],
  ['passwordAdministrator', 'YYYYYY'],
  ['reportsReader', '-YYYYY'],
  ['helpdeskAdministrator', '-Y-YYY'],
  ['authenticationAdministrator', '--Y-YY'],
  ['userAdministrator', '---YYY'],
  ['privilegedAuthenticationAdministrator', '----YY'],
  ['globalAdministrator', '----YY'],
  // "Any other built-in or custom role"
  ['globalReader', '----YY'],
  ['authenticationPolicyAdministrator', '----YY'],
]

const asRoles = (role: RoleName | 'none'): readonly RoleName[] => (role === 'none' ? [] : [role])

describe('who can reset whom', () => {
  test('the table has every role', () => {
    expect(table.map(([role]) => role).toSorted()).toEqual(['none', ...roleNames].toSorted())
  })

  const cells = table.flatMap(([target, cells]) =>
    roleNames.map((actor) => {
      const column = (actors as readonly RoleName[]).indexOf(actor)
      return [actor, target, column >= 0 && cells[column] === 'Y'] as const
    }),
  )
  test.each(cells)('%s resets %s: %s', (actor, target, expected) => {
    expect(canReset([actor], asRoles(target))).toBe(expected)
  })

  test('somebody without a role resets nobody', () => {
    for (const [target] of table) expect(canReset([], asRoles(target))).toBe(false)
  })

  test('a target with any role out of reach is out of reach', () => {
    expect(canReset(['passwordAdministrator'], ['passwordAdministrator', 'reportsReader'])).toBe(false)
    expect(canReset(['helpdeskAdministrator'], ['passwordAdministrator', 'reportsReader'])).toBe(true)
    expect(canReset(['userAdministrator'], ['helpdeskAdministrator', 'globalReader'])).toBe(false)
  })

  test('one role must cover all roles of the target: two that cover one each are not enough', () => {
    const target = ['authenticationAdministrator', 'helpdeskAdministrator'] as const
    expect(canReset(['authenticationAdministrator', 'userAdministrator'], target)).toBe(false)
    expect(canReset(['authenticationAdministrator', 'privilegedAuthenticationAdministrator'], target)).toBe(true)
  })

  test('more roles of the actor never reach less, and more roles of the target are never reached more', () => {
    const roles = fc.subarray([...roleNames])
    fc.assert(
      fc.property(roles, roles, fc.constantFrom(...roleNames), (actor, target, more) => {
        if (canReset(actor, target)) expect(canReset([...actor, more], target)).toBe(true)
        if (!canReset(actor, target)) expect(canReset(actor, [...target, more])).toBe(false)
      }),
    )
  })

  test('a refusal can name the roles that could', () => {
    for (const [target, cells] of table) {
      const could = actors.filter((_role, column) => cells[column] === 'Y')
      expect(rolesThatCanReset(asRoles(target)).toSorted()).toEqual(could.toSorted())
    }
    expect(rolesThatCanReset(['helpdeskAdministrator', 'authenticationAdministrator'])).toEqual([
      'globalAdministrator',
      'privilegedAuthenticationAdministrator',
    ])
  })
})

describe('who can change whom', () => {
  test('never reaches further than a reset, and not with the roles that only reset', () => {
    const roles = fc.subarray([...roleNames])
    fc.assert(
      fc.property(roles, roles, (actor, target) => {
        if (canChange(actor, target)) expect(canReset(actor, target)).toBe(true)
      }),
    )
    expect(canChange(['passwordAdministrator', 'helpdeskAdministrator'], [])).toBe(false)
    expect(rolesThatCanChange(['globalReader'])).toEqual([
      'globalAdministrator',
      'privilegedAuthenticationAdministrator',
    ])
  })
})

describe('limited roles', () => {
  const holder = fc.record({
    roles: fc.subarray([...roleNames]),
    limits: fc
      .subarray([...limitableRole.options])
      .map((roles) => roles.map((role) => ({ role, groups: [groupId.parse(1)] }))),
  })
  const person = userId.parse(7)

  test('reach the people of their groups as they would reach everybody, and nobody else', () => {
    fc.assert(
      fc.property(holder, (one) => {
        expect(rolesReaching(one, person, () => true)).toEqual(one.roles)
        expect(rolesReaching(one, person, () => false)).toEqual(unlimitedRoles(one))
        for (const { role } of one.limits) expect(unlimitedRoles(one)).not.toContain(role)
      }),
    )
  })

  test('grant no more than they would without the limit, and nothing that reaches beyond people', () => {
    const permission = fc.constantFrom<Permission>('users.read', 'users.manage', 'users.change', 'groups.manage')
    fc.assert(
      fc.property(holder, permission, (one, wanted) => {
        if (isPermitted(one, wanted)) expect(hasPermission(one.roles, wanted)).toBe(true)
        const isBeyond = wanted === 'users.manage' || wanted === 'groups.manage'
        if (isBeyond) expect(isPermitted(one, wanted)).toBe(hasPermission(unlimitedRoles(one), wanted))
        else expect(isPermitted(one, wanted)).toBe(hasPermission(one.roles, wanted))
      }),
    )
  })

  test('include none that acts on the whole organisation', () => {
    const whole = roleNames.filter((role) => !(limitableRole.options as readonly RoleName[]).includes(role))
    expect(whole).toEqual(['globalAdministrator', 'globalReader', 'authenticationPolicyAdministrator', 'reportsReader'])
  })
})

describe('permissions', () => {
  const permissions: readonly (readonly [Permission, readonly RoleName[]])[] = [
    ['users.read', roleNames],
    ['users.manage', ['globalAdministrator', 'userAdministrator']],
    ['groups.manage', ['globalAdministrator', 'userAdministrator']],
    [
      'users.change',
      [
        'authenticationAdministrator',
        'userAdministrator',
        'privilegedAuthenticationAdministrator',
        'globalAdministrator',
      ],
    ],
    ['passwords.reset', actors],
    ['roles.manage', ['globalAdministrator']],
    ['settings.manage', ['globalAdministrator', 'authenticationPolicyAdministrator']],
    ['audit.read', ['globalAdministrator', 'globalReader', 'reportsReader']],
    ['vault.manage', ['globalAdministrator']],
  ]

  test.each(permissions)('%s', (permission, roles) => {
    expect(rolesWith(permission).toSorted()).toEqual(roles.toSorted())
    for (const role of roleNames) expect(hasPermission([role], permission)).toBe(roles.includes(role))
    expect(hasPermission([], permission)).toBe(false)
  })

  test('the roles that may change people are those with a column among the sensitive actions', () => {
    for (const role of roleNames) expect(hasPermission([role], 'users.change')).toBe(canChange([role], []))
  })

  test('the roles that may reset passwords are those in the table', () => {
    for (const role of roleNames) expect(hasPermission([role], 'passwords.reset')).toBe(canReset([role], []))
  })

  test('a pass comes from authentication admins for people and their like, from privileged ones and global admins for anybody', () => {
    const anybody = ['globalAdministrator', 'privilegedAuthenticationAdministrator']
    expect(rolesThatCanCreatePass([]).toSorted()).toEqual(['authenticationAdministrator', ...anybody])
    expect(rolesThatCanCreatePass(['authenticationAdministrator'])).toContain('authenticationAdministrator')
    expect(rolesThatCanCreatePass(['helpdeskAdministrator']).toSorted()).toEqual(anybody)
  })
})
