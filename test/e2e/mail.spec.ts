import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { sharedOffice } from './fixtures/office.ts'
import { confirmOwn, expectNotice, goTo, openUsers } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()
const arrived: string[] = []
const server = new SMTPServer({
  logger: false,
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  closeTimeout: 10,
  onData: (stream, _session, done) => {
    let text = ''
    stream.on('data', (chunk) => {
      text += chunk
    })
    stream.on('end', () => {
      arrived.push(text)
      done(null, 'Message accepted')
    })
  },
})
let port = 0

test.beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.server.address() as AddressInfo).port
})
test.afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

test('an admin sets up mail, sees why a test fails, and sends one', async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Mail')
  const form = page.getByRole('tabpanel', { name: 'Mail server' })
  await expect(form.getByRole('button', { name: 'Send a test' })).toHaveAttribute('aria-disabled', 'true')
  await form.getByRole('switch', { name: 'Send email' }).check()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByRole('textbox', { name: 'Server', exact: true })).toBeFocused()
  await form.getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1')
  await form.getByRole('textbox', { name: 'Port' }).fill(String(port))
  const sender = form.getByRole('textbox', { name: 'Sender address' })
  await sender.fill('desk@nordwind.test, evil@y.test')
  await expect(sender).not.toHaveAttribute('aria-invalid', 'true')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(sender).toHaveAccessibleDescription(/one address only/)
  await sender.fill('desk@nordwind.test')
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByLabel('Your password').fill(at.office.owner.password)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expectNotice(page, 'Mail settings saved.')
  await form.getByRole('button', { name: 'Send a test' }).click()
  await expect(form.getByText(/offers no encryption/)).toBeVisible()
  expect(arrived).toEqual([])

  await form.getByRole('radio', { name: 'None (weak)' }).check()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText('Tick this to send without encryption, or choose TLS.')).toBeVisible()
  await form.getByRole('checkbox', { name: 'Send without encryption anyway' }).check()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText('You have changes that are not saved.')).toHaveCount(0)
  await form.getByRole('textbox', { name: 'Send it to' }).fill('ida@home.test')
  await form.getByRole('button', { name: 'Send a test' }).click()
  await expect(form.getByText(/The server accepted the email for ida@home.test/)).toBeVisible()
  await expect(form.getByText(/Message accepted/)).toBeVisible()
  expect(arrived).toHaveLength(1)
})

test('a template is edited beside its preview and taken back', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Mail')
  await page.getByRole('tab', { name: 'Templates' }).click()
  await page.getByRole('tab', { name: 'Dansk' }).click()
  const text = page.getByRole('textbox', { name: 'Text' })
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('Nordwind: bekræftelseskode')
  await text.fill('Hej {{navn}}')
  await expect(text).toHaveAccessibleDescription(
    /Unknown placeholder: {{navn}}. Missing, or not standing alone: {{code}}/,
  )
  await expect(page.getByRole('button', { name: 'Save' }).last()).toHaveAttribute('aria-disabled', 'true')
  await text.fill('Hej {{name}}, koden er {{code}}')
  await expect(preview).toContainText(/Hej Ida Holm, koden er \d/)
  await text.press('Tab')
  await page.getByRole('tabpanel', { name: 'Templates' }).getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Template saved.')
  await expect(page.getByText('Edited', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Use the default text' }).click()
  await expectNotice(page, 'The default text is back.')
  await expect(text).toHaveValue(/Din bekræftelseskode er/)
  await page.getByRole('tab', { name: 'Outbox' }).click()
  await expect(page.getByRole('heading', { name: 'No emails' })).toBeVisible()
})
