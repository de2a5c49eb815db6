import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { themeOf } from '../../renderer/base/theme.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { languages } from '../../shared/languages.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import { codeAt } from '../support/second-factor.ts'
import { addAdmin, addPerson, givePassword, type Office, sharedOffice } from './fixtures/office.ts'
import { appearancesOf, checkScreen } from './fixtures/screen-checks.ts'
import { confirmOwn, expectNotice, goTo, openUsers, panel } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'
import { dialog, goTo as goInto, heading, leave, signIn, type Tour } from './fixtures/tour-steps.ts'

const at = sharedOffice(async (office) => {
  const anna = await withApp(office, 'Anna Aaen')
  const bo = await withApp(office, 'Bo Berg')
  const { groups } = office.api()
  const { id: sales } = await groups.create({ name: 'Sales', kind: 'picked', departments: [] })
  await groups.addMembers({ id: sales, selection: { kind: 'users', ids: [anna, bo] } })
  const { id: guests } = await groups.create({ name: 'Guests', kind: 'picked', departments: [] })
  await groups.addMembers({ id: guests, selection: { kind: 'users', ids: [bo] } })
})

/** Somebody who has set an authenticator app up. */
async function withApp(office: Office, displayName: string) {
  const person = await addPerson(office, displayName)
  const { username, password } = await givePassword(office, person)
  const { token } = await office.door.client().sessions.signIn({ username, password })
  const own = office.door.client(token)
  await own.sessions.confirm({ password })
  const { secret } = await own.methods.startAuthenticator({})
  await own.methods.confirmAuthenticator({ code: codeAt(secret, Date.now()) })
  return person.id
}

async function openTab(page: Page): Promise<Locator> {
  await goTo(page, 'Settings')
  return openSection(page, 'Self-service password reset')
}

async function choose(page: Page, tab: Locator, field: string, group: string): Promise<void> {
  await tab.getByRole('combobox', { name: field }).click()
  await page.getByRole('menuitemcheckbox', { name: group }).click()
  await page.keyboard.press('Escape')
}

async function save(page: Page, tab: Locator): Promise<Locator> {
  await tab.getByRole('button', { name: 'Save', exact: true }).click()
  return panel(page, 'Save policies')
}

const stored = async () => (await at.office.api().policies.get({})).policies.selfService

test('an owner switches it on for a group, mends a fault, sees who would lose it, saves and takes it back', async ({
  page,
}) => {
  await openUsers(page, at.office)
  const tab = await openTab(page)
  await expect(tab).toContainText('Admins can always reset their own password, with two methods')
  await tab.getByRole('radio', { name: 'Selected', exact: true }).check()
  const fault = tab.getByRole('alert')
  await expect(fault).toHaveText('Choose at least one group.')
  await tab.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel(page, 'Save policies')).toHaveCount(0)
  await choose(page, tab, 'Selected groups', 'Sales')
  await expect(fault).toHaveCount(0)
  await tab.getByRole('radio', { name: '2', exact: true }).check()
  await tab.getByRole('checkbox', { name: 'Recovery code' }).uncheck()
  await tab.getByRole('checkbox', { name: 'Email' }).uncheck()
  await expect(fault).toContainText('Choose one more method besides the authenticator app.')
  await tab.getByRole('radio', { name: '1', exact: true }).check()
  await expect(fault).toHaveCount(0)
  await (await save(page, tab)).getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await expectNotice(page, 'Policies saved.')
  const saved = await stored()
  const methods = ['authenticator', 'deskCode']
  expect(saved).toEqual({ ...defaultSelfService, enabledFor: 'selected', methods, groups: [expect.any(Number)] })

  await choose(page, tab, 'Groups that are left out', 'Guests')
  const review = await save(page, tab)
  await expect(review.getByRole('row', { name: 'Groups that are left out None Guests' })).toBeVisible()
  await expect(review).toContainText('1 person could no longer reset their own password')
  await expect(review).toContainText('Bo Berg (bo.berg@nordwind.test)')
  await review.getByRole('button', { name: 'Save' }).click()
  await expectNotice(page, 'Policies saved.')
  await goTo(page, 'Audit log')
  await openTab(page)
  await expect(tab.getByRole('combobox', { name: 'Selected groups' })).toHaveText('Sales')
  await tab.getByRole('button', { name: 'Undo last change' }).click()
  const undo = panel(page, 'Undo last change')
  await expect(undo.getByRole('row', { name: 'Groups that are left out Guests None' })).toBeVisible()
  await undo.getByRole('button', { name: 'Undo last change' }).click()
  await expectNotice(page, 'The last change was taken back.')
  expect(await stored()).toEqual(saved)
})

