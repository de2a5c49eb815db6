import type { Locator, Page } from '@playwright/test'
import { addAdmin, addPerson, canSignIn, givePassword, type Person, sharedOffice } from './fixtures/office.ts'
import {
  allowClipboard,
  confirmOwn,
  copiedPassword,
  expectNotice,
  goTo,
  openUsers,
  panel,
  rowOf,
  search,
  signIn,
  usersGrid,
} from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()

function deletedRow(page: Page, displayName: string): Locator {
  return page.getByRole('table', { name: 'Deleted users' }).getByRole('row').filter({ hasText: displayName })
}

/** Deletes without the screen. */
async function remove({ id }: Person): Promise<void> {
  await at.office.api().users.deleteMany({ ids: [id] })
}

/** Opens Deleted users and the dialog that brings this person back. */
async function openRestore(page: Page, displayName: string): Promise<Locator> {
  await openUsers(page, at.office)
  await goTo(page, 'Deleted users')
  await page.getByRole('button', { name: `Restore user ${displayName}` }).click()
  return panel(page, 'Restore user')
}

test('deleting says how long somebody can be restored, and takes them out of the list at once', async ({ page }) => {
  const person = await addPerson(at.office, 'Dagmar Deleted', { roles: ['helpdeskAdministrator'] })
  const { password } = await givePassword(at.office, person)
  await openUsers(page, at.office)
  await search(page, 'dagmar', 'Dagmar Deleted')
  await rowOf(page, 'Dagmar Deleted').getByRole('checkbox').check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete user' }).click()
  const question = panel(page, 'Delete user')
  await expect(question).toContainText('Dagmar Deleted (dagmar.deleted@nordwind.test)')
  await expect(question).toContainText(
    'You can restore deleted users for 30 days, under Deleted users. After that they are permanently deleted.',
  )
  await question.getByRole('button', { name: 'Delete user' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Dagmar Deleted was deleted. You can restore this person for 30 days.')
  await expect(page.getByRole('heading', { name: 'No users found' })).toBeVisible()
  expect(await canSignIn(at.office.door, person.username, password)).toBe(false)
  await goTo(page, 'Deleted users')
  await expect(deletedRow(page, 'Dagmar Deleted')).toContainText('dagmar.deleted@nordwind.test')
  await expect(deletedRow(page, 'Dagmar Deleted').getByRole('cell', { name: '30', exact: true })).toBeVisible()
})

test('a restored user has a new temporary password, and no admin role', async ({ page }) => {
  await allowClipboard(page, at.office.door.origin())
  const person = await addPerson(at.office, 'Rikke Restored', { roles: ['globalReader'] })
  await remove(person)
  const dialog = await openRestore(page, 'Rikke Restored')
  await expect(dialog).toContainText('Admin roles do not come back')
  await dialog.getByRole('button', { name: 'Restore user' }).click()
  await confirmOwn(page, at.office.owner)
  await expect(dialog.getByRole('heading', { name: 'User has been restored' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Copy password' }).click()
  const password = secret(await copiedPassword(page))
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await expect(deletedRow(page, 'Rikke Restored')).toHaveCount(0)
  await goTo(page, 'Active users')
  await search(page, 'rikke', 'Rikke Restored')
  await expect(rowOf(page, 'Rikke Restored')).toContainText('Temporary')
  await expect(rowOf(page, 'Rikke Restored')).not.toContainText('Global reader')
  await page.reload()
  await signIn(page, at.office.door, { ...person, password })
  await expect(page.getByRole('heading', { level: 1, name: 'Choose a new password' })).toBeVisible()
})

test('somebody whose user name is taken by now comes back under another one', { tag: '@long' }, async ({ page }) => {
  const person = await addPerson(at.office, 'Ole Original')
  await remove(person)
  await at.office.api().users.add({
    ...{ username: person.username, displayName: 'Ole Other', contact: {}, language: null },
  })
  const dialog = await openRestore(page, 'Ole Original')
  await expect(dialog.getByLabel('New user name')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Restore user' }).click()
  await confirmOwn(page, at.office.owner)
  const username = dialog.getByLabel('New user name')
  await expect(username).toBeFocused()
  await expect(username).toHaveAccessibleDescription(/is taken/)
  await username.fill('not a name')
  await dialog.getByRole('button', { name: 'Restore user' }).click()
  await expect(username).toHaveAttribute('aria-invalid', 'true')
  await username.fill('ole.second@nordwind.test')
  await dialog.getByRole('button', { name: 'Restore user' }).click()
  await expect(dialog.getByRole('heading', { name: 'User has been restored' })).toBeVisible()
  await expect(dialog).toContainText('ole.second@nordwind.test')
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await goTo(page, 'Active users')
  await search(page, 'ole', 'Ole')
  await expect(usersGrid(page).getByRole('row')).toHaveCount(3)
})

test('who may not manage users looks at Deleted users and restores nobody', { tag: '@long' }, async ({ page }) => {
  await remove(await addPerson(at.office, 'Gitte Gone'))
  const reader = await addAdmin(at.office, 'Ragna Reader', ['globalReader'])
  await openUsers(page, at.office, reader)
  await goTo(page, 'Deleted users')
  await expect(page.getByRole('main')).toContainText(
    /Your role doesn't allow this\. You need the role .+ or User admin\./,
  )
  await expect(page.getByRole('button', { name: 'Restore user Gitte Gone' })).toBeDisabled()
})

test('an office that has deleted nobody says what the page is for', { tag: '@long' }, async ({ page }) => {
  for (const { id } of (await at.office.api().deleted.list({ offset: 0, limit: 500 })).users) {
    await at.office
      .api()
      .passwords.restore({ userId: id, username: `back${id}@nordwind.test`, style: 'strong', language: 'en' })
  }
  await openUsers(page, at.office)
  await goTo(page, 'Deleted users')
  await expect(page.getByRole('main')).toContainText('Deleted users are shown here for a while and can be restored.')
})
