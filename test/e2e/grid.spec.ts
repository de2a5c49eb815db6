import type { Page } from '@playwright/test'
import { addAdmin, addPerson, importFile, importWorkers, sharedOffice, userFile } from './fixtures/office.ts'
import {
  allowClipboard,
  confirmOwn,
  expectNotice,
  keyIcon,
  openUsers,
  panel,
  readClipboard,
  rowOf,
  search,
  usersGrid,
} from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice((office) => importFile(office, userFile('users.csv')))

const heading = (page: Page, name: string) => usersGrid(page).getByRole('columnheader', { name, exact: true })
const nameOf = (page: Page, name: string) => rowOf(page, name).getByRole('button', { name, exact: true })
const box = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true })
const department = (page: Page, name: string) => rowOf(page, name).getByRole('gridcell').last()

/** How wide a column is, in CSS pixels. */
async function widthOf(page: Page, name: string): Promise<number> {
  return (await heading(page, name).boundingBox())?.width ?? 0
}

/** The texts of the grid that are cut, while it has room that nothing stands in. */
async function cutTexts(page: Page): Promise<readonly string[]> {
  return usersGrid(page)
    .locator('[data-cut]')
    .evaluateAll((texts) =>
      texts.filter((text) => text.scrollWidth > text.clientWidth).map((text) => text.textContent ?? ''),
    )
}

test('nothing in the list is cut on a wide screen, and no date and no state on a usual one', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await openUsers(page, at.office)
  expect(await cutTexts(page)).toEqual([])
  const key = await rowOf(page, 'Olga Owner')
    .or(usersGrid(page).getByRole('row').nth(1))
    .first()
    .getByRole('gridcell')
    .nth(2)
    .boundingBox()
  const name = await heading(page, 'Display name').boundingBox()
  expect(key?.x).toBeLessThan((name?.x ?? 0) + 330)
  await page.setViewportSize({ width: 1280, height: 800 })
  const short = [
    'Password',
    'Last changed',
    'Expires',
    'Sign-in status',
    'Never',
    'No password',
    'Current',
    'Temporary',
  ]
  expect((await cutTexts(page)).filter((text) => short.includes(text) || /\d{4}/.test(text))).toEqual([])
})

test('a cut text is told whole under the pointer and at the keyboard', async ({ page }) => {
  const long = 'Wilhelmina Alexandra Constantia von Hohenstaufen-Løvenørn'
  await addPerson(at.office, long)
  await page.setViewportSize({ width: 900, height: 600 })
  await openUsers(page, at.office)
  await search(page, 'hohenstaufen', 'Wilhelmina')
  await nameOf(page, long).hover()
  const tip = page.getByRole('tooltip').or(page.locator('.fui-Tooltip__content')).filter({ hasText: long })
  await expect(tip).toBeVisible()
  await page.mouse.move(5, 5)
  await expect(tip).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search users' }).focus()
  await box(page, long).focus()
  await page.keyboard.press('ArrowRight')
  await expect(nameOf(page, long)).toBeFocused()
  await expect(tip).toBeVisible()
})

test('only who may not sign in stands out, and screen readers hear it of everybody', async ({ page }) => {
  const blocked = await addPerson(at.office, 'Bertil Blocked')
  await at.office.api().users.block({ id: blocked.id, isBlocked: true })
  await addPerson(at.office, 'Bertil Allowed')
  await openUsers(page, at.office)
  await search(page, 'bertil', 'Bertil')
  await expect(rowOf(page, 'Bertil Blocked').getByText('Blocked', { exact: true })).toBeVisible()
  const allowed = rowOf(page, 'Bertil Allowed').getByText('Allowed', { exact: true })
  await expect(allowed).toHaveCount(1)
  expect((await allowed.boundingBox())?.width).toBeLessThan(3)
})

