import type { Locator, Page } from '@playwright/test'
import { addAdmin, addPerson, importFile, sharedOffice, userFile } from './fixtures/office.ts'
import { goTo, openUsers, panel, rowOf, search, usersGrid } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice((office) => importFile(office, userFile('users.csv')))

async function openFilter(page: Page): Promise<Locator> {
  await page.getByRole('toolbar', { name: 'Commands' }).getByRole('button', { name: 'Filter' }).click()
  return panel(page, 'Filter')
}

const tag = (page: Page, name: string) => page.getByLabel('Active filters').getByText(name)

/** Saves what the list shows. */
async function save(page: Page, name: string): Promise<void> {
  const filter = await openFilter(page)
  await filter.getByRole('button', { name: 'Save as a view' }).click()
  const dialog = panel(page, 'Save as a view')
  await dialog.getByLabel('Name of the view').fill(name)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(filter.getByRole('status')).toHaveText(`The view ${name} was saved.`)
  await filter.getByRole('button', { name: 'Close' }).last().click()
}

test('a view is saved, found by another admin, and shows the same people in the same order', async ({ page }) => {
  await openUsers(page, at.office)
  const filter = await openFilter(page)
  await filter.getByRole('checkbox', { name: /^No password/ }).check()
  await filter.getByRole('button', { name: 'Close' }).last().click()
  await search(page, 'mette', 'Mette')
  await usersGrid(page).getByRole('columnheader', { name: 'Display name' }).getByRole('button').click()
  await save(page, 'Mette without password')
  await expect(tag(page, 'View: Mette without password')).toBeVisible()

  const reader = await addAdmin(at.office, 'Rosa Reader', ['globalReader'])
  await page.reload()
  await openUsers(page, at.office, reader)
  const list = await openFilter(page)
  await expect(list.getByRole('button', { name: 'Save as a view' })).toBeDisabled()
  await expect(list.getByRole('button', { name: /^Delete view/ })).toHaveCount(0)
  await list.getByRole('button', { name: 'Mette without password', exact: true }).click()
  await expect(list).toHaveCount(0)
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toHaveValue('mette')
  await expect(usersGrid(page).getByRole('row')).toHaveCount(4)
  await expect(usersGrid(page).getByRole('columnheader', { name: 'Display name' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await tag(page, 'View: Mette without password').click()
  await expect(tag(page, 'View: Mette without password')).toHaveCount(0)
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toHaveValue('')
  await expect(rowOf(page, 'Amalie Berg').or(usersGrid(page).getByRole('row').nth(9))).toBeVisible()
})

test('a standard view is shown with one press', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  const filter = await openFilter(page)
  await expect(filter.getByRole('button', { name: 'All users' })).toHaveAttribute('aria-pressed', 'true')
  await filter.getByRole('button', { name: 'Global admins' }).click()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(2)
  await expect(tag(page, 'Role: Global admin')).toBeVisible()
  const again = await openFilter(page)
  await expect(again.getByRole('button', { name: 'Global admins' })).toHaveAttribute('aria-pressed', 'true')
  await again.getByRole('button', { name: 'All users' }).click()
  await expect(usersGrid(page).getByRole('row').nth(5)).toBeVisible()
})

test('a view is renamed, given other conditions, and deleted', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  await search(page, 'dahl', 'Dahl')
  await save(page, 'Dahl')
  await search(page, 'mette', 'Mette')
  await expect(tag(page, 'View: Dahl (changed)')).toBeVisible()
  const filter = await openFilter(page)
  await filter.getByRole('button', { name: 'Edit view Dahl' }).click()
  const dialog = panel(page, 'Edit view')
  await expect(dialog.getByRole('checkbox', { name: 'Use the current search and filters' })).toBeChecked()
  await dialog.getByLabel('Name of the view').fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('Type a name of 1 to 64 characters.')).toBeVisible()
  await dialog.getByLabel('Name of the view').fill('Mette')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(filter.getByRole('button', { name: 'Edit view Mette', exact: true })).toBeVisible()

  await filter.getByRole('button', { name: 'Save as a view' }).click()
  const twice = panel(page, 'Save as a view')
  await twice.getByLabel('Name of the view').fill('METTE')
  await twice.getByRole('button', { name: 'Save' }).click()
  await expect(twice.getByText('There is a view called METTE already. Choose another name.')).toBeVisible()
  await twice.getByRole('button', { name: 'Cancel' }).click()

  await filter.getByRole('button', { name: 'Delete view Mette', exact: true }).click()
  const question = panel(page, 'Delete view')
  await expect(question).toContainText('Mette disappears for all admins.')
  await question.getByRole('button', { name: 'Delete view' }).click()
  await expect(filter.getByRole('button', { name: 'Mette', exact: true })).toHaveCount(0)
  await expect(filter.getByRole('button', { name: 'Save as a view' })).toBeFocused()
  await filter.getByRole('button', { name: 'Close' }).last().click()
  await expect(tag(page, 'View: Mette')).toHaveCount(0)
  await goTo(page, 'Audit log')
  await expect(page.getByText('Deleted view').first()).toBeVisible()
  await expect(page.getByText('name: Dahl → Mette · search: dahl → mette')).toBeVisible()
})

test('people are filtered by department, and a view says when nobody is left in it', { tag: '@long' }, async ({
  page,
}) => {
  const name = 'Lone Lighthouse'
  const person = await addPerson(at.office, name)
  const { users } = at.office.api()
  const contact = { department: 'Lighthouse' }
  await users.edit({ id: person.id, username: person.username, displayName: name, contact, language: null })
  await openUsers(page, at.office)
  const filter = await openFilter(page)
  const more = filter.getByRole('button', { name: /^Show \d+ more department/ })
  const box = filter.getByRole('checkbox', { name: 'Lighthouse (1)' })
  await expect(more.or(box).first()).toBeVisible()
  if (await more.isVisible()) await more.click()
  await box.check()
  await filter.getByRole('button', { name: 'Close' }).last().click()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(2)
  await expect(tag(page, 'Department: Lighthouse')).toBeVisible()
  await save(page, 'Keepers')
  await users.edit({ id: person.id, username: person.username, displayName: name, contact: {}, language: null })
  await page.reload()
  await openUsers(page, at.office)
  const list = await openFilter(page)
  await expect(list.getByText('No users match any more: Department: Lighthouse.')).toBeVisible()
  await list.getByRole('button', { name: 'Keepers', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No users found' })).toBeVisible()
})

test('people are filtered by group among many, with a tag that takes it off again', { tag: '@long' }, async ({
  page,
}) => {
  const person = await addPerson(at.office, 'Gunda Gruppe')
  const { groups } = at.office.api()
  for (let number = 1; number <= 15; number += 1)
    await groups.create({ name: `Team ${number}`, kind: 'picked', departments: [] })
  const { id } = await groups.create({ name: 'Væksthus', kind: 'picked', departments: [] })
  await groups.addMembers({ id, selection: { kind: 'users', ids: [person.id] } })
  await openUsers(page, at.office)
  const everybody = await usersGrid(page).getByRole('row').count()
  const filter = await openFilter(page)
  await expect(filter.getByRole('checkbox', { name: 'Væksthus' })).toHaveCount(0)
  await filter.getByRole('searchbox', { name: 'Search groups' }).fill('vaekst')
  await filter.getByRole('checkbox', { name: 'Væksthus' }).check()
  await filter.getByRole('button', { name: 'Close' }).last().click()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(2)
  await expect(usersGrid(page).getByRole('row').last()).toContainText('Gunda Gruppe')
  await tag(page, 'Group: Væksthus').click()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(everybody)
})
