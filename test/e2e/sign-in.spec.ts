import type { Page } from '@playwright/test'
import {
  addAdmin,
  addPerson,
  canSignIn,
  givePassword,
  giveTemporary,
  newPassword,
  sharedOffice,
} from './fixtures/office.ts'
import { expectNotice, fillSignIn, goTo, openUsers, panel, signIn } from './fixtures/screens.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice()
const signInHeading = { level: 1, name: 'Sign in' } as const

async function fromAccountMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Account: ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Opens the list as the owner; answers the token of the page's session. */
async function openWithToken(page: Page): Promise<string> {
  const asked = page.waitForRequest((request) => request.url().endsWith('/rpc/users/list'))
  await openUsers(page, at.office)
  return /^Bearer (.+)$/.exec((await asked).headers().authorization ?? '')?.[1] ?? ''
}

async function unlock(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Unlock' }).click()
}

async function expectLocked(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Keydesk is locked' })).toBeVisible()
  await expect(page.getByText('Olga Owner (olga.owner@nordwind.test) is signed in.')).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
}

test('a wrong password, an unknown user and a blocked user get the same answer', async ({ page }) => {
  const { owner, door, api } = at.office
  const blocked = await givePassword(at.office, await addPerson(at.office, 'Bo Blocked'))
  const { rows } = await api().users.list({
    query: { search: blocked.username, filter: { signIn: [], passwordState: [], role: [] } },
    sort: { by: 'username', direction: 'ascending', language: 'en' },
    ...{ offset: 0, limit: 1 },
  })
  await api().users.block({ id: rows[0]?.id as number, isBlocked: true })
  await page.goto(door.address())
  const answers: string[] = []
  const tries = [
    [owner.username, newPassword()],
    ['nobody@nordwind.test', newPassword()],
    [blocked.username, blocked.password],
  ] as const
  for (const [username, password] of tries) {
    await fillSignIn(page, username, password)
    // Cleared together with the answer, so that a new one is waited for.
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    answers.push(await page.getByRole('alert').innerText())
  }
  expect(new Set(answers)).toEqual(
    new Set(["The user name or password is wrong, or this account can't sign in right now."]),
  )
})

test('signing out leads back to the sign-in page and ends the session', async ({ page }) => {
  const token = await openWithToken(page)
  await expect(at.office.door.client(token).sessions.current({})).resolves.toMatchObject({ isLocked: false })
  await fromAccountMenu(page, 'Olga Owner', 'Sign out')
  await expect(page.getByRole('heading', signInHeading)).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
  // The page hides everything at once and tells the service meanwhile.
  const codeNow = () =>
    at.office.door
      .client(token)
      .sessions.current({})
      .then(
        () => null,
        ({ code }) => code,
      )
  await expect.poll(codeNow).toBe('SIGN_IN_NEEDED')
})

test('Lock hides everything until the own password is typed, and leads back to the same page', async ({ page }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Audit log')
  await fromAccountMenu(page, 'Olga Owner', 'Lock')
  await expectLocked(page)
  await unlock(page, newPassword())
  await expect(page.getByRole('alert')).toContainText('The password is wrong.')
  await unlock(page, at.office.owner.password)
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
})

test('without input the page locks after the minutes that the settings say', async ({ page }) => {
  await page.clock.install()
  await openUsers(page, at.office)
  await page.clock.fastForward('04:50')
  await page.mouse.move(10, 10)
  await page.clock.fastForward('04:50')
  await expect(page.getByRole('grid')).toBeVisible()
  await page.clock.fastForward('00:15')
  await expectLocked(page)
  await unlock(page, at.office.owner.password)
  await expect(page.getByRole('heading', { level: 1, name: 'Active users' })).toBeVisible()
})

test('a session that the service locked hides the page too', async ({ page }) => {
  await page.clock.install()
  const token = await openWithToken(page)
  await at.office.door.client(token).sessions.lock({})
  await page.clock.fastForward('00:05')
  await expectLocked(page)
})

