import type { Page } from '@playwright/test'
import { type Door, openDoor } from './fixtures/door.ts'
import { newPassword } from './fixtures/office.ts'
import { fillSignIn, goTo, panel } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const username = 'olga.owner@nordwind.test'
let door: Door

test.beforeEach(async () => {
  door = await openDoor()
})

async function fillWizard(page: Page, password: string, confirmation = password): Promise<void> {
  await page.getByLabel('Organisation').fill('Nordwind')
  await page.getByLabel('Your name').fill('Olga Owner')
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Confirm password').fill(confirmation)
  await page.getByRole('button', { name: 'Create organisation' }).click()
}

/** The recovery key as the page shows it: eight groups of four. */
async function shownRecoveryKey(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { level: 1, name: 'Recovery key' })).toBeVisible()
  const text = await page.getByRole('main').innerText()
  return secret(/(?:[0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}/.exec(text.replaceAll('-\n', '-'))?.[0] ?? '')
}

/** Says that the key is stored, and reads its last block from there. */
async function storeRecoveryKey(page: Page, recoveryKey: string): Promise<void> {
  await page.getByRole('button', { name: 'I have stored the recovery key' }).click()
  await page.getByLabel('Last block of the recovery key').fill(recoveryKey.slice(-4).toLowerCase())
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a fresh data folder asks for the organisation and ticks the password rules while somebody types', async ({
  page,
}) => {
  await page.goto(door.address())
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Keydesk' })).toBeVisible()
  await expect(page.getByLabel('Organisation')).toBeFocused()
  await page.getByLabel('User name').fill(username)
  const rules = page.getByRole('list', { name: 'Password rules' })
  const keptRules = rules.getByRole('listitem').filter({ has: page.getByLabel('Met', { exact: true }) })
  const broken = rules.getByRole('listitem').filter({ has: page.getByLabel('Not met yet') })
  await expect(keptRules).toHaveCount(0)
  await page.getByLabel('Password', { exact: true }).fill('Ab1')
  await expect(broken).toHaveText(['At least 8 characters'])
  await page.getByLabel('Password', { exact: true }).fill('Olga-2042-Sunday')
  await expect(broken).toHaveText(['No part of the name or user name'])
  await page.getByLabel('Password', { exact: true }).fill(newPassword())
  await expect(broken).toHaveCount(0)
  await expect(keptRules).toHaveCount(4)
})

test('what is missing and passwords that differ are said at the fields, and nothing is set up', async ({ page }) => {
  await page.goto(door.address())
  await page.getByRole('button', { name: 'Create organisation' }).click()
  await expect(page.getByText('Fill in this field.')).toHaveCount(4)
  await expect(page.getByLabel('Organisation')).toBeFocused()
  await fillWizard(page, newPassword(), newPassword())
  await expect(page.getByLabel('Confirm password')).toHaveAccessibleDescription('The two passwords are not the same.')
  await expect(page.getByLabel('Confirm password')).toBeFocused()
  expect((await door.client().settings.status({})).isSetUp).toBe(false)
})

test('a user name that can’t be one and a weak password are refused with the reason', async ({ page }) => {
  await page.goto(door.address())
  await page.getByLabel('User name').fill('olga owner')
  await page.getByLabel('Organisation').fill('Nordwind')
  await page.getByLabel('Your name').fill('Olga Owner')
  const password = newPassword()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Confirm password').fill(password)
  await page.getByRole('button', { name: 'Create organisation' }).click()
  await expect(page.getByLabel('User name')).toHaveAccessibleDescription(/user name/i)
  await expect(page.getByLabel('User name')).toHaveAttribute('aria-invalid', 'true')
  await fillWizard(page, 'short')
  await expect(page.getByRole('alert')).toContainText('The password breaks these rules')
  expect((await door.client().settings.status({})).isSetUp).toBe(false)
})

