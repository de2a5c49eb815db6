import type { Page } from '@playwright/test'
import { sharedMailbox } from './fixtures/mailbox.ts'
import { canSignIn, givePassword, newPassword, sharedOffice } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { allowClipboard, fillSignIn, readClipboard } from './fixtures/screens.ts'
import { addReachable, giveAnswers, giveApp, letReset } from './fixtures/self-service.ts'
import { expect, test } from './fixtures/test.ts'

const mailbox = sharedMailbox()
const at = sharedOffice(async (office) => {
  await mailbox.connect(office)
})

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()
const link = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const method = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name: new RegExp(`^${name}`) })

/** From the sign-in page to the methods. */
async function begin(page: Page, username: string): Promise<void> {
  await page.goto(at.office.door.address())
  await page.getByLabel('User name').fill(username)
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(heading(page, 'Get back into your account')).toBeVisible()
  await expect(page.getByLabel('User name')).toHaveValue(username)
  await next(page)
  await expect(heading(page, 'Verification step 1')).toBeFocused()
}

async function choosePassword(page: Page, password: string): Promise<void> {
  await expect(page.getByLabel('New password', { exact: true })).toBeFocused()
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('Confirm new password').fill(password)
  await page.keyboard.press('Enter')
}

test('a code by mail and one of the app lead to a new password, and nobody is signed in by it', async ({ page }) => {
  await letReset(at.office, { required: 2 })
  const person = await addReachable(at.office, 'Frida Forgot')
  const app = await giveApp(at.office, person)
  await begin(page, person.username)
  await expect(page.getByText(person.mail)).toHaveCount(0)
  await method(page, 'Email').click()
  const code = page.getByLabel('Verification code')
  await expect(code).toBeFocused()
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(code).toHaveAttribute('inputmode', 'numeric')
  const right = await mailbox.codeTo(person.mail)
  await code.fill(right.startsWith('0') ? '1111 1111' : '0000 0000')
  await next(page)
  await expect(code).toHaveAccessibleDescription(/That code is wrong or no longer valid/)
  await expect(code).toHaveValue('')
  await expect(code).toBeFocused()
  await expect(link(page, 'Contact your administrator')).toBeVisible()
  await code.fill(right)
  await page.keyboard.press('Enter')

  await expect(heading(page, 'Verification step 2')).toBeFocused()
  await expect(method(page, 'Email')).toHaveCount(0)
  await method(page, 'Authenticator app').click()
  await expect(page.getByLabel('Code from the authenticator app')).toBeFocused()
  await page.getByLabel('Code from the authenticator app').fill(app())
  await page.keyboard.press('Enter')

  await expect(heading(page, 'Choose a new password')).toBeVisible()
  const rules = page.getByRole('list', { name: 'Password rules' })
  await page.getByLabel('New password', { exact: true }).fill('short')
  await expect(rules.getByLabel('Not met yet').first()).toBeVisible()
  await choosePassword(page, person.password)
  await expect(page.getByRole('alert')).toContainText('not the same as the current password')
  // Only the service knows the person's name.
  await page.getByLabel('New password', { exact: true }).focus()
  await choosePassword(page, 'Frida-Harbour-77-stone')
  await expect(page.getByRole('alert')).toContainText("no part of the person's name")
  await expect(rules.getByLabel('Not met yet')).toHaveCount(1)
  const password = newPassword()
  await page.getByLabel('New password', { exact: true }).focus()
  await choosePassword(page, password)
  await expect(heading(page, 'Your password has been reset')).toBeFocused()
  expect(await canSignIn(at.office.door, person.username, person.password)).toBe(false)
  await link(page, 'Sign in').click()
  await expect(heading(page, 'Sign in')).toBeVisible()
  await expect(page.getByLabel('User name')).toHaveValue(person.username)
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await fillSignIn(page, person.username, password)
  await expect(heading(page, 'Enter the code')).toBeVisible()
})

test('other questions are asked after a wrong set, until all answers are right', { tag: '@long' }, async ({ page }) => {
  await letReset(at.office, { required: 1, methods: ['questions', 'email', 'deskCode'] })
  const person = await addReachable(at.office, 'Quinn Question')
  const answers = await giveAnswers(at.office, person)
  await begin(page, person.username)
  await method(page, 'Security questions').click()
  const fields = page.getByRole('main').getByRole('textbox')
  await expect(fields).toHaveCount(3)
  await expect(fields.first()).toBeFocused()
  const answer = async (isRight: boolean) => {
    for (const field of await fields.all()) {
      const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '')
      await field.fill(isRight ? (answers.get(label) ?? '').toUpperCase() : 'Nothing of the kind')
    }
    await next(page)
  }
  await answer(false)
  await expect(fields.first()).toHaveAccessibleDescription(/Not all answers were right/)
  await expect(fields.first()).toBeFocused()
  await expect(fields.first()).toHaveValue('')
  await checkScreen(page, 'questions', 'en')
  await answer(true)
  await expect(heading(page, 'Choose a new password')).toBeVisible()
  await choosePassword(page, newPassword())
  await expect(heading(page, 'Your password has been reset')).toBeVisible()
})

