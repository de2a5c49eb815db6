import type { Page } from '@playwright/test'
import { languages } from '../../shared/languages.ts'
import { proofMethods } from '../../shared/rules/self-service.ts'
import { linkIn } from '../support/mailed-link.ts'
import { layoutFaults } from './fixtures/in-view.ts'
import { nameLong } from './fixtures/longest.ts'
import { sharedMailbox } from './fixtures/mailbox.ts'
import { givePassword, giveTemporary, newPassword, type Office, sharedOffice } from './fixtures/office.ts'
import { openPortal } from './fixtures/on-phone.ts'
import { inLanguage, type Screen, screenOf } from './fixtures/own-screen.ts'
import { isEveryAppearance, wide, zoomed } from './fixtures/screen-checks.ts'
import { secret } from './fixtures/secrets.ts'
import { giveAnswers, letReset } from './fixtures/self-service.ts'
import { expect, test } from './fixtures/test.ts'

// Every page of the portal, where the organisation, the person, the addresses and the questions are as long as they may be and have no spaces.
test.describe.configure({ mode: 'default' })
test.use({ ignoreHTTPSErrors: true, viewport: wide })

const mailbox = sharedMailbox()
let address = ''
const at = sharedOffice(async (office) => {
  await mailbox.connect(office)
  await nameLong(office)
  const question = (number: number) => `Spørgsmål${'ÆwM_'.repeat(47)}${number}`.slice(-200)
  await office.api().sms.save({ gateway: { kind: 'mail', pattern: '{number}@sms.test' } })
  await letReset(office, {
    methods: [...proofMethods],
    help: `https://${'hjælp'.repeat(40)}.test/${'w'.repeat(80)}`,
    ownQuestions: [1, 2, 3, 4, 5].map(question),
    questionsToRegister: 3,
    questionsToReset: 3,
  })
  address = await openPortal(office)
})

/** Somebody with the longest names and addresses; `letter` makes them another person. */
async function addLong(office: Office, letter: string) {
  const username = `${letter.repeat(64)}@${'w'.repeat(44)}.com`
  const displayName = `Long${'WØg_'.repeat(62)}${letter.repeat(4)}`
  const mail = `${letter.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(59)}.test`
  const contact = { alternateEmail: mail, mobilePhone: `+45${'1'.repeat(12)}` }
  const { id } = await office.api().users.add({ username, displayName, contact, language: null })
  return { id, username, displayName, mail }
}

const sizes = [wide, zoomed, { width: 390, height: 844 }]

/** Looks at the page in each window; errors are collected, so that one run reports all of them. */
async function look(page: Page, where: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expect
      .configure({ soft: true })
      .poll(() => layoutFaults(page), { message: `${where}, ${size.width} wide`, timeout: 5_000 })
      .toEqual([])
  }
  await page.setViewportSize(wide)
}

async function walkSignedOut(screen: Screen, person: Awaited<ReturnType<typeof addLong>>): Promise<void> {
  const { page, t, field, button, heading } = screen
  const method = (name: string) =>
    page.getByRole('main').getByRole('button', { name: new RegExp(`^${t(`methods.names.${name}`)}`) })
  await page.goto(address)
  await heading('sessions.signIn')
  await look(page, 'sign-in')
  await screen.signIn({ username: person.username, password: secret('none-of-it') })
  await expect(page.getByRole('alert')).toBeVisible()
  await look(page, 'sign-in refused')
  await page.getByRole('link', { name: t('recovery.link') }).click()
  await heading('recovery.title')
  await look(page, 'forgotten: user name')
  await button('common.next').click()
  await expect(method('email')).toBeVisible()
  await look(page, 'forgotten: methods')
  for (const name of ['questions', 'deskCode'] as const) {
    await method(name).click()
    await expect(page.getByRole('main').getByRole('textbox').first()).toBeFocused()
    await look(page, `forgotten: ${name}`)
    await page.goBack()
    await expect(method('email')).toBeVisible()
  }
  await button('recovery.contact').click()
  await heading('recovery.contact')
  await field('recovery.reason').fill('Zzz')
  await look(page, 'forgotten: help')
  await button('recovery.send').click()
  await heading('recovery.askedTitle')
  await look(page, 'forgotten: request sent')
  await button('recovery.check').click()
  await button('recovery.showAnswer').click()
  await expect(page.getByRole('region', { name: t('recovery.answer'), exact: true })).toBeVisible()
  await look(page, 'forgotten: request')
  await page.goBack()
  await heading('recovery.askedTitle')
  await page.goBack()
  await method('email').click()
  await look(page, 'forgotten: code')
  await field('recovery.code').fill('1111 1111')
  await button('common.next').click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await look(page, 'forgotten: wrong code')
  await field('recovery.code').fill(await mailbox.codeTo(person.mail))
  await button('common.next').click()
  await heading('sessions.forcedTitle')
  await look(page, 'forgotten: new password')
  const password = newPassword()
  await field('sessions.newPassword').fill(password)
  await field('sessions.confirmNewPassword').fill(password)
  await button('sessions.savePassword').click()
  await heading('recovery.doneTitle')
  await look(page, 'forgotten: done')
}

