import type { Page } from '@playwright/test'
import type { Language } from '../../shared/ids.ts'
import { defaultSelfService, type SelfServicePolicy } from '../../shared/rules/self-service.ts'
import { freePort } from '../support/free-port.ts'
import { codeAt } from '../support/second-factor.ts'
import { ageRegistration } from './fixtures/days-passed.ts'
import { sharedMailbox } from './fixtures/mailbox.ts'
import {
  type Account,
  addAdmin,
  addPerson,
  givePassword,
  type Office,
  type Person,
  sharedOffice,
} from './fixtures/office.ts'
import { inLanguage, type Screen, screenOf, setAppUp, touchable } from './fixtures/own-screen.ts'
import { appearancesOf, languagesOf } from './fixtures/screen-checks.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const mailbox = sharedMailbox()
const at = sharedOffice(async (office) => {
  await mailbox.connect(office)
  await saveRules(office, { methods: ['authenticator', 'email', 'recoveryCode', 'questions', 'deskCode'] })
  const settings = { isOn: true, hostName: '127.0.0.1', port: await freePort(), address: '127.0.0.1' }
  await office.api().portal.save({ ...settings, source: 'authority' })
})

/** Two methods that everybody must register within a fortnight. */
async function saveRules(office: Office, part: Partial<SelfServicePolicy>): Promise<void> {
  const { policies } = await office.api().policies.get({})
  const rules = { ...defaultSelfService, enabledFor: 'all', required: 2, isRegistrationRequired: true } as const
  const selfService = { ...rules, questionsToRegister: 3, ...part }
  await office.api().policies.save({ ...policies, selfService })
}

async function openApp(page: Page, language: Language = 'en'): Promise<Screen> {
  await inLanguage(page, language)
  await page.goto(at.office.door.address())
  return screenOf(page, language)
}

async function openPortal(page: Page, language: Language): Promise<Screen> {
  await inLanguage(page, language)
  await page.goto((await at.office.api().portal.get({})).address)
  return screenOf(page, language)
}

async function newPerson(name: string, language: Language = 'en'): Promise<Account & Person> {
  const person = await addPerson(at.office, name, { language })
  return { ...(await givePassword(at.office, person)), id: person.id }
}

async function signOut(screen: Screen, who: Account): Promise<void> {
  await screen.button('app.account', { name: who.displayName }).click()
  await screen.page.getByRole('menuitem', { name: screen.t('sessions.signOut') }).click()
  await screen.heading('sessions.signIn')
}

/** Gives an address and proves it by the code in its mail; the own password was typed a while ago. */
async function giveEmail(screen: Screen, who: Account, address: string): Promise<void> {
  await screen.button('registration.addEmail').click()
  const panel = screen.inside(screen.dialog('registration.addEmail'))
  await panel.field('registration.address').fill(who.username)
  await panel.button('registration.sendCode').click()
  await screen.confirm(who.password)
  await expect(panel.text('registration.ownMailbox')).toBeVisible()
  await screen.stop('an address')
  await panel.field('registration.address').fill(address)
  await panel.button('registration.sendCode').click()
  const code = panel.field('registration.emailCode')
  await expect(code).toBeFocused()
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  const sent = secret(await mailbox.codeTo(address))
  await code.fill(sent.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10)))
  await panel.button('methods.verify').click()
  await expect(screen.page.getByRole('alert')).toContainText(screen.t('errors.PROOF_WRONG'))
  await expect(code).toBeFocused()
  await screen.stop('a wrong code')
  await code.fill(sent)
  await panel.button('methods.verify').click()
  await expect(screen.text('registration.emailProved')).toBeVisible()
}

/** Answers three questions, wrongly at first. */
async function answerQuestions(screen: Screen): Promise<void> {
  await screen.button('registration.answerQuestions').click()
  const dialog = screen.dialog('methods.names.questions')
  const panel = screen.inside(dialog)
  await panel.button('common.save').click()
  await expect(panel.field('registration.question', { number: 1 })).toHaveAccessibleDescription(
    screen.t('registration.faults.choose'),
  )
  for (const number of [1, 2, 3]) {
    await panel.field('registration.question', { number }).selectOption({ index: number })
    await panel.field('registration.answer', { number }).fill(number === 3 ? 'ab' : ' Skagen ')
  }
  await panel.button('common.save').click()
  await expect(panel.field('registration.answer', { number: 2 })).toHaveAccessibleDescription(
    screen.t('registration.faults.answerTwice'),
  )
  await expect(panel.field('registration.answer', { number: 3 })).toHaveAccessibleDescription(
    screen.t('registration.faults.length', { least: 3, most: 40 }),
  )
  await screen.stop('questions')
  await panel.field('registration.answer', { number: 2 }).fill('Viborg')
  await panel.field('registration.answer', { number: 3 }).fill('Ribe')
  await panel.button('common.save').click()
  await expect(dialog).toHaveCount(0)
}

/** Whether those who read reports must have an app. */
async function requireApp(isRequired: boolean): Promise<void> {
  const { policies } = await at.office.api().policies.get({})
  const requiredRoles = isRequired ? (['reportsReader'] as const) : []
  const signIn = { ...policies.signIn, secondFactor: { ...policies.signIn.secondFactor, requiredRoles } }
  await at.office.api().policies.save({ ...policies, signIn })
}

