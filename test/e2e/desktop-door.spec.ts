import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import Sqlite from 'better-sqlite3'
import { type Machine, standIn } from '../support/electron-records.ts'
import { desktopAddress, routeToDesktop } from '../support/route-to-desktop.ts'
import { codeAt } from '../support/second-factor.ts'
import { type Desktop, startDesktop } from '../support/start-desktop.ts'
import { bearer, type Client, clientOf } from './fixtures/door.ts'
import { doMainJob } from './fixtures/main-job.ts'
import { newPassword } from './fixtures/office.ts'
import { checkScreen } from './fixtures/screen-checks.ts'
import { confirmOwn, expectNotice, fillSignIn, goTo, panel } from './fixtures/screens.ts'
import { filesWithSecrets, knownSecrets, secret } from './fixtures/secrets.ts'
import { openSection } from './fixtures/settings.ts'
import { atEnd, expect, test } from './fixtures/test.ts'

const owner = { username: 'olga.owner@nordwind.test', displayName: 'Olga Owner' }
const person = 'Søren Ångström'
let dataDir = ''
let desktop: Desktop | null = null

test.beforeAll(async () => {
  // Native code is chosen by the platform when it is first used: it must be there before a test calls this machine another one.
  new Sqlite(':memory:').close()
  await hash('warm')
})
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'keydesk-e2e-desktop-'))
  atEnd(async () => {
    await desktop?.close()
    desktop = null
    expect.soft(filesWithSecrets([dataDir]), 'secrets that lie open').toEqual([])
    rmSync(dataDir, { recursive: true, force: true })
  })
})

/** Starts the program as if this were another system, as far as the program asks. */
async function startOn(platform: NodeJS.Platform, machine: Partial<Machine> = {}): Promise<Desktop> {
  const real = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor
  Object.defineProperty(process, 'platform', { ...real, value: platform })
  try {
    desktop = await startDesktop({ dataDir, machine })
    return desktop
  } finally {
    Object.defineProperty(process, 'platform', real)
  }
}

function apiOf({ handle }: Desktop, sessionToken?: string): Client {
  return clientOf('keydesk://app/rpc', { origin: 'keydesk://app', ...bearer(sessionToken) }, handle)
}

/** Sets up the organisation with somebody to reset; answers the owner's password. */
async function fill(started: Desktop): Promise<string> {
  const password = newPassword()
  const wanted = { ...owner, password, organisation: 'Nordwind', language: 'en' } as const
  const { token } = await apiOf(started).settings.createOrganisation(wanted)
  const { users } = apiOf(started, token)
  await users.add({ username: 'soren@nordwind.test', displayName: person, contact: {}, language: null })
  return password
}

const marks = {
  win32: ['ExcludeClipboardContentFromMonitorProcessing', 'CanIncludeInClipboardHistory', 'CanUploadToCloudClipboard'],
  darwin: ['org.nspasteboard.ConcealedType', 'org.nspasteboard.TransientType'],
  linux: ['x-kde-passwordManagerHint'],
} as const

