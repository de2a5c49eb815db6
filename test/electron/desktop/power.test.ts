import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { endWithSession, watchPower } from '../../../electron/desktop/power.ts'
import { createEvent, listeners } from '../../support/electron-stand-in-parts.ts'

function watching(clearIfOurs: () => Promise<boolean>) {
  const events = new EventEmitter()
  const done: string[] = []
  watchPower({
    powerMonitor: listeners<Electron.PowerMonitor>(events),
    sessions: { lockAll: () => done.push('lock') },
    passwords: {
      clearIfOurs: () => {
        done.push('clear if ours')
        return clearIfOurs()
      },
      clearNow: () => done.push('clear now'),
    },
    onBug: () => done.push('bug'),
  })
  return { events, done }
}

test.each([
  ['suspend', ['lock', 'clear if ours']],
  ['lock-screen', ['lock', 'clear if ours']],
  ['user-did-resign-active', ['lock', 'clear if ours']],
  ['shutdown', ['clear now']],
  ['resume', []],
  ['unlock-screen', []],
])('%s does %j', (event, expected) => {
  const { events, done } = watching(async () => true)
  events.emit(event)
  expect(done).toEqual(expected)
})

test('sessions lock even if the clipboard is busy', async () => {
  const { events, done } = watching(() => Promise.reject(new Error('busy')))
  events.emit('lock-screen')
  await expect.poll(() => done).toEqual(['lock', 'clear if ours', 'bug'])
})

test('signing out of Windows takes a copied password back and ends the app, which no other event would', () => {
  const events = new EventEmitter()
  const done: string[] = []
  endWithSession({
    window: listeners<Electron.BrowserWindow>(events),
    app: { quit: () => done.push('quit') },
    passwords: {
      clearIfOurs: async () => {
        done.push('clear if ours')
        return true
      },
      clearNow: () => done.push('clear now'),
    },
    onBug: () => done.push('bug'),
  })
  events.emit('query-session-end', createEvent({ reasons: ['logoff'] }))
  expect(done).toEqual(['clear if ours'])
  events.emit('session-end', createEvent({ reasons: ['logoff'] }))
  expect(done).toEqual(['clear if ours', 'clear now', 'quit'])
})
