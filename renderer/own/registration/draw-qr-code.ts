import { encode } from 'uqr'

/** The quiet zone that readers need around the code, in modules (ISO/IEC 18004). */
const border = 4

/** A QR code as the path of an SVG: one unit is one module, `size` is the side with the quiet zone. */
export type DrawnQrCode = { readonly size: number; readonly path: string }

/** Draws a text; null if it can't be drawn, because the text may be typed instead. */
export function drawQrCode(text: string): DrawnQrCode | null {
  try {
    // The smallest code that holds the text, with all the correction that it has room for: a screen has no stains, and large modules read better.
    const { size, data } = encode(text, { ecc: 'L', boostEcc: true, border })
    const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    return { size, path: squares.join('') }
  } catch {
    return null
  }
}
