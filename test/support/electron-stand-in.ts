import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import type * as Electron from 'electron'
import { standIn, type WindowStandIn } from './electron-records.ts'
import { createContents, createEvent, createSession, fake, listeners } from './electron-stand-in-parts.ts'

function mustBeEarly(what: string): void {
  if (standIn.records.isReady) throw new Error(`${what} can only be called before app is ready`)
}

export const app = fake<Electron.App>({
  ...listeners<Electron.App>(standIn.appEvents),
  get isPackaged() {
    return standIn.machine.isPackaged
  },
  enableSandbox: () => {
    mustBeEarly('enableSandbox')
    standIn.records.isSandboxEnabled = true
  },
  setName: () => {},
  setPath: (name, path) => {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
    standIn.records.paths[name] = path
  },
  getPath: (name) => standIn.records.paths[name] ?? '',
  getVersion: () => '0.1.0',
  getAppPath: () => standIn.machine.appPath,
  setAppUserModelId: (id) => {
    standIn.records.appUserModelId = id
  },
  setToastActivatorCLSID: (id) => {
    if (!/^\{?[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}\}?$/i.test(id)) throw new Error('Invalid CLSID')
    standIn.records.toastActivator = id
  },
  setAboutPanelOptions: (options) => {
    standIn.records.aboutPanel = options
  },
  getPreferredSystemLanguages: () => standIn.machine.languages,
  getSystemLocale: () => standIn.machine.regionalFormat,
  setBadgeCount: (count = 0) => standIn.records.badges.push(count) > 0,
  requestSingleInstanceLock: () => standIn.machine.hasLock,
  whenReady: () =>
    standIn.records.isReady ? Promise.resolve() : new Promise((resolve) => void app.once('ready', () => resolve())),
  // As Electron does, it closes the windows before `will-quit`, and says nothing then of the last one that closed.
  quit: () => {
    const beforeQuit = createEvent()
    standIn.appEvents.emit('before-quit', beforeQuit)
    if (beforeQuit.defaultPrevented) return
    standIn.isQuitting = true
    for (const { window } of [...standIn.records.windows]) window.close()
    const willQuit = createEvent()
    standIn.appEvents.emit('will-quit', willQuit)
    if (!willQuit.defaultPrevented) app.exit(0)
  },
  exit: (code = 0) => {
    standIn.records.exits.push(code)
    standIn.progress.emit('settled')
  },
})

export const protocol = fake<Electron.Protocol>({
  registerSchemesAsPrivileged: (schemes) => {
    mustBeEarly('registerSchemesAsPrivileged')
    standIn.records.schemes.push(...schemes)
  },
})

export const session = fake<typeof Electron.session>({
  fromPartition: (partition, options) => {
    const known = standIn.records.sessions.find((one) => one.partition === partition)
    if (known) return known.session
    const made = createSession(partition, options)
    standIn.records.sessions.push(made)
    standIn.appEvents.emit('session-created', made.session)
    return made.session
  },
})

export const powerMonitor = fake<Electron.PowerMonitor>(listeners<Electron.PowerMonitor>(standIn.powerEvents))

export const ipcMain: Electron.IpcMain = fake<Electron.IpcMain>({
  ...listeners<Electron.IpcMain>(standIn.ipcEvents),
  removeAllListeners: (channel) => {
    standIn.ipcEvents.removeAllListeners(channel)
    return ipcMain
  },
})

export const dialog = fake<Electron.Dialog>({
  showErrorBox: (title, content) => void standIn.records.errorBoxes.push({ title, content }),
  showMessageBox: async (...args: unknown[]) => {
    standIn.records.messages.push(String((args.at(-1) as Electron.MessageBoxOptions).message))
    return { response: 0, checkboxChecked: false }
  },
})

export const screen = fake<Electron.Screen>({
  getAllDisplays: () => standIn.machine.workAreas.map((workArea) => fake<Electron.Display>({ workArea })),
  getPrimaryDisplay: () => {
    const [workArea] = standIn.machine.workAreas
    if (!workArea) throw new Error('A machine has a display')
    return fake<Electron.Display>({ workArea })
  },
})

export const clipboard = fake<Electron.Clipboard>({
  read: async () => {
    const { text, formats } = standIn.records.clipboard
    const types = [...(text === '' ? [] : ['text/plain']), ...(standIn.machine.isClipboardBusy ? [] : formats)]
    return [fake<Electron.ClipboardItem>({ types })]
  },
  write: async (items) => {
    for (const item of items) {
      const bytes: Record<string, Uint8Array> = {}
      for (const type of item.types) bytes[type] = await bytesOf(await item.getType(type))
      const board = standIn.records.clipboard
      board.writes.push(bytes)
      if (standIn.machine.isClipboardBusy) continue
      board.text = new TextDecoder().decode(bytes['text/plain'])
      board.formats = Object.keys(bytes).filter((type) => type !== 'text/plain')
    }
  },
  clear: () => {
    standIn.records.clipboard.clears += 1
    if (!standIn.machine.isClipboardBusy) Object.assign(standIn.records.clipboard, { text: '', formats: [] })
  },
})

async function bytesOf(payload: Blob | Electron.ClipboardBookmark): Promise<Uint8Array> {
  if (!(payload instanceof Blob)) throw new Error('A bookmark is no payload here')
  return new Uint8Array(await payload.arrayBuffer())
}

type Payloads = ConstructorParameters<typeof Electron.ClipboardItem>[0]

