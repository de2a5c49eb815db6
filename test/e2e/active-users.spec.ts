import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { addPerson, givePassword, giveTemporary, importFile, sharedOffice, userFile } from './fixtures/office.ts'
import {
  confirmOwn,
  downloadFrom,
  expectNotice,
  fillSignIn,
  goTo,
  keyIcon,
  openUsers,
  panel,
  rowOf,
  search,
  shownNames,
  usersGrid,
} from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice((office) => importFile(office, userFile('users.csv')))
/** The headings that sort; the checkbox and the key icon have none. */
const headings = (page: Page) => usersGrid(page).getByRole('columnheader').getByRole('button')

test('the list shows who has an account, with the state of each password', async ({ page }) => {
  const person = await addPerson(at.office, 'Aase Aaberg')
  await giveTemporary(at.office, person)
  await openUsers(page, at.office)
  await expect(page).toHaveTitle('Active users – Keydesk')
  await expect(headings(page)).toHaveText([
    ...['Display name', 'User name', 'Password', 'Last changed', 'Expires', 'Sign-in status', 'Roles', 'Department'],
  ])
  await search(page, 'olga', 'Olga Owner')
  const own = rowOf(page, 'Olga Owner')
  await expect(own).toContainText('olga.owner@nordwind.test')
  await expect(own).toContainText('Current')
  await expect(own).toContainText('Global admin')
  await expect(keyIcon(page, 'Olga Owner')).toBeDisabled()
  await expect(keyIcon(page, 'Olga Owner')).toHaveAccessibleDescription('Change your own password under My account.')
  await search(page, 'aaberg', 'Aase Aaberg')
  await expect(rowOf(page, 'Aase Aaberg')).toContainText('Temporary')
  await expect(rowOf(page, 'Aase Aaberg')).toContainText(/allowed/i)
  await search(page, 'liv dahl', 'Liv Dahl')
  await expect(rowOf(page, 'Liv Dahl')).toContainText('No password')
})

