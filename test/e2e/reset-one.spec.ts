import type { Locator, Page } from '@playwright/test'
import {
  addAdmin,
  addPerson,
  canSignIn,
  givePassword,
  importFile,
  newPassword,
  type Person,
  sharedOffice,
  userFile,
} from './fixtures/office.ts'
import {
  allowClipboard,
  copiedPassword,
  keyIcon,
  moreAction,
  openUsers,
  panel,
  readClipboard,
  rowOf,
  search,
  signIn,
  usersGrid,
} from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice((office) => importFile(office, userFile('users.csv')))
const done = 'Password has been reset'
const mustChange = 'Require this user to change their password when they first sign in'

test.beforeEach(({ page }) => allowClipboard(page, at.office.door.origin()))

/** Opens the dialog of somebody new to the office. */
async function openReset(
  page: Page,
  displayName: string,
): Promise<{ dialog: Locator; username: string; person: Person }> {
  const person = await addPerson(at.office, displayName)
  const { username } = person
  await openUsers(page, at.office)
  await search(page, displayName, displayName)
  await keyIcon(page, displayName).click()
  const dialog = panel(page, 'Reset password')
  await expect(dialog).toContainText(username)
  return { dialog, username, person }
}

async function press(dialog: Locator, name: string): Promise<void> {
  await dialog.getByRole('button', { name, exact: true }).click()
}

test('two clicks and no typing lead from the list to a copied password that signs in', async ({ page }) => {
  await openUsers(page, at.office)
  const name = 'Bjørn Ek-Holm'
  await keyIcon(page, name).click()
  await press(panel(page, 'Reset password'), 'Reset password')
  await expect(page.getByRole('heading', { name: done })).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toHaveText(
    'Copied. The clipboard is cleared in 30 seconds.',
  )
  const password = secret(await readClipboard(page))
  expect(password).toMatch(/^[A-Za-z]\S{15}$/)
  expect(await canSignIn(at.office.door, 'bjorn.ekholm47@nordwind.test', password)).toBe(true)
  await expect(panel(page, 'Reset password')).not.toContainText(password)
  await press(panel(page, 'Reset password'), 'Close')
  await expect(rowOf(page, name)).toContainText('Temporary')
  await expect(keyIcon(page, name)).toBeFocused()
})

