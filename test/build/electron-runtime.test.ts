import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadScript, tryProgram } from '../support/build-script.ts'

type Result = {
  readonly program?: string
  readonly fault?: string
  readonly isComing?: true
  readonly percent?: number
}
type Runtime = {
  readonly reasonFrom: (words: string) => string
  readonly findElectron: (folder: string) => string | null
  readonly proxiesOf: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv
  readonly fetchElectron: (options: {
    limit: number
    patience?: number
    folder: string
    env: NodeJS.ProcessEnv
  }) => Promise<Result>
}
type State = { readonly downloadFolder: (folder: string) => string; readonly stopDownload: (folder: string) => void }
const runtime = await loadScript<Runtime>('electron-runtime.mjs')
const { downloadFolder, stopDownload } = await loadScript<State>('download-state.mjs')
const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const { version } = JSON.parse(readFileSync(join(packages, 'electron/package.json'), 'utf8')) as { version: string }
const archive = `electron-v${version}-${process.platform}-${process.arch}.zip`

describe("why Electron's runtime could not be had", () => {
  it('is the line that says what happened, without the stack', () => {
    const words = 'TypeError: fetch failed\n    at node:internal/deps/undici\n    at process'
    expect(runtime.reasonFrom(words)).toBe('its download failed: fetch failed')
  })

  it('is said even if the installer says nothing', () => {
    expect(runtime.reasonFrom('')).toBe('its download failed')
  })
})

/** An archive with files that are not compressed (APPNOTE.TXT, 4.3). */
function zipOf(files: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), content])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(0o755 << 16, 6)
    rest.writeUInt32LE(offset, 10)
    const madeBy = Buffer.from([20, 3])
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), madeBy, facts, rest, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(centrals.length, 4)
  end.writeUInt16LE(centrals.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), end])
}

const program =
  { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform as string] ?? 'electron'
const zip = zipOf({ version: Buffer.from(version), [program]: Buffer.alloc(400_000, 7) })
const sums = `${createHash('sha256').update(zip).digest('hex')} *${archive}\n`

let folder = ''
let electron = ''
let cache = ''
let close = () => {}
let asked: string[] = []
let before: readonly string[] = []
const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('electron-download-'))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-electron-'))
  electron = join(folder, 'node_modules', 'electron')
  cache = join(folder, 'cache')
  mkdirSync(electron, { recursive: true })
  for (const name of ['package.json', 'install.js', 'checksums.json'])
    copyFileSync(join(packages, 'electron', name), join(electron, name))
  for (const name of ['@electron', '@electron-internal'])
    symlinkSync(join(packages, name), join(folder, 'node_modules', name), 'junction')
  asked = []
  before = temporary()
})
afterEach(async () => {
  stopDownload(electron)
  close()
  close = () => {}
  await expect.poll(() => existsSync(join(downloadFolder(electron), 'state.json')) && isGoingOn()).toBe(false)
  expect(temporary()).toEqual(before)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

function isGoingOn(): boolean {
  try {
    return JSON.parse(readFileSync(join(downloadFolder(electron), 'state.json'), 'utf8')).fault === undefined
  } catch {
    return false
  }
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A mirror on this machine that answers as the test says; the sums always come. */
async function mirror(answer: Answer): Promise<NodeJS.ProcessEnv> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url?.endsWith('SHASUMS256.txt')) response.end(sums)
    else answer(response, request)
  })
  // It is a proxy, too, which leads every tunnel to itself.
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    socket.write('HTTP/1.1 200 Connected\r\n\r\n')
    server.emit('connection', socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  const { ELECTRON_MIRROR, ...env } = process.env
  return {
    ...env,
    ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    // The sums of the real runtime are those of another file.
    electron_use_remote_checksums: '1',
    electron_config_cache: cache,
    NO_PROXY: '127.0.0.1',
  }
}

const whole: Answer = (response) => void response.writeHead(200, { 'content-length': zip.length }).end(zip)
const half = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': zip.length })
  response.write(zip.subarray(0, 100_000))
}
const missing: Answer = (response) => void response.writeHead(404).end()
const another: Answer = (response) => void response.end(Buffer.alloc(1000))
const broken: Answer = (response) => {
  half(response)
  setTimeout(() => response.destroy(), 300)
}
const archives = () => asked.filter((url) => url.endsWith('.zip')).length
const fetch = (env: NodeJS.ProcessEnv, limit: number, patience?: number): Promise<Result> =>
  runtime.fetchElectron({ limit, folder: electron, env, ...(patience !== undefined && { patience }) })

