import { z } from 'zod'
import {
  bannedTerm,
  defaultPolicies,
  type Policies,
  policies as policiesSchema,
  presets,
} from '../../shared/rules/policy.ts'
import { questionLimits, type SelfServiceFault, selfServiceFaults } from '../../shared/rules/self-service.ts'
import { toSections } from '../base/draft.ts'
import type { Faults } from '../base/use-draft.ts'
import type { PolicyPath } from '../base/words/policy-words.ts'

/** The type of a value while it is typed: numbers, texts and lists of texts become text; choices and switches stay as they are. */
type Typed<V> = [V] extends [boolean]
  ? V
  : [V] extends [number | null]
    ? string
    : [V] extends [readonly (infer Entry)[]]
      ? string extends Entry
        ? string
        : V
      : [V] extends [string | null]
        ? string extends V
          ? string
          : V
        : { readonly [K in keyof V]: Typed<V[K]> }

/** The policies while they are typed, with the same paths as in the document. */
export type PolicyDraft = Typed<Policies> & {
  /** False where temporary passwords never lapse; the hours are kept for when the rule is switched on again. */
  readonly doesLapse: boolean
}

type Places<V, Wanted, Prefix extends string = ''> = {
  [K in keyof V & string]: [V[K]] extends [Wanted]
    ? `${Prefix}${K}`
    : [V[K]] extends [readonly unknown[] | string | number | boolean | null]
      ? never
      : Places<V[K], Wanted, `${Prefix}${K}.`>
}[keyof V & string]

export type NumberPath = Places<Policies, number | null>
export type SwitchPath = Places<Policies, boolean>

type Kind = 'number' | 'text' | 'lines' | 'choice'
type Leaf = {
  readonly path: PolicyPath
  readonly kind: Kind
  readonly schema: z.ZodType
  /** The schema of the value without optional, nullable and default wrappers. */
  readonly bare: z.ZodType
}

function bareOf(schema: unknown): unknown {
  const isWrapped = schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly || schema instanceof z.ZodDefault
  return isWrapped ? bareOf(schema.unwrap()) : schema
}

function kindOf(bare: z.ZodType): Kind {
  if (bare instanceof z.ZodNumber) return 'number'
  if (bare instanceof z.ZodString) return 'text'
  return bare instanceof z.ZodArray && bareOf(bare.element) instanceof z.ZodString ? 'lines' : 'choice'
}

function leavesOf(schema: z.ZodType, path: string): readonly Leaf[] {
  const bare = bareOf(schema) as z.ZodType
  if (bare instanceof z.ZodObject) {
    const parts: readonly (readonly [string, z.ZodType])[] = Object.entries(bare.shape)
    return parts.flatMap(([name, part]) => leavesOf(part, path === '' ? name : `${path}.${name}`))
  }
  return [{ path: path as PolicyPath, kind: kindOf(bare), schema, bare }]
}

/** Every path that has a value, with the schema that limits it, in the order of the document. */
const leaves = leavesOf(policiesSchema, '')

function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>>)[name], document)
}

/** The limits of a number, read from its schema. */
export function limitsOf(path: NumberPath): { readonly from: number; readonly to: number } {
  const bare = leaves.find((leaf) => leaf.path === path)?.bare
  const { minValue, maxValue } = bare instanceof z.ZodNumber ? bare : { minValue: null, maxValue: null }
  return { from: minValue ?? 0, to: maxValue ?? Number.MAX_SAFE_INTEGER }
}

/** The value of a fresh installation; for the hours, the value to begin with. */
export function standardOf(path: NumberPath): number {
  const value = valueAt(defaultPolicies, path)
  return typeof value === 'number' ? value : 0
}

function typedOf({ kind, path }: Leaf, policies: Policies): unknown {
  const value = valueAt(policies, path)
  // The hours to begin with, where none are stored.
  if (path === 'temporary.hours') return String(value ?? standardOf(path))
  if (kind === 'choice') return value
  return kind === 'lines' ? (value as readonly string[]).join('\n') : String(value ?? '')
}

/** The stored policies as a draft. */
export function draftOf(policies: Policies): PolicyDraft {
  const typed = leaves.map((leaf) => [leaf.path, typedOf(leaf, policies)] as const)
  // `typedOf` gives each value the type that `PolicyDraft` says; a test compares the document before and after.
  return { ...toSections(typed), doesLapse: policies.temporary.hours !== null } as PolicyDraft
}

type Protection = PolicyDraft['protection']

/** The fields after choosing a preset; own rules begin with the numbers that were there. */
export function withPreset(protection: Protection, preset: Protection['preset']): Protection {
  if (preset === 'own') return { ...protection, preset }
  const { minimumLength, maximumLength, minimumClasses, maximumRepeats, isNameRefused } = presets[preset]
  const rules = {
    minimumLength: String(minimumLength),
    maximumLength: String(maximumLength),
    minimumClasses: String(minimumClasses),
    maximumRepeats: String(maximumRepeats),
    isNameRefused,
  }
  return { ...protection, preset, rules }
}

type Lines = {
  /** The good lines, trimmed and each once. */
  readonly good: readonly string[]
  /** The numbers, from 1, of lines that are too short or too long. */
  readonly badLines: readonly number[]
}

function readLines(text: string, from: number, to: number): Lines {
  const good = new Set<string>()
  const badLines: number[] = []
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const entry = line.trim()
    if (entry === '') continue
    if (entry.length >= from && entry.length <= to) good.add(entry)
    else badLines.push(at + 1)
  }
  return { good: [...good], badLines }
}

