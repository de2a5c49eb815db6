import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { openPortal, portalHost } from '../../support/portal.ts'
import { addPerson, resetAndRead } from '../../support/test-services.ts'

describe('the portal over real HTTPS', () => {
  it('says that it listens, and answers with a certificate that its authority vouches for', async () => {
    const { view, send, origin } = await openPortal()
    expect(view.state).toEqual({ kind: 'listening', address: origin })
    expect(view.address).toBe(origin)
    const page = await send({ path: '/' })
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*'nonce-[\w-]{24}'/)
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.headers['strict-transport-security']).toBeUndefined()
  })

  it.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
    const { tls } = await openPortal()
    // The client must be willing, or it would be the one that refuses.
    const socket = connect({ ...tls, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' })
    const [error] = await once(socket, 'error')
    expect(String(error)).toMatch(/protocol version|unsupported protocol/i)
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s', async (version) => {
    const { tls } = await openPortal()
    const socket = connect({ ...tls, minVersion: version, maxVersion: version })
    await once(socket, 'secureConnect')
    expect([socket.getProtocol(), socket.authorized]).toEqual([version, true])
    socket.destroy()
  })

  it('speaks no HTTP without TLS', async () => {
    const { port } = await openPortal()
    const socket = connectTcp(port, '127.0.0.1')
    socket.write(`GET / HTTP/1.1\r\nHost: ${portalHost}:${port}\r\n\r\n`)
    let said = ''
    socket.on('data', (part) => {
      said += part.toString('latin1')
    })
    await once(socket, 'close')
    expect(said).not.toContain('HTTP/1.1 2')
  })

  it('drops the oldest idle connection of an address that opens more than it needs', async () => {
    const { tls } = await openPortal({ limits: { perAddress: 2, inAll: 10 } })
    const sockets = [connect(tls), connect(tls)]
    await Promise.all(sockets.map((socket) => once(socket.resume(), 'secureConnect')))
    const gone = once(sockets[0] as never, 'close')
    const third = connect(tls)
    await once(third, 'secureConnect')
    await gone
    expect(sockets[1]?.destroyed).toBe(false)
    for (const socket of [...sockets, third]) socket.destroy()
  })

  it('cuts off who sends headers too slowly', async () => {
    const { tls } = await openPortal()
    const socket = connect(tls)
    await once(socket, 'secureConnect')
    socket.write('GET / HTTP/1.1\r\nHost: ')
    const began = Date.now()
    socket.resume()
    await once(socket, 'close')
    // Node by itself waits for a minute.
    expect(Date.now() - began).toBeLessThan(45_000)
  })

  it('takes no headers over 8 KiB', async () => {
    const { send } = await openPortal()
    expect((await send({ path: '/', headers: { 'x-long': 'x'.repeat(9000) } })).status).toBe(431)
  })
})

describe('a sign-in at the portal', () => {
  it('goes from a temporary password to my account', async () => {
    const { services, owner, call } = await openPortal()
    const person = await addPerson(services, owner)
    const password = await resetAndRead(services, owner, person.id)
    const signedIn = await call('signIn', { username: person.username, password })
    expect(signedIn.json).toMatchObject({ username: person.username, mustChange: true })
    expect(signedIn.body).not.toMatch(/token|roles|userId/)
    const { cookie = '' } = signedIn
    expect((await call('myDetails', {}, { cookie })).json.code).toBe('PASSWORD_CHANGE_NEEDED')
    const changed = await call('changeForced', { newPassword: 'Quiet-Harbour-19-stone' }, { cookie })
    expect(changed.json).toMatchObject({ mustChange: false })
    expect((await call('current', {}, { cookie })).status).toBe(401)
    const details = await call('myDetails', {}, { cookie: changed.cookie })
    expect(details.json).toMatchObject({ username: person.username, passwordState: 'current' })
  })
})
