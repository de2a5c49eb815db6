import { X509Certificate } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { BusyError, NoSuchObjectError, OperationsError, ResultCodeError, UnavailableError } from 'ldapts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { faultOf } from '../../../../electron/directory/ldap/connect-fault.ts'
import { createLdap, type LdapOptions, type Session } from '../../../../electron/directory/ldap/connection.ts'
import { makeAuthority } from '../../../../electron/portal/certificate.ts'
import { DomainError } from '../../../../shared/errors.ts'
import { freePort } from '../../../support/free-port.ts'
import { gate, pause } from '../in-memory-directory.ts'
import { base, manager, type Slapd, slapdFault, startSlapd } from '../slapd.ts'

const account = { name: manager.dn, password: manager.password }
const patience = { connect: 240_000, request: 240_000 }
const read = (session: Session) => session.search(base, { scope: 'base' })

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

  describe('between two pieces of work', () => {
    /** A directory behind a relay that counts its connections. Time stands still, so that none ends because it was unused for long. */
    async function counted() {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => void vi.useRealTimers())
      const count = { opened: 0, open: 0 }
      let isReached: (() => void) | null = null
      const relay = createServer((client) => {
        count.opened += 1
        count.open += 1
        const upstream = connect(slapd.tlsPort, '127.0.0.1')
        for (const end of [client, upstream]) end.on('error', () => {})
        client.on('close', () => {
          count.open -= 1
          upstream.destroy()
          isReached?.()
        })
        upstream.on('close', () => client.destroy())
        client.pipe(upstream).pipe(client)
      })
      await new Promise<void>((resolve) => void relay.listen(0, '127.0.0.1', () => resolve()))
      const { port } = relay.address() as { port: number }
      const ldap = createLdap(options({ servers: [{ host: 'localhost', port }] }))
      onTestFinished(() => {
        ldap.close()
        relay.close()
      })
      /** Waits until as few connections are open. */
      const open = (wanted: number) =>
        new Promise<void>((resolve) => {
          isReached = () => {
            if (count.open === wanted) resolve()
          }
          isReached()
        })
      return { ldap, count, open }
    }

    it('is kept and used again, and ended when the directory is closed', async () => {
      const { ldap, count, open } = await counted()
      for (let at = 0; at < 3; at += 1) expect(await ldap.asAccount(read)).toHaveLength(1)
      expect(count.opened).toBe(1)
      const [first, second] = [gate(), gate()]
      const meeting = (own: typeof first, other: typeof first) => async () => {
        own.open()
        await other.promise
      }
      await Promise.all([ldap.asAccount(meeting(first, second)), ldap.asAccount(meeting(second, first))])
      expect(count).toEqual({ opened: 2, open: 2 })
      ldap.close()
      await open(0)
    })

    it('is kept after an answer that is only a refusal, and never after another error', async () => {
      const { ldap, count, open } = await counted()
      const nowhere = (session: Session) => session.search(`ou=nowhere,${base}`, { scope: 'base' })
      await expect(ldap.asAccount(nowhere)).rejects.toThrow(NoSuchObjectError)
      const nobody = new DomainError('NOT_FOUND', { what: 'user' })
      await expect(ldap.asAccount(() => Promise.reject(nobody))).rejects.toBe(nobody)
      await ldap.asAccount(read)
      expect(count.opened).toBe(1)
      for (const error of [new Error('a bug'), new DomainError('DIRECTORY_UNREACHABLE')]) {
        await expect(ldap.asAccount(() => Promise.reject(error))).rejects.toBe(error)
        await open(0)
      }
      await ldap.asAccount(read)
      expect(count.opened).toBe(3)
    })

    it('is not kept by work that ends after the directory was closed', async () => {
      const { ldap, open } = await counted()
      const [begun, mayEnd] = [gate(), gate()]
      const work = ldap.asAccount(async () => {
        begun.open()
        await mayEnd.promise
      })
      await begun.promise
      ldap.close()
      mayEnd.open()
      await work
      await open(0)
    })

    it('is ended after thirty seconds without work', async () => {
      const { ldap, count, open } = await counted()
      await ldap.asAccount(read)
      vi.advanceTimersByTime(29_999)
      await ldap.asAccount(read)
      vi.advanceTimersByTime(29_999)
      await ldap.asAccount(read)
      expect(count).toEqual({ opened: 1, open: 1 })
      vi.advanceTimersByTime(30_000)
      await open(0)
      await ldap.asAccount(read)
      expect(count.opened).toBe(2)
    })

    it('is somebody’s own for a sign-in and for a long read, and ends with it', async () => {
      const { ldap, count, open } = await counted()
      await ldap.asAccount(read)
      await ldap.asSomebody(account.name, account.password, { work: read })
      await open(1)
      const refused = ldap.asSomebody(account.name, 'wrong', { work: read })
      await expect(refused).rejects.toThrow(ResultCodeError)
      await open(1)
      const pages = ldap.stream((session) => session.pages(base, { scope: 'base', pageSize: 10 }))
      await pages.next()
      await pages.return(undefined)
      // The long read took the idle one.
      await open(0)
      expect(count.opened).toBe(3)
    })

    it('is one of at most eight, and further work waits', async () => {
      const { ldap, count } = await counted()
      vi.useRealTimers()
      const mayEnd = gate()
      let begun = 0
      const work = Array.from({ length: 10 }, () =>
        ldap.asAccount(async () => {
          begun += 1
          await mayEnd.promise
        }),
      )
      await expect.poll(() => begun).toBe(8)
      await pause(200)
      expect([begun, count.opened]).toEqual([8, 8])
      mayEnd.open()
      await Promise.all(work)
      expect([begun, count.opened]).toEqual([10, 8])
    })

    it('is to a directory that is away where that says that it is busy or unavailable, and no other refusal', async () => {
      const { ldap } = await counted()
      const outcomeOf = (error: Error) => ldap.asAccount(() => Promise.reject(error)).catch((thrown) => thrown)
      expect(await outcomeOf(new BusyError())).toMatchObject({ code: 'DIRECTORY_UNREACHABLE' })
      expect(await outcomeOf(new UnavailableError())).toMatchObject({ code: 'DIRECTORY_UNREACHABLE' })
      const other = new OperationsError()
      expect(await outcomeOf(other)).toBe(other)
    })
  })
})
