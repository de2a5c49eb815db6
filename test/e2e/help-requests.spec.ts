import type { Page } from '@playwright/test'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import {
  type Account,
  addAdmin,
  addPerson,
  canSignIn,
  givePassword,
  newPassword,
  type Office,
  type Person,
  sharedOffice,
} from './fixtures/office.ts'
import { appearancesOf, checkScreen } from './fixtures/screen-checks.ts'
import { confirmOwn, expectNotice, fillSignIn, goTo, openTab, openUsers, panel, search } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { atDate, expect, test } from './fixtures/test.ts'
import * as tour from './fixtures/tour-steps.ts'
import { dialog, type Tour } from './fixtures/tour-steps.ts'

test.describe.configure({ mode: 'default' })

let helper: Account

const at = sharedOffice(async (office) => {
  const { policies } = await office.api().policies.get({})
  await office.api().policies.save({ ...policies, selfService: { ...defaultSelfService, enabledFor: 'all' } })
  helper = await addAdmin(office, 'Hanna Helper', ['helpdeskAdministrator'])
})

/** Somebody without a session asks for help, as the sign-in page does for them. */
async function askForHelp(office: Office, { username }: Person, reason: string) {
  const { recovery } = office.door.client()
  const { attempt } = await recovery.begin({ username, purpose: 'reset', language: 'en' })
  return { ...(await recovery.askForHelp({ attempt, reason })), attempt }
}

async function person(name: string): Promise<Account & Person> {
  const added = await addPerson(at.office, name)
  return { ...added, ...(await givePassword(at.office, added)) }
}

