import { type BenchRow, benchRow, median, spread } from './bench-row.ts'
import { launchBrowser, signInButton } from './browser.ts'
import type { PeopleOf } from './imported-people.ts'
import { startDoor } from './running-door.ts'

const rounds = 5

/** From the start of the program to the sign-in page in a browser that runs already. */
export async function startRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(100_000)
  const browser = await launchBrowser()
  const times: number[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      const page = await browser.newPage()
      const start = performance.now()
      const door = await startDoor(dataDir)
      try {
        await page.goto(door.address, { waitUntil: 'commit' })
        await signInButton(page).waitFor()
        times.push((performance.now() - start) / 1000)
      } finally {
        await page.close()
        await door.stop()
      }
    }
  } finally {
    await browser.close()
  }
  const at = '100,000 users'
  const facts = { limit: 1.5, unit: 's', value: median(times), ...spread(times) }
  return [benchRow({ what: 'start to sign-in page, built, browser door', at, ...facts, note: `${rounds} starts` })]
}