export const ClipboardItem = function ClipboardItemStandIn(items: Payloads) {
  const getType = async (type: string) => {
    const payload = await items[type]
    if (typeof payload === 'string') return new Blob([payload])
    if (payload instanceof Blob) return payload
    throw new Error(`No ${type} here`)
  }
  return { types: Object.keys(items), getType }
} as unknown as typeof Electron.ClipboardItem

export const Menu = fake<typeof Electron.Menu>({
  buildFromTemplate: (template) =>
    fake<Electron.Menu & { template: unknown }>({
      template,
      popup: () => void standIn.records.popups.push(template as Electron.MenuItemConstructorOptions[]),
    }),
  setApplicationMenu: (menu) => {
    standIn.records.menu =
      (menu as unknown as { template: Electron.MenuItemConstructorOptions[] } | null)?.template ?? null
  },
})

function constructNotification(options: Electron.NotificationConstructorOptions): Electron.Notification {
  const events = new EventEmitter()
  const calls: string[] = []
  standIn.records.notifications.push({ options, calls, click: () => void events.emit('click', createEvent()) })
  return fake<Electron.Notification>({
    ...listeners<Electron.Notification>(events),
    show: () => {
      calls.push('show')
      if (standIn.machine.notifications === 'refused') events.emit('failed', createEvent(), 'not signed')
    },
    close: () => void calls.push('close'),
  })
}

export const Notification = Object.assign(
  function NotificationStandIn(options: Electron.NotificationConstructorOptions) {
    return constructNotification(options)
  },
  { isSupported: () => standIn.machine.notifications !== 'none' },
) as unknown as typeof Electron.Notification

function constructWindow(options: Electron.BrowserWindowConstructorOptions): Electron.BrowserWindow {
  const events = new EventEmitter()
  const contents = createContents()
  const { x = 100, y = 100, width = 800, height = 600 } = options
  const made: WindowStandIn = {
    options,
    contents,
    calls: [],
    protection: [],
    addresses: [],
    isMaximized: false,
    isMinimized: false,
    isFocused: false,
    isDestroyed: false,
    bounds: { x, y, width, height },
    window: fake<Electron.BrowserWindow>({
      ...listeners<Electron.BrowserWindow>(events),
      webContents: contents.contents,
      loadURL: (url) => load(url),
      show: () => note('show'),
      focus: () => note('focus'),
      restore: () => note('restore'),
      maximize: () => note('maximize'),
      isMaximized: () => made.isMaximized,
      isMinimized: () => mustExist() && made.isMinimized,
      isFocused: () => made.isFocused,
      isDestroyed: () => made.isDestroyed,
      flashFrame: (isOn) => note(`flash ${isOn}`),
      emit: events.emit.bind(events) as Electron.BrowserWindow['emit'],
      getNormalBounds: () => made.bounds,
      setContentProtection: (isOn) => void (mustExist() && made.protection.push(isOn)),
      close: () => {
        events.emit('close', createEvent())
        made.isDestroyed = true
        standIn.records.windows.splice(standIn.records.windows.indexOf(made), 1)
        contents.events.emit('destroyed')
        if (standIn.records.windows.length === 0 && !standIn.isQuitting) standIn.appEvents.emit('window-all-closed')
      },
    }),
  }

  const mustExist = () => {
    if (made.isDestroyed) throw new TypeError('Object has been destroyed')
    return true
  }
  const note = (call: string) => void (mustExist() && made.calls.push(call))

  const fails = (word: string, number: number, url: string) => {
    if (!made.isDestroyed) contents.events.emit('did-fail-load', createEvent(), number, word, url, true, 1, 1)
    return Object.assign(new Error(`${word} (${number}) loading '${url}'`), { code: word, errno: number, url })
  }

  // An answer of any status is a page for Electron; a load fails where there is none, where another one begins, and where the window is closed.
  const load = async (url: string) => {
    made.addresses.push(url)
    const { schemes } = standIn.records.sessions.find((one) => one.session === options.webPreferences?.session) ?? {}
    const handler = schemes?.get(new URL(url).protocol.slice(0, -1))
    const response = await (standIn.machine.loads === 'fail' ? undefined : handler?.(new Request(url)))
    if (made.isDestroyed) throw fails('ERR_FAILED', -2, url)
    if (response === undefined) throw fails('ERR_FAILED', -2, url)
    if (standIn.machine.loads === 'areAborted') {
      standIn.machine.loads = 'succeed'
      void load(url)
      throw fails('ERR_ABORTED', -3, url)
    }
    contents.events.emit('did-navigate', createEvent(), url, response.status, response.statusText)
    events.emit('ready-to-show')
    standIn.progress.emit('settled')
  }

  standIn.records.windows.push(made)
  standIn.appEvents.emit('web-contents-created', createEvent(), contents.contents)
  return made.window
}

export const BrowserWindow = Object.assign(
  function BrowserWindowStandIn(options: Electron.BrowserWindowConstructorOptions) {
    return constructWindow(options)
  },
  { getAllWindows: () => standIn.records.windows.map((made) => made.window) },
) as unknown as typeof Electron.BrowserWindow

/** Like the real one it answers with what is wrong, and never rejects (electron.d.ts, shell.openPath). */
export const shell = fake<Electron.Shell>({
  openPath: async (path) => {
    standIn.records.openedPaths.push(path)
    return standIn.machine.openPathFault
  },
})

/** For modules that import all of Electron at once, as electron-store does. */
export default { app, ipcMain, shell }
