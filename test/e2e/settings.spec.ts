import { settingsIndex } from '../../renderer/settings/settings-index.ts'
import { settingsPlaces } from '../../renderer/settings/settings-places.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import { sharedOffice } from './fixtures/office.ts'
import { checkScreen, zoomed } from './fixtures/screen-checks.ts'
import { goTo, openUsers } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()

test('a setting is found by its words and reached with the keyboard alone', async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  const search = page.getByRole('searchbox', { name: 'Search settings' })
  await search.fill('lockout')
  const found = page.getByRole('navigation', { name: 'Settings' })
  await expect(found.getByRole('status')).toHaveText('4 found')
  await expect(found.getByRole('link').first()).toHaveText('Smart lockout')
  await search.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(found.getByRole('link', { name: 'Longest lockout in seconds Smart lockout' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('spinbutton', { name: 'Longest lockout in seconds' })).toBeFocused()
  await expect(search).toHaveValue('')
  await search.fill('port')
  await search.press('Enter')
  await expect(page.getByRole('region', { name: 'Portal' })).toBeVisible()
  await search.fill('there is no such word')
  await expect(found.getByRole('status')).toHaveText('Nothing found. Try another word.')
  await search.press('Escape')
  await expect(found.getByRole('link', { name: 'Organisation' })).toBeVisible()
})

test('everything that the search knows of the other sections stands there', { tag: '@long' }, async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  const { t } = createWords('en')
  for (const { placeName, label } of settingsIndex(t, 'en', settingsPlaces)) {
    if (label !== null) continue
    await openSection(page, placeName)
  }
  const own = settingsIndex(t, 'en', settingsPlaces).filter(
    ({ label, place }) => label !== null && !(place in policies),
  )
  const search = page.getByRole('searchbox', { name: 'Search settings' })
  for (const { label, placeName } of own) {
    await search.fill(label ?? '')
    await page
      .getByRole('navigation', { name: 'Settings' })
      .getByRole('link', { name: `${label} ${placeName}`, exact: true })
      .click()
    await expect(page.getByRole('region', { name: placeName, exact: true }).locator(':focus'), label ?? '').toHaveCount(
      1,
    )
  }
})

test('a narrow window has the sections in a menu, and Back goes to the one before', { tag: '@long' }, async ({
  page,
}) => {
  await page.setViewportSize(zoomed)
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await openSection(page, 'Mail')
  await openSection(page, 'Temporary passwords')
  await checkScreen(page, 'settings in a narrow window', 'en')
  await page.goBack()
  await expect(page.getByRole('region', { name: 'Mail', exact: true })).toBeVisible()
})

const policies = { expiration: 0, selfService: 0, protection: 0, lockout: 0, temporary: 0, signIn: 0 }
