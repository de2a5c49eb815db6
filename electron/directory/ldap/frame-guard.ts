import type { Socket } from 'node:net'

/** The longest message that a directory may send, in bytes; Active Directory's own limit is 10 MiB. */
const longest = 32 * 1024 * 1024
/** A tag and at most four bytes of length after the byte that counts them. */
const longestHeader = 6

/**
 * Ends a connection whose server announces a message that is too long or is no LDAP message (RFC 4511, 5.1: a BER sequence with a length).
 * The library would collect such a message in memory for ever.
 */
export function guardFrames(socket: Socket): void {
  let header = Buffer.alloc(0)
  // The bytes of the present message that have not come yet.
  let missing = 0

  function take(data: Buffer): void {
    let at = 0
    while (at < data.length) {
      const step = Math.min(missing, data.length - at)
      missing -= step
      at += step
      if (at === data.length) return
      header = Buffer.concat([header, data.subarray(at, at + 1)])
      at += 1
      const length = lengthOf(header)
      if (length === 'unread') continue
      if (length === null || length > longest) {
        socket.destroy(new Error('Connection closed: the server sent something that is no LDAP message'))
        return
      }
      missing = length
      header = Buffer.alloc(0)
    }
  }
  socket.on('data', take)
}

/** The length that a header announces; `unread` while it is not whole, null for no LDAP message. */
function lengthOf(header: Buffer): number | 'unread' | null {
  if (header[0] !== 0x30) return null
  const first = header[1]
  if (first === undefined) return 'unread'
  if (first < 0x80) return first
  const bytes = first - 0x80
  if (bytes === 0 || bytes + 2 > longestHeader) return null
  return header.length < bytes + 2 ? 'unread' : header.readUIntBE(2, bytes)
}
