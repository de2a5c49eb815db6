import type { Page } from '@playwright/test'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { codeAt } from '../support/second-factor.ts'
import {
  type Account,
  addAdmin,
  addPerson,
  givePassword,
  giveTemporary,
  type Office,
  sharedOffice,
} from './fixtures/office.ts'
import { appearancesOf, checkScreen } from './fixtures/screen-checks.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'
import { button, command, dialog, field, goTo, heading, leave, signIn, type Tour } from './fixtures/tour-steps.ts'

// The screens that languages-and-themes.spec.ts leaves out: the second factor, requests, views and people with an unchanged temporary password.
test.describe.configure({ mode: 'parallel' })

const at = sharedOffice(async (office) => {
  await giveTemporary(office, await addPerson(office, 'Vera Venter'))
  const admin = await addAdmin(office, 'Berta Boss', ['globalAdministrator'])
  const { policies } = await office.api().policies.get({})
  const signInSection = { ...policies.signIn, twoPerson: { isOn: true } }
  await office.api().policies.save({ ...policies, signIn: signInSection })
  const [berta] = (await office.api().users.list(listOf('berta'))).rows
  if (berta === undefined) throw new Error(`${admin.username} is not there.`)
  const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
  await office.api().passwords.reset({ userId: berta.id, choice, mustChange: true })
})

function listOf(search: string) {
  const filter = { signIn: [], passwordState: [], role: [] }
  return {
    query: { search, filter },
    sort: { by: 'displayName', direction: 'ascending', language: 'en' },
    offset: 0,
    limit: 10,
  } as const
}

async function open(page: Page, office: Office, language: Language): Promise<Tour> {
  await page.addInitScript((chosen) => localStorage.setItem('keydesk.language', chosen), language)
  await page.goto(office.door.address())
  const t = createWords(language).t as unknown as Tour['t']
  return { page, t, stop: (name) => checkScreen(page, name, language) }
}

async function signOut(tour: Tour, who: Account): Promise<void> {
  await button(tour, 'app.account', { name: who.displayName }).click()
  await tour.page.getByRole('menuitem', { name: tour.t('sessions.signOut') }).click()
  await heading(tour, 'sessions.signIn')
}

async function confirmOwn(tour: Tour, { password }: Account): Promise<void> {
  const asked = dialog(tour, 'app.confirmTitle')
  await asked.getByLabel(tour.t('app.yourPassword'), { exact: true }).fill(password)
  await asked.getByRole('button', { name: tour.t('app.confirm'), exact: true }).click()
}

async function secondFactor(tour: Tour, person: Account): Promise<void> {
  const { t, stop } = tour
  await signIn(tour, person)
  await heading(tour, 'sessions.myAccount')
  await button(tour, 'methods.add').click()
  await confirmOwn(tour, person)
  const setUp = dialog(tour, 'methods.registerTitle')
  const seed = secret((await setUp.getByRole('code').innerText()).replaceAll(' ', ''))
  await stop('setting an app up')
  await setUp.getByLabel(t('methods.code')).fill(codeAt(seed, Date.now()))
  await setUp.getByRole('button', { name: t('methods.verify') }).click()
  await heading(tour, 'methods.codesTitle')
  await stop('recovery codes')
  await button(tour, 'methods.stored').click()
  await expect(button(tour, 'methods.removeApp')).toBeVisible()
  await stop('my account with an app')
  await button(tour, 'methods.removeApp').click()
  await stop('removing an app')
  await leave(tour, tour.page.getByRole('dialog'))
  await signOut(tour, person)
  await signIn(tour, person)
  await heading(tour, 'methods.factorTitle')
  await stop('code')
  await field(tour, 'methods.code').fill('000000')
  await button(tour, 'methods.verify').click()
  await expect(tour.page.getByRole('alert')).toBeVisible()
  await stop('wrong code')
  await button(tour, 'methods.useRecoveryCode').click()
  await stop('recovery code')
  await button(tour, 'common.cancel').click()
}

async function adminScreens(tour: Tour, owner: Account): Promise<void> {
  const { page, t, stop } = tour
  await signIn(tour, owner)
  await heading(tour, 'users.title')
  await page.getByRole('button', { name: t('users.waiting.title') }).click()
  await expect(page.getByRole('region', { name: t('users.waiting.title') })).toBeVisible()
  await stop('waiting for change')
  await command(tour, 'users.filter')
  const filter = dialog(tour, 'users.filter')
  await filter.getByRole('button', { name: t('users.views.save') }).click()
  await expect(page.getByLabel(t('users.views.name'))).toBeVisible()
  await stop('save as a view')
  await leave(tour, dialog(tour, 'users.views.save'))
  await leave(tour, filter)
  await goTo(tour, 'requests.title')
  await stop('requests')
  await page.getByRole('button', { name: t('requests.what.resetAdmin', { name: 'Berta Boss' }) }).click()
  const request = dialog(tour, 'requests.number', { number: '1' })
  await expect(request).toBeVisible()
  await stop('a request')
  await leave(tour, request)
}

for (const { language, title, options } of appearancesOf({ language: 'sv', display: 'light' })) {
  test.describe(`in ${title}`, () => {
    test.use(options)
    test('the second factor', { tag: '@long' }, async ({ page }) => {
      const person = await givePassword(at.office, await addPerson(at.office, `Freja ${language}`))
      await secondFactor(await open(page, at.office, language), person)
    })
    test('people who wait, views and requests', { tag: '@long' }, async ({ page }) => {
      await adminScreens(await open(page, at.office, language), at.office.owner)
    })
  })
}
