import { randomBytes } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'

/**
 * What happens once, after so many bytes in one direction: the connection is cut, a byte becomes another one, nonsense comes in between, nothing
 * comes through any more, or everything comes late.
 */
export type WireFault = {
  readonly kind: 'cut' | 'garble' | 'flood' | 'silence' | 'delay'
  readonly direction: 'up' | 'down'
  readonly after: number
}
const floodSize = 3_000_000
const late = 300

/** A proxy that understands nothing of what it carries, and does to it what networks do. */
export async function openWireProxy(upstreamPort: number) {
  const sockets = new Set<Socket>()
  let fault: WireFault | null = null
  let seen = 0
  let isSilent = false

  function carry(from: Socket, to: Socket, direction: WireFault['direction']): void {
    from.on('data', (data) => {
      if (isSilent) return
      const wanted = fault
      if (wanted?.direction === direction) seen += data.length
      if (wanted?.direction !== direction || seen <= wanted.after) return void to.write(data)
      fault = null
      if (wanted.kind === 'cut') {
        to.write(data.subarray(0, Math.max(0, data.length - (seen - wanted.after))))
        from.destroy()
        to.end()
      } else if (wanted.kind === 'silence') isSilent = true
      else if (wanted.kind === 'delay') setTimeout(() => to.write(data), late)
      else if (wanted.kind === 'flood') to.write(Buffer.concat([randomBytes(floodSize), data]))
      else {
        const changed = Buffer.from(data)
        const at = Math.max(0, data.length - (seen - wanted.after))
        changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at)
        to.write(changed)
      }
    })
  }

  const server = createServer((client) => {
    const upstream = connect(upstreamPort, '127.0.0.1')
    for (const end of [client, upstream]) {
      sockets.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        sockets.delete(end)
        client.destroy()
        upstream.destroy()
      })
    }
    carry(client, upstream, 'up')
    carry(upstream, client, 'down')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    port,
    /** Does this once; null mends the line. */
    set: (next: WireFault | null): void => {
      fault = next
      seen = 0
      isSilent = false
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
