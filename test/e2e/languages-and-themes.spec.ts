import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { addPerson, givePassword, giveTemporary, importFile, sharedOffice, userFile } from './fixtures/office.ts'
import {
  appearancesOf,
  checkScreen,
  missingWords,
  newestLanguage,
  violations,
  wide,
  zoomed,
} from './fixtures/screen-checks.ts'
import { fillSignIn, keyIcon, openUsers, panel, search, usersGrid } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'
import { walkEverywhere } from './fixtures/tour.ts'

// The walks are long and stand alone: each worker takes the next one.
test.describe.configure({ mode: 'parallel' })

for (const { language, title, options } of appearancesOf({ language: newestLanguage, display: 'light' })) {
  test.describe(`in ${title}`, () => {
    test.use(options)
    test('every screen of a working week', { tag: '@long' }, async ({ page, watched }) => {
      watched.allow(/ERR_CONNECTION_REFUSED/)
      await walkEverywhere(page, language, (name) => checkScreen(page, name, language))
    })
  })
}

test.describe('on this machine', () => {
  const at = sharedOffice((office) => importFile(office, userFile('users.csv')))

  test('language and theme are chosen from the menus and stay after a reload', async ({ page }) => {
    await page.goto(at.office.door.address())
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    const background = () => page.evaluate(() => getComputedStyle(document.querySelector('main') as Element).color)
    const light = await background()
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await expect.poll(background).not.toBe(light)
    const dark = await background()
    for (const [menu, item, lang, title] of [
      ['Language', 'Svenska', 'sv', 'Logga in'],
      ['Språk', 'Dansk', 'da', 'Log på'],
    ] as const) {
      await page.getByRole('button', { name: menu }).click()
      await page.getByRole('menuitemradio', { name: item }).click()
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('lang', lang)
      await expect(page).toHaveTitle(`${title} – Keydesk`)
    }
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Log på' })).toBeVisible()
    await expect.poll(background).toBe(dark)
  })

  test('the main job needs no mouse, from the sign-in page to signing out', { tag: '@long' }, async ({ page }) => {
    await addPerson(at.office, 'Karla Keys')
    const { keyboard } = page
    await page.goto(at.office.door.address())
    await expect(page.getByLabel('User name')).toBeFocused()
    await keyboard.type(at.office.owner.username)
    await keyboard.press('Tab')
    await keyboard.type(at.office.owner.password)
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeFocused()
    await expect(usersGrid(page).getByRole('checkbox').nth(3)).toBeVisible()
    const tabTo = async (name: string, most = 15) => {
      for (let presses = 0; presses < most && (await focusedName(page)) !== name; presses += 1)
        await keyboard.press('Tab')
      expect(await focusedName(page)).toBe(name)
    }
    await tabTo('Search users')
    await keyboard.type('karla')
    await expect(usersGrid(page).getByRole('row')).toHaveCount(2)
    await tabTo('Select all users')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowRight')
    await expect(keyIcon(page, 'Karla Keys')).toBeFocused()
    await keyboard.press('Enter')
    const dialog = panel(page, 'Reset password')
    await expect(dialog.getByRole('button', { name: 'Reset password' })).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Password has been reset' })).toBeFocused()
    await tabTo('Spell it out', 5)
    await keyboard.press('Enter')
    const letters = dialog.getByRole('list', { name: 'The password, one character at a time' }).getByRole('listitem')
    await expect(letters).toHaveCount(16)
    secret((await letters.allInnerTexts()).map((text) => text[0]).join(''))
    await keyboard.press('Escape')
    await expect(keyIcon(page, 'Karla Keys')).toBeFocused()

    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await keyboard.press('Tab')
    for (let presses = 0; presses < 40 && !/^Account: /.test(await focusedName(page)); presses += 1)
      await keyboard.press('Shift+Tab')
    await keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'My account' })).toBeFocused()
    await keyboard.press('ArrowUp')
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  })

  test('the skip link leads past the navigation to the content', async ({ page }) => {
    await openUsers(page, at.office)
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.getByRole('link', { name: 'Skip to the content' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await expect(usersGrid(page)).toBeVisible()
  })

  test('a narrow window keeps every command, in a menu', async ({ page }) => {
    await page.setViewportSize(zoomed)
    await openUsers(page, at.office)
    await page.getByRole('button', { name: 'More commands' }).click()
    await page.getByRole('menuitem', { name: 'Choose columns' }).click()
    await expect(panel(page, 'Choose columns')).toBeVisible()
    await page.keyboard.press('Escape')
    for (const name of [
      'Home',
      'Active users',
      'Deleted users',
      'Groups',
      'Requests',
      'Settings',
      'Audit log',
      'My account',
    ]) {
      await expect(page.getByRole('navigation').getByRole('link', { name })).toBeVisible()
    }
  })

  // For the README: run with KEYDESK_SCREENSHOTS=1.
  if (process.env.KEYDESK_SCREENSHOTS === '1') {
    test('screenshots of Active users and of the reset dialog', async ({ page }) => {
      const folder = fileURLToPath(new URL('../../build/screenshots/', import.meta.url))
      mkdirSync(folder, { recursive: true })
      await page.setViewportSize(wide)
      const api = at.office.api()
      const { rows } = await api.users.list({
        query: { search: '', filter: { signIn: [], passwordState: [], role: [] } },
        sort: { by: 'displayName', direction: 'ascending', language: 'en' },
        ...{ offset: 0, limit: 30 },
      })
      for (const [index, row] of rows.filter((one) => one.canReset).entries()) {
        if (index % 3 === 0) await giveTemporary(at.office, row)
        if (index % 3 === 1) await givePassword(at.office, row)
        if (index % 7 === 3) await api.users.block({ id: row.id, isBlocked: true })
      }
      await page.goto(at.office.door.address())
      await fillSignIn(page, at.office.owner.username, at.office.owner.password)
      await expect(usersGrid(page).getByRole('checkbox').nth(10)).toBeVisible()
      await page.mouse.move(1, 1)
      await page.screenshot({ path: `${folder}active-users.png` })
      await search(page, 'liv', 'Liv Dahl')
      await keyIcon(page, 'Liv Dahl').click()
      await expect(panel(page, 'Reset password').getByRole('button', { name: 'Reset password' })).toBeFocused()
      await page.screenshot({ path: `${folder}reset-password.png` })
    })
  }
})

/** The accessible name of what has the focus, as far as these tests need it. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement
    return focused?.getAttribute('aria-label') ?? focused?.textContent ?? ''
  })
}

test.describe('the checks above find a fault that is there', () => {
  test('on keys without words', () => {
    expect(missingWords('users.title x')).toEqual(['users.title'])
    expect(missingWords('Hello passwords.noSuchWord and {{name}}')).toEqual(['passwords.noSuchWord', '{{name}}'])
    expect(missingWords('jens.hansen1@nordwind.test read users.csv in Settings. Audit log.')).toEqual([])
  })

  test('on a picture without a name', async ({ page }) => {
    await page.setContent('<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"></main>')
    expect((await violations(page)).join()).toContain('image-alt')
  })
})
