import type { Page, Route } from '@playwright/test'
import type { Desktop } from './start-desktop.ts'

/** Where Chromium finds the desktop's screens: a secure origin, as keydesk://app is in Electron, that no network has. */
export const desktopAddress = 'https://app/'

/** Leads every request of the page to the handler that main.ts gave to Electron, so that the window's screens run in plain Chromium. */
export async function routeToDesktop(page: Page, desktop: Desktop): Promise<void> {
  await page.addInitScript(denyAsTheWindowDoes)
  await page.route('**/*', async (route) => {
    const request = toDesktop(route)
    if (!request) return route.abort('blockedbyclient')
    const response = await desktop.handle(request)
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  })
}

/** Takes from the page what the locked session denies to it (lockdown.ts): Chromium itself would grant some of it at a click. */
function denyAsTheWindowDoes(): void {
  const refuse = () => Promise.reject(new DOMException('Permission denied.', 'NotAllowedError'))
  const clipboard = { readText: refuse, read: refuse, writeText: refuse, write: refuse }
  Object.defineProperty(navigator, 'clipboard', { value: clipboard })
  Object.defineProperty(navigator, 'permissions', { value: { query: async () => ({ state: 'denied' }) } })
  Object.defineProperty(window, 'Notification', { value: undefined })
  for (const name of ['alert', 'confirm', 'prompt', 'open'] as const)
    Object.defineProperty(window, name, { value: () => null })
}

/** The request as Electron would hand it over; null for any other address, which the locked session refuses. */
function toDesktop(route: Route): Request | null {
  const request = route.request()
  if (!request.url().startsWith(desktopAddress)) return null
  const headers = new Headers(request.headers())
  if (headers.has('origin')) headers.set('origin', 'keydesk://app')
  const body = request.postDataBuffer()
  const url = request.url().replace(desktopAddress, 'keydesk://app/')
  const given = new Request(url, { method: request.method(), headers, ...(body ? { body: new Uint8Array(body) } : {}) })
  // Absent for what the window itself loads, and what the page asks for says so (electron.d.ts, Protocol.handle).
  return request.isNavigationRequest() ? given : Object.assign(given, { initiatorOrigin: 'keydesk://app' })
}
