import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { Hono } from 'hono'
import { type PortalContract, portalContract } from '../../shared/portal-contract.ts'
import type { ServeDeps } from '../rpc/invoke.ts'
import { createRpc } from '../rpc/serve.ts'
import { safetyHeaders, withSafetyHeaders } from './headers.ts'
import { limitedBody } from './limited-body.ts'

/** The largest request body: the portal receives nothing longer than a few passwords of at most 1,024 characters. */
const maximumBody = 16 * 1024
const cookieName = '__Host-keydesk'
const cookieRules = 'Path=/; Secure; HttpOnly; SameSite=Strict'
/**
 * One day: HSTS also binds the host's other services, and a portal that goes back to its own authority must become reachable again (RFC 6797
 * section 12.1).
 */
const strictTransport = 'max-age=86400'

export type PortalAppOptions = {
  readonly serve: ServeDeps<PortalContract>
  /** The one origin that requests may be for; from the settings, never from Host. */
  readonly origin: string
  /** Answers requests for the portal's pages and the files that they load; null for every other path. */
  readonly pages: (path: string) => Response | null
  /** The portal's own authority as PEM, for its download; null with a certificate that machines trust already. */
  readonly authority: string | null
}

/** The portal as one function from a request and the address of the other end to a response. Unknown paths are answered with 404. */
export function createPortalApp(options: PortalAppOptions) {
  const { origin, pages, serve, authority } = options
  const rpc = createRpc(serve, 'portal')
  const operations = new Set(
    Object.entries(portalContract).flatMap(([slice, all]) => Object.keys(all).map((name) => `/rpc/${slice}/${name}`)),
  )
  const app = new Hono<{ Bindings: { readonly address: string } }>()

  app.use(async (context, next) => {
    if (!isOurHost(context.req.raw, origin)) return emptyResponse(421)
    await next()
  })
  app.use('/rpc/*', async (context, next) => {
    if (context.req.method !== 'POST' || !operations.has(context.req.path)) return emptyResponse(404)
    if (!isOurPage(context.req.raw, origin)) return emptyResponse(403)
    await next()
  })
  app.use(
    '/rpc/*',
    limitedBody(maximumBody, () => emptyResponse(413)),
  )
  app.post('/rpc/*', async (context) => {
    const tokens: (string | null)[] = []
    const keepToken = (token: string | null) => void tokens.push(token)
    const visitor = { address: context.env.address, keepToken }
    const response = await rpc(context.req.raw, { token: tokenOf(context.req.header('cookie')), visitor })
    return withCookie(response, tokens.at(-1))
  })
  app.get('/ca.crt', () => (authority === null ? emptyResponse(404) : certificateFile(authority)))
  app.get('*', (context) => pages(context.req.path) ?? emptyResponse(404))
  app.all('*', () => emptyResponse(404))
  app.onError((error) => {
    serve.bug('portal', error)
    return emptyResponse(500)
  })

  // Browsers keep HSTS for names only, and only where the certificate needed no exception (RFC 6797 section 8.1).
  const isStrict = authority === null && isIP(new URL(origin).hostname.replace(/^\[|\]$/g, '')) === 0
  return {
    fetch: async (request: Request, address: string): Promise<Response> => {
      const response = await app.fetch(request, { address })
      if (isStrict) response.headers.set('strict-transport-security', strictTransport)
      return response
    },
  }
}

/** Refuses foreign names that point here (DNS rebinding). */
function isOurHost(request: Request, origin: string): boolean {
  const { host } = new URL(origin)
  const claimed = request.headers.get('host')
  return new URL(request.url).host === host && (claimed === null || claimed.toLowerCase() === host)
}

/**
 * True for a request of our own page: the browser says that the origin is the same, and the request has a header that a form of another page can't
 * send.
 */
function isOurPage({ headers }: Request, origin: string): boolean {
  const site = headers.get('sec-fetch-site')
  const isJson = headers.get('content-type')?.split(';')[0]?.trim() === 'application/json'
  const isSame = headers.get('origin') === origin && (site === null || site === 'same-origin')
  return isSame && isJson && headers.get('x-keydesk') === 'portal'
}

function tokenOf(cookie: string | undefined): string | null {
  const found = (cookie ?? '').split(/;\s*/).filter((pair) => pair.startsWith(`${cookieName}=`))
  // With two cookies of this name neither is used, because only one can be ours.
  const value = found.length === 1 ? found[0]?.slice(cookieName.length + 1) : undefined
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null
}

/** Adds to the answer of an operation the headers of every answer, and the cookie where the session began, changed or ended. */
function withCookie(response: Response, token: string | null | undefined): Response {
  const { headers } = withSafetyHeaders(response)
  if (token === null) {
    headers.set('set-cookie', `${cookieName}=; Max-Age=0; ${cookieRules}`)
    // "cookies" is left out, because it would clear the cookies of every host of the same domain.
    headers.set('clear-site-data', '"storage"')
  } else if (token !== undefined) headers.set('set-cookie', `${cookieName}=${token}; ${cookieRules}`)
  return response
}

function certificateFile(pem: string): Response {
  const headers = {
    ...safetyHeaders,
    'content-type': 'application/x-x509-ca-cert',
    'content-disposition': 'attachment; filename="keydesk-portal.crt"',
  }
  return new Response(new Uint8Array(new X509Certificate(pem).raw), { headers })
}

/** An answer with a status and no body. */
function emptyResponse(status: number): Response {
  return new Response(null, { status, headers: safetyHeaders })
}
