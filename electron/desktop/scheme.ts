import type { Protocol, Session } from 'electron'

const scheme = 'keydesk'

/** The origin of the screens; the desktop door shows and answers no other. */
export const appOrigin = 'keydesk://app'

/** The only address that the window loads. */
export const appUrl = `${appOrigin}/`

/** The function that answers the window's requests: the admin app's own `fetch`. */
export type AnswerRequest = (request: Request) => Promise<Response>

/** True for an address of the screens themselves. */
export function isAppUrl(address: string): boolean {
  // URL.origin is the text "null" for every scheme but the web's own, for data: and file: too, so that it can't tell origins apart here.
  const url = URL.parse(address)
  return url !== null && url.protocol === 'keydesk:' && url.host === 'app' && url.username === '' && url.password === ''
}

/** True for what the screens may load or save: addresses of this origin, and blobs that they made. */
export function isOwnContent(address: string): boolean {
  return isAppUrl(address.startsWith('blob:') ? address.slice('blob:'.length) : address)
}

/** Tells Chromium, before `ready`, that keydesk: is a real origin: storage, fetch and a secure context, but no way around CSP or CORS. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Passes every request to a keydesk: address on to the admin app, if the screens themselves made the request. */
export function answerScheme(
  session: { readonly protocol: Pick<Session['protocol'], 'handle'> },
  answer: AnswerRequest,
  onBug: (error: unknown) => void,
): void {
  session.protocol.handle(scheme, async (request) => {
    if (!isAppUrl(request.url) || !isInitiatedByApp(request)) return new Response(null, { status: 403 })
    try {
      return await answer(request)
    } catch (error) {
      onBug(error)
      return new Response(null, { status: 500 })
    }
  })
}

/** Electron says who made the request, and the page can't forge it; absent when the window itself did (electron.d.ts, Protocol.handle). */
function isInitiatedByApp(request: Request & { readonly initiatorOrigin?: string | null }): boolean {
  return request.initiatorOrigin === undefined || request.initiatorOrigin === appOrigin
}
