/** 100-nanosecond steps from 1601 to 1970. */
const epoch = 116_444_736_000_000_000n
const never = 0x7fff_ffff_ffff_ffffn
const step = 10_000n

/** The number in a LargeInteger (MS-ADTS 3.1.1.2.2.2); null for anything else. */
export function largeInteger(text: string | null): bigint | null {
  return text !== null && /^-?\d{1,19}$/.test(text) ? BigInt(text) : null
}

/** Milliseconds UTC of a FILETIME; null for 0 and for the value that stands for never. */
export function instantOfFileTime(text: string | null): number | null {
  const ticks = largeInteger(text)
  if (ticks === null || ticks <= 0n || ticks === never) return null
  return Number((ticks - epoch) / step)
}

/** Milliseconds of a duration, which Active Directory keeps as a negative number; null for one without an end. */
export function durationOf(text: string | null): number | null {
  const ticks = largeInteger(text)
  if (ticks === null || ticks > 0n || ticks === -never - 1n) return null
  return Number(-ticks / step)
}
