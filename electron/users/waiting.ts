import type { UserFacts } from '../people/people-columns.ts'

/** What "soon" means for a temporary password, milliseconds. */
const soonTime = 86_400_000

/**
 * Counts people with a temporary password that they have not changed: all of them, those whose password lapses within 24 hours, and those
 * whose password has lapsed.
 */
export function countWaiting(people: Iterable<Pick<UserFacts, 'lapsesAt'>>, now: number) {
  const counts = { waiting: 0, soon: 0, lapsed: 0 }
  for (const { lapsesAt } of people) {
    counts.waiting += 1
    if (lapsesAt === null) continue
    if (lapsesAt <= now) counts.lapsed += 1
    else if (lapsesAt - now <= soonTime) counts.soon += 1
  }
  return counts
}
