import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeAuthority } from '../../../electron/portal/certificate.ts'
import { tryProgram } from '../../support/build-script.ts'
import { portalHost } from '../../support/portal.ts'
import { temporaryFolder } from '../../support/test-services.ts'

/** Skipped where openssl is missing; it stands for any tool that a thief of the key would use. */
const hasOpenssl = tryProgram('openssl', ['version']).status === 0
if (!hasOpenssl) process.stdout.write('skipped: openssl is not there to issue certificates with\n')
const withOpenssl = describe.runIf(hasOpenssl)

/** What openssl thinks of a certificate that whoever holds the authority's key has issued. */
function opensslVerdict(extensions: readonly string[], subject = '/CN=Keydesk portal', purpose = 'sslserver'): string {
  const folder = temporaryFolder()
  const authority = makeAuthority({ host: portalHost, address: '192.168.1.5' }, 'Nordwind', Date.now())
  const path = (name: string) => join(folder, name)
  writeFileSync(path('ca.pem'), authority.certificate)
  writeFileSync(path('ca.key'), authority.key, { mode: 0o600 })
  writeFileSync(path('extensions'), extensions.join('\n'))
  const openssl = (...args: readonly string[]) => {
    const { status, stdout, stderr } = tryProgram('openssl', args)
    return { status, said: `${stdout}${stderr}` }
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', path('leaf.key')]
  const asked = openssl('req', '-new', ...key, '-subj', subject, '-out', path('leaf.csr'))
  expect(asked).toMatchObject({ status: 0 })
  const by = ['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-days', '30', '-extfile', path('extensions')]
  expect(openssl('x509', '-req', '-in', path('leaf.csr'), ...by, '-out', path('leaf.pem'))).toMatchObject({ status: 0 })
  return openssl('verify', '-x509_strict', '-purpose', purpose, '-CAfile', path('ca.pem'), path('leaf.pem')).said
}

const forPortal = `subjectAltName=DNS:${portalHost},IP:192.168.1.5`
const constraints = ['authorityKeyIdentifier=keyid', 'subjectKeyIdentifier=hash']

withOpenssl('whoever has the key of the portal’s authority', () => {
  it('can make the portal’s own certificate, and one for a name below its own', () => {
    expect(opensslVerdict([forPortal, 'extendedKeyUsage=serverAuth', ...constraints])).toContain('leaf.pem: OK')
    expect(opensslVerdict([`subjectAltName=DNS:x.${portalHost}`, ...constraints])).toContain('leaf.pem: OK')
  })

  it.each([
    ['another name', 'DNS:bank.test'],
    ['another address', 'IP:192.168.1.6'],
    ['an IPv6 address', 'IP:2001:db8::1'],
    ['a mail address of the same domain', `email:owner@${portalHost}`],
    ['a mail address', 'email:owner@nordwind.test'],
    ['a URI', `URI:https://${portalHost}/`],
    ['a URI elsewhere', 'URI:https://bank.test/'],
  ])('can vouch for no %s', (_, name) => {
    expect(opensslVerdict([`subjectAltName=DNS:${portalHost},${name}`, ...constraints])).toMatch(/subtree violation/)
  })

  it('can vouch for nobody as the subject', () => {
    expect(opensslVerdict([forPortal, ...constraints], '/CN=Olga Owner/O=Nordwind')).toMatch(/subtree violation/)
  })

  it.each(['sslclient', 'smimesign', 'smimeencrypt'])('can make nothing that is good for %s', (purpose) => {
    const wanted = 'extendedKeyUsage=clientAuth,emailProtection,serverAuth'
    expect(opensslVerdict([forPortal, wanted, ...constraints], undefined, purpose)).toMatch(
      /unsuitable|unsupported|purpose/i,
    )
  })
})
