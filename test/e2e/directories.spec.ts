import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { Client } from 'ldapts'
import {
  addPeople,
  asManager,
  base,
  manager,
  people,
  replace,
  type Slapd,
  slapdFault,
  startSlapd,
} from '../electron/directory/slapd.ts'
import { addAdmin, sharedOffice } from './fixtures/office.ts'
import {
  confirmOwn,
  expectNotice,
  goTo,
  keyIcon,
  moreAction,
  openTab,
  openUsers,
  panel,
  rowOf,
  usersGrid,
} from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

test.skip(slapdFault !== null, slapdFault ?? '')
test.describe.configure({ mode: 'serial' })

const at = sharedOffice()
const first = 'Blue-Harbour-42-lamp'
let folder = ''
let slapd: Slapd

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-e2e-'))
  slapd = await startSlapd(folder)
  await addPeople(slapd.url, ['anna', 'bo', 'cilla'], first)
})
test.afterAll(async () => {
  await slapd?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function openDirectories(page: Page): Promise<void> {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Directories')
}

const row = (page: Page) =>
  page.getByRole('table', { name: 'Connected directories' }).getByRole('row').filter({ hasText: 'Office' })

async function fillPeople(form: Locator, password: string): Promise<void> {
  await form.getByRole('textbox', { name: 'Account', exact: true }).fill(manager.dn)
  await form.getByLabel('Password of the account').fill(password)
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Office')
}

test('a directory is connected by its pinned certificate, after a wrong password', async ({ page }) => {
  await openDirectories(page)
  await expect(page.getByRole('heading', { name: 'No directory is connected' })).toBeVisible()
  await page.getByRole('button', { name: 'Connect a directory' }).click()
  const form = panel(page, 'Connect a directory')
  const host = form.getByRole('textbox', { name: 'Server', exact: true })
  await expect(host).toBeFocused()
  await host.fill('ldaps://localhost')
  await host.press('Enter')
  await expect(host).toHaveAccessibleDescription(/without ldap:\/\//)
  await host.fill('localhost')
  const port = form.getByRole('textbox', { name: 'Port', exact: true })
  await form.getByRole('radio', { name: /StartTLS/ }).check()
  await expect(port).toHaveValue('389')
  await form.getByRole('radio', { name: /LDAPS/ }).check()
  await expect(port).toHaveValue('636')
  await port.fill(String(slapd.tlsPort))
  await port.press('Enter')
  await expect(form.getByText(/so Keydesk sent it nothing/)).toBeVisible()
  await expect(form.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)).toBeVisible()
  await form.getByRole('button', { name: 'Trust exactly this certificate' }).click()
  await expect(form.getByText(`localhost:${slapd.tlsPort} is OpenLDAP.`)).toBeVisible()
  await expect(form.getByRole('textbox', { name: 'Base' })).toHaveValue(base)

  await fillPeople(form, 'not the password')
  await form.getByRole('button', { name: 'Connect', exact: true }).click()
  const password = form.getByLabel('Password of the account')
  await expect(password).toHaveAccessibleDescription(/doesn't accept the account or password/)
  await expect(password).toBeFocused()
  await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Office')

  await password.fill(secret(manager.password))
  await form.getByRole('button', { name: 'Test the connection' }).click()
  await expect(form.getByText('The connection works. The account sees 3 people.')).toBeVisible()
  await expect(form.getByRole('listitem').filter({ hasText: 'Set new passwords' })).toContainText('Yes')
  await form.getByRole('button', { name: 'Connect', exact: true }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Office: 3 people added, none changed, none gone.')
  await expect(row(page)).toContainText('Connected')
  await expect(row(page).getByRole('cell').nth(3)).toHaveText('3')
})

test('its people are in the list, and one gets a password in two clicks that opens the directory', async ({ page }) => {
  await openUsers(page, at.office)
  await page.getByRole('searchbox', { name: 'Search users' }).fill('anna')
  await expect(usersGrid(page).getByRole('row')).toHaveCount(2)
  await keyIcon(page, 'Person anna').click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('heading', { name: 'Password has been reset' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Show password' }).click()
  const shown = secret(await dialog.getByRole('code').innerText())
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(rowOf(page, 'Person anna')).toContainText('Temporary')
  await signInAs('anna', shown)
  await expect(signInAs('anna', first)).rejects.toThrow()

  await page.getByRole('button', { name: 'Person anna', exact: true }).click()
  const pane = panel(page, 'Person anna')
  await expect(pane.getByText(/^Office keeps names/)).toBeVisible()
  const block = pane.getByRole('button', { name: 'Block sign-in', exact: true })
  await expect(block).toHaveAttribute('aria-disabled', 'true')
  await expect(block).toHaveAccessibleDescription(/This is kept in Office/)
  for (const name of ['Delete user', 'Off-board now']) {
    const item = await moreAction(page, pane, name)
    await expect(item).toHaveAttribute('aria-disabled', 'true')
    await expect(item).toContainText('This is kept in Office')
    await page.keyboard.press('Escape')
  }
})

test('somebody is edited there, as far as the account may, and nothing that was changed there meanwhile is lost', {
  tag: '@long',
}, async ({ page }) => {
  await openUsers(page, at.office)
  await page.getByRole('button', { name: 'Person anna', exact: true }).click()
  const pane = panel(page, 'Person anna')
  await expect(
    pane.getByText(/^Country or region: This person's entry in the directory has no place for this\.$/),
  ).toBeVisible()
  await openTab(pane, 'Password')
  const switchOff = pane.getByRole('switch', { name: 'Password never expires' })
  await expect(switchOff).toBeDisabled()
  await expect(pane.getByText("Office can't keep the password of one person from expiring.")).toBeVisible()
  await pane.getByRole('button', { name: 'Edit', exact: true }).click()
  const form = panel(page, 'Edit user')
  const field = (name: string) => form.getByRole('textbox', { name, exact: true })
  await expect(field('User name')).toHaveAttribute('readonly')
  await expect(field('User name')).toHaveAccessibleDescription('User names are changed in the directory itself.')
  await expect(field('Country or region')).toHaveAccessibleDescription(/has no place for this/)
  await field('City').fill('Esbjerg')
  await field('Mobile phone').fill('ask Søren')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(field('Mobile phone')).toHaveAccessibleDescription(/can't keep this value/)
  await field('Mobile phone').fill('+45 12 34 56 78')
  await asManager(slapd.url, (client) => client.modify(`uid=anna,${people}`, replace('l', 'Tønder')))
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByRole('alert')).toContainText('City is now “Tønder”. Nothing was changed.')
  // What was typed is still there, and is saved by somebody who has seen the new value.
  await expect(field('City')).toHaveValue('Esbjerg')
  await form.getByRole('button', { name: 'Save' }).click()
  await expectNotice(page, 'The changes to Person anna were saved.')
  await openTab(pane, 'Account')
  await expect(pane.getByText('Esbjerg')).toBeVisible()
  const { searchEntries } = await asManager(slapd.url, (client) =>
    client.search(`uid=anna,${people}`, { scope: 'base' }),
  )
  expect(searchEntries[0]).toMatchObject({ l: 'Esbjerg', mobile: '+45 12 34 56 78' })
})

test('what has changed there is read, and what the account may do is found out', async ({ page }) => {
  await asManager(slapd.url, async (client) => {
    await client.modify(`uid=bo,${people}`, replace('displayName', 'Bo Berg'))
    await client.del(`uid=cilla,${people}`)
  })
  await openDirectories(page)
  await page.getByRole('button', { name: 'Read now: Office' }).click()
  await expect(page.getByText(/^Office: nobody added, \d changed, 1 gone\.$/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Test the connection: Office' }).click()
  const tested = panel(page, 'Test the connection: Office')
  await expect(tested.getByText('The connection works. The account sees 2 people.')).toBeVisible()
  await tested.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('button', { name: 'Test the connection: Office' })).toBeFocused()
})

test('a server that is away says so, what is to be done, and that nothing is lost', async ({ page, watched }) => {
  watched.allow(/503 from .*\/rpc\/directories\/look/)
  await openDirectories(page)
  await slapd.stop()
  await page.getByRole('button', { name: 'Read now: Office' }).click()
  const bar = page.getByRole('alert').filter({ hasText: "Office can't be read." })
  await expect(bar).toContainText('Nothing was changed, and nothing is lost. Check that the server is running')
  await expect(row(page)).toContainText("Can't be read")
  await expect(row(page).getByRole('cell').nth(3)).toHaveText('2')
  await page.getByRole('button', { name: 'Test the connection: Office' }).click()
  const tested = panel(page, 'Test the connection: Office')
  await expect(tested.getByText(/can't be reached\. Nothing was changed/)).toBeVisible()
  await tested.getByRole('button', { name: 'Close' }).last().click()
})

test('a directory is disconnected, and its people leave the list', async ({ page }) => {
  await openDirectories(page)
  await page.getByRole('button', { name: 'Disconnect: Office' }).click()
  const asked = panel(page, 'Disconnect Office')
  await expect(asked).toContainText('2 people from Office leave the list of active users')
  await expect(asked).toContainText('Nothing is changed in the directory')
  await asked.getByRole('button', { name: 'Disconnect Office' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Office is disconnected.')
  await expect(page.getByRole('heading', { name: 'No directory is connected' })).toBeVisible()
  await goTo(page, 'Active users')
  await page.getByRole('searchbox', { name: 'Search users' }).fill('anna')
  await expect(page.getByText('Person anna')).toHaveCount(0)
})

test('connecting waits for a second admin under the two-person rule, and says what would be trusted', async ({
  page,
}) => {
  slapd = await startSlapd(folder, slapd.plainPort)
  const berta = await addAdmin(at.office, 'Berta Boss', ['globalAdministrator'])
  const { policies } = await at.office.api().policies.get({})
  const signIn = { ...policies.signIn, twoPerson: { isOn: true } }
  await at.office.api().policies.save({ ...policies, signIn })
  await openDirectories(page)
  await page.getByRole('button', { name: 'Connect a directory' }).click()
  const form = panel(page, 'Connect a directory')
  await form.getByRole('textbox', { name: 'Server', exact: true }).fill('localhost')
  await form.getByRole('textbox', { name: 'Port', exact: true }).fill(String(slapd.tlsPort))
  await form.getByRole('button', { name: 'Look at the server' }).click()
  await expect(form.getByRole('button', { name: 'Use the certificate of our own authority' })).toBeVisible()
  const file = form.getByLabel('Certificate of the authority (PEM)')
  await file.setInputFiles({ name: 'key.pem', mimeType: 'text/plain', buffer: Buffer.from('no certificate') })
  await expect(form.getByRole('alert').filter({ hasText: 'This file holds no certificate.' })).toBeVisible()
  await file.setInputFiles({ name: 'ca.pem', mimeType: 'text/plain', buffer: Buffer.from(slapd.authority) })
  await expect(form.getByText('Keydesk trusts the authority in ca.pem.')).toBeVisible()
  const baseField = form.getByRole('textbox', { name: 'Base' })
  await baseField.fill('dc=elsewhere,dc=test')
  await fillPeople(form, secret(manager.password))
  await form.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(baseField).toHaveAccessibleDescription(/There is nothing by the name in Base/)
  await expect(baseField).toBeFocused()
  await baseField.fill(base)
  await form.getByRole('button', { name: 'Connect', exact: true }).click()
  await confirmOwn(page, at.office.owner)
  await expect(form.getByRole('alert')).toHaveText(
    'A second admin must approve this. It is waiting as request 1 on the Requests page.',
  )
  await expect(form.getByRole('textbox')).toHaveCount(0)
  await form.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('heading', { name: 'No directory is connected' })).toBeVisible()

  const other = await page.context().newPage()
  await openUsers(other, at.office, berta)
  await goTo(other, 'Requests')
  await other.getByRole('button', { name: 'Connect a directory' }).click()
  const request = panel(other, 'Request 1')
  await expect(request).toContainText(`DirectoryOfficeKindOpenLDAPServerlocalhost:${slapd.tlsPort}Base${base}`)
  await expect(request).toContainText("Certificateof the organisation's own authority")
  await request.getByRole('button', { name: 'Approve' }).click()
  await confirmOwn(other, berta)
  await expectNotice(other, 'Request 1 was approved.')
  await other.close()
  // The office looks at its directories every minute by itself.
  await expect(row(page)).toContainText(/Not read yet|Connected/)
})

async function signInAs(uid: string, password: string): Promise<void> {
  const client = new Client({ url: slapd.url, timeout: 60_000, connectTimeout: 60_000 })
  try {
    await client.bind(`uid=${uid},${people}`, password)
  } finally {
    await client.unbind().catch(() => {})
  }
}
