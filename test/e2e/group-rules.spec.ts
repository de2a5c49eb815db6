import { addPerson, sharedOffice } from './fixtures/office.ts'
import { expectNotice, goTo, keyIcon, openUsers, panel } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice(async (office) => {
  const anna = await addPerson(office, 'Anna Aaen')
  const { groups } = office.api()
  for (const name of ['Sales', 'Board']) {
    const { id } = await groups.create({ name, kind: 'picked', departments: [] })
    await groups.addMembers({ id, selection: { kind: 'users', ids: [anna.id] } })
  }
})

test('groups get rules of their own, in an order, with a preview of whom each applies to', async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Password protection')
  for (const name of ['Sales', 'Board']) {
    await page.getByRole('button', { name: 'Add rules for a group' }).click()
    const dialog = panel(page, 'Add rules for a group')
    await expect(dialog.getByRole('button', { name: 'Apply' })).toBeDisabled()
    await dialog.getByLabel('Group', { exact: true }).selectOption({ label: name })
    if (name === 'Board') await dialog.getByRole('radio', { name: /^Recommended/ }).check()
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await expect(dialog).toHaveCount(0)
  }
  const list = page.getByRole('list', { name: 'Groups with rules of their own, in order' })
  await expect(list.getByRole('listitem')).toHaveText([
    /^SalesMicrosoft 365, at least 8/,
    /^BoardRecommended, at least 15/,
  ])
  await page.getByRole('button', { name: 'Move Board up' }).click()
  await expect(list.getByRole('listitem')).toHaveText([/^Board/, /^Sales/])

  await page.getByLabel('Password to try').fill('Lime-42-x')
  await expect(page.getByText('This password would be accepted.')).toBeVisible()
  await page.getByLabel('Rules of', { exact: true }).selectOption({ label: 'Board' })
  await expect(page.getByText('This password would be refused.')).toBeVisible()
  await expect(page.getByText(/^Strength estimate:/)).toBeVisible()

  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const review = panel(page, 'Save policies')
  await expect(review).toContainText('Board: applies to 1 person')
  await expect(review).toContainText('Sales: applies to 0 people')
  await review.getByRole('button', { name: 'Save' }).click()
  const confirmation = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await confirmation.getByLabel('Your password').fill(at.office.owner.password)
  await confirmation.getByRole('button', { name: 'Confirm' }).click()
  await expectNotice(page, 'Policies saved.')

  await goTo(page, 'Active users')
  await keyIcon(page, 'Anna Aaen').click()
  const reset = panel(page, 'Reset password')
  await reset.getByRole('checkbox', { name: 'Automatically create a password' }).uncheck()
  await expect(reset).toContainText('At least 15 characters')
  await reset.getByRole('button', { name: 'Cancel' }).click()

  await goTo(page, 'Settings')
  await openSection(page, 'Password protection')
  await page.getByRole('button', { name: 'Undo last change' }).click()
  const undo = panel(page, 'Undo last change')
  await expect(undo).toContainText('Board, Sales')
  await undo.getByRole('button', { name: 'Undo last change' }).click()
  await expectNotice(page, 'The last change was taken back.')
})
