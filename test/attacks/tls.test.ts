import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { openPortal } from '../support/portal.ts'

type Portal = Awaited<ReturnType<typeof openPortal>>

const [alertRecord, handshakeRecord] = [21, 22]

/** The kind of record that answers a TLS 1.2 hello which offers one suite, by the number that RFC 5246 and its like give it. */
async function answerToHello(port: number, suite: string): Promise<number | undefined> {
  // Curve P-256 and ECDSA with SHA-256: what the certificate needs.
  const body = `0303${'07'.repeat(32)}000002${suite}01000010000d000400020403000a000400020017`
  const message = `01${(body.length / 2).toString(16).padStart(6, '0')}${body}`
  const record = `160301${(message.length / 2).toString(16).padStart(4, '0')}${message}`
  const socket = connectTcp(port, '127.0.0.1', () => socket.write(Buffer.from(record, 'hex')))
  const [said] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return said[0]
}

describe('TLS', () => {
  const refused = (portal: Portal, more: object) =>
    new Promise<string>((resolve) => {
      const socket = connect({ ...portal.tls, ...more }, () => {
        resolve(`spoken: ${socket.getProtocol()} ${socket.getCipher().name}`)
        socket.destroy()
      })
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    })

  it.each(['NULL', 'aNULL', 'AES128-SHA', 'AES256-GCM-SHA384', 'ECDHE-ECDSA-NULL-SHA', 'PSK', 'ADH-AES128-SHA'])(
    'knows no %s',
    async (ciphers) => {
      const portal = await openPortal()
      const said = await refused(portal, { ciphers: `${ciphers}:@SECLEVEL=0`, maxVersion: 'TLSv1.2' })
      expect(said).not.toContain('spoken')
    },
  )

  it('answers a client that offers only broken protocols and ciphers with an alert', async () => {
    const { tls } = await openPortal()
    // ECDHE-ECDSA-AES128-GCM-SHA256 is there to show that the hello itself is right.
    expect(await answerToHello(tls.port, 'c02b')).toBe(handshakeRecord)
    // RC4, 3DES, an export suite, no encryption, CBC with SHA-1, an anonymous one.
    for (const suite of ['0005', '000a', '0003', '0002', '002f', '0034']) {
      expect([suite, await answerToHello(tls.port, suite)]).toEqual([suite, alertRecord])
    }
  })

  it('offers nothing but HTTP/1.1', async () => {
    const portal = await openPortal()
    expect(await refused(portal, { ALPNProtocols: ['h2'] })).not.toContain('spoken')
    expect(await refused(portal, { ALPNProtocols: ['http/1.1'] })).toContain('spoken: TLSv1.3')
  })
})
