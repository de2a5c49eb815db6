import { addressKey } from '../mail-address.ts'
import type { RoleName } from '../role-matrix.ts'
import { foldText } from '../text/fold.ts'
import { isApprover } from '../two-person.ts'
import { usernameKey } from '../username.ts'

/** Somebody of Keydesk's own directory, who may be the same person as an entry of another one. */
export type OwnPerson = {
  readonly id: number
  readonly username: string
  readonly displayName: string
  readonly mail: string
  readonly isBlocked: boolean
  readonly roles: readonly RoleName[]
}
/** An entry of a connected directory. */
export type MatchEntry = {
  readonly id: number
  readonly username: string
  readonly displayName: string
  readonly mail: string
  readonly isBlocked: boolean
  /** True where somebody has given it a role in Keydesk. */
  readonly hasRoles: boolean
  /** True where it has methods or groups of its own in Keydesk. */
  readonly isUsed: boolean
}

/**
 * Why a pair is not taken for granted. An admin may choose it all the same, one by one; those in `neverChosen` can't be chosen, because the person
 * would be let in again, or roles would have to be merged.
 */
export const matchDoubts = [
  'severalCandidates',
  'nameAndMailDisagree',
  'otherName',
  'isApprover',
  'isAdmin',
  'blockedThere',
  'entryIsUsed',
  'blockedHere',
  'entryHasRoles',
  'ownAccount',
] as const
export type MatchDoubt = (typeof matchDoubts)[number]
export const neverChosen: readonly MatchDoubt[] = ['blockedHere', 'entryHasRoles', 'ownAccount']

export type MatchPair = {
  readonly person: OwnPerson
  readonly entry: MatchEntry
  readonly doubts: readonly MatchDoubt[]
}
export type Matched = {
  /** Each person and each entry stands in at most one of them. */
  readonly pairs: readonly MatchPair[]
  readonly doubtful: readonly MatchPair[]
  readonly onlyHere: readonly OwnPerson[]
  readonly onlyThere: readonly MatchEntry[]
}

/** A name or address that more people or entries share says nothing about who somebody is. */
const maximumSharing = 10
/** How many people or entries are worked on between two yields: a millisecond or two. */
const atOnce = 500

type Link = { isName: boolean; isMail: boolean }
type Links = Map<number, Link>

const localOf = (username: string): string => usernameKey(username).split('@')[0] ?? ''

/** The keys of the addresses that lead to somebody of Keydesk's own, whose user name often is one. */
function addressesOf({ mail, username }: OwnPerson): readonly string[] {
  return [...new Set([mail, username].filter((text) => text.includes('@')).map(addressKey))]
}

function add(index: Map<string, number[]>, key: string, position: number): void {
  if (key === '') return
  const already = index.get(key)
  if (already === undefined) index.set(key, [position])
  else already.push(position)
}

/** Whether two display names can be one person's: the words of one are all in the other. Null where one of them says no more than the user name. */
function isSameName(person: OwnPerson, entry: MatchEntry): boolean | null {
  const wordsOf = ({ displayName, username }: OwnPerson | MatchEntry) => {
    const name = foldText(displayName)
    if (name === foldText(username)) return null
    const words = name.match(/[\p{L}\p{N}]+/gu)
    return words === null ? null : new Set(words)
  }
  const [one, other] = [wordsOf(person), wordsOf(entry)]
  if (one === null || other === null) return null
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one]
  return [...fewer].every((word) => more.has(word))
}

/** The doubts that a person and an entry raise by themselves, whoever else there is; `caller` is the admin who would adopt. */
export function doubtsOfPair(person: OwnPerson, entry: MatchEntry, caller: number): readonly MatchDoubt[] {
  const doubts: MatchDoubt[] = []
  if (isSameName(person, entry) === false) doubts.push('otherName')
  if (isApprover(person.roles)) doubts.push('isApprover')
  else if (person.roles.length > 0) doubts.push('isAdmin')
  if (entry.isBlocked && !person.isBlocked) doubts.push('blockedThere')
  if (entry.isUsed) doubts.push('entryIsUsed')
  if (person.isBlocked && !entry.isBlocked) doubts.push('blockedHere')
  if (entry.hasRoles) doubts.push('entryHasRoles')
  if (person.id === caller) doubts.push('ownAccount')
  return doubts
}

