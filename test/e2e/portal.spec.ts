import { freePort } from '../support/free-port.ts'
import { pfxFile, pfxPassphrase } from '../support/pfx-file.ts'
import { addPerson, giveTemporary, newPassword, sharedOffice } from './fixtures/office.ts'
import { openPortal, phone, smallTargets } from './fixtures/on-phone.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { allowClipboard, goTo, openUsers, panel, readClipboard } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

test.describe('the portal on a phone', () => {
  test.use({ viewport: phone, hasTouch: true, locale: 'da-DK', ignoreHTTPSErrors: true })
  const at = sharedOffice()

  test('leads from a temporary password to my account, in Danish', async ({ page, context }) => {
    const { office } = at
    const person = await giveTemporary(office, await addPerson(office, 'Dorte Dam'))
    const address = await openPortal(office)
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1, name: 'Log på' })).toBeVisible()
    await checkScreen(page, 'portal sign-in', 'da')
    expect(await smallTargets(page)).toEqual([])
    await expect(page.getByLabel('Brugernavn')).toHaveAttribute('autocomplete', 'username')
    await page.getByLabel('Brugernavn').fill(person.username)
    await page.getByLabel('Adgangskode', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Log på' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Vælg en ny adgangskode' })).toBeVisible()
    const rules = page.getByRole('list', { name: 'Regler for adgangskoden' })
    await expect(rules.getByLabel('Opfyldt', { exact: true })).toHaveCount(0)
    const password = newPassword()
    await page.getByLabel('Ny adgangskode', { exact: true }).fill(password)
    await expect(rules.getByLabel('Ikke opfyldt endnu')).toHaveCount(0)
    await checkScreen(page, 'portal forced change', 'da')
    expect(await smallTargets(page)).toEqual([])
    await page.getByLabel('Bekræft ny adgangskode').fill(password)
    await page.getByRole('button', { name: 'Gem adgangskode' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Min konto' })).toBeVisible()
    await page.getByLabel('Mobiltelefon').fill('+45 11 22 33 44')
    await page.getByRole('button', { name: 'Gem', exact: true }).click()
    // Whoever finds the telephone unlocked must not lead codes elsewhere.
    await checkScreen(page, 'portal confirmation', 'da')
    await page.getByLabel('Din adgangskode').fill(password)
    await page.getByRole('button', { name: 'Bekræft', exact: true }).click()
    await expect(page.getByText('Dine kontaktoplysninger er gemt.').first()).toBeVisible()
    await expect(page.getByText('Portal', { exact: true })).toBeVisible()
    await checkScreen(page, 'portal account', 'da')
    expect(await smallTargets(page)).toEqual([])

    const [cookie] = await context.cookies()
    expect(cookie).toMatchObject({
      name: '__Host-keydesk',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
    })
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Min konto' })).toBeVisible()
    await page.getByRole('button', { name: 'Log af' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Log på' })).toBeVisible()
    expect(await context.cookies()).toEqual([])
  })

  test('says how to trust it, and shows nothing of the admin pages', async ({ page }) => {
    const address = await openPortal(at.office)
    await page.goto(`${address}/trust`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hav tillid til portalen')
    const { authority } = await at.office.api().portal.get({})
    await expect(page.getByText(authority?.fingerprint ?? 'none')).toBeVisible()
    await checkScreen(page, 'portal trust', 'da')
    expect(await smallTargets(page)).toEqual([])
    expect((await page.request.get(`${address}/index.html`)).status()).toBe(404)
  })
})

test.describe('the settings', () => {
  test.use({ ignoreHTTPSErrors: true })
  const at = sharedOffice()

  test('open the portal, tell its address and how to trust it', async ({ page }) => {
    const { office } = at
    await openUsers(page, office)
    await goTo(page, 'Settings')
    const tab = await openSection(page, 'Portal')
    await expect(page.getByText('The portal is off.')).toBeVisible()
    await checkScreen(page, 'portal settings, off', 'en')
    const port = String(await freePort())
    await page.getByRole('switch', { name: 'Open the portal on the office network' }).click()
    await tab.getByLabel('Host name').fill('127.0.0.1')
    await tab.getByLabel('Port', { exact: true }).fill(port)
    await tab.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('Your password').fill(office.owner.password)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await expect(page.getByText(`The portal is open at https://127.0.0.1:${port}`)).toBeVisible()
    await allowClipboard(page, office.door.origin())
    await page.getByRole('button', { name: 'Copy address' }).click()
    await expect.poll(() => readClipboard(page)).toBe(`https://127.0.0.1:${port}`)
    await checkScreen(page, 'portal settings, open', 'en')
    await page.getByRole('button', { name: 'Trust the portal' }).click()
    const saved = page.waitForEvent('download')
    await panel(page, 'Trust the portal').getByRole('button', { name: 'Download the certificate' }).click()
    expect((await saved).suggestedFilename()).toBe('keydesk-portal.crt')
    await checkScreen(page, 'portal trust panel', 'en')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Use own certificate' }).click()
    await checkScreen(page, 'portal certificate panel', 'en')
    await panel(page, 'Use own certificate')
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'own.pfx',
        mimeType: 'application/x-pkcs12',
        buffer: Buffer.from(pfxFile, 'base64'),
      })
    await panel(page, 'Use own certificate').getByLabel('Passphrase', { exact: true }).fill(pfxPassphrase)
    await panel(page, 'Use own certificate').getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('This certificate is not for 127.0.0.1')).toBeVisible()
    await page.getByRole('button', { name: "Use Keydesk's own authority" }).click()
    await expect(page.getByRole('button', { name: 'Renew' })).toBeVisible()
  })
})
