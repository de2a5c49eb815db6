import type { Page } from '@playwright/test'
import { addPerson, giveTemporary, type Office, sharedOffice } from './fixtures/office.ts'
import { violations } from './fixtures/screen-checks.ts'
import { goTo, openUsers, rowOf, usersGrid } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice(async (office) => {
  await addPerson(office, 'Nina None')
  await addPerson(office, 'Nils None')
  await giveTemporary(office, await addPerson(office, 'Tara Temporary'))
})

async function openHome(page: Page, office: Office = at.office): Promise<void> {
  await openUsers(page, office)
  await goTo(page, 'Home')
  await expect(page.getByRole('list', { name: 'What needs you today' })).toBeVisible()
}

test('Home says in a line each what needs the admin, and each number is that of the list behind it', async ({
  page,
}) => {
  await openHome(page)
  await page.getByRole('link', { name: '2 people have no password' }).click()
  await expect(page.getByText('Password: No password')).toBeVisible()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(3)
  await expect(rowOf(page, 'Nina None')).toBeVisible()
  await goTo(page, 'Home')
  await page.getByRole('link', { name: '1 person has not changed a temporary password' }).click()
  await expect(rowOf(page, 'Tara Temporary')).toBeVisible()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(2)
  // What led here is over once another page was shown.
  await goTo(page, 'Requests')
  await goTo(page, 'Active users')
  await expect(usersGrid(page).getByRole('row')).toHaveCount(5)
})

test('the numbers of the charts are links, too: people by state, registration, and resets in the audit log', async ({
  page,
}) => {
  await openHome(page)
  const states = page.getByRole('table', { name: 'Passwords by state' })
  await states.getByRole('link', { name: 'No password: 2' }).click()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(3)
  await goTo(page, 'Home')
  const registered = page.getByRole('table', { name: 'Registered for self-service' })
  await registered.getByRole('link', { name: 'All users: 4' }).click()
  await expect(page.getByRole('button', { name: /^All users/ })).toBeVisible()
  await goTo(page, 'Home')
  const resets = page.getByRole('table', { name: 'Resets by week' })
  await resets
    .getByRole('row')
    .nth(1)
    .getByRole('link', { name: /By an admin: 1$/ })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('table')).toContainText('tara.temporary@nordwind.test')
})

test('the charts are drawn from a file of their own, which the list never waits for', async ({ page }) => {
  const files: string[] = []
  page.on('request', (request) => files.push(request.url()))
  await openUsers(page, at.office)
  expect(files.filter((url) => /charts/.test(url))).toEqual([])
  await goTo(page, 'Home')
  await expect(page.locator('svg').filter({ hasText: '4' }).first()).toBeVisible()
  expect(files.filter((url) => /charts/.test(url))).toHaveLength(1)
})

test('the first steps tick themselves, go away and come back', { tag: '@long' }, async ({ page }) => {
  await openHome(page)
  const steps = page.getByRole('list', { name: 'First steps' })
  const recoveryKey = steps.getByRole('listitem').filter({ hasText: 'Store the recovery key' })
  await expect(steps.getByRole('listitem').filter({ hasText: 'Add people' }).getByLabel('Done')).toBeVisible()
  await expect(recoveryKey.getByLabel('To do')).toBeVisible()
  await recoveryKey.getByRole('button', { name: 'I have stored the recovery key' }).click()
  await expect(recoveryKey.getByLabel('Done')).toBeVisible()
  await page.getByRole('button', { name: 'Hide the first steps' }).click()
  await expect(steps).toHaveCount(0)
  await page.getByRole('button', { name: 'Show the first steps' }).click()
  await expect(steps).toBeVisible()
})

test('who likes Home begins there, and who likes the list begins with the list', async ({ page }) => {
  await openHome(page)
  await page
    .getByRole('group', { name: 'Start with' })
    .or(page.getByRole('radiogroup', { name: 'Start with' }))
    .getByRole('radio', { name: 'Home' })
    .check()
  await page.evaluate(() => {
    location.hash = location.hash.replace(/&?page=\w+/, '')
  })
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.getByRole('radio', { name: 'Active users' }).check()
  await page.evaluate(() => {
    location.hash = `${location.hash}&page=`
  })
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`Home breaks no rule of axe in ${colorScheme}`, { tag: colorScheme === 'dark' ? [] : '@long' }, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await openHome(page)
    await expect(page.getByRole('table', { name: 'Resets by week' })).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}
