import type { Page } from '@playwright/test'
import { type BenchRow, benchRow, percentile, spread } from './bench-row.ts'
import { openList, withScreens } from './browser.ts'
import type { PeopleOf } from './imported-people.ts'
import { inputOf } from './list-mix.ts'
import { timePaint } from './painted.ts'

const words =
  'hansen,soren,ase m,jorgensen,4520,lindqvist,nordwind,okonomi,freja berg,kund,zoe d,ucja,angs,majbr,2045,3319,a9,be 7,li 30,ka5,winther 12,lager 88'.split(
    ',',
  )
/** Milliseconds between a painted answer and the next key, as a person types, and how long an answer is waited for. */
const pause = 60
const patience = 10_000
const grid = '[role="grid"]'
/** Changes with the rows, in the same frame. */
const attribute = 'aria-rowcount'

/** From a key press in the search box to the rows that it finds. */
export async function searchRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(100_000)
  return withScreens(dataDir, async (browser, door) => {
    const page = await openList(browser, door)
    const times: number[] = []
    const totalOf = async (search: string) => (await door.client.users.list(inputOf(search))).total
    const keys = await keysOf(totalOf)
    await typeKeys(page, keys.slice(0, 2))
    for (let round = 0; round < 2; round += 1) times.push(...(await typeKeys(page, keys)))
    return [
      benchRow({
        what: 'key press in the search box to rows painted, p95',
        at: '100,000 users',
        limit: 60,
        unit: 'ms',
        value: percentile(times, 0.95),
        ...spread(times),
        note: `${times.length} keys that changed what is found`,
      }),
    ]
  })
}

type Key = { readonly key: string; readonly hasEffect: boolean }

/** Each word as keys, with whether a key changes how many are found: after one that does not, there is nothing new to paint. */
function keysOf(totalOf: (search: string) => Promise<number>): Promise<readonly (readonly Key[])[]> {
  return Promise.all(
    words.map(async (word) => {
      const prefixes = Array.from(word, (_, at) => word.slice(0, at + 1).trim())
      const totals = await Promise.all(['', ...prefixes].map(totalOf))
      return Array.from(word, (letter, at) => {
        return { key: letter === ' ' ? 'Space' : letter, hasEffect: totals[at] !== totals[at + 1] }
      })
    }),
  )
}

async function typeKeys(page: Page, list: readonly (readonly Key[])[]): Promise<readonly number[]> {
  const box = page.getByRole('searchbox', { name: 'Search users' })
  const times: number[] = []
  for (const keys of list) {
    await box.fill('')
    await page.waitForTimeout(300)
    for (const { key, hasEffect } of keys) {
      const otherThan = await page.locator(grid).getAttribute(attribute)
      const sight = { selector: grid, attribute, otherThan }
      if (!hasEffect) await box.press(key)
      else times.push((await timePaint(page, 'keydown', sight, () => box.press(key), patience)) ?? patience)
      await page.waitForTimeout(pause)
    }
  }
  return times
}
