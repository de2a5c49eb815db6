import { connect, type Socket } from 'node:net'
import tls from 'node:tls'
import { Client } from 'ldapts'
import { guardFrames } from './frame-guard.ts'
import { type Trust, tlsOptionsFor } from './trust.ts'

export type LdapServer = { readonly host: string; readonly port: number }
/** `ldaps`: encrypted from the first byte. `startTls`: encrypted before anything else is sent (RFC 4511, 4.14). */
export type LdapSecurity = 'ldaps' | 'startTls'
const startTls = '1.3.6.1.4.1.1466.20037'

/**
 * An encrypted connection to a proved server. The library's own StartTLS is not used, because it does not notice when such a connection ends.
 * `patience` in milliseconds holds for each step.
 */
export async function openSocket(
  server: LdapServer,
  { security, trust, patience }: { readonly security: LdapSecurity; readonly trust: Trust; readonly patience: number },
): Promise<tls.TLSSocket> {
  const plain = await openPlain(server, patience)
  try {
    if (security === 'startTls') await askForTls(plain, patience)
    const socket = await encrypt(plain, tlsOptionsFor(server.host, trust), patience)
    guardFrames(socket)
    return socket
  } catch (error) {
    plain.destroy()
    throw error
  }
}

export function openPlain({ host, port }: LdapServer, patience: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true })
  return within(socket, 'connect', patience)
}

/** Asks a server to go on encrypted; nothing else is ever said in the clear. */
export async function askForTls(plain: Socket, patience: number): Promise<void> {
  const client = new Client({ url: 'ldap://server', timeout: patience, createConnection: () => plain })
  await client.exop(startTls)
  // From here on the connection speaks TLS, and the client must not listen any more.
  for (const event of ['data', 'end', 'close', 'error', 'timeout']) plain.removeAllListeners(event)
}

export function encrypt(plain: Socket, options: tls.ConnectionOptions, patience: number): Promise<tls.TLSSocket> {
  return within(tls.connect({ ...options, socket: plain }), 'secureConnect', patience).catch((error) => {
    // A server that expects no TLS at this port ends the connection without a word.
    throw error.code === 'ECONNRESET' ? Object.assign(error, { code: 'EPROTO' }) : error
  })
}

/** Waits for the socket to be ready; it is closed if that fails or takes too long. */
function within<S extends Socket>(socket: S, ready: 'connect' | 'secureConnect', patience: number): Promise<S> {
  const { promise, resolve, reject } = Promise.withResolvers<S>()
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), patience)
  const onClose = () => reject(Object.assign(new Error('Connection closed'), { code: 'ECONNRESET' }))
  const done = () => {
    clearTimeout(timer)
    socket.off('error', reject).off('close', onClose)
  }
  socket.once('error', reject).once('close', onClose)
  socket.once(ready, () => {
    done()
    resolve(socket)
  })
  return promise.catch((error) => {
    done()
    socket.on('error', () => {}).destroy()
    throw error
  })
}
