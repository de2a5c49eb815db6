import { type ConnectionOptions, connect } from 'node:tls'
import { expect } from 'vitest'
import type { openPortal } from './portal.ts'

type Portal = Awaited<ReturnType<typeof openPortal>>

/** Sends bytes as they are over TLS and answers everything that came back until the portal closed. */
export function sendBytes(tls: ConnectionOptions, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(tls, () => socket.write(bytes))
    let said = ''
    socket.setEncoding('latin1').on('data', (part: string) => {
      said += part
    })
    socket.on('error', () => {})
    socket.once('close', () => resolve(said))
  })
}

/** The numbers of all answers, in order. */
export function statusesIn(said: string): readonly number[] {
  return [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
}

/** Checks that the portal still answers. */
export async function mustBeWell({ call }: Pick<Portal, 'call'>): Promise<void> {
  expect((await call('welcome')).status).toBe(200)
}

/** A whole request in its bytes, with nothing of the page's own headers but the name. */
export function bytesOf(portal: Pick<Portal, 'origin'>, line: string, headers: readonly string[], body = ''): string {
  return [line, `Host: ${new URL(portal.origin).host}`, 'Connection: close', ...headers, '', body].join('\r\n')
}

/** The headers that the portal's page sends. */
export function asPage({ origin }: Pick<Portal, 'origin'>): readonly string[] {
  return [`Origin: ${origin}`, 'Content-Type: application/json', 'X-Keydesk: portal']
}
