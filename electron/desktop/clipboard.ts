import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clipboard, ClipboardItem } from 'electron'

const retryMilliseconds = 1000
const maximumRetries = 10

type Deps = {
  readonly clipboard: Pick<Clipboard, 'write' | 'readText' | 'clear'>
  readonly ClipboardItem: typeof ClipboardItem
  readonly platform: NodeJS.Platform
}

/** A password that was copied to the clipboard: only a salted hash of it is kept here. */
type Held = { readonly salt: Buffer; readonly digest: Buffer; timer?: NodeJS.Timeout }

export type PasswordClipboard = {
  /** Copies with the system's marks for secrets, and clears the clipboard after so many seconds if it still holds that text. */
  readonly copy: (text: string, clearAfterSeconds: number) => Promise<void>
  /** Copies what is no secret: it carries no marks, and is not cleared. */
  readonly copyPlain: (text: string) => Promise<void>
  /** True from a copy until the clipboard was cleared or turned out to hold something else. */
  readonly isHolding: () => boolean
  /** Clears at once what was copied last, if the clipboard still holds it. */
  readonly clearIfOurs: () => Promise<void>
  /** Clears without comparing first, because the process ends before a comparison could finish. */
  readonly clearNow: () => void
}

/**
 * The formats that keep a copied text out of clipboard histories and clouds: Windows' own (learn.microsoft.com, "Clipboard Formats"),
 * the convention of nspasteboard.org on macOS, KDE's on Linux. Raw formats share one atomic write with the text since Electron 44.
 */
export function clipboardMarks(platform: NodeJS.Platform): Readonly<Record<string, Blob>> {
  // Windows may drop a format without bytes, so a mark whose content does not matter has one byte.
  const present = new Blob([new Uint8Array([1])])
  const zeroDword = new Blob([new Uint8Array(4)])
  if (platform === 'win32') {
    return {
      [osFormat('ExcludeClipboardContentFromMonitorProcessing')]: present,
      [osFormat('CanIncludeInClipboardHistory')]: zeroDword,
      [osFormat('CanUploadToCloudClipboard')]: zeroDword,
    }
  }
  if (platform === 'darwin') {
    return {
      [osFormat('org.nspasteboard.ConcealedType')]: present,
      [osFormat('org.nspasteboard.TransientType')]: present,
    }
  }
  return { [osFormat('x-kde-passwordManagerHint')]: new Blob(['secret']) }
}

/** The clipboard as the desktop door uses it: it remembers what it still has to clear, never the password itself. */
export function createPasswordClipboard({ clipboard, ClipboardItem, platform }: Deps): PasswordClipboard {
  let held: Held | null = null

  const forget = () => {
    clearTimeout(held?.timer)
    held = null
  }

  const clearIfOurs = async () => {
    const mine = held
    if (!mine) return
    const isOurs = isSame(mine, await clipboard.readText())
    if (held !== mine) return
    forget()
    if (isOurs) clipboard.clear()
  }

  const clearLater = (mine: Held, milliseconds: number, retries: number) => {
    mine.timer = setTimeout(() => {
      clearIfOurs().catch(() => {
        // Another program has the clipboard open at this moment (Windows allows one at a time), so that clearing is tried again later.
        if (held === mine && retries > 0) clearLater(mine, retryMilliseconds, retries - 1)
      })
    }, milliseconds)
  }

  return {
    copy: async (text, clearAfterSeconds) => {
      forget()
      const mine = hold(text)
      held = mine
      try {
        await clipboard.write([new ClipboardItem({ 'text/plain': text, ...clipboardMarks(platform) })])
      } catch (error) {
        if (held === mine) forget()
        throw error
      }
      if (held === mine) clearLater(mine, clearAfterSeconds * 1000, maximumRetries)
    },
    copyPlain: async (text) => {
      forget()
      await clipboard.write([new ClipboardItem({ 'text/plain': text })])
    },
    isHolding: () => held !== null,
    clearIfOurs,
    clearNow: () => {
      if (held) clipboard.clear()
      forget()
    },
  }
}

function osFormat(name: string): string {
  return `electron application/osclipboard;format="${name}"`
}

function hold(text: string): Held {
  const salt = randomBytes(32)
  return { salt, digest: digestOf(salt, text) }
}

function isSame(held: Held, text: string): boolean {
  return timingSafeEqual(held.digest, digestOf(held.salt, text))
}

function digestOf(salt: Buffer, text: string): Buffer {
  return createHmac('sha256', salt).update(text, 'utf8').digest()
}
