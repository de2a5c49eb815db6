import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { DoorName } from '../../shared/audit.ts'
import { type ErrorCode, errorMap } from '../../shared/errors.ts'
import type { ServeDeps } from '../rpc/invoke.ts'
import { createRpc } from '../rpc/serve.ts'
import { safetyHeaders, withSafetyHeaders } from './headers.ts'
import { limitedBody } from './limited-body.ts'
import { createStaticFiles } from './static-files.ts'

/** The largest request body: one chunk of an import file in base 64, with room to spare. */
const maximumBody = 1_200_000

export type AdminAppOptions = {
  readonly serve: ServeDeps
  readonly door: DoorName
  /** The folder of the built screens. */
  readonly pages: string
  /** The origin that requests must come from, `http://127.0.0.1:PORT` or `keydesk://app`. */
  readonly origin: string
  /** The token that the browser door demands of each request besides the session; null where only Keydesk's own window can reach the door. */
  readonly launchToken: string | null
}

/** The admin's app as one function from Request to Response: static screens and POST /rpc/slice/operation. */
export function createAdminApp(options: AdminAppOptions): { readonly fetch: (request: Request) => Promise<Response> } {
  const files = createStaticFiles(options.pages)
  const rpc = createRpc(options.serve, options.door)
  const app = new Hono()

  app.use(async (context, next) => {
    if (!isOurHost(context.req.raw, options.origin)) return refusal('DOOR_REFUSED', {})
    await next()
  })
  app.use('/rpc/*', async (context, next) => {
    if (!isOurPage(context.req.raw, options.origin)) return refusal('DOOR_REFUSED', {})
    if (context.req.method !== 'POST') return refusal('NOT_FOUND', { what: 'operation' })
    if (!holdsToken(context.req.header('x-keydesk-launch'), options.launchToken)) return refusal('DOOR_REFUSED', {})
    await next()
  })
  app.use(
    '/rpc/*',
    limitedBody(maximumBody, () => refusal('TOO_LARGE', {})),
  )
  app.post('/rpc/*', async (context) => withSafetyHeaders(await rpc(context.req.raw)))
  app.get(
    '*',
    (context) => files(context.req.path) ?? new Response('Not found', { status: 404, headers: safetyHeaders }),
  )
  app.all('*', () => new Response('Not found', { status: 404, headers: safetyHeaders }))
  app.onError((error) => refusal('INTERNAL', { logId: options.serve.bug('app', error) }))
  return { fetch: async (request) => app.fetch(request) }
}

/** Refuses foreign names that point here (DNS rebinding). */
function isOurHost(request: Request, origin: string): boolean {
  const { host } = new URL(origin)
  const claimed = request.headers.get('host')
  return new URL(request.url).host === host && (claimed === null || claimed === host)
}

/** Only our own page may call operations. The page itself holds no data, so that it may be opened from anywhere. */
function isOurPage(request: Request, origin: string): boolean {
  const from = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  return (from === null || from === origin) && (site === null || site === 'same-origin' || site === 'none')
}

function holdsToken(given: string | undefined, expected: string | null): boolean {
  if (expected === null) return true
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given ?? ''), digest(expected))
}

/** An error in the form that the page's client reads, for requests that are refused before an operation is called. */
function refusal<C extends ErrorCode>(code: C, data: object): Response {
  const { status } = errorMap[code]
  return Response.json(
    { json: { defined: true, code, status, message: code, data } },
    { status, headers: safetyHeaders },
  )
}