/**
 * Pairs Keydesk's own people with the entries of one directory, by user name (as a whole, or by what is before the @) and by mail address, under the
 * same folding as sign-in and mail. Yields often, so that the caller can let others work in between.
 */
export function* matchPeople(
  people: readonly OwnPerson[],
  entries: readonly MatchEntry[],
  caller: number,
): Generator<void, Matched> {
  const [whole, local, mails] = [0, 1, 2].map(() => new Map<string, number[]>()) as [
    Map<string, number[]>,
    Map<string, number[]>,
    Map<string, number[]>,
  ]
  const [localHere, mailsHere] = [new Map<string, number>(), new Map<string, number>()]
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const [at, entry] of entries.entries()) {
    add(whole, usernameKey(entry.username), at)
    add(local, localOf(entry.username), at)
    if (entry.mail !== '') add(mails, addressKey(entry.mail), at)
    if (at % atOnce === 0) yield
  }
  for (const [at, person] of people.entries()) {
    count(localHere, localOf(person.username))
    for (const address of addressesOf(person)) count(mailsHere, address)
    if (at % atOnce === 0) yield
  }
  const found = (index: Map<string, number[]>, key: string, here: number): readonly number[] => {
    const there = index.get(key) ?? []
    return here > maximumSharing || there.length > maximumSharing ? [] : there
  }

  const links: Links[] = people.map(() => new Map())
  const linked = entries.map(() => ({ names: 0, mails: 0, all: 0 }))
  const link = (from: number, to: number, by: 'name' | 'mail') => {
    const mine = links[from] as Links
    const known = mine.get(to) ?? { isName: false, isMail: false }
    const counts = linked[to] as (typeof linked)[number]
    if (!mine.has(to)) counts.all += 1
    if (by === 'name' && !known.isName) counts.names += 1
    if (by === 'mail' && !known.isMail) counts.mails += 1
    mine.set(to, { isName: known.isName || by === 'name', isMail: known.isMail || by === 'mail' })
  }
  const hasWhole = new Set<number>()
  for (const [at, person] of people.entries()) {
    for (const to of found(whole, usernameKey(person.username), 1)) {
      link(at, to, 'name')
      hasWhole.add(to)
    }
    for (const address of addressesOf(person))
      for (const to of found(mails, address, mailsHere.get(address) ?? 0)) link(at, to, 'mail')
    if (at % atOnce === 0) yield
  }
  // The part before the @ counts only where no whole user name has found anything.
  for (const [at, person] of people.entries()) {
    const key = localOf(person.username)
    if (at % atOnce === 0) yield
    const isNamed = [...(links[at] as Links).values()].some(({ isName }) => isName)
    if (isNamed) continue
    for (const to of found(local, key, localHere.get(key) ?? 0)) if (!hasWhole.has(to)) link(at, to, 'name')
  }

  const [pairs, doubtful]: [MatchPair[], MatchPair[]] = [[], []]
  for (const [at, person] of people.entries()) {
    const mine = links[at] as Links
    const [names, addresses] = [
      [...mine.values()].some((one) => one.isName),
      [...mine.values()].some((one) => one.isMail),
    ]
    for (const [to, { isName, isMail }] of mine) {
      const entry = entries[to] as MatchEntry
      const counts = linked[to] as (typeof linked)[number]
      const others: MatchDoubt[] = []
      const isAlone = mine.size === 1 && counts.all === 1
      const isTorn = (!isMail && (addresses || counts.mails > 0)) || (!isName && (names || counts.names > 0))
      if (!isAlone) others.push(isTorn ? 'nameAndMailDisagree' : 'severalCandidates')
      // An address alone, which people can often write themselves, proves nobody without the name.
      if (!isName && isSameName(person, entry) === null) others.push('otherName')
      const doubts = [...others, ...doubtsOfPair(person, entry, caller)]
      const pair = { person, entry, doubts }
      if (doubts.length === 0) pairs.push(pair)
      else doubtful.push(pair)
    }
    if (at % atOnce === 0) yield
  }
  const onlyHere = people.filter((_, at) => (links[at] as Links).size === 0)
  yield
  return { pairs, doubtful, onlyHere, onlyThere: entries.filter((_, at) => (linked[at]?.all ?? 0) === 0) }
}