test('the clipboard is cleared after its time, unless something else was copied since', async ({ page }) => {
  await page.clock.install()
  const { dialog } = await openReset(page, 'Clara Clipboard')
  await press(dialog, 'Reset password')
  await expect(page.getByRole('heading', { name: done })).toBeVisible()
  await expect(dialog.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  await page.clock.fastForward('00:31')
  await expect.poll(() => readClipboard(page)).toBe('')
  await expect(dialog.getByRole('status').filter({ hasText: 'Copied.' })).toHaveCount(0)
  await press(dialog, 'Copy password')
  await expect(dialog.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  await page.evaluate(() => {
    dispatchEvent(new Event('blur'))
    return navigator.clipboard.writeText('something else')
  })
  await page.clock.fastForward('00:31')
  await expect(dialog.getByRole('status').filter({ hasText: 'Copied.' })).toHaveCount(0)
  expect(await readClipboard(page)).toBe('something else')
})

test('the password is hidden until Show, goes with Hide and by itself, and is spelled out for the phone', async ({
  page,
}) => {
  await page.clock.install()
  const { dialog, username } = await openReset(page, 'Sif Spelling')
  await dialog.getByRole('checkbox', { name: 'Copy the password' }).uncheck()
  await press(dialog, 'Reset password')
  await expect(page.getByRole('heading', { name: done })).toBeVisible()
  await expect(dialog.getByRole('img', { name: 'Hidden password' })).toBeVisible()
  await expect(dialog.getByRole('code')).toHaveCount(0)
  await expect(dialog.getByText('Copied.')).toHaveCount(0)
  await press(dialog, 'Show password')
  const password = secret(await dialog.getByRole('code').innerText())
  expect(await canSignIn(at.office.door, username, password)).toBe(true)
  await press(dialog, 'Hide password')
  await expect(dialog.getByRole('code')).toHaveCount(0)
  expect(await page.content()).not.toContain(password)

  await press(dialog, 'Spell it out')
  const letters = dialog.getByRole('list', { name: 'The password, one character at a time' }).getByRole('listitem')
  await expect(letters).toHaveCount(password.length)
  expect((await letters.allInnerTexts()).map((text) => text[0]).join('')).toBe(password)
  await expect(letters.first()).toContainText(/[A-Z][a-z-]+/)
  await press(dialog, 'Spell it out')
  await expect(letters).toHaveCount(0)

  await press(dialog, 'Show password')
  await expect(dialog.getByRole('code')).toHaveText(password)
  await page.clock.fastForward('01:01')
  await expect(dialog.getByRole('code')).toHaveCount(0)
  await press(dialog, 'Copy password')
  await expect.poll(() => readClipboard(page)).toBe(password)
})

test('the details show, copy and print the temporary password again until it is changed', async ({ page }) => {
  const { dialog, person } = await openReset(page, 'Karla Kept')
  await press(dialog, 'Reset password')
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  const first = secret(await readClipboard(page))
  await press(dialog, 'Close')
  await page.getByRole('button', { name: 'Karla Kept', exact: true }).click()
  const details = panel(page, 'Karla Kept')
  await expect(details.getByRole('button', { name: 'Print slip' })).toBeVisible()
  await expect(details).not.toContainText(first)
  await press(details, 'Show temporary password')
  await expect(details.getByText(first, { exact: true })).toBeVisible()
  await press(details, 'Hide password')
  await expect(details).not.toContainText(first)
  await page.evaluate(() => navigator.clipboard.writeText('something else'))
  await press(details, 'Copy password')
  await expect(details.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  expect(await readClipboard(page)).toBe(first)
  await press(details, 'Reset password')
  await press(panel(page, 'Reset password'), 'Reset password')
  await expect(page.getByRole('heading', { name: done })).toBeVisible()
  await press(panel(page, 'Reset password'), 'Close')
  await press(details, 'Show temporary password')
  const second = secret(await details.locator('code').innerText())
  expect(second).not.toBe(first)
  await page.keyboard.press('Escape')
  // Gone before the person is opened again, so that everything is read anew.
  await expect(details).toHaveCount(0)
  const { token } = await at.office.door.client().sessions.signIn({ username: person.username, password: second })
  await at.office.door.client(token).passwords.changeForced({ newPassword: newPassword() })
  await page.getByRole('button', { name: 'Karla Kept', exact: true }).click()
  await expect(details.getByRole('tab', { name: 'Activity' })).toBeVisible()
  await expect(details.getByRole('button', { name: 'Show temporary password' }), 'it was changed').toHaveCount(0)
})

test('Print opens the print dialog with one slip, and nothing of it stays on the page', async ({ page }) => {
  await page.addInitScript(() => {
    const printed: string[] = []
    Object.assign(window, { printed })
    window.print = () => {
      printed.push(document.querySelector('[data-print-only]')?.textContent ?? '')
      dispatchEvent(new Event('afterprint'))
    }
  })
  const { dialog, username } = await openReset(page, 'Peter Print')
  await press(dialog, 'Reset password')
  const password = secret(await copiedPassword(page))
  await press(dialog, 'Print')
  await expect.poll(() => page.evaluate(() => (window as unknown as { printed: string[] }).printed.length)).toBe(1)
  const [slip = ''] = await page.evaluate(() => (window as unknown as { printed: string[] }).printed)
  for (const text of ['Nordwind', 'Peter Print', username, password, 'Change it before']) expect(slip).toContain(text)
  await expect(page.locator('[data-print-only]')).toHaveCount(0)
  expect(await page.content()).not.toContain(password)
  await expect(dialog.getByRole('button', { name: 'Print' })).toBeEnabled()
})

test('a slip says where to sign in, and before printing it is said that it does not', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => {}
    addEventListener('afterprint', (event) => event.stopImmediatePropagation())
  })
  const missing = "The slip doesn't say where to sign in."
  const first = await openReset(page, 'Adam Address')
  await press(first.dialog, 'Reset password')
  await expect(first.dialog).toContainText(missing)
  const before = await at.office.api().settings.get({})
  const { organisation } = before
  await at.office.api().settings.save({ organisation, signInAddress: 'https://keydesk.nordwind.test' })
  await page.goto('about:blank')
  const { dialog } = await openReset(page, 'Adele Address')
  await press(dialog, 'Reset password')
  await expect(dialog.getByRole('button', { name: 'Print' })).toBeVisible()
  await expect(dialog).not.toContainText(missing)
  await press(dialog, 'Print')
  await expect(page.locator('[data-print-only]')).toContainText('https://keydesk.nordwind.test')
  await at.office.api().settings.save({ organisation, signInAddress: '' })
})

