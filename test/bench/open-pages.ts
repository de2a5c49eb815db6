import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:tls'
import type { Place } from './crowd-in-service.ts'

/** A page of the portal in somebody's browser: a connection on which requests are asked one after the other. */
export type OpenPage = {
  /** The status of the answer, once all of it has come. */
  readonly ask: (path: string, input: unknown) => Promise<number>
  readonly leave: () => void
}

/** The certificate that a portal's browsers trust, as PEM. */
export function trusted({ authority }: Place): string {
  return authority.startsWith('-----') ? authority : new X509Certificate(Buffer.from(authority, 'base64')).toString()
}

/**
 * Opens so many pages at once. They speak HTTP by hand, because a client as heavy as Node's own would take a twentieth of the machine away from
 * what is measured; browsers run on machines of their own.
 */
export async function openPages(place: Place, count: number): Promise<readonly OpenPage[]> {
  const ca = trusted(place)
  return Promise.all(Array.from({ length: count }, () => openPage(place, ca)))
}

async function openPage({ port, hostName }: Place, ca: string): Promise<OpenPage> {
  const socket = connect({ host: '127.0.0.1', port, ca, servername: hostName })
  await once(socket, 'secureConnect')
  const origin = `https://${hostName}:${port}`
  const said = ['content-type: application/json', 'x-keydesk: portal', `host: ${hostName}:${port}`, `origin: ${origin}`]
  const waiting: { readonly resolve: (status: number) => void; readonly reject: (error: Error) => void }[] = []
  let seen = ''
  socket.setEncoding('latin1').on('data', (part: string) => {
    seen += part
    const end = seen.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(seen)?.[1])
    if (!(seen.length >= end + 4 + length)) return
    const status = Number(seen.slice(9, 12))
    seen = ''
    waiting.shift()?.resolve(status)
  })
  const failed = (error: Error) => {
    for (const one of waiting.splice(0)) one.reject(error)
  }
  socket.on('error', failed).on('close', () => failed(new Error('The portal has closed the connection.')))
  return {
    ask: (path, input) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        const body = JSON.stringify({ json: input })
        const head = [`POST /rpc/${path} HTTP/1.1`, ...said, `content-length: ${Buffer.byteLength(body)}`]
        socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
      }),
    leave: () => socket.destroy(),
  }
}
