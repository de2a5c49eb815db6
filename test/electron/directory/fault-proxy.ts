import { connect, createServer, type Socket } from 'node:net'

/** RFC 3062, as it stands in a request that travels in the clear between two programs of one machine. */
const passwordModify = Buffer.from('1.3.6.1.4.1.4203.1.11.1')

/**
 * What happens to a connection that carries a new password: nothing; it is cut before the server gets the request, or after the server has done it
 * but before it answers; and after either, no connection gets through (`away`) until the proxy is repaired.
 */
export type Fault = 'none' | 'cutBefore' | 'cutAfter' | 'cutBeforeAndAway' | 'cutAfterAndAway' | 'away'

/** A proxy between Keydesk and a real directory server, which fails as networks do. */
export async function openFaultProxy(url: string) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let fault: Fault = 'none'
  let writes = 0

  function cut(...ends: readonly Socket[]): void {
    if (fault === 'cutBeforeAndAway' || fault === 'cutAfterAndAway') fault = 'away'
    for (const end of ends) end.destroy()
  }

  const server = createServer((client) => {
    if (fault === 'away') return void client.destroy()
    const upstream = connect(Number(port), hostname)
    let isWriting = false
    for (const end of [client, upstream]) {
      sockets.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        sockets.delete(end)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (data) => {
      if (data.includes(passwordModify)) {
        isWriting = true
        if (fault === 'cutBefore' || fault === 'cutBeforeAndAway') return cut(client, upstream)
        writes += 1
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (isWriting && (fault === 'cutAfter' || fault === 'cutAfterAndAway')) return cut(client, upstream)
      client.write(data)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as { port: number }
  return {
    url: `ldap://127.0.0.1:${own}`,
    set: (next: Fault): void => {
      fault = next
    },
    /** How many new passwords the server has been given. */
    writes: () => writes,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
