/** For how many milliseconds a policy is taken to be as it was read. */
const life = 60_000

/**
 * Reads each policy of a directory at most once a minute, whoever asks for whom: a job over thousands of people reads as many policies as there
 * are. A failed read is not kept.
 */
export function createRulesCache<T>(now: () => number = Date.now) {
  const known = new Map<string, { readonly rules: Promise<T>; readonly at: number }>()
  return (policy: string, read: () => Promise<T>): Promise<T> => {
    const before = known.get(policy)
    if (before !== undefined && Math.abs(now() - before.at) < life) return before.rules
    const rules = read()
    known.set(policy, { rules, at: now() })
    rules.catch(() => known.delete(policy))
    return rules
  }
}
