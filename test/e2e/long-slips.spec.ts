import type { Page } from '@playwright/test'
import { languages } from '../../shared/languages.ts'
import { layoutFaults } from './fixtures/in-view.ts'
import { longestOrganisation, nameLong } from './fixtures/longest.ts'
import { type Office, sharedOffice } from './fixtures/office.ts'
import { confirmOwn, keyIcon, openUsers, panel, search } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

// Slips whose names and addresses are as long as they may be and have no spaces.
test.describe.configure({ mode: 'default' })
const at = sharedOffice(nameLong)

/** Sheets at 96 pixels an inch. */
const sheets = { A4: { width: 794, height: 1123 }, Letter: { width: 816, height: 1056 } } as const

async function addLong(office: Office, number: number): Promise<string> {
  const language = languages[number] ?? 'en'
  const displayName = `Slip${number}${'WØg_'.repeat(62)}WØg`
  const username = `${'w'.repeat(63)}${number}@${'m'.repeat(44)}.com`
  await office.api().users.add({ username, displayName, contact: {}, language })
  return displayName
}

/** Keeps the slips on the page, as while the print dialog is open; making a PDF would end that. */
async function keepPrinting(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.print = () => {}
    addEventListener('afterprint', (event) => event.stopImmediatePropagation())
  })
}

/** How the slips lie on a sheet: faults of the layout, and how high each slip is. */
async function onSheet(page: Page, sheet: keyof typeof sheets) {
  await page.setViewportSize(sheets[sheet])
  await page.emulateMedia({ media: 'print' })
  const heights = await page
    .locator('[data-print-only] section')
    .evaluateAll((slips) => slips.map((slip) => Math.ceil(slip.getBoundingClientRect().height)))
  const faults = await layoutFaults(page)
  const pdf = await page.pdf({ format: sheet, preferCSSPageSize: false })
  await page.emulateMedia({ media: 'screen' })
  return { heights, faults, pages: pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0 }
}

async function expectOnePageEach(page: Page, slips: number): Promise<void> {
  await expect(page.locator('[data-print-only] section')).toHaveCount(slips)
  for (const sheet of ['A4', 'Letter'] as const) {
    const { heights, faults, pages } = await onSheet(page, sheet)
    expect.soft(faults, sheet).toEqual([])
    for (const height of heights) expect.soft(height, sheet).toBeLessThanOrEqual(sheets[sheet].height)
    expect.soft(pages, `pages of ${sheet}`).toBe(slips)
  }
}

for (const [number, language] of languages.entries()) {
  test(`a slip with the longest names stays one page, in ${language}`, { tag: number === 0 ? [] : '@long' }, async ({
    page,
  }) => {
    const name = await addLong(at.office, number)
    await keepPrinting(page)
    await openUsers(page, at.office)
    await search(page, `Slip${number}`, 'Slip')
    await keyIcon(page, name).click()
    const dialog = panel(page, 'Reset password')
    await dialog.getByRole('button', { name: 'Reset password', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Print', exact: true }).click()
    await expectOnePageEach(page, 1)
    await expect(page.locator('[data-print-only]')).toContainText(longestOrganisation)
  })
}

test('several slips share a sheet, or are one list, as it was chosen the last time', { tag: '@long' }, async ({
  page,
}) => {
  await keepPrinting(page)
  await openUsers(page, at.office)
  await search(page, 'Slip', 'Slip')
  await page.getByRole('checkbox', { name: 'Select all users' }).click()
  await page.getByRole('button', { name: 'Reset password', exact: true }).click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByLabel('Your password').fill(at.office.owner.password)
  await dialog.getByRole('button', { name: 'Reset password', exact: true }).click()
  await dialog.getByRole('button', { name: 'One per sheet' }).click()
  await page.getByRole('menuitemradio', { name: 'Several per sheet' }).click()
  await dialog.getByRole('button', { name: 'Print' }).click()
  await expect(page.locator('[data-print-only] section')).toHaveCount(languages.length)
  for (const sheet of ['A4', 'Letter'] as const) {
    const { heights, faults, pages } = await onSheet(page, sheet)
    expect.soft(faults, sheet).toEqual([])
    for (const height of heights) expect.soft(height, sheet).toBeLessThanOrEqual(sheets[sheet].height / 2)
    expect.soft(pages, `pages of ${sheet}`).toBeLessThan(languages.length)
  }
  await page.goto('about:blank')
  await openUsers(page, at.office)
  await page
    .getByRole('button', { name: /jobs?$/i })
    .first()
    .click()
  await page.getByRole('menuitem').first().click()
  await dialog.getByRole('button', { name: 'Several per sheet' }).click()
  await page.getByRole('menuitemradio', { name: 'As a list' }).click()
  await dialog.getByRole('button', { name: 'Print' }).click()
  await confirmOwn(page, at.office.owner)
  await expect(page.locator('[data-print-only]').getByRole('row', { includeHidden: true })).toHaveCount(
    languages.length + 1,
  )
  expect((await onSheet(page, 'A4')).faults).toEqual([])
})

test('many slips with the longest names have a page each', { tag: '@long' }, async ({ page }) => {
  await keepPrinting(page)
  await openUsers(page, at.office)
  await search(page, 'Slip', 'Slip')
  await page.getByRole('checkbox', { name: 'Select all users' }).click()
  await page.getByRole('button', { name: 'Reset password', exact: true }).click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByLabel('Your password').fill(at.office.owner.password)
  await dialog.getByRole('button', { name: 'Reset password', exact: true }).click()
  await dialog.getByRole('button', { name: 'Print' }).click()
  await expectOnePageEach(page, languages.length)
})
