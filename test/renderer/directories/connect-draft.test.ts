import { describe, expect, it } from 'vitest'
import {
  connectionOf,
  isSameWay,
  noPeople,
  noServers,
  peopleFaults,
  serversFaults,
  withoutServer,
  withSecurity,
  withServer,
  withTyped,
} from '../../../renderer/directories/connect-draft.ts'
import { directoryConnection } from '../../../shared/directories.ts'

const pinned = { kind: 'pinned', certificate: 'of one server' } as const
const one = { ...withTyped(noServers, 0, { host: ' DC1.company.com ' }), trust: pinned }
const people = {
  kind: 'openLdap',
  base: ' dc=company,dc=com ',
  account: 'cn=keydesk,dc=company,dc=com',
  password: ' secret ',
  name: ' Office ',
} as const

describe('the servers of a directory that is being connected', () => {
  it('have the usual port of the encryption, until somebody types another one', () => {
    expect(noServers.servers.map(({ port }) => port)).toEqual(['636'])
    const startTls = withServer(withSecurity(noServers, 'startTls'))
    expect(startTls.servers.map(({ port }) => port)).toEqual(['389', '389'])
    const other = withTyped(startTls, 0, { port: '3890' })
    expect(withSecurity(other, 'ldaps').servers.map(({ port }) => port)).toEqual(['3890', '636'])
  })

  it('lose a pinned certificate when they change, and keep the authority', () => {
    const changes = [
      withTyped(one, 0, { host: 'dc2.company.com' }),
      withSecurity(one, 'startTls'),
      withoutServer(withServer(one), 1),
    ]
    expect(changes.map(({ trust }) => trust.kind)).toEqual(['system', 'system', 'system'])
    const authority = { kind: 'authority', certificates: 'of all servers' } as const
    expect(withTyped({ ...one, trust: authority }, 0, { host: 'dc2.company.com' }).trust).toBe(authority)
  })

  it('are complained about by the number of their row', () => {
    const typed = withTyped(withServer(one), 1, { host: 'ldap://dc2', port: '70000' })
    expect(serversFaults(typed)).toEqual({ host1: 'host', port1: 'port' })
    expect(serversFaults(one)).toEqual({})
  })

  it('are looked at anew after each change that leads elsewhere', () => {
    expect(isSameWay(one, withTyped({ ...one }, 0, {}))).toBe(false)
    expect(isSameWay(one, { ...one, servers: one.servers.map((server) => ({ ...server, key: 7 })) })).toBe(true)
    expect(isSameWay(one, { ...one, trust: { kind: 'system' } })).toBe(false)
  })
})

describe('the people of a directory that is being connected', () => {
  it('are complained about where something is missing', () => {
    expect(Object.keys(peopleFaults(noPeople, []))).toEqual(['kind', 'base', 'account', 'password', 'name'])
    expect(Object.keys(peopleFaults({ ...people, base: '  ', name: 'x'.repeat(65) }, []))).toEqual(['base', 'name'])
  })

  it('are complained about where another directory has the name already, however it is written', () => {
    expect(peopleFaults({ ...people, name: 'Office' }, ['office '])).toEqual({ name: 'taken' })
    expect(peopleFaults({ ...people, name: 'Office' }, ['Lab'])).toEqual({})
  })

  it('make a connection that the service takes', () => {
    const connection = connectionOf(one, people)
    expect(directoryConnection.parse(connection)).toEqual({
      kind: 'openLdap',
      name: 'Office',
      servers: [{ host: 'dc1.company.com', port: 636 }],
      security: 'ldaps',
      trust: pinned,
      base: 'dc=company,dc=com',
      account: 'cn=keydesk,dc=company,dc=com',
    })
  })
})
