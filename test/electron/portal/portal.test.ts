import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { connect, createServer as createTlsServer } from 'node:tls'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createPortalPort } from '../../../electron/doors/portal-server.ts'
import { issueLeaf, type KeyedCertificate, makeAuthority } from '../../../electron/portal/certificate.ts'
import { portalOff } from '../../../shared/portal.ts'
import { freePort } from '../../support/free-port.ts'
import { pagesFolder } from '../../support/pages.ts'
import { oldPfxFile, pfxFile, pfxFingerprint, pfxPassphrase } from '../../support/pfx-file.ts'
import { openPortal, portalHost } from '../../support/portal.ts'
import { setUp } from '../../support/test-services.ts'

const day = 86_400_000
const names = { host: portalHost, address: null }

function ownPem(host = portalHost, now = Date.now()) {
  const leaf = issueLeaf(makeAuthority({ host, address: null }, 'Nordwind', now), { host, address: null }, now)
  return { kind: 'pem', certificate: leaf.certificate, key: leaf.key, passphrase: '' } as const
}

function holdPort(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server))
  })
}

describe('the portal', () => {
  it('is off until somebody switches it on', async () => {
    const { services, owner } = await setUp({ portalPort: createPortalPort(pagesFolder()) })
    const view = await services.portal.get({}, owner)
    expect(view).toMatchObject({ settings: portalOff, state: { kind: 'off' }, certificate: null, authority: null })
  })

  it('says so where this process opens none', async () => {
    const { services, owner } = await setUp()
    const view = await services.portal.save({ ...portalOff, isOn: true, hostName: portalHost }, owner)
    expect(view.state).toEqual({ kind: 'elsewhere' })
  })

  it('opens again after a restart, once the vault is open', async () => {
    const { restart, origin } = await openPortal()
    const services = await restart()
    await services.portal.start()
    const reader = services.sessions.callFor(services.users.idOf('owner@nordwind.test') as never, 'browser')
    expect((await services.portal.get({}, reader)).state).toEqual({ kind: 'listening', address: origin })
  })

  it('names the old cipher of a file that a Keydesk in a window had taken, at every door, instead of asking for the same file again', async () => {
    const { services, owner, dataDir } = await openPortal()
    const { settings } = await services.portal.setCertificate({ file: ownPem() }, owner)
    const [{ certificate }, old] = [ownPem(), { kind: 'pfx', content: oldPfxFile, passphrase: 'x' }]
    const sealed = services.vault.seal('portal certificate', 'own', JSON.stringify(old))
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.prepare(`INSERT OR REPLACE INTO portal_certificates VALUES ('own', ?, ?, 0)`).run(certificate, sealed)
    sql.close()
    const { state } = await services.portal.save(settings, owner)
    expect(state).toEqual({ kind: 'failed', fault: 'certificateOldCipher' })
  })

  it('knows whether anybody has come in from another machine since it was opened, so that a firewall is named in time', async () => {
    const visits: (() => void)[] = []
    const portalPort = {
      listen: async ({ onVisit }: { onVisit: () => void }) => {
        visits.push(onVisit)
        return { close: async () => {}, reaches: async () => true }
      },
    }
    const { services, owner } = await setUp({ portalPort })
    const settings = { ...portalOff, isOn: true, hostName: portalHost }
    expect(await services.portal.save(settings, owner)).toMatchObject({
      state: { kind: 'listening' },
      hasVisitors: false,
    })
    visits[0]?.()
    expect(await services.portal.get({}, owner)).toMatchObject({ hasVisitors: true })
    expect(await services.portal.save({ ...settings, port: 9443 }, owner)).toMatchObject({ hasVisitors: false })
    const own = await openPortal()
    await own.send({ path: '/' })
    expect(await own.services.portal.get({}, own.owner), 'this machine asked itself').toMatchObject({
      hasVisitors: false,
    })
  })

  it('is opened again after the machine has slept, and tried until the network is back', async () => {
    let fault: string | null = null
    let isReached = true
    const opened: number[] = []
    const portalPort = {
      listen: async ({ port }: { port: number }) => {
        if (fault !== null) throw Object.assign(new Error(fault), { code: fault })
        opened.push(port)
        return { close: async () => {}, reaches: async () => isReached }
      },
    }
    const { services, owner } = await setUp({ portalPort })
    await services.slices.portal.wake()
    expect(opened, 'it is off').toEqual([])
    await services.portal.save({ ...portalOff, isOn: true, hostName: portalHost, port: 8443 }, owner)
    await services.slices.portal.wake()
    expect(opened, 'whoever is connected to one that is there stays connected').toEqual([8443])
    isReached = false
    fault = 'EADDRNOTAVAIL'
    await services.slices.portal.wake()
    expect((await services.portal.get({}, owner)).state).toEqual({ kind: 'failed', fault: 'addressGone' })
    fault = null
    await services.slices.portal.retry()
    expect((await services.portal.get({}, owner)).state).toMatchObject({ kind: 'listening' })
    await services.slices.portal.retry()
    expect(opened).toEqual([8443, 8443])
  })

  it('stays open, with everybody who is connected, where only the clock was set', async () => {
    const portal = await openPortal()
    const socket = connect(portal.tls)
    onTestFinished(() => void socket.destroy())
    await once(socket, 'secureConnect')
    await portal.services.slices.portal.wake()
    socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(portal.origin).host}\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('says on Windows that the system keeps a port for itself, and elsewhere which ones are free', async () => {
    const portalPort = { listen: () => Promise.reject(Object.assign(new Error('listen'), { code: 'EACCES' })) }
    const { services, owner } = await setUp({ portalPort })
    const platform = vi.spyOn(process, 'platform', 'get')
    onTestFinished(() => platform.mockRestore())
    const settings = { ...portalOff, isOn: true, hostName: portalHost }
    for (const [system, fault] of [
      ['win32', 'portReserved'],
      ['darwin', 'portForbidden'],
      ['linux', 'portForbidden'],
    ] as const) {
      platform.mockReturnValue(system)
      const view = await services.portal.save(settings, owner)
      expect(view.state).toEqual({ kind: 'failed', fault })
    }
  })

  it('closes when it is switched off', async () => {
    const { services, owner, settings, send } = await openPortal()
    const { state } = await services.portal.save({ ...settings, isOn: false }, owner)
    expect(state).toEqual({ kind: 'off' })
    await expect(send({ path: '/' })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('says that the port is taken or the address gone, and goes on otherwise', async () => {
    const { services, owner, settings } = await openPortal()
    const port = await freePort()
    const other = await holdPort(port)
    try {
      const taken = await services.portal.save({ ...settings, port }, owner)
      expect(taken.state).toEqual({ kind: 'failed', fault: 'portTaken' })
    } finally {
      other.close()
    }
    const gone = await services.portal.save({ ...settings, address: '192.0.2.7' }, owner)
    expect(gone.state).toEqual({ kind: 'failed', fault: 'addressGone' })
    expect((await services.portal.save(settings, owner)).state.kind).toBe('listening')
  })

  it('tries again by itself when the obstacle is gone', async () => {
    const { services, owner, settings } = await openPortal()
    const port = await freePort()
    const other = await holdPort(port)
    await services.portal.save({ ...settings, port }, owner)
    await new Promise((done) => other.close(done))
    await services.portal.tidy()
    expect((await services.portal.get({}, owner)).state.kind).toBe('listening')
  })

  it('takes no host name that could not be one', async () => {
    const { services, owner } = await setUp()
    for (const hostName of ['', 'two words', 'http://x', 'a_b', '-a', 'x..y', '1.2.3', 'user@host', 'host:8443']) {
      const saving = services.portal.save({ ...portalOff, isOn: true, hostName }, owner)
      await expect(saving, hostName).rejects.toMatchObject({ code: 'FIELD_INVALID', data: { field: 'hostName' } })
    }
    const { settings } = await services.portal.save({ ...portalOff, hostName: 'Portal.Nordwind.TEST.' }, owner)
    expect(settings.hostName).toBe(portalHost)
    const long = await services.portal.save({ ...portalOff, hostName: '2001:DB8:0:0::1' }, owner)
    expect(long.address).toBe('https://[2001:db8::1]:8443')
  })
})

describe("the portal's own authority", () => {
  it('issues a certificate for the name and the address, for 397 days at most', async () => {
    const { view, tls } = await openPortal()
    const socket = connect(tls)
    const shown = await new Promise<X509Certificate>((resolve, reject) => {
      socket.once('secureConnect', () => resolve(socket.getPeerX509Certificate() as X509Certificate))
      socket.once('error', reject)
    })
    socket.destroy()
    expect(socket.authorized).toBe(true)
    expect(shown.subjectAltName).toBe(`DNS:${portalHost}, IP Address:127.0.0.1`)
    expect(shown.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
    expect(shown.validToDate.getTime() - shown.validFromDate.getTime()).toBeLessThan(397 * day)
    expect(view.certificate).toMatchObject({ fingerprint: shown.fingerprint256, isForHost: true, daysLeft: 396 })
  })

  it('can vouch for its own names only', async () => {
    const authority = makeAuthority({ host: portalHost, address: '192.168.1.5' }, 'Nordwind', Date.now())
    const verify = (host: string, address: string | null) => {
      const leaf = issueLeaf(authority, { host, address }, Date.now())
      return handshake(leaf, { ca: authority.certificate, servername: host })
    }
    expect(await verify(portalHost, null)).toBe('trusted')
    expect(await verify(portalHost, '192.168.1.5')).toBe('trusted')
    for (const [host, address] of [
      ['bank.test', null],
      ['nordwind.test', null],
      [portalHost, '192.168.1.6'],
      [portalHost, '2001:db8::1'],
    ] as const) {
      expect(await verify(host, address), host).toMatch(/permitted subtree violation|PERMITTED/i)
    }
  })

  it('shuts out addresses when it has none, and names when it has only an address', async () => {
    const byName = makeAuthority(names, 'Nordwind', Date.now())
    const withAddress = issueLeaf(byName, { host: portalHost, address: '10.0.0.1' }, Date.now())
    const seen = { ca: byName.certificate, servername: portalHost }
    expect(await handshake(withAddress, seen)).toMatch(/excluded/i)
    const byAddress = makeAuthority({ host: '127.0.0.1', address: null }, 'Nordwind', Date.now())
    const named = issueLeaf(byAddress, names, Date.now())
    const wanted = { ca: byAddress.certificate, servername: portalHost }
    expect(await handshake(named, wanted)).toMatch(/excluded/i)
  })

  it('renews the certificate by itself at two thirds of its life, and not before', async () => {
    const { services, owner, clock } = await openPortal()
    const first = await services.portal.get({}, owner)
    clock.now += 264 * day
    await services.portal.tidy()
    expect((await services.portal.get({}, owner)).certificate?.fingerprint).toBe(first.certificate?.fingerprint)
    clock.now += day
    await services.portal.tidy()
    const renewed = await services.portal.get({}, owner)
    expect(renewed.certificate?.fingerprint).not.toBe(first.certificate?.fingerprint)
    expect(renewed.certificate?.daysLeft).toBe(396)
    expect(renewed.authority?.fingerprint).toBe(first.authority?.fingerprint)
    const filter = { person: '', action: 'Renew portal certificate.', from: null, until: null } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 1 }, owner)
    expect(entries[0]).toMatchObject({ door: 'keydesk', actor: '' })
  })

  it('is kept when the port changes, and replaced by a new one when the name changes', async () => {
    const { services, owner, settings, view } = await openPortal()
    const moved = await services.portal.save({ ...settings, port: await freePort() }, owner)
    expect(moved.authority?.fingerprint).toBe(view.authority?.fingerprint)
    const renamed = await services.portal.save({ ...settings, hostName: 'other.nordwind.test' }, owner)
    expect(renamed.authority?.fingerprint).not.toBe(view.authority?.fingerprint)
    expect(renamed.certificate?.isForHost).toBe(true)
  })

  it('keeps its keys sealed', async () => {
    const { services, dataDir, owner } = await openPortal()
    const { content } = await services.portal.caFile({}, owner)
    expect(new X509Certificate(Buffer.from(content, 'base64')).ca).toBe(true)
    expect(storedIn(dataDir)).toContain('BEGIN CERTIFICATE')
    expect(storedIn(dataDir)).not.toContain('PRIVATE KEY')
  })
})

/** What a client that trusts `ca` says of a server with this certificate. */
function handshake(
  { certificate, key }: KeyedCertificate,
  client: { ca: string; servername: string },
): Promise<string> {
  return new Promise((resolve) => {
    const server = createTlsServer({ cert: certificate, key }, (socket) => socket.end()).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      const socket = connect({ ...client, host: '127.0.0.1', port })
      const end = (said: string) => {
        socket.destroy()
        server.close(() => resolve(said))
      }
      socket.once('secureConnect', () => end('trusted'))
      socket.once('error', (error) => end(error.message))
    })
    server.on('tlsClientError', () => {})
  })
}

describe('a certificate file of the organisation', () => {
  it('is used once it was uploaded, as PEM and as PFX', async () => {
    const { services, owner, settings } = await openPortal()
    const file = ownPem()
    const view = await services.portal.setCertificate({ file }, owner)
    const { fingerprint256 } = new X509Certificate(file.certificate)
    expect(view).toMatchObject({ state: { kind: 'listening' }, authority: null, hasOwnFile: true })
    expect(view.certificate).toMatchObject({ fingerprint: fingerprint256, isForHost: true })
    const pfx = { kind: 'pfx', content: pfxFile, passphrase: pfxPassphrase } as const
    const changed = await services.portal.setCertificate({ file: pfx }, owner)
    expect(changed.state.kind).toBe('listening')
    expect(changed.certificate?.fingerprint).toBe(pfxFingerprint)
    const back = await services.portal.save(settings, owner)
    expect(back.authority).not.toBeNull()
  })

  it('is refused with the reason, and the one in use stays', async () => {
    const { services, owner, view } = await openPortal()
    const good = ownPem()
    const other = ownPem()
    const pfx = { kind: 'pfx', content: pfxFile, passphrase: 'wrong' } as const
    const past = ownPem(portalHost, Date.now() - 500 * day)
    for (const [file, reason] of [
      [{ ...good, certificate: 'no certificate' }, 'unreadable'],
      [{ ...good, key: other.key }, 'key'],
      [pfx, 'passphrase'],
      [{ ...pfx, content: 'QUJD' }, 'unreadable'],
      [past, 'expired'],
    ] as const) {
      const setting = services.portal.setCertificate({ file }, owner)
      await expect(setting, reason).rejects.toMatchObject({ code: 'PORTAL_CERTIFICATE', data: { reason } })
    }
    expect((await services.portal.get({}, owner)).certificate?.fingerprint).toBe(view.certificate?.fingerprint)
  })

  it('that has run out closes the portal, and says so', async () => {
    const { services, owner, clock } = await openPortal()
    await services.portal.setCertificate({ file: ownPem() }, owner)
    clock.now += 397 * day
    await services.portal.tidy()
    const view = await services.portal.get({}, owner)
    expect(view.state).toEqual({ kind: 'failed', fault: 'certificateExpired' })
    expect(view.certificate?.daysLeft).toBeLessThan(0)
  })

  it('never comes back: neither key nor passphrase is in any answer, in the log or open in the store', async () => {
    const { services, owner, dataDir } = await openPortal()
    const { certificate, key } = ownPem()
    const file = { kind: 'pem', certificate, key, passphrase: 'Never-Shown-4711' } as const
    await services.portal.setCertificate({ file }, owner)
    expect(JSON.stringify(await services.portal.get({}, owner))).not.toMatch(/PRIVATE|Never-Shown/)
    expect(storedIn(dataDir)).toContain(certificate.split('\n')[1])
    expect(storedIn(dataDir)).not.toMatch(/PRIVATE KEY|Never-Shown/)
  })
})

/** Everything that lies in the data folder. */
function storedIn(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
}