test('a typed password is checked while it is typed and refused with the rule that it breaks', async ({ page }) => {
  const { dialog, username } = await openReset(page, 'Tina Typed')
  await dialog.getByRole('checkbox', { name: 'Automatically create a password' }).uncheck()
  const field = dialog.getByLabel('Password', { exact: true })
  await expect(field).toBeFocused()
  await press(dialog, 'Reset password')
  await expect(field).toHaveAccessibleDescription('Type a password.')
  const broken = dialog.getByRole('listitem').filter({ has: page.getByLabel('Not met yet') })
  await field.fill('Typed-2042')
  await expect(broken).toHaveText(['No part of the name or user name'])
  await press(dialog, 'Reset password')
  await expect(field).toHaveAccessibleDescription(/breaks these rules: no part of the person's name/)
  const password = newPassword()
  await field.fill(password)
  await expect(broken).toHaveCount(0)
  await dialog.getByRole('checkbox', { name: mustChange }).uncheck()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: done })).toBeVisible()
  await expect(dialog).toContainText('They can go on using it.')
  await expect(dialog.getByText('Copied.')).toHaveCount(0)
  const { session } = await at.office.door.client().sessions.signIn({ username, password })
  expect(session.mustChange).toBe(false)
  await press(dialog, 'Close')
  await expect(rowOf(page, 'Tina Typed')).toContainText('Current')
})

const styles = [
  ['Strong', /^[A-Za-z]\S{15}$/],
  ['Passphrase', /^\S+([- .]\S+){2,}$/],
  ['Classic', /^[A-Z][a-z]{3}\d{4}$/],
] as const

test('each kind of password looks as it says and asks for a change', { tag: '@long' }, async ({ page }) => {
  const { dialog, username } = await openReset(page, 'Kaj Kinds')
  for (const [style, shape] of styles) {
    await dialog.getByRole('radio', { name: style }).check()
    await press(dialog, 'Reset password')
    await press(dialog, 'Show password')
    const password = secret(await dialog.getByRole('code').innerText())
    expect(password, style).toMatch(shape)
    const { session } = await at.office.door.client().sessions.signIn({ username, password })
    expect(session.mustChange).toBe(true)
    await expect(dialog).toContainText(/Valid until \d/)
    await press(dialog, 'Close')
    await keyIcon(page, 'Kaj Kinds').click()
  }
})

