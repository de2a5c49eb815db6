import decodeQR from 'qr/decode.js'
import { expect, it } from 'vitest'
import { authenticatorUri, createSeed } from '../../../../electron/methods/authenticator.ts'
import { type DrawnQrCode, drawQrCode } from '../../../../renderer/own/registration/draw-qr-code.ts'

/** What a camera reads of it, four pixels for a module. */
function read({ size, path }: DrawnQrCode): string {
  const side = size * 4
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = Number(y) * 4; row < Number(y) * 4 + 4; row += 1)
      for (let column = Number(x) * 4; column < Number(x) * 4 + 4; column += 1)
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
  return decodeQR({ width: side, height: side, data })
}

it.each(['Nordwind', 'Nordwind '.repeat(14), '株'.repeat(128), '👩‍💻'.repeat(25), '#'.repeat(128)])(
  'the code of %s is read, and fits the narrowest page with four pixels for a module, whatever the user name',
  (organisation) => {
    for (const username of ['ida@nordwind.test', `${'#'.repeat(64)}@${'w'.repeat(44)}.com`]) {
      const uri = authenticatorUri(createSeed(), organisation, username)
      const drawn = drawQrCode(uri)
      expect(drawn?.size).toBeLessThanOrEqual(97)
      expect(drawn === null ? null : read(drawn)).toBe(uri)
    }
  },
)

it('a text that no code holds is not drawn, and nothing is thrown', () => {
  expect(drawQrCode('x'.repeat(5000))).toBeNull()
})
