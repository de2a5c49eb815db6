/** The most bytes that a file of certificates may have. */
const maximumBytes = 100_000

/** The certificates in a file of an authority as PEM, from PEM (RFC 7468) or from the bytes of one certificate (DER); null if it holds none. */
export async function certificatesIn(file: Blob): Promise<string | null> {
  if (file.size > maximumBytes) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  // A certificate begins with a sequence whose length takes two bytes (ITU-T X.690, 8.1.3.5).
  if (bytes[0] !== 0x30 || bytes[1] !== 0x82) return null
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