describe('the download of the runtime', () => {
  it('is there at once where the line is fast, and not made again', async () => {
    const env = await mirror(whole)
    expect(await fetch(env, 300_000)).toEqual({ program: join(electron, 'dist', program) })
    expect(await fetch(env, 300_000)).toEqual({ program: join(electron, 'dist', program) })
    // Installed anew, it comes out of the cache.
    for (const name of ['dist', 'path.txt']) rmSync(join(electron, name), { recursive: true })
    expect((await fetch(env, 300_000)).program).toBeTruthy()
    expect(archives()).toBe(1)
  })

  it('goes on where it takes longer than the limit, and a second start follows the first one’s', async () => {
    let finish = () => {}
    const env = await mirror((response) => {
      half(response)
      finish = () => response.end(zip.subarray(100_000))
    })
    expect(await fetch(env, 8_000)).toEqual({ isComing: true, percent: 24 })
    expect(await fetch(env, 1_000)).toEqual({ isComing: true, percent: 24 })
    expect(archives()).toBe(1)
    finish()
    await expect.poll(() => runtime.findElectron(electron)).toBe(join(electron, 'dist', program))
  })

  it('is given up where the server does not begin to send within the limit', async () => {
    const env = await mirror(() => {})
    expect((await fetch(env, 3_000)).fault).toContain('does not answer')
    expect(archives()).toBeLessThanOrEqual(1)
  })

  it.each([
    ['says that there is none', missing, /404/],
    ['breaks off', broken, /its download failed/],
    ['sends something else', another, /its download failed/],
  ] as const)('says why it failed where the server %s, and begins anew the next time', async (_, answer, reason) => {
    const env = await mirror(answer)
    expect((await fetch(env, 300_000)).fault).toMatch(reason)
    close()
    expect((await fetch(await mirror(whole), 300_000)).program).toBeTruthy()
  })

  it('is given up where the server stops sending', async () => {
    const env = await mirror(half)
    expect((await fetch(env, 300_000, 1_500)).fault).toContain('stopped sending')
  })

  it('is stopped before the packages are replaced, and leaves nothing', { tags: 'long' }, async () => {
    const env = await mirror(half)
    expect((await fetch(env, 6_000)).isComing).toBe(true)
    stopDownload(electron)
    await expect.poll(isGoingOn).toBe(false)
    await expect.poll(() => readdirSync(downloadFolder(electron)).filter((name) => /^\d+$/.test(name))).toEqual([])
  })

  it('goes through the proxy of the environment, or of npm', async () => {
    const env = await mirror(whole)
    const proxy = env.ELECTRON_MIRROR?.slice(0, -1)
    const { NO_PROXY, ...rest } = env
    const far = { ...rest, ELECTRON_MIRROR: 'http://mirror.example.com/', HTTP_PROXY: proxy }
    expect((await fetch(far, 60_000)).program).toBeTruthy()
    expect(asked.join(' ')).toContain('mirror.example.com')
    expect(runtime.proxiesOf({ npm_config_https_proxy: 'http://proxy.example.com:8080' })).toMatchObject({
      HTTPS_PROXY: 'http://proxy.example.com:8080',
    })
  })

  it('clears what broken downloads of earlier versions have left, and nobody else’s', async () => {
    const old = mkdtempSync(join(tmpdir(), 'electron-download-'))
    const [mine, others] = [join(old, archive), mkdtempSync(join(tmpdir(), 'electron-download-'))]
    writeFileSync(mine, 'half')
    writeFileSync(join(others, 'electron-v1.0.0-linux-x64.zip'), 'half')
    const hourAgo = new Date(Date.now() - 4_000_000)
    utimesSync(mine, hourAgo, hourAgo)
    await fetch(await mirror(whole), 300_000)
    expect([existsSync(old), existsSync(others)]).toEqual([false, true])
    rmSync(others, { recursive: true })
  })
})

it('a script knows that it was started, through a link too', () => {
  const link = join(folder, 'link')
  symlinkSync(fileURLToPath(new URL('../../build', import.meta.url)), link, 'junction')
  const { status, stdout } = tryProgram(process.execPath, [join(link, 'chromium.mjs')], {
    env: { ...process.env, KEYDESK_CHROMIUM: process.execPath },
  })
  expect([status, stdout]).toEqual([0, process.execPath])
})