async function openRequest(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Help ${name} with the password` }).click()
}

async function details(page: Page, name: string): Promise<void> {
  await search(page, name, name)
  await page.getByRole('button', { name, exact: true }).click()
  await expect(panel(page, name)).toBeVisible()
}

test('an admin whose system refuses notifications is told where requests come in', { tag: '@long' }, async ({
  page,
}) => {
  let isRefused = false
  await page.route('**/rpc/door/capabilities', async (route) => {
    const can = { kind: 'browser', canCopy: false, canProtectScreen: false, systemLanguage: 'en', systemRegion: 'GB' }
    await route.fulfill({ json: { json: { ...can, areNotificationsRefused: isRefused } } })
  })
  await openUsers(page, at.office)
  await goTo(page, 'Requests')
  await expect(page.getByRole('heading', { name: 'Requests', level: 1 })).toBeVisible()
  const warning = page.getByText("The system refuses Keydesk's notifications")
  await expect(warning).toHaveCount(0)
  // Known only after the first one, while the page is open.
  isRefused = true
  await expect(warning).toBeVisible()
  await checkScreen(page, 'refused notifications', 'en')
})

test('a request for help is counted, read, and answered by a code that lets the person in', async ({ page }) => {
  const vera = await person('Vera Venter')
  const asked = await askForHelp(at.office, vera, 'My phone is gone.\nCall me at 20 11 22 33')
  await openUsers(page, at.office, helper)
  const link = page.getByRole('navigation').getByRole('link', { name: 'Requests', exact: true })
  await expect(link).toHaveAccessibleDescription('1 open')
  await expect(page).toHaveTitle('(1) Active users – Keydesk')
  await goTo(page, 'Requests')
  await openRequest(page, 'Vera Venter')
  const request = panel(page, `Request ${asked.number}`)
  await expect(request).toContainText('Check who is calling')
  await expect(request).toContainText('Call me at 20 11 22 33')
  await expect(request).toContainText('vera.venter@nordwind.test')
  await expect(request).toContainText('Browser')
  const onFile = request.getByRole('region', { name: 'On file' })
  await expect(onFile).toContainText('No phone number')
  await expect(onFile).toContainText('Sign-in allowed')
  await request.getByRole('button', { name: 'Give a code' }).click()
  const desk = panel(page, 'Give a code')
  await desk.getByRole('button', { name: 'Create code' }).click()
  await confirmOwn(page, helper)
  const shown = desk.getByRole('group', { name: 'The code' })
  await expect(shown).toBeFocused()
  await expect(shown.getByRole('timer')).toHaveText(/Works for another [45]:\d\d/)
  const code = secret((await shown.getByRole('code').innerText()).replace(' ', ''))
  expect(code).toMatch(/^\d{8}$/)
  await page.keyboard.press('Escape')
  await expect(desk).toHaveCount(0)
  await expect(request.getByText('Answered', { exact: true })).toBeVisible()
  await expect(request).toContainText(helper.username)
  await expect(request.getByRole('button', { name: 'Give a code' })).toBeFocused()
  await expect(request.getByRole('button', { name: 'Refuse' })).toHaveCount(0)

  const { recovery } = at.office.door.client()
  await recovery.prove({ attempt: asked.attempt, proof: { method: 'deskCode', code } })
  const chosen = newPassword()
  await recovery.finish({ attempt: asked.attempt, newPassword: chosen })
  expect(await canSignIn(at.office.door, vera.username, chosen)).toBe(true)
  await page.keyboard.press('Escape')
  await expect(request).toHaveCount(0)
  await expect(link).toHaveAccessibleDescription('')
  await expect(page).toHaveTitle('Requests – Keydesk')
})

test('a code that has ended is gone from the screen', { tag: '@long' }, async ({ page }) => {
  await person('Cleo Clock')
  await page.clock.install()
  await openUsers(page, at.office)
  await details(page, 'Cleo Clock')
  await openTab(panel(page, 'Cleo Clock'), 'Methods')
  await panel(page, 'Cleo Clock').getByRole('button', { name: 'Give a code' }).click()
  const desk = panel(page, 'Give a code')
  await desk.getByRole('button', { name: 'Create code' }).click()
  await expect(page.getByRole('timer').or(page.getByLabel('Your password'))).toBeVisible()
  if (await page.getByLabel('Your password').isVisible()) await confirmOwn(page, at.office.owner)
  await expect(desk.getByRole('timer')).toBeVisible()
  await page.clock.fastForward('03:00')
  // Without a sign of life the page would lock before the code ends.
  await page.mouse.move(40, 40)
  await page.clock.fastForward('02:01')
  await expect(desk.getByText('This code no longer works.')).toBeVisible()
  await expect(desk.getByRole('code')).toHaveCount(0)
  await expect(desk.getByRole('button', { name: 'Create a new code' })).toBeVisible()
})

test('a reset from the request answers it, and a refusal reaches the person', async ({ page }) => {
  const rolf = await person('Rolf Reset')
  const asked = await askForHelp(at.office, rolf, 'I forgot it')
  const nina = await person('Nina No')
  const refused = await askForHelp(at.office, nina, 'Let me in')
  await openUsers(page, at.office, helper)
  await goTo(page, 'Requests')
  await openRequest(page, 'Rolf Reset')
  const request = panel(page, `Request ${asked.number}`)
  await request.getByRole('button', { name: 'Reset password' }).click()
  const reset = panel(page, 'Reset password')
  await reset.getByRole('button', { name: 'Reset password' }).click()
  await expect(reset.getByRole('heading', { name: 'Password has been reset' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(reset).toHaveCount(0)
  await expect(request.getByText('Answered', { exact: true })).toBeVisible()
  await expect(request.getByRole('button', { name: 'Reset password' })).toBeFocused()
  expect(await canSignIn(at.office.door, rolf.username, rolf.password)).toBe(false)
  await page.keyboard.press('Escape')

  await openRequest(page, 'Nina No')
  const other = panel(page, `Request ${refused.number}`)
  await other.getByLabel('Reason').fill('Come by with your badge')
  await other.getByRole('button', { name: 'Refuse' }).click()
  await expectNotice(page, `Request ${refused.number} was refused.`)
  await expect(other.getByText('Refused', { exact: true })).toBeVisible()
  await expect(other.locator(':focus')).toHaveCount(1)
  const { recovery } = at.office.door.client()
  expect(await recovery.helpState({ code: refused.code })).toMatchObject({
    state: 'refused',
    answer: 'Come by with your badge',
  })
})

test('a pass is shown once, leads to registering methods, and is deleted', async ({ page, browser }) => {
  const tilde = await person('Tilde Pass')
  await openUsers(page, at.office)
  await details(page, 'Tilde Pass')
  const pane = panel(page, 'Tilde Pass')
  await openTab(pane, 'Methods')
  const section = pane.getByRole('region', { name: 'Temporary Access Pass' })
  await section.getByRole('button', { name: 'Create pass' }).click()
  const create = panel(page, 'Create Temporary Access Pass')
  const minutes = create.getByLabel('Lifetime in minutes')
  await expect(minutes).toHaveValue('60')
  await minutes.fill('481')
  await create.getByRole('button', { name: 'Create pass' }).click()
  await expect(create).toContainText('Type a whole number from 10 to 480.')
  await minutes.fill('30')
  await create.getByRole('switch', { name: 'Works once only' }).check()
  await create.getByRole('button', { name: 'Create pass' }).click()
  const shown = create.getByRole('group', { name: 'The pass' })
  await expect(shown.or(page.getByLabel('Your password'))).toBeVisible()
  if (await page.getByLabel('Your password').isVisible()) await confirmOwn(page, at.office.owner)
  const pass = secret((await shown.getByRole('code').innerText()).replace(' ', ''))
  await shown.getByRole('button', { name: 'Spell it out' }).click()
  await expect(shown.getByRole('listitem')).toHaveCount(8)
  await page.keyboard.press('Escape')
  await expect(create).toHaveCount(0)
  await expect(section).toContainText('Works once, until')
  await expect(section).not.toContainText(pass)

  const theirs = await (await atDate(await browser.newContext())).newPage()
  await theirs.goto(at.office.door.address())
  await fillSignIn(theirs, tilde.username, pass)
  await expect(theirs.getByRole('heading', { level: 1, name: 'Set up an authenticator app' })).toBeVisible()
  expect(await canSignIn(at.office.door, tilde.username, pass)).toBe(false)
  await theirs.context().close()

  await at.office.api().passes.create({ userId: tilde.id, minutes: 30, isOnce: false })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Tilde Pass', exact: true }).click()
  await openTab(pane, 'Methods')
  await expect(section).toContainText('as often as needed')
  await section.getByRole('button', { name: 'Delete pass' }).click()
  await panel(page, 'Delete Temporary Access Pass').getByRole('button', { name: 'Delete pass' }).click()
  await expectNotice(page, 'The pass of Tilde Pass has been deleted.')
  await expect(section).toContainText('None')
})

test('who may reset but hand out no pass is told which role could', { tag: '@long' }, async ({ page }) => {
  await person('Otto Other')
  await openUsers(page, at.office, helper)
  await details(page, 'Otto Other')
  const pane = panel(page, 'Otto Other')
  await openTab(pane, 'Methods')
  const create = pane.getByRole('button', { name: 'Create pass' })
  await expect(create).toHaveAccessibleDescription(/Authentication admin/)
  await expect(create).toHaveAttribute('aria-disabled', 'true')
  const facts = pane.getByRole('region', { name: 'Self-service password reset' })
  await expect(facts).toContainText('AllowedYes')
  await expect(facts).toContainText('MethodsNone')
})

async function walk({ page, t, stop }: Tour, office: Office, name: string, number: number): Promise<void> {
  const own: Tour = { page, t, stop }
  const ask = async (key: string) => {
    const open = dialog(own, key)
    await tour.leave(own, open)
  }
  await tour.signIn(own, office.owner)
  await tour.heading(own, 'users.title')
  await tour.goTo(own, 'requests.title')
  await page.getByRole('button', { name: t('requests.what.help', { name }) }).click()
  const request = dialog(own, 'requests.number', { number: String(number) })
  await expect(request).toBeVisible()
  await stop('a request for help')
  await request.getByRole('button', { name: t('requests.giveCode') }).click()
  const desk = dialog(own, 'recovery.desk.title')
  await stop('before a code')
  await desk.getByRole('button', { name: t('recovery.desk.create') }).click()
  const asked = dialog(own, 'app.confirmTitle')
  await asked.getByLabel(t('app.yourPassword'), { exact: true }).fill(office.owner.password)
  await asked.getByRole('button', { name: t('app.confirm'), exact: true }).click()
  secret((await desk.getByRole('code').innerText()).replace(' ', ''))
  await stop('a code')
  await ask('recovery.desk.title')
  await tour.leave(own, request)
  await tour.goTo(own, 'users.title')
  await page.getByRole('searchbox').fill(name)
  await page.getByRole('button', { name, exact: true }).click()
  const pane = page.getByRole('dialog', { name, exact: true })
  await openTab(pane, t('users.tabs.methods'))
  await expect(pane.getByRole('region', { name: t('passes.title') })).toContainText(t('passes.noneYet'))
  await stop('details with self-service')
  await pane.getByRole('button', { name: t('passes.create') }).click()
  const create = dialog(own, 'passes.createTitle')
  await expect(create.getByLabel(t('passes.minutes'))).toBeVisible()
  await stop('before a pass')
  await create.getByRole('button', { name: t('passes.create') }).click()
  secret((await create.getByRole('code').innerText()).replace(' ', ''))
  await stop('a pass')
  await ask('passes.createTitle')
  await pane.getByRole('button', { name: t('passes.delete') }).click()
  await expect(dialog(own, 'passes.deleteTitle')).toBeVisible()
  await stop('deleting a pass')
}

for (const { language, title, options } of appearancesOf({ language: 'en', display: 'light' })) {
  test.describe(`in ${title}`, () => {
    test.use(options)
    test('every screen of the desk', { tag: '@long' }, async ({ page }) => {
      const freja = await person(`Freja ${language}`)
      const { number } = await askForHelp(at.office, freja, 'My phone is gone')
      await page.addInitScript((chosen: Language) => localStorage.setItem('keydesk.language', chosen), language)
      await page.goto(at.office.door.address())
      const t = createWords(language).t as unknown as Tour['t']
      const stop: Tour['stop'] = async (what) => {
        if (process.env.KEYDESK_SHOTS)
          await page.screenshot({ path: `${process.env.KEYDESK_SHOTS}/${language}-${what}.png` })
        await checkScreen(page, what, language)
      }
      await walk({ page, t, stop }, at.office, freja.displayName, number)
    })
  })
}
