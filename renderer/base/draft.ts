/** Builds nested values from values by path: `{ 'lock.minutes': 5 }` becomes `{ lock: { minutes: 5 } }`. */
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** True if both values would be saved alike: spaces around a text are not saved. */
export function isSameTyped(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one.trim() === other.trim()
  if (!isObject(one) || !isObject(other)) return Object.is(one, other)
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => isSameTyped(one[name], other[name]))
}
