import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clipboardMarks, createPasswordClipboard } from '../../../electron/desktop/clipboard.ts'
import { standIn } from '../../support/electron-records.ts'
import { ClipboardItem, clipboard } from '../../support/electron-stand-in.ts'

beforeEach(() => {
  standIn.reset()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function passwords(platform: NodeJS.Platform = 'win32', board = clipboard) {
  return createPasswordClipboard({ clipboard: board, ClipboardItem, platform })
}

const os = (name: string) => `electron application/osclipboard;format="${name}"`
const text = (value: string) => [...new TextEncoder().encode(value)]

test.each([
  [
    'win32',
    {
      [os('ExcludeClipboardContentFromMonitorProcessing')]: [1],
      [os('CanIncludeInClipboardHistory')]: [0, 0, 0, 0],
      [os('CanUploadToCloudClipboard')]: [0, 0, 0, 0],
    },
  ],
  ['darwin', { [os('org.nspasteboard.ConcealedType')]: [1], [os('org.nspasteboard.TransientType')]: [1] }],
  ['linux', { [os('x-kde-passwordManagerHint')]: text('secret') }],
] as const)('on %s the password and its marks are one write, byte for byte', async (platform, marks) => {
  await passwords(platform).copy('Kø7-brød', 30)
  const { writes } = standIn.records.clipboard
  expect(writes).toHaveLength(1)
  const bytes = Object.fromEntries(Object.entries(writes[0] ?? {}).map(([type, value]) => [type, [...value]]))
  expect(bytes).toEqual({ 'text/plain': text('Kø7-brød'), ...marks })
  expect(Object.keys(clipboardMarks(platform))).toEqual(Object.keys(marks))
})

test('a password is cleared after its time and not before', async () => {
  await passwords().copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(29_999)
  expect(standIn.records.clipboard).toMatchObject({ text: 'secret-1', clears: 0 })
  await vi.advanceTimersByTimeAsync(1)
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
})

test('what is no secret carries no marks and stays', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  await board.copyPlain('https://portal.nordwind.test:8443')
  expect(Object.keys(standIn.records.clipboard.writes.at(-1) ?? {})).toEqual(['text/plain'])
  expect(board.isHolding()).toBe(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(standIn.records.clipboard).toMatchObject({ text: 'https://portal.nordwind.test:8443', clears: 0 })
})

test('what somebody copied afterwards stays', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  standIn.records.clipboard.text = 'a shopping list'
  await vi.advanceTimersByTimeAsync(60_000)
  expect(standIn.records.clipboard).toMatchObject({ text: 'a shopping list', clears: 0 })
  expect(board.isHolding()).toBe(false)
})

test('a second copy starts the time again and the first one is forgotten', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(20_000)
  await board.copy('secret-2', 30)
  await vi.advanceTimersByTimeAsync(29_000)
  expect(standIn.records.clipboard).toMatchObject({ text: 'secret-2', clears: 0 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
})

test('the same password copied twice is cleared once, after the later time', async () => {
  const board = passwords()
  await board.copy('secret-1', 10)
  await board.copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(standIn.records.clipboard.clears).toBe(0)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(standIn.records.clipboard.clears).toBe(1)
})

test('closing clears a password that is still there at once, and once only', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  expect(board.isHolding()).toBe(true)
  await board.clearIfOurs()
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
  expect(board.isHolding()).toBe(false)
  await board.clearIfOurs()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(standIn.records.clipboard.clears).toBe(1)
})

test('closing leaves another text on the clipboard', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  standIn.records.clipboard.text = 'a shopping list'
  await board.clearIfOurs()
  expect(standIn.records.clipboard).toMatchObject({ text: 'a shopping list', clears: 0 })
})

test('a crash clears without reading the clipboard, but only where a password was copied', async () => {
  const board = passwords()
  board.clearNow()
  expect(standIn.records.clipboard.clears).toBe(0)
  await board.copy('secret-1', 30)
  board.clearNow()
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
})

test('clearing is tried again while another program keeps the clipboard open', async () => {
  let failures = 3
  const busy = {
    ...clipboard,
    readText: async () => {
      failures -= 1
      if (failures >= 0) throw new Error('busy')
      return clipboard.readText()
    },
  }
  await passwords('win32', busy).copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(32_000)
  expect(standIn.records.clipboard.clears).toBe(0)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(standIn.records.clipboard.clears).toBe(1)
})

test('clearing is given up when the clipboard stays busy, and tried once more when Keydesk closes', async () => {
  let isBusy = true
  const readText = vi.fn(async () => {
    if (isBusy) throw new Error('busy')
    return clipboard.readText()
  })
  const board = passwords('win32', { ...clipboard, readText })
  await board.copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(readText).toHaveBeenCalledTimes(11)
  expect(board.isHolding()).toBe(true)
  isBusy = false
  await board.clearIfOurs()
  expect(standIn.records.clipboard.clears).toBe(1)
})

test('a copy that fails says so and leaves nothing to clear', async () => {
  const board = passwords('win32', { ...clipboard, write: () => Promise.reject(new Error('no clipboard')) })
  await expect(board.copy('secret-1', 30)).rejects.toThrow('no clipboard')
  expect(board.isHolding()).toBe(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(standIn.records.clipboard.clears).toBe(0)
})

test('a new copy made while the clipboard is read is not cleared by the timer of the earlier one', async () => {
  let release = () => {}
  const slow = {
    ...clipboard,
    readText: async () => {
      const seen = await clipboard.readText()
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return seen
    },
  }
  const board = passwords('win32', slow)
  await board.copy('secret-1', 30)
  const clearing = board.clearIfOurs()
  await vi.advanceTimersByTimeAsync(0)
  await board.copy('secret-2', 30)
  release()
  await clearing
  expect(standIn.records.clipboard).toMatchObject({ text: 'secret-2', clears: 0 })
  expect(board.isHolding()).toBe(true)
})
