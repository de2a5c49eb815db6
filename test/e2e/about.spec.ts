import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../../electron/log.ts'
import { programVersion } from '../../electron/program-version.ts'
import { manifestName } from '../../shared/updates.ts'
import { sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { confirmOwn, expectNotice, goTo, openUsers, panel } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { atEnd, expect, test } from './fixtures/test.ts'

// Settings > About: versions, folders, a report, licences, and where a newer version is looked for.

test.describe.configure({ mode: 'serial' })
const at = sharedOffice()

test('versions, folders and licences are there, and a path can be copied where the door opens no folder', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  const about = await openSection(page, 'About')
  await expect(about).toContainText(`Keydesk ${programVersion}`)
  await expect(about).toContainText(at.office.door.dataDir)
  await checkScreen(page, 'About', 'en')
  await about.getByRole('button', { name: 'Copy path of log folder' }).click()
  await expectNotice(page, 'Path copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(join(at.office.door.dataDir, 'logs'))
  await about.getByRole('button', { name: 'Show licences' }).click()
  const licences = panel(page, 'Licences').getByRole('table', { name: 'Licences' })
  for (const name of ['react', 'better-sqlite3', 'electron', 'zod'])
    await expect(licences.getByRole('row', { name: new RegExp(`^${name} \\d`) })).toHaveCount(1)
  await checkScreen(page, 'licences', 'en')
})

test('a report is read before it is saved, and holds nobody', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'About')
  await page.getByRole('button', { name: 'Make a report' }).click()
  const report = panel(page, 'Report')
  const text = report.getByRole('textbox', { name: 'Report' })
  await expect(text).toHaveValue(new RegExp(`^Keydesk ${programVersion}, browser door`))
  await checkScreen(page, 'a report', 'en')
  const shown = await text.inputValue()
  expect(shown).not.toContain(at.office.owner.username)
  expect(shown).not.toContain(at.office.door.dataDir)
  const saving = page.waitForEvent('download')
  await report.getByRole('button', { name: 'Save report' }).click()
  const file = await saving
  expect(file.suggestedFilename()).toBe('keydesk-report.txt')
  expect(readFileSync(await file.path(), 'utf8').replace(/^\ufeff/, '')).toBe(shown)
})

test('updates are off until a global admin says where to look, and what lies there is shown with its SHA-256', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-updates-'))
  atEnd(async () => rmSync(folder, { recursive: true, force: true }))
  const sha256 = 'ab'.repeat(32)
  const files = [{ name: 'Keydesk-Setup-9.0.0.exe', size: 90_000_000, sha256 }]
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'About')
  const updates = page.getByRole('region', { name: 'Updates' })
  await expect(updates).toContainText('Keydesk does not look for updates.')
  await expect(updates.getByRole('button', { name: 'Check for updates' })).toHaveCount(0)
  await updates.getByRole('button', { name: 'Choose where to look' }).click()
  const choice = panel(page, 'Where to look for updates')
  await choice.getByRole('radio', { name: 'At an https address' }).click()
  await choice.getByRole('textbox', { name: 'Update address' }).fill('http://updates.example.com/x')
  await choice.getByRole('button', { name: 'Save' }).click()
  await expect(choice).toContainText('Type an address that begins with https://')
  await choice.getByRole('radio', { name: 'In a folder' }).click()
  await choice.getByRole('textbox', { name: 'Update folder' }).fill(folder)
  await checkScreen(page, 'where to look for updates', 'en')
  await choice.getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Saved.')
  await expect(updates).toContainText(folder)
  const check = updates.getByRole('button', { name: 'Check for updates' })
  await check.click()
  await expect(updates.getByRole('status')).toContainText('keydesk-update.json is not there.')
  writeFileSync(join(folder, manifestName), JSON.stringify({ name: 'Keydesk', version: '9.0.0', files }))
  await check.click()
  await expect(updates.getByRole('status')).toContainText(`Version 9.0.0 is there: ${folder}`)
  await expect(updates.getByRole('row', { name: /^Keydesk-Setup-9\.0\.0\.exe/ })).toContainText(sha256)
  await checkScreen(page, 'a newer version', 'en')
  await goTo(page, 'Audit log')
  await expect(page.getByRole('row', { name: /Changed where to look for updates/ })).toContainText(
    `Nowhere → ${folder}`,
  )
})

test('a crash is told once after the next start, with the way to a report', { tag: '@long' }, async ({ page }) => {
  const { door } = at.office
  await door.end('SIGTERM')
  createLog(door.dataDir).crash('desktop', new Error('x'))
  await door.start()
  await openUsers(page, at.office)
  const bar = page.getByRole('status', { name: 'An error that ended Keydesk' })
  await expect(bar).toContainText('Keydesk was ended by an error on')
  await checkScreen(page, 'a crash', 'en')
  await bar.getByRole('button', { name: 'Open About' }).click()
  await expect(page.getByRole('button', { name: 'Make a report' })).toBeVisible()
  await bar.getByRole('button', { name: 'Dismiss' }).click()
  await expect(bar).toHaveCount(0)
  await page.goto('about:blank')
  await door.end('SIGTERM')
  await door.start()
  await page.goto(door.address())
  await openUsers(page, at.office)
  await expect(bar).toHaveCount(0)
})
