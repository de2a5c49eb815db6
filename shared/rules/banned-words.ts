import { foldLong, foldText } from './text/fold.ts'

/**
 * How a banned term was found in a password: the whole password is the term, or differs from it by one edit; the term was counted in the
 * score; it is a name; or it covers most of the password.
 */
export type BannedKind = 'whole' | 'fuzzy' | 'scored' | 'name' | 'covers'
export type BannedFinding = { readonly term: string; readonly kind: BannedKind }
export type BanVerdict = {
  readonly isRefused: boolean
  readonly score: number
  readonly found: readonly BannedFinding[]
}

/** A list that is compiled for `checkBanned`; only this file reads its contents. */
export type BannedTerms = {
  /** The terms as they were written, by each of their spellings. */
  readonly written: ReadonlyMap<string, string>
  readonly sorted: readonly string[]
  readonly root: Branch
  readonly longest: number
}

/**
 * All spellings that begin with the same characters: a node of a trie, as a range of the sorted list. Its branches are made when a password
 * first reaches them, so that a list of very long terms takes little more memory than its text.
 */
type Branch = { readonly low: number; readonly high: number; readonly depth: number; branches?: Map<string, Branch> }

export type BanOptions = {
  readonly terms: BannedTerms
  /** First, last and display name, organisation: refused as a whole and word by word, from 4 letters on. */
  readonly names: readonly string[]
  /** Also refuse a password that is banned terms for more than half of its length. */
  readonly isStrict: boolean
}

const acceptedScore = 5
const shortestName = 4
// Shorter terms are only matched exactly, because a word such as "rose" is one letter away from many others.
const shortestFuzzyCover = 6
// The same for the score: every second pair of letters is one letter away from a club such as "ob" or a month such as "maj".
const shortestFuzzy = 4

// Microsoft's table of substitutions (Entra: password protection, normalization).
const substitutes: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', $: 's', '@': 'a' }
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

function prepare(text: string): string {
  return text.toWellFormed().replace(invisible, '')
}

function substitute(text: string): string {
  return text.replace(/[01$@]/g, (character) => substitutes[character] ?? character)
}

/** The form in which passwords, terms and names are compared: without case, accents and Microsoft's substitutions. */
export function normaliseForBan(text: string): string {
  return substitute(foldText(prepare(text)))
}

/** The spellings of a term: Løsen is typed losen or loesen. */
function spellings(text: string): readonly string[] {
  return [...new Set([normaliseForBan(text), substitute(foldLong(prepare(text)))])]
}

const hasRing = /aa|å/i
// Two a's on their own, because a longer run of them is no old spelling of å.
const doubleA = /(?<!a)aa(?!a)/gi

/** A password with each å as aa, with each aa as å and as it is typed, so that Åbenrå and Aabenraa are judged alike whichever the list has. */
function readings(password: string): readonly string[] {
  const composed = prepare(password).normalize('NFC')
  if (!hasRing.test(composed)) return [normaliseForBan(composed)]
  const all = [composed.replace(/å/gi, 'aa'), composed.replace(doubleA, 'å'), composed]
  return [...new Set(all.map(normaliseForBan))]
}

