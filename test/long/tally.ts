import { appendFileSync } from 'node:fs'

/** What one kind of work came to under kills or faults. */
export type Tally = {
  /** The line of the table it is counted in. */
  readonly work: string
  readonly kills?: number
  /** Faults that were put in: failed writes, flipped bits, jumps of the clock. */
  readonly faults?: number
  /** Operations that were answered with success. */
  readonly acknowledged?: number
  /** Faults that were reported to somebody. */
  readonly noticed?: number
  /** Operations that were acknowledged and lost afterwards. */
  readonly lost?: number
  /** Operations that are neither whole nor absent. */
  readonly half?: number
  /** A measurement or a sentence that stands below the table. */
  readonly note?: string
}

/** Adds to the table that `npm run test:long` ends with; in `npm test` nobody gathers it. */
export function count(tally: Tally): void {
  const file = process.env.KEYDESK_TALLY
  if (file) appendFileSync(file, `${JSON.stringify(tally)}\n`)
}

/** A generator of numbers from 0 to below 1 that repeats for a seed (mulberry32); without KEYDESK_SEED the seed is `otherwise`. */
export function seededRandom(otherwise: number, stream = 0): () => number {
  let state = (Number(process.env.KEYDESK_SEED ?? otherwise) + stream * 0x9e3779b9) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
