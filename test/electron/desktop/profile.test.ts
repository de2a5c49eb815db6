import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseFolder, openProfile, openSession, removeDemo } from '../../../electron/desktop/profile.ts'
import { standIn } from '../../support/electron-records.ts'
import { app, session } from '../../support/electron-stand-in.ts'
import { onPlatform } from '../../support/on-platform.ts'

let folder = ''

beforeEach(() => {
  standIn.reset()
  folder = mkdtempSync(join(tmpdir(), 'keydesk-profile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  [['electron', '.', '--data-dir', '/a']],
  [['electron', '.', '--data-dir=/a']],
  [['Keydesk.exe', '--data-dir', '/a']],
  [
    [
      'electron',
      '--no-sandbox',
      '--remote-debugging-port=0',
      '.',
      '--original-process-start-time=1',
      '--data-dir',
      '/a',
      '--lang=da',
    ],
  ],
])('the data folder is found among other arguments: %j', (argv) => {
  expect(chooseFolder(argv)).toEqual({ folder: resolve('/a'), isDemo: false })
})

test('without an argument, or with an unfinished one, it is the usual folder', () => {
  const usual = chooseFolder(['electron', '.'])
  expect(chooseFolder(['electron', '.', '--data-dir'])).toEqual(usual)
  expect(chooseFolder(['Keydesk.exe'])).toEqual(usual)
})

test('a demo works in a fresh folder, whatever folder is named, and takes it away afterwards', () => {
  const { folder: demo, isDemo } = chooseFolder(['electron', '.', '--demo', '--port', '8123', '--data-dir', '/a'])
  expect(isDemo).toBe(true)
  expect(demo).not.toBe(resolve('/a'))
  expect(readdirSync(demo)).toEqual([])
  writeFileSync(join(demo, 'keydesk.db'), '')
  openProfile(app, demo, true)
  removeDemo(demo)
  expect(existsSync(demo)).toBe(false)
})

test("Chromium's own files go into the data folder, where nobody else can read them", () => {
  const profile = openProfile(app, join(folder, 'new'), false)
  expect(profile).toBe(join(folder, 'new', 'desktop'))
  expect(standIn.records.paths.userData).toBe(profile)
  expect(existsSync(profile)).toBe(true)
  if (process.platform !== 'win32') expect(statSync(profile).mode & 0o777).toBe(0o700)
})

test('the session outlives the app for theme and language, without a cache, and is locked before anybody uses it', () => {
  const opened = openSession(session, true)
  const [made] = standIn.records.sessions
  expect(opened).toBe(made?.session)
  expect(made).toMatchObject({ partition: 'persist:keydesk', options: { cache: false } })
  expect([made?.grants('media'), made?.passesCheck('media'), made?.lets('https://evil.test/')]).toEqual([
    false,
    false,
    false,
  ])
})

test.each([
  ['an installed program', { isPackaged: true }, false, /^\{[\dA-F-]{36}\}$/],
  ['one that is not installed', { isPackaged: false }, false, null],
  ['a demo', { isPackaged: true }, true, null],
] as const)(
  'on Windows %s tells by which name a click on its notifications finds it',
  (_, machine, isDemo, expected) => {
    standIn.reset(machine)
    onPlatform('win32', () => openProfile(app, folder, isDemo))
    const { appUserModelId, toastActivator } = standIn.records
    expect(appUserModelId).toBe('Keydesk.Desktop')
    if (expected === null) expect(toastActivator).toBeNull()
    else expect(toastActivator).toMatch(expected)
  },
)
