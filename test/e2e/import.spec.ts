import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { noFilter } from '../../shared/users.ts'
import { importFile, sharedOffice, userFile } from './fixtures/office.ts'
import { countClicks, openUsers, panel, rowOf, search, typeOwn, usersGrid } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

let folder = ''
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-e2e-files-'))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function openImport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Import users' }).first().click()
  const dialog = panel(page, 'Import users')
  await expect(dialog).toBeVisible()
  return dialog
}

async function choose(page: Page, dialog: Locator, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles(file)
}

/** The cells of a table below its headings, row by row. */
async function cells(table: Locator): Promise<readonly (readonly string[])[]> {
  const rows = await table
    .getByRole('row')
    .filter({ has: table.page().getByRole('cell') })
    .all()
  return Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()))
}

test.describe('an office with nobody but its owner', () => {
  const at = sharedOffice()

  test('imports Microsoft’s users.csv after a preview that shows how it was understood', async ({ page }) => {
    await openUsers(page, at.office)
    await expect(page.getByText('You are the only user so far')).toBeVisible()
    const dialog = await openImport(page)
    await choose(page, dialog, userFile('users.csv'))
    await expect(dialog.getByRole('status')).toHaveText('All 60 users can be imported.')
    await expect(dialog).toContainText('users.csv was read as UTF-8 with commas between the columns.')
    const columns = await cells(dialog.getByRole('table', { name: 'Columns' }))
    expect(columns).toHaveLength(16)
    expect(columns[0]).toEqual(['User Name', 'User name'])
    expect(columns[10]).toEqual(['Alternate email address', 'Alternate email address'])
    const sample = await cells(dialog.getByRole('table', { name: 'The first people' }))
    expect(sample[0]).toEqual(['jens.hansen1@nordwind.test', 'Jens Hansen', 'Kundservice'])
    expect((await at.office.api().users.counts({ search: '', filter: noFilter })).signIn.allowed).toBe(1)

    await dialog.getByRole('button', { name: 'Import 60 users' }).click()
    await expect(dialog.getByRole('status')).toHaveText('60 users were imported.')
    await dialog.getByRole('button', { name: 'Show people without a password' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('60 of 61 people')).toBeVisible()
    await search(page, 'nguyen.moller50', 'Nguyễn Møller')
    await page.getByRole('button', { name: 'Nguyễn Møller', exact: true }).click()
    await expect(panel(page, 'Nguyễn Møller')).toContainText('Havnegade 151,\n2. tv')
  })

  test('lists every problem of a file with its line, column and reason, and imports the rest', async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    await choose(page, dialog, userFile('users-with-errors.csv'))
    await expect(dialog.getByRole('status')).toHaveText(
      '2 of 10 rows can be imported. 8 rows have problems and will be left out.',
    )
    const problems = dialog.getByRole('table', { name: '10 problems' })
    expect((await cells(problems)).map(([line, person, column]) => [line, person, column])).toEqual([
      ['3', 'good.one@nordwind.test', 'User Name'],
      ['4', 'no-at-sign', 'User Name'],
      ['5', 'dot.@nordwind.test', 'User Name'],
      ['6', 'no.display@nordwind.test', 'Display Name'],
      ['7', 'long.title@nordwind.test', 'Job Title'],
      ['8', 'bad.mail@nordwind.test', 'Alternate email address'],
      ['9', 'formula@nordwind.test', 'First Name'],
      ['9', 'formula@nordwind.test', 'Display Name'],
      ['10', 'too', 'User Name'],
      ['10', 'too', 'Display Name'],
    ])
    await expect(problems).toContainText(
      'bob@home.test, evil@other.testMust be one email address, like anna@example.com.',
    )
    await expect(problems).toContainText('=HYPERLINK("x")This is a formula or an Excel error and not its result.')
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Save the list of problems' }).click()
    expect((await download).suggestedFilename()).toBe('users-with-errors-problems.csv')
    await dialog.getByRole('button', { name: 'Import 2 users' }).click()
    await expect(dialog).toContainText('8 rows were left out because of their problems.')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await search(page, 'good', 'Good One')
    await expect(usersGrid(page).getByRole('row')).toHaveCount(3)
  })

  test('one button gives exactly the imported people a temporary password, and the list shows them', async ({
    page,
  }) => {
    await openUsers(page, at.office)
    const before = await at.office.api().users.waiting({})
    const dialog = await openImport(page)
    const file = join(folder, 'two.csv')
    writeFileSync(file, 'User name,Display name\r\nida@nordwind.test,Ida Import\r\nivan@nordwind.test,Ivan Import')
    await choose(page, dialog, file)
    await dialog.getByRole('button', { name: 'Import 2 users' }).click()
    const clicks = await countClicks(page, async () => {
      await dialog.getByRole('button', { name: 'Give everybody a temporary password' }).click()
      await typeOwn(page, at.office.owner)
    })
    expect(clicks).toBe(1)
    const results = panel(page, 'Reset password')
    await expect(results.getByRole('heading', { name: 'Finished' })).toBeVisible()
    await expect(results).toContainText('2 have a new password')
    await results.getByRole('button', { name: 'Close' }).last().click()
    const bar = page.getByRole('status').filter({ hasText: '2 have a new password' })
    await expect(bar).toBeVisible()
    await expect(rowOf(page, 'Ida Import')).toContainText('Temporary')
    await expect(rowOf(page, 'Ivan Import')).toContainText('Temporary')
    expect((await at.office.api().users.waiting({})).waiting).toBe(before.waiting + 2)
    await bar.getByRole('button', { name: 'Show the new passwords' }).click()
    await expect(panel(page, 'Reset password')).toContainText('Ida Import')
  })

  test('reads Danish headings with semicolons and a byte order mark', { tag: '@long' }, async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    await choose(page, dialog, userFile('users-danish-headings.csv'))
    await expect(dialog.getByRole('status')).toHaveText('All 2 users can be imported.')
    await expect(dialog).toContainText('with semicolons between the columns')
    const columns = await cells(dialog.getByRole('table', { name: 'Columns' }))
    expect(columns.slice(0, 4)).toEqual([
      ['Brugernavn', 'User name'],
      ['Fornavn', 'First name'],
      ['Efternavn', 'Last name'],
      ['Vist navn', 'Display name'],
    ])
    await dialog.getByRole('button', { name: 'Import 2 users' }).click()
    await expect(dialog.getByRole('status')).toHaveText('2 users were imported.')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await search(page, 'ole.friis', 'Friis; Ole')
  })

  test('says before the import whom the file blocks and which columns it leaves out, and blocks them', {
    tag: '@long',
  }, async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    const file = join(folder, 'export.csv')
    const rows = ['pia@nordwind.test,Pia Blocked,E5,True,da-DK', 'per@nordwind.test,Per Free,E5,False,']
    writeFileSync(
      file,
      ['User principal name,Display name,Licenses,Block credential,Preferred language', ...rows].join('\r\n'),
    )
    await choose(page, dialog, file)
    await expect(dialog).toContainText('1 person will be blocked from signing in, because the file says so.')
    expect(await cells(dialog.getByRole('table', { name: 'Columns' }))).toEqual([
      ['User principal name', 'User name'],
      ['Display name', 'Display name'],
      ['Licenses', 'Not imported'],
      ['Block credential', 'Sign-in allowed or blocked'],
      ['Preferred language', 'Language'],
    ])
    await dialog.getByRole('button', { name: 'Import 2 users' }).click()
    await expect(dialog.getByRole('status')).toHaveText('2 users were imported.')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await search(page, 'pia@nordwind', 'Pia Blocked')
    await expect(usersGrid(page).getByRole('row').last()).toContainText('Blocked')
  })

  test('saves a sample file that it reads itself', { tag: '@long' }, async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Save a sample file' }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('users-sample.csv')
    const file = join(folder, 'sample.csv')
    await saved.saveAs(file)
    await choose(page, dialog, file)
    await expect(dialog.getByRole('status')).toHaveText('All 2 users can be imported.')
  })

  test('takes a file that is dropped', { tag: '@long' }, async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    const files = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      const text = 'User Name,Display Name\ndrop@nordwind.test,Dorte Drop'
      transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
      return transfer
    })
    await dialog.getByText('or drop it here').dispatchEvent('drop', { dataTransfer: files })
    await expect(dialog.getByRole('status')).toHaveText('1 user can be imported.')
  })
})

