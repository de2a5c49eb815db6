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
  aboutPanel: Electron.AboutPanelOptionsOptions | null
  sessions: SessionStandIn[]
  windows: WindowStandIn[]
  menu: Electron.MenuItemConstructorOptions[] | null
  popups: Electron.MenuItemConstructorOptions[][]
  errorBoxes: { title: string; content: string }[]
  exits: number[]
  badges: number[]
  notifications: NotificationStandIn[]
  keychain: Record<string, number[]>
  clipboard: { text: string; writes: Record<string, Uint8Array>[]; clears: number }
  openedPaths: string[]
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
  hasKeychain: boolean
  hasNotifications: boolean
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
  hasKeychain: true,
  hasNotifications: true,
  openPathFault: '',
  workAreas: [{ x: 0, y: 0, width: 1920, height: 1040 }],
}

function emptyRecords(): Records {
  return {
    isReady: false,
    isSandboxEnabled: false,
    schemes: [],
    paths: { downloads: join(tmpdir(), 'downloads'), userData: tmpdir() },
    appUserModelId: null,
    aboutPanel: null,
    sessions: [],
    windows: [],
    menu: null,
    popups: [],
    errorBoxes: [],
    exits: [],
    badges: [],
    notifications: [],
    keychain: {},
    clipboard: { text: '', writes: [], clears: 0 },
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
    /** Tells `settled` when a page has loaded or the app has ended. */
    progress: new EventEmitter(),
    reset: (machine: Partial<Machine> = {}) => {
      one.records = emptyRecords()
      one.machine = { ...usualMachine, ...machine }
      for (const emitter of [one.appEvents, one.powerEvents, one.ipcEvents]) emitter.removeAllListeners()
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
