import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { readFolder } from '../../../electron/updates/update-manifest.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { manifestName, type UpdateSource, updateManifest } from '../../../shared/updates.ts'
import { runProgram } from '../../support/build-script.ts'
import { makeCertificate } from '../../support/test-certificate.ts'
import { setUp, signedInPerson, temporaryFolder } from '../../support/test-services.ts'

const file = { name: 'Keydesk-Setup-9.0.0.exe', size: 90_000_000, sha256: 'ab'.repeat(32) }
const manifest = (version = '9.0.0') => JSON.stringify({ name: 'Keydesk', version, files: [file] })
type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A place on this machine over HTTPS, which counts what reaches it. */
async function place(answer: Answer) {
  const { cert, key } = makeCertificate(['localhost'], [127, 0, 0, 1])
  const seen = { connections: 0, requests: [] as string[] }
  const server = createServer({ cert, key }, (request, response) => {
    seen.requests.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    answer(request, response)
  })
  server.on('connection', () => {
    seen.connections += 1
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/keydesk-update.json`
  return { seen, url, cert }
}

async function desk(source: UpdateSource, updates: { patience?: number; certificates?: readonly string[] } = {}) {
  const test = await setUp({ updates: { patience: 2_000, ...updates } })
  test.services.updates.save({ source }, test.owner)
  return { ...test, check: () => test.services.updates.check({}, test.owner) }
}

const at = async (answer: Answer, patience = 2_000) => {
  const { url, cert, seen } = await place(answer)
  const test = await desk({ kind: 'address', url }, { certificates: [cert], patience })
  return { ...test, seen, url }
}

const folderWith = (content: string | Uint8Array) => {
  const path = temporaryFolder()
  writeFileSync(join(path, manifestName), content)
  return path
}

it('a share that has not answered yet is not read once more, because each reading keeps a thread', async () => {
  let reads = 0
  const never = () => {
    reads += 1
    return new Promise<never>(() => {})
  }
  for (let count = 0; count < 5; count += 1) expect(await readFolder('/gone', 5, never)).toBe('timeout')
  expect(reads).toBe(1)
})

it('a manifest names no file that Windows takes for a device', () => {
  const named = (name: string) =>
    updateManifest.safeParse({ name: 'Keydesk', version: '9.0.0', files: [{ ...file, name }] }).success
  for (const name of ['con', 'NUL.exe', 'com1.zip', 'Aux .dmg']) expect(named(name), name).toBe(false)
  for (const name of ['Keydesk-9.0.0.exe', 'console.exe', 'Keydesk 9.dmg']) expect(named(name), name).toBe(true)
})

describe('while updates are off, as they are at first', () => {
  it('nothing is asked, whatever an admin does, and none of the timers asks either', async () => {
    const { url, cert, seen } = await place((_, response) => response.end(manifest()))
    const { services, owner } = await setUp({ updates: { certificates: [cert] } })
    expect(services.updates.get({}, owner)).toEqual({ source: { kind: 'off' } })
    expect(await services.updates.check({}, owner)).toEqual({ state: 'off' })
    // Switched on and saved, but not looked for: still nothing is asked.
    services.updates.save({ source: { kind: 'address', url } }, owner)
    services.tidy()
    await services.about.get({}, owner)
    services.updates.save({ source: { kind: 'off' } }, owner)
    expect(await services.updates.check({}, owner)).toEqual({ state: 'off' })
    expect(seen).toEqual({ connections: 0, requests: [] })
  })
})

describe('an https address', () => {
  it('that has a newer version is asked once, and told nothing of this organisation', async () => {
    const { check, seen, url } = await at((_, response) => response.end(manifest()))
    expect(await check()).toEqual({ state: 'newer', version: '9.0.0', where: new URL('.', url).href, files: [file] })
    expect(seen.connections).toBe(1)
    expect(seen.requests).toHaveLength(1)
    expect(seen.requests[0]).toMatch(/^GET \/keydesk-update\.json /)
    expect(seen.requests[0]).not.toMatch(/Nordwind|nordwind|owner|cookie|authorization|referer|0\.1\.0/i)
  })

  it('that has this version or an older one says so', async () => {
    const { check } = await at((_, response) => response.end(manifest('0.0.1')))
    expect(await check()).toEqual({ state: 'newest' })
  })

  it('that leads elsewhere is not followed', async () => {
    const other = await place((_, response) => response.end(manifest()))
    for (const status of [301, 302, 303, 307, 308]) {
      const { check, seen } = await at((_, response) => response.writeHead(status, { location: other.url }).end())
      expect(await check()).toEqual({ state: 'failed', fault: 'redirect' })
      expect(seen.requests).toHaveLength(1)
    }
    expect(other.seen.connections).toBe(0)
  })

  it('whose certificate is not trusted, or is for another name, is not read', async () => {
    const { url, seen } = await place((_, response) => response.end(manifest()))
    const { check } = await desk({ kind: 'address', url })
    expect(await check()).toEqual({ state: 'failed', fault: 'certificate' })
    const other = makeCertificate(['other.example.com'], [127, 0, 0, 2])
    const server = createServer({ cert: other.cert, key: other.key }, (_, response) => void response.end(manifest()))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const second = await desk(
      { kind: 'address', url: `https://127.0.0.1:${port}/k.json` },
      { certificates: [other.cert] },
    )
    expect(await second.check()).toEqual({ state: 'failed', fault: 'certificate' })
    expect(seen.requests).toEqual([])
  })

  const hostile: readonly (readonly [string, Answer, string])[] = [
    ['answers 404', (_, response) => response.writeHead(404).end(manifest()), 'missing'],
    ['answers 403', (_, response) => response.writeHead(403).end(manifest()), 'refused'],
    ['answers 500', (_, response) => response.writeHead(500).end(manifest()), 'refused'],
    ['answers a page', (_, response) => response.end('<html>'), 'invalid'],
    [
      'answers with more',
      (_, response) => response.end(JSON.stringify({ ...JSON.parse(manifest()), x: 1 })),
      'invalid',
    ],
    ['answers in another encoding', (_, response) => response.end(Buffer.from(manifest(), 'utf16le')), 'invalid'],
    ['answers nested lists', (_, response) => response.end('['.repeat(60_000)), 'invalid'],
    ['answers with a prototype', (_, response) => response.end('{"__proto__":{"state":"newer"}}'), 'invalid'],
    [
      'ends in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': '5000' })
        response.write('{')
        setTimeout(() => response.destroy(), 20)
      },
      'unreachable',
    ],
    ['hangs up', (request) => request.socket.destroy(), 'unreachable'],
    [
      'never ends',
      (_, response) => {
        const more = setInterval(() => response.write('x'.repeat(10_000)), 1)
        response.on('close', () => clearInterval(more))
      },
      'tooLarge',
    ],
    [
      'sends endless headers',
      (request) => {
        request.socket.write(`HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(10_000)}\r\n`)
      },
      'unreachable',
    ],
  ]
  it.each(hostile)('that %s does no harm', async (_, answer, fault) => {
    const { check } = await at(answer)
    expect(await check()).toEqual({ state: 'failed', fault })
  })

  it.each([
    ['says nothing', () => {}],
    [
      'sends a letter now and then',
      (_: IncomingMessage, response: ServerResponse) => {
        const more = setInterval(() => response.write(' '), 20)
        response.on('close', () => clearInterval(more))
      },
    ],
  ] as const)('that %s is given up in time', async (_, answer) => {
    const { check } = await at(answer, 200)
    expect(await check()).toEqual({ state: 'failed', fault: 'timeout' })
  })

  it('is asked once, however often admins ask before it has answered', async () => {
    const held: ServerResponse[] = []
    const { check, seen } = await at((_, response) => void held.push(response))
    const asked = [check(), check(), check()]
    await expect.poll(() => held.length).toBe(1)
    held[0]?.end(manifest())
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ state: 'newer', version: '9.0.0' })
    expect(seen.connections).toBe(1)
  })

  it.each(['https://localhost:99999/a.json', 'https://999.999.999.999/', 'https://[:::]/'])(
    'that no program can ask is refused: %s',
    async (url) => {
      const { services, owner } = await setUp()
      expect(() => services.updates.save({ source: { kind: 'address', url } }, owner)).toThrow(
        expect.objectContaining({ code: 'FIELD_INVALID' }),
      )
    },
  )

  it('where nobody listens is said to be unreachable', async () => {
    const { url } = await place(() => {})
    const { check } = await desk({ kind: 'address', url: url.replace(/:\d+/, ':1') })
    expect(await check()).toEqual({ state: 'failed', fault: 'unreachable' })
  })
})

