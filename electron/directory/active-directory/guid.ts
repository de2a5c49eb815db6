/** The text of an objectGUID, whose first three parts are stored with their low byte first (MS-DTYP 2.3.4.2); null for other bytes. */
export function guidOf(bytes: Buffer | null): string | null {
  if (bytes?.length !== 16) return null
  const parts = [
    Buffer.from(bytes.subarray(0, 4)).reverse(),
    Buffer.from(bytes.subarray(4, 6)).reverse(),
    Buffer.from(bytes.subarray(6, 8)).reverse(),
    bytes.subarray(8, 10),
    bytes.subarray(10),
  ]
  return parts.map((part) => part.toString('hex')).join('-')
}

const shape = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/

/** The bytes that a search compares; null for a text that is no GUID as `guidOf` writes it. */
export function bytesOfGuid(text: string): Buffer | null {
  const parts = shape.exec(text)
  if (parts === null) return null
  return Buffer.concat(
    parts.slice(1).map((part, at) => {
      const bytes = Buffer.from(part, 'hex')
      return at < 3 ? bytes.reverse() : bytes
    }),
  )
}
