import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type MatchEntry,
  type Matched,
  matchPeople,
  neverChosen,
  type OwnPerson,
} from '../../../../shared/rules/directory/match-people.ts'

const nobody = 0

function match(people: readonly OwnPerson[], entries: readonly MatchEntry[], caller = nobody): Matched {
  const work = matchPeople(people, entries, caller)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

let last = 0
const person = (username: string, more: Partial<OwnPerson> = {}): OwnPerson => {
  last += 1
  return { id: last, username, displayName: '', mail: '', isBlocked: false, roles: [], ...more }
}
const entry = (username: string, more: Partial<MatchEntry> = {}): MatchEntry => {
  last += 1
  return { id: last, username, displayName: '', mail: '', isBlocked: false, hasRoles: false, isUsed: false, ...more }
}
const doubtsOf = (people: OwnPerson[], entries: MatchEntry[], caller = nobody) =>
  match(people, entries, caller).doubtful.map(({ doubts }) => doubts)

describe('a person of Keydesk and an entry of a directory are a pair', () => {
  it.each([
    ['anna@example.com', 'Anna@Example.com'],
    ['anna@example.com', 'anna'],
    ['anna@example.com', 'anna@corp.example.com'],
  ])('by their user names %s and %s', (one, other) => {
    const { pairs, doubtful } = match([person(one)], [entry(other)])
    expect([pairs.length, doubtful.length]).toEqual([1, 0])
  })

  it('by a mail address where their names agree, in any order and spelling', () => {
    const anna = person('anna@example.com', { displayName: 'Åse Hansen', mail: 'Ase@Example.com' })
    const { pairs } = match([anna], [entry('aha', { displayName: 'Hansen, Ase', mail: 'ase@example.com' })])
    expect(pairs).toHaveLength(1)
    const byName = person('ase@example.com', { displayName: 'Åse Hansen' })
    expect(
      match([byName], [entry('aha', { displayName: 'Åse M. Hansen', mail: 'ase@example.com' })]).pairs,
    ).toHaveLength(1)
  })

  it('and an address alone is not enough, because people may write their own', () => {
    expect(doubtsOf([person('anna', { mail: 'a@example.com' })], [entry('x1', { mail: 'a@example.com' })])).toEqual([
      ['otherName'],
    ])
  })

  it('the whole user name wins over the part before the @', () => {
    const people = [person('anna@a.example.com'), person('anna@b.example.com')]
    const { pairs, doubtful } = match(people, [entry('anna@b.example.com'), entry('anna@a.example.com')])
    expect(doubtful).toEqual([])
    expect(pairs.map((one) => [one.person.username, one.entry.username])).toEqual([
      ['anna@a.example.com', 'anna@a.example.com'],
      ['anna@b.example.com', 'anna@b.example.com'],
    ])
  })

  it('letters that only look alike make no pair', () => {
    expect(match([person('anna')], [entry('аnna')]).onlyHere).toHaveLength(1)
    expect(match([person('kim')], [entry('\u212aim')]).onlyThere).toHaveLength(1)
  })
})

describe('a doubt', () => {
  it('is an entry that appears twice', () => {
    expect(doubtsOf([person('anna@example.com')], [entry('anna@a.example.com'), entry('anna@b.example.com')])).toEqual([
      ['severalCandidates'],
      ['severalCandidates'],
    ])
  })

  it('is two people for one entry', () => {
    const people = [person('anna@a.example.com'), person('anna@b.example.com')]
    expect(doubtsOf(people, [entry('anna')])).toEqual([['severalCandidates'], ['severalCandidates']])
  })

  it('is a mail address that was swapped', () => {
    const people = [person('anna', { mail: 'anna@example.com' }), person('bo', { mail: 'bo@example.com' })]
    const entries = [entry('anna', { mail: 'bo@example.com' }), entry('bo', { mail: 'anna@example.com' })]
    const { pairs, doubtful } = match(people, entries)
    expect(pairs).toEqual([])
    expect(doubtful).toHaveLength(4)
    for (const { doubts } of doubtful) expect(doubts).toContain('nameAndMailDisagree')
  })

  it.each([
    ['otherName', { displayName: 'Anna Hansen' }, { displayName: 'Bo Berg' }],
    ['isApprover', { roles: ['globalAdministrator'] }, {}],
    ['isApprover', { roles: ['privilegedAuthenticationAdministrator'] }, {}],
    ['isAdmin', { roles: ['helpdeskAdministrator'] }, {}],
    ['blockedThere', {}, { isBlocked: true }],
    ['blockedHere', { isBlocked: true }, {}],
    ['entryIsUsed', {}, { isUsed: true }],
    ['entryHasRoles', {}, { hasRoles: true }],
  ] as const)('is %s', (doubt, own, there) => {
    expect(doubtsOf([person('anna', own)], [entry('anna', there)])).toEqual([[doubt]])
  })

  it('is the own account', () => {
    const me = person('anna')
    expect(doubtsOf([me], [entry('anna')], me.id)).toEqual([['ownAccount']])
    expect(neverChosen).toContain('ownAccount')
  })
})

it('an address that many share says nothing about anybody', () => {
  const many = Array.from({ length: 11 }, (_, at) => entry(`e${at}`, { mail: 'info@example.com' }))
  const { pairs, doubtful } = match([person('anna', { mail: 'info@example.com' })], [...many, entry('anna')])
  expect([pairs.length, doubtful.length]).toEqual([1, 0])
})

const text = fc.constantFrom(
  'anna',
  'ANNA',
  'anna@a.example',
  'anna@b.example',
  'bo',
  'bo@a.example',
  'x@a.example',
  '@',
  '',
)
const mail = fc.constantFrom('', 'anna@a.example', 'bo@a.example', 'x', '@')
const name = fc.constantFrom('', 'Anna Hansen', 'Hansen Anna', 'Bo', '…')
const people = fc.array(
  fc.record({
    username: text,
    displayName: name,
    mail,
    isBlocked: fc.boolean(),
    roles: fc.subarray(['globalAdministrator', 'helpdeskAdministrator'] as const),
  }),
  { maxLength: 15 },
)
const entries = fc.array(
  fc.record({
    username: text,
    displayName: name,
    mail,
    isBlocked: fc.boolean(),
    hasRoles: fc.boolean(),
    isUsed: fc.boolean(),
  }),
  { maxLength: 15 },
)

it('everybody is in a pair, in doubt or left over, once, and no pair that is taken for granted holds an admin or a block', () => {
  fc.assert(
    fc.property(people, entries, (here, there) => {
      const own = here.map((one, at) => ({ ...one, id: at + 1 }))
      const others = there.map((one, at) => ({ ...one, id: 1000 + at }))
      const { pairs, doubtful, onlyHere, onlyThere } = match(own, others, 1)
      const paired = pairs.flatMap((pair) => [pair.person.id, pair.entry.id])
      expect(new Set(paired).size).toBe(paired.length)
      const inDoubt = new Set(doubtful.flatMap((pair) => [pair.person.id, pair.entry.id]))
      const left = [...onlyHere, ...onlyThere].map(({ id }) => id)
      expect(paired.some((id) => inDoubt.has(id)) || left.some((id) => inDoubt.has(id) || paired.includes(id))).toBe(
        false,
      )
      const all = [...paired, ...inDoubt, ...left].sort((a, b) => a - b)
      expect(all).toEqual([...own, ...others].map(({ id }) => id))
      for (const pair of pairs) {
        expect(pair.person.roles).toEqual([])
        expect(pair.person.isBlocked).toBe(pair.entry.isBlocked)
        expect(pair.entry.hasRoles || pair.entry.isUsed || pair.person.id === 1).toBe(false)
      }
      for (const { doubts } of doubtful) expect(doubts.length).toBeGreaterThan(0)
      // Who stands where in the lists decides nothing.
      const again = match([...own].reverse(), [...others].reverse(), 1)
      const keyOf = (pair: Matched['pairs'][number]) => `${pair.person.id} ${pair.entry.id} ${[...pair.doubts].sort()}`
      expect(again.pairs.map(keyOf).sort()).toEqual(pairs.map(keyOf).sort())
      expect(again.doubtful.map(keyOf).sort()).toEqual(doubtful.map(keyOf).sort())
    }),
    { numRuns: 300 },
  )
})

it('lets others work in between, however many people are alike', () => {
  const many = 20_000
  const own = Array.from({ length: many }, (_, at) => person(`u${at}@example.com`, { mail: `m${at % 50}@example.com` }))
  const there = Array.from({ length: many }, (_, at) => entry(`u${at}`, { mail: `m${at % 50}@example.com` }))
  let steps = 0
  const work = matchPeople(own, there, nobody)
  for (;;) {
    const { done, value } = work.next()
    steps += 1
    if (!done) continue
    expect(value.pairs).toHaveLength(many)
    break
  }
  expect(steps).toBeGreaterThan(many / 500)
})
