import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DirectoryId } from '../../shared/directories.ts'
import {
  addPeople,
  asManager,
  connectionTo,
  people,
  type Slapd,
  slapdFault,
  startSlapd,
} from '../electron/directory/slapd.ts'
import { addPerson, sharedOffice } from './fixtures/office.ts'
import {
  confirmOwn,
  goTo,
  keyIcon,
  moreAction,
  openTab,
  openUsers,
  panel,
  rowOf,
  usersGrid,
} from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

test.skip(slapdFault !== null, slapdFault ?? '')
test.describe.configure({ mode: 'serial' })

const at = sharedOffice()
const uids = ['anna', 'bo', 'cilla']
let folder = ''
let slapd: Slapd
let id: DirectoryId

const dnOf = (name: string) => `uid=${name},${people}`
const addGroup = (cn: string, member: readonly string[]) =>
  asManager(slapd.url, (client) =>
    client.add(`cn=${cn},${people}`, { objectClass: 'groupOfNames', cn, member: [...member] }),
  )
const look = () => at.office.api().directories.look({ id, isWhole: false })

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-e2e-'))
  slapd = await startSlapd(folder)
  await addPeople(slapd.url, uids, 'Blue-Harbour-42-lamp')
  await addGroup('Sales', [dnOf('anna')])
  await addGroup('Everybody', [dnOf('bo'), dnOf('cilla'), `cn=Sales,${people}`])
})
test.afterAll(async () => {
  await slapd?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('the column of directories comes with the first directory, and the list is sorted by it and filtered', async ({
  page,
}) => {
  await openUsers(page, at.office)
  const heading = usersGrid(page).getByRole('columnheader', { name: 'Directory' })
  await expect(heading).toHaveCount(0)
  ;({ id } = await at.office.api().directories.add(connectionTo(slapd)))
  await look()
  await page.reload()
  await openUsers(page, at.office)
  await expect(rowOf(page, 'Person anna')).toContainText('Office')
  await expect(rowOf(page, at.office.owner.displayName)).toContainText("Keydesk's own")
  await heading.getByRole('button').click()
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect(usersGrid(page).getByRole('row').nth(1)).toContainText('Office')
  await page.getByRole('toolbar', { name: 'Commands' }).getByRole('button', { name: 'Filter' }).click()
  const filter = panel(page, 'Filter')
  await expect(filter.getByRole('checkbox', { name: "Keydesk's own (1)" })).toBeVisible()
  await filter.getByRole('checkbox', { name: 'Office (3)' }).check()
  await filter.getByRole('button', { name: 'Close' }).last().click()
  await expect(usersGrid(page).getByRole('row')).toHaveCount(4)
  await expect(page.getByLabel('Active filters')).toContainText('Directory: Office')
  await page.getByRole('checkbox', { name: 'Select all users' }).check()
  await expect(page.getByText('3 selected')).toBeVisible()
})

test('groups of the directory are shown with their people, can be changed only there, and limit a role', {
  tag: '@long',
}, async ({ page }) => {
  await addPerson(at.office, 'Helga Helper')
  await openUsers(page, at.office)
  await goTo(page, 'Groups')
  const row = page.getByRole('row', { name: /Everybody \(Office\)/ })
  await expect(row.getByRole('cell').nth(2)).toHaveText('3')
  await page.getByRole('button', { name: 'Everybody (Office)' }).click()
  const group = panel(page, 'Everybody (Office)')
  await expect(group).toContainText('A group of Office. Who is in it is decided there.')
  await expect(group.getByRole('list', { name: 'People' }).getByRole('listitem')).toHaveCount(3)
  for (const name of ['Edit group', 'Delete group', 'Add people'])
    await expect(group.getByRole('button', { name })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await goTo(page, 'Active users')
  await page.getByRole('button', { name: 'Helga Helper', exact: true }).click()
  await (await moreAction(page, panel(page, 'Helga Helper'), 'Manage roles')).click()
  const roles = panel(page, 'Manage roles')
  await roles.getByRole('checkbox', { name: 'Helpdesk admin' }).check()
  const reach = roles.getByRole('radiogroup', { name: /Helpdesk admin/ })
  await reach.getByRole('radio').last().check()
  await roles.getByRole('combobox').click()
  await page.getByRole('menuitemcheckbox', { name: 'Sales (Office)' }).click()
  await page.keyboard.press('Escape')
  await expect(roles).toContainText('Who is in a group of a directory is decided by the admins of that directory.')
  await roles.getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await openTab(panel(page, 'Helga Helper'), 'Groups and roles')
  await expect(panel(page, 'Helga Helper')).toContainText('Sales (Office)')
})

test('a group that the directory has no more says so, and that its role reaches nobody', { tag: '@long' }, async ({
  page,
}) => {
  await asManager(slapd.url, (client) => client.del(`cn=Sales,${people}`))
  await look()
  await openUsers(page, at.office)
  await goTo(page, 'Groups')
  await expect(page.getByRole('row', { name: /Sales \(Office\)/ })).toContainText('no longer in Office')
  await page.getByRole('button', { name: 'Sales (Office)' }).click()
  await expect(panel(page, 'Sales (Office)')).toContainText('Roles that are limited to it reach nobody.')
})

test('a directory that can not be read says so above the list, with the way to its settings', async ({ page }) => {
  await slapd.stop()
  await look().catch(() => {})
  await openUsers(page, at.office)
  const bar = page.getByRole('alert').filter({ hasText: "Office can't be read." })
  await expect(bar).toContainText('You can still reset passwords, because the directory itself decides.')
  await expect(bar).toContainText('The list shows Office as it was on')
  await expect(keyIcon(page, 'Person anna')).toBeEnabled()
  await bar.getByRole('button', { name: 'Open Settings > Directories' }).click()
  await expect(page.getByRole('link', { name: 'Directories' })).toHaveAttribute('aria-current', 'page')
})
