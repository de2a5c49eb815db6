import type { Locator, Page } from '@playwright/test'
import decodeQR from 'qr/decode.js'
import { nameLong } from './fixtures/longest.ts'
import { type Account, givePassword, sharedOffice } from './fixtures/office.ts'
import { openPortal } from './fixtures/on-phone.ts'
import { confirmOwn, panel, signIn } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

// What a camera before the screen reads, at the least that a screen shows: one pixel of the screen for one of the page.
test.use({ deviceScaleFactor: 1, ignoreHTTPSErrors: true })

const at = sharedOffice(nameLong)
const code = (page: Page) => page.getByRole('img', { name: 'QR code for the authenticator app' })

/** Somebody whose user name is as long as it may be, and longer yet in an address. */
async function addLongest(letter: string): Promise<Account> {
  const username = `${letter}${'#^'.repeat(31)}#@${'w'.repeat(44)}.com`
  const { id } = await at.office
    .api()
    .users.add({ username, displayName: `Long ${letter}`, contact: {}, language: null })
  return givePassword(at.office, { id, username, displayName: `Long ${letter}` })
}

/** Begins to set an app up, after signing in; answers the address that the code must hold. */
async function start(page: Page, who: Account): Promise<string> {
  await page.getByRole('button', { name: 'Add an authenticator app' }).click()
  const answered = page.waitForResponse(
    (response) => /startAuthenticator$/.test(response.url()) && response.status() === 200,
  )
  await confirmOwn(page, who)
  const uri = /otpauth:[^"]*/.exec(await (await answered).text())?.[0] ?? ''
  secret(new URL(uri).searchParams.get('secret') ?? '')
  return uri
}

/** The picture of a part of the page as pixels. */
async function pixelsOf(part: Locator) {
  await part.scrollIntoViewIfNeeded()
  const { x, y, width: side } = (await part.boundingBox()) ?? { x: 0, y: 0, width: 0 }
  // Whole pixels that lie within: the page may put the part between two.
  const clip = { x: Math.ceil(x), y: Math.ceil(y), width: Math.floor(side) - 1, height: Math.floor(side) - 1 }
  const picture = (await part.page().screenshot({ clip, scale: 'device' })).toString('base64')
  const blank = await part.page().context().newPage()
  const { width, height, bytes } = await blank.evaluate(async (base64) => {
    const blob = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' })
    const bitmap = await createImageBitmap(blob)
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context?.drawImage(bitmap, 0, 0)
    const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
    return { width: bitmap.width, height: bitmap.height, bytes: [...pixels] }
  }, picture)
  await blank.close()
  return { width, height, data: Uint8ClampedArray.from(bytes) }
}

/** Reads the code as a camera does, and looks at its colours, its modules and the white around it. */
async function expectReadable(page: Page, uri: string, leastModule: number): Promise<void> {
  const { width, height, data } = await pixelsOf(code(page))
  expect(decodeQR({ width, height, data })).toBe(uri)
  const shades = new Set(
    Array.from({ length: width * height }, (_, pixel) => data.subarray(pixel * 4, pixel * 4 + 3).join()),
  )
  expect([...shades].sort()).toEqual(['0,0,0', '255,255,255'])
  const isDark = (x: number, y: number) => data[(y * width + x) * 4] === 0
  const dark = Array.from({ length: width }, (_, pixel) => pixel).filter((pixel) => isDark(pixel, pixel))
  const edge = dark[0] ?? 0
  // The corner of a code is a square of seven modules; four modules of white surround it (ISO/IEC 18004).
  const corner = Array.from({ length: width }, (_, x) => x).find((x) => x > edge && !isDark(x, edge)) ?? 0
  const module = (corner - edge) / 7
  expect(module).toBeGreaterThanOrEqual(leastModule)
  expect(edge).toBeGreaterThanOrEqual(4 * module - 1)
}

for (const [letter, display] of [
  ['a', { colorScheme: 'light' }],
  ['b', { colorScheme: 'dark' }],
  ['c', { forcedColors: 'active' }],
] as const) {
  test(`the largest code is read from the desk at scale 1, with ${Object.values(display).join()} colours`, {
    tag: letter === 'a' ? [] : '@long',
  }, async ({ page }) => {
    await page.emulateMedia(display)
    const who = await addLongest(letter)
    await signIn(page, at.office.door, who)
    await expectReadable(page, await start(page, who), 4)
  })
}

test('the largest code is read from the portal, on a window and on a telephone', { tag: '@long' }, async ({ page }) => {
  const who = await addLongest('d')
  await page.goto(await openPortal(at.office))
  await page.getByLabel('User name').fill(who.username)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const uri = await start(page, who)
  await expectReadable(page, uri, 4)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(code(page)).toBeVisible()
  const { width, height, data } = await pixelsOf(code(page))
  expect(width).toBeLessThanOrEqual(390)
  expect(decodeQR({ width, height, data })).toBe(uri)
})

test('a code that can’t be drawn leaves the key to be typed, and the page', async ({ page }) => {
  const who = await addLongest('e')
  await signIn(page, at.office.door, who)
  await page.route('**/rpc/methods/startAuthenticator', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replace(/otpauth:[^"]*/, `otpauth:${'x'.repeat(5000)}`)
    await route.fulfill({ response: answer, body })
  })
  await page.getByRole('button', { name: 'Add an authenticator app' }).click()
  await confirmOwn(page, who)
  const steps = panel(page, 'Set up an authenticator app')
  await expect(steps.getByText("The QR code can't be shown.")).toBeVisible()
  await expect(code(page)).toHaveCount(0)
  secret((await steps.getByRole('code').innerText()).replaceAll(' ', ''))
  await expect(steps.getByRole('code')).toHaveText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  await expect(steps.getByLabel('Code from the authenticator app')).toBeFocused()
})