async function walkSignedIn(screen: Screen, person: Awaited<ReturnType<typeof addLong>>): Promise<void> {
  const { page, t, field, button, heading, inside, dialog } = screen
  const temporary = await giveTemporary(at.office, person)
  await page.goto(address)
  await screen.signIn(temporary)
  await heading('sessions.forcedTitle')
  await look(page, 'forced change')
  const password = newPassword()
  await field('sessions.newPassword').fill(password)
  await field('sessions.confirmNewPassword').fill(password)
  await button('sessions.savePassword').click()
  await heading('sessions.myAccount')
  await expect(page.getByRole('region', { name: t('methods.securityInfo') })).toContainText(person.mail)
  await look(page, 'account')
  await button('sessions.changePassword').click()
  await field('sessions.currentPassword').fill('x')
  await look(page, 'change of the password')
  await button('common.cancel').click()

  await button('registration.changeEmail').click()
  const email = inside(dialog('registration.changeEmail'))
  await email.field('registration.address').fill(`x${person.mail.slice(1)}`)
  await email.button('registration.sendCode').click()
  await look(page, 'asked for the password')
  await screen.confirm(password)
  await expect(email.field('registration.emailCode')).toBeVisible()
  await look(page, 'code to a new address')
  await page.keyboard.press('Escape')
  await button('registration.removeEmail').click()
  await expect(dialog('registration.removeEmail')).toBeVisible()
  await look(page, 'address removed')
  await page.keyboard.press('Escape')
  await button('registration.changeQuestions').click()
  await expect(dialog('methods.names.questions').getByRole('combobox').first()).toBeVisible()
  await look(page, 'questions')
  await page.keyboard.press('Escape')
  await button('methods.add').click()
  await expect(dialog('methods.registerTitle').getByRole('img')).toBeVisible()
  await look(page, 'app')
}

async function walkLinks(screen: Screen, person: Awaited<ReturnType<typeof addLong>>): Promise<void> {
  const { page, heading, button, field } = screen
  await page.goto('about:blank')
  await page.goto(`${address}/trust`)
  await heading('portal.trust.title')
  await look(page, 'trust')
  await page.goto(`${address}/link#abc`)
  await heading('sessions.forcedTitle')
  await look(page, 'link, cut off')
  const before = mailbox.mailsTo(person.mail).length
  await at.office.api().links.send({ selection: { kind: 'users', ids: [person.id] } })
  await expect.poll(() => mailbox.mailsTo(person.mail).length).toBe(before + 1)
  const { link, token } = linkIn(mailbox.mailsTo(person.mail).at(-1))
  secret(token)
  await page.goto('about:blank')
  await page.goto(link)
  await look(page, 'link')
  await button('links.goOn').click()
  await expect(field('sessions.newPassword')).toBeVisible()
  await look(page, 'link, new password')
  await page.goto('about:blank')
  await page.goto(link)
  await button('links.goOn').click()
  await expect(page.getByRole('alert')).toBeVisible()
  await look(page, 'link, used up')
  await page.route('**/rpc/**', (route) => route.abort('connectionrefused'))
  await page.goto(address)
  await heading('app.unreachableTitle')
  await look(page, 'unreachable')
}

for (const [number, language] of (isEveryAppearance ? languages : (['da'] as const)).entries()) {
  test(`nothing is cut, covered or pushed out of the portal by long names, in ${language}`, { tag: '@long' }, async ({
    page,
    watched,
  }) => {
    // The program does not answer at the end.
    watched.allow(/ERR_CONNECTION_REFUSED/)
    const person = await addLong(at.office, 'qrst'.charAt(number))
    await giveAnswers(at.office, await givePassword(at.office, person))
    await inLanguage(page, language)
    const screen = screenOf(page, language)
    await walkSignedOut(screen, person)
    await walkSignedIn(screen, person)
    await walkLinks(screen, person)
  })
}
