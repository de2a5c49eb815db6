import { beforeEach, expect, test } from 'vitest'
import { focusWindow, openWindow, webPreferences } from '../../../electron/desktop/window.ts'
import type { WindowPlace } from '../../../electron/desktop/window-place.ts'
import { type Machine, standIn } from '../../support/electron-records.ts'
import { app, BrowserWindow, screen, session } from '../../support/electron-stand-in.ts'

let remembered: WindowPlace | null = null
let hopeless: unknown[] = []
let shows = 0

beforeEach(() => {
  standIn.reset()
  remembered = null
  hopeless = []
  shows = 0
})

function open(machine: Partial<Machine> = {}, answer: () => Response | Promise<Response> = () => new Response('page')) {
  standIn.reset(machine)
  const opened = session.fromPartition('persist:keydesk')
  opened.protocol.handle('keydesk', answer)
  openWindow({
    app,
    BrowserWindow,
    screen,
    session: opened,
    preferences: {
      windowPlace: () => remembered,
      rememberWindowPlace: (place) => {
        remembered = place
      },
    },
    onShown: () => {
      shows += 1
    },
    onHopeless: (error) => hopeless.push(error),
  })
  const [made] = standIn.records.windows
  if (!made) throw new Error('No window')
  return made
}

const shown = (made: { calls: string[] }) => expect.poll(() => made.calls).toContain('show')

test('a page runs sandboxed, isolated, without Node and without a preload script', () => {
  const opened = session.fromPartition('persist:keydesk')
  expect(webPreferences(opened, true)).toStrictEqual({
    session: opened,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    devTools: false,
  })
  expect(webPreferences(opened, false).devTools).toBe(true)
})

test('the window stays hidden until its page is ready', async () => {
  const made = open()
  expect(made.options).toMatchObject({
    show: false,
    title: 'Keydesk',
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 480,
  })
  expect(made.options.webPreferences).toStrictEqual(
    webPreferences(made.options.webPreferences?.session as Electron.Session, true),
  )
  expect(made.calls).toEqual([])
  await shown(made)
  expect(made.calls).toEqual(['show'])
  expect(shows).toBe(1)
  expect(made.addresses).toEqual(['keydesk://app/'])
})

test('a closed window comes back to its place', async () => {
  const first = open()
  first.bounds = { x: 300, y: 120, width: 1300, height: 850 }
  first.isMaximized = true
  first.window.close()
  expect(remembered).toEqual({ x: 300, y: 120, width: 1300, height: 850, isMaximized: true })
  const second = open()
  expect(second.options).toMatchObject({ x: 300, y: 120, width: 1300, height: 850 })
  await shown(second)
  expect(second.calls).toEqual(['maximize', 'show'])
})

test('a window of a display that is gone opens on the one that is left', () => {
  remembered = { x: 3000, y: 120, width: 1300, height: 850, isMaximized: false }
  const made = open({ workAreas: [{ x: 0, y: 0, width: 1100, height: 700 }] })
  expect(made.options).toMatchObject({ width: 1100, height: 700 })
  expect(made.options.x).toBeUndefined()
})

test.each([
  ['that can not be loaded', { loads: 'fail' }, 200],
  ['whose answer is an error', {}, 500],
] as const)('a page %s is a failure, not an empty window', async (_, machine, status) => {
  open(machine, () => new Response(null, { status }))
  await expect.poll(() => hopeless).toHaveLength(1)
})

test('a load that is given up for another one is no failure', async () => {
  const made = open({ loads: 'areAborted' })
  await shown(made)
  expect(made.addresses).toHaveLength(2)
  expect(hopeless).toEqual([])
})

test('a window that is closed while its page loads is no failure', async () => {
  let answer = (_: Response) => {}
  const response = new Promise<Response>((resolve) => {
    answer = resolve
  })
  const made = open({}, () => response)
  made.window.close()
  answer(new Response('page'))
  await expect.poll(() => standIn.records.windows).toEqual([])
  await new Promise((resolve) => setImmediate(resolve))
  expect(hopeless).toEqual([])
  expect(() => focusWindow(made.window)).not.toThrow()
})

test('a page that crashed is loaded again, three times at most', () => {
  const made = open()
  const die = (reason: string) => made.contents.events.emit('render-process-gone', {}, { reason, exitCode: 1 })
  die('clean-exit')
  expect(made.contents.calls).toEqual([])
  for (const reason of ['crashed', 'oom', 'killed']) die(reason)
  expect(made.contents.calls).toEqual(['reload', 'reload', 'reload'])
  die('crashed')
  expect(made.contents.calls).toHaveLength(3)
  expect(hopeless).toHaveLength(1)
})

test('a page that has just loaded is no longer hidden from screen capture', async () => {
  const made = open()
  await shown(made)
  made.window.setContentProtection(true)
  made.contents.events.emit('did-navigate', {}, 'keydesk://app/', 200, 'OK')
  expect(made.protection.at(-1)).toBe(false)
})

test('a second start brings the window to the front', () => {
  const made = open()
  made.calls.length = 0
  focusWindow(made.window)
  expect(made.calls).toEqual(['show', 'focus'])
  made.calls.length = 0
  made.isMinimized = true
  focusWindow(made.window)
  expect(made.calls).toEqual(['restore', 'show', 'focus'])
  focusWindow(undefined)
})
