import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeAuthority } from '../../../electron/portal/certificate.ts'
import { blocksOfPem, maximumRounds, roundsOf } from '../../../electron/portal/key-work.ts'
import { readOwn } from '../../../electron/portal/own-certificate.ts'
import { tryProgram } from '../../support/build-script.ts'
import { pfxFile } from '../../support/pfx-file.ts'
import { temporaryFolder } from '../../support/test-services.ts'

const pfx = (content: string, passphrase: string) => ({ kind: 'pfx', content, passphrase }) as const
const hasOpenssl = tryProgram('openssl', ['version']).status === 0
if (!hasOpenssl) process.stdout.write('skipped: openssl is not there to write PFX files with\n')

/** A PFX that openssl writes with so many rounds for each of its three keys. */
function pfxWith(rounds: number): Buffer {
  const folder = temporaryFolder()
  const [certificate, key, out] = ['a.pem', 'a.key', 'a.pfx'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const made = makeAuthority({ host: 'portal.nordwind.test', address: null }, 'Nordwind', Date.now())
  writeFileSync(certificate, made.certificate)
  writeFileSync(key, made.key, { mode: 0o600 })
  const files = ['-in', certificate, '-inkey', key, '-out', out]
  const { status, stderr } = tryProgram('openssl', [
    'pkcs12',
    '-export',
    ...files,
    '-iter',
    `${rounds}`,
    '-passout',
    'pass:x',
  ])
  if (status !== 0) throw new Error(stderr)
  return Buffer.from(tryProgram('base64', ['-w0', out]).stdout, 'base64')
}

describe('the work that a certificate file asks for', () => {
  it('is counted in files as programs write them', () => {
    // Three keys of 2,048 rounds.
    expect(roundsOf(Buffer.from(pfxFile, 'base64'))).toBe(3 * 2048)
  })

  it.runIf(hasOpenssl)('is refused before anything is opened where it is too much', async () => {
    const usual = pfxWith(2000)
    expect(roundsOf(usual)).toBe(6000)
    expect(await readOwn(pfx(usual.toString('base64'), 'x'), Date.now())).toContain('BEGIN CERTIFICATE')
    const many = pfxWith(200_000)
    expect(roundsOf(many)).toBeGreaterThan(maximumRounds)
    await expect(readOwn(pfx(many.toString('base64'), 'x'), Date.now())).rejects.toMatchObject({
      data: { reason: 'work' },
    })
    await expect(readOwn(pfx(many.toString('base64'), 'wrong'), Date.now())).rejects.toMatchObject({
      data: { reason: 'work' },
    })
  })

  it('is counted in an encrypted key too', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string
    expect(createPrivateKey({ key: pem, passphrase: 'x' }).type).toBe('private')
    expect(blocksOfPem(pem).reduce((sum, block) => sum + roundsOf(block), 0)).toBe(2048)
    expect(
      blocksOfPem(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).reduce(
        (sum, block) => sum + roundsOf(block),
        0,
      ),
    ).toBe(0)
  })

  it('is not counted in other files, whatever their bytes are', () => {
    for (const bytes of [[], [0x30], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x30, 0x80, 0x04], Array(5000).fill(0x30)])
      expect(roundsOf(Uint8Array.from(bytes))).toBe(0)
  })
})
