import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { guardContents, lockDown, lockSession } from '../../../electron/desktop/lockdown.ts'
import {
  createContents,
  createEvent,
  createSession,
  listeners,
  type Permission,
} from '../../support/electron-stand-in-parts.ts'

const elsewhere = [
  'https://evil.test/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'data:text/html,<p>',
  'about:blank',
  'javascript:alert(1)',
  'keydesk://evil/',
  'keydesk://app.evil/',
  'keydesk://app@evil/',
  'blob:keydesk://app/3f0c',
]

// Every permission that Electron 45.3.4 knows; the type refuses a name that is none, the test a name that is missing.
const permissions: Record<Permission, true> = {
  ar: true,
  'automatic-fullscreen': true,
  'background-fetch': true,
  'background-sync': true,
  'captured-surface-control': true,
  'clipboard-read': true,
  'clipboard-sanitized-write': true,
  'deprecated-sync-clipboard-read': true,
  'display-capture': true,
  fileSystem: true,
  fullscreen: true,
  geolocation: true,
  'geolocation-approximate': true,
  'hand-tracking': true,
  hid: true,
  'idle-detection': true,
  keyboardLock: true,
  'local-fonts': true,
  'local-network': true,
  'local-network-access': true,
  'loopback-network': true,
  media: true,
  mediaKeySystem: true,
  midi: true,
  midiSysex: true,
  nfc: true,
  notifications: true,
  openExternal: true,
  'payment-handler': true,
  'periodic-background-sync': true,
  'persistent-storage': true,
  pointerLock: true,
  'screen-wake-lock': true,
  sensors: true,
  serial: true,
  'smart-card': true,
  'speaker-selection': true,
  'storage-access': true,
  'system-wake-lock': true,
  'top-level-storage-access': true,
  usb: true,
  vr: true,
  'web-app-installation': true,
  'web-printing': true,
  'window-management': true,
  unknown: true,
}

function guarded() {
  const made = createContents()
  guardContents(made.contents)
  return made
}

function locked(isPackaged = true) {
  const made = createSession('persist:keydesk', undefined)
  lockSession(made.session, isPackaged)
  return made
}

test('the stand-in for Electron refuses nothing by itself, so that the other tests prove the guards', () => {
  const { mayNavigate, mayNavigateFrame, mayRedirect, mayEmbed, mayOpen } = createContents()
  expect([
    mayNavigate('https://evil.test/'),
    mayNavigateFrame('https://evil.test/'),
    mayRedirect('https://evil.test/'),
  ]).toEqual([true, true, true])
  expect([mayEmbed(), mayOpen('https://evil.test/')]).toEqual([true, true])
  const session = createSession('persist:keydesk', undefined)
  expect([session.grants('usb'), session.passesCheck('usb'), session.grantsDevice(), session.grantsScreen()]).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect([session.lets('https://evil.test/'), session.hasSpellChecker()]).toEqual([true, true])
})

test.each(elsewhere)('a page can neither go to %s, be sent there, frame it nor open it', (url) => {
  const page = guarded()
  expect(page.mayNavigate(url)).toBe(false)
  expect(page.mayNavigateFrame(url)).toBe(false)
  expect(page.mayRedirect(url)).toBe(false)
  expect(page.mayOpen(url)).toBe(false)
})

test('a page may reload itself, but not open a second window of itself', () => {
  const page = guarded()
  expect(page.mayNavigate('keydesk://app/')).toBe(true)
  expect(page.mayNavigateFrame('keydesk://app/')).toBe(true)
  expect(page.mayRedirect('keydesk://app/')).toBe(true)
  expect(page.mayOpen('keydesk://app/')).toBe(false)
})

test('no page can embed a webview or connect around the request filter', () => {
  const page = guarded()
  expect(page.mayEmbed()).toBe(false)
  expect(page.calls).toEqual(['webrtc disable_non_proxied_udp'])
})

test.each(Object.keys(permissions) as Permission[])(
  'the permission %s is refused when checked and when asked for',
  (permission) => {
    const session = locked()
    expect(session.passesCheck(permission)).toBe(false)
    expect(session.grants(permission)).toBe(false)
  },
)

test('no device, no screen, no spelling checker', () => {
  const session = locked()
  expect(session.grantsDevice()).toBe(false)
  expect(session.grantsScreen()).toBe(false)
  expect(session.hasSpellChecker()).toBe(false)
})

test('the page can load its own things and nothing from a network', () => {
  const session = locked()
  for (const url of [
    'keydesk://app/',
    'keydesk://app/assets/main.js',
    'blob:keydesk://app/3f0c',
    'data:image/png;base64,AA',
  ]) {
    expect(session.lets(url), url).toBe(true)
  }
  for (const url of [
    'https://evil.test/',
    'http://127.0.0.1:80/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'keydesk://evil/',
    'devtools://devtools/',
  ]) {
    expect(session.lets(url), url).toBe(false)
  }
})

test('the developer tools load only while the app is not packaged', () => {
  expect(locked(false).lets('devtools://devtools/bundled/devtools_app.html')).toBe(true)
  expect(locked(true).lets('devtools://devtools/bundled/devtools_app.html')).toBe(false)
})

test('locking down the app sandboxes it and reaches every page and session made later', () => {
  const events = new EventEmitter()
  let isSandboxed = false
  lockDown({
    isPackaged: true,
    enableSandbox: () => {
      isSandboxed = true
    },
    on: listeners<Electron.App>(events).on,
  })
  const page = createContents()
  const session = createSession('', undefined)
  events.emit('web-contents-created', createEvent(), page.contents)
  events.emit('session-created', session.session)
  expect(isSandboxed).toBe(true)
  expect(page.mayNavigate('https://evil.test/')).toBe(false)
  expect(session.grants('media')).toBe(false)
})
