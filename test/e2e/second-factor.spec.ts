import type { Locator, Page } from '@playwright/test'
import { codeAt } from '../support/second-factor.ts'
import { type Account, addAdmin, addPerson, givePassword, newPassword, sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import {
  allowClipboard,
  expectNotice,
  goTo,
  openTab,
  openUsers,
  panel,
  readClipboard,
  signIn,
} from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()
const codeName = 'Code from the authenticator app'

async function confirmPassword(page: Page, password: string): Promise<void> {
  const dialog = panel(page, 'Confirm that it is you')
  await dialog.getByLabel('Your password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
}

/** Reads the seed that the screen shows beside the QR code and types a first code of it. */
async function scan(page: Page, inside: Page | Locator): Promise<string> {
  await expect(inside.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  const seed = secret((await inside.getByRole('code').innerText()).replaceAll(' ', ''))
  await expect(inside.getByLabel(codeName)).toBeFocused()
  await checkScreen(page, 'setting an app up', 'en')
  await inside.getByLabel(codeName).fill(codeAt(seed, Date.now()))
  await inside.getByRole('button', { name: 'Verify' }).click()
  return seed
}

/** The ten codes of the page, on which the person says that they are stored. */
async function storeCodes(page: Page): Promise<readonly string[]> {
  await expect(page.getByRole('heading', { level: 1, name: 'Recovery codes' })).toBeVisible()
  const items = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(items).toHaveCount(10)
  await checkScreen(page, 'recovery codes', 'en')
  const codes = (await items.allInnerTexts()).map(secret)
  await page.getByRole('button', { name: 'I have stored the codes' }).click()
  return codes
}

async function register(page: Page, who: Account): Promise<{ seed: string; codes: readonly string[] }> {
  await page.getByRole('button', { name: 'Add an authenticator app' }).click()
  await confirmPassword(page, who.password)
  const seed = await scan(page, panel(page, 'Set up an authenticator app'))
  return { seed, codes: await storeCodes(page) }
}

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Account: ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
}

async function useRecoveryCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await checkScreen(page, 'recovery code', 'en')
  await page.getByLabel('Recovery code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

const myAccount = (page: Page) => page.getByRole('heading', { level: 1, name: 'My account' })

test('somebody sets an app up, signs in with its code, and with a recovery code once and not twice; an admin removes it', async ({
  page,
}) => {
  const person = await givePassword(at.office, await addPerson(at.office, 'Freja Factor'))
  await signIn(page, at.office.door, person)
  await expect(myAccount(page)).toBeVisible()
  const { seed, codes } = await register(page, person)
  const info = page.getByRole('region', { name: 'Security info' })
  await expect(info).toContainText('10 codes left')
  await signOut(page, person.displayName)

  await signIn(page, at.office.door, person)
  await expect(page.getByRole('heading', { level: 1, name: 'Enter the code' })).toBeVisible()
  await expect(page.getByText(person.displayName)).toHaveCount(0)
  const code = page.getByLabel(codeName)
  await expect(code).toBeFocused()
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  await checkScreen(page, 'code', 'en')
  // The code that set the app up is used up; the next one is taken a step early.
  const verify = page.getByRole('button', { name: 'Verify' })
  await code.fill('000000')
  await verify.click()
  await expect(page.getByRole('alert')).toContainText('That code is wrong or has been used.')
  await expect(code).toBeFocused()
  await code.fill(codeAt(seed, Date.now() + 30_000))
  await verify.click()
  await expect(myAccount(page)).toBeVisible()
  await signOut(page, person.displayName)

  await signIn(page, at.office.door, person)
  await useRecoveryCode(page, codes[0]?.toLowerCase() ?? '')
  await expect(info).toContainText('9 codes left')
  await signOut(page, person.displayName)
  await signIn(page, at.office.door, person)
  await useRecoveryCode(page, codes[0] ?? '')
  await expect(page.getByRole('alert')).toContainText('That code is wrong or has been used.')
  await page.getByRole('button', { name: 'Cancel' }).click()

  await openUsers(page, at.office)
  await page.getByRole('button', { name: person.displayName, exact: true }).click()
  const details = panel(page, person.displayName)
  await openTab(details, 'Methods')
  await expect(details.getByRole('region', { name: 'Registered methods' })).toContainText('9 codes left')
  await details.getByRole('button', { name: 'Remove multifactor authentication' }).click()
  const removing = panel(page, 'Remove multifactor authentication')
  await checkScreen(page, 'removing', 'en')
  await removing.getByRole('button', { name: 'Remove multifactor authentication' }).click()
  await confirmPassword(page, at.office.owner.password)
  await expectNotice(page, `The multifactor authentication of ${person.displayName} has been removed.`)
  await expect(details.getByRole('region', { name: 'Registered methods' })).toContainText('Not set up')
  await details.getByRole('button', { name: 'Close' }).first().click()
  await signOut(page, at.office.owner.displayName)
  await signIn(page, at.office.door, person)
  await expect(myAccount(page)).toBeVisible()
})

test('a role that requires it asks for it right after the password, and it can then be replaced but not removed', {
  tag: '@long',
}, async ({ page }) => {
  const reader = await addAdmin(at.office, 'Rune Required', ['reportsReader'])
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Sign-in and lock')
  await page.getByRole('checkbox', { name: 'Reports reader' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const review = panel(page, 'Save policies')
  await expect(review).toContainText('1 person would have to set up an authenticator app at the next sign-in')
  await review.getByRole('button', { name: 'Save', exact: true }).click()
  await confirmPassword(page, at.office.owner.password)
  await expectNotice(page, 'Policies saved.')
  await signOut(page, at.office.owner.displayName)

  await signIn(page, at.office.door, reader)
  await expect(page.getByRole('heading', { level: 1, name: 'Set up an authenticator app' })).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await checkScreen(page, 'must register', 'en')
  await page.getByRole('button', { name: 'Next' }).click()
  await scan(page, page)
  await allowClipboard(page, at.office.door.origin())
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(page.getByRole('status')).toContainText('Copied. The clipboard is cleared in 30 seconds.')
  const copied = (await readClipboard(page)).split('\n')
  expect(await storeCodes(page)).toEqual(copied)
  await goTo(page, 'My account')
  const info = page.getByRole('region', { name: 'Security info' })
  await expect(info).toContainText('Required by a role')
  await checkScreen(page, 'security info', 'en')
  await expect(info.getByRole('button', { name: 'Remove the authenticator app' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await info.getByRole('button', { name: 'Create new recovery codes' }).click()
  expect(await storeCodes(page)).not.toContain(copied[0])
})

test('a wrong password never leads to the page that asks for the code', { tag: '@long' }, async ({ page }) => {
  const person = await givePassword(at.office, await addPerson(at.office, 'Otto Over'))
  await signIn(page, at.office.door, person)
  await register(page, person)
  await signOut(page, person.displayName)
  await signIn(page, at.office.door, { ...person, password: newPassword() })
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel(codeName), 'after a wrong password').toHaveCount(0)
})