test('the wizard shows the recovery key once, prints it, and ends in Active users', async ({ page }) => {
  await page.addInitScript(() => {
    const prints: string[] = []
    Object.assign(window, { prints })
    window.print = () => void prints.push(document.querySelector('[data-print-only]')?.textContent ?? '')
  })
  const password = newPassword()
  await page.goto(door.address())
  await fillWizard(page, password)
  const recoveryKey = await shownRecoveryKey(page)
  expect(recoveryKey).toHaveLength(39)
  await page.getByRole('button', { name: 'Print' }).click()
  const prints = await page.evaluate(() => (window as unknown as { prints: string[] }).prints)
  expect(prints).toHaveLength(1)
  expect(prints[0]).toContain(recoveryKey)
  expect(prints[0]).toContain('Nordwind')
  await page.getByRole('button', { name: 'I have stored the recovery key' }).click()
  const lastBlock = page.getByLabel('Last block of the recovery key')
  await expect(lastBlock).toBeFocused()
  expect(await page.content()).not.toContain(recoveryKey)
  await lastBlock.fill('AAAA')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(lastBlock).toHaveAccessibleDescription(/not the last block/)
  await page.getByRole('button', { name: 'Show the key again' }).click()
  expect(await shownRecoveryKey(page)).toBe(recoveryKey)
  await storeRecoveryKey(page, recoveryKey)
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Active users' }).getByRole('row')).toHaveCount(2)
  expect(await page.content()).not.toContain(recoveryKey)
  await page.reload()
  await fillSignIn(page, username, password)
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeVisible()
  expect(await page.content()).not.toContain(recoveryKey)
})

test('after a restart the recovery key opens the vault, and one that was replaced does not', async ({
  page,
  watched,
}) => {
  const password = newPassword()
  await page.goto(door.address())
  await fillWizard(page, password)
  const replaced = await shownRecoveryKey(page)
  await storeRecoveryKey(page, replaced)
  await goTo(page, 'Settings')
  await openSection(page, 'Recovery key')
  await page.getByRole('button', { name: 'Create a new recovery key' }).click()
  const confirm = panel(page, 'Confirm that it is you')
  await confirm.getByLabel('Your password').fill('not this one')
  await confirm.getByRole('button', { name: 'Confirm' }).click()
  await expect(confirm.getByRole('alert')).toHaveText('The password is wrong.')
  await expect(confirm.getByLabel('Your password')).toBeFocused()
  await confirm.getByLabel('Your password').fill(password)
  await confirm.getByRole('button', { name: 'Confirm' }).click()
  const recoveryKey = await shownRecoveryKey(page)
  expect(recoveryKey).not.toBe(replaced)
  watched.allow(/ERR_CONNECTION_REFUSED/)
  await door.end('SIGTERM')
  await door.start()
  await page.goto(door.address())
  await expect(page.getByRole('heading', { level: 1, name: 'The vault is locked' })).toBeVisible()
  await expect(page.getByText('A global admin must sign in first to open the vault.')).toBeVisible()
  await page.getByRole('button', { name: 'Use the recovery key' }).click()
  const field = page.getByLabel('Recovery key')
  await field.fill(replaced)
  await page.getByRole('button', { name: 'Open the vault' }).click()
  await expect(page.getByRole('alert')).toContainText('This recovery key is not the right one.')
  await field.fill(recoveryKey.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Open the vault' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await fillSignIn(page, username, password)
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeVisible()
})

test('after a restart a global admin’s sign-in opens the vault too, anybody else’s does not', async ({
  page,
  watched,
}) => {
  const password = newPassword()
  const { token } = await door.client().settings.createOrganisation({
    ...{ organisation: 'Nordwind', displayName: 'Olga Owner', username, password, language: 'en' },
  })
  const api = door.client(token)
  const other = { username: 'ida@nordwind.test', password: newPassword() }
  const person = { username: other.username, displayName: 'Ida Krog', contact: {}, language: null }
  const { id } = await api.users.add(person)
  const choice = { kind: 'typed', password: other.password } as const
  await api.passwords.reset({ userId: id, choice, mustChange: false })
  watched.allow(/ERR_CONNECTION_REFUSED/)
  await door.end('SIGTERM')
  await door.start()
  await page.goto(door.address())
  await expect(page.getByRole('heading', { level: 1, name: 'The vault is locked' })).toBeVisible()
  await fillSignIn(page, other.username, other.password)
  await expect(page.getByRole('alert')).toContainText('The user name or password is wrong')
  await fillSignIn(page, username, password)
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeVisible()
})
