import { describe, expect, it } from 'vitest'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import {
  approvalHours,
  isApprover,
  isEverybody,
  mayDecide,
  requestHours,
  settingFacts,
  silentHours,
  standing,
  truncateFact,
} from '../../../shared/rules/two-person.ts'

const global: readonly RoleName[] = ['globalAdministrator']
const privileged: readonly RoleName[] = ['privilegedAuthenticationAdministrator']
const helpdesk: readonly RoleName[] = ['helpdeskAdministrator']
const holder = (id: number, roles: readonly RoleName[] = global) => ({ id, roles })
const enabled = (id: number, roles: readonly RoleName[] = []) => ({ id, roles, isBlocked: false })

describe('the approval', () => {
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

  it('leaves out whoever is blocked, and the actor, whose own roles count for nothing', () => {
    const blocked = (id: number) => ({ ...enabled(id), isBlocked: true })
    expect(isEverybody(2, [enabled(1), enabled(2), enabled(3), blocked(4)], holder(9))).toBe(false)
    expect(isEverybody(3, [enabled(1), enabled(2), enabled(3), blocked(4)], holder(9))).toBe(true)
    expect(isEverybody(4, [enabled(1), enabled(2), enabled(3), blocked(4)], holder(9)), 'more than reachable').toBe(
      true,
    )
    expect(isEverybody(2, [enabled(1), enabled(2), enabled(3)], holder(3))).toBe(true)
  })

  it('is never one person alone', () => {
    expect(isEverybody(1, [enabled(1, global), enabled(2)], holder(1))).toBe(false)
    expect(isEverybody(0, [enabled(1, global)], holder(1))).toBe(false)
  })
})

describe('a request', () => {
  it('waits for three days, of which Keydesk must have run for one, and a yes holds for a day', () => {
    expect([requestHours, silentHours, approvalHours]).toEqual([72, 24, 24])
  })

  it('has facts of at most 2000 characters, and one that is cut says so', () => {
    expect(truncateFact('x'.repeat(2000))).toBe('x'.repeat(2000))
    expect(truncateFact('x'.repeat(2001))).toBe(`${'x'.repeat(1999)}…`)
  })

  it('has at most 100 facts of a setting, the last of which says how many there are', () => {
    const changes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`s${at}`, 'a → b']))
    const all = settingFacts(changes(100))
    expect(all).toHaveLength(100)
    expect([all[0], all[99]]).toEqual([
      { name: 'setting', value: 's0: a → b' },
      { name: 'setting', value: 's99: a → b' },
    ])
    const cut = settingFacts(changes(101))
    expect(cut).toHaveLength(100)
    expect(cut.slice(98).map(({ value }) => value)).toEqual(['s98: a → b', '… (101)'])
    expect(settingFacts({ long: 'x'.repeat(3000) })[0]?.value).toHaveLength(2000)
  })
})
