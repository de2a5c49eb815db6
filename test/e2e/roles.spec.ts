import type { Locator, Page } from '@playwright/test'
import { type Account, addAdmin, addPerson, importFile, sharedOffice, userFile } from './fixtures/office.ts'
import {
  confirmOwn,
  expectNotice,
  goTo,
  keyIcon,
  moreAction,
  openTab,
  openUsers,
  panel,
  rowOf,
  search,
} from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice(async (office) => {
  await importFile(office, userFile('users.csv'))
  await addPerson(office, 'Hanne Helpdesk', { roles: ['helpdeskAdministrator'] })
})

function command(page: Page, name: string): Locator {
  return page.getByRole('toolbar', { name: 'Commands' }).getByRole('button', { name, exact: true })
}

async function openDetails(page: Page, displayName: string): Promise<Locator> {
  await search(page, displayName, displayName)
  await rowOf(page, displayName).getByRole('button', { name: displayName, exact: true }).click()
  return panel(page, displayName)
}

function expectPages(page: Page, names: readonly string[]): Promise<void> {
  return expect(page.getByRole('navigation').getByRole('link')).toHaveText([...names])
}

const readOnly = 'You can see these settings but not change them.'

test.describe('a user admin', () => {
  let admin: Account
  test.beforeAll(async () => {
    admin = await addAdmin(at.office, 'Ulla User-Admin', ['userAdministrator'])
  })

  test('manages people and resets all but those with higher roles', async ({ page }) => {
    await openUsers(page, at.office, admin)
    await expectPages(page, ['Home', 'Active users', 'Deleted users', 'Groups', 'Requests', 'Settings', 'My account'])
    for (const name of ['Add a user', 'Import users', 'Export users']) await expect(command(page, name)).toBeEnabled()
    await search(page, 'olga', 'Olga Owner')
    await expect(keyIcon(page, 'Olga Owner')).toBeDisabled()
    await expect(keyIcon(page, 'Olga Owner')).toHaveAccessibleDescription(
      "Your role doesn't allow this. You need the role Global admin or Privileged authentication admin.",
    )
    await search(page, 'mette dahl', 'Mette Dahl')
    await keyIcon(page, 'Mette Dahl').click()
    await panel(page, 'Reset password').getByRole('button', { name: 'Reset password' }).click()
    await expect(page.getByRole('heading', { name: 'Password has been reset' })).toBeVisible()
  })

  test('resets somebody with a smaller role after typing the own password', async ({ page }) => {
    await openUsers(page, at.office, admin)
    await search(page, 'hanne', 'Hanne Helpdesk')
    await keyIcon(page, 'Hanne Helpdesk').click()
    await panel(page, 'Reset password').getByRole('button', { name: 'Reset password' }).click()
    await confirmOwn(page, admin)
    await expect(page.getByRole('heading', { name: 'Password has been reset' })).toBeVisible()
  })

  test('gives no roles, and looks at the settings without changing them', async ({ page }) => {
    await openUsers(page, at.office, admin)
    const details = await openDetails(page, 'Mette Dahl')
    await openTab(details, 'Groups and roles')
    await expect(details.getByRole('button', { name: 'Manage roles' })).toBeDisabled()
    await expect(details.getByRole('button', { name: 'Manage roles' })).toHaveAccessibleDescription(
      "Your role doesn't allow this. You need the role Global admin.",
    )
    await details.getByRole('button', { name: 'Block sign-in' }).click()
    await confirmOwn(page, admin)
    await expectNotice(page, 'Mette Dahl can no longer sign in.')
    await page.keyboard.press('Escape')
    await goTo(page, 'Settings')
    await expect(await openSection(page, 'Password expiration policy')).toContainText(readOnly)
    await expect(page.getByRole('switch', { name: 'Passwords expire' })).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  })
})

test('a role for somebody whose password a user admin knows is given only together with a new password', async ({
  page,
}) => {
  const [helper, hire] = [
    await addAdmin(at.office, 'Uwe User-Admin', ['userAdministrator']),
    await addPerson(at.office, 'Nina New'),
  ]
  const { door } = at.office
  const { token } = await door.client().sessions.signIn({ username: helper.username, password: helper.password })
  const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
  await door.client(token).passwords.reset({ userId: hire.id, choice, mustChange: true })
  await openUsers(page, at.office)
  const details = await openDetails(page, 'Nina New')
  await openTab(details, 'Groups and roles')
  await details.getByRole('button', { name: 'Manage roles' }).click()
  const roles = panel(page, 'Manage roles')
  await roles.getByRole('checkbox', { name: 'Global admin' }).check()
  await roles.getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await expect(roles.getByRole('alert')).toContainText('known to Uwe User-Admin')
  await roles.getByRole('button', { name: 'Save and reset the password' }).click()
  await expect(roles.getByRole('heading', { name: 'Password has been reset' })).toBeFocused()
  await roles.getByRole('button', { name: 'Show password' }).click()
  await page.keyboard.press('Escape')
  await expect(details).toContainText('Global admin')
})

test.describe('a global reader', () => {
  let reader: Account
  test.beforeAll(async () => {
    reader = await addAdmin(at.office, 'Rune Reader', ['globalReader'])
  })

  test('sees everything and can change nothing in the list', async ({ page }) => {
    await openUsers(page, at.office, reader)
    await expectPages(page, [
      'Home',
      'Active users',
      'Deleted users',
      'Groups',
      'Requests',
      'Settings',
      'Audit log',
      'My account',
    ])
    await rowOf(page, 'Anna Møller').getByRole('checkbox').check()
    for (const name of ['Reset password', 'Require password change', 'Add a user', 'Import users', 'Delete user'])
      await expect(command(page, name), name).toBeDisabled()
    await expect(command(page, 'Filter')).toBeEnabled()
    await expect(keyIcon(page, 'Anna Møller')).toBeDisabled()
    const details = await openDetails(page, 'Anna Møller')
    const actions = details.getByRole('group', { name: 'Actions' })
    await expect(actions.getByRole('button', { disabled: false })).toHaveText('')
    const item = await moreAction(page, details, 'Off-board now')
    await expect(item).toBeDisabled()
    await expect(page.getByRole('menuitem', { disabled: false })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(details).toContainText('anna.moller40@nordwind.test')
  })

  test('reads, checks and exports the audit log', { tag: '@long' }, async ({ page }) => {
    await openUsers(page, at.office, reader)
    await goTo(page, 'Audit log')
    await expect(page.getByRole('table', { name: 'Audit log' }).getByRole('row').nth(2)).toBeVisible()
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByText(/^All \d+ entries are intact$/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Export' })).toBeEnabled()
  })

  test('looks at policies and can try a password, but save nothing', { tag: '@long' }, async ({ page }) => {
    await openUsers(page, at.office, reader)
    await goTo(page, 'Settings')
    await expect(await openSection(page, 'Password protection')).toContainText(readOnly)
    await expect(page.getByRole('radio', { name: /^Recommended/ })).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Import policies' })).toBeDisabled()
    await expect(page.getByRole('link', { name: 'Recovery key' })).toHaveCount(0)
  })
})
