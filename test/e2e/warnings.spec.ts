import { damageTable } from '../support/damage.ts'
import { rememberClock } from '../support/test-clocks.ts'
import { addPerson, type Office, sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { confirmOwn, expectNotice, openUsers } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

// What is said above every page: a clock that may be wrong, and damage in the database.

// Each test goes on at the time where the one before ended.
test.describe.configure({ mode: 'serial' })

const year = 365 * 86_400_000
const at = sharedOffice(async (office) => {
  const { id } = await addPerson(office, 'Gone Person')
  await office.api().users.deleteMany({ ids: [id] })
})

/** Runs the program on from now under a clock that shows another time. */
async function restartAt({ door }: Office, now: number): Promise<void> {
  await door.end('SIGTERM')
  rememberClock(door.dataDir, { now })
  await door.start()
}

test('a clock that jumped ahead erases nothing until an admin says that it is right', async ({ page }) => {
  await restartAt(at.office, Date.now() + 3 * year)
  await openUsers(page, at.office)
  const bar = page.getByRole('status', { name: 'Is the clock right?' })
  await expect(bar).toContainText('Then 1 deleted user is permanently deleted.')
  const wrong = bar.getByRole('button', { name: 'The clock is wrong' })
  await wrong.click()
  await expect(bar).toContainText('Set the date and time in the settings of this computer.')
  await expect(wrong).toHaveAttribute('aria-expanded', 'true')
  await checkScreen(page, 'a clock that is ahead', 'en')
  await bar.getByRole('button', { name: 'The clock is right' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Keydesk goes by the clock again.')
  await expect(bar).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeFocused()
})

test('a clock that was set back is asked about, and setting it right is enough', { tag: '@long' }, async ({ page }) => {
  const { door } = at.office
  await restartAt(at.office, Date.now() + 3 * year - 30 * 86_400_000)
  await openUsers(page, at.office)
  const bar = page.getByRole('status', { name: 'Is the clock right?' })
  await expect(bar).toContainText('Keydesk has already seen')
  await checkScreen(page, 'a clock that is behind', 'en')
  await page.goto('about:blank')
  await restartAt(at.office, Date.now() + 3 * year + 3_600_000)
  await page.goto(door.address())
  await openUsers(page, at.office)
  await expect(bar).toHaveCount(0)
})

test('damage in the database is named until it is repaired, and an admin can start another check', {
  tag: '@long',
}, async ({ page }) => {
  const { door } = at.office
  await door.end('SIGTERM')
  damageTable(door.dataDir, 'views')
  await door.start()
  await at.office.signInAgain()
  // The look through the database runs beside the start, and a page asks for its answer only once a minute.
  await expect.poll(() => at.office.api().health.state({})).toEqual({ damaged: ['views'] })
  await openUsers(page, at.office)
  const bar = page.getByRole('status', { name: 'The database' })
  await expect(bar).toContainText('Parts of the database are damaged: views.')
  await checkScreen(page, 'damage in the database', 'en')
  await bar.getByRole('button', { name: 'Check again' }).click()
  await expect(bar).toContainText('still damaged')
  await expect(bar.getByRole('button', { name: 'Check again' })).toBeFocused()
})
