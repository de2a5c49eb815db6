import type { Page } from '@playwright/test'
import type { Language } from '../../shared/ids.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import { codeAt } from '../support/second-factor.ts'
import { sharedMailbox } from './fixtures/mailbox.ts'
import { type Account, addPerson, giveTemporary, newPassword, type Office, sharedOffice } from './fixtures/office.ts'
import { openPortal, phone } from './fixtures/on-phone.ts'
import { inLanguage, type Screen, screenOf, setAppUp, touchable } from './fixtures/own-screen.ts'
import { languagesOf } from './fixtures/screen-checks.ts'
import { expect, test } from './fixtures/test.ts'

// The whole of it as one person does it, with a telephone and nothing else: from the slip of paper to a password of their own, a second one
// after the first is forgotten, and back in with it.
test.use({ viewport: phone, hasTouch: true, ignoreHTTPSErrors: true })

const mailbox = sharedMailbox()
let address = ''
const at = sharedOffice(async (office) => {
  await mailbox.connect(office)
  await letEverybodyReset(office)
  address = await openPortal(office)
})

/** Two methods, one of them the mail, which everybody is asked for at sign-in. */
async function letEverybodyReset(office: Office): Promise<void> {
  const { policies } = await office.api().policies.get({})
  const rules = { enabledFor: 'all', required: 2, isRegistrationRequired: true } as const
  await office.api().policies.save({ ...policies, selfService: { ...defaultSelfService, ...rules } })
}

async function choosePassword(screen: Screen): Promise<string> {
  const password = newPassword()
  await screen.heading('sessions.forcedTitle')
  await expect(screen.field('sessions.newPassword')).toHaveAttribute('autocomplete', 'new-password')
  await screen.field('sessions.newPassword').fill(password)
  await screen.field('sessions.confirmNewPassword').fill(password)
  await screen.button('sessions.savePassword').click()
  return password
}

/** Registers the mail address and the app; returns the seed and the recovery codes. */
async function register(screen: Screen, who: Account, mail: string) {
  await screen.heading('registration.moreTitle')
  await touchable(screen, 'more information')
  await screen.button('common.next').click()
  await screen.button('registration.addEmail').click()
  const panel = screen.inside(screen.dialog('registration.addEmail'))
  await panel.field('registration.address').fill(mail)
  await panel.button('registration.sendCode').click()
  await screen.confirm(who.password)
  await panel.field('registration.emailCode').fill(await mailbox.codeTo(mail))
  await panel.button('methods.verify').click()
  await expect(screen.text('registration.emailProved')).toBeVisible()
  await screen.button('methods.add').click()
  const app = await setAppUp(screen, screen.dialog('methods.registerTitle'))
  await screen.heading('registration.setUpTitle')
  await touchable(screen, 'enough methods')
  await screen.button('registration.done').click()
  await screen.heading('sessions.myAccount')
  const region = screen.page.getByRole('region', { name: screen.t('methods.securityInfo') })
  await expect(region).toContainText(mail)
  await expect(region).toContainText(screen.t('methods.codesLeft', { count: 10 }))
  await touchable(screen, 'account')
  return app
}

/** From the sign-in page through both proofs; `code` is what the app shows now. */
async function forget(screen: Screen, username: string, mail: string, code: string): Promise<string> {
  const { page, t } = screen
  const method = (name: string) =>
    page.getByRole('main').getByRole('button', { name: new RegExp(`^${t(`methods.names.${name}`)}`) })
  await screen.field('sessions.userName').fill(username)
  await page.getByRole('link', { name: t('recovery.link') }).click()
  await screen.heading('recovery.title')
  await screen.button('common.next').click()
  await method('email').click()
  const typed = screen.field('recovery.code')
  await expect(typed).toHaveAttribute('autocomplete', 'one-time-code')
  await typed.fill(await mailbox.codeTo(mail, 2))
  await screen.button('common.next').click()
  await expect(page.getByRole('heading', { level: 1, name: t('recovery.step', { number: 2 }) })).toBeVisible()
  await touchable(screen, 'second step')
  await method('authenticator').click()
  await screen.field('methods.code').fill(code)
  await screen.button('common.next').click()
  const password = await choosePassword(screen)
  await screen.heading('recovery.doneTitle')
  await touchable(screen, 'new password is set')
  await screen.button('sessions.signIn').click()
  return password
}

async function walk(page: Page, language: Language): Promise<void> {
  const person = await giveTemporary(at.office, await addPerson(at.office, `Pernille ${language}`, { language }))
  const mail = `pernille-${language}@home.test`
  await inLanguage(page, language)
  await page.goto(address)
  const screen = screenOf(page, language)
  await screen.signIn(person)
  const first = { ...person, password: await choosePassword(screen) }
  const { seed, codes } = await register(screen, first, mail)
  await page
    .getByRole('button', { name: screen.t('sessions.signOut') })
    .first()
    .click()
  await screen.heading('sessions.signIn')

  const second = await forget(screen, person.username, mail, codeAt(seed, Date.now() + 30_000))
  await expect(screen.field('sessions.userName')).toHaveValue(person.username)
  await screen.signIn(first)
  await expect(page.getByRole('alert')).toContainText(screen.t('errors.SIGN_IN_FAILED'))
  await screen.signIn({ ...person, password: second })
  await screen.heading('methods.factorTitle')
  await touchable(screen, 'second factor')
  // The app's codes of this minute are used up, so that a recovery code is used instead.
  await screen.button('methods.useRecoveryCode').click()
  await screen.field('methods.recoveryCode').fill(codes[0] ?? '')
  await screen.button('methods.verify').click()
  await screen.heading('sessions.myAccount')
  // The person is told of each change by mail.
  await expect.poll(() => mailbox.mailsTo(mail).length).toBeGreaterThan(3)
}

for (const language of languagesOf('da')) {
  test(`somebody registers, forgets the password, resets it and signs in, in ${language}`, { tag: '@long' }, async ({
    page,
  }) => {
    await walk(page, language)
  })
}
