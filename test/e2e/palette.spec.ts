import type { Page } from '@playwright/test'
import { holdCalls } from './fixtures/held-calls.ts'
import { addAdmin, importWorkers, sharedOffice } from './fixtures/office.ts'
import { violations } from './fixtures/screen-checks.ts'
import { allowClipboard, copiedPassword, openUsers, panel } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice((office) => importWorkers(office, 12))
const finder = (page: Page) => page.getByRole('combobox', { name: 'Find people, pages and commands' })
const option = (page: Page, name: string) => page.getByRole('option', { name })

test('the third person is reset and the password copied in seven keys', async ({ page }) => {
  await allowClipboard(page, at.office.door.origin())
  await openUsers(page, at.office)
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  await press('Control+k')
  await expect(finder(page)).toBeFocused()
  await press('3')
  await expect(option(page, 'Reset password for Worker 003')).toHaveAttribute('aria-selected', 'true')
  await press('Enter')
  await expect(panel(page, 'Reset password').getByRole('button', { name: 'Reset password' })).toBeFocused()
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'Password has been reset' })).toBeFocused()
  const copy = page.getByRole('button', { name: 'Copy password' })
  while (!(await copy.evaluate((button) => button === document.activeElement)) && keys < 12) await press('Tab')
  await press('Enter')
  secret(await copiedPassword(page))
  expect(keys).toBeLessThanOrEqual(7)
})

test('the palette goes to pages, settings and people with the keyboard alone, and closes with Esc', async ({
  page,
}) => {
  await openUsers(page, at.office)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('audit')
  await expect(option(page, 'Audit log')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('backup')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('worker005@')
  await expect(option(page, 'Show details of Worker 005')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panel(page, 'Worker 005')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('add a user')
  await page.keyboard.press('Enter')
  await expect(panel(page, 'Add a user')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('export')
  await page.keyboard.press('Enter')
  await expect(panel(page, 'Export users')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect(finder(page)).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('zzzz')
  await expect(page.getByRole('status').filter({ hasText: 'Nothing found' })).toBeVisible()
})

test('Enter is about whom the typed text finds, even if the service answers late', async ({ page }) => {
  await openUsers(page, at.office)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('worker')
  await expect(option(page, 'Reset password for Worker 001')).toBeVisible()
  const held = await holdCalls(page, 'users/list')
  await page.keyboard.type('005')
  await expect(option(page, 'Reset password for Worker 001')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await held.release()
  await expect(panel(page, 'Reset password')).toContainText('Worker 005')
})

test('the palette offers only what the roles allow', async ({ page }) => {
  const reader = await addAdmin(at.office, 'Rita Reader', ['globalReader'])
  await openUsers(page, at.office, reader)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('worker 003')
  await expect(option(page, 'Show details of Worker 003')).toBeVisible()
  await expect(option(page, 'Reset password for Worker 003')).toHaveCount(0)
  await finder(page).fill('')
  await expect(option(page, 'Sign out')).toBeVisible()
  for (const name of ['Add a user', 'Import users', 'Export users', 'Mail', 'Backup']) {
    await expect(option(page, name)).toHaveCount(0)
  }
})

test('? lists the keys, but not while somebody types; the account menu does, too', async ({ page }) => {
  await openUsers(page, at.office)
  const list = panel(page, 'Keyboard shortcuts')
  await page.getByRole('searchbox', { name: 'Search users' }).press('?')
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toHaveValue('?')
  await expect(list).toHaveCount(0)
  await page.getByRole('link', { name: 'Active users' }).focus()
  await page.keyboard.press('?')
  await expect(list).toBeVisible()
  await expect(list).toContainText('Ctrl+K')
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await page.getByRole('button', { name: 'Account: Olga Owner' }).click()
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
  await expect(list).toBeVisible()
})
