import { randomInt } from 'node:crypto'
import { expect, it } from 'vitest'
import { acceptedStep, createSeed, stepAt } from '../../electron/methods/authenticator.ts'
import { tryProgram } from '../support/build-script.ts'

const step = 30_000
const seeds = 40
const codesOfEach = 25

/** What Debian's oathtool, which shares nothing with Keydesk, takes for the codes of so many steps from an instant on. */
function codesFrom(seed: string, at: number): readonly string[] {
  const now = new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, ' UTC')
  const more = ['--totp=SHA1', '--digits=6', '--time-step-size=30s', `--window=${codesOfEach - 1}`]
  const { stdout, error } = tryProgram('oathtool', [...more, `--now=${now}`, '--base32', seed])
  if (error) throw error
  return stdout.trim().split('\n')
}

it('the codes of seeds that Keydesk makes are those that oathtool shows, in their step only', ({ skip }) => {
  const isThere = tryProgram('oathtool', ['--version']).status === 0
  skip(!isThere, 'no oathtool; on Debian `apt-get install oathtool`')
  for (let round = 0; round < seeds; round += 1) {
    const seed = createSeed()
    const start = randomInt(1_000_000_000, 4_000_000_000) * 1_000
    const codes = codesFrom(seed, start)
    expect(codes).toHaveLength(codesOfEach)
    for (const [at, code] of codes.entries()) {
      const now = start + at * step
      const others = codes.slice(at - 1 < 0 ? 0 : at - 1, at + 2).filter((one) => one === code)
      // One code in 300,000 is also that of the step before.
      if (others.length > 1) continue
      expect(acceptedStep(seed, code, now, -1)).toBe(stepAt(now))
      expect(acceptedStep(seed, code, now, stepAt(now))).toBeNull()
      expect(acceptedStep(seed, code, now + 2 * step, -1)).not.toBe(stepAt(now))
    }
  }
})
