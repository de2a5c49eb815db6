import { describe, expect, it } from 'vitest'
import { readPolicies, writePolicies } from '../../../electron/policies/policy-file.ts'
import { readTerms } from '../../../renderer/policies/policy-draft.ts'
import type { GroupId } from '../../../shared/ids.ts'
import { bannedTerm, defaultPolicies, presets } from '../../../shared/rules/policy.ts'

const idOf = (name: string) => (name === 'Sales' ? (5 as GroupId) : null)
const namesOf = (ids: readonly GroupId[]) => ids.map(() => ({ name: 'Sales' }))
const { ownTerms: _o, isShippedListOn: _s, breachFile: _b, rules: _r, ...own } = defaultPolicies.protection
const rule = { ...own, name: 'Sales', rules: presets.recommended }
const document = { ...defaultPolicies, groupRules: [rule] }
const read = (value: unknown) => readPolicies(JSON.stringify(value), idOf)

type Leaf = { readonly path: readonly string[]; readonly value: unknown }

function leaves(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, value }]
  return Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]))
}

/** The document with another value at one place; undefined takes the place away. */
function changed(path: readonly string[], value: unknown, within: unknown = document): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  const copy: Record<string, unknown> = { ...(within as Record<string, unknown>) }
  if (rest.length === 0 && value === undefined) delete copy[name]
  else copy[name] = changed(rest, value, copy[name])
  return copy
}

const places = leaves({ ...document, groupRules: undefined }).filter(({ path }) => path[0] !== 'groupRules')
const nullable = ['expiration.startsAt', 'temporary.hours', 'protection.breachFile']

