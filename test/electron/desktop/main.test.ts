import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { lockFolder } from '../../../electron/db/folder-lock.ts'
import { webPreferences } from '../../../electron/desktop/window.ts'
import { type Machine, standIn } from '../../support/electron-records.ts'
import { app } from '../../support/electron-stand-in.ts'
import { createEvent } from '../../support/electron-stand-in-parts.ts'
import { type Desktop, startDesktop } from '../../support/start-desktop.ts'

const password = 'Blue-Harbour-42-lamp'
const page = '<!doctype html><title>Keydesk</title><meta property="csp-nonce" nonce="__CSP_NONCE__">'
let appPath = ''
let dataDir = ''
let desktop: Desktop | null = null

beforeEach(() => {
  appPath = mkdtempSync(join(tmpdir(), 'keydesk-app-'))
  mkdirSync(join(appPath, 'dist', 'renderer'), { recursive: true })
  writeFileSync(join(appPath, 'dist', 'renderer', 'index.html'), page)
  dataDir = mkdtempSync(join(tmpdir(), 'keydesk-data-'))
})
afterEach(async () => {
  await desktop?.close()
  desktop = null
  for (const folder of [appPath, dataDir]) rmSync(folder, { recursive: true, force: true })
})

async function start(machine: Partial<Machine> = {}): Promise<Desktop> {
  desktop = await startDesktop({ dataDir, machine: { appPath, ...machine } })
  return desktop
}

/** Starts again on the same folder and the same keychain, as the same machine does. */
async function startAgain(machine: Partial<Machine> = {}): Promise<Desktop> {
  const { keychain } = standIn.records
  return start({ ...machine, keychainBefore: keychain })
}

function made() {
  const [window] = standIn.records.windows
  const [session] = standIn.records.sessions
  if (!window || !session) throw new Error(`No window: ${JSON.stringify(standIn.records.errorBoxes)}`)
  return { window, session }
}

const origin = 'keydesk://app'