for (const { language, title, options } of appearancesOf({ language: 'da', display: 'light' })) {
  test.describe(`in ${title}`, () => {
    test.use(options)
    test('somebody puts it off, then proves an address and answers questions, and changes them later', async ({
      page,
    }) => {
      const person = await newPerson(`Rikke ${language}`, language)
      const address = `rikke-${language}@home.test`
      const screen = await openApp(page, language)
      await screen.signIn(person)
      await screen.heading('registration.moreTitle')
      await expect(page.getByRole('navigation')).toHaveCount(0)
      await screen.stop('more information')
      await screen.button('registration.later').click()
      await screen.heading('sessions.myAccount')
      await signOut(screen, person)
      await screen.signIn(person)
      await screen.heading('registration.moreTitle')
      await screen.button('common.next').click()
      await screen.heading('registration.setUpTitle')
      await expect(screen.text('registration.progress', { done: 0, count: 2 })).toBeVisible()
      await screen.stop('methods')
      await giveEmail(screen, person, address)
      await expect(screen.text('registration.progress', { done: 1, count: 2 })).toBeVisible()
      await answerQuestions(screen)
      await expect(screen.text('registration.isRegistered')).toBeVisible()
      await screen.stop('enough methods')
      await screen.button('registration.done').click()

      await screen.heading('sessions.myAccount')
      const region = page.getByRole('region', { name: screen.t('methods.securityInfo') })
      await expect(region).toContainText(address)
      await expect(region).toContainText(screen.t('registration.answered', { count: 3 }))
      await screen.stop('security info')
      await screen.button('registration.removeQuestions').click()
      await screen.stop('removing questions')
      await screen.inside(screen.dialog('registration.removeQuestions')).button('registration.removeQuestions').click()
      await expect(region).toContainText(screen.t('registration.missing', { count: 1 }))
      await screen.button('registration.removeEmail').click()
      await screen.inside(screen.dialog('registration.removeEmail')).button('registration.removeEmail').click()
      await expect(region).toContainText(screen.t('registration.noEmail'))
      const told = () => mailbox.mailsTo(address).filter(({ text }) => !/\d{4} \d{4}/.test(text)).length
      // Mails about the address, the answers, their removal, and the removal of the address.
      await expect.poll(told).toBe(4)
    })
  })
}

test('after the fortnight nothing else can be done until enough methods are registered, and half a year later people are asked to review them', {
  tag: '@long',
}, async ({ page }) => {
  const person = await newPerson('Lars Late')
  const first = await openApp(page)
  await first.signIn(person)
  await first.button('registration.later').click()
  await first.heading('sessions.myAccount')
  await page.goto('about:blank')
  await ageRegistration(at.office, person, 15)

  const screen = await openApp(page)
  await screen.signIn(person)
  await screen.heading('registration.moreTitle')
  await expect(screen.button('registration.later')).toHaveCount(0)
  await expect(screen.button('sessions.signOut')).toBeVisible()
  const { username, password } = person
  const { token } = await at.office.door.client().sessions.signIn({ username, password })
  await expect(at.office.door.client(token).account.me({})).rejects.toMatchObject({ code: 'METHODS_NEEDED' })
  await screen.button('common.next').click()
  await screen.button('methods.add').click()
  await screen.confirm(person.password)
  const { seed } = await setAppUp(screen, screen.dialog('methods.registerTitle'))
  await screen.heading('registration.setUpTitle')
  await screen.button('registration.done').click()
  await screen.heading('sessions.myAccount')
  await page.goto('about:blank')
  await ageRegistration(at.office, person, 200)

  const later = await openApp(page)
  await later.signIn(person)
  await later.heading('methods.factorTitle')
  // The next code is taken a step early: the one that set the app up is used up.
  await later.field('methods.code').fill(codeAt(seed, Date.now() + 30_000))
  await later.button('methods.verify').click()
  await later.heading('registration.reconfirmTitle')
  await later.stop('reconfirm')
  await later.button('registration.looksGood').click()
  await later.heading('sessions.myAccount')
})

test('a pass ends with the first app in the window too, and the codes are shown all the same', {
  tag: '@long',
}, async ({ page }) => {
  const person = await newPerson('Poul Pass')
  const { pass } = await at.office.api().passes.create({ userId: person.id, minutes: 60, isOnce: true })
  const screen = await openApp(page)
  await screen.signIn({ ...person, password: secret(pass) })
  await screen.heading('methods.registerTitle')
  await screen.button('common.next').click()
  await setAppUp(screen, page)
  await screen.heading('registration.passDoneTitle')
  await screen.button('sessions.signIn').click()
  await screen.signIn(person)
  await screen.heading('methods.factorTitle')
})

for (const language of languagesOf('sv')) {
  test.describe(`at the portal on a phone, in ${language}`, () => {
    test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, ignoreHTTPSErrors: true })

    test('a role that requires an app has it set up here', { tag: '@long' }, async ({ page }) => {
      const admin = await addAdmin(at.office, `Rolf ${language}`, ['reportsReader'])
      await requireApp(true)
      const screen = await openPortal(page, language)
      await screen.signIn(admin)
      await screen.heading('methods.registerTitle')
      await touchable(screen, 'must set an app up')
      await screen.button('common.next').click()
      await setAppUp(screen, page)
      await screen.heading('sessions.myAccount')
      await requireApp(false)
    })

    test('a pass ends with the first app, and says how to go on', { tag: '@long' }, async ({ page }) => {
      const person = await newPerson(`Tove ${language}`, language)
      const { pass } = await at.office.api().passes.create({ userId: person.id, minutes: 60, isOnce: true })
      const screen = await openPortal(page, language)
      await screen.signIn({ ...person, password: secret(pass) })
      await screen.heading('methods.registerTitle')
      await expect(screen.text('registration.passText')).toBeVisible()
      await screen.button('common.next').click()
      await setAppUp(screen, page)
      await screen.heading('registration.passDoneTitle')
      await touchable(screen, 'after a pass')
      await screen.button('sessions.signIn').click()
      await screen.signIn(person)
      await screen.heading('methods.factorTitle')
    })
  })
}
