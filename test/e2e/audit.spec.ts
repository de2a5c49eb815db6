import type { Page } from '@playwright/test'
import { holdCalls } from './fixtures/held-calls.ts'
import { addPerson, giveTemporary, newPassword, sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import {
  confirmOwn,
  downloadFrom,
  fillSignIn,
  goTo,
  keyIcon,
  openUsers,
  panel,
  search,
  signIn,
} from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()

/** The texts of the log's rows, newest first. */
function entries(page: Page) {
  return page
    .getByRole('table', { name: 'Audit log' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
}

test('what was done on the screen stands in the log: who, what, whom, and how it ended', async ({ page }) => {
  const { username } = await addPerson(at.office, 'Agnes Audit')
  await page.goto(at.office.door.address())
  await fillSignIn(page, at.office.owner.username, newPassword())
  await expect(page.getByRole('alert')).toBeVisible()
  await openUsers(page, at.office)
  await search(page, 'agnes', 'Agnes Audit')
  await keyIcon(page, 'Agnes Audit').click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByRole('checkbox', { name: 'Copy the password' }).uncheck()
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  await dialog.getByRole('button', { name: 'Show password' }).click()
  await expect(dialog.getByRole('code')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await goTo(page, 'Audit log')
  const owner = at.office.owner.username
  const expected = [
    [owner, 'Revealed password', username, 'Success'],
    [owner, 'Reset user password', username, 'Success'],
    [owner, 'Signed in', owner, 'Success'],
    ['Nobody signed in', 'Sign-in failed', owner, 'Failure', 'Wrong password'],
    [owner, 'Added user', username, 'Success'],
  ]
  for (const [index, words] of expected.entries()) {
    for (const word of words) await expect(entries(page).nth(index), `entry ${index}`).toContainText(word)
    await expect(entries(page).nth(index)).toContainText('Browser')
  }
})

test('the log is filtered by person, action and day, and the filter is cleared', { tag: '@long' }, async ({ page }) => {
  const person = await giveTemporary(at.office, await addPerson(at.office, 'Filip Find'))
  await openUsers(page, at.office)
  await goTo(page, 'Audit log')
  await page.getByLabel('Person').fill('filip')
  await expect(entries(page)).toHaveCount(3)
  for (const entry of await entries(page).all()) await expect(entry).toContainText(person.username)
  await page.getByRole('combobox', { name: 'Action' }).click()
  await page.getByRole('option', { name: 'Reset user password' }).click()
  await expect(entries(page)).toHaveCount(1)
  await page.getByLabel('From').fill('2099-01-01')
  await expect(page.getByRole('heading', { name: 'No entries' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await expect(page.getByLabel('Person')).toHaveValue('')
  await expect(entries(page).nth(3)).toBeVisible()
})

test('Verify says how far it is, then that every entry is intact', async ({ page }) => {
  const { total } = await at.office.api().audit.list({ ...everything, offset: 0, limit: 1 })
  await openUsers(page, at.office)
  await goTo(page, 'Audit log')
  const checking = await holdCalls(page, 'audit/verify')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByRole('button', { name: 'Stop checking' }).focus()
  await checkScreen(page, 'the log is being checked', 'en')
  await checking.release()
  // The button that had the focus is gone.
  await expect(page.getByRole('button', { name: 'Verify' })).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'intact' })).toHaveText(`All ${total + 1} entries are intact`)
})

test('Export saves what the filter shows, as a table that Excel opens', { tag: '@long' }, async ({ page }) => {
  const person = await giveTemporary(at.office, await addPerson(at.office, 'Emma Export'))
  await openUsers(page, at.office)
  await goTo(page, 'Audit log')
  await page.getByLabel('Person').fill('emma')
  await expect(entries(page)).toHaveCount(3)
  const { name, rows } = await downloadFrom(page, async () => {
    await page.getByRole('button', { name: 'Export' }).click()
    await confirmOwn(page, at.office.owner)
  })
  expect(name).toMatch(/\.csv$/)
  expect(rows).toHaveLength(4)
  expect(JSON.stringify(rows)).toContain(person.username)
  expect(JSON.stringify(rows)).not.toContain(person.password)
})

test('pages of a hundred entries are turned', { tag: '@long' }, async ({ page }) => {
  const api = at.office.api()
  for (let number = 0; number < 55; number += 1) {
    const { owner, door } = at.office
    const { token } = await door.client().sessions.signIn({ username: owner.username, password: owner.password })
    await door.client(token).sessions.signOut({})
  }
  const { total } = await api.audit.list({ ...everything, offset: 0, limit: 1 })
  expect(total).toBeGreaterThan(100)
  await signIn(page, at.office.door, at.office.owner)
  await goTo(page, 'Audit log')
  const pages = page.getByRole('navigation', { name: 'Pages of the log' })
  await expect(pages.getByRole('status')).toHaveText(/^1–100 of \d+$/)
  await pages.getByRole('button', { name: 'Next page' }).click()
  await expect(pages.getByRole('status')).toHaveText(/^101–\d+ of \d+$/)
  await expect(entries(page).last()).toContainText('Created organisation')
})

const everything = { filter: { person: '', action: null, from: null, until: null } } as const
