import { beforeEach, expect, test } from 'vitest'
import { createWaitingNotice } from '../../../electron/desktop/waiting-notice.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import type { Language } from '../../../shared/ids.ts'
import { type Machine, standIn } from '../../support/electron-records.ts'
import { app, BrowserWindow, Notification } from '../../support/electron-stand-in.ts'

beforeEach(() => standIn.reset())

let spoken: Language = 'en'

function open(platform: NodeJS.Platform, machine: Partial<Machine> = {}, isDemo = false) {
  standIn.reset({ isPackaged: true, ...machine })
  spoken = 'en'
  const translate = () => createWords(spoken).t
  const notice = createWaitingNotice({
    app,
    windows: BrowserWindow.getAllWindows,
    Notification,
    platform,
    translate,
    isDemo,
  })
  new BrowserWindow({})
  const [made] = standIn.records.windows
  if (made === undefined) throw new Error('No window')
  return { ...notice, made, ...standIn.records }
}

test('a request for help is announced by its number and nothing else, in the language that is spoken at that moment', () => {
  const { tell, notifications } = open('darwin')
  spoken = 'da'
  tell(1, [12])
  spoken = 'sv'
  tell(2, [13])
  expect(notifications.map(({ options }) => options)).toEqual([
    { title: 'Anmodning 12 venter på svar', body: 'Klik for at åbne Anmodninger i Keydesk.' },
    { title: 'Begäran 13 väntar på svar', body: 'Klicka för att öppna Begäranden i Keydesk.' },
  ])
  expect(notifications.map(({ calls }) => calls)).toEqual([['show', 'close'], ['show']])
})

test('several at once are one notification, and the one before is taken back', () => {
  const { tell, notifications } = open('linux')
  tell(1, [12])
  tell(4, [15, 14, 13])
  expect(notifications.map(({ options }) => options.title)).toEqual([
    'Request 12 is waiting for an answer',
    '3 new requests are waiting for an answer',
  ])
  expect(notifications[0]?.calls).toEqual(['show', 'close'])
})

test('a click brings the window to the front and opens Requests', () => {
  const { tell, made, notifications } = open('win32')
  made.isMinimized = true
  tell(1, [12])
  made.calls.length = 0
  notifications[0]?.click()
  expect(made.calls).toEqual(['restore', 'show', 'focus'])
  expect(made.contents.calls).toEqual(["run location.hash = 'page=requests'"])
})

test('a click after the window has closed does nothing', () => {
  const { tell, made, notifications } = open('darwin')
  tell(1, [12])
  made.window.close()
  expect(() => notifications[0]?.click()).not.toThrow()
})

test.each(['darwin', 'linux'] as const)('on %s the icon shows how many wait, until none does', (platform) => {
  const { tell, made, badges, notifications } = open(platform)
  tell(2, [])
  tell(3, [12])
  tell(0, [])
  expect(badges).toEqual([2, 3, 0])
  expect(notifications[0]?.calls).toEqual(['show', 'close'])
  expect(made.calls).toEqual([])
})

test('on Windows the taskbar button flashes until the window is focused or nothing waits, and not while the window is focused', () => {
  const { tell, made, badges } = open('win32')
  tell(1, [12])
  expect(made.calls).toEqual(['flash true'])
  made.window.emit('focus')
  expect(made.calls).toEqual(['flash true', 'flash false'])
  made.isFocused = true
  tell(2, [13])
  expect(made.calls).toHaveLength(2)
  tell(0, [])
  expect(made.calls.at(-1)).toBe('flash false')
  expect(badges).toEqual([])
})

test('a system without notifications still has its badge', () => {
  const { tell, isRefused, badges, notifications } = open('linux', { notifications: 'none' })
  tell(1, [12])
  expect(isRefused()).toBe(true)
  expect(notifications).toEqual([])
  expect(badges).toEqual([1])
})

test.each([
  ['win32', { isPackaged: false }, false],
  ['darwin', { isPackaged: false }, false],
  ['win32', {}, true],
  ['linux', {}, true],
] as const)(
  '%s shows no notification that would leave a trace or never arrive: %j, demo %j',
  (platform, machine, isDemo) => {
    const { tell, isRefused, notifications } = open(platform, machine, isDemo)
    tell(1, [12])
    expect(isRefused()).toBe(false)
    expect(notifications).toEqual([])
  },
)

test('a system that refuses the notifications of this program is asked once, and its badge goes on', () => {
  const { tell, isRefused, badges, notifications } = open('darwin', { notifications: 'refused' })
  expect(isRefused()).toBe(false)
  tell(1, [12])
  expect(isRefused()).toBe(true)
  tell(2, [13])
  expect(notifications).toHaveLength(1)
  expect(badges).toEqual([1, 2])
})
