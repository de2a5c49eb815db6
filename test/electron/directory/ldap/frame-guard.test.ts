import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { guardFrames } from '../../../../electron/directory/ldap/frame-guard.ts'

const mebibyte = 1024 * 1024

/** Whether a connection stays open on which these pieces arrive. */
function stays(...pieces: readonly Buffer[]): boolean {
  let isOpen = true
  const socket = Object.assign(new EventEmitter(), {
    destroy: () => {
      isOpen = false
    },
  })
  guardFrames(socket as unknown as Socket)
  for (const piece of pieces) socket.emit('data', piece)
  return isOpen
}

/** A message of BER whose length is written in so many bytes after the one that counts them; 0 for the short form. */
function message(length: number, lengthBytes: number): Buffer {
  const body = Buffer.alloc(length, 0x04)
  if (lengthBytes === 0) return Buffer.concat([Buffer.from([0x30, length]), body])
  const digits = Buffer.alloc(lengthBytes)
  digits.writeUIntBE(length, 0, lengthBytes)
  return Buffer.concat([Buffer.from([0x30, 0x80 + lengthBytes]), digits, body])
}
const rubbish = Buffer.from('HTTP/1.1')
const messages = [message(0, 0), message(127, 0), message(128, 1), message(300, 2), message(7, 3), message(70_000, 4)]

describe('a connection to a directory', () => {
  it('stays open for messages of every length, however the network cuts them', () => {
    const all = Buffer.concat(messages)
    const bytes = [...all.subarray(0, 2000)].map((byte) => Buffer.from([byte]))
    expect(stays(all)).toBe(true)
    expect(stays(...messages)).toBe(true)
    expect(stays(...bytes, all.subarray(2000))).toBe(true)
  })

  it.each(messages.map((one) => [one.length, one] as const))(
    'is closed where rubbish follows a message of %i bytes',
    (_, one) => {
      expect(stays(one, rubbish)).toBe(false)
      expect(stays(Buffer.concat([one, one, rubbish]))).toBe(false)
      // One byte less, and the first of the rubbish is taken for the rest of the message.
      expect(stays(one.subarray(0, -1), rubbish.subarray(0, 1))).toBe(true)
    },
  )

  it('is closed where a message is longer than a directory may send, or has no length', () => {
    const header = (...bytes: readonly number[]) => Buffer.from([0x30, ...bytes])
    const announced = (length: number) => {
      const digits = Buffer.alloc(4)
      digits.writeUInt32BE(length)
      return Buffer.concat([header(0x84), digits])
    }
    expect(stays(announced(32 * mebibyte))).toBe(true)
    expect(stays(announced(32 * mebibyte + 1))).toBe(false)
    expect(stays(header(0x80))).toBe(false)
    expect(stays(header(0x85))).toBe(false)
    expect(stays(header(0x85, 0, 0, 0, 0, 1))).toBe(false)
    expect(stays(Buffer.from([0x31]))).toBe(false)
  })
})
