import { X509Certificate } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import type { ConnectionOptions } from 'node:tls'
import type { ConnectionLimits } from '../../electron/doors/connections.ts'
import { createPortalPort } from '../../electron/doors/portal-server.ts'
import { portalOff } from '../../shared/portal.ts'
import { freePort } from './free-port.ts'
import { pagesFolder } from './pages.ts'
import { machineTime, setUp, type TestOptions } from './test-services.ts'

export const portalHost = 'portal.nordwind.test'

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }
export type Sent = {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string
}

/** An organisation whose portal listens on 127.0.0.1, over real HTTPS that is verified against its own authority. */
export async function openPortal(options: TestOptions & { readonly limits?: ConnectionLimits } = {}) {
  // Certificates are verified by the real clock.
  const clock = options.clock ?? { now: machineTime() }
  const portalPort = createPortalPort(pagesFolder(), options.limits)
  const test = await setUp({ ...options, clock, portalPort })
  const port = await freePort()
  const settings = { ...portalOff, isOn: true, hostName: portalHost, port, address: '127.0.0.1' }
  const view = await test.services.portal.save(settings, test.owner)
  const { content } = await test.services.portal.caFile({}, test.owner)
  const pem = new X509Certificate(Buffer.from(content, 'base64')).toString()
  const origin = `https://${portalHost}:${port}`
  const tls = { host: '127.0.0.1', port, ca: pem, servername: portalHost } satisfies ConnectionOptions
  return { ...test, clock, settings, view, port, origin, tls, ca: pem, ...callers(tls, origin) }
}

function callers(tls: RequestOptions, origin: string) {
  const { host } = new URL(origin)
  /** One request as given; without `headers` it is what the portal's own page sends. */
  const send = ({ method = 'GET', path, headers = {}, body }: Sent): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const given = Object.fromEntries(Object.entries({ host, ...headers }).filter(([, value]) => value !== undefined))
      const sent = request({ ...tls, agent: false, method, path, headers: given, setHost: false }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const pageHeaders = {
    origin,
    'content-type': 'application/json',
    'x-keydesk': 'portal',
    'sec-fetch-site': 'same-origin',
  }
  /** An operation as the portal's page calls it, `account` where no slice is named; answers what it said and the cookie it set. */
  const call = async (
    /** Of the account, unless another slice stands before it: `myLinks/spend`. */
    name: string,
    input: unknown = {},
    more: { readonly cookie?: string; readonly headers?: Sent['headers'] } = {},
  ) => {
    const headers = { ...pageHeaders, cookie: more.cookie, ...more.headers }
    const body = JSON.stringify({ json: input })
    const answer = await send({
      method: 'POST',
      path: `/rpc/${name.includes('/') ? name : `myAccount/${name}`}`,
      headers,
      body,
    })
    const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0]
    // biome-ignore lint/suspicious/noExplicitAny: whatever the operation answers.
    const json: any = answer.body.startsWith('{') ? JSON.parse(answer.body).json : null
    return { ...answer, cookie, json }
  }
  return { send, call, pageHeaders }
}