test('the search forgives accents, order and case, and says so when nobody is found', async ({ page }) => {
  await openUsers(page, at.office)
  const box = page.getByRole('searchbox', { name: 'Search users' })
  const finds = [
    ['sor', 'Søren Ångström'],
    ['SØREN ANGSTROM', 'Søren Ångström'],
    ['angstrom soren', 'Søren Ångström'],
    ['nguyen.moller50', 'Nguyễn Møller'],
    ['lucja', 'Łucja Berg'],
    ["d'arcy", "D'Arcy Øst"],
    ['aebelo', 'Freja Æbelø'],
  ] as const
  for (const [text, name] of finds) {
    await search(page, text, name)
    await expect(rowOf(page, name).first(), text).toBeVisible()
  }
  await box.fill('nobody at all')
  await expect(page.getByRole('heading', { name: 'No users found' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await expect(box).toHaveValue('')
  await expect(box).toBeFocused()
  await expect(usersGrid(page).getByRole('checkbox').nth(5)).toBeVisible()
})

test('a heading sorts up and down, the way the language sorts', async ({ page }) => {
  const grid = await openUsers(page, at.office)
  await search(page, 'mette', 'Mette')
  const heading = grid.getByRole('columnheader', { name: 'Display name' })
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(() => shownNames(page)).toEqual(['Mette Æbelø', 'Mette Dahl', 'Mette von Krogh'])
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => shownNames(page)).toEqual(['Mette von Krogh', 'Mette Dahl', 'Mette Æbelø'])
  await grid.getByRole('columnheader', { name: 'Department' }).getByRole('button').click()
  await expect.poll(() => shownNames(page)).toEqual(['Mette Æbelø', 'Mette Dahl', 'Mette von Krogh'])
  await expect(heading).not.toHaveAttribute('aria-sort')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Dansk' }).click()
  const danish = page.getByRole('grid', { name: 'Aktive brugere' })
  await danish.getByRole('columnheader', { name: 'Vist navn' }).getByRole('button').click()
  const names = danish.getByRole('row').getByRole('button', { name: /^Mette/ })
  await expect(names).toHaveText(['Mette Dahl', 'Mette von Krogh', 'Mette Æbelø'])
})

test('filters show the number of people behind each, narrow the list, and are removed one by one', async ({ page }) => {
  await giveTemporary(at.office, await addPerson(at.office, 'Filippa Filter'))
  await openUsers(page, at.office)
  await search(page, 'filippa', 'Filippa Filter')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const filter = panel(page, 'Filter')
  await expect(filter.getByRole('group', { name: 'Password' }).getByRole('checkbox')).toHaveCount(8)
  await expect(filter.getByRole('checkbox', { name: 'Temporary (1)' })).toBeVisible()
  await expect(filter.getByRole('checkbox', { name: 'No password (0)' })).toBeVisible()
  await filter.getByRole('checkbox', { name: 'Temporary (1)' }).check()
  await filter.getByRole('checkbox', { name: 'No admin role (1)' }).check()
  await filter.getByRole('button', { name: 'Close' }).last().click()
  await expect(rowOf(page, 'Filippa Filter')).toBeVisible()
  const tags = page.getByLabel('Active filters')
  await expect(tags.getByRole('button')).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Search users' }).fill('mette')
  await expect(page.getByRole('heading', { name: 'No users found' })).toBeVisible()
  await tags.getByRole('button', { name: /Temporary/ }).click()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(4)
  await expect(tags.getByRole('button')).toHaveCount(1)
})

test('chosen columns stay after a reload and a new sign-in', async ({ page }) => {
  await openUsers(page, at.office)
  await page.getByRole('button', { name: 'Choose columns' }).click()
  const columns = panel(page, 'Choose columns')
  for (const name of ['Department', 'Last changed']) await columns.getByRole('checkbox', { name }).uncheck()
  await columns.getByRole('button', { name: 'Move Sign-in status up' }).click()
  await columns.getByRole('button', { name: 'Close' }).last().click()
  const wanted = ['Display name', 'User name', 'Password', 'Sign-in status', 'Expires', 'Roles']
  await expect(headings(page)).toHaveText(wanted)
  await page.reload()
  await fillSignIn(page, at.office.owner.username, at.office.owner.password)
  await expect(headings(page)).toHaveText(wanted)
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await columns.getByRole('button', { name: 'Standard columns' }).click()
  await columns.getByRole('button', { name: 'Close' }).last().click()
  await expect(headings(page)).toHaveCount(8)
})

test('people are selected one by one, as a range with Shift, and with the keyboard', { tag: '@long' }, async ({
  page,
}) => {
  const grid = await openUsers(page, at.office)
  const boxes = grid.getByRole('checkbox')
  await boxes.nth(2).click()
  await expect(page.getByText('1 selected', { exact: true })).toBeVisible()
  await boxes.nth(5).click({ modifiers: ['Shift'] })
  await expect(page.getByText('4 selected', { exact: true })).toBeVisible()
  await boxes.nth(3).click({ modifiers: ['Shift'] })
  await expect(page.getByText('2 selected', { exact: true })).toBeVisible()
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear selection' }).click()
  await expect(page.getByText(/ selected$/)).toHaveCount(0)

  await boxes.nth(1).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('3 selected', { exact: true })).toBeVisible()
  await expect(boxes.nth(3)).toBeFocused()
  await page.keyboard.press('Control+a')
  await expect(page.getByText(/^\d\d selected$/)).toBeVisible()
  await expect(boxes.first()).toBeChecked()
})

test('Select all users means everybody, also while searching, with exceptions', async ({ page }) => {
  const all = (await at.office.api().users.list({ ...everybody, offset: 0, limit: 1 })).total
  await openUsers(page, at.office)
  const selectAll = page.getByRole('checkbox', { name: 'Select all users' })
  await selectAll.check()
  await expect(page.getByText(`${all} selected`, { exact: true })).toBeVisible()
  await search(page, 'sor', 'Søren')
  await expect(page.getByText(`${all} selected`, { exact: true })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select Søren Lindqvist' }).uncheck()
  await expect(page.getByText(`${all - 1} selected`, { exact: true })).toBeVisible()
  await expect(selectAll).toHaveJSProperty('indeterminate', true)
  await page.getByRole('searchbox', { name: 'Search users' }).fill('')
  await expect(page.getByText(`${all - 1} selected`, { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reset password', exact: true })).toBeEnabled()
})

test('Reset password and Require password change wait until somebody is selected, and say so', {
  tag: '@long',
}, async ({ page }) => {
  await openUsers(page, at.office)
  for (const name of ['Reset password', 'Require password change']) {
    const command = page.getByRole('toolbar').getByRole('button', { name, exact: true })
    await expect(command).toBeDisabled()
    await command.hover()
    await expect(command).toHaveAccessibleDescription('Select one or more people first.')
  }
})

test('Export users saves everybody, or the selected, in the 16 columns of import and without passwords', async ({
  page,
}) => {
  const person = await givePassword(at.office, await addPerson(at.office, 'Xenia Export'))
  await openUsers(page, at.office)
  const exporting = panel(page, 'Export users')
  const press = async () => {
    await page.getByRole('button', { name: 'Export users' }).click()
    await exporting.getByRole('button', { name: 'Export' }).click()
  }
  const { name, rows } = await downloadFrom(page, async () => {
    await press()
    await confirmOwn(page, at.office.owner)
  })
  expect(name).toMatch(/\.csv$/)
  expect(rows[0]).toHaveLength(16)
  expect(rows[0]).toContain('Alternate email address')
  expect(rows.slice(1).every((row) => row.length === 16)).toBe(true)
  expect(rows.map((row) => row[0])).toEqual(expect.arrayContaining([person.username, 'zoe.hansen57@nordwind.test']))
  expect(JSON.stringify(rows)).not.toContain(person.password)
  expect(JSON.stringify(rows)).not.toContain('argon2')
  await search(page, 'xenia', 'Xenia Export')
  await page.getByRole('checkbox', { name: 'Select Xenia Export' }).check()
  const one = await downloadFrom(page, press)
  expect(one.rows.slice(1).map((row) => row[0])).toEqual([person.username])
  await expectNotice(page, '1 user exported.')
})

test('Export users writes what another directory takes, asks where the people shall be, and says what to do with it', {
  tag: '@long',
}, async ({ page }) => {
  await addPerson(at.office, 'Xerxes Udland')
  await openUsers(page, at.office)
  await search(page, 'xerxes', 'Xerxes Udland')
  await page.getByRole('checkbox', { name: 'Select Xerxes Udland' }).check()
  await page.getByRole('button', { name: 'Export users' }).click()
  const exporting = panel(page, 'Export users')
  await expect(exporting.getByText('The file will hold 1 person.')).toBeVisible()
  await expect(exporting.getByText(/holds no passwords/)).toBeVisible()
  await exporting.getByRole('radio', { name: 'LDIF for another directory' }).check()
  const base = exporting.getByRole('textbox', { name: 'Where the people shall be' })
  await exporting.getByRole('button', { name: 'Export' }).click()
  await expect(base).toHaveAccessibleDescription(/This is no distinguished name/)
  await base.fill('people of example')
  await expect(base).toHaveAccessibleDescription(/This is no distinguished name/)
  await base.fill('ou=people,dc=example,dc=com')
  await expect(base).not.toHaveAccessibleDescription(/This is no distinguished name/)
  const waiting = page.waitForEvent('download')
  await exporting.getByRole('button', { name: 'Export' }).click()
  await confirmOwn(page, at.office.owner)
  const download = await waiting
  const name = download.suggestedFilename()
  expect(name).toMatch(/\.ldif$/)
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^dn: uid=.*,ou=people,dc=example,dc=com$/m)
  await expect(exporting.getByText(`1 user exported. Saved as ${name}.`)).toBeVisible()
  await expect(exporting.getByRole('code')).toHaveText(`ldapadd -H ldaps://SERVER -D "ACCOUNT" -W -f "${name}"`)
  await exporting.getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('button', { name: 'Export users' }).click()
  await exporting.getByRole('radio', { name: 'CSV for New-ADUser (Active Directory)' }).check()
  const { name: csv, rows } = await downloadFrom(page, () => exporting.getByRole('button', { name: 'Export' }).click())
  expect(rows[0]?.slice(0, 2)).toEqual(['Name', 'SamAccountName'])
  await expect(exporting.getByRole('code')).toHaveText(`Import-Csv "${csv}" | New-ADUser`)
  await exporting.getByRole('button', { name: 'Close' }).last().click()
  await goTo(page, 'Audit log')
  await expect(page.getByText(/users: 1 · file: CSV for New-ADUser/).first()).toBeVisible()
})

const everybody = {
  query: { search: '', filter: { signIn: [], passwordState: [], role: [] } },
  sort: { by: 'displayName', direction: 'ascending', language: 'en' },
} as const
