import { describe, expect, it } from 'vitest'
import { createTextDecoding } from '../../../electron/imports/import-encoding.ts'

const bytes = (...parts: readonly (string | Uint8Array | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

function decode(...blocks: readonly Uint8Array[]) {
  const decoding = createTextDecoding()
  let text = ''
  for (const [at, block] of blocks.entries()) {
    const decoded = decoding.decode(block, at === blocks.length - 1)
    text += decoded.text
    if (decoded.isBroken) return { encoding: decoding.encoding(), text, isBroken: true }
  }
  return { encoding: decoding.encoding(), text, isBroken: false }
}
const whole = (encoding: string, text: string) => ({ encoding, text, isBroken: false })

const names = 'Søren Ångström, Łucja 😀, Åse €'

describe('how a file is written', () => {
  it('goes by the mark and leaves it out', () => {
    expect(decode(bytes([0xef, 0xbb, 0xbf], names))).toEqual(whole('utf-8', names))
    expect(decode(bytes([0xff, 0xfe], Buffer.from(names, 'utf16le')))).toEqual(whole('utf-16le', names))
    expect(decode(bytes([0xfe, 0xff], utf16be(names)))).toEqual(whole('utf-16be', names))
  })

  it('knows UTF-8 and UTF-16 without a mark', () => {
    expect(decode(bytes(names))).toEqual(whole('utf-8', names))
    expect(decode(Buffer.from('User Name;Søren', 'utf16le'))).toEqual(whole('utf-16le', 'User Name;Søren'))
    expect(decode(utf16be('User Name;Søren'))).toEqual(whole('utf-16be', 'User Name;Søren'))
  })

  it('takes other text for Windows-1252, with its euro sign and curly quotes', () => {
    expect(decode(latin('Søren Ångström \x80 O\x92Brien \x8akoda'))).toEqual(
      whole('windows-1252', 'Søren Ångström € O’Brien Škoda'),
    )
  })

  it('decides by the first block that is not plain ASCII', () => {
    expect(decode(bytes('Anna'), bytes('Jens'), latin('Søren'), latin('Åse'))).toEqual(
      whole('windows-1252', 'AnnaJensSørenÅse'),
    )
    expect(decode(bytes('Anna'), bytes('Søren'))).toEqual(whole('utf-8', 'AnnaSøren'))
    expect(decode(bytes('Anna'))).toEqual(whole('utf-8', 'Anna'))
    expect(decode(bytes([]))).toEqual(whole('utf-8', ''))
  })
})

describe('broken text', () => {
  it('is never garbled: reading damaged UTF-8 stops at the damage', () => {
    expect(decode(bytes('Søren Åse', [0xe6], ' Jens'))).toEqual({
      encoding: 'utf-8',
      text: 'Søren Åse',
      isBroken: true,
    })
    expect(decode(bytes('Søren '), latin('Åse'))).toEqual({ encoding: 'utf-8', text: 'Søren ', isBroken: true })
    expect(decode(bytes([0xef, 0xbb, 0xbf], 'Anna'), latin('Åse'))).toHaveProperty('isBroken', true)
    expect(decode(bytes('Søren', [0xc3]))).toEqual({ encoding: 'utf-8', text: 'Søren', isBroken: true })
  })

  it('is recognised by half a character in UTF-16', () => {
    const anna = bytes([0xff, 0xfe], Buffer.from('Anna', 'utf16le'))
    expect(decode(bytes(anna, [0x41]))).toEqual({ encoding: 'utf-16le', text: 'Anna', isBroken: true })
    expect(decode(bytes(anna, [0x00, 0xd8, 0x41, 0x00]))).toEqual({
      encoding: 'utf-16le',
      text: 'Anna',
      isBroken: true,
    })
    expect(decode(bytes(anna, [0x00, 0xd8]))).toEqual({ encoding: 'utf-16le', text: 'Anna', isBroken: true })
  })

  it.each([
    // Søren Åkesson, Jørgen Bæk, Göran Jäger
    ['old Macintosh text', [[0x53, 0xbf], 'ren ', [0x81], 'kesson, J', [0xbf], 'rgen B', [0xbe], 'k']],
    ['DOS text', [[0x47, 0x94], 'ran J', [0x84], 'ger, H', [0x86], 'kan']],
  ] as const)('is what Windows-1252 would garble: %s', (_, parts) => {
    expect(decode(bytes(...parts))).toHaveProperty('isBroken', true)
  })
})

it('puts characters together that blocks cut apart', () => {
  const files = [
    bytes(names),
    bytes([0xef, 0xbb, 0xbf], names),
    bytes([0xff, 0xfe], Buffer.from(names, 'utf16le')),
    bytes([0xfe, 0xff], utf16be(names)),
  ]
  for (const file of files) {
    for (let cut = 3; cut < file.length; cut += 1) {
      for (const end of [cut, cut + 1, cut + 2]) {
        const decoded = decode(file.subarray(0, cut), file.subarray(cut, end), file.subarray(end))
        expect(decoded).toMatchObject({ text: names, isBroken: false })
      }
    }
  }
})
