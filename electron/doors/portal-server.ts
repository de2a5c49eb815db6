import { createServer, type Server } from 'node:https'
import { connect } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { PortalListener, PortalListening, PortalPort } from '../portal/portal-port.ts'
import { type ConnectionLimits, capConnections } from './connections.ts'
import { createPortalApp } from './portal-app.ts'
import { createPortalPages } from './portal-pages.ts'

/** An office of two hundred people may connect from one address (NAT) at the same time, and connections must be left for other addresses. */
const usual: ConnectionLimits = { perAddress: 250, inAll: 500 }

const timeouts = {
  handshakeTimeout: 5_000,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  // How often Node checks for late requests; its default of 30 seconds would be longer than the timeouts below.
  connectionsCheckingInterval: 2_000,
}

/** Opens the portal on the network: HTTPS only, TLS 1.2 at least (OWASP ASVS 12.1.1). `pages` is the folder of the built screens. */
export function createPortalPort(pages: string, limits: ConnectionLimits = usual): PortalPort {
  return {
    listen: async (listening) => {
      const { serve, origin, authority } = listening
      const app = createPortalApp({ serve, origin, authority, pages: createPortalPages(pages) })
      return listen(listening, limits, app.fetch)
    },
  }
}

type Answer = (request: Request, address: string) => Promise<Response>

function listen({ tls, port, address, onVisit }: PortalListening, limits: ConnectionLimits, answer: Answer) {
  const answerFrom = (request: Request, env: unknown) => {
    const { remoteAddress = '', localAddress } = (env as HttpBindings).incoming.socket
    // This machine reaches itself from the very address that it asks.
    if (remoteAddress !== '' && remoteAddress !== localAddress) onVisit()
    return answer(request, remoteAddress)
  }
  const options = { ...tls, ...timeouts, minVersion: 'TLSv1.2', maxHeaderSize: 8192 } as const
  const server = createServer(options, getRequestListener(answerFrom))
  server.maxHeadersCount = 60
  server.maxRequestsPerSocket = 200
  const connections = capConnections(server, limits)
  // A client that speaks no TLS is no bug and is not written to the log.
  server.on('tlsClientError', () => {})
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      connections.end()
    })
  return new Promise<PortalListener>((resolve, reject) => {
    server.on('error', reject)
    const reaches = () => canConnect(portOf(server, port), address ?? '127.0.0.1')
    server.listen({ port, host: address ?? undefined }, () => resolve({ close, reaches }))
  })
}

function portOf(server: Server, asked: number): number {
  const bound = server.address()
  return bound !== null && typeof bound === 'object' ? bound.port : asked
}

/** How long a connection from this machine to itself may take, milliseconds. */
const longestConnect = 2_000

function canConnect(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: longestConnect })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
