import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkThere,
  type DirectoryRules,
  directoryRules,
  durationFact,
  lengthFact,
  lengthIn,
  noDirectoryRules,
  numberFact,
} from '../../../../shared/rules/directory/directory-rules.ts'
import { defaultPolicies } from '../../../../shared/rules/policy.ts'
import { brokenVerdicts, countIn, type LiveProtection } from '../../../../shared/rules/protection.ts'

const owner = { username: 'anna', displayName: 'Anna-Li Berg', firstName: 'Anna-Li', lastName: 'Berg' }
const { breachFile: _, ...own } = defaultPolicies.protection
const windows: DirectoryRules = {
  ...noDirectoryRules,
  minimumLength: 7,
  unit: 'utf16',
  composition: { kind: 'threeOfFive' },
}
const counted = {
  ...{ digits: 0, letters: 0, uppercase: 0, lowercase: 0, symbols: 0, beyondAscii: 0 },
  ...{ categories: 0, repeats: 0, nameParts: 0 },
}
const under = (rules: Partial<DirectoryRules> | 'unknown'): LiveProtection => ({
  ...own,
  directory: { rules: rules === 'unknown' ? rules : { ...noDirectoryRules, ...rules }, isAway: false },
})
const brokenUnder = (password: string, rules: Partial<DirectoryRules> | 'unknown') =>
  brokenVerdicts(password, under(rules), owner).map(({ rule }) => rule)
const brokenThere = (password: string, rules: DirectoryRules) =>
  checkThere(password, rules, owner).flatMap(({ rule, isKept }) => (isKept ? [] : [rule]))

describe('the rules of a directory', () => {
  it('take the place of Keydesk’s own, where they are known, and leave the banned words', () => {
    expect(brokenUnder('7Zk-qVw', windows)).toEqual([])
    expect(brokenUnder('zkqvwx', windows)).toEqual(['length', 'kinds'])
    expect(brokenUnder('Password1', windows)).toEqual(['banned'])
    expect(countIn('length', under(windows))).toBe(7)
  })

  it('leave Keydesk’s own in force, where they are unknown or there is none', () => {
    for (const rules of ['unknown', noDirectoryRules, { minimumLength: 'unknown', composition: 'unknown' }] as const) {
      expect(brokenUnder('tiny-Ro', rules)).toEqual(['length'])
      expect(brokenUnder('plain-lowercase', rules)).toEqual(['classes'])
    }
    expect(countIn('length', under('unknown'))).toBe(8)
  })

  it('count bytes in OpenLDAP, where å is two, and what Windows counts in Active Directory', () => {
    expect([lengthIn('bytes', 'å€🔑a'), lengthIn('utf16', 'å€🔑a'), lengthIn('characters', 'å€🔑a')]).toEqual([
      10, 5, 4,
    ])
    const bytes = { minimumLength: 12, unit: 'bytes' } as const
    expect(brokenUnder('xqåzøk-7Vw', bytes)).toEqual([])
    expect(brokenUnder('xqazok-7Vw', bytes)).toEqual(['bytes'])
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(lengthIn('bytes', text)).toBe(Buffer.byteLength(text))
      }),
    )
  })

  it('of Windows want three of five kinds, and no user name nor part of the display name', () => {
    expect(brokenThere('only-lowercase', windows)).toEqual(['kinds'])
    expect(brokenThere('with-Case-and', windows)).toEqual([])
    expect(brokenThere('漢字-with-ba', windows), 'letters without case are the fifth kind').toEqual([])
    expect(brokenThere('My-ANNA-2026', windows)).toEqual(['nameParts'])
    expect(brokenThere('My-berg-2026', windows)).toEqual(['nameParts'])
    expect(brokenThere('My-li-2026', windows), 'shorter parts are allowed').toEqual([])
  })

  it('of 389 Directory Server count each kind, and letters as ASCII', () => {
    const want = (more: Partial<typeof counted>): DirectoryRules => ({
      ...noDirectoryRules,
      composition: { kind: 'counted', ...counted, ...more },
    })
    expect(brokenThere('Ab1-', want({ digits: 2, symbols: 1, uppercase: 1, lowercase: 1 }))).toEqual(['digits'])
    expect(brokenThere('åø', want({ letters: 1, beyondAscii: 2 }))).toEqual(['letters'])
    expect(brokenThere('aaab', want({ repeats: 2 }))).toEqual(['repeats'])
    expect(brokenThere('aab-A1', want({ repeats: 2, categories: 4 }))).toEqual([])
    expect(brokenThere('x-ERG-x', want({ nameParts: 3 })), 'any run of three').toEqual(['nameParts'])
    expect(brokenThere('x-ERG-x', want({ nameParts: 4 }))).toEqual([])
  })

  it('are named only where the server has them', () => {
    const rules: DirectoryRules = {
      ...noDirectoryRules,
      composition: { kind: 'counted', ...counted, digits: 2 },
    }
    const named = checkThere('Tree-9-House', rules, owner).map(({ rule }) => rule)
    expect(named).toContain('digits')
    expect(named).not.toContain('letters')
    expect(named).not.toContain('symbols')
  })

  it('that a server can’t mean are unknown', () => {
    const hostile = [null, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1e300]
    for (const fact of [lengthFact, numberFact, durationFact]) {
      expect(hostile.map(fact)).toEqual(hostile.map(() => 'unknown'))
      expect(fact(0)).toBe(0)
    }
    expect(directoryRules.safeParse({ ...noDirectoryRules, minimumLength: -3 }).success).toBe(false)
  })
})
