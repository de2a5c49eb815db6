import type { GroupId } from '../ids.ts'
import { foldText } from './fold.ts'
import { cleanText, foldLookAlikes } from './look-alikes.ts'
import { rebaseSet } from './rebase.ts'

/** Microsoft has no such limits; these keep a list that somebody can still read, and every question fast. */
export const groupLimits = { groups: 500, name: 64, departments: 100 } as const

/** The groups that a group holds directly, or in the other direction those that hold it. */
export type Neighbours = (id: GroupId) => Iterable<GroupId>

/** A group and everything reached from it, each once, also where groups share a subgroup. */
export function closureOf(start: Iterable<GroupId>, next: Neighbours): ReadonlySet<GroupId> {
  const reached = new Set(start)
  for (const id of reached) for (const neighbour of next(id)) reached.add(neighbour)
  return reached
}

/** Whether a group would hold itself if it held `child`: then nobody could say who is in it. */
export function closesCircle(parent: GroupId, child: GroupId, subgroupsOf: Neighbours): boolean {
  return closureOf([child], subgroupsOf).has(parent)
}

/** A department as it is compared: "Økonomi " and "økonomi" are one. Empty for people without a department. */
export function departmentKey(department: string): string {
  return foldText(foldLookAlikes(department))
}

/** Departments that were typed over those of `before`, after others have saved: as a set, each as it was last spelled. */
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

/** A group's name as it is compared, in every alphabet. */
export function groupNameKey(name: string): string {
  return foldLookAlikes(name).toLowerCase()
}
