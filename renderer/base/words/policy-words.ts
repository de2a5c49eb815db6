import type { TFunction } from 'i18next'
import type { PolicyChange } from '../../../shared/policies.ts'
import { defaultPolicies, policyNames, protectionSection, temporarySection } from '../../../shared/rules/policy.ts'
import { roleName } from '../../../shared/rules/role-matrix.ts'
import { brandColour, proofMethod, selfServiceSection } from '../../../shared/rules/self-service.ts'
import type { Words } from './words.ts'

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends readonly unknown[] | string | number | boolean | null
    ? K
    : `${K}.${Leaves<T[K]>}`
}[keyof T & string]

/** The path of one value in the document of policies. */
export type PolicyPath = Leaves<typeof defaultPolicies>

function leaves(value: object, prefix: string): readonly string[] {
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const isInner = typeof part === 'object' && part !== null && !Array.isArray(part)
    return isInner ? leaves(part, `${prefix}${name}.`) : [`${prefix}${name}`]
  })
}

/** Every path that has a value. */
export const policyPaths = leaves(defaultPolicies, '') as readonly PolicyPath[]

/** A path into the rules of a group, which is given by its name in a change and by its number in a file. */
const inGroup = /^groupRules(?:\[(?<name>.*)\]|\.(?<at>\d+))(?:\.(?<rest>.+))?$/

/** The path of the same value in everybody's rules. */
function commonPath(path: string): string {
  const rest = inGroup.exec(path)?.groups?.rest
  return rest === undefined ? path : `protection.${rest}`
}

/** One entry of a list, which counts from 1 on the screen. */
function entryText(t: TFunction, list: string, at: string): string {
  return t('policies.places.entry', { list, number: Number(at) + 1 })
}

function groupText(t: TFunction, { name, at = '', rest }: Readonly<Record<string, string | undefined>>): string {
  const group = name ?? entryText(t, t('policies.fields.groupRules'), at)
  if (rest === undefined) return group
  const setting = rest === 'name' ? t('policies.groupRules.group') : pathText(t, `protection.${rest}`)
  return t('policies.places.inGroup', { group, setting })
}

/** The name of a path as the page calls it; an unknown path is shown as it is. */
export function pathText(t: TFunction, path: string): string {
  if (path === '') return t('policies.problems.file')
  const group = inGroup.exec(path)?.groups
  if (group !== undefined) return groupText(t, group)
  const known = policyPaths.find((one) => one === path)
  if (known !== undefined) return t(`policies.fields.${known}`)
  const section = policyNames.find((name) => name === path)
  if (section !== undefined) return t(`policies.tabs.${section}`)
  const [, list = '', at = ''] = /^(.*)\.(\d+)$/.exec(path) ?? []
  const named = policyPaths.find((one) => one === list)
  return named === undefined ? path : entryText(t, t(`policies.fields.${named}`), at)
}

const presetName = protectionSection.shape.preset
const styleName = temporarySection.shape.style
const keepName = temporarySection.shape.keep

/** Numbers whose value 0 means that the rule is off. */
const zeroIsOff: readonly string[] = [
  'protection.rules.maximumRepeats',
  'protection.maximumSequence',
  'protection.historyCount',
  'protection.minimumAgeHours',
]

/** Texts that people type, whose digits are not formatted as numbers. */
const freeTexts: readonly string[] = [
  'protection.ownTerms',
  'protection.breachFile',
  'groupRules',
  'selfService.groups',
  'selfService.except',
  'selfService.ownQuestions',
]

function missingText(t: TFunction, path: string): string {
  if (path === 'temporary.hours') return t('policies.values.never')
  return path === 'expiration.startsAt' ? t('policies.values.atOnce') : t('policies.values.none')
}

function choiceText(t: TFunction, path: string, value: string): string | null {
  const preset = presetName.safeParse(value)
  if (path === 'protection.preset' && preset.success) return t(`policies.presets.${preset.data}`)
  const style = styleName.safeParse(value)
  if (path === 'temporary.style' && style.success) return t(`passwords.styles.${style.data}`)
  const keep = keepName.safeParse(value)
  return path === 'temporary.keep' && keep.success ? t(`policies.values.${keep.data}`) : null
}

type ValueWords = Pick<Words, 't' | 'formatDate' | 'formatNumber'>

function numberText({ t, formatDate, formatNumber }: ValueWords, path: string, value: number): string {
  if (path === 'expiration.startsAt') return formatDate(value)
  if (value !== 0) return formatNumber(value)
  if (path === 'protection.historyDays') return t('policies.values.noLimit')
  if (path === 'selfService.reconfirmDays') return t('policies.values.nobodyAsked')
  return zeroIsOff.includes(path) ? t('policies.values.off') : formatNumber(value)
}

const groupPaths: readonly string[] = ['selfService.groups', 'selfService.except']
const enabledFor = selfServiceSection.shape.enabledFor

/** Values of self-service by their names; of very many groups only the number. */
function selfServiceText(t: TFunction, path: string, value: string): string | null {
  const scope = enabledFor.safeParse(value)
  if (path === 'selfService.enabledFor' && scope.success) return t(`policies.values.enabledFor.${scope.data}`)
  const colour = brandColour.safeParse(value)
  if (path === 'selfService.colour' && colour.success) return t(`policies.values.colour.${colour.data}`)
  if (groupPaths.includes(path)) {
    const [, entries] = /^(\d+) entries$/.exec(value) ?? []
    return entries === undefined ? value : t('policies.values.groups', { count: Number(entries) })
  }
  if (path !== 'selfService.methods') return null
  const methods = value.split(', ').map((one) => proofMethod.safeParse(one))
  return methods.map((method) => (method.success ? t(`methods.names.${method.data}`) : '')).join(', ')
}

function rolesText(t: TFunction, value: string): string {
  const roles = value.split(', ').map((one) => roleName.safeParse(one))
  return roles.map((role) => (role.success ? t(`roles.${role.data}`) : '')).join(', ')
}

/** A value of a change ("true", "90", "–", "24 entries"), in words. */
export function valueText(words: ValueWords, change: Pick<PolicyChange, 'path'>, value: string): string {
  const { t } = words
  const path = commonPath(change.path)
  if (value === '–' || value === '') return missingText(t, path)
  if (value === 'true') return t('policies.values.on')
  if (value === 'false') return t('policies.values.off')
  if (path === 'signIn.secondFactor.requiredRoles') return rolesText(t, value)
  const selfService = selfServiceText(t, path, value)
  if (selfService !== null) return selfService
  const [, entries] = /^(\d+) entries$/.exec(value) ?? []
  if (entries !== undefined) return t('policies.values.words', { count: Number(entries) })
  const isNumber = !freeTexts.includes(path) && /^\d+$/.test(value)
  return isNumber ? numberText(words, path, Number(value)) : (choiceText(t, path, value) ?? value)
}

const problems = [
  'unknownGroup',
  'notJson',
  'encoding',
  'tooLarge',
  'invalid_type',
  'too_small',
  'too_big',
  'unrecognized_keys',
  'invalid_value',
] as const

/** What is wrong with one path of a policy file, in one line. */
export function problemText(t: TFunction, { path, problem }: { readonly path: string; readonly problem: string }) {
  const known = problems.find((one) => one === problem) ?? 'other'
  return t(`policies.problems.${known}`, { place: pathText(t, path) })
}
