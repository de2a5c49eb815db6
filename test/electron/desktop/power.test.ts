import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { watchPower } from '../../../electron/desktop/power.ts'
import { listeners } from '../../support/electron-stand-in-parts.ts'

function watching(clearIfOurs: () => Promise<void>) {
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
  const { events, done } = watching(async () => {})
  events.emit(event)
  expect(done).toEqual(expected)
})

test('sessions lock even if the clipboard is busy', async () => {
  const { events, done } = watching(() => Promise.reject(new Error('busy')))
  events.emit('lock-screen')
  await expect.poll(() => done).toEqual(['lock', 'clear if ours', 'bug'])
})