async function call(operation: string, input: object, token?: string, headers: Record<string, string> = {}) {
  const response = await desktop?.handle(
    new Request(`${origin}/rpc/${operation}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: JSON.stringify({ json: input }),
    }),
  )
  if (!response) throw new Error('No desktop')
  const { json } = (await response.json()) as { json: Record<string, unknown> }
  return { response, json }
}

async function createOrganisation(): Promise<string> {
  const { json } = await call('settings/createOrganisation', {
    organisation: 'Nordwind',
    displayName: 'Anna Owner',
    username: 'owner@nordwind.test',
    password,
    language: 'da',
  })
  return String(json.token)
}

describe('what main.ts asks of Electron', () => {
  test('before ready: the sandbox, one scheme, and a profile inside the data folder', async () => {
    await start()
    expect(standIn.records.isSandboxEnabled).toBe(true)
    expect(standIn.records.schemes.map(({ scheme }) => scheme)).toEqual(['keydesk'])
    expect(standIn.records.paths.userData).toBe(join(dataDir, 'desktop'))
  })

  test('one locked window on one locked session, without preload script and IPC', async () => {
    await start()
    const { window, session } = made()
    expect(standIn.records.windows).toHaveLength(1)
    expect(standIn.records.sessions.map((one) => one.partition)).toEqual(['persist:keydesk'])
    expect(window.options.webPreferences).toStrictEqual(webPreferences(session.session, true))
    expect(window.options.webPreferences).not.toHaveProperty('preload')
    expect(window.addresses).toEqual(['keydesk://app/'])
    expect([session.grants('clipboard-read'), session.passesCheck('clipboard-sanitized-write')]).toEqual([false, false])
    expect(session.lets('https://evil.test/')).toBe(false)
    const { mayNavigate, mayNavigateFrame, mayRedirect, mayEmbed, mayOpen } = window.contents
    expect([mayNavigate, mayNavigateFrame, mayRedirect, mayOpen].map((may) => may('https://evil.test/'))).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(mayEmbed()).toBe(false)
    expect(standIn.ipcEvents.eventNames()).toEqual([])
  })

  test("the menu and the save dialog speak the system's language", async () => {
    await start({ languages: ['sv-SE'] })
    expect(standIn.records.menu?.map((item) => item.label)).toContain('Redigera')
    expect(standIn.records.aboutPanel).toEqual({ applicationName: 'Keydesk', applicationVersion: '0.1.0' })
    const { asked } = made().session.download({ initiator: origin, url: `blob:${origin}/1`, name: 'users.csv' })
    expect(asked).toMatchObject({ title: 'Spara fil', defaultPath: join(tmpdir(), 'downloads', 'users.csv') })
    made().window.contents.events.emit('context-menu', {}, { isEditable: true, editFlags: { canPaste: true } })
    expect(standIn.records.popups[0]?.map((item) => item.label)).toContain('Klistra in')
  })
})

describe('the language that was chosen on the page', () => {
  const editMenu = () => standIn.records.menu?.[1]?.label
  const rightClick = () => {
    made().window.contents.events.emit('context-menu', {}, { isEditable: true, editFlags: { canPaste: true } })
    return standIn.records.popups.at(-1)?.map((item) => item.label)
  }
  const saveTitle = () =>
    made().session.download({ initiator: origin, url: `blob:${origin}/1`, name: 'users.csv' }).asked?.title

  test('is spoken by the menu bar, the right-click menu and the save dialog at once, before anybody has signed in', async () => {
    await start({ languages: ['sv-SE'] })
    expect(editMenu()).toBe('Redigera')
    for (const [language, ...said] of [
      ['da', 'Rediger', 'Sæt ind', 'Gem fil'],
      ['nb', 'Rediger', 'Lim inn', 'Lagre fil'],
      ['en', 'Edit', 'Paste', 'Save file'],
    ] as const) {
      expect((await call('door/languageChosen', { language })).response.status).toBe(200)
      expect([editMenu(), ...(rightClick() ?? []), saveTitle()]).toEqual(expect.arrayContaining([...said]))
    }
    expect((await call('door/languageChosen', { language: 'xx' })).response.status).toBe(400)
    expect((await call('door/capabilities', {})).json).toMatchObject({ systemLanguage: 'sv' })
  })

  test('counts at the next start too, from the first menu on', async () => {
    const { close } = await start({ languages: ['sv-SE'] })
    await call('door/languageChosen', { language: 'da' })
    await close()
    await start({ languages: ['sv-SE'] })
    expect(editMenu()).toBe('Rediger')
    expect(standIn.records.menu?.[0]?.label).toBe('Filer')
  })

  test('is that of the box which says why Keydesk can’t start, also for a store that can’t be opened', async () => {
    const { close } = await start({ languages: ['sv-SE'] })
    await createOrganisation()
    await call('door/languageChosen', { language: 'da' })
    await close()
    const lock = lockFolder(dataDir, 'browser')
    await start({ languages: ['sv-SE'] })
    lock.release()
    expect(standIn.records.errorBoxes[0]).toMatchObject({
      title: 'Keydesk kan ikke starte',
      content: expect.stringMatching(/\(Browser, proces \d+\)\. Intet er ændret/),
    })
    writeFileSync(join(dataDir, 'keydesk.db'), 'not a database')
    await desktop?.close()
    await start({ languages: ['sv-SE'] })
    expect(standIn.records.errorBoxes[0]?.title).toBe('Keydesk kan ikke starte')
  })
})

describe('what the window gets', () => {
  test('the page, with a policy that holds its own nonce and no inline anything', async () => {
    const { handle } = await start()
    const response = await handle(new Request(`${origin}/`))
    const policy = response.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([\w-]{20,})'/.exec(policy)?.[1]
    const body = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(body).toBe(page.replace('__CSP_NONCE__', String(nonce)))
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    const again = await handle(new Request(`${origin}/`))
    expect(again.headers.get('content-security-policy')).not.toBe(policy)
  })

  test('the status of a fresh store, which nothing may cache', async () => {
    await start()
    const { response, json } = await call('settings/status', {})
    expect(response.status).toBe(200)
    expect(json).toMatchObject({ isSetUp: false, vault: 'none' })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('what this door can do', async () => {
    await start({ languages: ['da-DK'] })
    const { json } = await call('door/capabilities', {})
    const canProtectScreen = process.platform !== 'linux'
    const region = { systemLanguage: 'da', systemRegion: 'GB' }
    expect(json).toEqual({
      kind: 'desktop',
      canCopy: true,
      canProtectScreen,
      ...region,
      areNotificationsRefused: false,
    })
  })

  test('no answer to another origin, host or initiator', async () => {
    const { handle } = await start()
    expect((await call('settings/status', {}, undefined, { origin: 'https://evil.test' })).response.status).toBe(403)
    expect((await handle(new Request('keydesk://evil/'))).status).toBe(403)
    const framed = Object.assign(new Request(`${origin}/`), { initiatorOrigin: 'https://evil.test' })
    expect((await handle(framed)).status).toBe(403)
  })

  test('no file outside the screens', async () => {
    const { handle } = await start()
    for (const path of [
      '/../../etc/passwd',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '//etc/passwd',
      '/keydesk.db',
    ]) {
      expect((await handle(new Request(`${origin}${path}`))).status, path).toBe(404)
    }
  })
})

describe('a password', () => {
  async function resetSomebody() {
    const token = await createOrganisation()
    const { json: added } = await call(
      'users/add',
      { username: 'bo@nordwind.test', displayName: 'Bo', contact: {}, language: 'da' },
      token,
    )
    const choice = { kind: 'generate', style: 'strong', language: 'da' }
    const { json } = await call('passwords/reset', { userId: added.id, choice, mustChange: true }, token)
    return { token, json }
  }

  test('is copied by the door with the marks of the system, and taken back when the machine sleeps', async () => {
    await start()
    const { token, json } = await resetSomebody()
    const { response } = await call('door/copyPassword', { secretId: json.secretId }, token)
    expect(response.status, JSON.stringify(json)).toBe(200)
    const { clipboard } = standIn.records
    expect(clipboard.text.length).toBeGreaterThanOrEqual(8)
    expect(Object.keys(clipboard.writes[0] ?? {}).length).toBeGreaterThan(1)

    // On this platform or another: every one tells that the machine is put to sleep.
    standIn.firePower('suspend')
    await expect.poll(() => clipboard.text).toBe('')
    const { response: locked } = await call('door/copyPassword', { secretId: json.secretId }, token)
    expect(locked.status).toBe(423)
  })

  test('that could not be copied is said to be so, and the page goes on', async () => {
    await start()
    const { token, json } = await resetSomebody()
    standIn.machine.isClipboardBusy = true
    const { response, json: refused } = await call('door/copyPassword', { secretId: json.secretId }, token)
    expect([response.status, refused.code]).toEqual([409, 'CLIPBOARD_BUSY'])
    standIn.machine.isClipboardBusy = false
    expect((await call('door/copyPassword', { secretId: json.secretId }, token)).response.status).toBe(200)
  })

  test('does not stay on the clipboard when the person signs out of Windows, which quits no program', async () => {
    await start()
    const { token, json } = await resetSomebody()
    await call('door/copyPassword', { secretId: json.secretId }, token)
    made().window.window.emit('session-end', createEvent({ reasons: ['logoff'] }))
    expect(standIn.records.clipboard.text).toBe('')
    await expect.poll(() => standIn.records.exits).toEqual([0])
    lockFolder(dataDir, 'test').release()
  })

  test('does not stay on the clipboard when the app is closed', async () => {
    const { close } = await start()
    const { token, json } = await resetSomebody()
    await call('door/copyPassword', { secretId: json.secretId }, token)
    expect(standIn.records.clipboard.text).not.toBe('')
    await close()
    expect(standIn.records.clipboard).toMatchObject({ text: '', clears: 1 })
    expect(standIn.records.exits).toEqual([0])
  })
})

describe('a keychain that asks the person', () => {
  const status = async () => (await call('settings/status', {})).json

  async function lockedDesk(keychain: Machine['keychain']) {
    const { close } = await start()
    await createOrganisation()
    await close()
    await startAgain({ keychain })
  }

  test('keeps neither the window nor the page waiting, and opens the vault when it is allowed', async () => {
    await lockedDesk('asks')
    expect(made().window.calls).toContain('show')
    expect(await status()).toMatchObject({ vault: 'locked', keychain: 'waiting' })
    standIn.answerKeychain('gives')
    await expect.poll(status).toMatchObject({ vault: 'open', keychain: null })
  })

  test.each([
    ['asks', 'denied'],
    ['denies', 'denied'],
    ['broken', 'unreachable'],
  ] as const)('and one that %s is told apart: %s', async (keychain, expected) => {
    await lockedDesk(keychain)
    if (keychain === 'asks') standIn.answerKeychain('denies')
    await expect.poll(status).toMatchObject({ vault: 'locked', keychain: expected })
  })

  test('closes without its answer', async () => {
    await lockedDesk('asks')
    await desktop?.close()
    expect(standIn.records.exits).toEqual([0])
    standIn.answerKeychain('gives')
  })
})

describe('a request for help', () => {
  test('is announced while an admin is signed in, and its notification opens Requests', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      await start({ languages: ['sv-SE'], isPackaged: true })
      const token = await createOrganisation()
      const person = { username: 'bo@nordwind.test', displayName: 'Bo', contact: {}, language: 'da' }
      await call('users/add', person, token)
      const { json: begun } = await call('recovery/begin', {
        username: person.username,
        purpose: 'reset',
        language: 'da',
      })
      const { json: asked } = await call('recovery/askForHelp', { attempt: begun.attempt, reason: 'My secret worry' })
      vi.advanceTimersByTime(5000)
      const { notifications, badges } = standIn.records
      expect(notifications.map(({ options }) => options.title)).toEqual([`Begäran ${asked.number} väntar på svar`])
      expect(JSON.stringify(notifications)).not.toMatch(/worry|Bo\b/)
      if (process.platform !== 'win32') expect(badges).toEqual([1])
      notifications[0]?.click()
      expect(made().window.contents.calls).toContain("run location.hash = 'page=requests'")
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('starting and ending', () => {
  test('a second start shows the first window and opens none', async () => {
    await start()
    const { window } = made()
    window.isMinimized = true
    window.calls.length = 0
    standIn.appEvents.emit('second-instance', {}, [], '', {})
    expect(window.calls).toEqual(['restore', 'show', 'focus'])
    await desktop?.close()

    await start({ hasLock: false })
    expect(standIn.records.windows).toEqual([])
    expect(standIn.records.exits).toEqual([0])
  })

  test('a data folder that another door holds is said in words and left alone', async () => {
    const lock = lockFolder(dataDir, 'browser')
    await start()
    lock.release()
    expect(standIn.records.windows).toEqual([])
    expect(standIn.records.errorBoxes).toHaveLength(1)
    expect(standIn.records.errorBoxes[0]?.content).toContain('Browser, process')
    expect(standIn.records.exits).toEqual([5])
  })

  test('a data folder that is a file is said in words', async () => {
    const file = join(dataDir, 'file')
    writeFileSync(file, '')
    desktop = await startDesktop({ dataDir: file, machine: { appPath } })
    expect(standIn.records.errorBoxes).toHaveLength(1)
    expect(standIn.records.exits).toEqual([1])
  })

  test('the store is closed at the end, so that the next start finds it free', async () => {
    const { close } = await start()
    await createOrganisation()
    await close()
    lockFolder(dataDir, 'test').release()
    await start()
    expect((await call('settings/status', {})).json).toMatchObject({ isSetUp: true, organisation: 'Nordwind' })
  })

  test('a quit from the menu remembers where the window was', async () => {
    await start()
    made().window.bounds = { x: 40, y: 50, width: 900, height: 700 }
    app.quit()
    await expect.poll(() => standIn.records.exits).toEqual([0])
    await start()
    expect(made().window.options).toMatchObject({ x: 40, y: 50, width: 900, height: 700 })
  })

  test('somebody who starts Keydesk while it ends is not answered with an error', async () => {
    await start()
    made().window.window.close()
    standIn.appEvents.emit('second-instance', {}, [], '', {})
    await expect.poll(() => standIn.records.exits).toEqual([0])
    expect(standIn.records.errorBoxes).toEqual([])
  })

  test('an installed demo shows its sign-in on the page, because nobody reads what it prints', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockImplementation(() => {
      throw new Error('EBADF: no standard output')
    })
    desktop = await startDesktop({ dataDir, isDemo: true, machine: { appPath, isPackaged: true } })
    said.mockRestore()
    const { json } = await call('settings/status', {})
    const { username, password: shown } = json.demoAccount as { username: string; password: string }
    const { response } = await call('sessions/signIn', { username, password: shown })
    expect(response.status).toBe(200)
    await desktop.close()
    await start()
    expect((await call('settings/status', {})).json).toMatchObject({ demoAccount: null })
  })

  test('a demo leaves nothing behind', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const before = new Set(readdirSync(tmpdir()))
    desktop = await startDesktop({ dataDir, isDemo: true, machine: { appPath } })
    const folder = String(standIn.records.paths.userData)
    expect((await call('settings/status', {})).json).toMatchObject({ isSetUp: true })
    expect(said.mock.calls.join('')).toContain('Sign in as admin@nordwind.test with ')
    said.mockRestore()
    await desktop.close()
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('keydesk-demo-') && !before.has(name))).toEqual([])
    expect(readdirSync(dataDir)).toEqual([])
  })
})
