import { describe, expect, it } from 'vitest'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { isApprover, isEverybody, mayDecide, standing } from '../../../shared/rules/two-person.ts'

const global: readonly RoleName[] = ['globalAdministrator']
const privileged: readonly RoleName[] = ['privilegedAuthenticationAdministrator']
const helpdesk: readonly RoleName[] = ['helpdeskAdministrator']
const holder = (id: number, roles: readonly RoleName[] = global) => ({ id, roles })
const enabled = (id: number, roles: readonly RoleName[] = []) => ({ id, roles, isBlocked: false })

describe('the yes', () => {
  it('counts from global and privileged authentication admins, never from whoever asked', () => {
    expect([global, privileged, helpdesk, []].map(isApprover)).toEqual([true, true, false, false])
    expect(mayDecide(holder(1), 1, [])).toBe(false)
    expect(mayDecide(holder(2), 1, global)).toBe(true)
    expect(mayDecide(holder(2, privileged), 1, global)).toBe(true)
    expect(mayDecide(holder(2, helpdesk), 1, [])).toBe(false)
  })
})

describe('the rule', () => {
  it('requires an approval while somebody else could give it, and is off where it is not switched on', () => {
    expect(standing(true, 1)).toBe('waits')
    expect(standing(false, 1)).toBe('off')
  })

  it('is suspended when only the asker could approve', () => {
    expect(standing(true, 0)).toBe('standsStill')
    expect(standing(false, 0)).toBe('off')
  })
})

describe('everybody', () => {
  const people = [enabled(1, global), enabled(2), enabled(3), { ...enabled(4), isBlocked: true }]

  it('is all enabled people but the actor', () => {
    expect(isEverybody(2, people, holder(1))).toBe(true)
    expect(isEverybody(1, people, holder(1))).toBe(false)
    expect(isEverybody(2, [...people, enabled(5)], holder(1))).toBe(false)
  })

  it('ends where the roles of the actor end', () => {
    const more = [...people, enabled(5, helpdesk)]
    expect(isEverybody(3, more, holder(5, ['passwordAdministrator']))).toBe(true)
    expect(isEverybody(2, more, holder(6, ['passwordAdministrator']))).toBe(true)
    expect(isEverybody(2, more, holder(1))).toBe(false)
  })

  it('is never one person alone', () => {
    expect(isEverybody(1, [enabled(1, global), enabled(2)], holder(1))).toBe(false)
    expect(isEverybody(0, [enabled(1, global)], holder(1))).toBe(false)
  })
})
