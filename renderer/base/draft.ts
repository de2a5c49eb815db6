/** Values of a form, in sections; a list is one value. */
export type Values = Readonly<Record<string, unknown>>

function isSection(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True if two drafts have equal values. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Somebody else has saved meanwhile: what was typed over the stored values stays, and everything else follows. */
export function rebaseDraft<T extends Values>(typed: T, before: T, after: T): T {
  const parts = Object.entries(after).map(([name, next]) => {
    const [now, old] = [typed[name], before[name]]
    if (isSection(next) && isSection(now) && isSection(old)) return [name, rebaseDraft(now, old, next)]
    return [name, isSame(now, old) ? next : now]
  })
  // The type is kept: the same names, each with a value of its own type.
  return Object.fromEntries(parts) as T
}

/** Values in sections, out of values by their places: `{ 'lock.minutes': 5 }` is `{ lock: { minutes: 5 } }`. */
export function toSections(values: readonly (readonly [path: string, value: unknown])[]): object {
  const whole: Record<string, unknown> = {}
  for (const [path, value] of values) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let section = whole
    for (const name of names) {
      section[name] ??= {}
      section = section[name] as Record<string, unknown>
    }
    section[last] = value
  }
  return whole
}
