import type { Page } from '@playwright/test'
import { type BenchRow, benchRow, median, spread } from './bench-row.ts'
import { openList, withScreens } from './browser.ts'
import type { PeopleOf } from './imported-people.ts'
import { timeClick } from './painted.ts'

const rounds = 15

/** One reset as an admin does it: Reset password, then Show. */
export async function oneResetRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(100_000)
  return withScreens(dataDir, async (browser, door) => {
    const page = await openList(browser, door)
    const rows: { result: number; shown: number }[] = []
    for (let round = 0; round < rounds; round += 1) rows.push(await resetOne(page, round))
    // The first one also loads what the dialog needs.
    const warm = rows.slice(1)
    const sums = warm.map(({ result, shown }) => result + shown)
    const middle = (of: (one: (typeof rows)[number]) => number) => median(warm.map(of)).toFixed(0)
    return [
      benchRow({
        what: 'one reset: click to result, and Show to password, together',
        at: '100,000 users',
        limit: 150,
        unit: 'ms',
        value: median(sums),
        ...spread(sums),
        note: `to the result ${middle(({ result }) => result)}, to the password ${middle(({ shown }) => shown)}, with the hash`,
      }),
    ]
  })
}

async function resetOne(page: Page, round: number) {
  const keys = page.getByRole('button', { name: /^Reset password for / }).and(page.locator(':not([aria-disabled])'))
  await keys.nth(round % 8).click()
  const dialog = page.getByRole('dialog', { name: 'Reset password' })
  const heading = { selector: '[role="dialog"] :is(h1, h2, h3)', text: 'Password has been reset' }
  const reset = dialog.getByRole('button', { name: 'Reset password', exact: true })
  const result = await timeClick(page, reset, heading)
  const show = dialog.getByRole('button', { name: 'Show password' })
  const shown = await timeClick(page, show, { selector: '[role="dialog"] code' })
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.waitForTimeout(200)
  return { result, shown }
}
