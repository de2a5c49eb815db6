import { describe, expect, it } from 'vitest'
import { certificateFaultOf, readOwn } from '../../../electron/portal/own-certificate.ts'
import type { OwnCertificate } from '../../../shared/portal.ts'
import { oldPfxFile, pfxFile } from '../../support/pfx-file.ts'
import { makeCertificate } from '../../support/test-certificate.ts'

const host = 'portal.example.com'
const reasonOf = (file: OwnCertificate) =>
  readOwn(file, Date.now()).then(
    () => 'good',
    (error) => error.data.reason,
  )
const pem = (certificate: string, key: string): OwnCertificate => ({ kind: 'pem', certificate, key, passphrase: '' })

describe('why a certificate file can not be used', () => {
  it('is the old cipher, whatever the passphrase, so that both doors say the same', async () => {
    for (const passphrase of ['x', 'wrong', ''])
      expect(await reasonOf({ kind: 'pfx', content: oldPfxFile, passphrase }), passphrase).toBe('oldCipher')
    expect(await reasonOf({ kind: 'pfx', content: pfxFile, passphrase: 'wrong' })).toBe('passphrase')
  })

  it('is the order where the portal’s own certificate is not the first', async () => {
    const [own, above] = [makeCertificate([host], [127, 0, 0, 1]), makeCertificate(['above'], [127, 0, 0, 1])]
    expect(await reasonOf(pem(`${above.cert}${own.cert}`, own.key))).toBe('order')
    expect(await reasonOf(pem(`${above.cert}${own.cert}${own.key}`, ''))).toBe('order')
    expect(await reasonOf(pem(`${own.cert}${above.cert}`, own.key))).toBe('good')
    expect(await reasonOf(pem(above.cert, own.key))).toBe('key')
  })

  it('is the key where there is none', async () => {
    expect(await reasonOf(pem(makeCertificate([host], [127, 0, 0, 1]).cert, ''))).toBe('key')
  })

  // Node has OpenSSL and Electron has BoringSSL, which can't be had here: its words stand for it.
  it.each([
    ['mac verify failure', 'passphrase'],
    ['error:1C800064:Provider routines::bad decrypt', 'passphrase'],
    ['error:1e000065:Cipher functions:OPENSSL_internal:BAD_DECRYPT', 'passphrase'],
    ['error:1300006e:PKCS8 library functions:OPENSSL_internal:INCORRECT_PASSWORD', 'passphrase'],
    ['PKCS8_R_INCORRECT_PASSWORD', 'passphrase'],
    ['error:09000067:PEM routines:OPENSSL_internal:BAD_PASSWORD_READ', 'passphrase'],
    ['error:1300007a:PKCS8 library functions:OPENSSL_internal:UNKNOWN_CIPHER', 'oldCipher'],
    ['Unsupported PKCS12 PFX data', 'unreadable'],
    ['error:0b000074:X.509 certificate routines:OPENSSL_internal:KEY_VALUES_MISMATCH', 'key'],
    ['error:0900006e:PEM routines:OPENSSL_internal:NO_START_LINE', 'unreadable'],
  ] as const)('is read from the words of either library: %s', (message, reason) => {
    expect(certificateFaultOf(new Error(message))).toBe(reason)
  })

  it('is read from a code, too', () => {
    const error = Object.assign(new Error('failed'), { code: 'ERR_OSSL_PKCS12_MAC_VERIFY_FAILURE' })
    expect(certificateFaultOf(error)).toBe('passphrase')
    const old = Object.assign(new Error('failed'), { code: 'ERR_CRYPTO_UNSUPPORTED_OPERATION' })
    expect(certificateFaultOf(old)).toBe('oldCipher')
  })
})
