import type { Page } from '@playwright/test'
import { importFile, sharedOffice, userFile } from './fixtures/office.ts'
import { goTo, openUsers, panel } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

// Nothing that somebody typed is dropped without a word: panels ask, and settings keep it while another page is shown.

const at = sharedOffice((office) => importFile(office, userFile('users.csv')))

const question = (page: Page) => page.getByRole('dialog', { name: 'Discard changes?' })

test('a form asks before it drops what was typed, whichever way it is left', async ({ page }) => {
  await openUsers(page, at.office)
  const command = page.getByRole('button', { name: 'Add a user' })
  await command.click()
  const form = panel(page, 'Add a user')
  const name = form.getByRole('textbox', { name: 'Display name' })
  await expect(name).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(form, 'nothing was typed').toHaveCount(0)

  await command.click()
  await name.fill('Ida Iversen')
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => form.getByRole('button', { name: 'Close' }).click(),
    () => form.getByRole('button', { name: 'Cancel' }).click(),
  ]) {
    await leave()
    await expect(question(page)).toBeVisible()
    await expect(question(page).getByRole('button', { name: 'Keep editing' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(question(page)).toHaveCount(0)
    await expect(name).toHaveValue('Ida Iversen')
  }
  await name.focus()
  await page.keyboard.press('Escape')
  await question(page).getByRole('button', { name: 'Keep editing' }).click()
  await expect(name, 'the focus goes back to where somebody was typing').toBeFocused()
  await name.fill('')
  await page.keyboard.press('Escape')
  await expect(form, 'what was typed is gone again').toHaveCount(0)

  await command.click()
  await name.fill('Ida Iversen')
  await page.keyboard.press('Escape')
  await question(page).getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(command).toBeFocused()
  await command.click()
  await expect(name).toHaveValue('')
})

test('settings keep what was typed while another page is shown, and say so', async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  const section = (name: string) => page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name })
  await section('Portal').click()
  const host = page.getByRole('textbox', { name: 'Host name' })
  await host.fill('desk.example.com')
  await expect(section('Portal')).toHaveAccessibleDescription('Unsaved changes')
  await openSection(page, 'Smart lockout')
  const threshold = page.getByRole('spinbutton').first()
  const before = await threshold.inputValue()
  await threshold.fill('7')
  await threshold.blur()
  await expect(section('Smart lockout')).toHaveAccessibleDescription('Unsaved changes')
  await expect(section('Temporary passwords')).toHaveAccessibleDescription('')
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' })
  await expect(link).toHaveAccessibleDescription('')
  await goTo(page, 'Active users')
  await expect(link).toHaveAccessibleDescription('Unsaved changes')
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused()
  await expect(threshold).toHaveValue('7')
  await section('Portal').click()
  await expect(host).toHaveValue('desk.example.com')
  await host.fill('')
  await expect(section('Portal')).toHaveAccessibleDescription('')
  await openSection(page, 'Smart lockout')
  await threshold.fill(before)
  await threshold.blur()
  await goTo(page, 'Active users')
  await expect(link).toHaveAccessibleDescription('')
  await goTo(page, 'Settings')
  await expect(section('Smart lockout'), 'the settings open where they were left').toHaveAttribute(
    'aria-current',
    'page',
  )
  await page.goto('about:blank')
  await openUsers(page, at.office)
  await goTo(page, 'Settings')
  await expect(section('Smart lockout'), 'and so they do another day').toHaveAttribute('aria-current', 'page')
})
