import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UserId } from '../../shared/ids.ts'
import { noFilter } from '../../shared/users.ts'
import {
  addPeople,
  asManager,
  connectionTo,
  people,
  replace,
  type Slapd,
  slapdFault,
  startSlapd,
} from '../electron/directory/slapd.ts'
import { sharedOffice } from './fixtures/office.ts'
import { openPortal, phone } from './fixtures/on-phone.ts'
import { fillSignIn, goTo, keyIcon, openUsers, panel } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

test.skip(slapdFault !== null, slapdFault ?? '')
test.use({ ignoreHTTPSErrors: true })
test.describe.configure({ mode: 'serial' })

const first = secret('Blue-Harbour-42-lamp')
const folders: string[] = []
const servers: Slapd[] = []

async function startIn(options: Parameters<typeof startSlapd>[2], uids: readonly string[]): Promise<Slapd> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-e2e-'))
  folders.push(folder)
  const slapd = await startSlapd(folder, undefined, options)
  servers.push(slapd)
  await addPeople(slapd.url, uids, first)
  return slapd
}

const at = sharedOffice(async (office) => {
  const policy = {
    ...{ pwdCheckQuality: '2', pwdMinLength: '14', pwdInHistory: '3' },
    ...{ pwdLockout: 'TRUE', pwdMaxFailure: '5', pwdFailureCountInterval: '900' },
  }
  const access = [
    'access to attrs=userPassword by self write by anonymous auth by * none',
    'access to * by self write by * read',
  ]
  const strict = await startIn({ policy, access }, ['anna', 'bo'])
  const plain = await startIn({ hasPolicy: false }, ['cilla'])
  await asManager(strict.url, (client) =>
    client.modify(`uid=bo,${people}`, replace('pwdAccountLockedTime', '000001010000Z')),
  )
  for (const [name, slapd] of [
    ['Office', strict],
    ['Workshop', plain],
  ] as const) {
    const { connection, password } = connectionTo(slapd)
    const { id } = await office.api().directories.add({ connection: { ...connection, name }, password })
    await office.api().directories.look({ id, isWhole: true })
  }
})
test.afterAll(async () => {
  for (const slapd of servers) await slapd.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('the rules of the directory are ticked while an admin types, and a lock is shown to end', async ({ page }) => {
  await openUsers(page, at.office)
  await keyIcon(page, 'Person bo').click()
  const dialog = panel(page, 'Reset password')
  const unlock = dialog.getByRole('checkbox', { name: 'Unlock the account in the directory' })
  await expect(unlock).toBeChecked()
  await expect(unlock).toBeDisabled()
  await dialog.getByRole('checkbox', { name: 'Automatically create a password' }).uncheck()
  const rules = dialog.getByRole('list', { name: 'Password rules' })
  const bytes = rules.getByRole('listitem').filter({ hasText: 'At least 14 bytes' })
  await dialog.getByLabel('Password', { exact: true }).fill('Zk-7-qåwø-xv')
  await expect(bytes.getByLabel('Met', { exact: true })).toBeVisible()
  await dialog.getByLabel('Password', { exact: true }).fill('Zk-7-qawo-xv')
  await expect(bytes.getByLabel('Not met yet')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('where a directory can’t require a change, a sentence stands in place of the box, and the reset goes without', async ({
  page,
}) => {
  await openUsers(page, at.office)
  await keyIcon(page, 'Person cilla').click()
  const dialog = panel(page, 'Reset password')
  await expect(dialog.getByText(/because it has no password policy/)).toBeVisible()
  await expect(dialog.getByRole('checkbox', { name: /first sign in/ })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('heading', { name: 'Password has been reset' })).toBeFocused()
})

test('the policies say that Keydesk locks below the directory, and the settings what a server can’t do', async ({
  page,
}) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Smart lockout')
  await expect(page.getByText(/Office locks an account after 5 wrong passwords\. Keydesk locks after 4/)).toBeVisible()
  await expect(page.getByText(/^After 4 wrong passwords in a row/)).toBeVisible()
  await openSection(page, 'Directories')
  await page.getByRole('button', { name: 'Test the connection: Workshop' }).click()
  const tested = panel(page, 'Test the connection: Workshop')
  await expect(tested.getByText(/It can't make people change a temporary password/)).toBeVisible()
})

test('somebody of a directory chooses a new password at the portal with the current one', async ({ page }) => {
  const api = at.office.api()
  const query = { search: 'anna', filter: noFilter }
  const sort = { by: 'displayName', direction: 'ascending', language: 'en' } as const
  const { rows } = await api.users.list({ query, sort, offset: 0, limit: 10 })
  const userId = rows.find(({ username }) => username === 'anna')?.id as UserId
  const temporary = secret('Green-Meadow-17-desk')
  await api.passwords.reset({ userId, choice: { kind: 'typed', password: temporary }, mustChange: true })
  await page.setViewportSize(phone)
  await page.goto(await openPortal(at.office))
  await fillSignIn(page, 'anna', temporary)
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
  await expect(page.getByText('At least 14 bytes')).toBeVisible()
  await expect(page.getByText('The directory refuses the last 3 passwords.')).toBeVisible()
  const next = secret('Grey-Window-88-boat')
  await page.getByLabel('New password', { exact: true }).fill(next)
  await page.getByLabel('Confirm new password').fill(next)
  await page.getByRole('button', { name: 'Save password' }).click()
  const current = page.getByLabel('Current password')
  await expect(current).toHaveAccessibleDescription(/fill/i)
  await current.fill(first)
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(current).toBeFocused()
  await current.fill(temporary)
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByRole('heading', { name: 'My account' })).toBeVisible()
})
