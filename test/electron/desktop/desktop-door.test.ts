import { beforeEach, expect, test } from 'vitest'
import { createPasswordClipboard } from '../../../electron/desktop/clipboard.ts'
import { createDesktopDoor } from '../../../electron/desktop/desktop-door.ts'
import { createSpokenLanguage } from '../../../electron/desktop/spoken-language.ts'
import { type Language, languages, nearestLanguages } from '../../../shared/languages.ts'
import { standIn } from '../../support/electron-records.ts'
import { app, BrowserWindow, ClipboardItem, clipboard, Notification, shell } from '../../support/electron-stand-in.ts'

beforeEach(() => standIn.reset())

function door(platform: NodeJS.Platform = 'win32') {
  const passwords = createPasswordClipboard({ clipboard, ClipboardItem, platform })
  const language = createSpokenLanguage({ app, remembered: null })
  const windows = BrowserWindow.getAllWindows
  return createDesktopDoor({ app, shell, windows, Notification, passwords, platform, language, isDemo: false })
}

test('the door says what it can do, and does not claim to hide a window where the system has no way', () => {
  expect(door('win32')).toMatchObject({ kind: 'desktop', canCopy: true, canProtectScreen: true })
  expect(door('darwin')).toMatchObject({ kind: 'desktop', canCopy: true, canProtectScreen: true })
  expect(door('linux')).toMatchObject({ kind: 'desktop', canCopy: true, canProtectScreen: false })
})

test('a folder is shown by the system, and what the system says against it is told without the path', async () => {
  await door().openFolder?.('/home/søren/Keydesk')
  expect(standIn.records.openedPaths).toEqual(['/home/søren/Keydesk'])
  standIn.reset({ openPathFault: 'Failed to open /home/søren/Keydesk' })
  await expect(door().openFolder?.('/home/søren/Keydesk')).rejects.toMatchObject({
    code: 'FOLDER_NOT_OPENED',
    data: {},
  })
})

const systems: readonly (readonly [tags: readonly string[], expected: Language])[] = [
  ...languages.map((language) => [[`${language}-XX`], language] as const),
  ...Object.entries(nearestLanguages).map(([tag, nearest]) => [[`${tag}-XX`], nearest] as const),
  [['sv-SE', 'en-GB'], 'sv'],
  [['da-DK'], 'da'],
  [['fi-FI', 'sv-FI'], 'sv'],
  [['de-DE'], 'en'],
  [[], 'en'],
]

test.each(systems)('a system that speaks %j gets %s', (tags, expected) => {
  standIn.reset({ languages: [...tags] })
  expect(door().systemLanguage()).toBe(expected)
})

test('a request is announced in the language that was chosen on the page', () => {
  standIn.reset({ languages: ['en-GB'], isPackaged: true })
  const one = door()
  one.languageChosen?.('nb')
  one.requestsWaiting?.(1, [7])
  expect(standIn.records.notifications.map(({ options }) => options.title)).toEqual(['Forespørsel 7 venter på svar'])
  expect(one.systemLanguage()).toBe('en')
})

test('protecting the screen reaches the window, on and off', () => {
  const one = door()
  one.protectScreen(true)
  new BrowserWindow({})
  one.protectScreen(true)
  one.protectScreen(false)
  expect(standIn.records.windows[0]?.protection).toEqual([true, false])
})

test('closing the door clears what it copied', async () => {
  const one = door()
  await one.copy('secret-1', 30)
  expect(standIn.records.clipboard.text).toBe('secret-1')
  await one.close()
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
})
