/** Counts the set bits of a row of the text index, which has one bit per text. */
export function countBits(row: Uint32Array): number {
  let count = 0
  for (let word of row) {
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}
