import { expect, it } from 'vitest'
import { isLocalPath } from '../../../shared/rules/local-path.ts'

it.each([
  '\\\\host\\share\\pwned.txt',
  '//host/share/pwned.txt',
  '\\/host/share',
  '\\\\?\\C:\\pwned.txt',
  '\\\\.\\pipe\\x',
  'C:pwned.txt',
  'pwned.txt',
  'C:\\NUL',
  'C:\\a\\com1.txt',
  'C:\\a\\com1 .txt',
  'C:\\lpt¹ . . \\a',
  'C:\\a.txt:stream',
  'C:\\a\u0000.txt',
])('on Windows %j is no file of this machine', (path) => {
  expect(isLocalPath(path, true)).toBe(false)
})

it.each([
  '//host/share',
  '\\\\host\\share',
  'pwned.txt',
  './a',
  '/dev/sda',
  '/proc/self/environ',
  '/sys/x',
  '/a\nb',
  '',
])('elsewhere %j is none', (path) => {
  expect(isLocalPath(path, false)).toBe(false)
})

it('an ordinary full path is one', () => {
  for (const path of ['C:\\Lists\\pwned.txt', 'd:/Lists/console.txt']) expect(isLocalPath(path, true)).toBe(true)
  for (const path of ['/home/a/pwned.txt', '/device/x', '/a//b']) expect(isLocalPath(path, false)).toBe(true)
})
