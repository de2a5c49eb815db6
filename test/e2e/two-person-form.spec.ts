import { addAdmin, type Office, sharedOffice } from './fixtures/office.ts'
import { confirmOwn, openUsers, panel, search } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

/** An office in which critical changes take two admins. */
async function switchRuleOn(office: Office): Promise<void> {
  await addAdmin(office, 'Berta Boss', ['globalAdministrator'])
  const { policies } = office.api()
  const now = (await policies.get({})).policies
  await policies.save({ ...now, signIn: { ...now.signIn, twoPerson: { isOn: true } } })
}

const at = sharedOffice(switchRuleOn)

test('somebody new whose role waits for a second admin stays in the form, which saves them once', {
  tag: '@long',
}, async ({ page }) => {
  await openUsers(page, at.office)
  await page.getByRole('button', { name: 'Add a user' }).first().click()
  const add = panel(page, 'Add a user')
  const displayName = add.getByRole('textbox', { name: 'Display name' })
  const username = add.getByRole('textbox', { name: 'User name' })
  await displayName.fill('Nora Next')
  await username.fill('nora.next@nordwind.test')
  const role = add.getByRole('checkbox', { name: 'Global admin', exact: true })
  await role.check()
  await add.getByRole('button', { name: 'Add', exact: true }).click()
  await confirmOwn(page, at.office.owner)
  await expect(add).toContainText('A second admin must approve this.')
  await expect(displayName).toHaveValue('Nora Next')
  await expect(username).toHaveValue('nora.next@nordwind.test')

  // Without the role there is nothing left to ask for, and the same person is saved again.
  await role.uncheck()
  await displayName.fill('Nora Newer')
  await add.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(add.getByRole('status')).toHaveText('Nora Newer was added.')
  await add.getByRole('button', { name: 'Close' }).first().click()
  await expect(add).toHaveCount(0)
  await search(page, 'nora', 'Nora Newer')
  await expect(page.getByText('Nora Next', { exact: true })).toHaveCount(0)
})
