import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeAuthority } from '../../../electron/portal/certificate.ts'
import { certificatesIn } from '../../../renderer/directories/certificate-file.ts'

const { certificate } = makeAuthority({ host: 'localhost', address: '127.0.0.1' }, 'Test', Date.now())

describe('a file with the certificate of an authority', () => {
  it('is taken as PEM, as it is', async () => {
    expect(await certificatesIn(new Blob([certificate, certificate]))).toBe(certificate + certificate)
  })

  it('is taken as the bytes that Windows exports', async () => {
    const { raw, fingerprint256 } = new X509Certificate(certificate)
    const pem = await certificatesIn(new Blob([new Uint8Array(raw)]))
    expect(new X509Certificate(pem ?? '').fingerprint256).toBe(fingerprint256)
  })

  it('is refused where it holds none, or is far too large', async () => {
    const refused = ['', 'a key', '-----BEGIN PRIVATE KEY-----', certificate + 'x'.repeat(100_000)]
    for (const text of refused) expect(await certificatesIn(new Blob([text]))).toBeNull()
  })
})
