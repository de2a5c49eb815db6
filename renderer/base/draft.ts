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