/** Compiles a list once for many checks. Blank terms are left out; of equal terms the first one is named in findings. */
export function compileTerms(terms: readonly string[]): BannedTerms {
  const steps = compiling(terms)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same in steps of less than a millisecond, because a list may be very long. */
export function* compiling(terms: readonly string[]): Generator<void, BannedTerms> {
  const written = new Map<string, string>()
  let longest = 0
  for (const term of terms) {
    const trimmed = term.trim()
    for (const spelling of spellings(trimmed)) {
      if (spelling === '' || written.has(spelling)) continue
      written.set(spelling, trimmed)
      longest = Math.max(longest, spelling.length)
    }
    yield
  }
  // Grouped by their first characters before sorting, because sorting all at once takes too long for one step.
  const beginnings = new Map<string, string[]>()
  for (const spelling of written.keys()) {
    const beginning = spelling.slice(0, 2)
    const alike = beginnings.get(beginning)
    if (alike === undefined) beginnings.set(beginning, [spelling])
    else alike.push(spelling)
  }
  yield
  const sorted: string[] = []
  for (const beginning of [...beginnings.keys()].sort()) {
    for (const spelling of beginnings.get(beginning)?.sort() ?? []) sorted.push(spelling)
    yield
  }
  return { written, sorted, root: { low: 0, high: sorted.length, depth: 0 }, longest }
}

/** The spelling that ends at this branch; it is the first of the range. */
function endingAt(terms: BannedTerms, branch: Branch): string | undefined {
  const first = terms.sorted[branch.low]
  return first?.length === branch.depth ? first : undefined
}

/** The character at a place as one string, even if it is two UTF-16 units long. */
function letterAt(text: string, at: number): string | undefined {
  const code = text.codePointAt(at)
  return code === undefined ? undefined : String.fromCodePoint(code)
}

function branchesOf(terms: BannedTerms, branch: Branch): Map<string, Branch> {
  if (branch.branches !== undefined) return branch.branches
  const branches = new Map<string, Branch>()
  const { sorted } = terms
  const { depth } = branch
  let low = endingAt(terms, branch) === undefined ? branch.low : branch.low + 1
  while (low < branch.high) {
    const letter = letterAt(sorted[low] as string, depth) as string
    let high = low + 1
    while (high < branch.high && sorted[high]?.startsWith(letter, depth)) high += 1
    branches.set(letter, { low, high, depth: depth + letter.length })
    low = high
  }
  branch.branches = branches
  return branches
}

/** Called for each match. Places in a password are UTF-16 units of its normalised text, between whole characters. */
type Visit = (end: number, spelling: string, isExact: boolean) => void

/** Goes on from a branch after one edit; a second edit is not allowed. */
function follow(terms: BannedTerms, text: string, from: Branch, start: number, visit: Visit): void {
  let branch: Branch | undefined = from
  for (let at = start; branch !== undefined; ) {
    const spelling = endingAt(terms, branch)
    if (spelling !== undefined) visit(at, spelling, false)
    if (branch.high - branch.low === 1) {
      if (spelling === undefined) followOne(terms.sorted[branch.low] as string, text, branch.depth, at, visit)
      return
    }
    const letter = letterAt(text, at)
    if (letter === undefined) return
    branch = branchesOf(terms, branch).get(letter)
    at += letter.length
  }
}

/** Compares the rest directly, because only one spelling is left. */
function followOne(spelling: string, text: string, depth: number, at: number, visit: Visit): void {
  if (text.startsWith(spelling.slice(depth), at)) visit(at + spelling.length - depth, spelling, false)
}

/** Visits the end of each part of the text, from `start`, that is a spelling, or is one after a letter was changed or left out. */
function eachWindow(terms: BannedTerms, text: string, start: number, visit: Visit): void {
  let branch: Branch | undefined = terms.root
  let previous: string | undefined
  for (let at = start; branch !== undefined; ) {
    const spelling = endingAt(terms, branch)
    if (spelling !== undefined) visit(at, spelling, true)
    const letter = letterAt(text, at)
    const branches = branchesOf(terms, branch)
    for (const [other, way] of branches) {
      if (letter !== undefined && other !== letter) follow(terms, text, way, at + letter.length, visit)
      // Of a doubled letter only the first is taken as the missing one, because the second would give the same match again.
      if (other !== previous) follow(terms, text, way, at, visit)
    }
    if (letter === undefined) return
    branch = branches.get(letter)
    previous = letter
    at += letter.length
  }
}

type Token = { readonly start: number; readonly spelling: string }
type Price = (spelling: string, isExact: boolean) => number
type Cut = { readonly cost: number; readonly used: readonly string[] }

/** The cheapest cut so far up to each place in a text. */
function startCut(length: number, price: Price) {
  const costs = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY)
  const tokens: (Token | undefined)[] = []
  costs[0] = 0
  const offer = (start: number, end: number, cost: number, token?: Token) => {
    const total = (costs[start] as number) + cost
    if (total >= (costs[end] as number)) return
    costs[end] = total
    tokens[end] = token
  }
  return {
    offerCharacter: (start: number, end: number) => offer(start, end, 1),
    offerToken: (start: number, end: number, spelling: string, isExact: boolean) =>
      offer(start, end, price(spelling, isExact), { start, spelling }),
    finish: (): Cut => {
      const used: string[] = []
      for (let end = length; end > 0; end = tokens[end]?.start ?? end - 1) {
        const token = tokens[end]
        if (token !== undefined) used.push(token.spelling)
      }
      return { cost: costs[length] as number, used: used.reverse() }
    },
  }
}

/** For each price, the cheapest cut of a text into tokens, at that price, and single characters, at 1 each. */
function cheapestCuts(terms: BannedTerms, text: string, prices: readonly Price[]): readonly Cut[] {
  const cuts = prices.map((price) => startCut(text.length, price))
  let start = 0
  for (const letter of text) {
    const from = start
    for (const cut of cuts) cut.offerCharacter(from, from + letter.length)
    eachWindow(terms, text, from, (end, spelling, isExact) => {
      if (end > from) for (const cut of cuts) cut.offerToken(from, end, spelling, isExact)
    })
    start += letter.length
  }
  return cuts.map((cut) => cut.finish())
}

