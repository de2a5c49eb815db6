import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generatePassword, impossibleRules } from '../../../electron/passwords/generate.ts'
import { languages } from '../../../shared/languages.ts'
import { passwordStyle } from '../../../shared/passwords.ts'
import { type DirectoryRules, noDirectoryRules } from '../../../shared/rules/directory/directory-rules.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { brokenVerdicts, generationOf, type LiveProtection } from '../../../shared/rules/protection.ts'

const owner = { username: 'quinton', displayName: 'Quinton Zyx', firstName: 'Quinton', lastName: 'Zyx' }
const { breachFile: _, ...own } = defaultPolicies.protection
const few = (max: number) => fc.integer({ min: 0, max })
const counted = fc.record({
  kind: fc.constant('counted' as const),
  digits: few(9),
  letters: few(12),
  uppercase: few(6),
  lowercase: few(9),
  symbols: few(9),
  beyondAscii: fc.constantFrom(0, 0, 0, 0, 1),
  categories: few(5),
  repeats: fc.constantFrom(0, 1, 2, 3),
  nameParts: fc.constantFrom(0, 3, 4),
})
const compositions = fc.oneof(
  fc.constant('unknown' as const),
  fc.constant({ kind: 'none' as const }),
  fc.constant({ kind: 'threeOfFive' as const }),
  counted,
)
const anyRules: fc.Arbitrary<DirectoryRules> = fc.record({
  minimumLength: fc.oneof(fc.constant('unknown' as const), few(40)),
  maximumLength: fc.constantFrom('unknown' as const, 0, 128, 256),
  unit: fc.constantFrom('characters' as const, 'utf16' as const, 'bytes' as const),
  composition: compositions,
  mayAskForMore: fc.boolean(),
  historyCount: few(24),
  minimumAge: few(1000),
  maximumAge: few(1000),
  lock: fc.constant(noDirectoryRules.lock),
})

describe('a generated password for somebody of a directory', () => {
  it('keeps the rules that it was generated for, in every style, or the style is said to be impossible', () => {
    const parts = fc.tuple(anyRules, fc.constantFrom(...passwordStyle.options), fc.constantFrom(...languages))
    fc.assert(
      fc.property(parts, ([rules, style, language]) => {
        const under: LiveProtection = { ...own, directory: { rules, isAway: false } }
        const { policy, kinds, impossible } = generationOf(under)
        if (impossible.length > 0 || impossibleRules(style, policy, kinds).length > 0) return
        const brokenBy = (password: string) => brokenVerdicts(password, under, owner).map(({ rule }) => rule)
        const password = generatePassword(style, language, policy, owner, brokenBy, kinds)
        expect(brokenBy(password)).toEqual([])
        expect(password).toMatch(/^\p{L}/u)
      }),
      { numRuns: 400 },
    )
  })

  it('is impossible in the classic style where it would have to be longer or hold symbols', () => {
    const under = (rules: Partial<DirectoryRules>) =>
      generationOf({
        ...own,
        directory: { rules: { ...noDirectoryRules, ...rules }, isAway: false },
      })
    const { policy, kinds } = under({ minimumLength: 12 })
    expect(impossibleRules('classic', policy, kinds)).toEqual(['length'])
    expect(impossibleRules('strong', policy, kinds)).toEqual([])
    const beyond = { kind: 'counted', digits: 0, letters: 0, uppercase: 0, lowercase: 0, symbols: 2 } as const
    const symbols = under({ composition: { ...beyond, beyondAscii: 1, categories: 0, repeats: 0, nameParts: 0 } })
    expect(impossibleRules('classic', symbols.policy, symbols.kinds)).toEqual(['symbols'])
    expect(symbols.impossible).toEqual(['beyondAscii'])
  })
})
