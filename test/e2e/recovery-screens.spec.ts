import type { Page } from '@playwright/test'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { type ProofMethod, proofMethods } from '../../shared/rules/self-service.ts'
import { sharedMailbox } from './fixtures/mailbox.ts'
import { newPassword, sharedOffice } from './fixtures/office.ts'
import { openPortal, phone, smallTargets } from './fixtures/on-phone.ts'
import { appearancesOf, checkScreen, isEveryAppearance } from './fixtures/screen-checks.ts'
import { addReachable, giveAnswers, letReset } from './fixtures/self-service.ts'
import { expect, test } from './fixtures/test.ts'
import { button, field, heading, type Tour } from './fixtures/tour-steps.ts'

// Every page of the wizard, in each appearance of the app and on a phone at the portal.
test.describe.configure({ mode: 'parallel' })

const mailbox = sharedMailbox()
const at = sharedOffice(async (office) => {
  await mailbox.connect(office)
  const pattern = '{number}@sms.test'
  await office.api().sms.save({ gateway: { kind: 'mail', pattern } })
  await letReset(office, { methods: [...proofMethods], required: 1, canUnlock: true, help: 'desk@nordwind.test' })
})

const method = ({ page, t }: Tour, name: string) =>
  page.getByRole('main').getByRole('button', { name: new RegExp(`^${t(`methods.names.${name}`)}`) })

async function begin(tour: Tour, username: string): Promise<void> {
  const { page, t, stop } = tour
  await heading(tour, 'sessions.signIn')
  await stop('sign-in page with its links')
  await field(tour, 'sessions.userName').fill(username)
  await page.getByRole('link', { name: t('recovery.link') }).click()
  await heading(tour, 'recovery.title')
  await stop('user name')
  await button(tour, 'common.next').click()
  await expect(page.getByRole('heading', { level: 1, name: t('recovery.step', { number: 1 }) })).toBeFocused()
  await stop('methods')
}

async function eachMethod(tour: Tour, methods: readonly ProofMethod[]): Promise<void> {
  const { page, t, stop } = tour
  for (const name of methods) {
    await method(tour, name).click()
    await expect(page.getByRole('main').getByRole('textbox').first()).toBeFocused()
    if (name === 'sms') {
      await page.getByRole('main').getByRole('textbox').fill('1111 1111')
      await button(tour, 'common.next').click()
      await tour.page.clock.fastForward(10_000)
      await expect(button(tour, 'recovery.otherMethod')).toBeVisible()
    }
    await stop(name)
    await page.goBack()
    await expect(page.getByRole('heading', { level: 1, name: t('recovery.step', { number: 1 }) })).toBeVisible()
  }
}

async function askForHelp(tour: Tour): Promise<void> {
  const { page, stop } = tour
  await button(tour, 'recovery.contact').click()
  await heading(tour, 'recovery.contact')
  await stop('help')
  await field(tour, 'recovery.reason').fill('Zzz')
  await button(tour, 'recovery.send').click()
  await heading(tour, 'recovery.askedTitle')
  await stop('request sent')
  await button(tour, 'recovery.check').click()
  await heading(tour, 'recovery.check')
  await button(tour, 'recovery.showAnswer').click()
  await expect(page.getByRole('region', { name: tour.t('recovery.answer'), exact: true })).toBeVisible()
  await stop('request')
  // Past the request, back to the methods.
  await page.goBack()
  await heading(tour, 'recovery.askedTitle')
  await page.goBack()
  await expect(method(tour, 'email')).toBeVisible()
}

async function finish(tour: Tour, mail: string, username: string): Promise<void> {
  const { page, stop } = tour
  await method(tour, 'email').click()
  await field(tour, 'recovery.code').fill(await mailbox.codeTo(mail, 2))
  await button(tour, 'common.next').click()
  await heading(tour, 'sessions.forcedTitle')
  await stop('new password')
  const password = newPassword()
  await field(tour, 'sessions.newPassword').fill(password)
  await field(tour, 'sessions.confirmNewPassword').fill(password)
  await stop('new password, typed')
  await button(tour, 'sessions.savePassword').click()
  await heading(tour, 'recovery.doneTitle')
  await stop('done')
  await page.getByRole('main').getByRole('button').click()
  await heading(tour, 'sessions.signIn')
  await expect(field(tour, 'sessions.userName')).toHaveValue(username)
  await page.getByRole('link', { name: tour.t('recovery.check') }).click()
  await heading(tour, 'recovery.check')
  await field(tour, 'recovery.requestCode').fill('none')
  await button(tour, 'recovery.showAnswer').click()
  await stop('unknown request')
}

/** Through every page, in one language; `address` is the app's or the portal's. */
async function walk(page: Page, address: string, language: Language, more: () => Promise<void> = async () => {}) {
  const person = await addReachable(at.office, `Walker ${address.startsWith('https') ? 'phone' : 'app'} ${language}`)
  await giveAnswers(at.office, person)
  await page.addInitScript((chosen) => localStorage.setItem('keydesk.language', chosen), language)
  await page.clock.install()
  await page.goto(address)
  const stop = async (name: string) => {
    await checkScreen(page, `recovery: ${name}`, language)
    await more()
  }
  const tour: Tour = { page, t: createWords(language).t as unknown as Tour['t'], stop }
  await begin(tour, person.username)
  // The pages of codes differ in their words alone.
  await eachMethod(tour, language === 'en' ? proofMethods : ['email', 'questions', 'sms'])
  await askForHelp(tour)
  await finish(tour, person.mail, person.username)
}

for (const { language, title, options } of appearancesOf({ language: 'sv', display: 'forced' })) {
  test.describe(`in ${title}`, () => {
    test.use(options)
    test('every page of the wizard', { tag: '@long' }, async ({ page }) =>
      walk(page, at.office.door.address(), language),
    )
  })
}

// phone.spec.ts checks some pages on a phone each time; all of them are checked with the other appearances.
if (isEveryAppearance)
  test.describe('on a phone', () => {
    test.use({ viewport: phone, hasTouch: true, ignoreHTTPSErrors: true })
    test('every page of the wizard at the portal, 360 pixels wide', { tag: '@long' }, async ({ page }) => {
      const address = await openPortal(at.office)
      await walk(page, address, 'en', async () => expect.soft(await smallTargets(page)).toEqual([]))
    })
  })
