import { lapsesSoon } from '../../shared/rules/password-state.ts'
import type { UserFacts } from '../people/people-columns.ts'

/**
 * Counts people with a temporary password that they have not changed: all of them, those whose password lapses within 24 hours, and those
 * whose password has lapsed.
 */
export function countWaiting(people: Iterable<Pick<UserFacts, 'isTemporary' | 'lapsesAt'>>, now: number) {
  const counts = { waiting: 0, soon: 0, lapsed: 0 }
  for (const person of people) {
    counts.waiting += 1
    if (person.lapsesAt !== null && person.lapsesAt <= now) counts.lapsed += 1
    else if (lapsesSoon(person, now)) counts.soon += 1
  }
  return counts
}
