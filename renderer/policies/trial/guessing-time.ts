/** The guesses per second of an attacker who has stolen slow hashes, as zxcvbn assumes. */
const guessesASecond = 10_000

const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const
const mostYears = 1000

export type GuessingTime =
  | { readonly kind: 'atOnce' }
  | { readonly kind: 'forEver' }
  | { readonly kind: 'time'; readonly unit: (typeof units)[number][0]; readonly value: number }

/** How long so many guesses take, in the largest unit that fits at least once, because the estimate is no more exact. */
export function guessingTime(guesses: number): GuessingTime {
  const seconds = guesses / guessesASecond
  const [unit, length] = units.find(([, one]) => seconds >= one) ?? []
  if (unit === undefined) return { kind: 'atOnce' }
  const value = Math.round(seconds / length)
  return unit === 'year' && value >= mostYears ? { kind: 'forEver' } : { kind: 'time', unit, value }
}
