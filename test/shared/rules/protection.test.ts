import { describe, expect, it } from 'vitest'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { brokenVerdicts, checkProtected, longestSequence } from '../../../shared/rules/protection.ts'

const owner = { username: 'poll@nordwind.test', displayName: 'Poll Hansen', firstName: 'Poll', lastName: 'Hansen' }
const { protection } = defaultPolicies
const rulesOf = (password: string, more = {}) =>
  brokenVerdicts(password, { ...protection, ...more }, owner, 'Nordwind').map((verdict) => verdict.rule)

describe('password protection', () => {
  it('finds runs of the alphabet, of digits and of the keyboard, both ways', () => {
    expect(['abcd', 'xdcba', '6789', '4321', 'qwert', 'poiu', 'a1b2', ''].map(longestSequence)).toEqual([
      4, 4, 4, 4, 5, 4, 1, 0,
    ])
    expect(rulesOf('Tree-abcd-House7', { maximumSequence: 3 })).toEqual(['sequence'])
    expect(rulesOf('Tree-abc-House7', { maximumSequence: 3 })).toEqual([])
  })

  it('names the banned word that hit', () => {
    const verdict = checkProtected('P@ssword1', protection, owner).find((one) => one.rule === 'banned')
    expect(verdict).toMatchObject({ isKept: false, words: expect.arrayContaining(['password']) })
  })

  it.each(['Sommer2026!', 'Sommar2026!', 'Password2026!', 'Velkommen1999', 'Efterår2031'])(
    'refuses %s, because its year is a banned word of its own',
    (password) => {
      const verdict = checkProtected(password, protection, owner).find((one) => one.rule === 'banned')
      expect(verdict).toMatchObject({ isKept: false, words: expect.arrayContaining([password.match(/\d{4}/)?.[0]]) })
    },
  )

  it('uses the company’s own words beside the shipped ones, or alone', () => {
    expect(rulesOf('Contos0Blank12', { ownTerms: ['contoso', 'blank'] })).toContain('banned')
    expect(rulesOf('P@ssword1', { isShippedListOn: false })).not.toContain('banned')
  })

  it('says nothing of banned words where there are none', () => {
    const named = (ownTerms: readonly string[]) =>
      checkProtected('Tree-9-House-xq', { ...protection, isShippedListOn: false, ownTerms }, owner).map(
        ({ rule }) => rule,
      )
    expect(named([])).not.toContain('banned')
    expect(named(['contoso'])).toContain('banned')
  })

  it('refuses names of four letters or more, of the organisation too', () => {
    expect(rulesOf('p0LL23fbXq!')).toEqual(expect.arrayContaining(['name']))
    expect(rulesOf('Nordwind-9-xqz')).toContain('banned')
  })

  it('is stricter where asked', () => {
    expect(rulesOf('Contoso-9xq!', { ownTerms: ['contoso'] })).toEqual([])
    expect(rulesOf('Contoso-9xq!', { ownTerms: ['contoso'], isStrict: true })).toEqual(['banned'])
  })
})
