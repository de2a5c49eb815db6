import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { acceptedStep, authenticatorUri, createSeed, stepAt } from '../../../electron/methods/authenticator.ts'
import { codeAt } from '../../support/second-factor.ts'

// RFC 6238, appendix B, SHA-1: the codes there have eight digits, ours are their last six.
const seed = Secret.fromUTF8('12345678901234567890').base32
const vectors = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const

describe('a code of the authenticator app', () => {
  it.each(vectors)('at second %i is that of RFC 6238', (second, code) => {
    expect(acceptedStep(seed, code.slice(2), second * 1000, -1)).toBe(stepAt(second * 1000))
    expect(acceptedStep(seed, code, second * 1000, -1), 'all eight digits').toBeNull()
  })

  it('is taken one step early and one step late, not two', () => {
    const now = Date.UTC(2026, 10, 20, 12)
    const taken = [-2, -1, 0, 1, 2].map((steps) => acceptedStep(seed, codeAt(seed, now + steps * 30_000), now, -1))
    const step = stepAt(now)
    expect(taken).toEqual([null, step - 1, step, step + 1, null])
  })

  it('is refused at the last used step and before it, whatever the clock says', () => {
    const now = Date.UTC(2026, 10, 20, 12)
    const code = codeAt(seed, now)
    expect(acceptedStep(seed, code, now, stepAt(now) - 1)).toBe(stepAt(now))
    expect(acceptedStep(seed, code, now, stepAt(now))).toBeNull()
    expect(acceptedStep(seed, code, now, stepAt(now) + 1000)).toBeNull()
  })

  it('is taken by a clock that stands at the beginning of 1970 too', () => {
    expect(acceptedStep(seed, codeAt(seed, 0), 0, -1)).toBe(0)
    expect(acceptedStep(seed, codeAt(seed, 30_000), 0, -1)).toBe(1)
  })

  it.each(['', '1', '12345', '1234567', 'abcdef', '١٢٣٤٥٦'])('is never %j', (code) => {
    expect(acceptedStep(seed, code, 59_000, -1)).toBeNull()
  })
})

describe('a seed', () => {
  it('has 160 bits and is another each time', () => {
    const seeds = new Set(Array.from({ length: 100 }, createSeed))
    expect(seeds.size).toBe(100)
    for (const one of seeds) expect(Secret.fromBase32(one).bytes).toHaveLength(20)
  })

  it('has an issuer of at most 40 units, cut between characters, so that every organisation fits the QR code', () => {
    for (const organisation of ['Nordwind '.repeat(14), '👩‍💻'.repeat(25), '株'.repeat(128)]) {
      const uri = authenticatorUri(seed, organisation, `${'#'.repeat(64)}@${'w'.repeat(44)}.com`)
      const issuer = new URL(uri).searchParams.get('issuer') ?? ''
      expect(issuer.length).toBeLessThanOrEqual(40)
      expect(`Keydesk ${organisation}`.startsWith(issuer)).toBe(true)
      expect(issuer.isWellFormed()).toBe(true)
      // What a code of 89 modules holds (ISO/IEC 18004, version 18, lowest correction).
      expect(Buffer.byteLength(uri)).toBeLessThanOrEqual(718)
    }
  })

  it('goes to the app as an otpauth address with names that can hold anything', () => {
    const uri = new URL(authenticatorUri(seed, 'Nord & Sønner: Aarhus', 'ida@nordwind.test'))
    expect(uri.protocol).toBe('otpauth:')
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      secret: seed,
      issuer: 'Keydesk Nord & Sønner Aarhus',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    })
    expect(decodeURIComponent(uri.pathname)).toMatch(/\/Keydesk Nord & Sønner Aarhus:ida@nordwind\.test$/)
  })
})