test('somebody without a role sees their own account and nothing else', { tag: '@long' }, async ({ page }) => {
  const person = await givePassword(at.office, await addPerson(at.office, 'Pia Plain'))
  await signIn(page, at.office.door, person)
  await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link')).toHaveText(['My account'])
  await expect(page.getByRole('main')).toContainText(person.username)
  await expect(page.getByRole('main')).toContainText('No admin role')
  await page.evaluate(() => {
    location.hash = location.hash.replace(/page=\w+/, '').concat('&page=users')
  })
  await expect(page.getByRole('grid')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My account')
})

test('an admin sees the pages of their role', { tag: '@long' }, async ({ page }) => {
  const reader = await addAdmin(at.office, 'Rita Reader', ['globalReader'])
  await openUsers(page, at.office, reader)
  await expect(page.getByRole('navigation').getByRole('link')).toHaveText([
    'Home',
    'Active users',
    'Deleted users',
    'Groups',
    'Requests',
    'Settings',
    'Audit log',
    'My account',
  ])
})

test('a temporary password leads to Choose a new password, and then the user is signed in', async ({ page }) => {
  const person = await giveTemporary(at.office, await addPerson(at.office, 'Tove Temporary'))
  await signIn(page, at.office.door, person)
  await expect(page.getByRole('heading', { level: 1, name: 'Choose a new password' })).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  const [first, again] = [page.getByLabel('New password', { exact: true }), page.getByLabel('Confirm new password')]
  const save = page.getByRole('button', { name: 'Save password' })
  await first.fill(newPassword())
  await again.fill(newPassword())
  await save.click()
  await expect(again).toHaveAccessibleDescription('The two passwords are not the same.')
  for (const field of [first, again]) await field.fill(person.password)
  await save.click()
  await expect(page.getByRole('alert')).toContainText('not the same as the current password')
  for (const field of [first, again]) await field.fill('Tove-Temporary-1')
  await save.click()
  await expect(page.getByRole('alert')).toContainText("no part of the person's name or user name")
  const password = newPassword()
  for (const field of [first, again]) await field.fill(password)
  await save.click()
  await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible()
  expect(await canSignIn(at.office.door, person.username, person.password)).toBe(false)
  expect(await canSignIn(at.office.door, person.username, password)).toBe(true)
})

test('My account changes the own password, which needs the current one and ends the other sessions', async ({
  page,
}) => {
  const person = await givePassword(at.office, await addPerson(at.office, 'Mona Member'))
  const { username } = person
  const { token } = await at.office.door.client().sessions.signIn({ username, password: person.password })
  await signIn(page, at.office.door, person)
  await page.getByRole('button', { name: 'Change password' }).click()
  const change = panel(page, 'Change password')
  const current = change.getByLabel('Current password')
  const password = newPassword()
  await expect(current).toBeFocused()
  await current.fill(newPassword())
  await change.getByLabel('New password', { exact: true }).fill(password)
  await change.getByLabel('Confirm new password').fill(password)
  await change.getByRole('button', { name: 'Save password' }).click()
  await expect(current).toHaveAccessibleDescription('The password is wrong.')
  await expect(current).toBeFocused()
  await current.fill(person.password)
  await change.getByRole('button', { name: 'Save password' }).click()
  await expectNotice(page, 'Your password has been changed.')
  await expect(change).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused()
  await expect(at.office.door.client(token).sessions.current({})).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
  expect(await canSignIn(at.office.door, person.username, password)).toBe(true)
  expect(await canSignIn(at.office.door, person.username, person.password)).toBe(false)
})

test('a reset signs the person out of their open page', async ({ page }) => {
  const known = await addPerson(at.office, 'Rolf Reset')
  await page.clock.install()
  await signIn(page, at.office.door, await givePassword(at.office, known))
  await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible()
  await giveTemporary(at.office, known)
  await page.clock.fastForward('00:05')
  await expect(page.getByRole('heading', signInHeading)).toBeVisible()
  await expect(page.getByRole('status')).toContainText('Your session has ended. Sign in again.')
})

test('a reload leads to the sign-in page, and nothing of the session was stored', async ({ page, context }) => {
  await openUsers(page, at.office)
  await goTo(page, 'Audit log')
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
  await page.reload()
  await expect(page.getByRole('heading', signInHeading)).toBeVisible()
  await fillSignIn(page, at.office.owner.username, at.office.owner.password)
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
})

test('without the launch token the page says to open the printed link', async ({ page }) => {
  await page.goto(at.office.door.origin())
  await expect(page.getByRole('heading', { level: 1, name: 'Open Keydesk with its link' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Use the link that npm start printed')
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await page.goto(`${at.office.door.origin()}/#token=${'A'.repeat(43)}`)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Open Keydesk with its link' })).toBeVisible()
})

test('a page whose program has ended says so and goes on when it is back', async ({ page, watched }) => {
  watched.allow(/ERR_CONNECTION_REFUSED/)
  await page.clock.install()
  await openUsers(page, at.office)
  await at.office.door.end('SIGTERM')
  await page.clock.fastForward('00:05')
  await expect(page.getByRole('alert').first()).toContainText('Keydesk does not answer.')
  await at.office.door.start()
  await at.office.signInAgain()
  await openUsers(page, at.office)
})

test.describe('an office with settings of its own', () => {
  const own = sharedOffice()

  test('the minutes until the lock are set in Settings, within their limits', { tag: '@long' }, async ({ page }) => {
    await page.clock.install()
    await openUsers(page, own.office)
    await goTo(page, 'Settings')
    const section = await openSection(page, 'Sign-in and lock')
    const minutes = page.getByLabel('Lock after inactivity (minutes)')
    const save = section.getByRole('button', { name: 'Save' })
    await expect(minutes).toHaveValue('5')
    await expect(save).toBeDisabled()
    await minutes.fill('61')
    await expect(minutes).toHaveAccessibleDescription(/Type a whole number from 1 to 60\./)
    await minutes.fill('1')
    await save.click()
    const review = panel(page, 'Save policies')
    await expect(review.getByRole('row', { name: 'Lock after inactivity (minutes) 5 1' })).toBeVisible()
    await review.getByRole('button', { name: 'Save' }).click()
    const confirm = panel(page, 'Confirm that it is you')
    await confirm.getByLabel('Your password').fill(own.office.owner.password)
    await confirm.getByRole('button', { name: 'Confirm' }).click()
    await expectNotice(page, 'Policies saved.')
    expect((await own.office.api().settings.get({})).idleMinutes).toBe(1)
    // The page learns of it by the next answer about its session.
    await page.clock.fastForward('00:05')
    await expect.poll(async () => (await own.office.api().sessions.current({})).idleMinutes).toBe(1)
    await page.mouse.move(20, 20)
    await page.clock.fastForward('00:50')
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    await page.clock.fastForward('00:15')
    await expectLocked(page)
  })
})