describe('a policy file', () => {
  it('is read back exactly as it was written', () => {
    const sales = 5 as GroupId
    const selfService = { ...defaultPolicies.selfService, enabledFor: 'selected', groups: [sales] } as const
    const all = { ...defaultPolicies, selfService, groupRules: [{ ...rule, groupId: sales }] }
    const { policies, problems } = readPolicies(writePolicies(all, namesOf), idOf)
    expect(problems).toEqual([])
    expect(policies).toEqual(all)
  })

  it('may begin with the mark of an editor, and is refused where a character is lost', () => {
    const json = writePolicies({ ...defaultPolicies, groupRules: [] }, namesOf)
    expect(readPolicies(`\ufeff${json}`, idOf)).toEqual({
      policies: { ...defaultPolicies, groupRules: [] },
      problems: [],
    })
    const lost = json.replace('"ownTerms": []', '"ownTerms": ["sommerf\ufffdrie"]')
    expect(lost).not.toBe(json)
    expect(readPolicies(lost, idOf)).toEqual({ policies: null, problems: [{ path: '', problem: 'encoding' }] })
  })

  it('from before there were rules of groups and self-service has none', () => {
    const { groupRules: _, selfService: __, ...older } = defaultPolicies
    expect(read(older)).toEqual({ policies: defaultPolicies, problems: [] })
  })

  it.each(places.map(({ path }) => path.join('.')))(
    'names %s where its value is missing or of another kind',
    (name) => {
      const path = name.split('.')
      for (const wrong of [undefined, {}, 'nonsense', [[]], ...(nullable.includes(name) ? [] : [null])]) {
        if (name === 'protection.breachFile' && wrong === 'nonsense') continue
        const { policies, problems } = read(changed(path, wrong))
        expect(policies, JSON.stringify(wrong)).toBeNull()
        const isThere = problems.some((problem) => problem.path === name || problem.path.startsWith(`${name}.`))
        expect(isThere, JSON.stringify(problems)).toBe(true)
      }
    },
  )

  it.each(places.filter(({ value }) => typeof value === 'number').map(({ path }) => path.join('.')))(
    'names %s where its number is out of range, or no whole number',
    (name) => {
      for (const wrong of [-1, 1e9, 1.5, '7', true]) {
        if (name === 'expiration.startsAt' && wrong === 1e9) continue
        const { policies, problems } = read(changed(name.split('.'), wrong))
        expect(policies, String(wrong)).toBeNull()
        expect(problems.map((problem) => problem.path)).toEqual([name])
      }
    },
  )

  it('chooses groups for self-service by name, never by a number of another store', () => {
    const selfService = { ...defaultPolicies.selfService, groups: ['Sales', 'Nobody'], except: [5] }
    expect(read({ ...document, selfService })).toEqual({
      policies: null,
      problems: [
        { path: 'selfService.groups.1', problem: 'unknownGroup' },
        { path: 'selfService.except.0', problem: 'invalid_type' },
      ],
    })
  })

  it('names unknown, missing and duplicate values, all at once', () => {
    const { policies, problems } = read({
      ...document,
      surplus: 1,
      lockout: undefined,
      signIn: { ...document.signIn, colour: 'red' },
      groupRules: [rule, rule, { name: 'Nobody' }, 'x'],
    })
    expect(policies).toBeNull()
    expect(problems).toEqual(
      expect.arrayContaining([
        { path: '', problem: 'unrecognized_keys' },
        { path: 'lockout', problem: 'invalid_type' },
        { path: 'signIn', problem: 'unrecognized_keys' },
        { path: 'groupRules.2.name', problem: 'unknownGroup' },
        { path: 'groupRules.2.rules', problem: 'invalid_type' },
        { path: 'groupRules.3', problem: 'invalid_type' },
      ]),
    )
    expect(read({ ...document, groupRules: [rule, rule] }).problems).toEqual([
      { path: 'groupRules', problem: 'custom' },
    ])
  })

  it.each([
    ['nothing', ''],
    ['half of it', writePolicies(defaultPolicies, namesOf).slice(0, 100)],
    ['a byte order mark alone', '\ufeff'],
    ['a web page', '<!doctype html>'],
    ['something after the end', `${writePolicies(defaultPolicies, namesOf)}}`],
  ])('that is %s is no JSON', (_, text) => {
    expect(readPolicies(text, idOf)).toEqual({ policies: null, problems: [{ path: '', problem: 'notJson' }] })
  })

  it.each([null, [], 7, 'x', true, [document]])('that holds %j is refused at its root', (value) => {
    expect(read(value).problems).toEqual([{ path: '', problem: 'invalid_type' }])
  })

  it('with a thousand mistakes names the first hundred', () => {
    const ownTerms = Array.from({ length: 1000 }, () => '')
    expect(read(changed(['protection', 'ownTerms'], ownTerms)).problems).toHaveLength(100)
  })
})

describe('a banned word', () => {
  const long = 'x'.repeat(10_000)

  it('of 0 or 10,000 characters is named by its place in a file, and by its line on the page', () => {
    const { problems } = read(
      changed(['protection', 'ownTerms'], ['good word', '', long, '   ', 'abc', 'x'.repeat(64)]),
    )
    expect(problems).toEqual([
      { path: 'protection.ownTerms.1', problem: 'too_small' },
      { path: 'protection.ownTerms.2', problem: 'too_big' },
      { path: 'protection.ownTerms.3', problem: 'too_small' },
      { path: 'protection.ownTerms.4', problem: 'too_small' },
    ])
    expect(readTerms(`good word\n\n${long}\n   \nabc\n${'x'.repeat(64)}`)).toEqual({
      terms: ['good word', 'x'.repeat(64)],
      badLines: [3, 5],
    })
  })

  it('may be 4 to 64 characters long, and no list longer than 20,000', () => {
    expect([3, 4, 64, 65].map((length) => bannedTerm.safeParse('x'.repeat(length)).success)).toEqual([
      ...[false, true, true, false],
    ])
    const list = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`)
    expect(read(changed(['protection', 'ownTerms'], list(20_000))).problems).toEqual([])
    expect(read(changed(['protection', 'ownTerms'], list(20_001))).problems).toEqual([
      { path: 'protection.ownTerms', problem: 'too_big' },
    ])
  })
})