test('somebody who does not exist sees exactly the same pages and the same result', { tag: '@long' }, async ({
  page,
}) => {
  await letReset(at.office, { required: 1, methods: ['email', 'authenticator', 'deskCode', 'recoveryCode'] })
  const person = await addReachable(at.office, 'Kalle Known')
  const walk = async (username: string): Promise<readonly string[]> => {
    const seen: string[] = []
    const note = async () => void seen.push(await page.getByRole('main').innerText())
    await page.goto('about:blank')
    await begin(page, username)
    await note()
    await method(page, 'Email').click()
    await expect(page.getByLabel('Verification code')).toBeFocused()
    await note()
    for (let times = 1; times <= 5; times += 1) {
      await page.getByLabel('Verification code').fill('0000 0000')
      await next(page)
      await expect(page.getByLabel('Verification code')).toHaveValue('')
      await expect(page.getByRole('button', { name: 'Next', exact: true })).not.toHaveAttribute('aria-disabled', 'true')
      await note()
    }
    await page.getByLabel('Verification code').fill('0000 0000')
    await next(page)
    await expect(page.getByRole('alert')).toContainText('Too many tries. Try again in 24 hours')
    await note()
    return seen
  }
  expect(await walk('nobody.at.all@nordwind.test')).toEqual(await walk(person.username))
})

