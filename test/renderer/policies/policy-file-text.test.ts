import { expect, it } from 'vitest'
import { policyFileText } from '../../../renderer/policies/policy-file-text.ts'

const text = '{"help":"Ring til Søren på 12 34"}'

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['big-endian UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('is read as Notepad saves it: %s', (_, bytes) => {
  expect(policyFileText(bytes)).toBe(text)
})

it.each([
  ['Windows-1252', Buffer.from(text, 'latin1')],
  ['half a character of UTF-16', Buffer.concat([Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from([65])])],
])('is no text where a character would be lost: %s', (_, bytes) => {
  expect(policyFileText(bytes)).toBeNull()
})
