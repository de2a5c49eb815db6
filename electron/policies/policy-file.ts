import type { GroupId } from '../../shared/ids.ts'
import { type Policies, policies as policiesSchema } from '../../shared/rules/policy.ts'

type FileProblem = { path: string; problem: string }
type FileContent = { policies: Policies | null; problems: FileProblem[] }
type Names = { readonly [name: string]: unknown }

const mostProblems = 100
/** Stands for a group that there is not, so that the other mistakes of its rules are named too. */
const noGroup = Number.MAX_SAFE_INTEGER

/** All policies as a file for any machine: groups go by name, because ids are this store's own. */
export function writePolicies(policies: Policies): string {
  const groupRules = policies.groupRules.map(({ groupId: _, ...rule }) => rule)
  return `${JSON.stringify({ ...policies, groupRules }, null, 2)}\n`
}

const isRecord = (value: unknown): value is Names =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The document with the groups of this store; a name that nobody has here is a problem. */
function withGroups(document: unknown, idOf: (name: string) => GroupId | null) {
  const problems: FileProblem[] = []
  if (!isRecord(document)) return { document, problems }
  // A file from before there were rules of groups has none.
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

/** Checks a policy file by schema and by the groups that there are; every mistake is named by its place. */
export function readPolicies(json: string, idOf: (name: string) => GroupId | null): FileContent {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return { policies: null, problems: [{ path: '', problem: 'notJson' }] }
  }
  const { document, problems } = withGroups(parsed, idOf)
  const checked = policiesSchema.safeParse(document)
  if (checked.success && problems.length === 0) return { policies: checked.data, problems }
  const issues = checked.error?.issues ?? []
  const all = [...problems, ...issues.map(({ path, code }) => ({ path: path.map(String).join('.'), problem: code }))]
  return { policies: null, problems: all.slice(0, mostProblems) }
}