describe('a folder', () => {
  it('that has a newer version says where it is, and its SHA-256', async () => {
    const path = folderWith(manifest())
    const { check } = await desk({ kind: 'folder', path })
    expect(await check()).toEqual({ state: 'newer', version: '9.0.0', where: path, files: [file] })
  })

  it('that is gone, or empty, or holds something else is told apart', async () => {
    const gone = await desk({ kind: 'folder', path: join(temporaryFolder(), 'gone') })
    expect(await gone.check()).toEqual({ state: 'failed', fault: 'missing' })
    const empty = await desk({ kind: 'folder', path: temporaryFolder() })
    expect(await empty.check()).toEqual({ state: 'failed', fault: 'missing' })
    const odd = await desk({ kind: 'folder', path: folderWith('{}') })
    expect(await odd.check()).toEqual({ state: 'failed', fault: 'invalid' })
    const large = await desk({ kind: 'folder', path: folderWith('x'.repeat(64_001)) })
    expect(await large.check()).toEqual({ state: 'failed', fault: 'tooLarge' })
    const path = temporaryFolder()
    mkdirSync(join(path, manifestName))
    const nested = await desk({ kind: 'folder', path })
    expect(await nested.check()).toMatchObject({ state: 'failed' })
  })

  it('with a pipe or a device in the place of the file does not hold Keydesk up', async () => {
    if (process.platform === 'win32') return
    const [pipe, device] = [temporaryFolder(), temporaryFolder()]
    runProgram('mkfifo', [join(pipe, manifestName)])
    symlinkSync('/dev/zero', join(device, manifestName))
    for (const path of [pipe, device]) {
      const { check } = await desk({ kind: 'folder', path })
      expect(await check()).toEqual({ state: 'failed', fault: 'invalid' })
    }
  })
})

