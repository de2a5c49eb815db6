import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
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
import { addAdmin, addPerson, canSignIn, givePassword, sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { confirmOwn, expectNotice, goTo, openUsers, panel } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

test.skip(slapdFault !== null, slapdFault ?? '')
test.describe.configure({ mode: 'serial' })

const at = sharedOffice()
const there = 'Blue-Harbour-42-lamp'
let folder = ''
let slapd: Slapd

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-e2e-'))
  slapd = await startSlapd(folder)
})
test.afterAll(async () => {
  await slapd?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function openMatch(page: Page) {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Directories')
  await page.getByRole('button', { name: 'Match people: Office' }).click()
  return panel(page, 'Match people with Office')
}

test('an office grows up: pairs are shown, chosen, matched, undone and matched again', async ({ page }) => {
  const { office } = at
  const own = []
  for (const name of ['anna', 'bo', 'cilla'])
    own.push(await givePassword(office, await addPerson(office, `Person ${name}`)))
  const [anna, bo] = own as [(typeof own)[number], (typeof own)[number]]
  await addPeople(slapd.url, ['person.anna', 'person.bo', 'dan'], there)
  const boss = await addAdmin(office, 'Person boss', ['globalAdministrator'])
  await addPeople(slapd.url, [boss.username.split('@')[0] ?? ''], there)
  const typed = connectionTo(slapd)
  const { id } = await office.api().directories.add({ ...typed, connection: { ...typed.connection, name: 'Office' } })
  await office.api().directories.look({ id, isWhole: true })

  const match = await openMatch(page)
  await expect(match.getByRole('tab', { name: 'Pairs (2)' })).toHaveAttribute('aria-selected', 'true')
  await expect(match.getByRole('button', { name: 'Match 2 people' })).toBeEnabled()
  await checkScreen(page, 'match people: pairs', 'en')
  await match.getByRole('checkbox', { name: 'Match person.bo@nordwind.test with person.bo' }).uncheck()
  await match.getByRole('tab', { name: 'Doubts (1)' }).click()
  await expect(match.getByText(/^May approve other admins' requests\. Admins of the directory/)).toBeVisible()
  await expect(match.getByRole('checkbox', { name: /^Match / })).not.toBeChecked()
  await checkScreen(page, 'match people: doubts', 'en')
  await match.getByRole('tab', { name: /^Only in Keydesk/ }).click()
  await expect(match.getByText('Person cilla')).toBeVisible()
  await match.getByRole('tab', { name: 'Only in the directory (1)' }).click()
  await expect(match.getByText('Person dan')).toBeVisible()
  await match.getByRole('searchbox', { name: 'Search people' }).fill('nobody')
  await expect(match.getByText('Nobody matches the search.')).toBeVisible()

  await match.getByRole('button', { name: 'Match 1 person' }).click()
  await confirmOwn(page, office.owner)
  await expectNotice(page, '1 person now signs in by Office.')
  await expect(match).toHaveCount(0)
  expect(await canSignIn(office.door, anna.username, anna.password)).toBe(false)
  expect(await canSignIn(office.door, 'person.anna', there)).toBe(true)
  expect(await canSignIn(office.door, bo.username, bo.password)).toBe(true)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expectNotice(page, '1 match is undone.')
  expect(await canSignIn(office.door, anna.username, anna.password)).toBe(true)

  await page.getByRole('button', { name: 'Match people: Office' }).click()
  await match.getByRole('button', { name: 'Match 2 people' }).click()
  await expectNotice(page, '2 people now sign in by Office.')
})

test('after a change in the directory there is no undo, and the screen says why', { tag: '@long' }, async ({
  page,
}) => {
  await asManager(slapd.url, (client) =>
    client.modify(`uid=person.anna,${people}`, replace('userPassword', 'Green-Meadow-17-desk')),
  )
  const { directories } = await at.office.api().directories.list({})
  await at.office.api().directories.look({ id: directories[0]?.id as never, isWhole: true })
  const match = await openMatch(page)
  await match.getByRole('tab', { name: 'Matched (2)' }).click()
  await expect(match.getByText(/^The password was changed in the directory\./)).toHaveCount(1)
  await checkScreen(page, 'match people: matched', 'en')
  await match.getByRole('button', { name: 'Undo: Person person.bo' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, '1 match is undone.')
})

test('a directory is disconnected, and its people stay without passwords', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Directories')
  await page.getByRole('button', { name: 'Disconnect: Office' }).click()
  const asked = panel(page, 'Disconnect Office')
  await asked.getByRole('radio', { name: 'Keep them, without passwords' }).check()
  await expect(asked).toContainText('people from Office stay in the list, belong to Keydesk and have no password')
  await checkScreen(page, 'match people: disconnect', 'en')
  await asked.getByRole('button', { name: 'Disconnect Office' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Office is disconnected.')
  await goTo(page, 'Active users')
  await page.getByRole('searchbox', { name: 'Search users' }).fill('dan')
  await expect(page.getByText('Person dan')).toBeVisible()
})
