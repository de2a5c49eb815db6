import type { GroupId } from '../../shared/ids.ts'
import { type Policies, policies as policiesSchema } from '../../shared/rules/policy.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'

type FileProblem = { path: string; problem: string }
type FileContent = { policies: Policies | null; problems: FileProblem[] }
type NamesOf = (ids: readonly GroupId[]) => readonly { readonly name: string }[]
type Names = { readonly [name: string]: unknown }

const mostProblems = 100
/** Stands for a group that does not exist here, so that the other mistakes in its rules are reported too. */
const noGroup = Number.MAX_SAFE_INTEGER

/** All policies as a file for any machine: groups are written by name, because ids are valid in this store only. */
export function writePolicies({ selfService, ...policies }: Policies, namesOf: NamesOf): string {
  const groupRules = policies.groupRules.map(({ groupId: _, ...rule }) => rule)
  const names = (ids: readonly GroupId[]) => namesOf(ids).map((group) => group.name)
  const named = { ...selfService, groups: names(selfService.groups), except: names(selfService.except) }
  return `${JSON.stringify({ ...policies, selfService: named, groupRules }, null, 2)}\n`
}

const isRecord = (value: unknown): value is Names =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Puts the ids of this store in the place of the names of groups; an unknown name is a problem. */
function withGroups(document: unknown, idOf: (name: string) => GroupId | null) {
  const problems: FileProblem[] = []
  if (!isRecord(document)) return { document, problems }
  // A file from before there were rules of groups has none of them.
  if (document.groupRules === undefined) return { document: { ...document, groupRules: [] }, problems }
  if (!Array.isArray(document.groupRules)) return { document, problems }
  const groupRules = document.groupRules.map((rule: unknown, at) => {
    if (!isRecord(rule) || typeof rule.name !== 'string') return rule
    const groupId = idOf(rule.name)
    if (groupId === null) problems.push({ path: `groupRules.${at}.name`, problem: 'unknownGroup' })
    return { ...rule, groupId: groupId ?? noGroup - at }
  })
  return { document: { ...document, groupRules }, problems }
}

/** The same for the groups of self-service. A number is refused, because it would be an id of another store. */
function withChosenGroups(document: unknown, idOf: (name: string) => GroupId | null) {
  const problems: FileProblem[] = []
  if (!isRecord(document)) return { document, problems }
  // A file from before there was self-service gets that of a fresh installation: off.
  if (document.selfService === undefined)
    return { document: { ...document, selfService: defaultSelfService }, problems }
  if (!isRecord(document.selfService)) return { document, problems }
  const { selfService } = document
  const idsOf = (list: 'groups' | 'except') => {
    const names = selfService[list]
    if (!Array.isArray(names)) return names
    return names.map((name: unknown, at) => {
      const id = typeof name === 'string' ? idOf(name) : null
      const problem = typeof name === 'string' ? 'unknownGroup' : 'invalid_type'
      if (id === null) problems.push({ path: `selfService.${list}.${at}`, problem })
      return id ?? noGroup
    })
  }
  const found = { ...selfService, groups: idsOf('groups'), except: idsOf('except') }
  return { document: { ...document, selfService: found }, problems }
}

/** Checks a policy file by schema and by the existing groups; every mistake is reported with its place. */
export function readPolicies(json: string, idOf: (name: string) => GroupId | null): FileContent {
  // A character that another program could not write would become part of a name or a banned word.
  if (json.includes('\ufffd')) return { policies: null, problems: [{ path: '', problem: 'encoding' }] }
  let parsed: unknown
  try {
    parsed = JSON.parse(json.replace(/^\ufeff/, ''))
  } catch {
    return { policies: null, problems: [{ path: '', problem: 'notJson' }] }
  }
  const ruled = withGroups(parsed, idOf)
  const { document, problems: more } = withChosenGroups(ruled.document, idOf)
  const problems = [...ruled.problems, ...more]
  const checked = policiesSchema.safeParse(document)
  if (checked.success && problems.length === 0) return { policies: checked.data, problems }
  const issues = checked.error?.issues ?? []
  const all = [...problems, ...issues.map(({ path, code }) => ({ path: path.map(String).join('.'), problem: code }))]
  return { policies: null, problems: all.slice(0, mostProblems) }
}
