import { readFileSync, writeFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { defaultPolicies, type Policies } from '../../shared/rules/policy.ts'
import { addPerson, givePassword, sharedOffice } from './fixtures/office.ts'
import { confirmOwn, expectNotice, goTo, keyIcon, openUsers, panel, rowOf, search } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()

test.beforeEach(async () => {
  await at.office.signInAgain()
  await at.office.api().policies.save(defaultPolicies)
})

/** Opens one tab of Security & privacy; answers its panel. */
async function openPolicies(page: Page, tab: string): Promise<Locator> {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  return openSection(page, tab)
}

/** Saves what the page holds, after the preview. */
async function save(page: Page, policies: Locator): Promise<void> {
  await policies.getByRole('button', { name: 'Save' }).click()
  await panel(page, 'Save policies').getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Policies saved.')
}

/** Tries to give somebody this password; answers the dialog. */
async function typePassword(page: Page, displayName: string, password: string): Promise<Locator> {
  await goTo(page, 'Active users')
  await search(page, displayName, displayName)
  await keyIcon(page, displayName).click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByRole('checkbox', { name: 'Automatically create a password' }).uncheck()
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  return dialog
}

test('a change of expiration says whom it touches before it is saved, and is taken back once', async ({ page }) => {
  await givePassword(at.office, await addPerson(at.office, 'Erna Expires'))
  const tab = await openPolicies(page, 'Password expiration policy')
  await expect(tab.getByRole('button', { name: 'Save' })).toBeDisabled()
  await tab.getByRole('switch', { name: 'Passwords expire' }).check()
  await tab.getByLabel('Days until a password expires').fill('13')
  await expect(tab.getByLabel('Days until a password expires')).toHaveAccessibleDescription(
    /Type a whole number from 14 to 730\./,
  )
  await tab.getByLabel('Days until a password expires').fill('14')
  await tab.getByRole('button', { name: 'Save' }).click()
  const review = panel(page, 'Save policies')
  await expect(review.getByRole('row', { name: 'Passwords expire Off On' })).toBeVisible()
  await expect(review.getByRole('row', { name: 'Days until a password expires 90 14' })).toBeVisible()
  await expect(review.getByText(/^\d+ people would be reminded that their password expires soon$/)).toBeVisible()
  await review.getByRole('button', { name: 'Show names' }).click()
  await expect(review.getByText('Erna Expires (erna.expires@nordwind.test)')).toBeVisible()
  await review.getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Policies saved.')
  await goTo(page, 'Active users')
  await search(page, 'erna', 'Erna Expires')
  await expect(rowOf(page, 'Erna Expires')).toContainText('Expires soon')

  await goTo(page, 'Settings')
  await openSection(page, 'Password expiration policy')
  await page.getByRole('button', { name: 'Undo last change' }).click()
  const undo = panel(page, 'Undo last change')
  await expect(undo.getByRole('row', { name: 'Passwords expire On Off' })).toBeVisible()
  await undo.getByRole('button', { name: 'Undo last change' }).click()
  await expectNotice(page, 'The last change was taken back.')
  await expect(page.getByRole('switch', { name: 'Passwords expire' })).not.toBeChecked()
  await expect(page.getByRole('button', { name: 'Undo last change' })).toHaveCount(0)
  expect((await at.office.api().policies.get({})).policies).toEqual(defaultPolicies)
})

test('what was typed in another section stays while others save, and what they saved appears', {
  tag: '@long',
}, async ({ page }) => {
  const api = at.office.api()
  const { organisation } = await api.settings.get({})
  const tab = await openPolicies(page, 'Smart lockout')
  const section = await openSection(page, 'Organisation')
  await section.getByLabel('Organisation').fill('Nordwind and daughters')
  await api.settings.save({ organisation, signInAddress: 'https://desk.nordwind.test' })
  await openSection(page, 'Smart lockout')
  await tab.getByLabel('Lockout threshold').fill('7')
  await save(page, tab)
  await expect(tab.getByLabel('Lockout threshold')).toHaveValue('7')
  await expect(tab.getByRole('button', { name: 'Save' })).toBeDisabled()

  await openSection(page, 'Organisation')
  await expect(section.getByLabel('Sign-in address')).toHaveValue('https://desk.nordwind.test')
  await expect(section.getByLabel('Organisation')).toHaveValue('Nordwind and daughters')
  await expect(section.getByRole('status')).toHaveText('You have changes that are not saved.')
  await expect(section.getByLabel('Organisation')).toHaveAttribute('required')
  await section.getByLabel('Organisation').fill(`${organisation} `)
  await expect(section.getByRole('button', { name: 'Save' })).toBeDisabled()
  await expect(section.getByRole('status')).toHaveCount(0)
  await api.settings.save({ organisation, signInAddress: '' })
})

test('the preset Recommended refuses a short password and needs no kinds of characters', async ({ page }) => {
  await addPerson(at.office, 'Preben Preset')
  const tab = await openPolicies(page, 'Password protection')
  await tab.getByRole('radio', { name: /^Recommended/ }).check()
  const trial = tab.getByRole('region', { name: 'Try a password' })
  await trial.getByLabel('Password to try').fill('Kort-42-lamp')
  await expect(trial.getByText('This password would be refused.')).toBeVisible()
  await trial.getByLabel('Password to try').fill('lampe havn sten regn')
  await expect(trial.getByText('This password would be accepted.')).toBeVisible()
  await save(page, tab)
  const dialog = await typePassword(page, 'Preben Preset', 'Kort-42-lamp')
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/minimum length/)
  await dialog.getByLabel('Password', { exact: true }).fill('lampe havn sten regn')
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('heading', { name: 'Password has been reset' })).toBeVisible()
})

