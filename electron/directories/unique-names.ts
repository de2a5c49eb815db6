import { directoryGroupLimits, groupNameKey } from '../../shared/rules/groups.ts'
import { foreignText } from '../../shared/rules/text/foreign-text.ts'
import type { DirectoryGroup, DirectoryKey } from '../directory/directory.ts'

/**
 * What groups of a directory are called in Keydesk: names that can be seen and told apart. Where several have one name, all of them get a part
 * of their keys, so that none passes for the only one.
 */
export function uniqueNames(
  groups: readonly Pick<DirectoryGroup, 'key' | 'name'>[],
): ReadonlyMap<DirectoryKey, string> {
  const cleaned = groups.map(({ key, name }) => ({
    key,
    name: foreignText(name, directoryGroupLimits.name) || foreignText(key, directoryGroupLimits.name),
  }))
  const byName = Map.groupBy(cleaned, ({ name }) => groupNameKey(name))
  const isAlone = ({ name }: { readonly name: string }) => byName.get(groupNameKey(name))?.length === 1
  const names = new Map(cleaned.filter(isAlone).map(({ key, name }) => [key, name]))
  const taken = new Set([...names.values()].map(groupNameKey))
  for (const one of cleaned.toSorted(byKey)) {
    if (isAlone(one)) continue
    const name = firstFree(one, taken)
    taken.add(groupNameKey(name))
    names.set(one.key, name)
  }
  return names
}

const byKey = (one: { readonly key: string }, other: { readonly key: string }) => (one.key < other.key ? -1 : 1)

function firstFree({ key, name }: { readonly key: string; readonly name: string }, taken: ReadonlySet<string>): string {
  const marks = [key.slice(0, 8), key]
  for (let count = 0; ; count += 1) {
    const named = `${name} [${marks[count] ?? `${key} ${count}`}]`
    if (!taken.has(groupNameKey(named))) return named
  }
}
