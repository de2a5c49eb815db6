import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import '../../support/start-desktop.ts'
import { openPreferences, rememberedLanguage } from '../../../electron/desktop/preferences.ts'
import { standIn } from '../../support/electron-records.ts'
import { ipcMain } from '../../support/electron-stand-in.ts'

const place = { x: 10, y: 20, width: 1300, height: 850, isMaximized: true }
let folder = ''

beforeEach(() => {
  standIn.reset()
  folder = mkdtempSync(join(tmpdir(), 'keydesk-preferences-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the window place comes back after a restart', () => {
  openPreferences(folder, ipcMain).rememberWindowPlace(place)
  expect(openPreferences(folder, ipcMain).windowPlace()).toEqual(place)
})

test('the language that was chosen last can be read before anything else is opened', () => {
  const preferences = openPreferences(folder, ipcMain)
  preferences.rememberWindowPlace(place)
  preferences.rememberLanguage('nb')
  preferences.rememberLanguage('da')
  expect(rememberedLanguage(folder)).toBe('da')
  expect(openPreferences(folder, ipcMain).windowPlace()).toEqual(place)
})

test('a first start remembers nothing', () => {
  expect(openPreferences(folder, ipcMain).windowPlace()).toBe(null)
  expect(rememberedLanguage(folder)).toBe(null)
  expect(rememberedLanguage(join(folder, 'nowhere'))).toBe(null)
})

test.each(['{ not json', '{"windowPlace":{"x":"left"},"language":"xx"}', '[]', 'null', ''])(
  'a damaged file counts as empty and can be written again: %s',
  (content) => {
    writeFileSync(join(folder, 'preferences.json'), content)
    expect(rememberedLanguage(folder)).toBe(null)
    const preferences = openPreferences(folder, ipcMain)
    expect(preferences.windowPlace()).toBe(null)
    preferences.rememberWindowPlace(place)
    expect(preferences.windowPlace()).toEqual(place)
  },
)

test.skipIf(process.platform === 'win32')('nobody else can read the file', () => {
  openPreferences(folder, ipcMain).rememberWindowPlace(place)
  expect(statSync(join(folder, 'preferences.json')).mode & 0o777).toBe(0o600)
})

test('the store leaves no IPC channel open', () => {
  openPreferences(folder, ipcMain)
  expect(standIn.ipcEvents.eventNames()).toEqual([])
})

test('a place that can not be written is forgotten, and the window closes all the same', () => {
  const preferences = openPreferences(folder, ipcMain)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, '')
  expect(() => preferences.rememberWindowPlace(place)).not.toThrow()
  expect(() => preferences.rememberLanguage('sv')).not.toThrow()
})
