import type { Locator, Page } from '@playwright/test'
import { addPerson, canSignIn, givePassword, newPassword, sharedOffice } from './fixtures/office.ts'
import { confirmOwn, expectNotice, fillSignIn, goTo, openUsers, panel, signIn } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()

/** A new person who has opened My account. */
async function openAccount(page: Page, displayName: string) {
  const person = await addPerson(at.office, displayName)
  const account = await givePassword(at.office, person)
  await signIn(page, at.office.door, account)
  await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible()
  return { ...account, id: person.id }
}

function section(page: Page, name: string): Locator {
  return page.getByRole('region', { name })
}

test('people keep their own contact information, and admins see it', async ({ page }) => {
  const { id, password } = await openAccount(page, 'Klara Contact')
  const contact = section(page, 'Contact information')
  const save = contact.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await expect(contact.getByRole('status')).toHaveCount(0)
  const email = contact.getByLabel('Alternate email address')
  await email.fill('no address')
  await expect(contact.getByRole('status')).toHaveText('You have changes that are not saved.')
  await save.click()
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  // The stored address leaves nothing to complain about, and nothing to save.
  await email.fill('')
  await expect(email).not.toHaveAttribute('aria-invalid', 'true')
  await expect(save).toBeDisabled()
  await email.fill('no address')
  await contact.getByLabel('Mobile phone').fill('+45 20 30 40 50')
  await contact.getByLabel('Preferred language').selectOption('Svenska')
  await save.click()
  const complaint = 'Must be one email address, like anna@example.com.'
  await expect(email).toHaveAccessibleDescription(complaint)
  await expect(email).toBeFocused()
  await email.fill('klara@home.test')
  await save.click()
  // Whoever thinks better of it keeps what was typed.
  await panel(page, 'Confirm that it is you').getByRole('button', { name: 'Cancel' }).click()
  await expect(email).toHaveValue('klara@home.test')
  await save.click()
  await confirmOwn(page, { password })
  await expectNotice(page, 'Your contact information is saved.')
  await expect(save).toBeDisabled()
  expect(await at.office.api().users.get({ id })).toMatchObject({
    contact: { alternateEmail: 'klara@home.test', mobilePhone: '+45 20 30 40 50' },
    language: 'sv',
  })
})

test('people who change one thing leave alone what an admin has written since, and are not asked who they are', {
  tag: '@long',
}, async ({ page }) => {
  const { id, username } = await openAccount(page, 'Kaja Contact')
  const contact = section(page, 'Contact information')
  await expect(contact.getByLabel('Mobile phone')).toHaveValue('')
  const { users } = at.office.api()
  const written = { mobilePhone: '+45 20 30 40 50' }
  await users.edit({ id, username, displayName: 'Kaja Contact', contact: written, language: null })
  await contact.getByLabel('Preferred language').selectOption('Svenska')
  await contact.getByRole('button', { name: 'Save' }).click()
  await expectNotice(page, 'Your contact information is saved.')
  await expect(contact.getByLabel('Mobile phone')).toHaveValue(written.mobilePhone)
  expect(await users.get({ id })).toMatchObject({ contact: written, language: 'sv' })
})

test('a complaint is seen with its field on a page of twice the size', { tag: '@long' }, async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 })
  await openAccount(page, 'Zenia Zoom')
  const contact = section(page, 'Contact information')
  const email = contact.getByLabel('Alternate email address')
  await email.fill('no address')
  // The field is the last that can be seen.
  await email.evaluate((field) => field.scrollIntoView({ block: 'end' }))
  await email.press('Enter')
  await expect(email).toBeFocused()
  await expect(contact.getByText('Must be one email address, like anna@example.com.')).toBeInViewport({ ratio: 1 })
})

test('people see where they are signed in, and sign out elsewhere', async ({ page }) => {
  const { username, password } = await openAccount(page, 'Selma Sessions')
  const { token } = await at.office.door.client().sessions.signIn({ username, password })
  await page.reload()
  await fillSignIn(page, username, password)
  const sessions = section(page, 'My sessions')
  await expect(sessions.getByText('This session')).toHaveCount(1)
  const others = sessions.getByRole('button', { name: /^Sign out the session from / })
  // The one of before the reload, and the one beside the screen.
  await expect(others).toHaveCount(2)
  await others.first().click()
  await expect(others).toHaveCount(1)
  await others.first().click()
  await expect(others).toHaveCount(0)
  await expect(sessions.getByText('This session')).toBeVisible()
  await expect(at.office.door.client(token).sessions.current({})).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
})

test('people see their recent sign-ins, the refused ones with the reason', async ({ page }) => {
  const { username, password } = await openAccount(page, 'Rasmus Recent')
  expect(await canSignIn(at.office.door, username, secret(newPassword()))).toBe(false)
  await page.reload()
  await fillSignIn(page, username, password)
  const rows = page.getByRole('table', { name: 'Recent sign-ins' }).getByRole('row')
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(1)).toContainText('Signed in')
  await expect(rows.nth(1)).toContainText('Browser')
  await expect(rows.nth(2)).toContainText('Refused')
  await expect(rows.nth(2)).toContainText('Wrong password')
})

test('a new password of their own follows the rules that are ticked while typing', async ({ page }) => {
  const { username, password } = await openAccount(page, 'Carl Changing')
  await page.getByRole('button', { name: 'Change password' }).click()
  const change = panel(page, 'Change password')
  await change.getByLabel('Current password').fill(password)
  for (const label of ['New password', 'Confirm new password'])
    await change.getByLabel(label, { exact: true }).fill('Carl-Changing-9')
  await change.getByRole('button', { name: 'Save password' }).click()
  await expect(change.getByRole('alert')).toContainText("no part of the person's name or user name")
  const next = newPassword()
  for (const label of ['New password', 'Confirm new password'])
    await change.getByLabel(label, { exact: true }).fill(next)
  await change.getByRole('button', { name: 'Save password' }).click()
  await expectNotice(page, 'Your password has been changed.')
  await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused()
  expect(await canSignIn(at.office.door, username, next)).toBe(true)
  expect(await canSignIn(at.office.door, username, password)).toBe(false)
})

test('whoever uses the machine chooses language and theme, an admin too', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'My account')
  await expect(page.getByRole('main')).toContainText('Global admin')
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('main') as Element).color)
  const before = await colour()
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect.poll(colour).not.toBe(before)
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Dansk' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Min konto' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'da')
  await expect(page.getByRole('main')).toContainText('Global administrator')
})
