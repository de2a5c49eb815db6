import { expect, it } from 'vitest'
import { isNewerVersion, sourceFault } from '../../../shared/rules/update-source.ts'
import { updateManifest } from '../../../shared/updates.ts'

const folder = (path: string, isWindows: boolean) => sourceFault({ kind: 'folder', path }, isWindows)
const address = (url: string) => sourceFault({ kind: 'address', url }, false)

it('takes a full path of a folder, of a share too, and no device', () => {
  for (const path of ['/srv/updates', '/Volumes/Office/Keydesk', '/home/søren ø/x'])
    expect(folder(path, false)).toBe(null)
  for (const path of ['', 'updates', './x', '~/x', 'C:\\x', '/a\nb']) expect(folder(path, false), path).toBe('notFull')
  for (const path of ['/dev/zero', '/proc/self', '//dev/tty', '/sys']) expect(folder(path, false), path).toBe('device')
  for (const path of [
    'C:\\Updates',
    'c:/Søren Ø/x',
    '\\\\server\\share',
    '\\\\server\\share\\Keydesk',
    '//server/share',
  ])
    expect(folder(path, true), path).toBe(null)
  for (const path of ['', 'C:', 'C:x', '\\x', 'x\\y', '/srv', '\\\\server'])
    expect(folder(path, true), path).toBe('notFull')
  for (const path of ['\\\\.\\pipe\\x', '\\\\?\\C:\\x', '//./COM1', 'C:\\con', 'C:\\x\\NUL.txt', 'C:\\x:stream'])
    expect(folder(path, true), path).toBe('device')
})

it('takes the https address of a file, without a sign-in, and nothing else', () => {
  const good = [
    'https://updates.example.com/keydesk-update.json',
    'https://10.0.0.5:8443/k.json?channel=stable',
    'https://[fd00::1]/k',
  ]
  for (const url of good) expect(address(url), url).toBe(null)
  const bad = [
    ...['', 'updates.example.com', 'http://example.com/k', 'ftp://example.com/k', 'file:///etc/passwd', 'https://'],
    ...['https://example.com', 'https:/example.com/k', 'https://exa mple.com/k', 'https://example.com/k#x'],
    ...['https://example.com/<script>', 'javascript:alert(1)', 'https://ø.dk/k'],
    'https://example.com/k\r\nHost: evil',
  ]
  for (const url of bad) expect(address(url), url).toBe('notHttps')
  for (const url of [
    'https://user@example.com/k',
    'https://user:pass@example.com/k',
    'https://@example.com/k',
    'https://example.com\\@evil.test/k',
  ])
    expect(address(url), url).toBe('withSignIn')
})

it('is switched off without any fault', () => expect(sourceFault({ kind: 'off' }, true)).toBe(null))

it.each([
  ['0.2.0', '0.1.9', true],
  ['0.1.10', '0.1.9', true],
  ['1.0.0', '0.99.99', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.0-beta.1', false],
  ['0.0.9', '0.1.0', false],
])('%s is newer than %s: %s', (a, b, isNewer) => expect(isNewerVersion(a, b)).toBe(isNewer))

it('a manifest names a version and plain files with their SHA-256, and holds nothing else', () => {
  const file = { name: 'Keydesk-Setup-0.2.0.exe', size: 9, sha256: 'a'.repeat(64) }
  const manifest = { name: 'Keydesk', version: '0.2.0', files: [file] }
  const isGood = (value: unknown) => updateManifest.safeParse(value).success
  expect(isGood(manifest)).toBe(true)
  const files = [
    ...[
      '../x.exe',
      'a/b',
      'a\\b',
      '.hidden',
      '',
      'x'.repeat(200),
      'a\u202egpj.exe',
      'a:b',
      'trailing.',
      'søren.exe',
    ].map((name) => ({ ...file, name })),
    ...['A'.repeat(64), 'a'.repeat(63), ''].map((sha256) => ({ ...file, sha256 })),
    ...[0, -1, 1.5, 1e12].map((size) => ({ ...file, size })),
    { ...file, url: 'https://evil.example.com' },
  ]
  for (const one of files) expect(isGood({ ...manifest, files: [one] }), JSON.stringify(one)).toBe(false)
  const others = [
    { ...manifest, version: '0.2' },
    { ...manifest, version: '0.2.0<b>' },
    { ...manifest, version: '99999.0.0' },
    { ...manifest, name: 'Other' },
    { ...manifest, files: [] },
    { ...manifest, files: Array.from({ length: 21 }, () => file) },
    { ...manifest, run: 'calc.exe' },
    null,
    [],
  ]
  for (const one of others) expect(isGood(one), JSON.stringify(one)).toBe(false)
})