// A surcharge far below one point even for the longest password: of two cuts with the same score, the one with exact terms is chosen,
// because it explains more.
const fuzzySurcharge = 2 ** -30

const scorePrice: Price = (spelling, isExact) => {
  if (isExact) return 1
  return spelling.length >= shortestFuzzy ? 1 + fuzzySurcharge : Number.POSITIVE_INFINITY
}
const coverPrice: Price = (spelling, isExact) =>
  isExact || spelling.length >= shortestFuzzyCover ? 0 : Number.POSITIVE_INFINITY

/** The term that equals the whole password, or differs from it by one edit. */
function wholeMatch(terms: BannedTerms, text: string): BannedFinding | undefined {
  const equal = terms.written.get(text)
  if (equal !== undefined) return { term: equal, kind: 'whole' }
  let near: string | undefined
  eachWindow(terms, text, 0, (end, spelling) => {
    if (end === text.length) near ??= spelling
  })
  // The password may have one letter more than the longest term, and some letters are two units long.
  if (near === undefined && text.length <= terms.longest + 2) {
    let at = 0
    for (const letter of text) {
      const shorter = text.slice(0, at) + text.slice(at + letter.length)
      if (terms.written.has(shorter)) near = shorter
      at += letter.length
    }
  }
  const term = terms.written.get(near ?? '')
  return term === undefined ? undefined : { term, kind: 'fuzzy' }
}

const notInWords = /[^\p{L}\p{M}\p{N}]+/u
const notCounted = /[^\p{L}\p{N}]+/gu

/** Names and their words that occur in a text, if they have at least 4 letters as written, so that Bæk counts three. */
function namesIn(text: string, names: readonly string[]): readonly BannedFinding[] {
  const parts = new Set(names.flatMap((name) => [name.trim(), ...name.split(notInWords)]))
  const long = [...parts].filter((part) => [...part.normalize('NFC').replace(notCounted, '')].length >= shortestName)
  const hits = long.filter((part) => spellings(part).some((spelling) => spelling !== '' && text.includes(spelling)))
  return hits.map((term) => ({ term, kind: 'name' }))
}

/** The terms that were found, each once and as written in the list, in the order of the password. */
function findings(terms: BannedTerms, used: readonly string[], kind: BannedKind): readonly BannedFinding[] {
  const named = new Set(used.map((spelling) => terms.written.get(spelling) ?? spelling))
  return [...named].map((term) => ({ term, kind }))
}

/** The verdict on one reading of a password, names aside. */
function judge(text: string, terms: BannedTerms, isStrict: boolean): BanVerdict {
  const whole = wholeMatch(terms, text)
  const [scored, cover] = cheapestCuts(terms, text, isStrict ? [scorePrice, coverPrice] : [scorePrice])
  const score = Math.floor(scored?.cost ?? 0)
  const found = [...(whole === undefined ? [] : [whole]), ...findings(terms, scored?.used ?? [], 'scored')]
  const isCovered = cover !== undefined && cover.cost * 2 < [...text].length
  if (isCovered) found.push(...findings(terms, cover.used, 'covers'))
  return { isRefused: whole !== undefined || score < acceptedScore || isCovered, score, found }
}

/** The verdict that is harder on the password; of equal ones the first. */
function stricter(one: BanVerdict, other: BanVerdict): BanVerdict {
  if (one.isRefused !== other.isRefused) return one.isRefused ? one : other
  return other.score < one.score ? other : one
}

/**
 * Microsoft's check of banned passwords (Entra: password protection). A password is refused if it contains a name, if it differs from a term
 * by at most one edit, or if its score is under 5: one point for each term and each other character, cut so that the score is lowest. The
 * findings are returned for accepted passwords too, because they explain the score.
 */
export function checkBanned(password: string, { terms, names, isStrict }: BanOptions): BanVerdict {
  const texts = readings(password)
  const verdicts = texts.map((text) => judge(text, terms, isStrict))
  const { isRefused, found } = verdicts.reduce(stricter)
  const score = Math.min(...verdicts.map((verdict) => verdict.score))
  const hits = new Map(texts.flatMap((text) => namesIn(text, names)).map((one) => [one.term, one]))
  return { isRefused: hits.size > 0 || isRefused, score, found: [...hits.values(), ...found] }
}
