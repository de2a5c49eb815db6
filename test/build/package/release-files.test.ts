import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadScript } from '../../support/build-script.ts'
import { packFolder } from '../../support/packed.ts'
import { setUp } from '../../support/test-services.ts'

const { findChromium } = await loadScript<{ readonly findChromium: () => string | null }>('chromium.mjs')
const chromium = findChromium()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-release-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the sums of what is released', async () => {
  const { writeSums } = await loadScript<{ readonly writeSums: (folder: string) => string }>('package/sums.mjs')

  it('name every file with its SHA-256, as sha256sum reads it, and never themselves', () => {
    writeFileSync(join(folder, 'b.exe'), 'two')
    writeFileSync(join(folder, 'a.dmg'), 'one')
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    const expected = `${hash('one')}  a.dmg\n${hash('two')}  b.exe\n`
    expect([writeSums(folder), writeSums(folder)]).toEqual([expected, expected])
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(expected)
  })
})

describe('what Keydesk reads to look for a newer version', async () => {
  type Write = (folder: string, version?: string) => string
  const { writeUpdateManifest } = await loadScript<{ readonly writeUpdateManifest: Write }>(
    'package/update-manifest.mjs',
  )

  it('is read by Keydesk, with the size and hash of everything that people install', async () => {
    const endings = ['windows-x64.exe', 'mac-arm64.dmg', 'mac-arm64.zip', 'linux-x64.tar.gz']
    const names = endings.map((ending) => `Keydesk-9.0.0-${ending}`)
    for (const name of [...names, 'Keydesk-9.0.0-mac-arm64.sbom.json', 'SHA256SUMS'])
      writeFileSync(join(folder, name), name)
    writeUpdateManifest(folder, '9.0.0')
    // A second time changes nothing, as the file itself is none that is installed.
    writeUpdateManifest(folder, '9.0.0')
    const { services, owner } = await setUp()
    services.updates.save({ source: { kind: 'folder', path: folder } }, owner)
    const sha256 = (name: string) => createHash('sha256').update(name).digest('hex')
    expect(await services.updates.check({}, owner)).toEqual({
      state: 'newer',
      version: '9.0.0',
      where: folder,
      files: names.toSorted().map((name) => ({ name, size: name.length, sha256: sha256(name) })),
    })
  })

  it('has the version of this Keydesk, which is no newer one, and the names that the packages have', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    const { targets, fileName } = await loadScript<{
      readonly targets: readonly object[]
      readonly fileName: (target: object, version: string, ending: string) => string
    }>('package/targets.mjs')
    for (const target of targets) writeFileSync(join(folder, fileName(target, version, 'zip')), 'x')
    writeUpdateManifest(folder)
    const { services, owner } = await setUp()
    services.updates.save({ source: { kind: 'folder', path: folder } }, owner)
    expect(await services.updates.check({}, owner)).toEqual({ state: 'newest' })
  })

  it('is not written where there is nothing to install', () => {
    expect(() => writeUpdateManifest(folder)).toThrow('nothing to install')
  })
})

describe('the icons', () => {
  const read = (name: string) => readFileSync(join(packFolder, 'icons', name))

  it('are small', () => {
    for (const name of ['icon.ico', 'icon.icns', 'icon.png']) expect(read(name).length).toBeLessThan(100_000)
  })

  it('have for Windows the sizes of lists, desktop and tiles, each a PNG where the list says', () => {
    const ico = read('icon.ico')
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, at) => {
      const offset = ico.readUInt32LE(6 + 16 * at + 12)
      expect(ico.toString('latin1', offset + 1, offset + 4)).toBe('PNG')
      return ico.readUInt32BE(offset + 16)
    })
    expect(sizes).toEqual([16, 24, 32, 48, 64, 256])
  })

  it('have for macOS every size, of both kinds of screens', () => {
    const icns = read('icon.icns')
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const found: string[] = []
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      found.push(`${icns.toString('latin1', at, at + 4)} ${icns.readUInt32BE(at + 8 + 16)}`)
    }
    expect(found).toContain('ic10 1024')
    expect(found).toContain('ic07 128')
    expect(found).toHaveLength(10)
  })
})

type Try = (choice: {
  readonly program: string
  readonly args: readonly string[]
  readonly limit?: number
}) => Promise<string>

// Electron is not to be had everywhere; its Chromium is tried with the same switch.
describe.runIf(chromium !== null)('a packed program that is tried', async () => {
  const { tryPacked } = await loadScript<{ readonly tryPacked: Try }>('package/try-packed.mjs')
  const program = chromium ?? ''
  const switches = ['--headless', '--no-sandbox', '--disable-gpu']

  async function withPage<T>(html: string, work: (address: string) => Promise<T>): Promise<T> {
    const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  it('shows its first page', async () => {
    const html = '<h1>Welcome to Keydesk</h1><form><button type="submit">Create</button></form>'
    const shown = await withPage(html, (page) =>
      tryPacked({ program, args: [...switches, `--user-data-dir=${folder}`, page] }),
    )
    expect(shown).toBe('Welcome to Keydesk')
  })

  it('fails where the page has nothing to send, and where the program ends', async () => {
    const args = [...switches, `--user-data-dir=${folder}`]
    const empty = withPage('<h1>Blank</h1>', (page) => tryPacked({ program, args: [...args, page], limit: 1500 }))
    await expect(empty).rejects.toThrow()
    await expect(tryPacked({ program: process.execPath, args: ['--no-such-option', '--'] })).rejects.toThrow(
      'It ended with 9',
    )
  })
})