test('text messages have a gateway of their own to save, and a method that is of no use says why', {
  tag: '@long',
}, async ({ page }) => {
  await openUsers(page, at.office)
  const tab = await openTab(page)
  await expect(tab).toContainText("Can't be used now: Keydesk can't send text messages.")
  await tab.getByRole('button', { name: 'Set up SMS gateway' }).click()
  const gateway = panel(page, 'SMS gateway')
  await gateway.getByRole('radio', { name: 'With a program on this computer' }).check()
  await gateway.getByLabel('Full path of the program').fill('send-sms')
  await gateway.getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, at.office.owner)
  await expect(gateway.getByLabel('Full path of the program')).toHaveAccessibleDescription(/Type the full path/)
  await expect(gateway.getByLabel('Full path of the program')).toBeFocused()
  await gateway.getByLabel('Full path of the program').fill('/opt/send-sms')
  await gateway.getByRole('button', { name: 'Save' }).click()
  await expectNotice(page, 'SMS gateway saved.')
  await expect(gateway).toHaveCount(0)
  await expect(tab).not.toContainText("can't send text messages")
  expect((await at.office.api().sms.get({})).gateway).toEqual({ kind: 'command', path: '/opt/send-sms' })
  await tab.getByRole('button', { name: 'Go to Mail' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Mail server' })).toBeVisible()
  await at.office.api().sms.save({ gateway: { kind: 'off' } })
})

test('a test of the saved program for text messages says how it ended', { tag: '@long' }, async ({ page }) => {
  test.skip(process.platform === 'win32', 'The program of this test is a script of Unix.')
  const program = join(mkdtempSync(join(tmpdir(), 'keydesk-sms-')), 'send-sms')
  const ending = (status: number) =>
    writeFileSync(program, `#!/bin/sh\ncat > /dev/null\nexit ${status}\n`, { mode: 0o700 })
  ending(0)
  await at.office.api().sms.save({ gateway: { kind: 'command', path: program } })
  await openUsers(page, at.office)
  const tab = await openTab(page)
  await tab.getByRole('button', { name: 'Set up SMS gateway' }).click()
  const gateway = panel(page, 'SMS gateway')
  const trying = gateway.getByRole('region', { name: 'Send a test' })
  const number = trying.getByLabel('Send it to')
  await number.fill('12 34 56 78')
  await trying.getByRole('button', { name: 'Send a test' }).click()
  await expect(number).toHaveAccessibleDescription(/country code/)
  await number.fill('+45 12 34 56 78')
  await trying.getByRole('button', { name: 'Send a test' }).click()
  await expect(trying.getByRole('status')).toContainText('The program took the text message for +45 12 34 56 78')
  ending(3)
  await number.press('Enter')
  await expect(trying.getByRole('status')).toContainText('The program ended with status 3.')
  await checkScreen(page, 'a test of the program for text messages', 'en')
  await gateway.getByLabel('Full path of the program').fill('/opt/send-sms')
  await expect(trying).toContainText('Save your changes first.')
  rmSync(dirname(program), { recursive: true })
  await at.office.api().sms.save({ gateway: { kind: 'off' } })
})

test('who may only look at it finds every field disabled', { tag: '@long' }, async ({ page }) => {
  const reader = await addAdmin(at.office, 'Ruth Reader', ['globalReader'])
  await openUsers(page, at.office, reader)
  const tab = await openTab(page)
  const policies = page.getByRole('region', { name: 'Self-service password reset' })
  await expect(policies).toContainText('You can see these settings but not change them.')
  await expect(tab.getByRole('checkbox', { name: 'Email' })).toBeDisabled()
  await expect(tab.getByRole('radio', { name: 'Selected', exact: true })).toBeDisabled()
  await expect(tab.getByRole('button', { name: 'Set up SMS gateway' })).toHaveCount(0)
  await expect(tab.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await checkScreen(page, 'self-service, to look at', 'en')
})

test('the colour of the organisation is that of the sign-in page', async ({ page }) => {
  const { policies } = await at.office.api().policies.get({})
  await at.office.api().policies.save({ ...policies, selfService: { ...policies.selfService, colour: 'green' } })
  await page.goto(at.office.door.address())
  const background = themeOf('green', false).colorBrandBackground
  const [red, green, blue] = [1, 3, 5].map((place) => Number.parseInt(background.slice(place, place + 2), 16))
  const button = page.getByRole('button', { name: 'Sign in' })
  await expect(button).toHaveCSS('background-color', `rgb(${red}, ${green}, ${blue})`)
})

async function open(page: Page, language: Language): Promise<Tour> {
  await page.addInitScript((chosen) => localStorage.setItem('keydesk.language', chosen), language)
  await page.goto(at.office.door.address())
  const t = createWords(language).t as unknown as Tour['t']
  return { page, t, stop: (name) => checkScreen(page, name, language) }
}

async function walk(tour: Tour): Promise<void> {
  const { page, t, stop } = tour
  await stop('sign-in page in the colour of the organisation')
  await signIn(tour, at.office.owner)
  await heading(tour, 'users.title')
  await goInto(tour, 'settings.title')
  const tab = await openSection(page, t('policies.tabs.selfService'), t)
  await expect(tab.getByRole('checkbox', { name: t('methods.names.sms') })).toBeVisible()
  await stop('self-service')
  await tab.getByRole('radio', { name: t('policies.values.enabledFor.selected'), exact: true }).check()
  await tab.getByRole('checkbox', { name: t('methods.names.questions') }).check()
  await tab.getByRole('checkbox', { name: t('methods.names.sms') }).check()
  await tab.getByRole('switch', { name: t('policies.fields.selfService.isRegistrationRequired') }).check()
  await tab.getByLabel(t('policies.fields.selfService.ownQuestions')).fill('Who?\nx')
  await tab.getByLabel(t('policies.fields.selfService.questionsToRegister')).fill('3')
  await tab.getByLabel(t('policies.fields.selfService.questionsToReset')).fill('4')
  await tab.getByLabel(t('policies.fields.selfService.help')).fill('javascript:alert(1)')
  await tab.getByLabel(t('policies.fields.selfService.passMinutes'), { exact: true }).fill('500')
  await expect(tab.getByRole('alert')).toHaveCount(5)
  await stop('self-service with faults')
  await tab.getByRole('button', { name: t('sms.open') }).click()
  const gateway = dialog(tour, 'sms.title')
  for (const kind of ['mail', 'command']) {
    await gateway.getByRole('radio', { name: t(`sms.kinds.${kind}`) }).check()
    await stop(`SMS gateway: ${kind}`)
  }
  await leave(tour, gateway)
}

const colours = ['brown', 'teal', 'purple'] as const

for (const { language, title, options } of appearancesOf({ language: 'da', display: 'light' })) {
  const colour = colours[languages.indexOf(language) % colours.length] ?? 'brown'
  test.describe(`in ${title}, ${colour}`, () => {
    test.use(options)
    test('every part of the tab can be read and used', { tag: '@long' }, async ({ page }) => {
      const { policies } = await at.office.api().policies.get({})
      await at.office.api().policies.save({ ...policies, selfService: { ...defaultSelfService, colour } })
      await walk(await open(page, language))
    })
  })
}