test('an own banned word refuses a password, however it is written, and is named', { tag: '@long' }, async ({
  page,
}) => {
  await addPerson(at.office, 'Bodil Banned')
  const tab = await openPolicies(page, 'Password protection')
  const words = tab.getByLabel('Your own banned words')
  await words.fill('Zeppelin\nabc')
  await expect(words).toHaveAccessibleDescription(/Line 2 is not 4 to 64 characters long\./)
  await words.fill('Zeppelin')
  await save(page, tab)
  const dialog = await typePassword(page, 'Bodil Banned', 'Zeppe1in-42')
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/Leave out: zeppelin/i)
})

test('policies leave as a file and come back from it, changed or refused place by place', async ({ page }, info) => {
  const tab = await openPolicies(page, 'Smart lockout')
  const waiting = page.waitForEvent('download')
  await tab.getByRole('button', { name: 'Export policies' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toMatch(/^keydesk-policies-\d{4}-\d\d-\d\d\.json$/)
  const exported = JSON.parse(readFileSync(await download.path(), 'utf8')) as Policies
  expect(exported).toEqual(defaultPolicies)

  const file = info.outputPath('policies.json')
  const importFile = async (document: unknown) => {
    writeFileSync(file, JSON.stringify(document))
    await tab.locator('input[type=file]').setInputFiles(file)
  }
  await importFile({ ...exported, lockout: { ...exported.lockout, threshold: 2, colour: 'red' } })
  await expect(tab.getByRole('alert')).toContainText('Lockout threshold: too small or too short')
  await expect(tab.getByLabel('Lockout threshold')).toHaveValue('10')
  await importFile({ ...exported, lockout: { ...exported.lockout, threshold: 7 } })
  await expectNotice(page, 'The fields have been filled in from the file. Check them and press Save.')
  await expect(tab.getByLabel('Lockout threshold')).toHaveValue('7')
  await expect(tab.getByRole('alert')).toHaveCount(0)
  await save(page, tab)
  expect((await at.office.api().policies.get({})).policies.lockout.threshold).toBe(7)
})