test('somebody who is only locked out unlocks the account and keeps the password', async ({ page }) => {
  await letReset(at.office, { required: 1, methods: ['email', 'deskCode'], canUnlock: true })
  const person = await addReachable(at.office, 'Ulla Unlock')
  const signIn = (password: string) => canSignIn(at.office.door, person.username, password)
  for (let times = 0; times < 9; times += 1) expect(await signIn(newPassword())).toBe(false)
  await signIn(newPassword()).catch(() => {})
  await expect(signIn(person.password)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  await page.goto(at.office.door.address())
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await page.getByLabel('User name').fill(person.username)
  await page.getByRole('radio', { name: "I know my password, but still can't sign in" }).check()
  await checkScreen(page, 'purpose', 'en')
  await next(page)
  await method(page, 'Email').click()
  await page.getByLabel('Verification code').fill(await mailbox.codeTo(person.mail))
  await next(page)
  await expect(heading(page, 'Unlock your account')).toBeFocused()
  await checkScreen(page, 'unlock', 'en')
  await link(page, 'Unlock account').click()
  await expect(heading(page, 'Your account is unlocked')).toBeVisible()
  await checkScreen(page, 'unlocked', 'en')
  expect(await signIn(person.password)).toBe(true)
  await letReset(at.office, { canUnlock: false })
})

test('the administrator is asked for help, and the code shows what became of it', async ({ page }) => {
  await letReset(at.office, { required: 1, methods: ['email', 'deskCode'], help: 'desk@nordwind.test' })
  const person = await addReachable(at.office, 'Hanne Help')
  await begin(page, person.username)
  await link(page, 'Contact your administrator').click()
  await expect(page.getByLabel('What is wrong?')).toBeFocused()
  await expect(page.getByRole('link', { name: 'desk@nordwind.test' })).toHaveAttribute(
    'href',
    'mailto:desk@nordwind.test',
  )
  await page.getByRole('button', { name: 'Send request' }).click()
  await expect(page.getByLabel('What is wrong?')).toHaveAccessibleDescription(/Fill in this field/)
  await page.getByLabel('What is wrong?').fill('My phone is gone.')
  await page.getByRole('button', { name: 'Send request' }).click()
  await expect(heading(page, 'Your request has been sent')).toBeFocused()
  const code = await page.getByRole('definition').nth(1).innerText()
  expect(code).toMatch(/^[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}$/)
  await allowClipboard(page, at.office.door.origin())
  await link(page, 'Copy').click()
  await expect(page.getByRole('status')).toHaveText('Copied.')
  expect(await readClipboard(page)).toContain(code)
  await link(page, 'Check a request').click()
  await expect(page.getByLabel('Request code')).toHaveValue(code)
  await link(page, 'Show the answer').click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await expect(answer).toContainText('Nobody has answered yet.')

  const { requests } = await at.office.api().requests.list({ offset: 0, limit: 1 })
  await at.office.api().requests.refuse({ id: requests[0]?.id as never, reason: 'Come by, with your passport.' })
  await link(page, 'Back to sign-in').click()
  await page.getByRole('link', { name: 'Check a request' }).click()
  await page.getByLabel('Request code').fill('0000-0000-0000')
  await link(page, 'Show the answer').click()
  await expect(page.getByLabel('Request code')).toHaveAccessibleDescription(/No request has this code/)
  await page.getByLabel('Request code').fill(code.replaceAll('-', '').toLowerCase())
  await link(page, 'Show the answer').click()
  await expect(answer).toContainText('An administrator has refused your request.')
  await expect(answer).toContainText('Come by, with your passport.')
  await letReset(at.office, { help: '' })
})

test('help is asked for from the first page too, with a user name and nothing proved', { tag: '@long' }, async ({
  page,
}) => {
  await page.goto(at.office.door.address())
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await link(page, 'Contact your administrator').click()
  await expect(page.getByLabel('User name')).toBeFocused()
  await page.getByLabel('User name').fill('no.such.person@nordwind.test')
  await page.getByLabel('What is wrong?').fill('I start on Monday.')
  await page.goBack()
  await expect(page.getByLabel('User name')).toHaveValue('no.such.person@nordwind.test')
  await page.goForward()
  await expect(page.getByLabel('What is wrong?')).toHaveValue('I start on Monday.')
  await link(page, 'Send request').click()
  await expect(heading(page, 'Your request has been sent')).toBeVisible()
  await expect(page.getByText('Time left')).toHaveCount(0)
})

test('after ten seconds the page says what else there is, and another code replaces the first', {
  tag: '@long',
}, async ({ page }) => {
  await letReset(at.office, { required: 1, methods: ['email', 'deskCode'] })
  const person = await addReachable(at.office, 'Linus Late')
  await page.clock.install()
  await begin(page, person.username)
  await method(page, 'Email').click()
  const code = page.getByLabel('Verification code')
  await expect(code).toBeFocused()
  await expect(link(page, 'Try again')).toHaveCount(0)
  const first = await mailbox.codeTo(person.mail)
  await page.clock.fastForward('00:10')
  await link(page, 'Try again').click()
  await expect(page.getByRole('status')).toContainText('a new code is on its way')
  const second = await mailbox.codeTo(person.mail, 2)
  await code.fill(first)
  await next(page)
  await expect(code).toHaveAccessibleDescription(/wrong or no longer valid/)
  await page.clock.fastForward('12:50')
  await expect(page.getByRole('main')).toContainText('Less than 2 minutes are left.')
  await link(page, 'Use another method').click()
  await expect(heading(page, 'Verification step 1')).toBeVisible()
  await method(page, 'Code from the helpdesk').click()
  await expect(page.getByText('Call your administrator and ask for a code.')).toBeVisible()
  await page.goBack()
  await method(page, 'Email').click()
  await expect(code).toBeFocused()
  const third = await mailbox.codeTo(person.mail, 3)
  expect(third).not.toBe(second)
  await code.fill(third)
  await next(page)
  await expect(heading(page, 'Choose a new password')).toBeVisible()
})

test('an attempt that has ended says so and starts again; Back stays inside the wizard, and a reload starts again', {
  tag: '@long',
}, async ({ page }) => {
  await letReset(at.office, { required: 1, methods: ['email', 'deskCode'] })
  const person = await addReachable(at.office, 'Gerd Gone')
  await begin(page, person.username)
  await method(page, 'Email').click()
  await expect(page.getByLabel('Verification code')).toBeFocused()
  await page.goBack()
  await expect(heading(page, 'Verification step 1')).toBeVisible()
  await expect(method(page, 'Email')).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('User name')).toHaveValue(person.username)
  await page.goForward()
  await expect(method(page, 'Email')).toBeVisible()
  await method(page, 'Email').click()
  const code = page.getByLabel('Verification code')
  await expect(code).toBeFocused()

  const list = await at.office.api().users.list({
    query: { search: person.username, filter: { signIn: [], passwordState: [], role: [] } },
    sort: { by: 'username', direction: 'ascending', language: 'en' },
    ...{ offset: 0, limit: 1 },
  })
  await givePassword(at.office, { ...person, id: list.rows[0]?.id as never })
  await code.fill('1234 5678')
  await next(page)
  await expect(heading(page, 'You have to start again')).toBeFocused()
  await checkScreen(page, 'gone', 'en')
  await link(page, 'Start again').click()
  await expect(page.getByLabel('User name')).toHaveValue(person.username)
  await next(page)
  await expect(heading(page, 'Verification step 1')).toBeVisible()
  expect(new URL(page.url()).hash).toMatch(/^#token=[\w-]+&page=forgot$/)
  await page.reload()
  await expect(heading(page, 'Get back into your account')).toBeVisible()
  await expect(page.getByLabel('User name')).toHaveValue('')
})
