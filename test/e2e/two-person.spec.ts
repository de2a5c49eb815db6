import type { Page } from '@playwright/test'
import { type Account, addAdmin, addPerson, canSignIn, sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { expectNotice, goTo, keyIcon, openUsers, panel, rowOf, search } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const title = 'A second admin must approve critical changes'
let berta: Account
let gustav: Account

// The second test goes on where the first ended: a rule that is on ends only by a request.
test.describe.configure({ mode: 'serial' })

const at = sharedOffice(async (office) => {
  berta = await addAdmin(office, 'Berta Boss', ['globalAdministrator'])
  gustav = await addAdmin(office, 'Gustav Global', ['globalAdministrator'])
  await addPerson(office, 'Per Plain')
})

async function confirmAs(page: Page, { password }: Account): Promise<void> {
  const confirm = panel(page, 'Confirm that it is you')
  await confirm.getByLabel('Your password').fill(password)
  await confirm.getByRole('button', { name: 'Confirm' }).click()
  await expect(confirm).toHaveCount(0)
}

/** Turns the rule on or off as an admin does, up to the last click. */
async function saveRule(page: Page, isOn: boolean): Promise<void> {
  await goTo(page, 'Settings')
  const section = await openSection(page, 'Sign-in and lock')
  const rule = page.getByRole('switch', { name: title })
  await expect(rule).toBeChecked({ checked: !isOn })
  await rule.click()
  await section.getByRole('button', { name: 'Save' }).click()
  const review = panel(page, 'Save policies')
  await expect(review.getByRole('row', { name: title })).toBeVisible()
  await review.getByRole('button', { name: 'Save' }).click()
}

async function secondPage(page: Page): Promise<Page> {
  const other = await page.context().newPage()
  await openUsers(other, at.office, berta)
  return other
}

test('a reset of a global admin waits for a second admin, and the asker finds the password on Requests', async ({
  page,
}) => {
  await openUsers(page, at.office)
  await saveRule(page, true)
  await confirmAs(page, at.office.owner)
  await expectNotice(page, 'Policies saved.')
  await goTo(page, 'Requests')
  await expect(page.getByText('No requests')).toBeVisible()

  await goTo(page, 'Active users')
  await search(page, 'gustav', 'Gustav Global')
  await keyIcon(page, 'Gustav Global').click()
  const reset = panel(page, 'Reset password')
  await reset.getByRole('button', { name: 'Reset password' }).click()
  await expect(reset.getByRole('heading', { name: 'Waiting for a second admin' })).toBeFocused()
  await expect(reset).toContainText('Request 1')
  await checkScreen(page, 'a reset that waits', 'en')
  await expect(reset.getByRole('button', { name: 'Show password' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  expect(await canSignIn(at.office.door, gustav.username, gustav.password)).toBe(true)

  const link = page.getByRole('navigation').getByRole('link', { name: 'Requests', exact: true })
  await expect(link).toHaveAccessibleDescription('1 open')
  await goTo(page, 'Requests')
  await checkScreen(page, 'requests', 'en')
  await page.getByRole('button', { name: 'Reset the password of Gustav Global' }).click()
  const own = panel(page, 'Request 1')
  await expect(own).toContainText('Another admin must approve or refuse it.')
  await expect(own.getByRole('button', { name: 'Withdraw' })).toBeVisible()
  await expect(own.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(own).toHaveCount(0)

  const other = await secondPage(page)
  await goTo(other, 'Requests')
  await other.getByRole('button', { name: 'Reset the password of Gustav Global' }).click()
  await expect(panel(other, 'Request 1')).toContainText('Olga Owner (olga.owner@nordwind.test)')
  await checkScreen(other, 'a request to decide', 'en')
  await panel(other, 'Request 1').getByRole('button', { name: 'Approve' }).click()
  await confirmAs(other, berta)
  await expectNotice(other, 'Request 1 was approved.')
  await expect(other.getByRole('row', { name: /^1 .* Approved$/ })).toBeVisible()
  await other.getByRole('button', { name: 'Reset the password of Gustav Global' }).click()
  await expect(panel(other, 'Request 1')).toContainText('berta.boss@nordwind.test')
  await expect(panel(other, 'Request 1').getByRole('button', { name: 'Show results' })).toHaveCount(0)
  await other.close()

  await expect(page.getByRole('row', { name: /^1 .* Approved$/ })).toBeVisible()
  await expect(link).toHaveAccessibleDescription('')
  await page.getByRole('button', { name: 'Reset the password of Gustav Global' }).click()
  await own.getByRole('button', { name: 'Show results' }).click()
  const results = panel(page, 'Reset password')
  await expect(results).toContainText('Gustav Global')
  await expect(results).toContainText('1 has a new password')
  expect(await canSignIn(at.office.door, gustav.username, gustav.password)).toBe(false)
})

test('blocking a global admin waits too, and is told as news, not as a failure', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  await search(page, 'gustav', 'Gustav Global')
  await rowOf(page, 'Gustav Global').getByRole('button', { name: 'Gustav Global', exact: true }).click()
  const details = panel(page, 'Gustav Global')
  await details.getByRole('button', { name: 'Block sign-in' }).click()
  await panel(page, 'Block an admin?').getByRole('button', { name: 'Block sign-in' }).click()
  await confirmAs(page, at.office.owner)
  await expect(details).toContainText(
    'A second admin must approve this. It is waiting as request 2 on the Requests page.',
  )
  await checkScreen(page, 'an act that waits', 'en')
  await expect(details.getByRole('button', { name: 'Block sign-in' })).toBeVisible()

  const other = await secondPage(page)
  await goTo(other, 'Requests')
  await other.getByRole('button', { name: 'Change sign-in of Gustav Global' }).click()
  const asked = panel(other, 'Request 2')
  await expect(asked).toContainText('Sign-in blocked')
  await checkScreen(other, 'an act to decide', 'en')
  await asked.getByRole('button', { name: 'Approve' }).click()
  await confirmAs(other, berta)
  await expectNotice(other, 'Request 2 was approved.')
  await other.close()
  await page.keyboard.press('Escape')
  await goTo(page, 'Requests')
  await expect(page.getByRole('row', { name: /^2 .* Approved$/ })).toBeVisible()
})

test('everybody waits too, is refused with a reason, and the rule ends only by two', { tag: '@long' }, async ({
  page,
}) => {
  await openUsers(page, at.office)
  await page.getByRole('checkbox', { name: 'Select all users' }).check()
  await page.getByRole('button', { name: 'Reset password', exact: true }).click()
  const reset = panel(page, 'Reset password')
  await reset.getByLabel('Your password').fill(at.office.owner.password)
  await reset.getByRole('button', { name: 'Reset password' }).click()
  await expect(reset.getByRole('heading', { name: 'Waiting for a second admin' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(reset).toHaveCount(0)
  await saveRule(page, false)
  await expectNotice(
    page,
    'What needs two admins is changed once a second admin approves request 4. Everything else was saved.',
  )
  await expect(page.getByRole('switch', { name: title })).toBeChecked()

  await openSection(page, 'Portal')
  const portal = page.getByRole('switch', { name: 'Open the portal on the office network' })
  await portal.click()
  await page.getByLabel('Host name').fill('desk.nordwind.test')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('alert')).toHaveText(
    'A second admin must approve this. It is waiting as request 5 on the Requests page.',
  )
  // The page shows what is in force, and nothing that would still have to be saved.
  await expect(portal).not.toBeChecked()
  await expect(page.getByText('You have changes that are not saved.')).toHaveCount(0)

  const other = await secondPage(page)
  await goTo(other, 'Requests')
  await other.getByRole('button', { name: 'Change the portal' }).click()
  await expect(panel(other, 'Request 5')).toContainText('Open the portal on the office networkno → yes')
  await checkScreen(other, 'a setting to decide', 'en')
  await other.keyboard.press('Escape')
  await expect(panel(other, 'Request 5')).toHaveCount(0)
  await other.getByRole('button', { name: 'Reset the passwords of 2 people' }).click()
  await panel(other, 'Request 3').getByLabel('Reason').fill('Not before Monday')
  await panel(other, 'Request 3').getByRole('button', { name: 'Refuse' }).click()
  await expectNotice(other, 'Request 3 was refused.')
  await other.getByRole('button', { name: 'Turn off the two-person rule' }).click()
  await panel(other, 'Request 4').getByRole('button', { name: 'Approve' }).click()
  await confirmAs(other, berta)
  await expectNotice(other, 'Request 4 was approved.')
  await other.close()

  await goTo(page, 'Requests')
  await page.getByRole('button', { name: 'Reset the passwords of 2 people' }).click()
  await expect(panel(page, 'Request 3')).toContainText('Not before Monday')
  expect((await at.office.api().policies.get({})).policies.signIn.twoPerson.isOn).toBe(false)
})