for (const platform of ['win32', 'darwin', 'linux'] as const) {
  test(`the main job in the desktop window on ${platform}: copied with its marks, protected while it is shown`, {
    tag: platform === 'win32' ? [] : '@long',
  }, async ({ page }) => {
    const started = await startOn(platform)
    const password = await fill(started)
    await routeToDesktop(page, started)
    const revealed: string[] = []
    page.on('request', (request) => request.url().endsWith('/rpc/passwords/reveal') && revealed.push(request.url()))
    await page.goto(desktopAddress)
    const canProtect = platform !== 'linux'
    // Every new page starts unprotected.
    const protection = () => standIn.records.windows[0]?.protection.slice(1)
    expect(protection()).toEqual([])

    const job = { ...owner, password, find: async () => ({ person, typed: 'soren' }) }
    const shown = await doMainJob(page, job, async () => {
      expect(revealed, 'the page gets the password when it is shown, not when it is copied').toHaveLength(1)
      await expect.poll(protection).toEqual(canProtect ? [true] : [])
    })
    await expect.poll(protection).toEqual(canProtect ? [true, false] : [])

    const { writes } = standIn.records.clipboard
    expect(writes).toHaveLength(1)
    const [copied = {}] = writes
    expect(new TextDecoder().decode(copied['text/plain'])).toBe(shown)
    const others = Object.keys(copied).filter((type) => type !== 'text/plain' && !type.includes('keydesk.'))
    expect(others).toEqual(marks[platform].map((name) => `electron application/osclipboard;format="${name}"`))
    await expect(
      apiOf(started).sessions.signIn({ username: 'soren@nordwind.test', password: shown }),
    ).resolves.toMatchObject({
      session: { mustChange: true },
    })
    expect(knownSecrets()).toBeGreaterThan(3)
    const { clipboard } = standIn.records
    await page.goto('about:blank')
    await started.close()
    desktop = null
    expect(clipboard).toMatchObject({ text: '', clears: 1 })
  })
}

test('Escape closes a shown password and ends the protection of the screen', { tag: '@long' }, async ({ page }) => {
  const started = await startOn('win32')
  const password = await fill(started)
  await routeToDesktop(page, started)
  await page.goto(desktopAddress)
  await fillSignIn(page, owner.username, password)
  await page.getByRole('button', { name: `Reset password for ${person}` }).click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  await dialog.getByRole('button', { name: 'Show password' }).click()
  await expect(dialog.getByRole('code')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => standIn.records.windows[0]?.protection).toEqual([false, true, false])
})

test('a password that the vault no longer keeps is refused with a message, and the screen protection ends', {
  tag: '@long',
}, async ({ page }) => {
  const started = await startOn('win32')
  const password = await fill(started)
  await routeToDesktop(page, started)
  await page.goto(desktopAddress)
  await fillSignIn(page, owner.username, password)
  await page.getByRole('button', { name: `Reset password for ${person}` }).click()
  const dialog = panel(page, 'Reset password')
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  await expect(dialog.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  const username = 'soren@nordwind.test'
  const temporary = secret(standIn.records.clipboard.text)
  const { token } = await apiOf(started).sessions.signIn({ username, password: temporary })
  await apiOf(started, token).passwords.changeForced({ newPassword: newPassword() })
  await dialog.getByRole('button', { name: 'Show password' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This password is no longer kept')
  await expect(dialog.getByRole('code')).toHaveCount(0)
  await expect.poll(() => standIn.records.windows[0]?.protection.at(-1)).toBe(false)
})

test('the menu bar follows the language that is chosen on the page, and comes up in it next time', {
  tag: '@long',
}, async ({ page }) => {
  const editMenu = () => standIn.records.menu?.[1]?.label
  const started = await startOn('win32')
  await fill(started)
  await routeToDesktop(page, started)
  await page.goto(desktopAddress)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  expect(editMenu()).toBe('Edit')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Svenska' }).click()
  await expect(page.getByRole('button', { name: 'Logga in' })).toBeVisible()
  await expect.poll(editMenu).toBe('Redigera')
  await page.goto('about:blank')
  await started.close()
  await startOn('win32')
  expect(editMenu()).toBe('Redigera')
})

test('every answer to the window carries the headers, and the page can neither leave nor ask elsewhere', async ({
  page,
  watched,
}) => {
  const started = await startOn('win32')
  await routeToDesktop(page, started)
  const asked = page.waitForResponse(/\/rpc\//)
  const answer = await page.goto(desktopAddress)
  const policy = answer?.headers()['content-security-policy'] ?? ''
  const nonce = /'nonce-([\w-]{20,})'/.exec(policy)?.[1]
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ])
  for (const headers of [answer?.headers(), (await asked).headers()]) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    })
  }
  await expect(page.getByRole('heading', { name: 'Welcome to Keydesk' })).toBeVisible()
  watched.allow(/Content Security Policy/)
  const tries = await page.evaluate(async () => {
    const fetched = await fetch('https://elsewhere.test/').then(
      () => 'fetched',
      () => 'refused',
    )
    const script = document.createElement('script')
    script.textContent = 'window.wasRun = true'
    document.body.append(script)
    return [fetched, 'wasRun' in window]
  })
  expect(tries).toEqual(['refused', false])
})

