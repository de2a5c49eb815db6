import type { Locator } from '@playwright/test'
import { countCalls, holdCalls } from './fixtures/held-calls.ts'
import { addPerson, importFile, importWorkers, sharedOffice, userFile } from './fixtures/office.ts'
import { violations } from './fixtures/screen-checks.ts'
import { goTo, keyIcon, openUsers, panel, rowOf, search, signIn, usersGrid } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice(async (office) => {
  await importFile(office, userFile('users.csv'))
  await importWorkers(office, 700)
})

test('select all during the very first load chooses everybody when they are there', async ({ page }) => {
  const list = await holdCalls(page, 'users/list')
  await signIn(page, at.office.door, at.office.owner)
  await list.called()
  const all = usersGrid(page).getByRole('checkbox', { name: 'Select all users' })
  await all.click()
  await expect(all).not.toBeChecked()
  await list.release()
  await expect(all).toBeChecked()
  await expect(page.getByText('761 selected')).toBeVisible()
})

test('select all while a search is loading chooses the people whom the search finds', { tag: '@long' }, async ({
  page,
}) => {
  await openUsers(page, at.office)
  const list = await holdCalls(page, 'users/list')
  await page.getByRole('searchbox', { name: 'Search users' }).pressSequentially('mette', { delay: 0 })
  await list.called()
  const all = usersGrid(page).getByRole('checkbox', { name: 'Select all users' })
  await all.click()
  await list.release()
  await expect(page.getByText('3 selected')).toBeVisible()
  await expect(all).toBeChecked()
  await expect(rowOf(page, 'Mette Dahl').getByRole('checkbox')).toBeChecked()
})

test('a selection of hundreds is kept when the search changes, with a single call', { tag: '@long' }, async ({
  page,
}) => {
  await openUsers(page, at.office)
  await search(page, 'worker', 'Worker 001')
  await usersGrid(page).getByRole('checkbox', { name: 'Select all users' }).click()
  await expect(page.getByText('700 selected')).toBeVisible()
  const [ids, lists] = [countCalls(page, 'users/ids'), countCalls(page, 'users/list')]
  await search(page, 'mette', 'Mette')
  await expect(page.getByText('Finding out who is selected')).toHaveCount(0)
  await rowOf(page, 'Mette Dahl').getByRole('checkbox').check()
  await expect(page.getByText('701 selected')).toBeVisible()
  expect(ids()).toBe(1)
  expect(lists()).toBeLessThan(9)
})

test('a password that is shown and spelled at the same time is read from the vault once', async ({ page }) => {
  await addPerson(at.office, 'Saga Slow')
  await openUsers(page, at.office)
  await search(page, 'saga slow', 'Saga Slow')
  await keyIcon(page, 'Saga Slow').click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByRole('checkbox', { name: 'Copy the password' }).uncheck()
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  const reads = countCalls(page, 'passwords/reveal')
  const reveal = await holdCalls(page, 'passwords/reveal')
  await dialog.getByRole('button', { name: 'Show password' }).click()
  await reveal.called()
  await dialog.getByRole('button', { name: 'Spell it out' }).click()
  await reveal.release()
  const password = secret(await dialog.getByRole('code').innerText())
  const letters = dialog.getByRole('list', { name: 'The password, one character at a time' }).getByRole('listitem')
  await expect(letters).toHaveCount(password.length)
  expect(reads()).toBe(1)
})

/** The space between two neighbours, across or down. */
async function gap(one: Locator, other: Locator): Promise<{ readonly across: number; readonly down: number }> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (a === null || b === null) throw new Error('Both must be on the screen.')
  return { across: b.x - (a.x + a.width), down: b.y - (a.y + a.height) }
}

test('buttons keep a distance from passwords, and from each other where they wrap', { tag: '@long' }, async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await openUsers(page, at.office)
  await search(page, 'worker 00', 'Worker 001')
  await rowOf(page, 'Worker 001').getByRole('checkbox').check()
  await rowOf(page, 'Worker 002').getByRole('checkbox').check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Reset password' }).click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByLabel('Your password').fill(at.office.owner.password)
  await dialog.getByRole('button', { name: 'Reset password', exact: true }).click()
  await dialog.getByRole('button', { name: 'Show password for Worker 001' }).click()
  const password = dialog.getByRole('code')
  const hide = dialog.getByRole('button', { name: 'Hide password for Worker 001' })
  await expect(password).toBeVisible()
  expect((await gap(password, hide)).across).toBeGreaterThanOrEqual(4)

  await page.setViewportSize({ width: 240, height: 600 })
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await page.getByRole('button', { name: 'More commands' }).click()
  await page.getByRole('menuitem', { name: 'Choose columns' }).click()
  const columns = panel(page, 'Choose columns')
  const [close, standard] = [
    columns.getByRole('button', { name: 'Close' }).last(),
    columns.getByText('Standard columns'),
  ]
  const between = await gap(close, standard)
  expect(Math.max(between.across, between.down)).toBeGreaterThanOrEqual(8)
})

test('a table that loads slowly shows placeholders, which no screen reader takes for rows', { tag: '@long' }, async ({
  page,
}) => {
  await openUsers(page, at.office)
  const entries = await holdCalls(page, 'audit/list')
  await goTo(page, 'Audit log')
  await entries.called()
  const waiting = page.getByRole('progressbar', { name: 'Loading…' })
  await expect(waiting).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  expect(await violations(page)).toEqual([])
  await entries.release()
  await expect(page.getByRole('table', { name: 'Audit log' }).getByRole('row').nth(1)).toBeVisible()
  await expect(waiting).toHaveCount(0)
})
