import { DomainError, type PasswordRuleName } from '../errors.ts'
import { languageFacts, languages } from '../languages.ts'
import { type BannedFinding, type BannedTerms, checkBanned, compileTerms, compiling } from './banned-words.ts'
import {
  checkThere,
  countThere,
  type DirectoryRules,
  generationUnder,
  type NeededKinds,
  noNeededKinds,
  type PersonsDirectory,
  replacedBy,
} from './directory/directory-rules.ts'
import { checkPassword, normalisePassword, type PasswordOwner, type PasswordPolicy } from './password-rules.ts'
import type { ProtectionPolicy } from './policy.ts'
import { shippedTerms } from './shipped-terms.ts'

/** The part of the policy that the screens check live; the path of the breach file is left out. */
export type LiveProtection = Omit<ProtectionPolicy, 'breachFile'> & {
  readonly directory?: PersonsDirectory | undefined
}
export type ProtectionVerdict = {
  readonly rule: PasswordRuleName
  readonly isKept: boolean
  /** The banned words or names that were found. */
  readonly words: readonly string[]
}

const rows = ['01234567890', ...languages.flatMap((language) => languageFacts[language].sequences)]
const steps = new Set(rows.flatMap((row) => [...row].slice(1).map((letter, at) => row[at] + letter)))

/** The length of the longest run of neighbours in the alphabet, among the digits or on the keyboard, forwards or backwards. */
export function longestSequence(password: string): number {
  let [longest, up, down] = [0, 0, 0]
  let previous = ''
  for (const letter of password.toLowerCase()) {
    up = steps.has(previous + letter) ? up + 1 : 1
    down = steps.has(letter + previous) ? down + 1 : 1
    longest = Math.max(longest, up, down)
    previous = letter
  }
  return longest
}

type Compiled = WeakMap<readonly string[], BannedTerms>
const [withShipped, alone]: readonly [Compiled, Compiled] = [new WeakMap(), new WeakMap()]

function allTerms({ ownTerms, isShippedListOn }: LiveProtection): readonly string[] {
  return isShippedListOn ? [...shippedTerms, ...ownTerms] : ownTerms
}

function termsOf(policy: LiveProtection): BannedTerms {
  const compiled = policy.isShippedListOn ? withShipped : alone
  let terms = compiled.get(policy.ownTerms)
  if (terms === undefined) {
    terms = compileTerms(allTerms(policy))
    compiled.set(policy.ownTerms, terms)
  }
  return terms
}

/**
 * Compiles the banned words for many checks, in small steps, because twenty thousand words at once would block everything for seconds.
 * `pause` is called after each step and answers null while the work may go on at once.
 */
export async function prepareTerms(policy: LiveProtection, pause: () => Promise<void> | null): Promise<void> {
  const compiled = policy.isShippedListOn ? withShipped : alone
  if (compiled.has(policy.ownTerms)) return
  const steps = compiling(allTerms(policy))
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return void compiled.set(policy.ownTerms, step.value)
    const rest = pause()
    if (rest !== null) await rest
  }
}

/** The result of the banned-word check with its score, for the field where any password can be tried. */
export function checkWords(password: string, policy: LiveProtection, organisation: string) {
  // Without the person's own names, for which there is a separate rule.
  const names = policy.rules.isNameRefused ? [organisation] : []
  return checkBanned(normalisePassword(password), { terms: termsOf(policy), names, isStrict: policy.isStrict })
}

function wordsOf(found: readonly BannedFinding[]): readonly string[] {
  return [...new Set(found.map((finding) => finding.term))]
}

/** One verdict for each rule that is switched on, always in the same order: shown live by the screen, enforced by the service. */
export function checkProtected(
  password: string,
  policy: LiveProtection,
  owner: PasswordOwner,
  organisation = '',
): readonly ProtectionVerdict[] {
  const plain = (verdict: { rule: PasswordRuleName; isKept: boolean }) => ({ ...verdict, words: [] })
  const rulesThere = knownRules(policy)
  const there = rulesThere === null ? [] : checkThere(normalisePassword(password), rulesThere, owner).map(plain)
  const own: ProtectionVerdict[] = checkPassword(password, policy.rules, owner).map(plain)
  if (policy.maximumSequence > 0) {
    own.push(plain({ rule: 'sequence', isKept: longestSequence(password) <= policy.maximumSequence }))
  }
  const verdicts = joined(there, own, rulesThere === null ? [] : replacedBy(rulesThere))
  // A password that is too short is not checked for banned words, because nearly every short one resembles some word.
  const isLongEnough = verdicts.some(({ rule, isKept }) => (rule === 'length' || rule === 'bytes') && isKept)
  if (policy.isShippedListOn || policy.ownTerms.length > 0) {
    const { isRefused, found } = checkWords(password, policy, organisation)
    const isKept = !isLongEnough || !isRefused
    verdicts.push({ rule: 'banned', isKept, words: isKept ? [] : wordsOf(found) })
  }
  return verdicts
}

/** The rules of the person's directory, null for a person of Keydesk's own and where they are unknown. */
export function knownRules({ directory }: LiveProtection): DirectoryRules | null {
  return directory === undefined || directory.rules === 'unknown' ? null : directory.rules
}

/** The verdicts of the directory, and those of Keydesk that do not give way to them; a rule that both have is one. */
function joined(
  there: readonly ProtectionVerdict[],
  own: readonly ProtectionVerdict[],
  replaced: readonly PasswordRuleName[],
): ProtectionVerdict[] {
  const left = own.filter(({ rule }) => !replaced.includes(rule))
  const both = there.map((one) => {
    const ours = left.find(({ rule }) => rule === one.rule)
    return { ...one, isKept: one.isKept && (ours?.isKept ?? true) }
  })
  return [...both, ...left.filter(({ rule }) => !there.some((one) => one.rule === rule))]
}

/** The number in the text of a rule; 0 for a rule without one. */
export function countIn(rule: PasswordRuleName, policy: LiveProtection): number {
  const { rules, maximumSequence } = policy
  const known = knownRules(policy)
  const own: Partial<Record<PasswordRuleName, number>> = {
    length: rules.minimumLength,
    maximumLength: rules.maximumLength,
    classes: rules.minimumClasses,
    repeats: rules.maximumRepeats,
    sequence: maximumSequence,
  }
  const there = known === null ? null : countThere(rule, known)
  if (rule === 'maximumLength' && there !== null) return Math.min(there, rules.maximumLength)
  return there ?? own[rule] ?? 0
}

/** What a generator goes by: Keydesk's own rules, or those of the person's directory in their place. */
export function generationOf(policy: LiveProtection): {
  readonly policy: PasswordPolicy
  readonly kinds: NeededKinds
  readonly impossible: readonly PasswordRuleName[]
} {
  const known = knownRules(policy)
  if (known === null) return { policy: policy.rules, kinds: noNeededKinds, impossible: [] }
  return generationUnder(policy.rules, known)
}

/** The verdicts on rules that a password breaks; empty for a good one. */
export function brokenVerdicts(
  password: string,
  policy: LiveProtection,
  owner: PasswordOwner,
  organisation = '',
): readonly ProtectionVerdict[] {
  return checkProtected(password, policy, owner, organisation).filter((verdict) => !verdict.isKept)
}

/** The error for a password, with the rules it broke and the words that were found. */
export function policyBroken(broken: readonly ProtectionVerdict[]): DomainError<'POLICY_BROKEN'> {
  const words = [...new Set(broken.flatMap((verdict) => verdict.words))]
  return new DomainError('POLICY_BROKEN', { rules: broken.map((verdict) => verdict.rule), words })
}
