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
  const own = Object.keys(bytes).filter((type) => type.includes('keydesk.'))
  expect(own).toHaveLength(1)
  expect(bytes).toEqual({ 'text/plain': text('Kø7-brød'), ...marks, [String(own[0])]: [1] })
  expect(Object.keys(clipboardMarks(platform))).toEqual(Object.keys(marks))
})

test('a password is cleared after its time and not before', async () => {
  await passwords().copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(29_999)
  expect(standIn.records.clipboard).toMatchObject({ text: 'secret-1', clears: 0 })
  await vi.advanceTimersByTimeAsync(1)
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
})

test('what is no secret carries no marks of secrets and stays', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  await board.copyPlain('https://portal.nordwind.test:8443')
  const written = Object.keys(standIn.records.clipboard.writes.at(-1) ?? {})
  expect(written.filter((type) => !type.includes('keydesk.'))).toEqual(['text/plain'])
  expect(board.isHolding()).toBe(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(standIn.records.clipboard).toMatchObject({ text: 'https://portal.nordwind.test:8443', clears: 0 })
})

test('what somebody copied afterwards stays', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  standIn.copyElsewhere('a shopping list')
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
  standIn.copyElsewhere('a shopping list')
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

test('clearing is tried again while another program has the clipboard open', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  standIn.machine.isClipboardBusy = true
  await vi.advanceTimersByTimeAsync(32_000)
  expect(standIn.records.clipboard.text).toBe('secret-1')
  expect(board.isHolding()).toBe(true)
  standIn.machine.isClipboardBusy = false
  await vi.advanceTimersByTimeAsync(2_000)
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
  expect(board.isHolding()).toBe(false)
})

test('clearing is given up when the clipboard stays busy, and tried once more when Keydesk closes', async () => {
  const read = vi.fn(clipboard.read)
  const board = passwords('win32', { ...clipboard, read })
  await board.copy('secret-1', 30)
  standIn.machine.isClipboardBusy = true
  await vi.advanceTimersByTimeAsync(600_000)
  const looks = read.mock.calls.length
  await vi.advanceTimersByTimeAsync(600_000)
  expect(read).toHaveBeenCalledTimes(looks)
  expect(board.isHolding()).toBe(true)
  standIn.machine.isClipboardBusy = false
  expect(await board.clearIfOurs()).toBe(true)
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
})

test('a clearing that the system swallowed is noticed and repeated', async () => {
  const clear = vi.fn(() => {
    if (clear.mock.calls.length > 2) clipboard.clear()
  })
  const board = passwords('win32', { ...clipboard, clear })
  await board.copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(31_000)
  expect(clear).toHaveBeenCalledTimes(3)
  expect(standIn.records.clipboard.text).toBe('')
})

test('a busy Windows clipboard that seems to hold another text is not taken for that', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  standIn.machine.isClipboardBusy = true
  const cleared = board.clearIfOurs()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await cleared).toBe(false)
  expect(board.isHolding()).toBe(true)
})

test('the text of the clipboard is never read, because it may be somebody else’s', async () => {
  const readText = vi.fn(async () => '')
  const board = passwords('darwin', { ...clipboard, readText } as typeof clipboard)
  await board.copy('secret-1', 30)
  standIn.copyElsewhere('a shopping list')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(readText).not.toHaveBeenCalled()
})

test('a copy into a busy clipboard waits for a moment', async () => {
  standIn.machine.isClipboardBusy = true
  const copied = passwords().copy('secret-1', 30)
  await vi.advanceTimersByTimeAsync(500)
  standIn.machine.isClipboardBusy = false
  await vi.advanceTimersByTimeAsync(500)
  await copied
  expect(standIn.records.clipboard.text).toBe('secret-1')
})

test.each(['copy', 'copyPlain'] as const)(
  '%s into a clipboard that stays busy says so, and is not counted as copied',
  async (way) => {
    standIn.copyElsewhere('a shopping list')
    standIn.machine.isClipboardBusy = true
    const board = passwords()
    const copied = way === 'copy' ? board.copy('secret-1', 30) : board.copyPlain('https://portal.example.com')
    const refused = expect(copied).rejects.toMatchObject({ code: 'CLIPBOARD_BUSY' })
    await vi.advanceTimersByTimeAsync(5_000)
    await refused
    standIn.machine.isClipboardBusy = false
    await vi.advanceTimersByTimeAsync(60_000)
    expect(standIn.records.clipboard).toMatchObject({ text: 'a shopping list', clears: 0 })
    expect(board.isHolding()).toBe(false)
  },
)

test('a second copy that fails leaves the first one to be cleared', async () => {
  const board = passwords()
  await board.copy('secret-1', 30)
  standIn.machine.isClipboardBusy = true
  const refused = expect(board.copy('secret-2', 30)).rejects.toMatchObject({ code: 'CLIPBOARD_BUSY' })
  await vi.advanceTimersByTimeAsync(5_000)
  await refused
  standIn.machine.isClipboardBusy = false
  expect(standIn.records.clipboard.text).toBe('secret-1')
  await vi.advanceTimersByTimeAsync(31_000)
  expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
})

test('a copy that fails says so and leaves nothing to clear', async () => {
  const board = passwords('win32', { ...clipboard, write: () => Promise.reject(new Error('no clipboard')) })
  await expect(board.copy('secret-1', 30)).rejects.toThrow('no clipboard')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(standIn.records.clipboard.clears).toBe(0)
})

test('a new copy made while the clipboard is read is not cleared by the timer of the earlier one', async () => {
  let release = () => {}
  let isSlow = false
  const slow = {
    ...clipboard,
    read: async () => {
      const seen = await clipboard.read()
      if (isSlow)
        await new Promise<void>((resolve) => {
          release = resolve
        })
      return seen
    },
  }
  const board = passwords('win32', slow)
  await board.copy('secret-1', 30)
  isSlow = true
  const clearing = board.clearIfOurs()
  await vi.advanceTimersByTimeAsync(0)
  isSlow = false
  await board.copy('secret-2', 30)
  release()
  await clearing
  expect(standIn.records.clipboard).toMatchObject({ text: 'secret-2', clears: 0 })
  expect(board.isHolding()).toBe(true)
})
