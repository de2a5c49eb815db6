import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import '../../support/start-desktop.ts'
import { openPreferences } from '../../../electron/desktop/preferences.ts'
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

test('a first start remembers nothing', () => {
  expect(openPreferences(folder, ipcMain).windowPlace()).toBe(null)
})

test.each(['{ not json', '{"windowPlace":{"x":"left"}}', '[]', ''])(
  'a damaged file counts as empty and can be written again: %s',
  (content) => {
    writeFileSync(join(folder, 'preferences.json'), content)
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
})
