import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

export type LoopbackServer = { readonly port: number; readonly close: () => Promise<void> }

/** Serves an app over HTTP on 127.0.0.1 only; port 0 takes any free one. */
export function listenOnLoopback(
  port: number,
  appFor: (origin: string) => (request: Request) => Promise<Response>,
): Promise<LoopbackServer> {
  return new Promise((resolve, reject) => {
    let app: (request: Request) => Promise<Response> = async () => new Response('Not ready', { status: 503 })
    const server = serve({ fetch: (request) => app(request), hostname: '127.0.0.1', port }, (address: AddressInfo) => {
      app = appFor(`http://127.0.0.1:${address.port}`)
      resolve({ port: address.port, close })
    })
    const close = () =>
      new Promise<void>((done) => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    if ('headersTimeout' in server) {
      server.headersTimeout = 10_000
      server.requestTimeout = 60_000
      server.maxHeadersCount = 60
    }
    server.once('error', reject)
  })
}
