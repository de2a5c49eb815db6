import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canReset,
  hasPermission,
  type Permission,
  type RoleName,
  roleNames,
  rolesThatCanReset,
  rolesWith,
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

  test('one role must cover the whole target: two halves are not enough', () => {
    const target = ['authenticationAdministrator', 'helpdeskAdministrator'] as const
    expect(canReset(['authenticationAdministrator', 'userAdministrator'], target)).toBe(false)
    expect(canReset(['authenticationAdministrator', 'privilegedAuthenticationAdministrator'], target)).toBe(true)
  })

  test('more roles never take away, more roles of the target never give', () => {
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

describe('permissions', () => {
  const permissions: readonly (readonly [Permission, readonly RoleName[]])[] = [
    ['users.read', roleNames],
    ['users.manage', ['globalAdministrator', 'userAdministrator']],
    ['groups.manage', ['globalAdministrator', 'userAdministrator']],
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

  test('who may reset passwords is who stands in the table', () => {
    for (const role of roleNames) expect(hasPermission([role], 'passwords.reset')).toBe(canReset([role], []))
  })
})
