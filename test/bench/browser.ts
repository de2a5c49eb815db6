import { type Browser, chromium, type Page } from '@playwright/test'
import { loadScript } from '../support/build-script.ts'
import { installClock } from './painted.ts'
import { owner, type RunningDoor, startDoor } from './running-door.ts'

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** The first person of the list: rows are there when this is. */
export const firstRow = '[role="grid"] [role="row"] [role="gridcell"] button[title]'

/** The browser that the end-to-end tests use. */
export async function launchBrowser(): Promise<Browser> {
  const { browserNeeded, findChromium } = await loadScript<{
    browserNeeded: string
    findChromium: () => string | null
  }>('chromium.mjs')
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(browserNeeded)
  // Chromium refuses to run as root inside its own sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
  return chromium.launch({ executablePath, args })
}

/** A new page with the sign-in form filled in. */
export async function openSignIn(browser: Browser, door: RunningDoor): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 800 } })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await installClock(page)
  await page.goto(door.address)
  await page.getByLabel('User name').fill(owner.username)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  return page
}

export const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true })

/** A page with the list of people on it. */
export async function openList(browser: Browser, door: RunningDoor): Promise<Page> {
  const page = await openSignIn(browser, door)
  await signInButton(page).click()
  await page.locator(firstRow).first().waitFor()
  return page
}

/** Runs with a browser and a door on this data folder, its vault opened and its list asked for once, and ends both. */
export async function withScreens<T>(
  dataDir: string,
  work: (browser: Browser, door: RunningDoor) => Promise<T>,
): Promise<T> {
  const browser = await launchBrowser()
  try {
    const door = await startDoor(dataDir)
    try {
      await door.signIn()
      return await work(browser, door)
    } finally {
      await door.stop()
    }
  } finally {
    await browser.close()
  }
}