test('a click selects one row, a double click and Enter open the details', async ({ page }) => {
  await addPerson(at.office, 'Klara Klik')
  await addPerson(at.office, 'Klara Klak')
  await openUsers(page, at.office)
  await search(page, 'klara', 'Klara')
  await department(page, 'Klara Klik').click()
  await expect(box(page, 'Klara Klik')).toBeChecked()
  await department(page, 'Klara Klak').click()
  await expect(page.getByText('1 selected', { exact: true })).toBeVisible()
  await expect(box(page, 'Klara Klak')).toBeChecked()
  await department(page, 'Klara Klik').click({ modifiers: ['ControlOrMeta'] })
  await expect(page.getByText('2 selected', { exact: true })).toBeVisible()
  await department(page, 'Klara Klik').dblclick()
  await expect(panel(page, 'Klara Klik')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel(page, 'Klara Klik')).toHaveCount(0)
  await department(page, 'Klara Klak').click()
  await page.keyboard.press('Enter')
  await expect(panel(page, 'Klara Klak')).toBeVisible()
})

test('F2 edits, Delete asks to delete, Ctrl+C copies the names, and each gives the focus back', async ({ page }) => {
  await addPerson(at.office, 'Fritz Finger')
  await addPerson(at.office, 'Fritz Firkant')
  await allowClipboard(page, new URL(at.office.door.address()).origin)
  await openUsers(page, at.office)
  await search(page, 'fritz', 'Fritz')
  await nameOf(page, 'Fritz Finger').focus()
  await page.keyboard.press('F2')
  const edit = panel(page, 'Edit user')
  await expect(edit.getByLabel('Display name')).toHaveValue('Fritz Finger')
  await page.keyboard.press('Escape')
  await expect(edit).toHaveCount(0)
  await expect(nameOf(page, 'Fritz Finger')).toBeFocused()
  await page.keyboard.press('Control+c')
  await expectNotice(page, '1 person copied: display name and user name.')
  await expect.poll(() => readClipboard(page)).toBe('Fritz Finger\tfritz.finger@nordwind.test')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await expectNotice(page, '2 people copied: display names and user names.')
  await expect
    .poll(() => readClipboard(page))
    .toBe('Fritz Finger\tfritz.finger@nordwind.test\r\nFritz Firkant\tfritz.firkant@nordwind.test')
  await page.keyboard.press('Delete')
  const remove = panel(page, 'Delete user')
  await expect(remove).toContainText('2 users will be deleted')
  await page.keyboard.press('Escape')
  await expect(remove).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear selection' }).click()
  await nameOf(page, 'Fritz Firkant').focus()
  await page.keyboard.press('Delete')
  await expect(remove).toContainText('Fritz Firkant')
})