describe('where to look', () => {
  it('is a global admin’s to choose, written down, and refused where it can’t work', async () => {
    const { services, owner } = await setUp()
    for (const source of [
      { kind: 'address', url: 'http://updates.example.com/k.json' },
      { kind: 'address', url: 'https://me:secret@updates.example.com/k.json' },
      { kind: 'folder', path: 'relative' },
    ] as const)
      expect(() => services.updates.save({ source }, owner)).toThrow(
        expect.objectContaining({
          code: 'FIELD_INVALID',
          data: expect.objectContaining({ field: expect.stringMatching(/^update/) }),
        }),
      )
    const url = 'https://updates.example.com/k.json'
    services.updates.save({ source: { kind: 'address', url } }, owner)
    const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 1 }, owner)
    expect(entries[0]).toMatchObject({ action: 'Set update source.', detail: { updateSource: `off → ${url}` } })
    const settingsAdmin = await signedInPerson(services, owner, ['authenticationPolicyAdministrator'])
    const caller = createCaller(services.serve, settingsAdmin.call)
    const refused = { code: 'NOT_ALLOWED' }
    await expect(caller.updates.get({})).rejects.toMatchObject(refused)
    await expect(caller.updates.check({})).rejects.toMatchObject(refused)
    await expect(caller.updates.save({ source: { kind: 'off' } })).rejects.toMatchObject(refused)
  })
})
