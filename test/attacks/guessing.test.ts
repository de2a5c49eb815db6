// @module-tag long
import { describe, expect, it } from 'vitest'
import { guessEverything, guessHelpCodes } from '../support/guessing.ts'
import { setUp } from '../support/test-services.ts'

/** In the worst 24 hours; `npm run bench -- --only guesses` guesses everything else too, for two days. */
const most: Readonly<Record<string, number>> = {
  // Each failure after the tenth locks longer, an hour in the end; NIST SP 800-63B-4 allows 100 in a row.
  password: 40,
  'second factor, password known': 40,
  // Entra: five wrong proofs a day, whatever the method.
  'wizard: all methods in turn': 5,
}

describe('an attacker with a thousand addresses', () => {
  it('may guess one account’s password and codes too few times a day to succeed', async () => {
    const rows = await guessEverything(await setUp(), 1_000, 24, Object.keys(most))
    expect(rows.map(({ what }) => what)).toEqual(Object.keys(most))
    for (const { what, perDay, odds } of rows) {
      expect([what, perDay]).toEqual([what, expect.toSatisfy((tries) => tries > 0 && tries <= (most[what] ?? 0))])
      // One success in twenty years, for somebody who knows the password.
      if (odds !== null) expect(perDay * odds).toBeLessThan(1 / 7_300)
    }
  })

  it('does not guess the code of a request for help', async () => {
    const { perDay, odds } = await guessHelpCodes(await setUp(), 1_000)
    expect(perDay).toBeLessThanOrEqual(144_000)
    expect(perDay * (odds ?? 1)).toBeLessThan(1e-9)
  })
})
