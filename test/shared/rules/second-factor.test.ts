import { describe, expect, it } from 'vitest'
import { defaultPolicies, readStoredPolicies } from '../../../shared/rules/policy.ts'
import { factorStateOf, isFactorRequired, mayRegisterFactor } from '../../../shared/rules/second-factor.ts'

const offered = { isOffered: true, requiredRoles: [] } as const
const off = { isOffered: false, requiredRoles: [] } as const
const required = { isOffered: false, requiredRoles: ['globalAdministrator'] } as const

describe('the second factor', () => {
  it.each([
    ['offered, without an app', offered, [], false, 'none'],
    ['offered, with an app', offered, [], true, 'needed'],
    ['off, with an app', off, ['globalAdministrator'], true, 'none'],
    ['required, without an app', required, ['globalAdministrator', 'globalReader'], false, 'mustRegister'],
    ['required, with an app', required, ['globalAdministrator'], true, 'needed'],
    ['required of others, without an app', required, ['globalReader'], false, 'none'],
    ['required of others, with an app', required, [], true, 'none'],
  ] as const)('%s', (_, policy, roles, isRegistered, state) => {
    expect(factorStateOf(policy, roles, isRegistered)).toBe(state)
  })

  it('may be set up by whoever it is offered to or required of', () => {
    expect(mayRegisterFactor(offered, [])).toBe(true)
    expect(mayRegisterFactor(required, ['globalReader'])).toBe(false)
    expect(mayRegisterFactor(required, ['globalAdministrator'])).toBe(true)
    expect(isFactorRequired(offered, ['globalAdministrator'])).toBe(false)
  })
})

describe('policies that were stored before there was a second factor', () => {
  it('are read as those of a fresh installation', () => {
    const { secondFactor, ...signIn } = defaultPolicies.signIn
    expect(secondFactor).toEqual(offered)
    expect(readStoredPolicies({ ...defaultPolicies, signIn })).toEqual(defaultPolicies)
  })
})
