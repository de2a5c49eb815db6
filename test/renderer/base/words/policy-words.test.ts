import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { pathText, policyPaths, problemText, valueText } from '../../../../renderer/base/words/policy-words.ts'
import en from '../../../../shared/i18n/en.json' with { type: 'json' }

const i18n = i18next.createInstance()
beforeAll(() => i18n.init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } }))

const words = () => ({
  t: i18n.t,
  formatNumber: (n: number) => n.toLocaleString('en'),
  formatDate: (ms: number) => new Date(ms).toISOString().slice(0, 10),
})
const said = (path: string, value: string) => valueText(words(), { path }, value)

describe('a place in the policies', () => {
  it('has a name of its own, every one', () => {
    const names = policyPaths.map((path) => pathText(i18n.t, path))
    expect(names.filter((name) => name.startsWith('policies.') || name === '')).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('is called as on its tab, or stands as it is', () => {
    expect(pathText(i18n.t, 'expiration.isOn')).toBe('Passwords expire')
    expect(pathText(i18n.t, 'lockout')).toBe('Smart lockout')
    expect(pathText(i18n.t, 'protection.ownTerms.3')).toBe('Your own banned words, entry 4')
    expect(pathText(i18n.t, 'somewhere.else')).toBe('somewhere.else')
  })

  it('names the group whose rules it is in, or its number in a file', () => {
    const minimum = pathText(i18n.t, 'protection.rules.minimumLength')
    expect(pathText(i18n.t, 'groupRules[R. & D.].rules.minimumLength')).toBe(`R. & D.: ${minimum}`)
    expect(pathText(i18n.t, 'groupRules.1.rules.minimumLength')).toBe(`Rules for groups, entry 2: ${minimum}`)
    expect(pathText(i18n.t, 'groupRules.0.name')).toBe('Rules for groups, entry 1: Group')
    expect(pathText(i18n.t, 'groupRules')).toBe('Rules for groups')
    expect(said('groupRules[Sales].preset', 'recommended')).toBe('Recommended')
    expect(said('groupRules[Sales].maximumSequence', '0')).toBe('Off')
    expect(said('groupRules', '2024')).toBe('2024')
  })
})

describe('a value of the policies', () => {
  it.each([
    ['expiration.isOn', 'true', 'On'],
    ['protection.isStrict', 'false', 'Off'],
    ['expiration.days', '90', '90'],
    ['expiration.startsAt', '–', 'At once'],
    ['expiration.startsAt', '1800000000000', '2027-01-15'],
    ['protection.preset', 'microsoft365', 'Microsoft 365'],
    ['protection.maximumSequence', '0', 'Off'],
    ['protection.historyDays', '0', 'No limit'],
    ['protection.rules.minimumClasses', '0', '0'],
    ['protection.ownTerms', '24 entries', '24 words'],
    ['protection.ownTerms', '', 'None'],
    ['protection.ownTerms', '1234', '1234'],
    ['protection.breachFile', '–', 'None'],
    ['temporary.hours', '–', 'Never lapses'],
    ['temporary.keep', 'once', 'Shown once'],
    ['temporary.style', 'strong', 'Strong'],
    ['signIn.secondFactor.requiredRoles', 'globalAdministrator, globalReader', 'Global admin, Global reader'],
    ['signIn.secondFactor.requiredRoles', '', 'None'],
    ['selfService.enabledFor', 'selected', 'Selected'],
    ['selfService.groups', '2024', '2024'],
    ['selfService.except', '', 'None'],
    ['selfService.except', '24 entries', '24 groups'],
    ['selfService.methods', 'authenticator, deskCode', 'Authenticator app, Code from the helpdesk'],
    ['selfService.colour', 'teal', 'Teal'],
    ['selfService.reconfirmDays', '0', 'Never'],
  ])('%s %s reads %s', (path, value, text) => {
    expect(said(path, value)).toBe(text)
  })
})

describe('a mistake in a policy file', () => {
  it('names the place and what is wrong there', () => {
    expect(problemText(i18n.t, { path: 'expiration.days', problem: 'too_small' })).toBe(
      'Days until a password expires: too small or too short',
    )
    expect(problemText(i18n.t, { path: '', problem: 'notJson' })).toBe('The file is not a JSON file.')
    expect(problemText(i18n.t, { path: 'lockout', problem: 'never heard of' })).toBe('Smart lockout: not valid')
  })
})
