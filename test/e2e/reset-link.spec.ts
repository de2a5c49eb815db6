import type { Page } from '@playwright/test'
import { freePort } from '../support/free-port.ts'
import { linkIn } from '../support/mailed-link.ts'
import { sharedMailbox } from './fixtures/mailbox.ts'
import { addPerson, canSignIn, newPassword, type Office, type Person, sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { expectNotice, keyIcon, moreAction, openUsers, panel } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const phone = { width: 360, height: 740 }
const box = sharedMailbox()

/** The portal open, and mail on its way to a server that keeps it. */
async function openWays(office: Office): Promise<void> {
  const { portal } = office.api()
  const port = await freePort()
  await portal.save({ isOn: true, hostName: '127.0.0.1', port, address: '127.0.0.1', source: 'authority' })
  await box.connect(office)
}

/** Somebody whose own mailbox an admin has written down. */
async function reachable(office: Office, displayName: string): Promise<Person> {
  const person = await addPerson(office, displayName, { language: 'da' })
  const contact = { alternateEmail: `${displayName.split(' ')[0]?.toLowerCase()}@hjemme.test` }
  await office.api().users.edit({ ...person, contact, language: 'da' })
  return person
}

/** The link in the newest mail, which nothing may show anywhere else. */
async function newestLink(count: number): Promise<string> {
  await expect.poll(() => box.arrived.length).toBe(count)
  const { link, token } = linkIn(box.arrived.at(-1))
  secret(token)
  return link
}

async function expectSignIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Log på' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Log på' })).toBeVisible()
}

test.describe('a link on a phone', () => {
  test.use({ viewport: phone, hasTouch: true, locale: 'da-DK', ignoreHTTPSErrors: true })
  const at = sharedOffice(openWays)

  test('leads to a new password, and nowhere a second time', async ({ page }) => {
    const { office } = at
    const person = await reachable(office, 'Dorte Dam')
    const before = box.arrived.length
    await office.api().links.send({ selection: { kind: 'users', ids: [person.id] } })
    const link = await newestLink(before + 1)
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1, name: 'Vælg en ny adgangskode' })).toBeVisible()
    await expect(page.getByText('Linket virker én gang')).toBeVisible()
    expect(new URL(page.url()).hash).toBe('')
    expect(asked.join('\n')).not.toContain('spend')
    await checkScreen(page, 'link', 'da')
    await page.getByRole('button', { name: 'Fortsæt' }).click()
    await expect(page.getByText(`Konto: ${person.username}.`)).toBeVisible()
    await checkScreen(page, 'link, new password', 'da')
    const password = newPassword()
    await page.getByLabel('Ny adgangskode', { exact: true }).fill(password)
    await page.getByLabel('Bekræft ny adgangskode').fill(password)
    await page.getByRole('button', { name: 'Gem adgangskode' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Din adgangskode er nulstillet' })).toBeVisible()
    await checkScreen(page, 'link, done', 'da')
    await page.getByRole('button', { name: 'Log på' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Log på' })).toBeVisible()
    expect(await canSignIn(office.door, person.username, password)).toBe(true)

    await page.goto('about:blank')
    await page.goto(link)
    await page.getByRole('button', { name: 'Fortsæt' }).click()
    await expect(page.getByRole('alert')).toContainText('Linket virker ikke længere.')
    await checkScreen(page, 'link, used', 'da')
    await expectSignIn(page)
  })

  test('that was cut off in the mail says so', { tag: '@long' }, async ({ page }) => {
    const { address } = await at.office.api().portal.get({})
    await page.goto(`${address}/link#abc`)
    await expect(page.getByText('Adressen er ikke fuldstændig.')).toBeVisible()
    await checkScreen(page, 'link, cut off', 'da')
  })
})

test.describe('an admin', () => {
  const at = sharedOffice(openWays)

  test('sends links from the details, from the reset of one and of several', { tag: '@long' }, async ({ page }) => {
    const { office } = at
    const eva = await reachable(office, 'Eva Eng')
    await addPerson(office, 'Finn Fog')
    const before = box.arrived.length
    await openUsers(page, office)
    await page.getByRole('button', { name: eva.displayName, exact: true }).click()
    const details = panel(page, eva.displayName)
    await (await moreAction(page, details, 'Send reset link')).click()
    await expectNotice(page, 'The link is on its way to e***@hjemme.test. It works for 24 hours.')
    await expect.poll(() => box.arrived.length).toBe(before + 1)
    await checkScreen(page, 'details with link', 'en')
    await page.keyboard.press('Escape')

    await keyIcon(page, 'Finn Fog').click()
    const none = panel(page, 'Reset password').getByRole('button', { name: 'Send a link instead' })
    await expect(none).toBeDisabled()
    await expect(none).toHaveAccessibleDescription('There is no alternate email. Add one under Edit.')
    await page.keyboard.press('Escape')
    await keyIcon(page, eva.displayName).click()
    await panel(page, 'Reset password').getByRole('button', { name: 'Send a link instead' }).click()
    await expect(panel(page, 'Reset password')).toHaveCount(0)
    await newestLink(before + 2)

    await page.getByRole('checkbox', { name: 'Select all users' }).click()
    await page.getByRole('button', { name: 'Reset password', exact: true }).click()
    const many = panel(page, 'Reset password')
    await expect(many.getByRole('button', { name: 'Send a link instead' })).toBeDisabled()
    await many.getByLabel('Your password').fill(office.owner.password)
    await checkScreen(page, 'reset of several with link', 'en')
    await many.getByRole('button', { name: 'Send a link instead' }).click()
    const results = panel(page, 'Reset links')
    await expect(results.getByText('1 link is on its way')).toBeVisible()
    await expect(results.getByText(`${eva.displayName} (e***@hjemme.test)`)).toBeVisible()
    await results.getByRole('button', { name: /No alternate email/ }).click()
    await expect(results.getByText('Finn Fog (finn.fog@nordwind.test)')).toBeVisible()
    await checkScreen(page, 'links sent', 'en')
    await newestLink(before + 3)
  })
})
