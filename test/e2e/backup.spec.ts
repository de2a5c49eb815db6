import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Door, openDoor } from './fixtures/door.ts'
import { addPerson, newPassword, sharedOffice } from './fixtures/office.ts'
import { confirmOwn, expectNotice, fillSignIn, goTo, openUsers } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const stick = mkdtempSync(join(tmpdir(), 'keydesk-stick-'))
const at = sharedOffice((office) => addPerson(office, 'Dagmar Day'))
const passphrase = newPassword()
let elsewhere: Door

test.beforeAll(async () => {
  elsewhere = await openDoor()
})
test.afterAll(async () => {
  await elsewhere.remove()
  rmSync(stick, { recursive: true, force: true })
})

test('an admin makes a backup on a stick, and says when further ones are made', async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  const section = await openSection(page, 'Backup')
  await expect(section).toContainText('There is no backup yet.')
  await section.getByRole('button', { name: 'Make a backup' }).click()
  await expect(section.getByLabel('Folder').first()).toHaveAccessibleDescription(/Fill in this field/)
  await section
    .getByLabel('Folder')
    .first()
    .fill(join(stick, 'not there', 'x'))
  await section.getByRole('checkbox', { name: 'Let a passphrase open it, too' }).check()
  await section.getByLabel('Passphrase', { exact: true }).fill('short')
  await section.getByRole('button', { name: 'Make a backup' }).click()
  await expect(section.getByLabel('Passphrase', { exact: true })).toHaveAccessibleDescription(/too short/)
  await section.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await section.getByRole('button', { name: 'Make a backup' }).click()
  await confirmOwn(page, at.office.owner)
  await expect(section.getByRole('alert')).toContainText('There is no folder')
  await section.getByLabel('Folder').first().fill(stick)
  await section.getByRole('button', { name: 'Make a backup' }).click()
  await expect(section.getByRole('status').filter({ hasText: 'The backup is made, and it opens' })).toBeVisible()
  expect(readdirSync(stick)).toHaveLength(1)
  await expect(section).toContainText('MB)')

  await section.getByLabel('Make backups by itself').selectOption('week')
  await section.getByLabel('Day', { exact: true }).selectOption({ label: 'Friday' })
  await section.getByLabel('Time').fill('25:00')
  await section.getByLabel('Folder').last().fill(stick)
  await section.getByRole('button', { name: 'Save' }).click()
  await expect(section.getByLabel('Time')).toHaveAccessibleDescription(/Type a time like 12:30/)
  await section.getByLabel('Time').fill('16:30')
  await section.getByRole('button', { name: 'Save' }).click()
  await expectNotice(page, 'The schedule is saved.')
  await expect(section).toContainText('Next backup:')
})

test('another computer restores it beside the set-up, after saying what that undoes', async ({ page }) => {
  const { office } = at
  const { recoveryKey } = await office.api().vault.createRecoveryKey({})
  secret(recoveryKey)
  const { file } = await office.api().backup.make({ path: stick, passphrase: null })
  await page.goto(elsewhere.address())
  await page.getByRole('button', { name: 'Restore from a backup' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Restore from a backup' })).toBeVisible()
  await page.getByLabel('Backup file').setInputFiles(file)
  await page.getByLabel('Recovery key or passphrase').fill('AAAA-BBBB')
  await page.getByRole('button', { name: 'Open the backup' }).click()
  await expect(page.getByRole('alert')).toContainText('does not open the backup of Nordwind')
  await page.getByLabel('Recovery key or passphrase').fill(recoveryKey)
  await page.getByRole('button', { name: 'Open the backup' }).click()
  await expect(page.getByRole('heading', { name: 'What this undoes' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Nordwind')
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  // Keydesk has begun anew with what was restored; where there is no keychain, a global admin's password opens the vault.
  await fillSignIn(page, office.owner.username, office.owner.password)
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Active users' })).toContainText('Dagmar Day')
})