test('a copy into a clipboard that another program has open says so, and works again afterwards', {
  tag: '@long',
}, async ({ page }) => {
  const started = await startOn('win32')
  const password = await fill(started)
  await routeToDesktop(page, started)
  await page.goto(desktopAddress)
  await fillSignIn(page, owner.username, password)
  await page.getByRole('button', { name: `Reset password for ${person}` }).click()
  standIn.machine.isClipboardBusy = true
  const dialog = panel(page, 'Reset password')
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  await expect(dialog.getByText('another program is using the clipboard')).toBeVisible()
  await expect(dialog.getByText('Copied.')).toHaveCount(0)
  standIn.machine.isClipboardBusy = false
  await dialog.getByRole('button', { name: 'Copy password' }).click()
  await expect(dialog.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  secret(standIn.records.clipboard.text)
})

test('a window waits for the keychain’s question, and goes to the sign-in page by itself when it is answered', {
  tag: '@long',
}, async ({ page }) => {
  const first = await startOn('win32')
  await fill(first)
  const { keychain } = standIn.records
  await first.close()
  const started = await startOn('win32', { keychain: 'asks', keychainBefore: keychain })
  await routeToDesktop(page, started)
  await page.goto(desktopAddress)
  await expect(page.getByText('allow Keydesk')).toBeVisible()
  await checkScreen(page, 'waiting for the keychain', 'en')
  standIn.answerKeychain('gives')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

test('a window that the system put to sleep is locked', async ({ page }) => {
  await page.clock.install()
  const started = await startOn('win32')
  const password = await fill(started)
  await routeToDesktop(page, started)
  await page.goto(desktopAddress)
  await fillSignIn(page, owner.username, password)
  await expect(page.getByRole('grid')).toBeVisible()
  standIn.firePower('suspend')
  await page.clock.fastForward('00:05')
  await expect(page.getByRole('heading', { name: 'Keydesk is locked' })).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
})

test('the pages of accounts, roles and policies work in the desktop window, and so does a second factor', {
  tag: '@long',
}, async ({ page }) => {
  const started = await startOn('win32')
  const password = await fill(started)
  await routeToDesktop(page, started)
  await page.goto(desktopAddress)
  await fillSignIn(page, owner.username, password)
  for (const name of ['Home', 'Deleted users', 'Groups', 'Requests', 'Audit log', 'Settings']) {
    await goTo(page, name)
    await checkScreen(page, name, 'en')
  }
  const policy = await openSection(page, 'Password expiration policy')
  await page.getByRole('switch', { name: 'Passwords expire' }).check()
  await policy.getByRole('button', { name: 'Save' }).click()
  await panel(page, 'Save policies').getByRole('button', { name: 'Save' }).click()
  await confirmOwn(page, { password })
  await expectNotice(page, 'Policies saved.')
  await goTo(page, 'My account')
  await page.getByRole('button', { name: 'Add an authenticator app' }).click()
  const setUp = panel(page, 'Set up an authenticator app')
  const seed = secret((await setUp.getByRole('code').innerText()).replaceAll(' ', ''))
  await setUp.getByLabel('Code from the authenticator app').fill(codeAt(seed, Date.now()))
  await setUp.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
  const { session } = await apiOf(started).sessions.signIn({ username: owner.username, password })
  expect(session).toMatchObject({ factor: 'needed', displayName: '', roles: [] })
  await page.goto('about:blank')
})
