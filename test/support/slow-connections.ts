import { connect as connectTcp, type Socket } from 'node:net'
import { connect } from 'node:tls'

/** What a connection does to be in the way: nothing at all, a handshake that stops, headers or a body that trickle, or an idle keep-alive. */
export const slowKinds = ['silent', 'handshake', 'headers', 'body', 'idle'] as const
export type SlowKind = (typeof slowKinds)[number]
type Tls = { readonly host: string; readonly port: number; readonly ca: string; readonly servername: string }

/** The addresses of this machine that a stranger with many of them would have; a loopback interface answers for all of 127/8 (Linux). */
export const addressOf = (at: number) => `127.77.${Math.floor(at / 250)}.${1 + (at % 250)}`

/** The first part of a hello that is never finished: a TLS record that says it has 512 bytes. */
const hello = Buffer.from('160301020001', 'hex')

/** Holds so many connections and opens each anew as soon as it is dropped, from `addresses` addresses in turn, until `end`. */
export function holdConnections(tls: Tls, count: number, addresses: number) {
  const sockets = new Set<Socket>()
  let opened = 0
  let isOver = false
  const host = `${tls.servername}:${tls.port}`
  const lines = [`Host: ${host}`, `Origin: https://${host}`, 'Content-Type: application/json', 'X-Keydesk: portal']
  const opening: Readonly<Record<SlowKind, string>> = {
    silent: '',
    handshake: '',
    headers: `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `,
    body: `POST /rpc/myAccount/welcome HTTP/1.1\r\n${lines.join('\r\n')}\r\nContent-Length: 9000\r\n\r\n{`,
    idle: `GET /trust HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  }

  function hold(at: number): void {
    if (isOver) return
    const kind = slowKinds[at % slowKinds.length] as SlowKind
    const isPlain = kind === 'silent' || kind === 'handshake'
    const from = { host: tls.host, port: tls.port, localAddress: addressOf(at % addresses) }
    // Resumes the TLS session and verifies nothing, as an attacker does to save work.
    const socket = isPlain
      ? connectTcp(from)
      : connect({ ...from, servername: tls.servername, rejectUnauthorized: false })
    opened += 1
    sockets.add(socket)
    const begin = () => socket.write(kind === 'handshake' ? hello : opening[kind])
    if (kind !== 'silent') socket.once(isPlain ? 'connect' : 'secureConnect', begin)
    socket.on('error', () => {})
    socket.resume()
    socket.once('close', () => {
      sockets.delete(socket)
      setTimeout(() => hold(at), 500)
    })
  }
  for (let at = 0; at < count; at += 1) hold(at)
  return {
    opened: () => opened,
    held: () => sockets.size,
    end: () => {
      isOver = true
      for (const socket of sockets) socket.destroy()
    },
  }
}
