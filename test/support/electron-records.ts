import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Electron from 'electron'
import type { createContents, SessionStandIn } from './electron-stand-in-parts.ts'

/** Everything that the app asked Electron for since the last `reset`. */
export type Records = {
  isReady: boolean
  isSandboxEnabled: boolean
  schemes: Electron.CustomScheme[]
  paths: Record<string, string>
  appUserModelId: string | null
  toastActivator: string | null
  aboutPanel: Electron.AboutPanelOptionsOptions | null
  sessions: SessionStandIn[]
  windows: WindowStandIn[]
  menu: Electron.MenuItemConstructorOptions[] | null
  popups: Electron.MenuItemConstructorOptions[][]
  errorBoxes: { title: string; content: string }[]
  messages: string[]
  exits: number[]
  badges: number[]
  notifications: NotificationStandIn[]
  keychain: Record<string, number[]>
  clipboard: ClipboardStandIn
  openedPaths: string[]
}

/** What lies on the clipboard, and what the app did to it: its writes and clearings, also those that a busy clipboard swallowed. */
export type ClipboardStandIn = {
  text: string
  /** The types that `read` lists besides the text. */
  formats: string[]
  writes: Record<string, Uint8Array>[]
  clears: number
}

export type WindowStandIn = {
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly window: Electron.BrowserWindow
  readonly contents: ReturnType<typeof createContents>
  readonly calls: string[]
  readonly protection: boolean[]
  readonly addresses: string[]
  isMaximized: boolean
  isMinimized: boolean
  isFocused: boolean
  isDestroyed: boolean
  bounds: Electron.Rectangle
}

export type NotificationStandIn = {
  readonly options: Electron.NotificationConstructorOptions
  readonly calls: string[]
  readonly click: () => void
}

/** What a test decides about the machine. */
export type Machine = {
  isPackaged: boolean
  languages: string[]
  /** The locale of the system's regional format. */
  regionalFormat: string
  hasLock: boolean
  /** Gives the key out, asks the person first (and gives it out to who does not ask later), denies it, or does not work. */
  keychain: 'gives' | 'asks' | 'denies' | 'broken'
  /** What the keychain holds from an earlier start. */
  keychainBefore: Record<string, number[]>
  /** Shown; refused with the event `failed`, as from an unsigned program on macOS; or not there at all. */
  notifications: 'shown' | 'refused' | 'none'
  /** What becomes of the window's page: it comes, it comes after a first try that was given up, or it does not. */
  loads: 'succeed' | 'areAborted' | 'fail'
  /**
   * True while another program has the clipboard open. As in Electron (electron_api_clipboard.cc), reading then resolves with nothing, writing
   * and clearing do nothing, and nothing of it is an error; Windows still knows that there is a text.
   */
  isClipboardBusy: boolean
  /** What the system says when it can't show a folder; empty where it can. */
  openPathFault: string
  workAreas: Electron.Rectangle[]
  /** The folder that holds package.json and dist/renderer. */
  appPath: string
}

const usualMachine: Machine = {
  appPath: fileURLToPath(new URL('../..', import.meta.url)),
  isPackaged: false,
  languages: ['en-GB'],
  regionalFormat: 'en-GB',
  hasLock: true,
  keychain: 'gives',
  keychainBefore: {},
  notifications: 'shown',
  loads: 'succeed',
  isClipboardBusy: false,
  openPathFault: '',
  workAreas: [{ x: 0, y: 0, width: 1920, height: 1040 }],
}

/** Which platforms raise which events of the power monitor. */
const powerEventsOf = {
  suspend: ['win32', 'darwin', 'linux'],
  resume: ['win32', 'darwin', 'linux'],
  shutdown: ['darwin', 'linux'],
  'lock-screen': ['win32', 'darwin'],
  'unlock-screen': ['win32', 'darwin'],
  'user-did-become-active': ['darwin'],
  'user-did-resign-active': ['darwin'],
} as const satisfies Record<string, readonly NodeJS.Platform[]>

function emptyRecords(): Records {
  return {
    isReady: false,
    isSandboxEnabled: false,
    schemes: [],
    paths: { downloads: join(tmpdir(), 'downloads'), userData: tmpdir() },
    appUserModelId: null,
    toastActivator: null,
    aboutPanel: null,
    sessions: [],
    windows: [],
    menu: null,
    popups: [],
    errorBoxes: [],
    messages: [],
    exits: [],
    badges: [],
    notifications: [],
    keychain: {},
    clipboard: { text: '', formats: [], writes: [], clears: 0 },
    openedPaths: [],
  }
}

function createStandIn() {
  const one = {
    records: emptyRecords(),
    machine: { ...usualMachine },
    appEvents: new EventEmitter(),
    powerEvents: new EventEmitter(),
    ipcEvents: new EventEmitter(),
    keychainEvents: new EventEmitter(),
    /** True from `app.quit()` on. */
    isQuitting: false,
    /**
     * The system says something to the power monitor, if the platform is one that does (electron.d.ts, PowerMonitor); a test that names another
     * event than it has is mistaken.
     */
    firePower: (event: keyof typeof powerEventsOf, platform: NodeJS.Platform = process.platform) => {
      const isRaised = powerEventsOf[event].some((one) => one === platform)
      if (!isRaised) throw new Error(`${platform} does not raise ${event}`)
      one.powerEvents.emit(event)
    },
    /** Tells `settled` when a page has loaded or the app has ended. */
    progress: new EventEmitter(),
    reset: (machine: Partial<Machine> = {}) => {
      one.machine = { ...usualMachine, ...machine }
      one.records = { ...emptyRecords(), keychain: { ...one.machine.keychainBefore } }
      one.isQuitting = false
      for (const emitter of [one.appEvents, one.powerEvents, one.ipcEvents, one.keychainEvents])
        emitter.removeAllListeners()
    },
    /** Another program copies a text; its formats have numbers or names of their own. */
    copyElsewhere: (text: string) => {
      Object.assign(one.records.clipboard, { text, formats: ['electron application/osclipboard;format="16"'] })
    },
    keychainAnswer: () => new Promise<void>((resolve) => one.keychainEvents.once('answer', () => resolve())),
    /** The person answers the question of the keychain. */
    answerKeychain: (answer: 'gives' | 'denies') => {
      one.machine.keychain = answer
      one.keychainEvents.emit('answer')
    },
    becomeReady: () => {
      one.records.isReady = true
      one.appEvents.emit('ready')
    },
  }
  return one
}

const key = Symbol.for('keydesk.electron-stand-in')
const shared = globalThis as { [key]?: ReturnType<typeof createStandIn> }

/** The test's side of the stand-in. One per process: a test runner and Node may each load this module once. */
export const standIn = shared[key] ?? createStandIn()
shared[key] = standIn
