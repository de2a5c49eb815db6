/** Values in sections; a list counts as one value. */
export type Values = Readonly<Record<string, unknown>>

function isSection(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True if two values are equal, sections and lists in them too. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/**
 * Merges typed values into those that somebody else has saved since `before` was read: a value that was changed here stays as typed, every
 * other is the stored one.
 */
export function rebase<T extends Values>(typed: T, before: T, after: T): T {
  const parts = Object.entries(after).map(([name, next]) => {
    const [now, old] = [typed[name], before[name]]
    if (isSection(next) && isSection(now) && isSection(old)) return [name, rebase(now, old, next)]
    return [name, isSame(now, old) ? next : now]
  })
  // The result has the same names, and each value has the type of its own place.
  return Object.fromEntries(parts) as T
}

/** The same for a set, such as roles: what was added or removed since `before` was read is added to, or removed from, the stored set. */
export function rebaseSet<T>(typed: readonly T[], before: readonly T[], after: readonly T[]): readonly T[] {
  const added = typed.filter((one) => !before.includes(one))
  const taken = before.filter((one) => !typed.includes(one))
  return [...new Set([...after, ...added])].filter((one) => !taken.includes(one))
}
