import type { Page, Route } from '@playwright/test'
import type { Desktop } from './start-desktop.ts'

/** Where Chromium finds the desktop's screens: a secure origin, as keydesk://app is in Electron, that no network has. */
export const desktopAddress = 'https://app/'

/** Leads every request of the page to the handler that main.ts gave to Electron, so that the window's screens run in plain Chromium. */
export async function routeToDesktop(page: Page, desktop: Desktop): Promise<void> {
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

/** The request as Electron would hand it over; null for any other address, which the locked session refuses. */
function toDesktop(route: Route): Request | null {
  const request = route.request()
  if (!request.url().startsWith(desktopAddress)) return null
  const headers = new Headers(request.headers())
  if (headers.has('origin')) headers.set('origin', 'keydesk://app')
  const body = request.postDataBuffer()
  const url = request.url().replace(desktopAddress, 'keydesk://app/')
  return new Request(url, { method: request.method(), headers, ...(body ? { body: new Uint8Array(body) } : {}) })
}
