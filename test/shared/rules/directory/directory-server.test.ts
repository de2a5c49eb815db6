import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverOf, serverText } from '../../../../shared/rules/directory/directory-server.ts'

describe('a server as somebody types it', () => {
  it.each([
    ['dc1.company.com', { host: 'dc1.company.com', port: 636 }],
    [' DC1.Company.com:1636 ', { host: 'dc1.company.com', port: 1636 }],
    ['dc1:1', { host: 'dc1', port: 1 }],
    ['dc1:65535', { host: 'dc1', port: 65_535 }],
    ['10.0.0.1:3636', { host: '10.0.0.1', port: 3636 }],
    ['::1', { host: '::1', port: 636 }],
    ['[2001:db8::1]:1636', { host: '2001:db8::1', port: 1636 }],
  ])('%j is read', (typed, server) => {
    expect(serverOf(typed, 'ldaps')).toEqual(server)
  })

  it('has the usual port of its encryption', () => {
    expect(serverOf('dc1', 'startTls')).toEqual({ host: 'dc1', port: 389 })
  })

  it.each([
    '',
    ':636',
    'ldap://dc1',
    'dc1:',
    'dc1:0',
    'dc1:65536',
    'dc1:636:636',
    '[dc1]:636',
    '[::1',
    'dc1 dc2',
    '2001:db8::1:x',
    'dc_1',
  ])('%j is none', (typed) => {
    expect(serverOf(typed, 'ldaps')).toBe(null)
  })

  it('is read as it was written', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom('::1', '2001:db8::17'))
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        const server = { host: name.toLowerCase(), port }
        expect(serverOf(serverText(server), 'startTls')).toEqual(server)
      }),
    )
  })
})