export const maximumTerms = 20_000

/** The banned words of the organisation, one a line, and the numbers (from 1) of lines that can't be banned words. */
export function readTerms(text: string): { readonly terms: readonly string[]; readonly badLines: readonly number[] } {
  const { good, badLines } = readLines(text, bannedTerm.minLength ?? 1, bannedTerm.maxLength ?? 64)
  return { terms: good, badLines }
}

/** The questions of the organisation, one a line and each once, and the numbers (from 1) of lines that are too short or too long. */
export function readQuestions(text: string): {
  readonly questions: readonly string[]
  readonly badLines: readonly number[]
} {
  const [from, to] = questionLimits.question
  const { good, badLines } = readLines(text, from, to)
  return { questions: good, badLines }
}

function linesOf({ bare }: Leaf, text: string): Lines {
  const entry = bare instanceof z.ZodArray ? bareOf(bare.element) : null
  const { minLength, maxLength } = entry instanceof z.ZodString ? entry : { minLength: null, maxLength: null }
  return readLines(text, minLength ?? 1, maxLength ?? Number.MAX_SAFE_INTEGER)
}

/** The value of a field's text; undefined if the text has no value. */
function readText(leaf: Leaf, text: string): unknown {
  const isNone = text === '' && leaf.schema instanceof z.ZodNullable && leaf.path !== 'temporary.hours'
  if (isNone) return null
  if (leaf.kind === 'text') return text
  return /^\d{1,16}$/.test(text) ? Number(text) : undefined
}

function readLeaf(leaf: Leaf, draft: PolicyDraft): { readonly value: unknown; readonly isGood: boolean } {
  const typed = valueAt(draft, leaf.path)
  if (leaf.kind === 'choice') return { value: typed, isGood: true }
  if (leaf.kind === 'lines') {
    const { good, badLines } = linesOf(leaf, String(typed))
    return { value: good, isGood: badLines.length === 0 && leaf.schema.safeParse(good).success }
  }
  const value = readText(leaf, String(typed).trim())
  return { value, isGood: leaf.schema.safeParse(value).success }
}

/** False where nobody is asked questions, so that their fields are not on the screen. */
export function hasQuestions(draft: PolicyDraft): boolean {
  return draft.selfService.methods.includes('questions')
}

/** True for fields that are not on the screen, and so can't be wrong: they keep their value, or get the one of a fresh installation. */
function isUnused(draft: PolicyDraft, path: PolicyPath): boolean {
  switch (path) {
    case 'temporary.hours':
      return !draft.doesLapse
    case 'expiration.days':
    case 'expiration.remindDays':
      return !draft.expiration.isOn
    case 'selfService.graceDays':
      return !draft.selfService.isRegistrationRequired
    case 'selfService.questionsToRegister':
    case 'selfService.questionsToReset':
    case 'selfService.ownQuestions':
      return !hasQuestions(draft)
    default:
      return false
  }
}

const isLeafGood = (leaf: Leaf, draft: PolicyDraft) => isUnused(draft, leaf.path) || readLeaf(leaf, draft).isGood

/** True if the field's text is a number within its limits. */
export function isNumberGood(draft: PolicyDraft, path: NumberPath): boolean {
  return leaves.every((leaf) => leaf.path !== path || isLeafGood(leaf, draft))
}

/** True if the text is empty or can be a link or an address for help. */
export function isHelpGood(text: string): boolean {
  return policiesSchema.shape.selfService.shape.help.safeParse(text).success
}

/** The paths that must be corrected before the policies can be saved, in the order of the document. */
export function wrongPaths(draft: PolicyDraft): readonly PolicyPath[] {
  return leaves.filter((leaf) => !isLeafGood(leaf, draft)).map(({ path }) => path)
}

/** The same for the form, whose fields put the faults into words. */
export function faultsByPath(draft: PolicyDraft): Faults<PolicyDraft> {
  return Object.fromEntries(wrongPaths(draft).map((path) => [path, 'invalid']))
}

/** The document that the fields describe; a text that is no number has the value of a fresh installation for the time being. */
function readDraft(draft: PolicyDraft): Policies {
  const values = leaves.map((leaf) => {
    const { value, isGood } = readLeaf(leaf, draft)
    return [leaf.path, isGood || leaf.kind !== 'number' ? value : valueAt(defaultPolicies, leaf.path)] as const
  })
  // Each value fits its own schema, or its path is one of `wrongPaths`.
  const { selfService, temporary, ...rest } = toSections(values) as Policies
  return {
    ...rest,
    temporary: { ...temporary, hours: draft.doesLapse ? temporary.hours : null },
    selfService: hasQuestions(draft) ? selfService : withoutQuestions(selfService),
  }
}

/** Gives the hidden fields valid values, so that nobody looks for a fault that is not on the screen. */
function withoutQuestions(selfService: Policies['selfService']): Policies['selfService'] {
  const { questionsToRegister, questionsToReset, ownQuestions } = selfService
  return {
    ...selfService,
    questionsToReset: Math.min(questionsToReset, questionsToRegister),
    ownQuestions: ownQuestions.slice(0, questionLimits.own),
  }
}

/** Why self-service can't be saved as it is typed; empty when it can. */
export function faultsOf(draft: PolicyDraft): readonly SelfServiceFault[] {
  return selfServiceFaults(readDraft(draft).selfService)
}

/** The policies to save, null while a field is wrong. */
export function policiesOf(draft: PolicyDraft): Policies | null {
  return wrongPaths(draft).length > 0 ? null : readDraft(draft)
}
