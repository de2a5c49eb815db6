import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { hashCost } from '../../electron/passwords/hash.ts'
import { type BenchRow, benchRow, median, spread, timed } from './bench-row.ts'
import { firstRow, openSignIn, signInButton, withScreens } from './browser.ts'
import type { PeopleOf } from './imported-people.ts'
import { timeClick } from './painted.ts'
import { owner } from './running-door.ts'

const rounds = 9

/** From the sign-in button to the first rows, less what verifying the password takes by itself. */
export async function signInRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(100_000)
  return withScreens(dataDir, async (browser, door) => {
    const hashing = await timeHash()
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const page = await openSignIn(browser, door)
      const painted = await timeClick(page, signInButton(page), { selector: firstRow })
      times.push(painted - hashing)
      await page.close()
    }
    const first = times[0] as number
    return [
      benchRow({
        what: 'sign-in button to first rows painted',
        at: '100,000 users',
        limit: 500,
        unit: 'ms',
        value: median(times),
        ...spread(times),
        note: `less the hash (${hashing.toFixed(0)} ms, measured here); ${first.toFixed(0)} ms the first time, when the list is sorted`,
      }),
    ]
  })
}

async function timeHash(): Promise<number> {
  const options = { ...hashCost, secret: randomBytes(32) }
  const phc = await hash(owner.password, options)
  const times: number[] = []
  for (let at = 0; at < 15; at += 1) times.push(await timed(() => verify(phc, owner.password, options)))
  return median(times)
}
