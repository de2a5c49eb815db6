import { expect, it } from 'vitest'
import { hostNameOf, portalAddress } from '../../../shared/rules/portal-names.ts'

it.each([
  ['Portal.Nordwind.TEST', 'portal.nordwind.test'],
  [' keydesk ', 'keydesk'],
  ['portal.nordwind.test.', 'portal.nordwind.test'],
  ['192.168.1.5', '192.168.1.5'],
  ['2001:DB8::1', '2001:db8::1'],
  ['1.2.3', null],
  ['192.168.1.256', null],
  ['0300.1.1.1', null],
  ['a b', null],
  ['a_b.test', null],
  ['https://a.test', null],
  ['a.test:8443', null],
  ['a.test/x', null],
  ['fe80::1%eth0', null],
  ['[::1]', null],
  ['', null],
  ['x'.repeat(64), null],
  // At most 253 characters (RFC 1035 section 2.3.4, without the length of the root).
  [`${'x.'.repeat(126)}x`, `${'x.'.repeat(126)}x`],
  [`${'x.'.repeat(126)}xx`, null],
  [`${'x.'.repeat(127)}x`, null],
])('takes %s as %s', (raw, host) => {
  expect(hostNameOf(raw)).toBe(host)
})

it('writes the address as a browser does', () => {
  expect(portalAddress({ hostName: 'a.test', port: 8443 })).toBe('https://a.test:8443')
  expect(portalAddress({ hostName: 'a.test', port: 443 })).toBe('https://a.test')
  for (const hostName of ['a.test', '10.0.0.1', '2001:db8::1'])
    for (const port of [443, 8443])
      expect(portalAddress({ hostName, port })).toBe(new URL(portalAddress({ hostName, port })).origin)
})
