import { randomBytes } from 'node:crypto'
import type { Clipboard, ClipboardItem } from 'electron'
import { DomainError } from '../../shared/errors.ts'

/** How often a clipboard that another program has open is tried, and the milliseconds between two tries. */
const patience = { tries: 10, milliseconds: 100 }
/** The same for clearing again later, after that patience is over. */
const laterPatience = { tries: 10, milliseconds: 1000 }
/** So many names for own formats are used in turn, because Windows keeps each name until the person signs out. */
const ownFormats = 16

type Deps = {
  readonly clipboard: Pick<Clipboard, 'write' | 'read' | 'clear'>
  readonly ClipboardItem: typeof ClipboardItem
  readonly platform: NodeJS.Platform
}

/** A password that was copied, known by the formats that came with it. There are several while it is unsure which copy has succeeded. */
type Held = { readonly formats: readonly string[]; timer?: NodeJS.Timeout }

/** Whose text is on the clipboard; `unknown` while another program has it open, because then it seems to hold less than it does. */
type Owner = 'ours' | 'others' | 'empty' | 'unknown'

export type PasswordClipboard = {
  /**
   * Copies with the system's marks for secrets, and clears the clipboard after so many seconds if it still holds that text. Throws
   * CLIPBOARD_BUSY if the text did not get there within a second.
   */
  readonly copy: (text: string, clearAfterSeconds: number) => Promise<void>
  /** Copies what is no secret: it carries no marks for secrets, and is not cleared. Throws CLIPBOARD_BUSY like `copy`. */
  readonly copyPlain: (text: string) => Promise<void>
  /** True from a copy until the clipboard was cleared or turned out to hold something else. */
  readonly isHolding: () => boolean
  /** Clears at once what was copied last, if the clipboard still holds it; answers whether nothing of it is left, after a second at most. */
  readonly clearIfOurs: () => Promise<boolean>
  /** Clears without comparing first, because the process ends before a comparison could finish. */
  readonly clearNow: () => void
}

/**
 * The formats that keep a copied text out of clipboard histories and clouds: Windows' own (learn.microsoft.com, "Clipboard Formats"),
 * the convention of nspasteboard.org on macOS, KDE's on Linux. Raw formats share one atomic write with the text since Electron 44.
 */
export function clipboardMarks(platform: NodeJS.Platform): Readonly<Record<string, Blob>> {
  const zeroDword = new Blob([new Uint8Array(4)])
  if (platform === 'win32') {
    return {
      [osFormat('ExcludeClipboardContentFromMonitorProcessing')]: present(),
      [osFormat('CanIncludeInClipboardHistory')]: zeroDword,
      [osFormat('CanUploadToCloudClipboard')]: zeroDword,
    }
  }
  if (platform === 'darwin') {
    return {
      [osFormat('org.nspasteboard.ConcealedType')]: present(),
      [osFormat('org.nspasteboard.TransientType')]: present(),
    }
  }
  return { [osFormat('x-kde-passwordManagerHint')]: new Blob(['secret']) }
}

/**
 * The clipboard as the desktop door uses it. Electron's calls never fail: on a clipboard that another program has open they do nothing
 * (electron_api_clipboard.cc). So each write carries a format of Keydesk's own, and the list of formats is read back after writing and clearing.
 * The list alone tells whether Keydesk's text is still there, so that nobody else's text is ever read.
 */
export function createPasswordClipboard({ clipboard, ClipboardItem, platform }: Deps): PasswordClipboard {
  const family = `keydesk.desktop.copied-${randomBytes(4).toString('hex')}`
  let copies = 0
  let held: Held | null = null
  let lastCopy: Promise<unknown> = Promise.resolve()

  const hold = (formats: readonly string[]) => {
    clearTimeout(held?.timer)
    held = formats.length === 0 ? null : { formats }
    return held
  }

  const ownerOf = async (formats: readonly string[]): Promise<Owner> => {
    const types = (await clipboard.read()).flatMap((item) => item.types)
    if (formats.some((format) => types.includes(format))) return 'ours'
    if (types.length === 0) return 'empty'
    // Windows lists raw formats beside every text, unless another program has the clipboard open.
    const isWhole = platform !== 'win32' || types.some((type) => type.startsWith(osFormatPrefix))
    return isWhole ? 'others' : 'unknown'
  }

  /** Writes a text until it is there. */
  const write = async (text: string, format: string, marks: Readonly<Record<string, Blob>>) => {
    for (let tries = 1; ; tries += 1) {
      await clipboard.write([new ClipboardItem({ 'text/plain': text, ...marks, [format]: present() })])
      if ((await ownerOf([format])) === 'ours') return
      if (tries === patience.tries) throw new DomainError('CLIPBOARD_BUSY')
      await pause(patience.milliseconds)
    }
  }

  /** Copies run one after the other, so that what the last one wrote is what lies there. */
  const inTurn = (work: (format: string) => Promise<void>) => {
    copies += 1
    const format = osFormat(`${family}-${copies % ownFormats}`)
    const mine = lastCopy.then(() => work(format))
    lastCopy = mine.catch(() => {})
    return mine
  }

  const clearOnce = async (mine: Held): Promise<boolean> => {
    const before = await ownerOf(mine.formats)
    if (held !== mine) return true
    if (before === 'ours') clipboard.clear()
    const after = before === 'ours' ? await ownerOf(mine.formats) : before
    // An empty clipboard that was not cleared by Keydesk may be one that nobody can read at this moment.
    const isGone = after === 'others' || (after === 'empty' && (before === 'ours' || platform !== 'win32'))
    if (isGone && held === mine) hold([])
    return isGone
  }

  const clearIfOurs = async (): Promise<boolean> => {
    const mine = held
    if (mine === null) return true
    for (let tries = 1; ; tries += 1) {
      if (await clearOnce(mine)) return true
      if (tries === patience.tries) return false
      await pause(patience.milliseconds)
    }
  }

  const clearLater = (mine: Held, milliseconds: number, tries = laterPatience.tries) => {
    mine.timer = setTimeout(async () => {
      const isGone = await clearIfOurs().catch(() => false)
      if (!isGone && held === mine && tries > 0) clearLater(mine, laterPatience.milliseconds, tries - 1)
    }, milliseconds)
  }

  return {
    copy: (text, clearAfterSeconds) =>
      inTurn(async (format) => {
        // Held before it is written, and earlier copies until it is there, because any of them may be what a failed write leaves.
        const before = held?.formats ?? []
        const unsure = hold([...before, format])
        try {
          await write(text, format, clipboardMarks(platform))
        } catch (error) {
          const isNowhere = (await ownerOf([...before, format]).catch(() => 'unknown')) === 'others'
          const left = isNowhere ? hold([]) : unsure
          if (left !== null && held === left) clearLater(left, clearAfterSeconds * 1000)
          throw error
        }
        const mine = hold([format])
        if (mine !== null) clearLater(mine, clearAfterSeconds * 1000)
      }),
    copyPlain: (text) =>
      inTurn(async (format) => {
        await write(text, format, {})
        hold([])
      }),
    isHolding: () => held !== null,
    clearIfOurs,
    clearNow: () => {
      if (held) clipboard.clear()
      hold([])
    },
  }
}

const osFormatPrefix = 'electron application/osclipboard;'

function osFormat(name: string): string {
  return `${osFormatPrefix}format="${name}"`
}

/** The content of a format that only has to be there: one byte, because Windows may drop a format without bytes. */
function present(): Blob {
  return new Blob([new Uint8Array([1])])
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