test('the whole reset works with the keyboard alone, and the focus comes back to the key icon', async ({ page }) => {
  await addPerson(at.office, 'Kirsten Keyboard')
  await openUsers(page, at.office)
  await page.getByRole('searchbox', { name: 'Search users' }).focus()
  await page.keyboard.type('kirsten')
  await expect(usersGrid(page).getByRole('row')).toHaveCount(2)
  const icon = keyIcon(page, 'Kirsten Keyboard')
  // From the box into the grid: its header, then the row; the arrow keys reach the key icon.
  for (let presses = 0; presses < 8 && !(await isInRow(page)); presses += 1) await page.keyboard.press('Tab')
  await page.keyboard.press('Home')
  for (const _ of [1, 2]) await page.keyboard.press('ArrowRight')
  await expect(icon).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = panel(page, 'Reset password')
  await expect(dialog.getByRole('button', { name: 'Reset password' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(icon).toBeFocused()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('button', { name: 'Reset password' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: done })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Show password' })).toBeFocused()
  await page.keyboard.press('Enter')
  secret(await dialog.getByRole('code').innerText())
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(icon).toBeFocused()
})

/** True once the focus is in a row below the headings. */
function isInRow(page: Page): Promise<boolean> {
  return page.evaluate(() => Number(document.activeElement?.closest('[aria-rowindex]')?.ariaRowIndex) > 1)
}

test('a lock takes a shown password off the page for good', async ({ page }) => {
  await page.clock.install()
  const { dialog } = await openReset(page, 'Lone Lock')
  const asked = page.waitForRequest((request) => request.url().endsWith('/rpc/passwords/reveal'))
  await press(dialog, 'Reset password')
  const token = /^Bearer (.+)$/.exec((await asked).headers().authorization ?? '')?.[1] ?? ''
  await press(dialog, 'Show password')
  const password = secret(await dialog.getByRole('code').innerText())
  await at.office.door.client(token).sessions.lock({})
  await page.clock.fastForward('00:05')
  await expect(page.getByRole('heading', { level: 1, name: 'Keydesk is locked' })).toBeVisible()
  expect(await page.content()).not.toContain(password)
  await page.getByLabel('Password', { exact: true }).fill(at.office.owner.password)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(usersGrid(page)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await page.content()).not.toContain(password)
})

test('Escape and Cancel reset nothing', { tag: '@long' }, async ({ page }) => {
  const known = await givePassword(at.office, await addPerson(at.office, 'Ester Escape'))
  await openUsers(page, at.office)
  await search(page, 'ester', 'Ester Escape')
  const dialog = panel(page, 'Reset password')
  await keyIcon(page, 'Ester Escape').click()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await keyIcon(page, 'Ester Escape').click()
  await press(dialog, 'Cancel')
  await expect(dialog).toHaveCount(0)
  expect(await canSignIn(at.office.door, known.username, known.password)).toBe(true)
})

test('a password admin resets plain users; the key of an admin is off and says which role it takes', async ({
  page,
}) => {
  const helper = await addAdmin(at.office, 'Holger Helper', ['passwordAdministrator'])
  const { username } = await addPerson(at.office, 'Plain Petra')
  await addPerson(at.office, 'Ulla Useradmin', { roles: ['userAdministrator'] })
  await openUsers(page, at.office, helper)
  await search(page, 'ulla', 'Ulla Useradmin')
  const off = keyIcon(page, 'Ulla Useradmin')
  await expect(off).toBeDisabled()
  await expect(off).toHaveAccessibleDescription(/^Your role doesn't allow this\. You need the role .*Global admin.*\.$/)
  await off.click({ force: true })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Ulla Useradmin', exact: true }).click()
  const details = panel(page, 'Ulla Useradmin')
  for (const name of ['Reset password', 'Edit', 'Block sign-in']) {
    await expect(details.getByRole('button', { name, exact: true }), name).toBeDisabled()
  }
  await expect(await moreAction(page, details, 'Require password change')).toBeDisabled()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  for (const name of ['Add a user', 'Import users', 'Export users']) {
    await expect(page.getByRole('button', { name }), name).toBeDisabled()
  }
  await search(page, 'petra', 'Plain Petra')
  await keyIcon(page, 'Plain Petra').click()
  await press(panel(page, 'Reset password'), 'Reset password')
  await expect(page.getByRole('heading', { name: done })).toBeVisible()
  expect(await canSignIn(at.office.door, username, await copiedPassword(page))).toBe(true)
})

test('the person signs in with the new password on the same page and must choose another', async ({ page }) => {
  const { dialog, username } = await openReset(page, 'Signe Signin')
  await press(dialog, 'Reset password')
  const password = secret(await copiedPassword(page))
  await page.goto('about:blank')
  await signIn(page, at.office.door, { username, password })
  await expect(page.getByRole('heading', { level: 1, name: 'Choose a new password' })).toBeVisible()
})