test.describe('an office with people in it', () => {
  const at = sharedOffice((office) => importFile(office, userFile('users-15-columns.csv')))

  test('Cancel and Escape leave everything as it was', { tag: '@long' }, async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    await choose(page, dialog, userFile('users-danish-headings.csv'))
    await expect(dialog.getByRole('button', { name: 'Import 2 users' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Import users' })).toBeFocused()
    await choose(page, await openImport(page), userFile('users-danish-headings.csv'))
    await expect(dialog.getByRole('button', { name: 'Import 2 users' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('6 people')).toBeVisible()
    expect((await at.office.api().users.counts({ search: '', filter: noFilter })).signIn.allowed).toBe(6)
  })

  test('people who are there already are named and none of them changes', { tag: '@long' }, async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    await choose(page, dialog, userFile('users-15-columns.csv'))
    await expect(dialog.getByRole('alert')).toHaveText(
      'No row can be imported. Correct the problems below in the file and choose it again.',
    )
    const problems = await cells(dialog.getByRole('table', { name: '5 problems' }))
    expect(problems.map(([line, , , reason]) => [line, reason])).toEqual(
      ['2', '3', '4', '5', '6'].map((line) => [line, 'This user name is taken.']),
    )
    await expect(dialog.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)
    await expect(dialog.getByRole('button', { name: 'Choose another file' })).toBeVisible()
  })

  const unreadable = [
    ['photo.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0, 255]), 'This is not a CSV file.'],
    ['users.xlsx.csv', Buffer.from('PK\u0003\u0004\u0000\u0000\u0000xl/workbook.xml'), 'This is not a CSV file.'],
    ['empty.csv', Buffer.alloc(0), 'The file is empty.'],
    ['quote.csv', Buffer.from('User Name,Display Name\na@b.test,"A'), 'A quotation mark in line 2 is never closed.'],
  ] as const

  test('a picture, a workbook, an empty file and an endless quotation are refused with what to do instead', {
    tag: '@long',
  }, async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openImport(page)
    for (const [name, bytes, sentence] of unreadable) {
      writeFileSync(join(folder, name), bytes)
      await choose(page, dialog, join(folder, name))
      await expect(dialog.getByRole('alert'), name).toContainText(sentence)
      await expect(dialog).toContainText('Open the list in Excel, choose Save as')
      await expect(dialog.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)
    }
    await choose(page, dialog, userFile('users-danish-headings.csv'))
    await expect(dialog.getByRole('button', { name: 'Import 2 users' })).toBeVisible()
  })
})
