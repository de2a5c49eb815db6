import type { Page } from '@playwright/test'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import {
  type Account,
  addAdmin,
  addPerson,
  givePassword,
  importFile,
  sharedOffice,
  userFile,
} from './fixtures/office.ts'
import { openPortal } from './fixtures/on-phone.ts'
import { fillSignIn, moreAction, openTab, panel, rowOf, signIn, usersGrid } from './fixtures/screens.ts'
import { slowAndStill } from './fixtures/still.ts'
import { expect, test } from './fixtures/test.ts'

// On a slow machine no button, link or field moves while somebody aims at it: what reads late keeps its room, or comes at once with the rest.
test.describe.configure({ mode: 'parallel' })

let portal = ''
let ida: Account

const at = sharedOffice(async (office) => {
  const api = office.api()
  await importFile(office, userFile('users.csv'))
  const person = await addPerson(office, 'Aage Aaberg')
  await addAdmin(office, 'Aase Admin', ['globalAdministrator'])
  const { id } = await api.groups.create({ name: 'Nord', kind: 'picked', departments: [] })
  await api.groups.addMembers({ id, selection: { kind: 'users', ids: [person.id] } })
  const helper = await addPerson(office, 'Abel Abelsen', { roles: ['helpdeskAdministrator'] })
  await api.roles.set({
    userId: helper.id,
    roles: ['helpdeskAdministrator'],
    limits: [{ role: 'helpdeskAdministrator', groups: [id] }],
  })
  const { policies } = await api.policies.get({})
  await api.policies.save({ ...policies, selfService: { ...defaultSelfService, enabledFor: 'all' } })
  ida = await givePassword(office, await addPerson(office, 'Ida Iversen'))
  const { recovery } = office.door.client()
  const { attempt } = await recovery.begin({ username: ida.username, purpose: 'reset', language: 'en' })
  await recovery.askForHelp({ attempt, reason: 'My phone is gone' })
  portal = await openPortal(office)
})

async function closed(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Signs in on a slow page, and waits for the list. */
async function openSlowly(page: Page) {
  const still = await slowAndStill(page)
  const moved: string[] = []
  const step = async (name: string, act: () => Promise<unknown>) => {
    moved.push(...(await still.after(name, act)))
  }
  await step('sign in', async () => {
    await signIn(page, at.office.door, at.office.owner)
    await expect(usersGrid(page).getByRole('checkbox').nth(1)).toBeVisible()
  })
  return { step, moved }
}

test('the pane of a person keeps its buttons in place', { tag: '@long' }, async ({ page }) => {
  const { step, moved } = await openSlowly(page)
  for (const name of ['Aage Aaberg', 'Aase Admin', 'Abel Abelsen']) {
    await step(name, () => page.getByRole('button', { name, exact: true }).click())
    const pane = panel(page, name)
    await expect(pane.getByRole('tab', { name: 'Activity' })).toBeVisible()
    for (const tab of ['Password', 'Methods', 'Groups and roles', 'Activity'])
      await step(`${name}, ${tab}`, () => openTab(pane, tab))
    await step(`${name} closed`, () => closed(page))
  }
  expect(moved).toEqual([])
})

test('panels over the list keep their buttons in place', async ({ page }) => {
  const { step, moved } = await openSlowly(page)
  const bar = page.getByRole('toolbar')
  for (const name of ['Add a user', 'Import', 'Filter']) {
    await step(name, () => bar.getByRole('button', { name }).click())
    await closed(page)
  }
  const reset = panel(page, 'Reset password')
  await step('reset one', () => page.getByRole('button', { name: 'Reset password for Aage Aaberg' }).click())
  await step('typed', () => reset.getByRole('checkbox', { name: 'Automatically create a password' }).uncheck())
  await closed(page)
  await rowOf(page, 'Aage Aaberg').getByRole('checkbox').check()
  await rowOf(page, 'Aase Admin').getByRole('checkbox').check()
  for (const name of ['Reset password', 'Require password change']) {
    const command = bar.getByRole('button', { name })
    await step(`${name} of two`, () => command.click())
    await closed(page)
  }
  expect(moved).toEqual([])
})

test('panels over the pane of a person keep their buttons in place', { tag: '@long' }, async ({ page }) => {
  const { step, moved } = await openSlowly(page)
  await page.getByRole('button', { name: 'Aase Admin', exact: true }).click()
  const pane = panel(page, 'Aase Admin')
  const over = async (name: string, open: () => Promise<unknown>) => {
    await step(name, open)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(1)
  }
  await over('Edit', () => pane.getByRole('button', { name: 'Edit' }).click())
  for (const name of ['Manage roles', 'Delete user', 'Off-board now'])
    await over(name, async () => (await moreAction(page, pane, name)).click())
  await openTab(pane, 'Methods')
  await expect(pane.getByRole('button', { name: 'Create pass' })).toBeVisible()
  for (const name of ['Give a code', 'Create pass'])
    await over(name, () => pane.getByRole('button', { name, exact: true }).click())
  expect(moved).toEqual([])
})

test('pages and settings keep their buttons in place', { tag: '@long' }, async ({ page }) => {
  test.slow()
  const { step, moved } = await openSlowly(page)
  for (const link of await page.getByRole('navigation').getByRole('link').all()) {
    const name = (await link.innerText()).trim()
    await step(name, () => link.click())
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click()
  for (const link of await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').all()) {
    const name = (await link.innerText()).trim()
    await step(`Settings, ${name}`, () => link.click())
    for (const tab of await page.getByRole('tab').allInnerTexts())
      await step(`${name}, ${tab}`, () => page.getByRole('tab', { name: tab, exact: true }).click())
  }
  expect(moved).toEqual([])
})

test('groups and requests keep their buttons in place', { tag: '@long' }, async ({ page }) => {
  const { step, moved } = await openSlowly(page)
  const go = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click()
  await step('groups', () => go('Groups'))
  await step('a group', () => page.getByRole('button', { name: 'Nord', exact: true }).click())
  await step('add people', () => page.getByRole('button', { name: 'Add people', exact: true }).click())
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await closed(page)
  await step('requests', () => go('Requests'))
  await step('a request', () => page.getByRole('button', { name: /^Help Ida Iversen/ }).click())
  await closed(page)
  expect(moved).toEqual([])
})

test('the own account keeps its buttons in place', { tag: '@long' }, async ({ page }) => {
  const { step, moved } = await openSlowly(page)
  await page.getByRole('button', { name: at.office.owner.displayName }).last().click()
  await step('my account', () => page.getByRole('menuitem').first().click())
  await step('change password', () => page.getByRole('button', { name: 'Change password' }).click())
  expect(moved).toEqual([])
})

test.describe('the portal', () => {
  test.use({ ignoreHTTPSErrors: true })

  test('keeps its buttons in place', { tag: '@long' }, async ({ page }) => {
    const still = await slowAndStill(page)
    const moved: string[] = []
    moved.push(...(await still.after('sign-in page', () => page.goto(portal))))
    moved.push(
      ...(await still.after('account', async () => {
        await fillSignIn(page, ida.username, ida.password)
        await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible()
      })),
    )
    await expect(page.getByRole('heading', { name: 'Security info' })).toBeVisible()
    moved.push(...(await still.after('change', () => page.getByRole('button', { name: 'Change password' }).click())))
    expect(moved).toEqual([])
  })
})
