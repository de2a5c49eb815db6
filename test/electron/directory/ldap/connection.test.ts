import { X509Certificate } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultOf } from '../../../../electron/directory/ldap/connect-fault.ts'
import { createLdap, type LdapOptions } from '../../../../electron/directory/ldap/connection.ts'
import { makeAuthority } from '../../../../electron/portal/certificate.ts'
import { freePort } from '../../../support/free-port.ts'
import { base, manager, type Slapd, slapdFault, startSlapd } from '../slapd.ts'

const account = { name: manager.dn, password: manager.password }
const patience = { connect: 240_000, request: 240_000 }

describe.skipIf(slapdFault !== null)('a connection to a directory', () => {
  let folder = ''
  let slapd: Slapd
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keydesk-test-'))
    slapd = await startSlapd(folder)
  })
  afterAll(async () => {
    await slapd.stop()
    rmSync(folder, { recursive: true })
  })
  const options = (changed: Partial<LdapOptions> = {}): LdapOptions => ({
    servers: [{ host: 'localhost', port: slapd.tlsPort }],
    security: 'ldaps',
    trust: { kind: 'authority', certificates: slapd.authority },
    account,
    patience,
    ...changed,
  })
  const startTls = () => ({ security: 'startTls' as const, servers: [{ host: '127.0.0.1', port: slapd.plainPort }] })
  async function outcome(changed: Partial<LdapOptions>): Promise<string> {
    const ldap = createLdap(options(changed))
    try {
      await ldap.tryOnce()
      return 'connected'
    } catch (error) {
      return faultOf(error)
    } finally {
      ldap.close()
    }
  }
  const shown = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = tls.connect({ host: '127.0.0.1', port: slapd.tlsPort, rejectUnauthorized: false }, () => {
        resolve(new X509Certificate(socket.getPeerCertificate().raw).toString())
        socket.destroy()
      })
      socket.once('error', reject)
    })

  it('is encrypted from the first byte or by StartTLS, to a server that the organisation vouches for', async () => {
    expect(await outcome({})).toBe('connected')
    expect(await outcome({ servers: [{ host: '127.0.0.1', port: slapd.tlsPort }] })).toBe('connected')
    expect(await outcome(startTls())).toBe('connected')
  })

  it('is refused where nobody vouches for the server, or for another name', async () => {
    const stranger = makeAuthority({ host: 'localhost', address: '127.0.0.1' }, 'Stranger', Date.now()).certificate
    for (const way of [{}, startTls()]) {
      expect(await outcome({ ...way, trust: { kind: 'system' } })).toBe('certificate')
      expect(await outcome({ ...way, trust: { kind: 'authority', certificates: stranger } })).toBe('certificate')
      const servers = [{ host: '127.0.0.2', port: 'security' in way ? slapd.plainPort : slapd.tlsPort }]
      expect(['certificateName', 'unreachable']).toContain(await outcome({ ...way, servers }))
    }
  })

  it('trusts exactly the certificate that was pinned, whatever name it has', async () => {
    const certificate = await shown()
    const other = makeAuthority({ host: 'localhost', address: '127.0.0.1' }, 'Other', Date.now()).certificate
    for (const way of [{}, startTls()]) {
      expect(await outcome({ ...way, trust: { kind: 'pinned', certificate } })).toBe('connected')
      expect(await outcome({ ...way, trust: { kind: 'pinned', certificate: other } })).not.toBe('connected')
      // The authority that issued it is not the certificate that was looked at.
      expect(await outcome({ ...way, trust: { kind: 'pinned', certificate: slapd.authority } })).toBe(
        'otherCertificate',
      )
    }
  })

  it('says what is in the way', async () => {
    expect(await outcome({ account: { ...account, password: 'wrong' } })).toBe('loginRefused')
    expect(await outcome({ account: { name: 'no distinguished name', password: 'x' } })).toBe('loginRefused')
    expect(await outcome({ servers: [{ host: 'localhost', port: await freePort() }] })).toBe('unreachable')
    expect(await outcome({ servers: [{ host: 'directory.invalid', port: 636 }] })).toBe('nameUnknown')
    expect(await outcome({ servers: [{ host: 'localhost', port: slapd.plainPort }] })).toBe('tls')
  })

  it('takes the next server where the first does not answer, and begins with that one afterwards', async () => {
    let asked = 0
    const silent = createServer((socket) => {
      asked += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', () => resolve()))
    const { port } = silent.address() as { port: number }
    const servers = [
      { host: '127.0.0.1', port },
      { host: 'localhost', port: slapd.tlsPort },
    ]
    const ldap = createLdap(options({ servers }))
    for (let at = 0; at < 3; at += 1) await ldap.tryOnce()
    ldap.close()
    silent.close()
    expect(asked).toBe(1)
  })

  it('ends by itself at a server that says nothing, that sends rubbish, or that announces more than it may', async () => {
    const answers: readonly (Buffer | null)[] = [
      null,
      Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
      Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]),
      Buffer.from([0x30, 0x80, 0, 0]),
    ]
    for (const answer of answers) {
      const server = createServer((socket) => {
        socket.on('error', () => {})
        socket.on('data', () => answer && socket.write(answer))
      })
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
      const { port } = server.address() as { port: number }
      for (const security of ['ldaps', 'startTls'] as const) {
        const ended = await outcome({
          security,
          servers: [{ host: '127.0.0.1', port }],
          patience: { connect: 500, request: 500 },
        })
        expect(['timeout', 'tls', 'unreachable']).toContain(ended)
      }
      server.close()
    }
  })

  it('is not used again after it was closed from the other side', async () => {
    const ldap = createLdap(options(startTls()))
    const rootOf = () => ldap.asAccount((session) => session.search(base, { scope: 'base' }))
    expect(await rootOf()).toHaveLength(1)
    await slapd.stop('SIGKILL')
    await expect(rootOf()).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' })
    slapd = await startSlapd(folder, slapd.plainPort)
    expect(await rootOf()).toHaveLength(1)
    ldap.close()
  })
})
