import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { quitTidily } from '../../../electron/desktop/quit.ts'
import { standIn } from '../../support/electron-records.ts'
import { app, BrowserWindow } from '../../support/electron-stand-in.ts'

let order: string[] = []

beforeEach(() => {
  standIn.reset()
  order = []
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

type Options = { isHolding?: boolean; clear?: () => Promise<boolean>; close?: () => Promise<void> }

function ready({ isHolding = true, clear = async () => true, close = async () => {} }: Options = {}) {
  const noting =
    <T>(step: string, work: () => Promise<T>) =>
    () => {
      order.push(step)
      return work()
    }
  quitTidily({
    app,
    passwords: { isHolding: () => isHolding, clearIfOurs: noting('clear', clear) },
    close: noting('close', close),
    onBug: () => order.push('bug'),
  })
}

const fails = () => Promise.reject(new Error('busy'))
const neverEnds = () => new Promise<never>(() => {})

test('a quit clears the clipboard first, closes the services and then ends', async () => {
  ready()
  app.quit()
  expect(standIn.records.exits).toEqual([])
  await vi.advanceTimersByTimeAsync(0)
  expect(order).toEqual(['clear', 'close'])
  expect(standIn.records.exits).toEqual([0])
})

test('the last window that closes ends the app, on macOS too', async () => {
  ready()
  standIn.appEvents.emit('window-all-closed')
  await vi.advanceTimersByTimeAsync(0)
  expect(standIn.records.exits).toEqual([0])
})

test('with nothing on the clipboard only the services are waited for', async () => {
  ready({ isHolding: false })
  app.quit()
  await vi.advanceTimersByTimeAsync(0)
  expect(order).toEqual(['close'])
  expect(standIn.records.exits).toEqual([0])
})

test('a person who quits again does not close the services twice', async () => {
  ready({ close: () => new Promise((resolve) => setTimeout(resolve, 500)) })
  app.quit()
  await vi.advanceTimersByTimeAsync(100)
  app.quit()
  await vi.advanceTimersByTimeAsync(500)
  expect(order).toEqual(['clear', 'close'])
  expect(standIn.records.exits).toEqual([0])
})

test.each([
  ['a clipboard that stays busy', { clear: fails }, 0, ['clear', 'bug', 'close']],
  ['a clipboard that never answers', { clear: neverEnds }, 2_000, ['clear', 'close']],
  ['services that fail to close', { close: fails }, 0, ['clear', 'close', 'bug']],
  ['services that never close', { close: neverEnds }, 10_000, ['clear', 'close']],
])('%s does not keep the app open', async (_what, options, milliseconds, expected) => {
  ready(options)
  app.quit()
  await vi.advanceTimersByTimeAsync(milliseconds)
  expect(order).toEqual(expected)
  expect(standIn.records.exits).toEqual([0])
})

test('a quit from the menu closes the windows, and their closing does not quit once more', async () => {
  ready({ isHolding: false })
  new BrowserWindow({})
  app.quit()
  await vi.advanceTimersByTimeAsync(0)
  expect(standIn.records.windows).toEqual([])
  expect(order).toEqual(['close'])
  expect(standIn.records.exits).toEqual([0])
})
