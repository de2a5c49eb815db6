import type { GroupId } from '../ids.ts'
import { rebaseSet } from './rebase.ts'
import { foldText } from './text/fold.ts'
import { cleanText, foldLookAlikes } from './text/look-alikes.ts'

/** Keydesk's own limits, because Microsoft has none: they keep lists readable and every question fast. */
export const groupLimits = { groups: 500, name: 64, departments: 100 } as const
/** The most groups of one directory, people directly in one of them, and units of UTF-16 in a name: more is no office. */
export const directoryGroupLimits = { groups: 5000, members: 500_000, name: 128 } as const

/** A group's name as it is shown: a directory's group may have the name of another one. */
export function shownGroupName(name: string, directory: string | null): string {
  return directory === null ? name : `${name} (${directory})`
}

/** The groups that a group holds directly, or in the other direction those that hold it. */
export type Neighbours = (id: GroupId) => Iterable<GroupId>

/** A group and everything that is reached from it, each once. */
export function closureOf(start: Iterable<GroupId>, next: Neighbours): ReadonlySet<GroupId> {
  const reached = new Set(start)
  for (const id of reached) for (const neighbour of next(id)) reached.add(neighbour)
  return reached
}

/** Whether a group would hold itself if it held `child`; then nobody could say who is in it. */
export function closesCircle(parent: GroupId, child: GroupId, subgroupsOf: Neighbours): boolean {
  return closureOf([child], subgroupsOf).has(parent)
}

/** The key under which departments are compared: that of "Økonomi " and of "økonomi" is the same. Empty for people without a department. */
export function departmentKey(department: string): string {
  return foldText(foldLookAlikes(department))
}

/** Merges typed departments into those stored by now, relative to those in `before`; as a set, each as it was last spelled. */
export function rebaseDepartments(
  typed: readonly string[],
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const spelled = (departments: readonly string[]) =>
    new Map(departments.map((one) => [departmentKey(one), cleanText(one)]))
  const [here, seen, now] = [spelled(typed), spelled(before), spelled(after)]
  return rebaseSet([...here.keys()], [...seen.keys()], [...now.keys()]).map((key) => {
    const own = here.get(key)
    const isRespelled = own !== undefined && own !== seen.get(key)
    return (isRespelled ? own : now.get(key)) ?? ''
  })
}

/** The key under which names of groups are compared, in every alphabet. */
export function groupNameKey(name: string): string {
  return foldLookAlikes(name).toLowerCase()
}