test('the menu of a row offers what the details offer, and blocks with Undo', async ({ page }) => {
  await addPerson(at.office, 'Magda Menu')
  await openUsers(page, at.office)
  await search(page, 'magda', 'Magda Menu')
  await department(page, 'Magda Menu').click({ button: 'right' })
  await expect(box(page, 'Magda Menu')).toBeChecked()
  const menu = page.getByRole('menu', { name: 'Actions' })
  await expect(menu.getByRole('menuitem')).toHaveText([
    ...[/^Open details/, /^Reset password/, /^Edit/, /^Block sign-in/],
    ...[/^Require password change/, /^Send reset link/, /^Manage roles/, /^Sign out of all sessions/],
    ...[/^Copy names/, /^Off-board now/, /^Delete user/],
  ])
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await menu.getByRole('menuitem', { name: 'Block sign-in' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Magda Menu can no longer sign in.')
  await expect(rowOf(page, 'Magda Menu')).toContainText('Blocked')
  await page.getByText('Undo', { exact: true }).first().click()
  await expectNotice(page, 'Magda Menu can sign in again.')
  await expect(rowOf(page, 'Magda Menu')).toContainText('Allowed')
})

test('Shift+F10 and the menu key open the same menu, Escape gives the focus back', async ({ page }) => {
  await addPerson(at.office, 'Tilde Tast')
  await openUsers(page, at.office)
  await search(page, 'tilde', 'Tilde Tast')
  const menu = page.getByRole('menu', { name: 'Actions' })
  for (const key of ['Shift+F10', 'ContextMenu']) {
    await nameOf(page, 'Tilde Tast').focus()
    await page.keyboard.press(key)
    await expect(menu.getByRole('menuitem', { name: 'Open details' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(menu).toHaveCount(0)
    await expect(nameOf(page, 'Tilde Tast')).toBeFocused()
  }
  await page.keyboard.press('Shift+F10')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panel(page, 'Edit user')).toBeVisible()
})

test('whoever may only read finds the same items in the menu, each with the role that is needed', async ({ page }) => {
  const reader = await addAdmin(at.office, 'Rolf Reader', ['globalReader'])
  await addPerson(at.office, 'Sigrun Set')
  await openUsers(page, at.office, reader)
  await search(page, 'sigrun', 'Sigrun Set')
  await department(page, 'Sigrun Set').click({ button: 'right' })
  const menu = page.getByRole('menu', { name: 'Actions' })
  for (const name of [/^Reset password/, /^Edit/, /^Block sign-in/, /^Delete user/])
    await expect(menu.getByRole('menuitem', { name })).toBeDisabled()
  await expect(menu.getByRole('menuitem', { name: /^Edit/ })).toContainText('You need the role')
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await nameOf(page, 'Sigrun Set').focus()
  await page.keyboard.press('F2')
  await expect(page.getByText(/You need the role/).first()).toBeVisible()
  await expect(panel(page, 'Edit user')).toHaveCount(0)
})

test('columns get wider by dragging and by keys, fit by a double click, and stay so', async ({ page }) => {
  await openUsers(page, at.office)
  const before = await widthOf(page, 'Expires')
  const edge = await heading(page, 'Expires').boundingBox()
  if (edge === null) throw new Error('The heading is not shown.')
  const [x, y] = [edge.x + edge.width - 2, edge.y + edge.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 40, y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => widthOf(page, 'Expires')).toBeCloseTo(before + 40, -1)
  await expect(heading(page, 'Expires')).not.toHaveAttribute('aria-sort')
  await heading(page, 'Expires').getByRole('button').focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByText(/^Expires: \d+ pixels wide$/)).toHaveAttribute('aria-live', 'polite')
  await expect.poll(() => widthOf(page, 'Expires')).toBeCloseTo(before + 56, -1)
  await page.reload()
  await openUsers(page, at.office)
  await expect.poll(() => widthOf(page, 'Expires')).toBeCloseTo(before + 56, -1)
  const now = await heading(page, 'Expires').boundingBox()
  await page.mouse.dblclick((now?.x ?? 0) + (now?.width ?? 0) - 2, y)
  await expect.poll(() => widthOf(page, 'Expires')).toBeCloseTo(before, -1)
})

test('columns are moved by dragging, by keys and by the menu of their heading', async ({ page }) => {
  await openUsers(page, at.office)
  const names = () => usersGrid(page).getByRole('columnheader').getByRole('button').allTextContents()
  const from = await heading(page, 'Sign-in status').boundingBox()
  const onto = await heading(page, 'Password').boundingBox()
  if (from === null || onto === null) throw new Error('The headings are not shown.')
  await page.mouse.move(from.x + 20, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(onto.x + 20, onto.y + 10, { steps: 6 })
  await page.mouse.up()
  await expect
    .poll(async () => (await names()).slice(0, 4))
    .toEqual(['Display name', 'User name', 'Sign-in status', 'Password'])
  await heading(page, 'Sign-in status').getByRole('button').focus()
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect(page.getByText('Sign-in status moved to the left', { exact: true })).toHaveCount(1)
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['Display name', 'Sign-in status', 'User name'])
  await heading(page, 'Roles').click({ button: 'right' })
  await page.getByRole('menu', { name: 'Roles' }).getByRole('menuitem', { name: 'Hide column' }).click()
  await expect(heading(page, 'Roles')).toHaveCount(0)
  await heading(page, 'User name').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Sort descending' }).click()
  await expect(heading(page, 'User name')).toHaveAttribute('aria-sort', 'descending')
  await heading(page, 'User name').getByRole('button').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Standard columns' }).click()
  await expect(usersGrid(page).getByRole('columnheader').getByRole('button')).toHaveText([
    ...['Display name', 'User name', 'Password', 'Last changed', 'Expires', 'Sign-in status', 'Roles', 'Department'],
  ])
})

test('rows are compact if wished, and the user name stands below the display name', async ({ page }) => {
  await openUsers(page, at.office)
  const height = async () => (await usersGrid(page).getByRole('row').nth(1).boundingBox())?.height ?? 0
  const before = await height()
  await page.getByRole('button', { name: 'Choose columns' }).click()
  const columns = panel(page, 'Choose columns')
  await columns.getByRole('radio', { name: 'Compact' }).check()
  await columns.getByRole('checkbox', { name: 'User name below the display name' }).check()
  await expect(columns.getByRole('checkbox', { name: 'User name', exact: true })).not.toBeChecked()
  await columns.getByRole('button', { name: 'Close' }).last().click()
  await expect(heading(page, 'User name')).toHaveCount(0)
  await search(page, 'olga', 'Olga Owner')
  await expect(rowOf(page, 'Olga Owner').getByRole('gridcell').nth(1)).toContainText('olga.owner@nordwind.test')
  await page.reload()
  await openUsers(page, at.office)
  await expect(heading(page, 'User name')).toHaveCount(0)
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await columns.getByRole('checkbox', { name: 'User name below the display name' }).uncheck()
  await columns.getByRole('button', { name: 'Close' }).last().click()
  await expect.poll(height).toBeLessThan(before)
  await expect(heading(page, 'User name')).toBeVisible()
})

test('the command bar is measured anew in another language', async ({ page }) => {
  await openUsers(page, at.office)
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Dansk' }).click()
  const bar = page.getByRole('toolbar')
  await expect(bar.getByRole('button', { name: 'Nulstil adgangskode' })).toBeVisible()
  const edge = await bar.boundingBox()
  await expect
    .poll(async () => {
      const rights = await bar
        .getByRole('button')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right))
      return Math.max(...rights) <= (edge?.x ?? 0) + (edge?.width ?? 0) + 1
    })
    .toBe(true)
})

test('a menu is not covered by the tip of what lies below it', async ({ page }) => {
  await addPerson(at.office, 'Tina Tip')
  await openUsers(page, at.office)
  await search(page, 'tina tip', 'Tina Tip')
  const key = keyIcon(page, 'Tina Tip')
  await page.clock.install()
  await key.click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Open details' })).toBeVisible()
  // As the browser tells it of itself, because the row under the pointer was drawn anew.
  await key.dispatchEvent('mouseover')
  // In steps, because what the time brings is drawn between them.
  for (let step = 0; step < 5; step += 1) await page.clock.runFor(100)
  await expect(page.getByRole('tooltip', { includeHidden: true }).filter({ visible: true })).toHaveCount(0)
})

test('several people are blocked at once after a question that names them, with Undo', async ({ page }) => {
  for (const name of ['Bulk Anna', 'Bulk Bo', 'Bulk Carl']) await addPerson(at.office, name)
  await openUsers(page, at.office)
  await search(page, 'bulk', 'Bulk Anna')
  await page.getByRole('checkbox', { name: 'Select all users' }).check()
  await department(page, 'Bulk Bo').click({ button: 'right' })
  await expect(page.getByText('3 selected', { exact: true })).toBeVisible()
  await page.getByRole('menu').getByRole('menuitem', { name: 'Block sign-in' }).click()
  const question = panel(page, 'Block 3 people?')
  await expect(question).toContainText(/Bulk Anna, Bulk Bo,? and Bulk Carl/)
  await question.getByRole('button', { name: 'Block sign-in' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, '3 people can no longer sign in.')
  for (const name of ['Bulk Anna', 'Bulk Bo', 'Bulk Carl']) await expect(rowOf(page, name)).toContainText('Blocked')
  await page.getByText('Undo', { exact: true }).first().click()
  await expectNotice(page, '3 people can sign in again.')
  for (const name of ['Bulk Anna', 'Bulk Bo', 'Bulk Carl']) await expect(rowOf(page, name)).toContainText('Allowed')
})

test('a change for many that breaks off says how many it has changed, and takes them back', async ({
  page,
  watched,
}) => {
  watched.allow(/ERR_FAILED/)
  await importWorkers(at.office, 1010)
  await openUsers(page, at.office)
  await search(page, 'worker', 'Worker 001')
  await page.getByRole('checkbox', { name: 'Select all users' }).check()
  await page.getByRole('button', { name: 'Actions for the selected' }).click()
  await page.getByRole('menuitem', { name: 'Block sign-in' }).click()
  // The second batch, of ten people, gets lost on its way.
  await page.route('**/rpc/users/blockMany', async (route) => {
    const { json } = route.request().postDataJSON() as { readonly json: { readonly ids: readonly number[] } }
    if (json.ids.length === 10) await route.abort('failed')
    else await route.continue()
  })
  await panel(page, 'Block 1,010 people?').getByRole('button', { name: 'Block sign-in' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, '1,000 people can no longer sign in.')
  await page.getByText('Undo', { exact: true }).first().click()
  await expectNotice(page, '1,000 people can sign in again.')
  await page.unroute('**/rpc/users/blockMany')
})

test('whoever may not be blocked is left out by name, with the reason', async ({ page }) => {
  await addPerson(at.office, 'Lene Left')
  await openUsers(page, at.office)
  await search(page, 'lene left', 'Lene Left')
  await box(page, 'Lene Left').check()
  await search(page, 'olga', 'Olga Owner')
  await box(page, 'Olga Owner').check()
  await page.getByRole('button', { name: 'Actions for the selected' }).click()
  await page.getByRole('menuitem', { name: 'Block sign-in' }).click()
  await panel(page, 'Block 2 people?').getByRole('button', { name: 'Block sign-in' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, '1 person can no longer sign in.')
  const left = panel(page, 'Block sign-in')
  await expect(left).toContainText("olga.owner@nordwind.test: You can't do this to your own account.")
  await left.getByRole('button', { name: 'Close' }).last().click()
  await expect(left).toHaveCount(0)
})

test('one field is given to several people, and put back by Undo', async ({ page }) => {
  for (const name of ['Field Frida', 'Field Finn']) await addPerson(at.office, name)
  await openUsers(page, at.office)
  await search(page, 'field f', 'Field F')
  await page.getByRole('checkbox', { name: 'Select all users' }).check()
  await page.getByRole('button', { name: 'Actions for the selected' }).click()
  await page.getByRole('menuitem', { name: 'Edit one field' }).click()
  const edit = panel(page, 'Edit one field')
  await expect(edit).toContainText('2 people get this value: Field Finn and Field Frida.')
  await edit.getByLabel('New value').fill('Boathouse')
  await edit.getByRole('button', { name: 'Change 2 people' }).click()
  await expectNotice(page, 'Department changed for 2 people.')
  await expect(edit).toHaveCount(0)
  for (const name of ['Field Frida', 'Field Finn']) await expect(department(page, name)).toHaveText('Boathouse')
  await page.getByText('Undo', { exact: true }).first().click()
  await expectNotice(page, 'Department is as before for 2 people.')
  for (const name of ['Field Frida', 'Field Finn']) await expect(department(page, name)).toHaveText('')
})

test('several people are added to a group, and taken out again by Undo', async ({ page }) => {
  for (const name of ['Group Gerda', 'Group Gunnar']) await addPerson(at.office, name)
  const { groups } = at.office.api()
  const { id } = await groups.create({ name: 'Rowers', kind: 'picked', departments: [] })
  const members = async () => (await groups.get({ id })).memberCount
  await openUsers(page, at.office)
  await search(page, 'group g', 'Group G')
  await page.getByRole('checkbox', { name: 'Select all users' }).check()
  await page.getByRole('button', { name: 'Actions for the selected' }).click()
  await page.getByRole('menuitem', { name: 'Add to a group' }).click()
  const add = panel(page, 'Add to a group')
  await add.getByRole('combobox', { name: 'Group' }).click()
  await page.getByRole('option', { name: 'Rowers' }).click()
  await add.getByRole('button', { name: 'Add to a group' }).click()
  await expectNotice(page, '2 people added to Rowers.')
  expect(await members()).toBe(2)
  await page.getByText('Undo', { exact: true }).first().click()
  await expectNotice(page, '2 people taken out of Rowers again.')
  expect(await members()).toBe(0)
})
